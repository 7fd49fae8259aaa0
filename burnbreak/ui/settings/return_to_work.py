"""Shorter days for a while: the steps of a return to work, and what each makes of a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core import week_cycle
from burnbreak.core.day_shape import worked_day
from burnbreak.core.workweek import RampStep, WorkWeek
from burnbreak.ui.fields import Group, Row
from burnbreak.ui.kit import DateField, Flow, IconButton, PlainButton, SoftLabel, Stepper, row
from burnbreak.ui.theme import GAP, GRID, Theme
from burnbreak.ui.week_words import clock_of, date_text


class ReturnToWork(QWidget):
    """Each change is told as a whole WorkWeek."""

    changed = Signal(object)

    def __init__(self, theme: Theme, week: WorkWeek, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme, self._week, self._now = theme, week, now
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        self.whole = SoftLabel("")
        self.add = PlainButton(self.tr("Add a step"))
        self.usual = PlainButton(self.tr("50, 60 and 80 %, two weeks each"))
        self.add.clicked.connect(self._add)
        self.usual.clicked.connect(self._take_usual)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._list)
        box.addWidget(self.whole)
        box.addWidget(Flow(self.add, self.usual, spacing=GRID))
        box.addStretch(1)
        self.show_week(week)

    def show_week(self, week: WorkWeek) -> None:
        """This week counts now."""
        self._week = week
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if week.ramp:
            self._list.addWidget(Group(*(self._row(number) for number in range(len(week.ramp)))))
        self.usual.setVisible(not week.ramp)
        self.whole.setText(self._end())

    def _row(self, number: int) -> Row:
        step = self._week.ramp[number]
        until = DateField(self._theme, step.until, self.tr("Until, step {0}").format(number + 1))
        percent = Stepper(
            self._theme,
            self.tr("Percent, step {0}").format(number + 1),
            low=5,
            high=100,
            value=step.percent,
            step=5,
            unit=lambda _: "%",
        )
        remove = IconButton(self._theme, "delete", self.tr("Remove step {0}").format(number + 1))
        until.chosen.connect(lambda day: self._change(step, replace(step, until=day)))
        percent.changed.connect(lambda value: self._change(step, replace(step, percent=value)))
        remove.clicked.connect(lambda: self._tell(week_cycle.without_step(self._week, step)))
        controls = QWidget()
        controls.setLayout(row(percent, SoftLabel(self.tr("until"), wrap=False), until, remove))
        return Row(self._theme, self._share(step), controls, self._example(number))

    def _share(self, step: RampStep) -> str:
        return self.tr("{0} % of a day").format(step.percent)

    def _example(self, number: int) -> str:
        """What the step makes of its first day of work from today on."""
        step, today, zone = self._week.ramp[number], self._now().date(), self._now().tzinfo
        if step.until < today:
            return self.tr("This step is over.")
        first = max(today, self._week.ramp[number - 1].until + timedelta(days=1)) if number else today
        found = worked_day(self._week, first, step.until, zone) if zone else None
        if found is None or zone is None:
            return self.tr("No day of work lies in it.")
        day, short, whole = found
        text = self.tr("{day} ends at {short} instead of {whole}.")
        locale = self.locale()
        return text.format(
            day=date_text(locale, day),
            short=clock_of(locale, short, zone, end=True),
            whole=clock_of(locale, whole, zone, end=True),
        )

    def _end(self) -> str:
        if not self._week.ramp:
            return self.tr("Every day is whole. A step shortens each day of work until a date.")
        day = max(self._week.ramp).until + timedelta(days=1)
        return self.tr("From {0} on, days are whole again.").format(
            date_text(self.locale(), day, self._now().date())
        )

    def _add(self) -> None:
        self._tell(week_cycle.with_step(self._week, week_cycle.next_step(self._week, self._now().date())))

    def _take_usual(self) -> None:
        self._tell(replace(self._week, ramp=week_cycle.usual_steps(self._now().date())))

    def _change(self, old: RampStep, new: RampStep) -> None:
        self._tell(week_cycle.with_step(self._week, new, old))

    def _tell(self, week: WorkWeek) -> None:
        self.show_week(week)
        self.changed.emit(week)
