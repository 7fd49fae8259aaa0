"""The week window by keyboard alone, with a real focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.booked import Booked
from burnbreak.core.span import Span
from burnbreak.ui.history_add import AddDialog
from burnbreak.ui.theme import Theme
from tests.ui_windows.test_history import Shown
from tests.ui_windows.values import NOW, sitting

pytestmark = pytest.mark.desktop
KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    made = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15), sitting(10, 9))
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.window.chart.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def press(qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    qtbot.keyClick(widget, key, *modifiers)


def test_from_week_to_week(qtbot: QtBot, shown: Shown) -> None:
    title = shown.window.head.title
    press(qtbot, KEY.Key_Left, ALT)
    assert title.text() == "9 November – 15 November 2026"
    press(qtbot, KEY.Key_Left, ALT)
    press(qtbot, KEY.Key_Right, ALT)
    assert title.text() == "9 November – 15 November 2026"
    press(qtbot, KEY.Key_Home)
    assert title.text() == "16 November – 22 November 2026"


def test_the_last_mark_is_chosen_deleted_and_brought_back(qtbot: QtBot, shown: Shown) -> None:
    assert "Wednesday, 18 November, 15:00" in shown.window.line.text.text()
    press(qtbot, KEY.Key_Delete)
    assert len(shown.entries) == 2
    press(qtbot, KEY.Key_Z, CTRL)
    assert len(shown.entries) == 3
    assert len(shown.window.chart.marks()) == 2


def test_copied_and_added_by_key(qtbot: QtBot, shown: Shown) -> None:
    press(qtbot, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().image().width() == 2000
    press(qtbot, KEY.Key_N, CTRL)
    dialog = shown.window.findChild(AddDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    press(qtbot, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not shown.window.findChildren(AddDialog))
    assert len(shown.entries) == 3


def test_home_stays_with_the_table_and_the_month_opens_by_enter(qtbot: QtBot, shown: Shown) -> None:
    window = shown.window
    window.show_as("table")
    assert window.pages.table is not None
    window.pages.table.setFocus()
    press(qtbot, KEY.Key_Left, ALT)
    press(qtbot, KEY.Key_Home)
    assert window.head.title.text() == "16 November – 22 November 2026"
    window.show_as("month")
    assert window.pages.month is not None
    window.pages.month.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Friday, 20 November" in window.line.text.text()  # today
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return)
    assert window.head.title.text() == "9 November – 15 November 2026"


def test_booked_time_is_in_the_picture_without_a_name(qtbot: QtBot, shown: Shown, theme: Theme) -> None:
    window = shown.window
    shown.booked = (Booked(Span(NOW, NOW.replace(hour=16))),)
    window.refresh()
    qtbot.wait(20)
    layout = window.chart._layout()
    assert layout is not None
    block = layout.block(4, shown.booked[0].span)
    image = window.chart.grab().toImage()
    assert image.pixelColor(block.center().toPoint()).name() == theme.tokens.accent_soft.lower()
    assert "booked 1 h 40 min" in window.chart.accessibleDescription() or window.chart.current is not None
