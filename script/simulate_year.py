"""Lives a therapist's year with burnbreak, with and without its waiting, and with an hourly reminder.

    script/simulate_year.py [--days 220] [--seed 1] [--write]

The year is made by chance from a seed: five to eight booked hours a day, most of 50 minutes, a lunch, a
meeting a week, cancellations, sessions that run over, three days in ten from home by video. burnbreak reads
it as a calendar in iCalendar form through its own filter and plans with its own Coach; the user takes what is
offered. The reminder counts 60 minutes of use and starts anew after five idle minutes, in which nobody
touches the keyboard: in the room with someone, that is all the time. burnbreak sees the call by video, and
in the room that nobody has touched the computer since. --write: the table goes to docs/year.md.
"""

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from burnbreak.calendars.reader import read
from burnbreak.core.booked import Booked
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.events import StartOffered
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Breaks, Quiet, Settings
from burnbreak.core.span import Span, at_wall
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek
from burnbreak.engine import commands
from burnbreak.storage.practice_files import load_practices
from tests.fakes import Day

CALL_ENTERS, CALL_LEAVES = timedelta(seconds=5), timedelta(seconds=15)
BACK_AT_THE_DESK = timedelta(seconds=30)
"""From the door to the first movement of the pointer."""
ZONE = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
FITTING = 3 * MINUTE
"""A gap from so long on is worth a pause."""
WEEK = WorkWeek(
    tuple(WorkPeriod(weekday=day, start=time(8, 30), end=time(18)) for day in range(5)),
    tuple(ProtectedTime(weekday=day, start=time(13), end=time(13, 30)) for day in range(5)),
)
CALENDAR = CalendarSetting(id="a", name="Work", kind=CalendarKind.FILE)


@dataclass(frozen=True)
class Session:
    """One hour as it was booked, and when it really ended."""

    booked: Span
    ended: datetime
    told: bool
    """Whether the therapist said "still with someone" while it ran over."""


@dataclass(frozen=True)
class WorkDay:
    """One day of the year."""

    day: date
    remote: bool
    sessions: tuple[Session, ...]
    meetings: tuple[Span, ...]


def year(days: int, seed: int) -> list[WorkDay]:
    """So many working days from the first of January 2026 on."""
    dice, found, day = random.Random(seed), [], date(2026, 1, 5)
    while len(found) < days:
        if day.weekday() < 5 and dice.random() > 0.1:
            found.append(work_day(dice, day))
        day += timedelta(days=1)
    return found


def work_day(dice: random.Random, day: date) -> WorkDay:
    """Five to eight hours booked: most on the hour, some close together, one in twelve cancelled before."""
    sessions: list[Session] = []
    at = time(9) if dice.random() < 0.8 else time(8, 30)
    moment, count = at_wall(day, at, ZONE), dice.randint(5, 8)
    lunch = Span(at_wall(day, time(13), ZONE), at_wall(day, time(13, 30), ZONE))
    while len(sessions) < count and moment.astimezone(ZONE).time() < time(17):
        length = dice.choice([50, 50, 50, 50, 45, 60, 80]) * MINUTE
        span = Span(moment, moment + length)
        if span.overlaps(lunch):
            moment = lunch.end
            continue
        if dice.random() > 0.08:
            late = dice.choice([0, 0, 0, 0, 1, 1, 2, 3, 5, 8]) * MINUTE
            sessions.append(Session(span, span.end + late, told=late >= 2 * MINUTE and dice.random() < 0.5))
        moment = span.end + (dice.choice([0, 5, 10, 10, 10, 10, 15, 25, 40]) * MINUTE)
    meetings = ()
    if day.weekday() == 2 and moment.astimezone(ZONE).time() <= time(17):
        meetings = (Span(moment + 10 * MINUTE, moment + 40 * MINUTE),)
    return WorkDay(day, dice.random() < 0.3, tuple(sessions), meetings)


def as_calendar(days: list[WorkDay]) -> bytes:
    """The whole year as a practice's software would export it, titles and all."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Practice//EN"]
    spans = [(s.booked, "Client") for d in days for s in d.sessions] + [
        (m, "Team") for d in days for m in d.meetings
    ]
    for number, (span, title) in enumerate(spans):
        lines += ["BEGIN:VEVENT", f"UID:{number}@practice", f"SUMMARY:{title} {number}"]
        lines += [f"DTSTART:{span.start:%Y%m%dT%H%M%SZ}", f"DTEND:{span.end:%Y%m%dT%H%M%SZ}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


class Read:
    """The calendar as burnbreak knows it."""

    def __init__(self, raw: bytes, window: Span) -> None:
        found = read(raw, window, ZONE, salt=b"a year")
        booked = (CALENDAR.booked(b.span, all_day=b.all_day) for b in found.busy)
        self._booked = tuple(b for b in booked if b is not None)

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        asked = Span(start, end)
        return tuple(b for b in self._booked if b.span.overlaps(asked))


def with_burnbreak(days: list[WorkDay], raw: bytes, *, waits: bool = True) -> Counter[str]:
    """What its year was like; `waits` is the switch in Settings > Quiet times."""
    practices, notes = load_practices(ROOT / "assets" / "practices")
    assert not notes
    settings = replace(Settings(), week=WEEK, breaks=Breaks(), quiet=Quiet(wait_for_return=waits))
    told: Counter[str] = Counter()
    for work in days:
        first = at_wall(work.day, time(8), ZONE)
        calendar = Read(raw, Span(first - timedelta(days=2), first + timedelta(days=10)))
        life = Day(first, settings, ZONE, practices=practices, calendars=calendar)
        life.step = timedelta(seconds=5)
        life.answer = lambda day: day.do(StartOffered())
        for session in work.sessions:
            live_through(life, session, work)
        life.until(first + timedelta(hours=11))
        taken = [e for e in life.entries() if e.started is not None]
        cards = life.witness.cards
        told["offers"] += len(cards)
        told["minutes"] += round(sum(e.real_seconds for e in taken) / 60)
        told += judged(
            work, cards, [Span(e.started, e.started + timedelta(seconds=e.real_seconds)) for e in taken]
        )
    return told


def live_through(life: Day, session: Session, work: WorkDay) -> None:
    """By video the call is seen and the pointer moves; in the room nothing is touched until it is over."""
    life.until(max(session.booked.start, life.clock.now()))
    life.idle_since = None if work.remote else life.clock.now()
    if work.remote:
        life.until(life.clock.now() + CALL_ENTERS).hold(HoldKind.CALL)
    if session.told:
        life.until(session.booked.end)
        left = (session.ended - session.booked.end) / MINUTE
        for _ in range(int(-(-left // 5))):
            life.do(commands.Overrun())
        life.until(session.ended)
        if not any(session.ended in other.booked for other in work.sessions):
            life.do(commands.SessionOver())
    back = session.ended + (CALL_LEAVES if work.remote else BACK_AT_THE_DESK)
    later = [s.booked.start for s in work.sessions if s.booked.start > session.booked.start]
    life.until(min([back, *later]))
    life.hold(HoldKind.CALL, False)
    life.idle_since = None if work.remote else life.clock.now()


def with_reminder(days: list[WorkDay]) -> Counter[str]:
    """A window every 60 minutes of use, begun anew after five idle minutes."""
    told: Counter[str] = Counter()
    for work in days:
        since = now = at_wall(work.day, time(8, 30), ZONE)
        shown: list[datetime] = []
        idle = timedelta()
        while now < at_wall(work.day, time(18), ZONE):
            in_room = any(s.booked.start <= now < s.ended for s in work.sessions) and not work.remote
            lunch = time(13) <= now.astimezone(ZONE).time() < time(13, 30)
            idle = idle + MINUTE if in_room or lunch else timedelta()
            if idle >= 5 * MINUTE:
                since = now
            elif now - since >= 60 * MINUTE:
                shown.append(now)
                since = now
            now += MINUTE
        told["offers"] += len(shown)
        told += judged(work, shown, [Span(at, at + 3 * MINUTE) for at in shown])
    return told


def judged(work: WorkDay, shown: list[datetime], sat: list[Span]) -> Counter[str]:
    """How a day's offers lay to its sessions and gaps."""
    told: Counter[str] = Counter()
    booked = [s.booked for s in work.sessions] + list(work.meetings)
    for at in shown:
        told["interrupted"] += any(at in span for span in booked)
        told["while it ran over"] += any(s.booked.end <= at < s.ended for s in work.sessions)
    told["sat into a session"] += sum(any(pause.overlaps(span) for span in booked) for pause in sat)
    told["sessions"] += len(work.sessions)
    edges = sorted(booked)
    for before, after in pairwise(edges):
        gap = Span(min(before.end, after.start), after.start)
        lunch = (
            any(s.overlaps(gap) for s, _ in WEEK.protected_between(gap.start, gap.end, ZONE))
            if gap.length
            else False
        )
        if gap.length < FITTING or lunch:
            continue
        told["gaps"] += 1
        fits = [p for p in sat if p.start in gap and p.end <= gap.end - MINUTE]
        told["gaps with a pause that fits"] += bool(fits)
    return told


ROWS = (
    ("sessions", "sessions in the year"),
    ("offers", "offers shown"),
    ("interrupted", "offers shown inside booked time"),
    ("sat into a session", "pauses that would reach into booked time"),
    ("while it ran over", "offers shown while a session ran over its time unannounced"),
    ("gaps", "gaps of three minutes and more between booked times"),
    (
        "gaps with a pause that fits",
        "of these with a pause that begins in it and ends a minute before the next",
    ),
    ("minutes", "minutes of pauses, all taken"),
)


def table(days: int, seed: int) -> str:
    """The comparison as Markdown."""
    lived = year(days, seed)
    raw = as_calendar(lived)
    ours, theirs = with_burnbreak(lived, raw), with_reminder(lived)
    hasty = with_burnbreak(lived, raw, waits=False)
    theirs["minutes"] = theirs["offers"] * 3
    lines = ["| | burnbreak | the same, *Wait until I am back* off | every 60 minutes |", "|---|---|---|---|"]
    lines += [f"| {words} | {ours[key]} | {hasty[key]} | {theirs[key]} |" for key, words in ROWS]
    return "\n".join(lines)


def main() -> int:
    """Live the year and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=220)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = table(args.days, args.seed)
    print(found)
    if args.write:
        document = ROOT / "docs" / "year.md"
        text = document.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- table -->\n")
        tail = rest.partition("<!-- end -->")[2]
        document.write_text(f"{head}<!-- table -->\n{found}\n<!-- end -->{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
