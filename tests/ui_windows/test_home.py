"""The small window that stands in for a tray."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.events import Later, NotNow, StartOffered
from burnbreak.core.holds import Pause
from burnbreak.engine.commands import Overrun, ResumeOffers, SessionCancelled, SessionOver
from burnbreak.engine.view import OfferView
from burnbreak.ui.home import HomeWindow
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import NOW, nameless, too_small, view

OFFER = OfferView(
    id="1", card=False, choices=(), free_until=NOW + timedelta(minutes=10), can_wait_for_session=False
)


def made(qtbot: QtBot, theme: Theme, *, without_tray: bool = True, explains: bool = True) -> HomeWindow:
    menus = QWidget()
    qtbot.addWidget(menus)
    window = HomeWindow(
        theme,
        without_tray=without_tray,
        explains=explains,
        pause_menu=QMenu(menus),
        session_menu=QMenu(menus),
    )
    qtbot.addWidget(window)
    window.update_view(view())
    window.show()
    qtbot.waitExposed(window)
    return window


def shown(window: HomeWindow) -> set[str]:
    names = (
        "start",
        "later",
        "skip",
        "breathe",
        "stop",
        "pause",
        "resume",
        "session",
        "over",
        "more",
        "cancelled",
    )
    return {name for name in names if getattr(window, name).isVisible()}


def test_an_ordinary_moment(qtbot: QtBot, theme: Theme) -> None:
    window = made(qtbot, theme)
    assert window._sentence.text() == "Next pause 14:50, on the clock"
    assert shown(window) == {"breathe", "pause", "session"}
    assert nameless(window) == []
    assert too_small(window) == []


def test_a_pause_on_offer(qtbot: QtBot, theme: Theme) -> None:
    window, told = made(qtbot, theme), list[object]()
    window.command.connect(told.append)
    before = window.height()
    window.update_view(view(offer=OFFER))
    assert shown(window) == {"start", "later", "skip", "breathe", "pause", "session"}
    assert "until 14:30" in window._state.text()
    assert window.height() > before
    qtbot.mouseClick(window.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.skip, Qt.MouseButton.LeftButton)
    menu = window.later.menu()
    menu.aboutToShow.emit()
    assert [a.isVisible() for a in menu.actions()] == [True, True, True, False]
    menu.actions()[1].trigger()
    assert told == [StartOffered(), NotNow(), Later(timedelta(minutes=5))]


def test_paused_and_in_session(qtbot: QtBot, theme: Theme) -> None:
    window, told = made(qtbot, theme), list[object]()
    window.command.connect(told.append)
    window.update_view(view(pause=Pause(NOW, None), session_until=NOW + timedelta(minutes=30)))
    assert shown(window) == {"breathe", "resume", "session", "over", "more"}
    qtbot.mouseClick(window.resume, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.over, Qt.MouseButton.LeftButton)
    assert told == [ResumeOffers(), SessionOver()]


def test_the_other_windows_are_asked_for(qtbot: QtBot, theme: Theme) -> None:
    window, told = made(qtbot, theme), list[str]()
    window.window_wanted.connect(told.append)
    for button in (window.breathe, window.history, window.settings, window.quit):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["breathe", "week", "settings", "quit"]


def test_the_line_about_the_tray_can_be_put_away(qtbot: QtBot, theme: Theme) -> None:
    window = made(qtbot, theme)
    assert window._note.isVisible()
    qtbot.mouseClick(window._note.findChild(QWidget, "hide-note"), Qt.MouseButton.LeftButton)
    assert not window._note.isVisible()
    assert not made(qtbot, theme, explains=False)._note.isVisible()


def test_the_program_can_close_it(qtbot: QtBot, theme: Theme) -> None:
    window = made(qtbot, theme)
    assert window.close()
    assert not window.isVisible()


def test_a_session_that_runs_over_or_is_cancelled(qtbot: QtBot, theme: Theme) -> None:
    window = made(qtbot, theme)
    sent: list[object] = []
    window.command.connect(sent.append)
    window.update_view(view(just_over=True, cancellable=NOW + timedelta(minutes=40)))
    assert shown(window) == {"breathe", "pause", "session", "more", "cancelled"}
    assert window.cancelled.text() == "The one at 15:00 is cancelled"
    for button in (window.more, window.cancelled):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert sent == [Overrun(), SessionCancelled()]


def test_what_is_said_about_sessions_has_keys(qtbot: QtBot, theme: Theme) -> None:
    window = made(qtbot, theme)
    sent: list[object] = []
    window.command.connect(sent.append)
    found = {s.key().toString(): s for s in window.findChildren(QShortcut)}
    for key in ("Ctrl+5", "Ctrl+E", "Ctrl+D"):
        found[key].activated.emit()
    assert sent == [], "what is not there cannot be pressed"
    window.update_view(view(session_until=NOW, cancellable=NOW + timedelta(minutes=40)))
    for key in ("Ctrl+5", "Ctrl+E", "Ctrl+D"):
        found[key].activated.emit()
    assert sent == [Overrun(), SessionOver(), SessionCancelled()]
    assert "5" in window.more.toolTip()
