"""How long nothing can change by time alone, so that a minute at rest costs next to nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from burnbreak.core import flow, review
from burnbreak.core.dues import dues
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import BEFORE_SESSION, HARD_END, OVERRUN, SHORTEST, gap_at, next_booked
from burnbreak.core.offers import STARTS_UP
from burnbreak.core.plan import Plan, Why
from burnbreak.core.returning import just_ended
from burnbreak.core.span import at_wall, day_of, day_span
from burnbreak.core.state import Offer, State
from burnbreak.core.waiting import open_entry
from burnbreak.engine import picture
from burnbreak.engine.agenda import BACK

AT_MOST = timedelta(minutes=15)
"""After so long everything is looked at in any case."""
NEAR = timedelta(days=6)
"""What is planned within these days does not depend on how far ahead the agenda is known."""


@dataclass(frozen=True, slots=True)
class Calm:
    """From `since` until before `until` (UTC), as long as the user stays in the zone."""

    since: datetime
    until: datetime
    zone: tzinfo

    def lasts(self, now: datetime, zone: tzinfo) -> bool:
        """Whether a look at this moment would find nothing new."""
        return self.since <= now < self.until and zone == self.zone


def calm(state: State, facts: Facts) -> Calm | None:
    """The calm that begins now, unless something is told; None where every minute has to be looked at."""
    now, plan = facts.now, flow.current_plan(state, facts)
    fits = now + AT_MOST if state.offer is None else _fits_until(state.offer, facts)
    if _wants_looks(state, facts) or not _stands(plan, now) or fits <= now:
        return None
    ahead = [now + AT_MOST, fits, *(m for m in _moments(state, facts, plan) if m > now)]
    return Calm(now, min(ahead), facts.zone)


def _wants_looks(state: State, facts: Facts) -> bool:
    """Whether it depends on more than moments what the next look finds."""
    quiet = facts.settings.quiet
    return (
        state.sitting is not None
        or (state.offer is not None and not state.offer.badge)
        or open_entry(facts) is not None
        # These two go by how long nobody has touched the computer.
        or quiet.natural_rest
        or (quiet.wait_for_return and just_ended(facts.now, facts.sessions) is not None)
        # A clock that was set back has left entries ahead, which begin to count as it goes on.
        or any(max(e.moment, e.recorded, e.due or e.moment) > facts.now for e in facts.entries)
    )


def _stands(plan: Plan, now: datetime) -> bool:
    """Whether what lies at the far end of what is known has no say in the plan."""
    if plan.at is None:
        return plan.why in (Why.OFF, Why.NO_PERIODS)
    return plan.at - now < NEAR


def _fits_until(offer: Offer, facts: Facts) -> datetime:
    """Until when there is room for all that is on offer, and the time before what comes next is no matter."""
    gap, booked = gap_at(facts, facts.now), next_booked(facts, facts.now)
    if gap is None:
        return facts.now
    reserve = timedelta(minutes=facts.settings.breaks.reserve_minutes)
    end = gap.span.end - max(BEFORE_SESSION, HARD_END, reserve) - SHORTEST
    if booked is None:
        return end
    return min(end, booked - HARD_END - STARTS_UP - timedelta(seconds=offer.entry.planned_seconds))


def _moments(state: State, facts: Facts, plan: Plan) -> Iterator[datetime]:
    """All at which something may change, ahead or past, as far as the longest calm reaches."""
    now, zone, week = facts.now, facts.zone, facts.settings.week
    end = now + AT_MOST
    if (wake := flow.wake_at(state, facts)) is not None:
        yield wake
    yield from picture.turns(facts, plan)
    # Each that passes without an offer may be the day's last, and then the plan is told otherwise.
    yield from (due.at for due in dues(facts, now, end))
    for period in week.between(now - OVERRUN, end + review.LAST, zone):
        # At its start what is asked, at both and before its end whether to look back.
        yield from (period.start, period.start + OVERRUN, period.end - review.LAST, period.end)
    for protected, _ in week.protected_between(now - OVERRUN, end, zone):
        yield from (protected.start, protected.end, protected.end + OVERRUN)
    for booked in facts.booked:
        yield booked.span.end + review.AFTER_SESSION
        # Then it is no longer known.
        yield booked.span.end + BACK
    # How a day is called depends on the date, what counts for it on the day of the log.
    yield at_wall(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)
    yield day_span(day_of(now, zone), zone).end
