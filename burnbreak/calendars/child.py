"""Reads a calendar in a process of its own: what is hostile or slow there is ended from outside.

The parent hands over one line of JSON (window and zone) and the raw bytes on standard input and gets times
as JSON back. The text of the calendar is in the child's memory alone, and goes with it.
"""

import gc
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from burnbreak.calendars.reader import LARGEST, Busy, Reading, read
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.span import Span

PATIENCE = 20.0
"""Seconds of the clock that a reading may take; a large calendar takes less than one."""
CPU_SECONDS = 10
_MEMORY = 1 << 30
_PROGRAM = "import sys; from burnbreak.calendars.child import main; sys.exit(main())"
OPTION = "--read-calendar"
"""What a frozen program is started with to be the child."""


def child_command(executable: str, *, frozen: bool) -> list[str]:
    """How to start the child of this installation."""
    return [executable, OPTION] if frozen else [executable, "-P", "-c", _PROGRAM]


def read_apart(
    raw: bytes, window: Span, zone: tzinfo, command: Sequence[str], *, patience: float = PATIENCE
) -> Reading:
    """Like `reader.read`, in a child. Raises CalendarError; TOO_SLOW after `patience` seconds."""
    if len(raw) > LARGEST:
        raise CalendarError(Trouble.TOO_LARGE)
    # Not at the top: the child itself starts no other.
    import subprocess

    try:
        # Its complaints could quote the calendar: nobody hears them.
        done = subprocess.run(
            list(command),
            input=question(raw, window, zone),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CalendarError(Trouble.TOO_SLOW) from None
    except OSError:
        raise CalendarError(Trouble.UNREADABLE) from None
    return _answer(done.stdout, done.returncode)


def question(raw: bytes, window: Span, zone: tzinfo) -> bytes:
    """What the child is handed over."""
    task = {"start": window.start.isoformat(), "end": window.end.isoformat(), "zone": _zone_text(zone)}
    return json.dumps(task).encode() + b"\n" + raw


def _answer(output: bytes, status: int) -> Reading:
    try:
        found = json.loads(output)
        if "trouble" in found:
            raise CalendarError(Trouble(found["trouble"]))
        return Reading(tuple(_busy(*item) for item in found["busy"]), int(found["unreadable"]))
    except (ValueError, KeyError, TypeError):
        # The kernel ends a child that has used up its seconds with a signal.
        raise CalendarError(Trouble.TOO_SLOW if status < 0 else Trouble.UNREADABLE) from None


def _busy(start: float, end: float, all_day: bool, tentative: bool) -> Busy:
    span = Span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
    return Busy(span, bool(all_day), bool(tentative))


def _zone_text(zone: tzinfo) -> str:
    """The zone's IANA name, or its offset of this moment in seconds where it has none."""
    key = getattr(zone, "key", None)
    offset = datetime(2000, 1, 1, tzinfo=zone).utcoffset() or timedelta(0)
    return key if isinstance(key, str) else str(int(offset.total_seconds()))


def _zone(text: str) -> tzinfo:
    try:
        return timezone(timedelta(seconds=int(text)))
    except ValueError:
        return ZoneInfo(text)


def main() -> int:
    """The child's whole life: one reading from standard input, one answer to standard output."""
    _limit()
    # What is looked through here is needed to the end, which is near.
    gc.disable()
    head, calendar = sys.stdin.buffer.readline(4096), sys.stdin.buffer.read(LARGEST + 1)
    try:
        print(json.dumps(_reading(json.loads(head), calendar)))
    except CalendarError as fault:
        print(json.dumps({"trouble": fault.trouble}))
    return 0


def _reading(task: Any, calendar: bytes) -> dict[str, Any]:
    window = Span(datetime.fromisoformat(task["start"]), datetime.fromisoformat(task["end"]))
    reading = read(calendar, window, _zone(task["zone"]), salt=os.urandom(32))
    busy = [[b.span.start.timestamp(), b.span.end.timestamp(), b.all_day, b.tentative] for b in reading.busy]
    return {"busy": busy, "unreadable": reading.unreadable}


def _limit() -> None:
    """Seconds and memory have an end, and everything else comes first; where the system can tell so."""
    try:
        import resource

        os.nice(10)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, AttributeError, OSError, ValueError):
        pass
