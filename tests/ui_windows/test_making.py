"""While a window is made, nothing of it comes up as a window of its own: that flashes and takes the focus."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Ease
from burnbreak.core.settings import Settings, Support
from burnbreak.stores import open_practices
from burnbreak.ui.closing import ClosingCard
from burnbreak.ui.fields import LoginState
from burnbreak.ui.first_run import FirstRun
from burnbreak.ui.home import HomeWindow
from burnbreak.ui.library import LibraryWindow
from burnbreak.ui.preview import Preview
from burnbreak.ui.settings import SettingsWindow, page_names
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.theme import Theme
from tests.fakes import ClockPlayer, FakeClock
from tests.ui_windows.values import NOW


class Watcher(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[Watcher]:
    made = Watcher(qapp)
    yield made
    qapp.removeEventFilter(made)


def home(theme: Theme) -> QWidget:
    return HomeWindow(theme, without_tray=True, explains=True, pause_menu=QMenu(), session_menu=QMenu())


def first_run(theme: Theme) -> QWidget:
    return FirstRun(theme, Settings(), LoginState("off"))


def library(theme: Theme) -> QWidget:
    practices = open_practices()[0]
    window = LibraryWindow(
        theme, practices, Settings(), narrators=(),
        preview=Preview(ClockPlayer(FakeClock(NOW)), lambda: False),
        ranked=lambda _: (), surprise=lambda _: "", own=frozenset({"own_practices", "recorder"}),
    )  # fmt: skip
    for practice in practices:
        window.show_practice(practice.id)
    window.show_shelf()
    window.shelf.search.setText("xyzzy")
    return window


def support(theme: Theme) -> QWidget:
    return SupportWindow(theme, Settings(support=Support(doctor="Dr Ek")))


def closing(theme: Theme) -> QWidget:
    practices = {p.id: p for p in open_practices()[0]}
    window = ClosingCard(theme, practices, "box")
    window.answer(Ease.HEAVIER)
    return window


@pytest.mark.parametrize("make", [home, first_run, library, support, closing])
def test_a_window_is_made_out_of_sight(
    qtbot: QtBot, theme: Theme, watcher: Watcher, make: Callable[[Theme], QWidget]
) -> None:
    window = make(theme)
    qtbot.addWidget(window)
    assert watcher.seen == []
    window.show()
    assert watcher.seen == [type(window).__name__], "the watcher sees what there is"


def test_turning_to_a_page_leaves_the_keyboard_with_the_list(
    qtbot: QtBot, theme: Theme, watcher: Watcher
) -> None:
    window = SettingsWindow(theme, Settings(), login=LoginState("on"), folder="~")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window._list.setFocus()
    watcher.seen.clear()
    for name in page_names():
        assert window.isActiveWindow()
        qtbot.keyClick(window._list, Qt.Key.Key_Down)
        assert window._list.hasFocus(), name
    assert watcher.seen == []
    assert window._list.currentRow() == len(page_names()) - 1
