"""The page that says what is kept, where and how long, and lets one take it along or erase it."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout

from burnbreak.core.settings import Settings, limits
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.data_things import DataThings
from burnbreak.ui.fields import Columns, Row, line_up
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.kit import PlainButton, SoftLabel, Stepper
from burnbreak.ui.settings.encryption import Encryption
from burnbreak.ui.settings.erase import Erase
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.promise import PromiseCard
from burnbreak.ui.settings.take_along import TakeAlong
from burnbreak.ui.theme import GAP, Theme

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
        super().__init__(theme, settings)

    def words(self) -> str:
        return self.tr("erase, delete, network, files, spreadsheet, backup, retention, password")

    def fill(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(GAP)
        self._fill_promise(left)
        self.along = TakeAlong(self.theme, self._things, self._keys)
        self.rows += self.along.rows
        self.along.export_wanted.connect(self.export_wanted)
        self.along.done.connect(self._count)
        left.addWidget(self.along)
        self._fill_times(right)
        if self._keys is not None:
            self._encryption = Encryption(self.theme, self._keys)
            self.rows.append(self._encryption.row)
            self._encryption.window_wanted.connect(self.window_wanted)
            self._encryption.done.connect(self._count)
            right.addWidget(self._encryption)
        if self._things is not None:
            self.erase = Erase(self.theme, self._things, self.along.attempt)
            self.rows.append(self.erase.row)
            right.addWidget(self.erase)
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

    # --- for all of them ---------------------------------------------------------------------------------

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
