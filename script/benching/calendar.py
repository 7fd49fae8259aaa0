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

from burnbreak.calendars.child import child_command, read_apart
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
    return {
        "5,000 events: CPU of the child, ms": statistics.median(cpu),
        "5,000 events: memory of the child at its peak, MiB": _peak(),
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


def _longest_stall(worker: threading.Thread) -> float:
    """How late a thread that wants to do something every 5 ms comes, at the worst."""
    longest, last = 0.0, time.perf_counter()
    while worker.is_alive():
        time.sleep(0.005)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.005), now
    return longest * 1000
