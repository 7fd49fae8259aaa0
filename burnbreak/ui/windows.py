"""How each window is made, by its name; a window's code is loaded when it is first opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtWidgets import QWidget

from burnbreak.core import choosing
from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.narration import SYSTEM, Narration
from burnbreak.core.practice import Situation
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.run import Run
from burnbreak.engine.view import SittingView
from burnbreak.ui.theme import Theme
from burnbreak.ui.tray import Tray

if TYPE_CHECKING:
    from burnbreak.engine.check_ins import CheckIns
    from burnbreak.engine.load_desk import LoadDesk
    from burnbreak.engine.studio import Studio
    from burnbreak.ui.calendar_things import CalendarThings
    from burnbreak.ui.data_things import DataThings
    from burnbreak.ui.key_things import KeyThings
    from burnbreak.ui.own_things import OwnThings
    from burnbreak.ui.preview import Preview
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
    helplines: "Callable[[], Countries | None]" = lambda: None
    """The helplines there are, by country."""


class Desk(Protocol):
    """What a window needs of the shell that opens it."""

    tray: Tray

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

    def sound_check(self) -> None:
        """Play the bell."""
        ...

    def hear_narrator(self, id: str) -> None:
        """Play a sentence in a narrator's voice."""
        ...

    @property
    def preview(self) -> "Preview":
        """What plays the beginning of a practice."""
        ...

    def hear(self, practice: str) -> None:
        """Play the beginning of a practice."""
        ...

    def switch_login(self, on: bool) -> None:
        """Launch at login or not."""
        ...

    def first_run_over(self) -> None:
        """The first steps are done, or left for later."""
        ...


def _sitting(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.sitting import SittingWindow

    run, view = coach.run, coach.view().sitting
    if run is None or view is None:
        return _home(shell, coach, theme, places)
    if view.practice.card:
        return _card(shell, theme, view, run)
    window = SittingWindow(theme, view, run.frame, volume=coach.settings.sound.volume)
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    window.volume_moved.connect(lambda volume: shell.do(_with_volume(coach, volume)))
    return window


def _card(shell: Desk, theme: Theme, view: SittingView, run: Run) -> QWidget:
    from burnbreak.ui.reading_card import ReadingCard

    window = ReadingCard(theme, view, run.frame)
    window.command.connect(shell.do)
    return window


def _with_volume(coach: Coach, volume: int) -> commands.ChangeSettings:
    sound = replace(coach.settings.sound, volume=volume, muted=volume == 0)
    return commands.ChangeSettings(replace(coach.settings, sound=sound))


def _closing(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.check_in_windows import closing

    return closing(shell, coach, theme, places.check_ins())


def _check_in(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.check_in_windows import check_in

    check_ins = places.check_ins()
    return _home(shell, coach, theme, places) if check_ins is None else check_in(shell, theme, check_ins)


def _unlock(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.unlock import UnlockWindow

    keys = places.keys()
    return _home(shell, coach, theme, places) if keys is None else UnlockWindow(theme, keys)


def _support(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.check_in_windows import support

    return support(shell, coach, theme, places.helplines())


def check_in_line(places: Places) -> str:
    """The line for a check-in that may be answered now; empty for none."""
    check_ins = places.check_ins()
    if check_ins is None:
        return ""
    from burnbreak.ui.check_words import line

    return line(check_ins.waiting())


def _breathe(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.breathe import BreatheWindow

    window = BreatheWindow(theme, {p.id: p for p in coach.practices}, _last_breathing(coach))
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    return window


_OWN = frozenset({"own_practices", "recorder"})
"""The windows for what the user adds: packs, recordings, voices."""


def voices(coach: Coach) -> tuple[Narration, ...]:
    """All narrators that can be chosen; the computer's own voice comes last."""
    return (*coach.narrators, SYSTEM)


def _library(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    import random

    from burnbreak.ui.library import LibraryWindow

    def surprise(minutes: int | None) -> str:
        now = coach.view().now
        entries = coach.entries(now - timedelta(days=3), now + timedelta(minutes=1))
        hidden = coach.settings.practices.hidden
        found = choosing.surprising(coach.practices, minutes, entries, hidden=hidden)
        return random.choice(found).id if found else ""

    window = LibraryWindow(
        theme,
        coach.practices,
        coach.settings,
        narrators=voices(coach),
        preview=shell.preview,
        ranked=lambda situation: _ranked(coach, situation),
        surprise=surprise,
        own=_OWN & MAKERS.keys(),
    )
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    window.preview_wanted.connect(shell.hear)
    return window


def _ranked(coach: Coach, situation: Situation) -> list[str]:
    """The three to begin with in a situation."""
    chosen, now = coach.settings.practices, coach.view().now
    lately = coach.entries(now - timedelta(hours=2), now + timedelta(minutes=1))
    choices = choosing.for_situation(
        situation, coach.practices, lately, holds=chosen.holds, hidden=chosen.hidden
    )
    return [choice.practice.id for choice in choices]


def _last_breathing(coach: Coach) -> tuple[str, int] | None:
    """The pattern and the minutes that were chosen last, from the log of two weeks."""
    now = coach.view().now
    for entry in reversed(coach.entries(now - timedelta(days=14), now + timedelta(minutes=1))):
        if entry.practice in BREATHE_NOW and entry.started is not None:
            minutes = min(BREATHE_MINUTES, key=lambda m: abs(m * 60 - entry.planned_seconds))
            return entry.practice, minutes
    return None


def _home(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.home import HomeWindow

    window = HomeWindow(
        theme,
        without_tray=not shell.has_tray,
        explains=not shell.has_tray and coach.once("no-tray"),
        pause_menu=shell.tray.pause_menu,
        session_menu=shell.tray.session_menu,
        check_in=lambda: check_in_line(places),
    )
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    window.update_view(coach.view())
    return window


def _week(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.check_in_line import CheckInLine
    from burnbreak.ui.history_desk import make_window

    window = make_window(theme, coach, check_ins=places.check_ins(), load=places.load(), opens=shell.open)
    CheckInLine(window, lambda: check_in_line(places)).wanted.connect(lambda: shell.open("check_in"))
    window.command.connect(shell.do)
    window.export_wanted.connect(lambda: _export(shell, window, places))
    if (keys := places.keys()) is not None and keys.state().locked:
        QTimer.singleShot(0, window, lambda: shell.open("unlock"))
    return window


def _settings(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from PySide6.QtGui import QDesktopServices

    from burnbreak.ui.fields import LoginState
    from burnbreak.ui.settings.window import SettingsWindow

    def login() -> LoginState:
        return LoginState(*places.autostart_state())

    window = SettingsWindow(
        theme,
        coach.settings,
        login=login(),
        folder=places.data_folder,
        narrators=voices(coach),
        titles={p.id: p.title for p in coach.practices},
        own=_OWN & MAKERS.keys(),
        calendars=places.calendars(),
        capturing=places.capturing,
        check_ins=places.check_ins(),
        data=places.data(),
        keys=places.keys(),
        now=lambda: (moment := coach.view()).now.astimezone(moment.zone),
    )

    def switch(on: bool) -> None:
        shell.switch_login(on)
        window.show_login(login())

    window.command.connect(shell.do)
    window.sound_check.connect(shell.sound_check)
    window.listen_wanted.connect(shell.hear_narrator)
    window.window_wanted.connect(shell.open)
    window.autostart_wanted.connect(switch)
    window.login_asked.connect(lambda: window.show_login(login()))
    window.export_wanted.connect(lambda: _export(shell, window, places))
    window.open_folder.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(places.data_folder)))
    return window


def _first_run(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.fields import LoginState
    from burnbreak.ui.first_run import FirstRun

    window = FirstRun(theme, coach.settings, LoginState(*places.autostart_state()))
    window.command.connect(shell.do)
    window.sound_check.connect(shell.sound_check)
    window.autostart_wanted.connect(shell.switch_login)
    window.done.connect(shell.first_run_over)
    return window


def _review(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.load_windows import review_window

    desk = places.load()
    return (
        _home(shell, coach, theme, places) if desk is None else review_window(desk, coach, theme, shell.open)
    )


def _report(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.load_windows import report_window

    desk = places.load()
    return _home(shell, coach, theme, places) if desk is None else report_window(desk, coach, theme, shell.do)


def _own_practices(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.own_practices import OwnPracticesWindow

    window = OwnPracticesWindow(theme, places.own())
    window.changed.connect(places.own_changed)
    window.window_wanted.connect(shell.open)
    return window


def _export(shell: Desk, window: QWidget, places: Places) -> None:
    from PySide6.QtWidgets import QFileDialog

    target, _ = QFileDialog.getSaveFileName(window, "burnbreak", "burnbreak.csv", "CSV (*.csv)")
    if target:
        try:
            places.export_csv(target)
        except OSError as fault:
            words = QCoreApplication.translate("windows", "The export could not be written: {0}")
            shell.say(words.format(fault.strerror or fault))


def _recorder(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.recorder import RecorderWindow

    window = RecorderWindow(
        theme,
        places.studio(),
        coach.practices,
        coach.settings,
        play=shell.preview.play,
        hush=shell.preview.stop,
    )
    window.kept.connect(places.own_changed)
    window.narrator_wanted.connect(lambda id: shell.do(_with_narrator(coach, id)))
    window.update_view(coach.view())
    return window


def _with_narrator(coach: Coach, id: str) -> commands.ChangeSettings:
    sound = replace(coach.settings.sound, narrator=id)
    return commands.ChangeSettings(replace(coach.settings, sound=sound))


MAKERS: Mapping[str, Callable[[Desk, Coach, Theme, Places], QWidget]] = {
    "sitting": _sitting,
    "closing": _closing,
    "check_in": _check_in,
    "breathe": _breathe,
    "library": _library,
    "home": _home,
    "week": _week,
    "settings": _settings,
    "first_run": _first_run,
    "support": _support,
    "own_practices": _own_practices,
    "recorder": _recorder,
    "review": _review,
    "report": _report,
    "unlock": _unlock,
}
