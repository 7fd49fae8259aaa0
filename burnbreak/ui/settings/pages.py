"""Makes each page by its name; `titles` has the same names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from burnbreak.core.narration import Narration
from burnbreak.core.settings import Settings
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.data_things import DataThings
from burnbreak.ui.fields import LoginState
from burnbreak.ui.hotkey_things import HotkeyThings
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.settings.about import AboutPage
from burnbreak.ui.settings.breaks import BreaksPage
from burnbreak.ui.settings.calendars import CalendarsPage
from burnbreak.ui.settings.check_ins import CheckInsPage
from burnbreak.ui.settings.general import GeneralPage
from burnbreak.ui.settings.keys import KeysPage
from burnbreak.ui.settings.look import LookPage
from burnbreak.ui.settings.my_week import MyWeekPage, no_clock
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.practices import PracticesPage
from burnbreak.ui.settings.privacy import PrivacyPage
from burnbreak.ui.settings.quiet import QuietPage
from burnbreak.ui.settings.sessions import SessionsPage
from burnbreak.ui.settings.sound import SoundPage
from burnbreak.ui.theme import Theme
from burnbreak.ui.trends import CheckInThings


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the pages show that is not in the settings."""

    login: LoginState
    folder: str
    """Where the history is kept, as the user may read it."""
    narrators: Sequence[Narration] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the practices are called, by id."""
    calendars: CalendarThings | None = None
    capturing: Callable[[], Sequence[str]] = tuple
    """The programs that use a microphone, a camera or the screen now."""
    check_ins: CheckInThings | None = None
    """Answers, and what rests."""
    data: DataThings | None = None
    """What is kept, and what can be done with it."""
    keys: KeyThings | None = None
    """How the history is encrypted."""
    hotkeys: HotkeyThings | None = None
    """How the keys stand that work everywhere."""
    now: Callable[[], datetime] = no_clock
    """The local moment."""
    own: frozenset[str] = frozenset()
    """The windows there are for one's own practices and voices: "own_practices", "recorder"."""


def make_page(name: str, theme: Theme, settings: Settings, told: Told) -> Page:
    """The page of that name; KeyError where there is none."""
    if name == MyWeekPage.name:
        return MyWeekPage(theme, settings, told.now)
    if name == GeneralPage.name:
        return GeneralPage(theme, settings, told.login)
    if name == PrivacyPage.name:
        return PrivacyPage(theme, settings, told.folder, told.data, keys=told.keys, calendars=told.calendars)
    if name == CalendarsPage.name:
        return CalendarsPage(theme, settings, told.calendars)
    if name == QuietPage.name:
        return QuietPage(theme, settings, told.capturing)
    if name == KeysPage.name:
        return KeysPage(theme, settings, told.hotkeys)
    if name == CheckInsPage.name:
        return CheckInsPage(theme, settings, told.check_ins)
    if name == SoundPage.name:
        return SoundPage(theme, settings, told.narrators, own=told.own)
    if name == PracticesPage.name:
        return PracticesPage(theme, settings, told.titles)
    return _PLAIN[name](theme, settings)


_PLAIN: Mapping[str, type[Page]] = {
    page.name: page for page in (SessionsPage, BreaksPage, LookPage, AboutPage)
}
