"""The drawn work week under pointer and keys."""

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QTime
from pytestqt.qtbot import QtBot

from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.theme import Theme
from burnbreak.ui.week_editor import WeekEditor
from tests.ui_windows.values import nameless, period, too_small

MONDAY = period(0, "09:00", "12:00")
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Drawn:
    """An editor on the screen, what it told, and hands for it."""

    def __init__(self, qtbot: QtBot, theme: Theme, *periods: object) -> None:
        self.editor = WeekEditor(theme, WorkWeek(periods))  # type: ignore[arg-type]
        self.strip, self.bot = self.editor.strip, qtbot
        qtbot.addWidget(self.editor)
        self.editor.resize(760, 480)
        self.editor.show()
        qtbot.waitExposed(self.editor)
        self.told: list[WorkWeek] = []
        self.editor.changed.connect(self.told.append)

    @property
    def periods(self) -> tuple[object, ...]:
        return self.strip.week.periods

    def point(self, weekday: int, hour: float) -> QPoint:
        grid = self.strip._grid()
        return QPoint(round(grid.x(hour * 60)), grid.row(weekday).center().y())

    def drag(self, start: QPoint, end: QPoint) -> None:
        left = Qt.MouseButton.LeftButton
        self.bot.mousePress(self.strip, left, pos=start)
        for share in (0.3, 0.7, 1.0):
            self.bot.mouseMove(self.strip, start + (end - start) * share)
        self.bot.mouseRelease(self.strip, left, pos=end)

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.strip._current(), key, mods)


def test_drawing_a_period(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme)
    d.drag(d.point(2, 9.1), d.point(2, 12))
    assert d.periods == (period(2, "09:00", "12:00"),)
    assert [w.periods for w in d.told] == [d.periods]
    d.drag(d.point(2, 17), d.point(2, 14))
    assert d.periods == (period(2, "09:00", "12:00"), period(2, "14:00", "17:00"))


def test_a_click_on_free_room_draws_nothing(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    qtbot.mouseClick(d.strip, Qt.MouseButton.LeftButton, pos=d.point(4, 10))
    assert d.told == []
    assert (d.strip.weekday, d.strip.chosen) == (4, None)


def test_moving_and_stretching_with_the_pointer(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    d.drag(d.point(0, 10.5), d.point(3, 12.5))
    assert d.periods == (period(3, "11:00", "14:00"),)
    d.drag(d.point(3, 14) - QPoint(1, 0), d.point(3, 16))
    assert d.periods == (period(3, "11:00", "16:00"),)
    d.drag(d.point(3, 11) + QPoint(1, 0), d.point(3, 8))
    assert d.periods == (period(3, "08:00", "16:00"),)


def test_the_ring_stays_with_the_block_that_is_dragged(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    start, end = d.point(0, 10.5), d.point(3, 12.5)
    qtbot.mousePress(d.strip, Qt.MouseButton.LeftButton, pos=start)
    block = d.strip._current()
    qtbot.mouseMove(d.strip, end)
    assert d.strip.window().focusWidget() is block
    assert block.geometry() == d.strip._grid().pieces(period(3, "11:00", "14:00"))[0].rect
    qtbot.mouseRelease(d.strip, Qt.MouseButton.LeftButton, pos=end)


def test_dragging_an_end_down_goes_past_midnight(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, period(1, "20:00", "23:00"))
    d.drag(d.point(1, 23) - QPoint(1, 0), d.point(2, 6))
    assert d.periods == (period(1, "20:00", "06:00"),)
    assert d.editor.inspector.length.text() == "on the next day"
    # ... and its end can be taken hold of on the next day's row.
    d.drag(d.point(2, 6) - QPoint(1, 0), d.point(2, 4))
    assert d.periods == (period(1, "20:00", "04:00"),)


def test_keys_select(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY, period(0, "13:00", "17:00"), period(1, "14:00", "18:00"))
    d.strip.focus_selected()
    d.key(KEY.Key_Right)
    assert d.strip.chosen == period(0, "13:00", "17:00")
    d.key(KEY.Key_Down)
    assert d.strip.chosen == period(1, "14:00", "18:00")
    d.key(KEY.Key_Down)
    assert (d.strip.weekday, d.strip.chosen) == (2, None)
    d.key(KEY.Key_Up)
    d.key(KEY.Key_Up)
    assert d.strip.chosen == period(0, "13:00", "17:00")
    assert d.told == []


def test_keys_move_stretch_remove_add(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    d.strip.focus_selected()
    d.key(KEY.Key_Right, CTRL)
    assert d.periods == (period(0, "09:15", "12:15"),)
    d.key(KEY.Key_Down, CTRL)
    assert d.periods == (period(1, "09:15", "12:15"),)
    d.key(KEY.Key_Left, SHIFT)
    assert d.periods == (period(1, "09:15", "12:00"),)
    d.key(KEY.Key_Delete)
    assert d.periods == ()
    assert d.strip.weekday == 1
    d.key(KEY.Key_Return)
    assert d.periods == (period(1, "09:00", "13:00"),)
    assert len(d.told) == 5


def test_the_keyboard_stays_after_each_change(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    d.strip.focus_selected()
    qtbot.waitUntil(lambda: d.strip._current().hasFocus())
    for _ in range(4):
        d.key(KEY.Key_Right, CTRL)
    assert d.periods == (period(0, "10:00", "13:00"),)
    assert d.strip._current().hasFocus()


def test_times_are_typed(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    d.strip.focus_selected()
    d.key(KEY.Key_Return)
    qtbot.waitUntil(d.editor.inspector.start.hasFocus)
    d.editor.inspector.start.setTime(QTime(7, 45))
    assert d.periods == (period(0, "07:45", "12:00"),)
    d.editor.inspector.end.setTime(QTime(2, 0))
    assert d.periods == (period(0, "07:45", "02:00"),)
    assert "next day" in d.editor.inspector.length.text()


def test_a_day_is_copied(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY, period(5, "10:00", "11:00"))
    menu = d.editor.inspector.copy.menu()
    menu.aboutToShow.emit()
    texts = [a.text() for a in menu.actions() if a.text()]
    assert texts == [
        "All other working days", "All other days",
        "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    mornings = tuple(period(day, "09:00", "12:00") for day in range(5))
    assert d.periods == (*mornings, period(5, "10:00", "11:00"))


def test_every_period_has_a_name(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY, period(1, "22:00", "06:00"))
    names = [b.accessibleName() for b in d.strip.blocks()]
    assert names[:3] == ["Monday 09:00 to 12:00", "Tuesday 22:00 to 06:00 on the next day", "Wednesday, free"]
    assert nameless(d.editor) == []
    assert too_small(d.editor) == []


def test_the_locale_orders_the_days_and_writes_the_times(qtbot: QtBot, theme: Theme) -> None:
    QLocale.setDefault(QLocale("en_US"))
    d = Drawn(qtbot, theme, MONDAY)
    first, second = d.strip.blocks()[:2]
    assert first.accessibleName() == "Sunday, free"
    assert second.accessibleName().replace("\u202f", " ") == "Monday 9:00 AM to 12:00 PM"


@pytest.mark.usefixtures("mirrored")
def test_right_to_left(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    assert d.point(0, 9).x() > d.point(0, 12).x()
    d.drag(d.point(0, 12) + QPoint(1, 0), d.point(0, 14))
    assert d.periods == (period(0, "09:00", "14:00"),)
    d.strip.focus_selected()
    d.key(KEY.Key_Left, CTRL)
    assert d.periods == (period(0, "09:15", "14:15"),)
    # Qt would show the hour after the minute.
    assert d.editor.inspector.start.text() == "09:15"


def test_another_week_from_outside_is_shown_and_not_told(qtbot: QtBot, theme: Theme) -> None:
    d = Drawn(qtbot, theme, MONDAY)
    d.editor.set_week(WorkWeek((period(0, "10:00", "11:00"),)))
    assert d.strip.chosen == period(0, "10:00", "11:00")
    assert d.editor.inspector.start.time() == QTime(10, 0)
    assert d.told == []
