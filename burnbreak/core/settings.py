"""Everything the user can set, with its limits; reading never fails, a bad value falls back alone."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from burnbreak.core.calendar_setting import CalendarSetting
from burnbreak.core.hotkeys import Keys
from burnbreak.core.load_setting import Load, Report
from burnbreak.core.retention import Data
from burnbreak.core.workweek import WorkWeek, office_week

VERSION = 1
"""Version of the settings file; a file with a higher one is never written."""


class Rhythm(StrEnum):
    """How breaks without sessions are timed."""

    EVERY = "every"
    ON_CLOCK = "on-clock"


class Theme(StrEnum):
    """Light, dark, or as the desktop says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """Whether the circle moves: as the desktop says, always, or never."""

    AUTO = "auto"
    FULL = "full"
    REDUCED = "reduced"


class Ambience(StrEnum):
    """The soft loop under a sitting."""

    WAVES = "waves"
    RAIN = "rain"
    PAD = "pad"
    ROOM = "room"
    NONE = "none"


SUPPORT_LENGTH = 200
"""Characters in one line of the support card."""


def _line() -> Any:
    """One line of the user's own words; what it says is in no message and no log."""
    return field(default="", metadata={"longest": SUPPORT_LENGTH})


def _within(low: int, high: int, default: int) -> Any:
    return field(default=default, metadata={"low": low, "high": high})


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """How often, how long."""

    offered: bool = True
    """Off: nothing is offered, everything else goes on."""
    rhythm: Rhythm = Rhythm.ON_CLOCK
    every_minutes: int = _within(15, 240, 60)
    minute_past: int = _within(0, 59, 50)
    length_minutes: int = _within(1, 10, 3)
    daily_cap: int = _within(1, 20, 6)
    one_longer: bool = True
    """One offer a day is five minutes or longer."""
    reserve_minutes: int = _within(0, 15, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What is heard."""

    volume: int = _within(0, 100, 70)
    muted: bool = False
    bells: bool = True
    breath_tones: bool = True
    ambience: Ambience = Ambience.WAVES
    visual_offset_ms: int = _within(0, 400, 0)
    """How much later the picture runs, for Bluetooth headphones (milliseconds)."""
    narrator: str = "low"
    """The id of the voice; empty for captions alone."""
    voice_volume: int = _within(0, 100, 100)
    bed_volume: int = _within(0, 100, 100)
    bell_volume: int = _within(0, 100, 100)
    tone_volume: int = _within(0, 100, 100)
    interval_bell_minutes: int = _within(0, 10, 0)
    """A soft bell so often within a sitting; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practices:
    """How practices are guided."""

    gentle: bool = False
    """Shorter breaths in every pacer."""
    holds: bool = False
    """Breath holds may be offered; off until the user opens them."""
    anchor: str = "hands"
    hidden: tuple[str, ...] = ()
    """Ids of practices that are never suggested; they can still be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How it appears."""

    theme: Theme = Theme.AUTO
    motion: Motion = Motion.AUTO
    time_left: bool = False


class Grid(StrEnum):
    """When the sessions of a template begin."""

    HOUR = "hour"
    HALF_HOUR = "half-hour"
    QUARTER = "quarter"
    BACK_TO_BACK = "back-to-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """How sessions run where no calendar tells."""

    template: bool = False
    """On: working hours are assumed to be full of sessions on the grid."""
    length_minutes: int = _within(10, 180, 50)
    grid: Grid = Grid.HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """When burnbreak holds back."""

    wait_for_typing: bool = True
    play_while_locked: bool = True
    calls: bool = True
    """While another program listens to a microphone."""
    cameras: bool = True
    """While another program looks through a camera."""
    presenting: bool = True
    """While something fills the screen, is presented or shared, where the system tells."""
    do_not_disturb: bool = True
    """While the desktop holds notifications back, where it tells."""
    ignored_programs: tuple[str, ...] = ()
    """Programs whose use of microphone, camera or screen does not count."""
    wait_for_return: bool = True
    """After a session, until the first key or movement of the pointer; five minutes at most."""
    natural_rest: bool = False
    """Five minutes away in free time count as a pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whom one can turn to, in the user's own words: names, numbers, rooms. Nothing is added to them."""

    supervisor: str = _line()
    assistance: str = _line()
    """Employee assistance, occupational health, staff support."""
    doctor: str = _line()
    colleague: str = _line()
    country: str = field(default="", metadata={"longest": 2})
    """Whose helplines are shown, as ISO 3166 has it; empty until the user has chosen."""


class AfterSitting(StrEnum):
    """How often the tap after a sitting is asked for."""

    THIRD = "third"
    """In one sitting of three, once a day at most."""
    EACH = "each"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIns:
    """What may be asked."""

    after_sitting: AfterSitting = AfterSitting.THIRD
    weekly: bool = True
    monthly: bool = True
    affect: bool = False
    """Two sliders before and after a sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; immutable, a change makes a new one."""

    week: WorkWeek = field(default_factory=office_week)
    breaks: Breaks = Breaks()
    sound: Sound = Sound()
    practices: Practices = Practices()
    look: Look = Look()
    quiet: Quiet = Quiet()
    sessions: Sessions = Sessions()
    calendars: tuple[CalendarSetting, ...] = ()
    support: Support = Support()
    load: Load = field(default=Load())
    report: Report = field(default=Report())
    check_ins: CheckIns = CheckIns()
    data: Data = field(default=Data())
    keys: Keys = field(default=Keys())


ANCHORS = ("breath", "hands", "sounds", "sight")
"""What attention can rest on."""


def limits(section: Any, name: str) -> tuple[int, int]:
    """Lowest and highest value of a whole-number setting, as the section's class declares them."""
    metadata = next(f.metadata for f in fields(section) if f.name == name)
    return metadata["low"], metadata["high"]
