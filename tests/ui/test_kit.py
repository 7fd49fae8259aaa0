"""The kit: every control works by keyboard, has a name, and tells only what the user did."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTime
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Look
from burnbreak.core.settings import Theme as Mode
from burnbreak.ui import kit
from burnbreak.ui.theme import HIT, Theme


def test_segments_move_with_arrow_keys(qtbot: QtBot, theme: Theme) -> None:
    choice = kit.SegmentedChoice([(1, "One"), (2, "Two"), (3, "Three")], 1, "Number")
    qtbot.addWidget(choice)
    choice.show()
    choice.activateWindow()
    qtbot.waitUntil(choice.isActiveWindow)
    told: list[object] = []
    choice.chosen.connect(told.append)
    first = choice.buttons()[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert choice.value == 2
    choice.set_value(3)
    assert choice.value == 3
    assert told == [2]


def test_switch_by_click_anywhere_and_by_space(qtbot: QtBot, theme: Theme) -> None:
    switch = kit.Switch(theme, "Launch at login")
    qtbot.addWidget(switch)
    switch.show()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.height() >= HIT


@pytest.mark.parametrize("dark", [False, True])
def test_a_chosen_box_carries_a_tick_in_a_colour_of_its_own(qtbot: QtBot, theme: Theme, dark: bool) -> None:
    theme.set_look(Look(theme=Mode.DARK if dark else Mode.LIGHT))
    box = kit.Tick(theme, "Evenings")
    qtbot.addWidget(box)
    box.resize(160, 32)

    def drawn() -> set[str]:
        picture = box.grab().toImage()
        return {picture.pixelColor(x, y).name() for x in range(18) for y in range(32)}

    colours = {theme.color("accent").name(), theme.color("on_accent").name()}
    assert theme.color("accent").name() not in drawn()
    box.click()
    assert box.isChecked()
    assert colours <= drawn()


def test_stepper_by_buttons_keys_and_typing(qtbot: QtBot, theme: Theme) -> None:
    stepper = kit.Stepper(theme, "Every", low=15, high=240, value=60, step=5, unit=lambda n: f"min{n % 2}")
    qtbot.addWidget(stepper)
    stepper.show()
    told: list[int] = []
    stepper.changed.connect(told.append)
    less, more = stepper.findChildren(kit.IconButton)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.keyClick(stepper.field, Qt.Key.Key_Down)
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)
    assert told == [65, 60, 55]
    assert stepper.field.suffix().endswith("min1")
    stepper.field.selectAll()
    qtbot.keyClicks(stepper.field, "90")
    qtbot.keyClick(stepper.field, Qt.Key.Key_Return)
    assert stepper.value == 90
    stepper.set_value(15)
    assert told[-1] == 90
    assert "Every" in less.accessibleName()


def test_number_field_shows_its_text(qtbot: QtBot, theme: Theme) -> None:
    stepper = kit.Stepper(theme, "Every", low=15, high=240, value=60, unit=lambda _: "min")
    qtbot.addWidget(stepper)
    stepper.show()
    edit = stepper.field.lineEdit()
    assert edit.width() >= edit.fontMetrics().horizontalAdvance(edit.text())


def test_slider_tells_moves_and_shows_words(qtbot: QtBot, theme: Theme) -> None:
    slider = kit.LabelledSlider("Volume", low=0, high=100, value=70, words=lambda v: f"{v} %")
    qtbot.addWidget(slider)
    slider.show()
    told: list[int] = []
    slider.moved.connect(told.append)
    slider.set_value(40)
    qtbot.keyClick(slider.slider, Qt.Key.Key_Right)
    assert told == [41]
    assert "41 %" in [label.text() for label in slider.findChildren(QLabel)]
    assert slider.slider.accessibleName() == "Volume"


def test_drop_down_tells_only_what_was_picked(qtbot: QtBot, theme: Theme) -> None:
    drop = kit.DropDown(theme, [("waves", "Waves"), ("rain", "Rain")], "waves", "Ambience")
    qtbot.addWidget(drop)
    drop.show()
    told: list[object] = []
    drop.chosen.connect(told.append)
    drop.set_value("rain")
    assert told == []
    qtbot.keyClick(drop, Qt.Key.Key_Up)
    assert told == ["waves"]


def test_time_field_tells_only_what_was_set(qtbot: QtBot, theme: Theme) -> None:
    field = kit.TimeField(QTime(9, 0), "From")
    qtbot.addWidget(field)
    field.show()
    told: list[QTime] = []
    field.chosen.connect(told.append)
    field.set_time(QTime(8, 0))
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told == [QTime(9, 0)]


def test_icon_button_has_name_tool_tip_and_room(qtbot: QtBot, theme: Theme) -> None:
    button = kit.IconButton(theme, "pause", "Pause")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Pause"
    assert button.width() >= HIT
    assert button.height() >= HIT
    button.show_as("play", "Go on")
    assert button.accessibleName() == "Go on"
    clicks: list[str] = []
    button.clicked.connect(lambda: clicks.append("click"))
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(clicks) == 1


def test_form_row_names_its_control(qtbot: QtBot, theme: Theme) -> None:
    switch = kit.Switch(theme)
    line = kit.form_row("Bells", switch, "Soft, once each")
    qtbot.addWidget(line)
    assert switch.accessibleName() == "Bells"
    assert switch.accessibleDescription() == "Soft, once each"


@pytest.fixture
def ring(qapp: QApplication, theme: Theme) -> Iterator[kit.FocusRing]:
    owner = QObject()
    yield kit.FocusRing(qapp, theme, owner)
    shiboken6.delete(owner)


def rings_in(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if type(w).__name__ == "_Ring" and w.isVisible()]


def test_focus_ring_surrounds_what_has_the_focus_and_leaves(
    qtbot: QtBot, theme: Theme, ring: kit.FocusRing, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = kit.PlainButton("One"), kit.PlainButton("Two")
    layout.addWidget(first)
    layout.addWidget(second)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def rings() -> list[QWidget]:
        return rings_in(window)

    second.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(rings()) == 1)
    assert rings()[0].geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    window.resize(500, 300)
    qtbot.waitUntil(lambda: rings()[0].geometry() == second.geometry().adjusted(-4, -4, 4, 4))
    second.hide()
    second.deleteLater()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: [r.geometry() for r in rings()] == [first.geometry().adjusted(-4, -4, 4, 4)])


def test_focus_ring_is_whole_at_the_edge_of_a_view_and_goes_with_what_scrolls(
    qtbot: QtBot, theme: Theme, ring: kit.FocusRing
) -> None:
    window, content, view = QWidget(), QWidget(), QScrollArea()
    qtbot.addWidget(window)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    buttons = [kit.PlainButton(str(n)) for n in range(30)]
    for button in buttons:
        column.addWidget(button)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setWidgetResizable(True)
    view.setWidget(content)
    QVBoxLayout(window).addWidget(view)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(rings_in(window)) == 1)
    (shown,) = rings_in(window)
    port = QRect(view.viewport().mapTo(window, QPoint(0, 0)), view.viewport().size())
    assert shown.geometry().topLeft() == port.topLeft() - QPoint(4, 4)
    assert shown.mask().boundingRect() == shown.rect()
    view.verticalScrollBar().setValue(20)
    qtbot.waitUntil(lambda: shown.geometry().top() == port.top() - 24)
    assert shown.mask().boundingRect().translated(shown.pos()).top() == port.top() - 4
    view.verticalScrollBar().setValue(500)
    qtbot.waitUntil(lambda: rings_in(window) == [])
    view.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: len(rings_in(window)) == 1)


def test_focus_ring_ends_with_its_owner(qtbot: QtBot, theme: Theme, qapp: QApplication) -> None:
    """A ring that outlived its window drew itself over what came later."""
    owner = QObject()
    kit.FocusRing(qapp, theme, owner)
    shiboken6.delete(owner)
    window = QWidget()
    qtbot.addWidget(window)
    button = kit.PlainButton("One")
    QVBoxLayout(window).addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert rings_in(window) == []


def test_texts_never_hold_markup(qtbot: QtBot, theme: Theme) -> None:
    label = kit.LeadLabel("<b>bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
