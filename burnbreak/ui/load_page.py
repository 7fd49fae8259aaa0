"""The load of a week: its shape, its figures in words, what if, hints from the user's own numbers."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.load import WeekLoad
from burnbreak.core.load_setting import Load
from burnbreak.core.review import FactKind, hints
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui import load_words as words
from burnbreak.ui.fields import Scroller, hit_height
from burnbreak.ui.kit import (
    Card,
    LeadLabel,
    PlainButton,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    TextLabel,
    row,
)
from burnbreak.ui.load_numbers import OwnNumbers
from burnbreak.ui.load_picture import WeekShape
from burnbreak.ui.load_things import LoadThings
from burnbreak.ui.load_weeks_picture import WeeksPicture
from burnbreak.ui.load_what_if import WhatIf
from burnbreak.ui.theme import GAP, GRID, Theme

EARLIER = 8
"""Weeks that are shown beside the agreement."""


class LoadPage(QWidget):
    """One week at a time; the window around it says which."""

    command = Signal(object)
    """A ChangeSettings with other numbers of the user's own."""
    window_wanted = Signal(str)
    """ "review" or "report"."""

    def __init__(self, theme: Theme, things: LoadThings, settings: Settings) -> None:
        super().__init__()
        self._things, self._settings = things, settings
        self._first: date | None = None
        self._shown: object = None
        self.shape = WeekShape(theme)
        self.line = SoftLabel("")
        self.line.setMinimumHeight(max(hit_height(self), 2 * self.fontMetrics().height() + 4))
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.figures = _Figures()
        self.weeks = WeeksPicture(theme)
        self.what_if = WhatIf(theme)
        self.numbers = OwnNumbers(theme, settings.load)
        self.review = PlainButton(self.tr("Look back on the week"))
        self.report = PlainButton(self.tr("A page for a talk ..."))
        self._empty = LeadLabel("")
        self._hints = Card()
        self._parts: list[QWidget] = []
        self._lay_out()
        self.shape.pointed.connect(self._point)
        self.numbers.changed.connect(self._numbers_changed)
        self.review.clicked.connect(lambda: self.window_wanted.emit("review"))
        self.report.clicked.connect(lambda: self.window_wanted.emit("report"))

    def _lay_out(self) -> None:
        page = QWidget()
        self._body = QVBoxLayout(page)
        self._body.setContentsMargins(0, 0, GRID, 0)
        self._body.setSpacing(GAP)
        shape = Card()
        shape.body.addWidget(self.shape)
        shape.body.addWidget(self.line)
        self._body.addWidget(self._empty)
        self._body.addWidget(shape)
        self._body.addWidget(self._hints)
        self._body.addWidget(self.figures)
        self._parts = [shape, self._hints, self.figures]
        self._weeks_title = self._part(self.tr("Earlier weeks"), self.weeks)
        self._what_if_title = self._part(self.tr("What if"), self.what_if)
        self._parts += [self.weeks, self._weeks_title, self.what_if, self._what_if_title]
        self._part(self.tr("Your own numbers"), self.numbers)
        self._doors = QWidget()
        doors = row(self.review, self.report, 1)
        self._doors.setLayout(doors)
        self._body.insertWidget(self._body.indexOf(self.figures) + 1, self._doors)
        self._note = SmallLabel(
            self.tr(
                "From the times of your calendars and sessions alone. Nothing here is a judgement of you."
            )
        )
        self._body.addWidget(self._note)
        self._body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(page))

    def _part(self, title: str, content: QWidget) -> QWidget:
        heading = StrongLabel(title)
        self._body.addWidget(heading)
        self._body.addWidget(content)
        return heading

    # --- what it shows -----------------------------------------------------------------------------------

    def show_week(self, first: date) -> None:
        """The week from `first` on."""
        self._first = first
        self.refresh()

    def show_settings(self, settings: Settings) -> None:
        """These settings count now, wherever they were changed."""
        changed = settings.load != self._settings.load or settings.week != self._settings.week
        self._settings = settings
        if changed:
            self.numbers.show_load(settings.load)
            self.refresh()

    def refresh(self) -> None:
        """Asks for the shown week again."""
        if self._first is None:
            return
        first, limits = self._first, self._settings.load
        _, today, _ = self._things.today()
        days = self._things.days(first)
        (week,) = self._things.weeks(first, 1)
        shown = (first, today, limits, days, week)
        if shown == self._shown:
            return
        self._shown = shown
        self.shape.show_week(week, days, gap_minutes=limits.gap_minutes, today=today)
        self.figures.show_figures(words.figures(week, limits))
        some, timed = bool(week.booked), any(d.booked for d in days)
        self._show_weeks(first, limits)
        self._show_hints(week, limits)
        self.what_if.show_days(first, days, limits)
        for part in (self.what_if, self._what_if_title):
            part.setVisible(timed)
        self._empty.setVisible(not some)
        self._empty.setText(
            self.tr("Nothing is booked in this week, as far as burnbreak knows.")
            if first <= today
            else self.tr("Nothing is booked there yet.")
        )
        self.figures.setVisible(some)
        self.review.setVisible(some and first <= today)
        self._point("")

    def _show_weeks(self, first: date, limits: Load) -> None:
        """Earlier weeks, beside nothing but what the user agreed."""
        start = first - timedelta(weeks=EARLIER - 1)
        found = self._things.weeks(start, EARLIER) if limits.agreed_minutes else ()
        bars = tuple((w.first, w.actual(limits.note_minutes)) for w in found)
        while bars and not bars[0][1]:
            bars = bars[1:]
        for part in (self.weeks, self._weeks_title):
            part.setVisible(len(bars) > 1)
        self.weeks.show_weeks(bars, timedelta(minutes=limits.agreed_minutes))

    def _show_hints(self, week: WeekLoad, limits: Load) -> None:
        _, today, zone = self._things.today()
        found = hints(week, self._things.days(week.first), limits, today)
        while (item := self._hints.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._hints.setVisible(bool(found))
        if not found:
            return
        # Two plain facts come before anything is suggested.
        for kind in (FactKind.BOOKED, FactKind.LONGEST):
            large, small = words.fact(kind, week, limits)
            self._hints.body.addWidget(SoftLabel(self.tr("{0}, {1}").format(large, small)))
        for hint in found:
            self._hints.body.addWidget(TextLabel(words.hint(hint, limits, zone)))

    def _point(self, text: str) -> None:
        self.line.setText(text or self.tr("Point at a day, or use the arrow keys, to see more."))

    def _numbers_changed(self, load: Load) -> None:
        self._settings = replace(self._settings, load=load)
        self.command.emit(ChangeSettings(self._settings))
        self.refresh()


class _Figures(QWidget):
    """Every figure with what it counts, in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        self._cells: list[_Figure] = []
        self._columns = 0

    def show_figures(self, figures: tuple[words.Figure, ...]) -> None:
        while len(self._cells) < len(figures):
            self._cells.append(_Figure())
            self._columns = 0
        while len(self._cells) > len(figures):
            cell = self._cells.pop()
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        for cell, figure in zip(self._cells, figures, strict=True):
            cell.tell(figure)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._arrange()
        super().changeEvent(event)

    def _arrange(self) -> None:
        columns = max(1, min(3, self.width() // (30 * max(1, self.fontMetrics().averageCharWidth()))))
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._value, self._meaning = SoftLabel(""), LeadLabel(""), SmallLabel("")
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, 0, GRID, 0)
        box.setSpacing(0)
        for label in (self._name, self._value, self._meaning):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            box.addWidget(label)
        box.addStretch(1)

    def tell(self, figure: words.Figure) -> None:
        self._name.setText(figure.name)
        self._value.setText(figure.value)
        self._meaning.setText(figure.meaning)
