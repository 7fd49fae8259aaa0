"""One month whose every figure is worked out by hand: October 2026 in Berlin, with the night of 25 hours.

A row is one entry; a time before 04:00 belongs to the day before. What they come to is written beside them.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.practice import Situation
from burnbreak.core.span import Span, at_wall
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 10, 1)
"""A Thursday. Summer time ends in the night to Sunday the 25th: 03:00 is 02:00 once more."""
_EASE = {"lighter": Ease.LIGHTER, "same": Ease.SAME, "heavier": Ease.HEAVIER, "": None}


def local(month: int, day: int, wall: str, *, later: bool = False) -> datetime:
    """A moment of Berlin's clocks, in UTC; `later` is the second 02:30 of the long night."""
    return at_wall(date(2026, month, day), time.fromisoformat(wall), ZONE, later=later)


def sat(  # noqa: PLR0917
    name: str,
    began: datetime,
    practice: str,
    real: float,
    of: float,
    ease: str,
    how: str,
    situation: Situation | None = None,
) -> Entry:
    """A practice that was begun: offered, by hand ("ad-hoc"), added, waited for, or cut off by a reason."""
    by_hand = how in ("ad-hoc", "added")
    reason = Reason(how) if how in ("ended-for-session", "ended-by-user") else Reason.NONE
    return Entry(
        uuid=f"month-{name}",
        due=None if by_hand else began - timedelta(minutes=15 if how == "waited" else 0),
        recorded=began,
        outcome=Outcome.COMPLETED if real >= of else Outcome.PARTIAL,
        reason=reason,
        origin=Origin(how) if by_hand else Origin.OFFERED,
        offered=not by_hand,
        again_at=began if how == "waited" else None,
        started=began,
        practice=practice,
        planned_seconds=of,
        real_seconds=real,
        ease=_EASE[ease],
        situation=situation,
    )


def let_go(name: str, due: datetime, outcome: Outcome, reason: str = "", again: int | None = None) -> Entry:
    """An offer that became no practice; `again` is when it came, or comes, a second time (minutes later)."""
    again_at = None if again is None else due + timedelta(minutes=again)
    return Entry(
        uuid=f"month-{name}", due=due, recorded=due, outcome=outcome, reason=Reason(reason),
        offered=outcome is not Outcome.HELD and reason != "asleep", again_at=again_at, planned_seconds=180.0,
    )  # fmt: skip


MISSED, SKIPPED = Outcome.MISSED, Outcome.SKIPPED
BEFORE = sat("before", local(10, 1, "03:59"), "long-exhale", 180, 180, "lighter", "offered")
"""Still the 30th of September."""
AFTER = sat("after", local(11, 1, "04:00"), "long-exhale", 180, 180, "lighter", "offered")
"""Already the 1st of November."""
OCTOBER = (
    # Thursday the 1st: 180 + 300 = 480 s in 2 pauses; of 3 offers 2 taken, 1 declined.
    sat("a", local(10, 1, "09:50"), "long-exhale", 180, 180, "lighter", "offered"),
    sat("b", local(10, 1, "12:50"), "coherent", 300, 300, "same", "offered"),
    let_go("c", local(10, 1, "15:50"), SKIPPED),
    # Friday the 2nd: 97 + 240 (after midnight) = 337 s in 2; of 2 offers 1 taken, 1 unanswered.
    sat("d", local(10, 2, "10:50"), "long-exhale", 97, 180, "", "ended-for-session", Situation.ORDINARY),
    let_go("e", local(10, 2, "14:50"), MISSED, "unanswered"),
    sat("f", local(10, 3, "01:30"), "five-senses", 240, 240, "lighter", "ad-hoc", Situation.GOING_HOME),
    # Monday the 5th: 180 + 300 = 480 s in 2; of 3 offers 2 taken, 1 lost to the next session; 2 had waited.
    sat("g", local(10, 5, "09:50"), "long-exhale", 180, 180, "lighter", "offered"),
    sat("h", local(10, 5, "12:05"), "clear-the-room", 300, 300, "same", "waited"),
    let_go("i", local(10, 5, "13:50"), MISSED, "next-session", again=8),
    # Tuesday the 6th: 40 s of 180 are no pause; of 2 offers 1 taken, 1 unanswered.
    sat("j", local(10, 6, "09:50"), "long-exhale", 40, 180, "", "ended-by-user"),
    let_go("k", local(10, 6, "15:50"), MISSED, "unanswered"),
    # Wednesday the 7th: 180 s in 1; of 2 offers 1 taken, 1 spent away from the desk.
    sat("l", local(10, 7, "10:50"), "long-exhale", 180, 180, "lighter", "offered"),
    let_go("m", local(10, 7, "16:50"), Outcome.COMPLETED, "away"),
    # Friday the 9th: 20 s of 20 are a pause; 1 offer taken.
    sat("n", local(10, 9, "12:50"), "kind-hand", 20, 20, "lighter", "offered"),
    # Saturday the 10th: 600 s in 1, added by hand. Then a week away.
    sat("o", local(10, 10, "18:00"), "five-senses", 600, 600, "", "added"),
    # Monday the 19th: 300 s in 1; of 2 offers 1 taken, 1 slept through.
    sat("p", local(10, 19, "09:50"), "coherent", 300, 300, "lighter", "offered"),
    let_go("q", local(10, 19, "10:50"), MISSED, "asleep"),
    # Wednesday the 21st: 180 + 300 = 480 s in 2; of 3 offers 2 taken, 1 declined.
    sat("r", local(10, 21, "09:50"), "long-exhale", 180, 180, "heavier", "offered"),
    sat("s", local(10, 21, "12:50"), "coherent", 300, 300, "same", "offered"),
    let_go("t", local(10, 21, "15:50"), SKIPPED),
    # Saturday the 24th: half past two came twice, 60 + 60 = 120 s in 2.
    sat("u", local(10, 25, "02:30"), "cyclic-sigh", 60, 60, "lighter", "ad-hoc"),
    sat("v", local(10, 25, "02:30", later=True), "cyclic-sigh", 60, 60, "same", "ad-hoc"),
    # Sunday the 25th: at 04:00 sharp, 120 s in 1.
    sat("w", local(10, 25, "04:00"), "far-look", 120, 120, "", "ad-hoc"),
    # Tuesday the 27th: 300 s in 1; 1 offer taken.
    sat("x", local(10, 27, "09:50"), "coherent", 300, 300, "lighter", "offered"),
    # Wednesday the 28th: 150 s of 300 in 1; of 2 offers 1 taken, 1 lost to a call.
    sat("y", local(10, 28, "10:50"), "coherent", 150, 300, "", "ended-by-user", Situation.VIDEO_CALLS),
    let_go("z", local(10, 28, "13:50"), MISSED, "call"),
    # Friday the 30th: 180 s in 1; of 3 offers 1 taken, 1 postponed and 1 held, which still wait.
    sat("aa", local(10, 30, "09:50"), "long-exhale", 180, 180, "same", "offered"),
    let_go("bb", local(10, 30, "12:50"), Outcome.POSTPONED, again=30),
    let_go("cc", local(10, 30, "16:50"), Outcome.HELD, "do-not-disturb"),
    # Saturday the 31st: 300 s in 1, at 03:59 of the 1st of November.
    sat("dd", local(11, 1, "03:59"), "five-senses", 300, 300, "lighter", "ad-hoc"),
)
ENTRIES = (BEFORE, *OCTOBER, AFTER)
"""Everything in the log: 35 entries, 33 of them of October."""

PAUSES: Mapping[int, int] = {
    1: 2, 2: 2, 5: 2, 7: 1, 9: 1, 10: 1, 19: 1, 21: 2, 24: 2, 25: 1, 27: 1, 28: 1, 30: 1, 31: 1,
}  # fmt: skip
"""By day of the month, days without any left out: 14 days, 19 pauses."""
SECONDS: Mapping[int, int] = {
    1: 480, 2: 337, 5: 480, 7: 180, 9: 20, 10: 600, 19: 300, 21: 480, 24: 120, 25: 120, 27: 300,
    28: 150, 30: 180, 31: 300,
}  # fmt: skip
"""480 + 337 = 817, + 480 + 180 + 20 + 600 = 2097, + 300 + 480 + 120 + 120 = 3117, + 930 = 4047."""
TOTAL_PAUSES, TOTAL_SECONDS, DAYS_PAUSED = 19, 4047, 14
"""67 minutes and 27 seconds."""
SITTINGS = 20
"""The pauses and the one that was too short (j)."""

OFFERS = 24
"""14 taken, 2 declined, 1 rested, 5 missed, 1 postponed, 1 held."""
TAKEN, DECLINED, RESTED, POSTPONED, HELD, WAITED = 14, 2, 1, 1, 1, 2
"""Taken are a b d g h j l n p r s x y aa; h and i had waited."""
MISSED_WHY: Mapping[Reason, int] = {
    Reason.UNANSWERED: 2, Reason.NEXT_SESSION: 1, Reason.ASLEEP: 1, Reason.CALL: 1,
}  # fmt: skip

BY_PRACTICE: Mapping[str, tuple[int, int]] = {
    "coherent": (5, 1350),  # b 300, p 300, s 300, x 300, y 150
    "five-senses": (3, 1140),  # f 240, o 600, dd 300
    "long-exhale": (6, 997),  # a 180, d 97, g 180, l 180, r 180, aa 180; j is too short
    "clear-the-room": (1, 300),  # h
    "cyclic-sigh": (2, 120),  # u 60, v 60
    "far-look": (1, 120),  # w
    "kind-hand": (1, 20),  # n
}
"""Pauses and seconds, most first; equal ones by their id. Together 19 and 4047."""
SITUATIONS: Mapping[str, tuple[str, ...]] = {
    "coherent": ("ordinary",), "clear-the-room": ("ordinary",), "five-senses": ("after-heavy",),
    "long-exhale": ("before-hard",), "cyclic-sigh": ("little-time",),
    "kind-hand": ("not-enough", "little-time"), "far-look": ("video-calls", "little-time"),
}  # fmt: skip
"""What each practice suits, in this month; of d, f and y it is recorded what they were for."""
BY_SITUATION: Mapping[str, tuple[int, int]] = {
    "ordinary": (6, 1597),  # 1350 - 150 (y) + 300 + 97 (d, as it is recorded)
    "after-heavy": (2, 900),  # 1140 - 240 (f)
    "before-hard": (5, 900),  # 997 - 97 (d)
    "video-calls": (2, 270),  # 120 + 150 (y, as it is recorded)
    "little-time": (4, 260),  # 120 + 20 + 120
    "going-home": (1, 240),  # f, as it is recorded
    "not-enough": (1, 20),
}

LIGHTER, SAME, HEAVIER = 9, 5, 1
"""Lighter after a f g l n p u x dd, the same after b h s v aa, heavier after r."""
FELT: Mapping[str, tuple[int, int, int]] = {"long-exhale": (3, 1, 1)}
"""Five answers: a g l lighter, aa the same, r heavier. Coherent has four (b p s x): too few to tell."""
LONGEST = "month-o"
"""600 seconds, the longest of all."""

WEEKS: Mapping[date, tuple[int, int]] = {
    date(2026, 9, 28): (5, 997),  # 180 on the 30th of September, 480, 337
    date(2026, 10, 5): (5, 1280),  # 480 + 180 + 20 + 600
    date(2026, 10, 12): (0, 0),
    date(2026, 10, 19): (6, 1020),  # 300 + 480 + 120 + 120
    date(2026, 10, 26): (5, 1110),  # 300 + 150 + 180 + 300, and 180 on the 1st of November
}
"""Pauses and seconds of the weeks from Monday that October touches."""

WORK = WorkWeek(
    tuple(WorkPeriod(weekday=day, start=time(9), end=time(17)) for day in range(5)),
    tuple(ProtectedTime(weekday=day, start=time(12), end=time(13)) for day in range(5)),
)
"""Monday to Friday 9 to 17, 12 to 13 protected."""


def _booked(day: int, start: str, end: str, kind: BookedKind = BookedKind.SESSION) -> Booked:
    return Booked(Span(local(10, day, start), local(10, day, end)), kind)


BOOKED: Mapping[int, tuple[Booked, ...]] = {
    5: (
        _booked(5, "09:00", "09:50"),
        _booked(5, "10:00", "10:50"),
        _booked(5, "11:00", "11:50"),
        _booked(5, "13:00", "13:50"),
        _booked(5, "14:00", "15:00", BookedKind.OTHER),
    ),
    7: (_booked(7, "09:00", "10:30"), _booked(7, "10:35", "11:25")),
    21: (_booked(21, "09:00", "12:00"),),
}
"""By day of the month."""
BOOKED_MINUTES: Mapping[int, int] = {5: 260, 7: 140, 21: 180}
"""4 x 50 + 60; 90 + 50; 180. Together 580."""
LONGEST_RUN: Mapping[int, int] = {5: 60, 7: 145, 21: 180}
"""Minutes with no gap of 10: the longest single one; 09:00 to 11:25 over a gap of 5; three hours."""
