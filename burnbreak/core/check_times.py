"""When something is asked: one thing a day at most, in a calm place, and quiet after two skips in a row."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.checkin import Answer, CheckSet
from burnbreak.core.settings import AfterSitting, CheckIns
from burnbreak.core.span import Span, at_wall, day_of, day_span
from burnbreak.core.workweek import WorkWeek

SKIPS = 2
QUIET_FOR = timedelta(days=28)
ONE_IN = 3
"""The tap after a sitting is asked for in one sitting of so many."""
WITHOUT_WORK = time(16)
"""When a working day without hours of its own begins to end."""
LAST_HOUR = timedelta(hours=1)


class Topic(StrEnum):
    """What is switched on and off, skipped and answered as one."""

    SITTING = "sitting"
    """The tap after a sitting."""
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    AFFECT = "affect"


SETS = {
    Topic.WEEKLY: (CheckSet.WEEKLY,),
    Topic.MONTHLY: (CheckSet.MONTHLY,),
    Topic.AFFECT: (CheckSet.BEFORE, CheckSet.AFTER),
}


_SETTLED = {Topic.WEEKLY: timedelta(days=3), Topic.MONTHLY: timedelta(days=14)}
"""Nobody is asked about a week in the first days, or about burnout in the first two weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """When a topic was last put to the user, and how many in a row stayed open, this one included."""

    at: datetime
    skips: int = 0
    declined: bool = False
    """The user said: not this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is remembered of asking."""

    asked: tuple[tuple[Topic, Asked], ...] = ()
    sat: int = 0
    """Sittings that ended since the tap was last asked for."""
    since: datetime | None = None
    """When check-ins were first thought of."""

    def of(self, topic: Topic) -> Asked | None:
        """When it was last put to the user."""
        return dict(self.asked).get(topic)

    def put(self, topic: Topic, now: datetime) -> "Asking":
        """It is put to the user now, for the first time on this occasion."""
        before = self.of(topic)
        # After a rest the user gets two chances again.
        rested = before is not None and before.skips >= SKIPS and now >= before.at + QUIET_FOR
        skips = 1 if before is None or rested else before.skips + 1
        return self._with(topic, Asked(at=now, skips=skips))

    def again(self, topic: Topic, now: datetime) -> "Asking":
        """It is put to the user once more for the same occasion."""
        before = self.of(topic)
        return self.put(topic, now) if before is None else self._with(topic, replace(before, at=now))

    def answered(self, topic: Topic, now: datetime) -> "Asking":
        """It was answered."""
        return self._with(topic, Asked(at=now))

    def declined(self, topic: Topic, now: datetime) -> "Asking":
        """Not this time, said the user."""
        before = self.of(topic) or Asked(at=now, skips=1)
        return self._with(topic, replace(before, at=now, declined=True))

    def awake(self, topic: Topic) -> "Asking":
        """The user wants to be asked again."""
        return replace(self, asked=tuple((q, a) for q, a in self.asked if q is not topic))

    def _with(self, topic: Topic, asked: Asked) -> "Asking":
        return replace(self, asked=tuple({**dict(self.asked), topic: asked}.items()))


def resting_until(asking: Asking, topic: Topic, now: datetime) -> datetime | None:
    """Until when it keeps quiet, because it was skipped twice in a row; None where it does not."""
    asked = asking.of(topic)
    if asked is None or asked.skips < SKIPS or now >= asked.at + QUIET_FOR:
        return None
    return asked.at + QUIET_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The facts that the rules look at."""

    now: datetime
    zone: tzinfo
    settings: CheckIns
    week: WorkWeek
    booked: tuple[Booked, ...] = ()
    """From yesterday on, at least."""
    answers: tuple[Answer, ...] = ()
    """Those of the last 40 days, at least."""


def last_workday(week: WorkWeek) -> tuple[int, int]:
    """The weekday (0 is Monday) that ends the working week, and how many days later the next one begins.

    It is the one before the longest stretch of free days; Friday where no hours are set.
    """
    worked = sorted({period.weekday for period in week.periods}) or list(range(5))
    after = [*worked[1:], worked[0]]
    gaps = [((later - day - 1) % 7 + 1, day) for day, later in zip(worked, after, strict=True)]
    gap, day = max(gaps)
    return day, gap


def week_window(at: Moment) -> Span | None:
    """The end of the working week, if this moment lies in it: from the last gap of its last day on.

    It ends where the day of the next work begins.
    """
    found = _week_end(at)
    return found if found is not None and at.now in found else None


def _week_end(at: Moment) -> Span | None:
    """The end of the week in whose last day, or the free days after it, this moment lies."""
    day, gap = _last_day(at), last_workday(at.week)[1]
    if day_of(at.now, at.zone) >= day + timedelta(days=gap):
        return None
    ends = day_span(day + timedelta(days=gap), at.zone).start
    return Span(min(_last_gap(at, day), ends), ends)


def _last_day(at: Moment) -> date:
    """The latest day that ended a working week, or does today."""
    today = day_of(at.now, at.zone)
    return today - timedelta(days=(today.weekday() - last_workday(at.week)[0]) % 7)


def _last_gap(at: Moment, day: date) -> datetime:
    """When the last session of a day is over; without sessions, an hour before work ends."""
    span = day_span(day, at.zone)
    sessions = [b.span.end for b in at.booked if b.kind is BookedKind.SESSION and b.span.start in span]
    if sessions:
        return max(sessions)
    periods = at.week.starting_on(day, at.zone)
    return periods[-1].end - LAST_HOUR if periods else at_wall(day, WITHOUT_WORK, at.zone)


def due(at: Moment, asking: Asking) -> Topic | None:
    """The weekly or monthly set that may be answered now; one a day, the weekly first."""
    for topic in (Topic.WEEKLY, Topic.MONTHLY):
        occasion = _occasion(at, asking, topic)
        if occasion is not None and _open(at, asking, topic, occasion) and not _busy(at, asking, topic):
            return None if topic is Topic.WEEKLY and week_window(at) is None else topic
    return None


def asks_affect(at: Moment, asking: Asking) -> bool:
    """Whether the sliders may come before the sitting that begins now: once a day at most."""
    topic = Topic.AFFECT
    if not at.settings.affect or resting_until(asking, topic, at.now) is not None:
        return False
    return not (_today(at, asking.of(topic)) or _kept(at, asking) or _busy(at, asking, topic))


def asks_tap(at: Moment, asking: Asking) -> bool:
    """Whether the sitting that has just ended asks for the tap; `asking.sat` counts it already."""
    topic, wish = Topic.SITTING, at.settings.after_sitting
    if wish is AfterSitting.NEVER or resting_until(asking, topic, at.now) is not None:
        return False
    if wish is AfterSitting.EACH:
        return True
    if asking.sat < ONE_IN or _today(at, asking.of(topic)):
        return False
    return not (_kept(at, asking) or _busy(at, asking, topic))


def put_before(at: Moment, asking: Asking, topic: Topic) -> bool:
    """Whether a weekly or monthly set was already put to the user on the present occasion."""
    asked, occasion = asking.of(topic), _occasion(at, asking, topic)
    return asked is not None and occasion is not None and asked.at in occasion


def _kept(at: Moment, asking: Asking) -> bool:
    """Whether the day is kept for a weekly or monthly set that nobody was asked yet."""
    for topic in (Topic.WEEKLY, Topic.MONTHLY):
        occasion = _occasion(at, asking, topic)
        if occasion is None or put_before(at, asking, topic):
            continue
        if _open(at, asking, topic, occasion):
            return True
    return False


def _occasion(at: Moment, asking: Asking, topic: Topic) -> Span | None:
    """The stretch in which a set is asked once, if this moment lies in one: whole days."""
    wanted = at.settings.weekly if topic is Topic.WEEKLY else at.settings.monthly
    settled = _SETTLED[topic]
    if not wanted or asking.since is None or at.now < asking.since + settled:
        return None
    if topic is Topic.WEEKLY:
        end = _week_end(at)
        return None if end is None else Span(day_span(_last_day(at), at.zone).start, end.end)
    first = day_of(at.now, at.zone).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Span(day_span(first, at.zone).start, day_span(after, at.zone).start)


def _open(at: Moment, asking: Asking, topic: Topic, occasion: Span) -> bool:
    """Whether it is neither answered nor declined on this occasion, and does not rest.

    The occasion of the second skip stays open to its end.
    """
    if any(a.set in SETS[topic] and a.moment in occasion for a in at.answers):
        return False
    asked = asking.of(topic)
    if asked is not None and asked.at in occasion:
        return not asked.declined
    return resting_until(asking, topic, at.now) is None


def _busy(at: Moment, asking: Asking, topic: Topic) -> bool:
    """Whether something else was asked or answered on this day."""
    # Who wishes to be asked after each sitting has wished for more than one topic a day.
    often = at.settings.after_sitting is AfterSitting.EACH
    others = [a for q, a in asking.asked if q is not topic and not (often and q is Topic.SITTING)]
    if any(_today(at, asked) for asked in others):
        return True
    mine, today = SETS.get(topic, ()), day_of(at.now, at.zone)
    return any(a.set not in mine and day_of(a.moment, at.zone) == today for a in at.answers)


def _today(at: Moment, asked: Asked | None) -> bool:
    return asked is not None and day_of(asked.at, at.zone) == day_of(at.now, at.zone)
