"""The week strip with what belongs to it: the pen and the cycle above, the selected block below."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core import week_cycle as cycle
from burnbreak.core.day_shape import DayShape
from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.fields import Folding
from burnbreak.ui.kit import SegmentedChoice, SmallLabel, row
from burnbreak.ui.theme import GRID, Theme
from burnbreak.ui.week_cycle_bar import CycleBar
from burnbreak.ui.week_inspector import WeekInspector
from burnbreak.ui.week_strip import WeekStrip
from burnbreak.ui.week_words import shape_text

Shape = Callable[[WorkWeek, int, int], DayShape]
"""What a week makes of the next date with a weekday in a week of its cycle."""


class WeekEditor(QWidget):
    """Draw the work week, or type it; each change is told as a whole WorkWeek."""

    changed = Signal(object)
    """The user made this WorkWeek of it."""

    def __init__(
        self,
        theme: Theme,
        week: WorkWeek,
        *,
        now: Callable[[], datetime] | None = None,
        shape: Shape | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`now` is the local moment; without it there are no cycles. `shape` tells what a day comes to."""
        super().__init__(parent)
        self._now, self._shape = now, shape
        self.strip = WeekStrip(theme, week)
        self.pen = SegmentedChoice(
            [(False, self.tr("Working hours")), (True, self.tr("Protected time"))],
            False,
            self.tr("What is drawn"),
        )
        self.cycle = CycleBar(theme)
        self.inspector = WeekInspector(theme, self.strip)
        self.told = SmallLabel("")
        self._lay_out()
        self._connect()
        if now is not None:
            self.strip.show_week(week.week_number(self._today()))
        self._show_selected()

    def set_week(self, week: WorkWeek) -> None:
        """Shows another week without telling."""
        self.strip.set_week(week)
        self._show_selected()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID // 2)
        self._head = Folding(row(self.pen, 1), row(1, self.cycle))
        box.addWidget(self._head)
        box.addWidget(self.strip, 1)
        box.addWidget(self.inspector)
        box.addWidget(self.told)
        self.cycle.setVisible(self._now is not None)

    def _connect(self) -> None:
        self.strip.changed.connect(self.changed)
        self.strip.selected.connect(self._show_selected)
        self.inspector.left.connect(self.strip.focus_selected)
        self.pen.chosen.connect(self._take_pen)
        self.cycle.shown.connect(self._see)
        self.cycle.more.connect(self._one_more)
        self.cycle.less.connect(self._one_less)
        self.cycle.turned.connect(
            lambda number: self._take(cycle.this_is(self.strip.week, number, self._today()))
        )

    def _today(self) -> date:
        return self._now().date() if self._now is not None else date.min

    def _zone(self) -> tzinfo | None:
        return self._now().tzinfo if self._now is not None else None

    def _take_pen(self, protects: bool) -> None:
        self.strip.protects = protects
        self._show_selected()

    def _take(self, week: WorkWeek) -> None:
        self.strip.take(week, self.strip.weekday, self.strip.chosen)

    def _see(self, number: int) -> None:
        self.strip.show_week(number)
        self._show_selected()

    def _one_more(self) -> None:
        week = cycle.with_one_more(self.strip.week, self.strip.shown, self._today())
        self.strip.set_week(week)
        self._see(week.cycle_weeks - 1)
        self.changed.emit(week)

    def _one_less(self) -> None:
        week = cycle.less_one(self.strip.week, self.strip.shown, self._today())
        self.strip.set_week(week)
        self._show_selected()
        self.changed.emit(week)

    def _show_selected(self) -> None:
        week = self.strip.week
        if self._now is not None:
            self.cycle.show_cycle(week, self.strip.shown, week.week_number(self._today()))
        zone = self._zone()
        if self._shape is None or zone is None:
            self.told.setText(self._hint())
            return
        shape = self._shape(week, self.strip.weekday, self.strip.shown)
        self.strip.set_marks([_minute_on(shape.date, at, zone) for at in shape.pauses])
        self.told.setText(self._hint() if not week.periods else shape_text(self.locale(), shape, zone))
        self.told.setToolTip(self._hint())

    def _hint(self) -> str:
        if self.strip.protects:
            return self.tr("Drag over working hours to keep time free of pauses and sessions.")
        return self.tr(
            "Drag on a row to draw working hours; drag a block or its ends to change it, "
            "down into the next day to go past midnight."
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LocaleChange:
            self._show_selected()
        super().changeEvent(event)


def _minute_on(day: date, moment: datetime, zone: tzinfo) -> float:
    """Minutes by the wall clock from the midnight of a day."""
    local = moment.astimezone(zone)
    return (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute
