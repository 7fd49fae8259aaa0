"""What a window may ask of the app around it: of its files and system, and of the shell that opens it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from burnbreak.ui.tray import Tray

if TYPE_CHECKING:
    from burnbreak.engine.check_ins import CheckIns
    from burnbreak.engine.load_desk import LoadDesk
    from burnbreak.engine.studio import Studio
    from burnbreak.ui.calendar_things import CalendarThings
    from burnbreak.ui.data_things import DataThings
    from burnbreak.ui.hearing import Hearing
    from burnbreak.ui.hotkey_things import HotkeyThings
    from burnbreak.ui.key_things import KeyThings
    from burnbreak.ui.own_things import OwnThings
    from burnbreak.ui.support_lines import Countries


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the windows tell of files and system, as functions so that it is true when asked."""

    autostart_state: Callable[[], tuple[str, str]]
    """Kind ("on", "off", "blocked", "unknown") and one sentence, from the system itself."""
    autostart_set: Callable[[bool], str]
    """Switch it; returns a sentence when that failed."""
    data_folder: str
    export_csv: Callable[[str], None]
    """Write the whole log as CSV to a file; OSError of one sentence."""
    own: "Callable[[], OwnThings]"
    """The user's own practices and voices."""
    own_changed: Callable[[], None]
    """Something of them came or went."""
    studio: "Callable[[], Studio]"
    """A recorder for one window."""
    calendars: "Callable[[], CalendarThings | None]" = lambda: None
    """The connected calendars."""
    load: "Callable[[], LoadDesk | None]" = lambda: None
    """What keeps booked days and tells their figures."""
    capturing: Callable[[], Sequence[str]] = tuple
    """The programs that use a microphone, a camera or the screen now."""
    check_ins: "Callable[[], CheckIns | None]" = lambda: None
    """What is asked, and what was answered."""
    data: "Callable[[], DataThings | None]" = lambda: None
    """What is kept."""
    keys: "Callable[[], KeyThings | None]" = lambda: None
    """How the history is encrypted, and opened."""
    hotkeys: "Callable[[], HotkeyThings | None]" = lambda: None
    """The keys that work in every program."""
    helplines: "Callable[[], Countries | None]" = lambda: None
    """The helplines there are, by country."""


class Desk(Protocol):
    """What a window needs of the shell that opens it."""

    tray: Tray
    hearing: "Hearing"

    @property
    def has_tray(self) -> bool:
        """Whether an icon can be seen in a tray."""
        ...

    def do(self, command: object) -> None:
        """Pass a command to the Coach."""
        ...

    def carry_out(self, command: object) -> None:
        """The same, with nothing asked before a sitting."""
        ...

    def open(self, name: str, *, quietly: bool = False) -> None:
        """Open another window; `quietly` without taking the focus from where it is."""
        ...

    def say(self, sentence: str) -> None:
        """Tell one sentence."""
        ...

    def switch_login(self, on: bool) -> None:
        """Launch at login or not."""
        ...

    def first_run_over(self) -> None:
        """The first steps are done, or left for later."""
        ...
