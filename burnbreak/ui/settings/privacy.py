"""The page that says what is kept, where and how long, and lets one take it along or erase it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFileDialog, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from burnbreak.core.settings import Settings, limits
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.data_things import DataThings
from burnbreak.ui.fields import Columns, Paragraph, Row, line_up
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.kit import Card, DropDown, Flow, PlainButton, QuietButton, SoftLabel, Stepper, StrongLabel
from burnbreak.ui.settings.encryption import Encryption
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.promise import PromiseCard
from burnbreak.ui.theme import GAP, GRID, HIT, Theme

_KINDS = ("check-in", "booked-day", "load-week", "review")


class PrivacyPage(Page):
    """The promise and the folder at the start; how long, take along and erase beside it."""

    section = "data"
    name = "privacy"

    open_folder = Signal()
    """The folder of the data is to be shown in the file manager."""
    export_wanted = Signal()
    """The whole history is to be written to a file the user picks; where nothing is known of the data."""
    window_wanted = Signal(str)
    """The name of another window: "unlock"."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        folder: str,
        things: DataThings | None = None,
        *,
        keys: KeyThings | None = None,
        calendars: CalendarThings | None = None,
    ) -> None:
        """`things` and `keys` do what is asked for here; `calendars` knows who is asked."""
        self._folder, self._things, self._keys = folder, things, keys
        self._calendars = calendars
        self.ask_save: Callable[[str], str] = self._ask_save
        self.ask_open: Callable[[], str] = self._ask_open
        self.ask_words: Callable[[], str] = self._ask_words
        super().__init__(theme, settings)

    def words(self) -> str:
        return self.tr("erase, delete, network, files, spreadsheet, backup, retention, password")

    def fill(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(GAP)
        self._fill_promise(left)
        self._fill_along(left)
        self._fill_times(right)
        if self._keys is not None:
            self._encryption = Encryption(self.theme, self._keys)
            self.rows.append(self._encryption.row)
            self._encryption.window_wanted.connect(self.window_wanted)
            self._encryption.done.connect(self._count)
            right.addWidget(self._encryption)
        self._fill_erase(right)
        for layout in (left, right):
            layout.addStretch(1)
        self.body.addWidget(Columns(left, right))
        self.body.addStretch(1)

    # --- what is kept, and where -------------------------------------------------------------------------

    def _fill_promise(self, into: QVBoxLayout) -> None:
        self._promise = PromiseCard(self._calendars)
        into.addWidget(self._promise)
        folder = PlainButton(self.tr("Open folder"))
        folder.clicked.connect(self.open_folder)
        where = Row(self.theme, self.tr("Your history is in this folder"), folder, self._folder)
        where.make_hint_selectable()
        self._trace, trace = self.switch(
            "leave_no_trace",
            self.tr("Leave no trace"),
            self.tr("Timers only: nothing that happens is stored. What is there stays as it is."),
        )
        self.group(where, trace, into=into)
        self._kept = SoftLabel("")
        self._kept.setWordWrap(True)
        into.addWidget(self._kept)

    # --- how long ----------------------------------------------------------------------------------------

    def _fill_times(self, into: QVBoxLayout) -> None:
        self._times: dict[str, Stepper] = {}
        months, days = self._months, self._days
        self.group(
            self._time("history_months", self.tr("Pauses"), months),
            self._time("ratings_days", self.tr("The tap after a sitting"), days, 10),
            self._time("answers_months", self.tr("Check-ins and reviews"), months),
            self._time("schedule_months", self.tr("Figures of weeks"), months),
            self._time("intervals_days", self.tr("Booked times"), days),
            into=into,
        )
        self._times["history_months"].field.setSpecialValueText(self.tr("for ever"))
        line_up(*(stepper.field for stepper in self._times.values()))
        note = SoftLabel(self.tr("So long each is kept. With 0 it goes at the end of the day."))
        note.setWordWrap(True)
        into.addWidget(note)

    def _time(self, name: str, label: str, unit: Callable[[int], str], step: int = 1) -> Row:
        low, high = limits(self.settings.data, name)
        value = getattr(self.settings.data, name)
        stepper = Stepper(self.theme, label, low=low, high=high, value=value, unit=unit, step=step)
        self.connected(stepper, name)
        self._times[name] = stepper
        return Row(self.theme, label, stepper, under=True)

    def _months(self, count: int) -> str:
        return self.tr("month(s)", "", count)

    def _days(self, count: int) -> str:
        return self.tr("day(s)", "", count)

    # --- take it along -----------------------------------------------------------------------------------

    def _fill_along(self, into: QVBoxLayout) -> None:
        self._acts: list[PlainButton] = []
        rows = [
            self._row(
                self.tr("Take it along"),
                self.tr("As CSV and JSON, readable by anyone who has the file."),
                (self.tr("Export ..."), self._export),
            )
        ]
        if self._things is not None:
            rows += [
                self._row(
                    self.tr("From another computer"),
                    self.tr("An export of burnbreak; nothing is doubled."),
                    (self.tr("Import ..."), self._import),
                ),
                self._row(
                    self.tr("Backup"),
                    self.tr("A copy of the log, and its way back."),
                    (self.tr("Back up ..."), self._back_up),
                    (self.tr("Restore ..."), self._restore),
                ),
            ]
        self.group(*rows, into=into)
        self._told = Paragraph("")
        self._told.hide()
        into.addWidget(self._told)

    def _row(self, label: str, hint: str, *acts: tuple[str, Callable[[], None]]) -> Row:
        buttons = []
        for text, act in acts:
            button = PlainButton(text)
            button.clicked.connect(act)
            buttons.append(button)
        self._acts += buttons
        control: QWidget = buttons[0] if len(buttons) == 1 else Flow(*buttons, spacing=GRID)
        return Row(self.theme, label, control, hint, under=len(buttons) > 1)

    def _export(self) -> None:
        if self._things is None:
            self.export_wanted.emit()
        elif target := self.ask_save("burnbreak.zip"):
            things = self._things
            self._try(lambda: things.export(target), self.tr("Written to {0}.").format(target))

    def _back_up(self) -> None:
        things = self._things
        if things is not None and (target := self.ask_save("burnbreak-backup.sqlite3")):
            readable = self._keys is None or not self._keys.state().way
            words = (
                self.tr("Written to {0}. Whoever has this file can read it.")
                if readable
                else self.tr("Written to {0}. It is encrypted, and opens as the history does now.")
            )
            said = words.format(target)
            self._try(lambda: things.back_up(target), said)

    def _import(self) -> None:
        things = self._things
        if things is not None and (source := self.ask_open()):

            def bring() -> str:
                new = things.bring_in(source)
                return self.tr("Taken in: %n new record(s).", "", max(0, new))

            self._try(bring)

    def _restore(self) -> None:
        things = self._things
        if things is not None and (source := self.ask_open()):

            def restore() -> str:
                try:
                    aside = things.restore(source)
                except OSError as fault:
                    words = self.ask_words() if getattr(fault, "needs_key", False) else ""
                    if not words:
                        raise
                    aside = things.restore(source, words)
                there = self.tr(" What was here before is kept as {0}.").format(aside) if aside else ""
                return self.tr("Restored.") + there

            self._try(restore)

    # --- erase -------------------------------------------------------------------------------------------

    def _fill_erase(self, into: QVBoxLayout) -> None:
        if self._things is None:
            return
        names = {
            "day": self.tr("One day"),
            "history": self.tr("All pauses"),
            "check-in": self.tr("All check-ins"),
            "booked-day": self.tr("All booked times"),
            "load-week": self.tr("All figures of weeks"),
            "review": self.tr("All reviews"),
            "everything": self.tr("Everything"),
        }
        self._what = DropDown(self.theme, list(names.items()), "day", self.tr("What is to be erased"))
        self._what.chosen.connect(lambda _: self._choose())
        self._day = QDateEdit(self._today())
        self._day.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat))
        self._day.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._day.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + 5 * GRID)
        self._day.setMinimumHeight(HIT)
        self._day.setAccessibleName(self.tr("The day"))
        self._ask = PlainButton(self.tr("Erase ..."))
        self._ask.clicked.connect(self._ask_back)
        self.group(
            Row(
                self.theme, self.tr("Erase"), Flow(self._what, self._day, self._ask, spacing=GRID), under=True
            ),
            into=into,
        )
        self._sure = Card()
        self._question = StrongLabel("")
        self._question.setWordWrap(True)
        self._sure.body.addWidget(self._question)
        self._warning = Paragraph("")
        self._sure.body.addWidget(self._warning)
        self._yes, self._no = PlainButton(self.tr("Erase for good")), QuietButton(self.tr("Keep it"))
        self._yes.clicked.connect(self._erase)
        self._no.clicked.connect(self._sure.hide)
        self._sure.body.addWidget(Flow(self._yes, self._no, spacing=GRID))
        into.addWidget(self._sure)
        self._sure.hide()

    def _today(self) -> QDate:
        today = self._things.today() if self._things is not None else date.min
        return QDate(today.year, today.month, today.day)

    def _choose(self) -> None:
        self._sure.hide()
        self._day.setVisible(self._what.value == "day")

    def _ask_back(self) -> None:
        what = self._what.value
        if what == "day":
            day = QLocale().toString(self._day.date(), QLocale.FormatType.LongFormat)
            self._question.setText(self.tr("Erase {0}?").format(day))
        else:
            self._question.setText(self.tr("{0}: erase it?").format(self._what.currentText()))
        if what == "everything":
            text = self.tr(
                "Log, copies, settings, and the times and passwords of calendars go. burnbreak begins as "
                "new; your own practices and voices stay."
            )
        else:
            text = self.tr("It cannot be brought back, and older copies of the log go with it.")
        self._warning.setText(text)
        self._sure.show()
        self._no.setFocus()

    def _erase(self) -> None:
        self._sure.hide()
        things, what = self._things, self._what.value
        if things is None:
            return
        if what == "everything":
            self._try(things.erase_everything, self.tr("Erased. burnbreak begins as new."))
        elif what == "day":
            chosen = self._day.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            self._try(lambda: things.erase_day(day), self.tr("Erased."))
        else:
            self._try(lambda: things.erase_kind(what), self.tr("Erased."))

    # --- for all of them ---------------------------------------------------------------------------------

    def _try(self, act: Callable[[], str | None], said: str = "") -> None:
        try:
            said = act() or said
        except OSError as fault:
            said = str(fault.strerror or fault)
        self._told.setText(said)
        self._told.show()
        self._count()

    def _count(self) -> None:
        if self._things is None:
            self._kept.hide()
            return
        if self._keys is not None and self._keys.state().locked:
            self._kept.setText(self.tr("What is kept shows once the history is open."))
            return
        counts, size = self._things.counts(), self._things.size()
        pauses = self.tr("%n pause(s)", "", counts.get("entry", 0))
        answers = self.tr("%n other record(s)", "", sum(counts.get(kind, 0) for kind in _KINDS))
        words = self.tr("Kept now: {0}, {1}; {2}. There is no free text in it.")
        self._kept.setText(words.format(pauses, answers, QLocale().formattedDataSize(size)))

    def show_values(self, settings: Settings) -> None:
        if self._keys is not None:
            self._encryption.refresh()
        self._promise.show_calendars(settings.calendars)
        self._trace.setChecked(settings.data.leave_no_trace)
        for name, stepper in self._times.items():
            stepper.set_value(getattr(settings.data, name))
        self._count()

    def _ask_save(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "burnbreak", name)[0]

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, "burnbreak")[0]

    def _ask_words(self) -> str:
        hidden = QLineEdit.EchoMode.Password
        words = self.tr("Passphrase or recovery key of the backup")
        return QInputDialog.getText(self, "burnbreak", words, hidden)[0]
