"""Check-ins beside the Coach: what may be asked now, what was answered, and what is remembered of asking."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Protocol

from burnbreak.core import check_times as times
from burnbreak.core.check_times import Asking, Moment, Topic
from burnbreak.core.checkin import Answer, CheckSet, as_values, read_answer, usable
from burnbreak.core.entry import Ease
from burnbreak.core.holds import HoldKind
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.review import asked_from
from burnbreak.core.span import day_of, day_span
from burnbreak.engine.asking_memory import as_json, asking_from
from burnbreak.engine.coach import Coach

KEY = "check-ins"
"""Under which the log keeps what is remembered of asking."""
REVIEW = "review"
"""Under which it keeps when the look back on the week was offered."""
LOOK_BACK = timedelta(days=40)
HISTORY = timedelta(days=400)
"""How far back a trend reaches: the 13 months that answers are kept, unless the user keeps them longer."""
ROOM = timedelta(minutes=3)
"""Until the next booked time, or nothing but the quiet word comes after a sitting."""
USUAL_SECONDS = 300.0
TWICE = 2


class Closing(StrEnum):
    """What the card after a sitting asks."""

    TAP = "tap"
    """Lighter, the same, heavier."""
    AFTER = "after"
    """The sliders that were there before it, too."""
    WEEKLY = "weekly"
    """Whether the weekly check-in suits now."""
    MONTHLY = "monthly"
    QUIET = "quiet"
    """Nothing; "it feels heavier" can be said all the same."""


class AnswerLog(Protocol):
    """What check-ins need of the log."""

    def keep(self, record: Record) -> None:
        """See Records."""
        ...

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """See Records."""
        ...

    def get_state(self, key: str) -> Any:
        """See Log."""
        ...

    def set_state(self, key: str, value: Mapping[str, Any] | list[Any] | str | None) -> None:
        """See Log."""
        ...


class CheckIns:
    """Asks the Coach for the moment each time; keeps nothing of its own."""

    def __init__(
        self, coach: Coach, log: AnswerLog, new_id: Callable[[], str], trouble: Callable[[str], None]
    ) -> None:
        """`trouble` gets a sentence where the disk refuses."""
        self._coach, self._log, self._new_id, self._trouble = coach, log, new_id, trouble

    # --- may something be asked --------------------------------------------------------------------------

    def waiting(self) -> Topic | None:
        """The weekly or monthly set that may be answered now; None while nothing should be asked."""
        view = self._coach.view()
        if self._coach.settings.data.leave_no_trace:
            return None
        if view.sitting is not None or any(hold.kind is not HoldKind.PAUSED for hold in view.holds):
            return None
        return times.due(self._moment(), self._asking())

    def closing(self) -> Closing:
        """What the card after the sitting that has just ended asks; it counts as asked from now on."""
        view = self._coach.view()
        # What cannot be kept is not asked.
        if view.closing is None or self._coach.settings.data.leave_no_trace:
            return Closing.QUIET
        at, asking = self._moment(), self._asking()
        asking = replace(asking, sat=asking.sat + 1)
        found, asking = self._choose(at, asking, view.closing)
        self._remember(asking)
        return found

    def _choose(self, at: Moment, asking: Asking, sitting: str) -> tuple[Closing, Asking]:
        of = [answer.set for answer in at.answers if answer.sitting == sitting]
        if CheckSet.BEFORE in of and CheckSet.AFTER not in of:
            return Closing.AFTER, asking
        topic = None if self._looks_back() else times.due(at, asking)
        if topic is not None and not times.put_before(at, asking, topic) and self._room(ROOM):
            return Closing(topic), asking.put(topic, at.now)
        if times.asks_tap(at, asking):
            return Closing.TAP, replace(asking.put(Topic.SITTING, at.now), sat=0)
        return Closing.QUIET, asking

    def asked_today(self) -> bool:
        """Whether anything was asked or answered on this day."""
        at = self._moment()
        today = day_of(at.now, at.zone)
        moments = [*(asked.at for _, asked in self._asking().asked), *(a.moment for a in at.answers)]
        return any(day_of(moment, at.zone) == today for moment in moments)

    def _looks_back(self) -> bool:
        """Whether the look back on the week was offered on this day: one thing a day is enough."""
        view = self._coach.view()
        return asked_from(self._log.get_state(REVIEW)).on == day_of(view.now, view.zone)

    def before(self, seconds: float) -> bool:
        """Whether the sliders may come before a sitting of so many seconds (0: its usual length)."""
        settings = self._coach.settings
        if not settings.check_ins.affect or settings.data.leave_no_trace or self._coach.run is not None:
            return False
        length = timedelta(seconds=seconds or USUAL_SECONDS)
        at, asking = self._moment(), self._asking()
        if not (self._room(length + ROOM) and times.asks_affect(at, asking)):
            return False
        self._remember(asking.put(Topic.AFFECT, at.now))
        return True

    def _room(self, needed: timedelta) -> bool:
        now = self._coach.view().now
        return not any(b.span.start < now + needed and now < b.span.end for b in self._coach.booked())

    @property
    def keeps(self) -> bool:
        """Whether an answer is kept."""
        return not self._coach.settings.data.leave_no_trace

    # --- what was said -----------------------------------------------------------------------------------

    def opened(self, topic: Topic) -> None:
        """The window of a set is on the screen."""
        at, asking = self._moment(), self._asking()
        seen = times.put_before(at, asking, topic)
        self._remember(asking.again(topic, at.now) if seen else asking.put(topic, at.now))

    def keep(self, check: CheckSet, values: Mapping[str, int], sitting: str = "") -> None:
        """Keep an answer. Nothing answered: nothing kept."""
        now, found = self._coach.view().now, usable(check, values)
        if not found:
            return
        answer = Answer(uuid=self._new_id(), set=check, moment=now, values=found, sitting=sitting)
        try:
            self._log.keep(
                Record(uuid=answer.uuid, kind=RecordKind.CHECK_IN, moment=now, values=as_values(answer))
            )
        except OSError as fault:
            # It waits in memory for a disk that takes it: answered it is all the same.
            self._trouble(str(fault))
        self._remember(self._asking().answered(_TOPICS[check], now))

    def decline(self, topic: Topic) -> None:
        """Not this time."""
        self._remember(self._asking().declined(topic, self._coach.view().now))

    def tapped(self, ease: Ease) -> bool:
        """The tap after a sitting was given; tells whether "heavier" was said twice today."""
        view, asking = self._coach.view(), self._asking()
        asked = asking.of(Topic.SITTING)
        if asked is not None and asked.skips:
            self._remember(asking.answered(Topic.SITTING, asked.at))
        if ease is not Ease.HEAVIER:
            return False
        day = day_span(day_of(view.now, view.zone), view.zone)
        today = self._coach.entries(day.start, day.end)
        return sum(entry.ease is Ease.HEAVIER for entry in today) >= TWICE

    # --- what is told ------------------------------------------------------------------------------------

    def resting_until(self, topic: Topic) -> datetime | None:
        """Until when a topic keeps quiet after two skips; None where it does not."""
        return times.resting_until(self._asking(), topic, self._coach.view().now)

    def wake(self, topic: Topic) -> None:
        """Ask again from now on."""
        self._remember(self._asking().awake(topic))

    def answers(self) -> tuple[Answer, ...]:
        """All answers of the last 13 months, in order."""
        return self._answers(HISTORY)

    def pauses(self, stretch: Callable[[date], date]) -> dict[date, int]:
        """The pauses of each week of the last 13 months, by the first day that `stretch` tells.

        The week that still runs, and weeks before the first pause, are not known.
        """
        view = self._coach.view()
        sat = [e for e in self._coach.entries(view.now - HISTORY, view.now) if e.sat]
        counts = Counter(stretch(day_of(entry.moment, view.zone)) for entry in sat)
        this, week = stretch(day_of(view.now, view.zone)), min(counts, default=None)
        found: dict[date, int] = {}
        while week is not None and week < this:
            found[week] = counts[week]
            week = stretch(week + timedelta(days=7))
        return found

    @property
    def zone(self) -> tzinfo:
        """Where the user lives now."""
        return self._coach.view().zone

    # --- how it is done ----------------------------------------------------------------------------------

    def _moment(self) -> Moment:
        view = self._coach.view()
        return Moment(
            now=view.now,
            zone=view.zone,
            settings=self._coach.settings.check_ins,
            week=self._coach.settings.week,
            booked=self._coach.booked(),
            answers=self._answers(LOOK_BACK),
        )

    def _answers(self, back: timedelta) -> tuple[Answer, ...]:
        now = self._coach.view().now
        records = self._log.records(RecordKind.CHECK_IN, now - back, now + timedelta(days=1))
        read = (read_answer(r.uuid, r.moment, r.values) for r in records)
        return tuple(answer for answer in read if answer is not None)

    def _asking(self) -> Asking:
        asking = asking_from(self._log.get_state(KEY))
        if asking.since is None:
            asking = replace(asking, since=self._coach.view().now)
            self._remember(asking)
        return asking

    def _remember(self, asking: Asking) -> None:
        try:
            self._log.set_state(KEY, as_json(asking))
        except OSError as fault:
            self._trouble(str(fault))


_TOPICS = {check: topic for topic, sets in times.SETS.items() for check in sets}
