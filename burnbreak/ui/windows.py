"""How each window is made, by its name; a window's code is loaded when it is first opened."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtWidgets import QWidget

from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.run import Run
from burnbreak.engine.view import SittingView
from burnbreak.ui.hearing import voices
from burnbreak.ui.places import Desk, Places
from burnbreak.ui.practice_windows import OWN, breathe, library
from burnbreak.ui.theme import Theme


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
        own=OWN,
        calendars=places.calendars(),
        capturing=places.capturing,
        check_ins=places.check_ins(),
        data=places.data(),
        keys=places.keys(),
        hotkeys=places.hotkeys(),
        now=lambda: (moment := coach.view()).now.astimezone(moment.zone),
    )

    def switch(on: bool) -> None:
        shell.switch_login(on)
        window.show_login(login())

    window.command.connect(shell.do)
    window.sound_check.connect(shell.hearing.bell)
    window.listen_wanted.connect(shell.hearing.narrator)
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
    window.sound_check.connect(shell.hearing.bell)
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
        play=shell.hearing.preview.play,
        hush=shell.hearing.preview.stop,
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
    "breathe": breathe,
    "library": library,
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
