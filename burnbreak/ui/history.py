"""The week and the month: what was sat and when, as a picture, a table, a calendar and in words."""

from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.choosing import BREATHE_NOW
from burnbreak.core.entry import Entry
from burnbreak.core.events import StartNow
from burnbreak.core.month import day_count, first_of, months_on, summarise_month
from burnbreak.core.noticing import shape
from burnbreak.core.span import Span, day_of
from burnbreak.core.summary import Stretch, day_spans
from burnbreak.core.week import DAYS, first_day, summarise
from burnbreak.engine.view import View
from burnbreak.ui import history_words as words
from burnbreak.ui.fields import roomy
from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.history_facts import Empty, facts
from burnbreak.ui.history_hand import Hand
from burnbreak.ui.history_head import LOAD, MONTH, PICTURE, TABLE, Head
from burnbreak.ui.history_line import Line
from burnbreak.ui.history_pages import Pages
from burnbreak.ui.history_room import Room
from burnbreak.ui.history_strip import Facts
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.history_told import day_told, told
from burnbreak.ui.kit import Card
from burnbreak.ui.theme import GAP, MARGIN, Theme

FIRST_SECONDS = 60.0
"""A good beginning: what "Breathe now" in an empty week starts."""
_SOON = 60
"""What lies below is made so long after the window came up (ms)."""


class HistoryWindow(QWidget):
    """One week or month at a time."""

    command = Signal(object)
    """A minute of breathing, to begin with."""
    export_wanted = Signal()
    """The whole history is to be written to a file the user picks."""
    removed = Signal(str)
    """The entry with this uuid is to go."""
    added = Signal(object)
    brought_back = Signal(object)
    """This Entry is to be kept: a forgotten practice, or one whose removal was undone."""

    def __init__(
        self,
        theme: Theme,
        things: HistoryThings,
        *,
        now: datetime,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        """`now` is UTC and moves on with each view."""
        super().__init__(parent)
        self.theme, self.things, self.now, self.zone = theme, things, now, zone
        self.week: Stretch | None = None
        """What is shown, a week or a month."""
        self.days: tuple[BookedDay, ...] = ()
        self.entries: tuple[Entry, ...] = ()
        self.running = ""
        """The uuid of the sitting that runs."""
        self._first: date | None = None
        self.setWindowTitle(self.tr("This week"))
        self.setWindowIcon(theme.icons.app())
        self.hand = Hand(self, self)
        self.head = Head(theme, self.hand.button, load=things.load_page is not None)
        self.pages = Pages(theme, things.load_page)
        self.chart, self.line, self.empty, self.facts = self.pages.chart, Line(), Empty(), Facts(theme)
        self._more_stale = True
        self._lay_out()
        self._connect()
        self.resize(roomy(self, 900, 640))

    # --- what it shows -----------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """Which of the views is shown."""
        return self.pages.view

    @property
    def first(self) -> date:
        """The first day shown."""
        return self._first or self.present()

    def present(self) -> date:
        """The first day of the week, or the month, that holds today."""
        today = day_of(self.now, self.zone)
        return first_of(today) if self.view == MONTH else first_day(today, first_weekday(self.locale()))

    def title(self) -> str:
        """What is shown, in words."""
        if self.view == MONTH:
            return words.month_name(self.locale(), self.first)
        return words.week_range(self.locale(), self.first)

    def refresh(self) -> None:
        """Asks for the shown days again."""
        month, first, today = self.view == MONTH, self.first, day_of(self.now, self.zone)
        count = day_count(first) if month else DAYS
        known = self.things.known(first, first + timedelta(days=count - 1))
        zones = {day: kept.zone for day, kept in known.items() if day < today}
        spans = day_spans(first, count, self.zone, zones)
        whole = Span(spans[0].start, spans[-1].end)
        self.entries = self.things.entries(whole.start, whole.end)
        make = summarise_month if month else summarise
        self.week = make(self.entries, first, self.zone, zones)
        self.days = ()
        if not month:
            self.days = shape(self.week, known, self.things.booked(), self.things.work_week(), today)
        self._show(self.week, today)

    def _show(self, shown: Stretch, today: date) -> None:
        present = self.first >= self.present()
        self.head.title.setText(self.title())
        self.head.next.setEnabled(not present)
        self.head.today.setEnabled(not present)
        self.facts.tell(facts(shown, self.days, self.things.titles, self.locale()))
        nothing = not shown.sittings and self.view != LOAD
        if nothing:
            self.empty.show_for(present=present, month=self.view == MONTH)
        self.empty.setVisible(nothing)
        self.pages.setVisible(not nothing or self.view != TABLE)
        self.facts.setVisible(self.view != LOAD and bool(shown.pauses or shown.offers.planned))
        self.pages.fill(shown, self.days, self.things.titles, today)
        self.line.setVisible(self.view != LOAD and not (nothing and self.view != MONTH))
        self._tell()
        self._more_stale = True
        self._settle()

    def update_view(self, view: View) -> None:
        """Something happened: the log may have a new line."""
        self.now, self.zone = view.now, view.zone
        self.running = view.sitting.id if view.sitting is not None else ""
        if self.isVisible():
            self.refresh()

    def go(self, steps: int) -> None:
        """So many weeks or months on (negative: back); never past the present one."""
        ahead = months_on(self.first, steps) if self.view == MONTH else self.first + timedelta(weeks=steps)
        self.go_to(ahead)

    def go_to(self, first: date) -> None:
        """To the week or month that begins then; never past the present one."""
        self._first = None if first >= self.present() else first
        self.hand.forget()
        self.refresh()

    def go_today(self) -> None:
        """Back to the present."""
        self.go_to(self.present())

    def show_as(self, view: str, day: date | None = None) -> None:
        """ "chart", "table", "month" or "load"; `day` is to be in what is shown."""
        was_month = self.view == MONTH
        kept = day or self._stand_in(was_month=was_month)
        self.head.views.set_value(view)
        self.head.turn(month=view == MONTH)
        self.pages.show_as(view)
        first = first_of(kept) if view == MONTH else first_day(kept, first_weekday(self.locale()))
        self.go_to(first)

    def _stand_in(self, *, was_month: bool) -> date:
        """A day that stays in view when the view changes: today, where that is possible."""
        today = day_of(self.now, self.zone)
        count = day_count(self._first) if self._first and was_month else DAYS
        if self._first is None or 0 <= (today - self._first).days < count:
            return today
        return self._first if was_month else self._first + timedelta(days=DAYS // 2)

    # --- how it is made ----------------------------------------------------------------------------------

    def _beyond(self, months: int, day: date | None) -> None:
        first = months_on(self.first, months)
        if first <= self.present():
            self.go_to(first)
            self.pages.stand_on(day)

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.pages, 1)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.line)
        self.room = Room(self.theme, card, self.facts, self.things.trend)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        head.addWidget(self.head)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addLayout(head)
        whole.addWidget(self.room, 1)

    def _connect(self) -> None:
        self.head.moved.connect(self.go)
        self.head.today_wanted.connect(self.go_today)
        self.head.view_wanted.connect(self.show_as)
        self.pages.pointed.connect(self._tell)
        self.pages.opened.connect(lambda day: self.show_as(PICTURE, day))
        self.pages.beyond.connect(self._beyond)
        self.line.undone.connect(self.hand.undo)
        self.hand.removed.connect(self.removed)
        self.hand.added.connect(self.added)
        self.hand.brought_back.connect(self.brought_back)
        self.hand.export_wanted.connect(self.export_wanted)
        begin = StartNow(BREATHE_NOW[0], FIRST_SECONDS)
        self.empty.begun.connect(lambda: self.command.emit(begin))

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)
        # What lies below the picture is not waited for.
        QTimer.singleShot(_SOON, self, self.show_more)

    def show_more(self) -> None:
        """Makes what lies below the picture, unless it is there."""
        first = self.room.more is None
        self.room.make_more()
        self._settle()
        if first:
            self._tell()

    def _settle(self) -> None:
        below = self.view != LOAD and bool(self.week and self.week.sittings)
        self.room.settle(below=below, trend=self.view == MONTH, framed=self.view != LOAD)
        more = self.room.more
        if more is not None and below and self._more_stale and self.week is not None:
            self._more_stale = False
            more.tell(self.week, self.days, self.things.titles, self.things.situations)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LocaleChange and self.week is not None:
            self.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # --- what is pointed at ------------------------------------------------------------------------------

    def _tell(self) -> None:
        text, hint, shown = "", self.tr("Point at a mark, or use the arrow keys, to see more."), self.week
        sitting, day = self.pages.sitting, self.pages.day
        if self.view == MONTH:
            hint = self.tr("Point at a day, or use the arrow keys; Enter opens its week.")
            text = day_told(day, None, self.locale()) if day is not None else ""
        elif self.view == TABLE:
            hint = self.tr("Delete removes the chosen row.")
        elif sitting is not None:
            text = words.details(sitting, self.things.titles, self.locale())
        self.hand.look()
        undo = self.hand.removed_text
        self.line.tell(text or undo or hint, undo=bool(undo) and not text)
        # Every day in words is for who hears the picture; else it waits until the picture is there.
        if shown is not None and (text or self.room.more is not None or QAccessible.isActive()):
            self.pages.tell(text or told(shown, self.days, self.locale(), all_days=bool(self.days)))
