"""A forgotten practice, written down afterwards: day, time, practice, minutes."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import uuid4

from PySide6.QtCore import QDate, QLocale, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDateEdit, QDialog, QVBoxLayout, QWidget

from burnbreak.core.entry import Entry, Origin, Outcome
from burnbreak.core.span import at_wall
from burnbreak.ui.fields import Group, Row, make_room
from burnbreak.ui.kit import (
    DropDown,
    PlainButton,
    PrimaryButton,
    SoftLabel,
    Stepper,
    TimeField,
    TitleLabel,
    fit,
    row,
)
from burnbreak.ui.theme import GAP, HIT, MARGIN, Theme

LONGEST = 60
"""Minutes of one practice."""


def added(began: datetime, practice: str, minutes: int, now: datetime) -> Entry:
    """The entry of a practice that was sat without burnbreak; `began` and `now` are UTC."""
    return Entry(
        uuid=uuid4().hex,
        due=None,
        recorded=now,
        outcome=Outcome.COMPLETED,
        origin=Origin.ADDED,
        started=began,
        practice=practice,
        planned_seconds=minutes * 60.0,
        real_seconds=minutes * 60.0,
    )


class AddDialog(QDialog):
    """Asks for the four things; `chosen` sends the entry."""

    chosen = Signal(object)
    """The Entry to keep."""

    def __init__(
        self,
        theme: Theme,
        titles: Mapping[str, str],
        *,
        day: date,
        now: datetime,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        """`day` is what it begins with; `now` is UTC."""
        super().__init__(parent)
        self._now, self._zone = now, zone
        self.setWindowTitle(self.tr("Add a practice"))
        local = now.astimezone(zone)
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat(_date_format(self.locale()))
        self.day.setMaximumDate(QDate(local.year, local.month, local.day))
        self.day.setMinimumHeight(HIT)
        self.day.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.day.setAccessibleName(self.tr("Day"))
        self.setMinimumWidth(58 * self.fontMetrics().averageCharWidth() + 2 * MARGIN)
        begins = local - timedelta(minutes=10) if day == local.date() else datetime.combine(day, time(12))
        self.time = TimeField(QTime(begins.hour, begins.minute // 5 * 5), self.tr("Began at"))
        options = sorted(titles.items(), key=lambda pair: pair[1].casefold())
        self.practice = DropDown(theme, options, options[0][0], self.tr("Practice"))
        self.minutes = Stepper(
            theme,
            self.tr("Minutes"),
            low=1,
            high=LONGEST,
            value=3,
            unit=lambda n: self.tr("minute(s)", "after a number", n),
        )
        for field in (self.day, self.time):
            make_room(field)
        self._hint = SoftLabel("")
        self.add = PrimaryButton(self.tr("Add"))
        self.cancel = PlainButton(self.tr("Cancel"))
        self._lay_out(theme)
        self.add.clicked.connect(self._send)
        self.cancel.clicked.connect(self.reject)
        self.day.dateChanged.connect(self._check)
        self.time.chosen.connect(self._check)
        self.minutes.changed.connect(self._check)
        self._check()

    def _lay_out(self, theme: Theme) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.setSpacing(GAP)
        box.addWidget(TitleLabel(self.tr("Add a practice")))
        box.addWidget(SoftLabel(self.tr("Something you sat without burnbreak. It is marked as added later.")))
        rows = (
            Row(theme, self.tr("Day"), self.day),
            Row(theme, self.tr("Began at"), self.time),
            Row(theme, self.tr("Practice"), self.practice),
            Row(theme, self.tr("Minutes"), self.minutes),
        )
        for one in rows:
            # Nothing scrolls here: a row that folds makes the window higher.
            one.setMinimumHeight(0)
        box.addWidget(Group(*rows))
        box.addWidget(self._hint)
        box.addLayout(row(1, self.cancel, self.add))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Rows fold once they know their width, and then they are higher.
        fit(self, self.width())
        QTimer.singleShot(0, self, lambda: fit(self, self.width()))

    def entry(self) -> Entry:
        """What the fields say."""
        chosen, at = self.day.date(), self.time.time()
        day = date(chosen.year(), chosen.month(), chosen.day())
        began = at_wall(day, time(at.hour(), at.minute()), self._zone)
        return added(began, self.practice.value, self.minutes.value, self._now)

    def _check(self, *_changed: object) -> None:
        entry = self.entry()
        assert entry.started is not None
        over = entry.started + timedelta(seconds=entry.real_seconds) <= self._now
        self.add.setEnabled(over)
        self._hint.setText("" if over else self.tr("That is still ahead. What is over can be added."))

    def _send(self) -> None:
        self.chosen.emit(self.entry())
        self.accept()


def _date_format(locale: QLocale) -> str:
    """Weekday, day, month and year, short, in the locale's order."""
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    return long.replace("dddd", "ddd").replace("MMMM", "MMM")
