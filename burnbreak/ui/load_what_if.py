"""What if: sessions a little shorter, or one of them on another day; figures now and then side by side."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import WeekLoad, day_load, week_load
from burnbreak.core.load_setting import Load
from burnbreak.core.span import Span
from burnbreak.core.what_if import moved, shorter, usual_length
from burnbreak.ui import load_words as words
from burnbreak.ui import phrases
from burnbreak.ui.fields import Group, Row
from burnbreak.ui.kit import Card, DropDown, SoftLabel, Stepper, StrongLabel, TextLabel
from burnbreak.ui.theme import GAP, GRID, Theme

SHORTEST = 20


class WhatIf(QWidget):
    """Two wishes and what they would change; nothing is booked or moved by it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._days: tuple[BookedDay, ...] = ()
        self._limits, self._first = Load(), date.min
        self._usual = 50
        minutes = self.tr("min")
        self.length = Stepper(
            theme, self.tr("Minutes a session"), low=SHORTEST, high=180, value=50, step=5,
            unit=lambda _: minutes,
        )  # fmt: skip
        self.session = DropDown(theme, [(None, self.tr("none"))], None, self.tr("Session to move"))
        self.day = DropDown(theme, [(None, "")], None, self.tr("To which day"))
        self._length_row = Row(theme, self.tr("If a session took"), self.length)
        self._session_row = Row(theme, self.tr("If this one took place on another day"), self.session)
        self._day_row = Row(theme, self.tr("namely on"), self.day)
        self._group = Group(self._length_row, self._session_row, self._day_row)
        self._note = SoftLabel("")
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(GAP)
        self._table.setVerticalSpacing(GRID // 2)
        self._table.setColumnStretch(0, 2)
        for column in (1, 2):
            self._table.setColumnStretch(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._group)
        box.addWidget(self._note)
        card = Card()
        card.body.addLayout(self._table)
        box.addWidget(card)
        self.length.changed.connect(lambda _: self._show())
        self.session.chosen.connect(self._session_chosen)
        self.day.chosen.connect(lambda _: self._show())

    def show_days(self, first: date, days: tuple[BookedDay, ...], limits: Load) -> None:
        """The week from `first` on, as it is; wishes that still make sense are kept."""
        same = first == self._first and days == self._days
        self._first, self._days, self._limits = first, days, limits
        if not same:
            self._offer()
        self._show()

    @property
    def changed(self) -> WeekLoad:
        """The week as it would be."""
        return self._load(self._wished()[0])

    def _offer(self) -> None:
        self._usual = usual_length(self._days) or 50
        self.length.set_value(self._usual)
        hint = self.tr("Most of them take {0} minutes now; those of another length stay as they are.")
        self._length_row.set_hint(hint.format(self._usual))
        sessions = [(d, b) for d in self._days for b in d.booked if b.kind is BookedKind.SESSION]
        options = [((d.date, b), self._session_text(d, b)) for d, b in sessions]
        self.session.set_options([(None, self.tr("none")), *options], None)
        self._session_chosen(None)

    def _session_text(self, day: BookedDay, booked: Booked) -> str:
        return self.tr("{day}, {start} – {end}").format(
            day=words.day_name(day.date),
            start=phrases.clock(booked.span.start, day.zone),
            end=phrases.clock(booked.span.end, day.zone),
        )

    def _session_chosen(self, chosen: tuple[date, Booked] | None) -> None:
        others = [d.date for d in self._days if chosen is not None and d.date != chosen[0] and d.work]
        texts = [(d, words.day_name(d)) for d in others]
        lightest = min(others, key=self._booked_on, default=None)
        self.day.set_options(texts or [(None, self.tr("no other day has working hours"))], lightest)
        self._group.show_row(self._day_row, chosen is not None)
        self._show()

    def _booked_on(self, day: date) -> float:
        loads = (day_load(d, self._limits) for d in self._days if d.date == day)
        return sum(load.booked.total_seconds() for load in loads)

    def _wished(self) -> tuple[tuple[BookedDay, ...], Span | None]:
        """The days with both wishes, and where the moved session went."""
        days, place = self._days, None
        chosen, to = self.session.value, self.day.value
        if chosen is not None and to is not None:
            found = moved(days, chosen[1], to, self._limits.gap_minutes)
            if found is not None:
                days, place = found
        return shorter(days, self._usual, self.length.value), place

    def _load(self, days: tuple[BookedDay, ...]) -> WeekLoad:
        return week_load(self._first, (day_load(d, self._limits) for d in days), self._limits)

    def _show(self) -> None:
        days, place = self._wished()
        chosen, to = self.session.value, self.day.value
        note = ""
        if chosen is not None and to is not None:
            zone = next(d.zone for d in self._days if d.date == to)
            note = (
                self.tr("It would be from {start} to {end}.").format(
                    start=phrases.clock(place.start, zone), end=phrases.clock(place.end, zone)
                )
                if place is not None
                else self.tr("There is no room for it in the working hours of that day.")
            )
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._fill(self._load(self._days), self._load(days))

    def _fill(self, now: WeekLoad, then: WeekLoad) -> None:
        while (item := self._table.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignBaseline
        for column, text in enumerate((self.tr("The week"), self.tr("now"), self.tr("then"))):
            self._table.addWidget(SoftLabel(text), 0, column, end if column else Qt.AlignmentFlag(0))
        after = {f.key: f.value for f in words.figures(then, self._limits)}
        for number, figure in enumerate(words.figures(now, self._limits), start=1):
            value = after.get(figure.key, "\N{EN DASH}")
            other = value != figure.value
            self._table.addWidget(TextLabel(figure.name), number, 0)
            # What would be different stands out by its weight.
            cells = (TextLabel(figure.value), StrongLabel(value) if other else TextLabel(value))
            for column, cell in enumerate(cells, start=1):
                cell.setAlignment(end)
                cell.setAccessibleName(f"{figure.name}: {cell.text()}")
                self._table.addWidget(cell, number, column)
