"""Erasing a day, a kind or everything, on the page about the data: chosen, asked back, done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from burnbreak.ui.data_things import DataThings
from burnbreak.ui.fields import Group, Paragraph, Row
from burnbreak.ui.kit import Card, DropDown, Flow, PlainButton, QuietButton, StrongLabel
from burnbreak.ui.theme import GAP, GRID, HIT, Theme


class Erase(QWidget):
    """One row with what is to go, and below it the question that has been asked, until it is answered."""

    def __init__(
        self, theme: Theme, things: DataThings, attempt: Callable[[Callable[[], None], str], object]
    ) -> None:
        """`attempt` does an act and tells what came of it; the words are for where it was done."""
        super().__init__()
        self._things, self._attempt = things, attempt
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.row = self._make_row(theme)
        layout.addWidget(Group(self.row))
        self._make_question(layout)

    def _make_row(self, theme: Theme) -> Row:
        names = {
            "day": self.tr("One day"),
            "history": self.tr("All pauses"),
            "check-in": self.tr("All check-ins"),
            "booked-day": self.tr("All booked times"),
            "load-week": self.tr("All figures of weeks"),
            "review": self.tr("All reviews"),
            "everything": self.tr("Everything"),
        }
        self.what = DropDown(theme, list(names.items()), "day", self.tr("What is to be erased"))
        self.what.chosen.connect(lambda _: self._choose())
        today = self._things.today()
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat))
        self.day.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.day.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + 5 * GRID)
        self.day.setMinimumHeight(HIT)
        self.day.setAccessibleName(self.tr("The day"))
        ask = PlainButton(self.tr("Erase ..."))
        ask.clicked.connect(self._ask_back)
        return Row(theme, self.tr("Erase"), Flow(self.what, self.day, ask, spacing=GRID), under=True)

    def _make_question(self, layout: QVBoxLayout) -> None:
        self.sure = Card()
        self._question = StrongLabel("")
        self._question.setWordWrap(True)
        self.sure.body.addWidget(self._question)
        self._warning = Paragraph("")
        self.sure.body.addWidget(self._warning)
        yes, self._no = PlainButton(self.tr("Erase for good")), QuietButton(self.tr("Keep it"))
        yes.clicked.connect(self._erase)
        self._no.clicked.connect(self.sure.hide)
        self.sure.body.addWidget(Flow(yes, self._no, spacing=GRID))
        layout.addWidget(self.sure)
        self.sure.hide()

    def _choose(self) -> None:
        self.sure.hide()
        self.day.setVisible(self.what.value == "day")

    def _ask_back(self) -> None:
        what = self.what.value
        if what == "day":
            day = QLocale().toString(self.day.date(), QLocale.FormatType.LongFormat)
            self._question.setText(self.tr("Erase {0}?").format(day))
        else:
            self._question.setText(self.tr("{0}: erase it?").format(self.what.currentText()))
        if what == "everything":
            text = self.tr(
                "Log, copies, settings, and the times and passwords of calendars go. burnbreak begins as "
                "new; your own practices and voices stay."
            )
        else:
            text = self.tr("It cannot be brought back, and older copies of the log go with it.")
        self._warning.setText(text)
        self.sure.show()
        self._no.setFocus()

    def _erase(self) -> None:
        self.sure.hide()
        things, what = self._things, self.what.value
        if what == "everything":
            self._attempt(things.erase_everything, self.tr("Erased. burnbreak begins as new."))
        elif what == "day":
            chosen = self.day.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            self._attempt(lambda: things.erase_day(day), self.tr("Erased."))
        else:
            self._attempt(lambda: things.erase_kind(what), self.tr("Erased."))
