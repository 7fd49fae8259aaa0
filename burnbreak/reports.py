"""What the command line prints straight from the files, whether or not the app runs."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from burnbreak.core.practice import Practice
from burnbreak.core.span import day_of, day_span
from burnbreak.engine.control import HISTORY_COLUMNS, history_rows, practice_rows


def practices(args: argparse.Namespace) -> int:
    """List the practices that were asked for; faults of single files go to standard error."""
    from burnbreak.storage.paths import find_paths
    from burnbreak.stores import open_practices

    found, notes = open_practices(find_paths())
    for note in notes:
        print(f"burnbreak: {note.text}", file=sys.stderr)
    rows = practice_rows(tuple(p for p in found if _wanted(p, args)))
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    if not rows:
        print("No practice is like that; 'burnbreak practices' lists them all.")
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        lengths = ", ".join(f"{m:g}" if m >= 1 else f"{m * 60:.0f} s" for m in row["minutes"])
        print(f"{row['id']:<{width}}  {row['title']}: {row['summary']} ({lengths} min)")
    return 0


def _wanted(practice: Practice, args: argparse.Namespace) -> bool:
    """Whether it is of the situation, of the kind and of the length that were named."""
    situation, track, minutes = args.situation, args.track, args.minutes
    fits = minutes is None or practice.shortest <= minutes * 60 <= practice.longest
    return fits and (not situation or situation in practice.situations) and track in (None, practice.track)


def history(args: argparse.Namespace) -> int:
    """Print the entries of the last days, oldest first."""
    from burnbreak.storage.log import Log
    from burnbreak.storage.paths import find_paths
    from burnbreak.system.clock import SystemClock

    clock, path = SystemClock(), find_paths().log
    now, zone = clock.now(), clock.zone()
    start = day_span(day_of(now - timedelta(days=args.days - 1), zone), zone).start
    rows: list[dict[str, Any]] = []
    if path.exists():
        log = Log(path, clock.now)
        rows = history_rows(log.between(start, now + timedelta(days=1)), zone)
        for note in log.take_notes():
            print(f"burnbreak: {note.text}", file=sys.stderr)
        log.close()
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    elif args.csv:
        _csv(rows)
    else:
        _lines(rows, zone)
    return 0


def _csv(rows: Sequence[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, fieldnames=HISTORY_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _lines(rows: Sequence[dict[str, Any]], zone: tzinfo) -> None:
    if not rows:
        print("Nothing yet. 'burnbreak breathe' is a minute, at any hour.")
    for row in rows:
        moment = datetime.fromisoformat(row["started"] or row["due"]).astimezone(zone)
        if row["started"]:
            minutes, seconds = divmod(round(row["real_seconds"]), 60)
            what = f"{row['practice']}, {minutes}:{seconds:02}"
        else:
            what = row["reason"] or row["outcome"]
        print(f"{row['day']}  {moment:%H:%M}  {row['outcome']:<10} {what}")
