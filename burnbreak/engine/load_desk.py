"""The load of the running app: keeps each day as it was booked, and tells the figures of any week.

A day is kept as it changes and again as it ends; its figures go into the record of its week at the same time,
so that they are there when the times themselves are let go.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Protocol, runtime_checkable

from burnbreak.core import review as looking_back
from burnbreak.core.booked import Booked
from burnbreak.core.booked_day import BookedDay, booked_day, day_from, day_values
from burnbreak.core.entry import Entry
from burnbreak.core.load import DayLoad, WeekLoad, day_load, week_load
from burnbreak.core.load_record import days_from, monday, week_values
from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.core.review import Asked, Choice, Review
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span, at_wall, day_of, day_span
from burnbreak.core.week import summarise, week_span
from burnbreak.engine.check_ins import REVIEW
from burnbreak.engine.ports import BookedSource, Clock
from burnbreak.engine.view import View

NOON = time(12)
HELD = 31
"""Days back in which days as they were booked may still be there."""
CAUGHT_UP = 7
"""So many days back a calendar still tells of, also of days on which the app did not run."""


@runtime_checkable
class Keeper(Protocol):
    """What the desk needs of the log."""

    def keep(self, record: Record) -> None:
        """Keep this record, in place of an earlier one of the same uuid."""
        ...

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """The records of a kind whose moment lies in [start, end), in order; never raises."""
        ...

    def get_state(self, key: str) -> Any:
        """See Log."""
        ...

    def set_state(self, key: str, value: Mapping[str, Any] | list[Any] | str | None) -> None:
        """See Log."""
        ...


class LoadDesk:
    """Everything happens on one thread."""

    def __init__(
        self,
        keeper: Keeper,
        clock: Clock,
        *,
        settings: Callable[[], Settings],
        booked: Callable[[], tuple[Booked, ...]] | None,
        calendars: BookedSource,
        trouble: Callable[[str], None],
    ) -> None:
        """`booked` tells all that is booked from yesterday until a week from now, as the Coach does.

        Without it the desk only tells what was kept, and must not be asked to `look`.
        """
        self._keeper, self._clock, self._settings = keeper, clock, settings
        self._booked, self._calendars, self._trouble = booked, calendars, trouble
        self._today: date | None = None
        self._last: dict[str, Any] | None = None
        self._past: tuple[Booked, ...] = ()

    # --- keeping -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Time has passed or something was booked: keep what is new. Cheap where nothing is."""
        try:
            self._look()
        except OSError as fault:
            self._trouble(str(fault))

    def _look(self) -> None:
        today, zone = self._now()
        if today != self._today:
            self._today, self._past = today, ()
            self._last = self._values_of(today)
            self._sum_up(self._days_kept(today - timedelta(days=HELD), today))
        self._catch_up(today, zone)
        booked = self._booked() if self._booked is not None else ()
        day = booked_day(today, zone, booked, self._settings().week)
        values = day_values(day)
        if values == self._last or not (day.booked or self._last):
            return
        self._last = values
        self._keep(day, values)

    def _values_of(self, day: date) -> dict[str, Any] | None:
        found = self._records(RecordKind.BOOKED_DAY, day, day + timedelta(days=1))
        return dict(found[-1].values) if found else None

    def _catch_up(self, today: date, zone: tzinfo) -> None:
        """Days on which the app did not run, as the calendars still tell them; what is kept stays so."""
        first = today - timedelta(days=CAUGHT_UP)
        past = Span(day_span(first, zone).start, day_span(today, zone).start)
        told = self._calendars.between(past.start, past.end)
        if told == self._past:
            return
        self._past = told
        there = {d.date for d in self._days_kept(first, today)}
        for back in range(CAUGHT_UP, 0, -1):
            date = today - timedelta(days=back)
            day = booked_day(date, zone, told, self._settings().week)
            if day.booked and date not in there:
                self._keep(day, day_values(day))

    def _keep(self, day: BookedDay, values: Mapping[str, Any]) -> None:
        self._write(RecordKind.BOOKED_DAY, day.date, values)
        # A day that was erased is not kept again, and must not come back as figures either.
        if self._values_of(day.date) is not None:
            self._sum_up([day])

    def _sum_up(self, days: Iterable[BookedDay]) -> None:
        """Put the figures of these days into the records of their weeks."""
        weeks: dict[date, list[DayLoad]] = {}
        for day in days:
            weeks.setdefault(monday(day.date), []).append(day_load(day, self._settings().load))
        for week, loads in weeks.items():
            found = self._records(RecordKind.LOAD_WEEK, week, week + timedelta(days=1))
            known = {d.date: d for r in found for d in days_from(r.values)}
            merged = {**known, **{load.date: load for load in loads}}
            if merged != known:
                values = week_values(week, (merged[d] for d in sorted(merged)))
                self._write(RecordKind.LOAD_WEEK, week, values)

    def _write(self, kind: RecordKind, day: date, values: Mapping[str, Any]) -> None:
        moment = at_wall(day, NOON, self._clock.zone())
        self._keeper.keep(Record(uuid=dated_uuid(kind, day), kind=kind, moment=moment, values=values))

    # --- telling -----------------------------------------------------------------------------------------

    def days(self, first: date, count: int = 7) -> tuple[BookedDay, ...]:
        """The days of which times are known, in order; from today on as they are booked now."""
        today, zone = self._now()
        end = first + timedelta(days=count)
        known = {d.date: d for d in self._days_kept(first, end)}
        if end > today and self._booked is not None:
            booked, week = self._booked(), self._settings().week
            for n in range(count):
                date = first + timedelta(days=n)
                if date >= today:
                    known[date] = booked_day(date, zone, booked, week)
        return tuple(known[d] for d in sorted(known))

    def kept(self, first: date, last: date) -> dict[date, BookedDay]:
        """What was kept of the days from the first to the last."""
        return {d.date: d for d in self._days_kept(first, last + timedelta(days=1))}

    def week(self, first: date) -> WeekLoad:
        """The week from `first` on: from its times where they are known, else from what was kept of it."""
        return self.weeks(first, 1)[0]

    def finished(self, first: date) -> date:
        """The week from `first` on once its work is done, else the one before, if anything is known of it."""
        today, _ = self._now()
        ahead = (first + timedelta(days=n) for n in range(7))
        before = first - timedelta(weeks=1)
        working = any(self._settings().week.hours_on(day) for day in ahead if day > today)
        return before if working and self.week(before).booked else first

    def weeks(self, first: date, count: int) -> tuple[WeekLoad, ...]:
        """So many weeks from `first` on."""
        limits = self._settings().load
        loads = {d.date: d for d in self._summed(first, first + timedelta(weeks=count))}
        loads |= {d.date: day_load(d, limits) for d in self.days(first, 7 * count)}
        starts = (first + timedelta(weeks=n) for n in range(count))
        return tuple(week_load(start, loads.values(), limits) for start in starts)

    def pauses(
        self, first: date, count: int, entries: Callable[[datetime, datetime], tuple[Entry, ...]]
    ) -> tuple[tuple[int, int], ...]:
        """Pauses taken and offered, a pair for each of so many weeks from `first` on."""
        zone = self._clock.zone()
        found = []
        for number in range(count):
            start = first + timedelta(weeks=number)
            span = week_span(start, zone)
            offers = summarise(entries(span.start, span.end), start, zone).offers
            open_ = offers.postponed + offers.held + offers.declined + sum(offers.missed.values())
            found.append((offers.taken, offers.taken + open_))
        return tuple(found)

    def _summed(self, first: date, end: date) -> tuple[DayLoad, ...]:
        found = self._records(RecordKind.LOAD_WEEK, monday(first), end)
        return tuple(d for r in found for d in days_from(r.values) if first <= d.date < end)

    def _days_kept(self, first: date, end: date) -> tuple[BookedDay, ...]:
        zone = self._clock.zone()
        found = (day_from(r.values, zone) for r in self._records(RecordKind.BOOKED_DAY, first, end))
        return tuple(d for d in found if d is not None and first <= d.date < end)

    def _records(self, kind: RecordKind, first: date, end: date) -> tuple[Record, ...]:
        """Those of a stretch of dates; a day more at both ends, for who has travelled."""
        zone, one = self._clock.zone(), timedelta(days=1)
        found = self._keeper.records(kind, at_wall(first - one, NOON, zone), at_wall(end + one, NOON, zone))
        key = "week" if kind is RecordKind.LOAD_WEEK else "day"
        span = (first.isoformat(), end.isoformat())
        return tuple(r for r in found if span[0] <= str(r.values.get(key, "")) < span[1])

    def _now(self) -> tuple[date, tzinfo]:
        zone = self._clock.zone()
        return day_of(self._clock.now(), zone), zone

    # --- looking back ------------------------------------------------------------------------------------

    def review(self, first: date) -> Review | None:
        """The look back on the week from `first` on; None where nothing is known of it."""
        before = self.choice(first - timedelta(days=7))
        return looking_back.review(self.week(first), self._settings().load, before)

    def choice(self, first: date) -> Choice | None:
        """What was chosen when looking back on the week from `first` on."""
        span = [at_wall(first + timedelta(days=n), NOON, self._clock.zone()) for n in (-1, 60)]
        name = dated_uuid(RecordKind.REVIEW, monday(first))
        for record in self._keeper.records(RecordKind.REVIEW, span[0], span[1]):
            if record.uuid == name:
                return looking_back.choice_from(record.values)
        return None

    def choose(self, shown: Review, choice: Choice) -> None:
        """Keep a choice, in place of an earlier one for the same week."""
        record = Record(
            uuid=dated_uuid(RecordKind.REVIEW, monday(shown.week.first)),
            kind=RecordKind.REVIEW,
            moment=at_wall(shown.week.first, NOON, self._clock.zone()),
            values=looking_back.review_values(shown, choice),
        )
        try:
            self._keeper.keep(record)
        except OSError as fault:
            self._trouble(str(fault))

    def may_offer(self, view: View, *, asked_today: bool) -> bool:
        """Whether the look back may be offered at this moment; `asked_today` is whether anything else was."""
        settings = self._settings()
        busy = view.holds or view.offer or view.sitting or view.closing or view.question or view.pause
        if not settings.load.review or asked_today or busy or view.session_until is not None:
            return False
        today, _ = self._now()
        # The cheap question first: on most days nothing more is looked up.
        if not looking_back.last_workday(settings.week, today):
            return False
        (day,) = self.days(today, 1)
        if not looking_back.may_offer(day, self._clock.now(), settings.week, self._asked()):
            return False
        return bool(self.week(monday(today)).booked)

    def offered(self) -> None:
        """It is on the screen: not again this week, and counted as skipped until it is taken up."""
        self._remember(self._asked().offered(self._now()[0]))

    def taken(self) -> None:
        """The user looks back, by the offer or without one."""
        self._remember(self._asked().taken())

    def _asked(self) -> Asked:
        return looking_back.asked_from(self._keeper.get_state(REVIEW))

    def _remember(self, asked: Asked) -> None:
        try:
            self._keeper.set_state(REVIEW, asked.as_json())
        except OSError as fault:
            self._trouble(str(fault))

    def today(self) -> tuple[datetime, date, tzinfo]:
        """The moment, its day and the zone, for what is shown."""
        day, zone = self._now()
        return self._clock.now(), day, zone
