"""Reading a calendar of 5,000 events: CPU and memory of the child, and how the parent fares meanwhile."""

import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from burnbreak.calendars.child import child_command, question, read_apart
from burnbreak.core.span import Span

EVENTS = 5_000
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
WINDOW = Span(NOW - timedelta(days=8), NOW + timedelta(days=15))
PEAK = """
import sys
sys.path.insert(0, sys.argv[1])
from script.benching.calendar import read_once
print(read_once())
"""
_RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU")


def five_thousand() -> bytes:
    """Two years of a practice: 30 % series with exceptions, alarms, people, places, notes; about 2 MB."""
    dice = random.Random(1)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Practice//EN"]
    for number in range(EVENTS):
        at = datetime(2025, 1, 1) + timedelta(days=dice.randrange(800), hours=dice.randrange(8, 18))  # noqa: DTZ001
        ends, skipped = at + timedelta(minutes=50), at + timedelta(days=14)
        lines += ["BEGIN:VEVENT", f"UID:{number}@practice", f"SUMMARY:Client {number}", "LOCATION:Room 3"]
        lines += [
            f"DTSTART;TZID=Europe/Berlin:{at:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{ends:%Y%m%dT%H%M%S}",
        ]
        lines += [
            "DESCRIPTION:Notes and more notes\\n and more",
            "ATTENDEE;CN=Client;ROLE=CHAIR:mailto:c@example.com",
        ]
        if number % 10 < 3:
            lines += [f"RRULE:{dice.choice(_RULES)}", f"EXDATE;TZID=Europe/Berlin:{skipped:%Y%m%dT%H%M%S}"]
        lines += [
            "BEGIN:VALARM",
            "TRIGGER:-PT15M",
            "ACTION:DISPLAY",
            "DESCRIPTION:Soon",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def long_history() -> bytes:
    """Nine years in the shape of Google: series cut at each change, exceptions, moved sessions."""
    dice, zone = random.Random(2), ";TZID=Europe/Berlin"
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "X-WR-TIMEZONE:Europe/Berlin",
    ]
    for number in range(EVENTS // 10):
        at = datetime(2017, 9, 4) + timedelta(days=dice.randrange(3300), hours=dice.randrange(8, 18))  # noqa: DTZ001
        weeks = dice.randrange(20, 160)
        until = f"{at + timedelta(weeks=weeks):%Y%m%dT%H%M%SZ}"
        series = [f"RRULE:FREQ=WEEKLY;WKST=MO;UNTIL={until};BYDAY={at:%a}".upper()[:-1]]
        left_out = sorted(dice.sample(range(weeks), weeks // 6))
        series += [f"EXDATE{zone}:{at + timedelta(weeks=week):%Y%m%dT%H%M%S}" for week in left_out]
        lines += _google(number, at, series, zone)
        for week in sorted(dice.sample(range(weeks), 5)):
            old = at + timedelta(weeks=week)
            moved = [f"RECURRENCE-ID{zone}:{old:%Y%m%dT%H%M%S}"]
            lines += _google(number, old + timedelta(hours=dice.randrange(-20, 20)), moved, zone)
    for number in range(EVENTS * 4 // 10):
        at = datetime(2017, 9, 4) + timedelta(days=dice.randrange(3400), hours=dice.randrange(8, 18))  # noqa: DTZ001
        lines += _google(f"single-{number}", at, [], "")
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _google(uid: object, at: datetime, more: list[str], zone: str) -> list[str]:
    ends, mark = at + timedelta(minutes=50), "" if zone else "Z"
    return [
        "BEGIN:VEVENT",
        f"DTSTART{zone}:{at:%Y%m%dT%H%M%S}{mark}",
        f"DTEND{zone}:{ends:%Y%m%dT%H%M%S}{mark}",
        *more,
        "DTSTAMP:20261125T080000Z",
        f"UID:{uid}@google.com",
        "CREATED:20170904T080000Z",
        "DESCRIPTION:Notes 😊 and more",
        "LAST-MODIFIED:20261120T080000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        f"SUMMARY:Client {uid}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def measure(rounds: int) -> dict[str, float]:
    """Medians over so many readings of the same calendar."""
    raw, command = five_thousand(), child_command(sys.executable, frozen=False)
    cpu, stalls = [], []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        worker = threading.Thread(target=lambda: read_apart(raw, WINDOW, ZONE, command))
        worker.start()
        stalls.append(_longest_stall(worker))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    history = long_history()
    google = [_told(history) for _ in range(rounds)]
    return {
        "5,000 events: CPU of the child, ms": statistics.median(cpu),
        "5,000 events: memory of the child at its peak, MiB": _peak(),
        "nine years of Google: CPU of the child, ms": statistics.median(cpu for cpu, _ in google),
        "nine years of Google: memory of the child at its peak, MiB": max(peak for _, peak in google),
        "5,000 events: longest stall of the interface's thread, ms": statistics.median(stalls),
    }


def _peak() -> float:
    """MiB, measured in a process of its own: the kernel tells the largest of all children there were."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-P", "-c", PEAK, str(root)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def read_once() -> float:
    """Read the calendar in this process's first child; MiB that the child had at its peak."""
    # A child counts with what its parent had when it was made: this process has to stay the smaller one.
    read_apart(five_thousand(), WINDOW, ZONE, child_command(sys.executable, frozen=False))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


_CHILD = """
import sys, time
from burnbreak.calendars.child import main
main()
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time() * 1000, int(peak) / 1024, file=sys.stderr)
"""


def _told(raw: bytes) -> tuple[float, float]:
    """CPU in ms and peak memory in MiB of one child, as it knows them at its end."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", _CHILD],
        input=question(raw, WINDOW, ZONE),
        capture_output=True,
        check=True,
    )
    cpu, peak = done.stderr.split()
    return float(cpu), float(peak)


def _longest_stall(worker: threading.Thread) -> float:
    """How late a thread that wants to do something every 5 ms comes, at the worst."""
    longest, last = 0.0, time.perf_counter()
    while worker.is_alive():
        time.sleep(0.005)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.005), now
    return longest * 1000
