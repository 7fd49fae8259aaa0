"""Dates that are not as the week is: days off, other hours, holidays; the coming ones in a list."""

from collections.abc import Callable
from datetime import date, time, timedelta

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core import week_cycle
from burnbreak.core.workweek import DayException, Hours, Place, WorkWeek
from burnbreak.ui.fields import Group, Row, make_room
from burnbreak.ui.kit import (
    Card,
    DateField,
    DropDown,
    Flow,
    IconButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SegmentedChoice,
    SoftLabel,
    TimeField,
    row,
)
from burnbreak.ui.theme import GAP, GRID, Theme
from burnbreak.ui.week_words import dates_text, exception_text, place_name

_MOST_HOURS = 4
"""Periods that a day of other hours can be given here."""


class HoursLine(QWidget):
    """One period of a day of other hours."""

    gone = Signal()

    def __init__(self, theme: Theme, hours: Hours) -> None:
        super().__init__()
        self.start, self.end = _time_field(hours.start), _time_field(hours.end)
        places = [(place, place_name(place)) for place in Place]
        self.place = DropDown(theme, places, hours.place, "")
        self.remove = IconButton(theme, "close", "", size=34)
        self.remove.clicked.connect(self.gone)
        parts = (self.start, SoftLabel(self.tr("to"), wrap=False), self.end, self.place, self.remove)
        self.setLayout(row(*parts, 1))

    def show_as(self, dates: str, number: int) -> None:
        """The line is the one of this number, from 1, for these dates: so it is told apart by ear."""
        start = self.tr("Start of the other hours {number}, {dates}")
        end = self.tr("End of the other hours {number}, {dates}")
        place = self.tr("Place of the other hours {number}, {dates}")
        for widget, text in ((self.start, start), (self.end, end), (self.place, place)):
            widget.setAccessibleName(text.format(number=number, dates=dates))
        remove = self.tr("Remove the other hours {number}, {dates}")
        self.remove.show_as("close", remove.format(number=number, dates=dates))

    def hours(self) -> Hours:
        """What is set."""
        return Hours(start=_plain(self.start), end=_plain(self.end), place=self.place.value)


class DaysOff(QWidget):
    """Each change is told as a whole WorkWeek."""

    changed = Signal(object)

    def __init__(self, theme: Theme, week: WorkWeek, today: Callable[[], date]) -> None:
        super().__init__()
        self._theme, self._week, self._today = theme, week, today
        self._edited: DayException | None = None
        day = today() + timedelta(days=1)
        self.first = DateField(theme, day, self.tr("First day"))
        self.last = DateField(theme, day, self.tr("Last day"))
        self.sort = SegmentedChoice(
            [(False, self.tr("Off")), (True, self.tr("Other hours"))], False, self.tr("What these days are")
        )
        self.lines: list[HoursLine] = []
        self._was = day
        self.add = PrimaryButton(self.tr("Add"))
        self.cancel = QuietButton(self.tr("Cancel"))
        self.more = PlainButton(self.tr("More hours"))
        self._list = QVBoxLayout()
        self._lay_out()
        self.first.chosen.connect(self._begin)
        self.last.chosen.connect(self._name_lines)
        self.sort.chosen.connect(self._show_lines)
        self.add.clicked.connect(self._keep)
        self.cancel.clicked.connect(lambda: self._edit(None))
        self.more.clicked.connect(lambda: self._new_line(Hours(start=time(14), end=time(17))))
        self._edit(None)
        self.show_week(week)

    def _lay_out(self) -> None:
        self._hours = QVBoxLayout()
        self._hours.setSpacing(GRID)
        card = Card(padding=GRID + GRID // 2)
        until = SoftLabel(self.tr("to"), wrap=False)
        card.body.addWidget(Flow(self.first, until, self.last, self.sort, spacing=GRID))
        card.body.addLayout(self._hours)
        card.body.addLayout(row(self.more, 1, self.cancel, self.add))
        self._list.setSpacing(GAP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(card)
        box.addLayout(self._list)
        box.addStretch(1)

    def show_week(self, week: WorkWeek) -> None:
        """This week counts now."""
        self._week = week
        if self._edited is not None and self._edited not in week.exceptions:
            # Removed, or undone, while it was in the fields: kept, it would come back.
            self._edit(None)
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found = week_cycle.coming(week, self._today())
        rows = [self._row(exception) for exception in found]
        self._list.addWidget(
            Group(*rows) if rows else SoftLabel(self.tr("No days off and no other hours are ahead."))
        )

    def _row(self, exception: DayException) -> Row:
        dates = dates_text(self.locale(), exception, self._today())
        change, remove = PlainButton(self.tr("Change")), IconButton(self._theme, "delete", "")
        change.setAccessibleName(self.tr("Change {0}").format(dates))
        remove.show_as("delete", self.tr("Remove {0}").format(dates))
        change.clicked.connect(lambda: self._edit(exception))
        remove.clicked.connect(lambda: self._tell(week_cycle.without_exception(self._week, exception)))
        buttons = QWidget()
        buttons.setLayout(row(change, remove))
        return Row(self._theme, dates, buttons, exception_text(self.locale(), exception))

    def _edit(self, exception: DayException | None) -> None:
        """An exception in the fields, to be changed; None: a new one."""
        self._edited = exception
        self.add.setText(self.tr("Add") if exception is None else self.tr("Keep"))
        self.cancel.setVisible(exception is not None)
        self.sort.set_value(False)
        for line in tuple(self.lines):
            self._drop(line)
        if exception is not None:
            self.first.set_date(exception.first)
            self.last.set_earliest(exception.first)
            self.last.set_date(exception.last)
            self.sort.set_value(bool(exception.hours))
            for hours in exception.hours:
                self._new_line(hours)
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.last.set_earliest(self.first.value)
        self._show_lines()

    def _begin(self, first: date) -> None:
        """The last day goes with the first, as far on as before where it was not after it."""
        moves = self.last.value < first or self.last.value == self._was
        self.last.set_earliest(first)
        if moves:
            self.last.set_date(first)
        self._was = first
        self._name_lines()

    def _name_lines(self) -> None:
        dates = dates_text(self.locale(), self._dates(), self._today())
        for number, line in enumerate(self.lines, start=1):
            line.show_as(dates, number)

    def _dates(self, hours: tuple[Hours, ...] = ()) -> DayException:
        """What the fields say."""
        first = self.first.value
        return DayException(first=first, last=max(first, self.last.value), hours=hours)

    def _show_lines(self) -> None:
        other = bool(self.sort.value)
        if other and not self.lines:
            self._new_line(Hours(start=time(9), end=time(13)))
            return
        for line in self.lines:
            line.setVisible(other)
            line.remove.setVisible(len(self.lines) > 1)
        self._name_lines()
        self.more.setVisible(other and len(self.lines) < _MOST_HOURS)
        self._was = self.first.value

    def _new_line(self, hours: Hours) -> None:
        line = HoursLine(self._theme, hours)
        line.gone.connect(lambda: self._drop(line))
        self.lines.append(line)
        self._hours.addWidget(line)
        self._show_lines()

    def _drop(self, line: HoursLine) -> None:
        self.lines.remove(line)
        self._hours.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_lines()

    def _keep(self) -> None:
        hours = tuple(line.hours() for line in self.lines) if self.sort.value else ()
        new = self._dates(tuple(sorted(hours)))
        week = week_cycle.with_exception(self._week, new, self._edited)
        self._edit(None)
        self._tell(week)

    def _tell(self, week: WorkWeek) -> None:
        self.show_week(week)
        self.changed.emit(week)


def _time_field(value: time) -> TimeField:
    field = TimeField(QTime(value.hour, value.minute), "")
    field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    field.setDisplayFormat(field.locale().timeFormat(QLocale.FormatType.ShortFormat))
    make_room(field)
    return field


def _plain(field: TimeField) -> time:
    return time(field.time().hour(), field.time().minute())
