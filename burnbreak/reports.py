"""What the command line prints straight from the files, whether or not the app runs."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from burnbreak.core.entry import Entry
from burnbreak.core.month import day_count, first_of
from burnbreak.core.practice import Practice
from burnbreak.core.span import day_of, day_span
from burnbreak.core.summary import Share, Stretch, by_situation, day_spans, summarise_days
from burnbreak.engine.answers import HISTORY_COLUMNS, history_rows, practice_rows

if TYPE_CHECKING:
    from burnbreak.storage.log import Log


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
    """Print the entries of the last days or of a month, oldest first, or what they come to."""
    from burnbreak.key_commands import open_log
    from burnbreak.storage.paths import find_paths
    from burnbreak.system.clock import SystemClock

    clock, path = SystemClock(), find_paths().log
    now, zone = clock.now(), clock.zone()
    first, count = _days(args.month, day_of(now, zone))
    entries: tuple[Entry, ...] = ()
    zones: Mapping[date, tzinfo] = {}
    if path.exists():
        log = open_log(path, clock.now)
        zones = _zones(log, first, count, day_of(now, zone), zone)
        spans = day_spans(first, count, zone, zones)
        entries = log.between(spans[0].start, spans[-1].end)
        for note in log.take_notes():
            print(f"burnbreak: {note.text}", file=sys.stderr)
        log.close()
    if args.summary:
        _summary(summarise_days(entries, first, count, zone, zones), as_json=args.json)
        return 0
    rows = history_rows(entries, zone)
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    elif args.csv:
        _csv(rows)
    else:
        _lines(rows, zone)
    return 0


def _zones(log: "Log", first: date, count: int, today: date, zone: tzinfo) -> Mapping[date, tzinfo]:
    """Where the past days of which that is known were lived: the week window tells them apart as well."""
    from burnbreak.core.booked_day import day_from
    from burnbreak.core.record import RecordKind

    start = day_span(first - timedelta(days=2), zone).start
    found = log.records(RecordKind.BOOKED_DAY, start, start + timedelta(days=count + 4))
    days = (day_from(record.values, zone) for record in found)
    return {day.date: day.zone for day in days if day is not None and day.date < today}


def _days(month: str | None, today: date) -> tuple[date, int]:
    """The first day and how many: of a month, or the seven until today."""
    if month is None:
        return today - timedelta(days=6), 7
    first = date.fromisoformat(f"{month}-01") if month else first_of(today)
    return first, day_count(first)


def summary_of(stretch: Stretch, situations: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The documented keys of `history --summary --json`: the figures of the week window."""
    offers, answers = stretch.offers, stretch.answers
    return {
        "first": stretch.first.isoformat(),
        "last": stretch.days[-1].date.isoformat(),
        "pauses": stretch.pauses,
        "seconds": round(stretch.seconds, 1),
        "days_with_pauses": stretch.days_paused,
        "offers": {
            "planned": offers.planned,
            "taken": offers.taken,
            "away": offers.rested,
            "postponed": offers.postponed,
            "held": offers.held,
            "declined": offers.declined,
            "missed": {str(reason): count for reason, count in offers.missed.items()},
            "came_up_again": offers.waited,
        },
        "answers": {"lighter": answers.lighter, "same": answers.same, "heavier": answers.heavier},
        "practices": [_share(s) for s in stretch.practices],
        "situations": [_share(s) for s in by_situation(stretch, situations)],
    }


def _share(share: Share) -> dict[str, Any]:
    return {"name": share.name, "pauses": share.pauses, "seconds": round(share.seconds, 1)}


def _summary(stretch: Stretch, *, as_json: bool) -> None:
    from burnbreak.storage.paths import find_paths
    from burnbreak.stores import open_practices

    found = summary_of(stretch, {p.id: p.situations for p in open_practices(find_paths())[0]})
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    offers, answers = found["offers"], found["answers"]
    print(f"{found['first']} to {found['last']}")
    print(f"pauses: {found['pauses']}, {_length(found['seconds'])}, on {found['days_with_pauses']} days")
    parts = [f"{offers[k]} {k}" for k in ("taken", "away", "postponed", "held", "declined") if offers[k]]
    parts += [f"{count} passed by ({reason})" for reason, count in offers["missed"].items()]
    print(f"offers: {offers['planned']}" + (f" ({', '.join(parts)})" if parts else ""))
    if stretch.answers.enough:
        print("afterwards: " + ", ".join(f"{count} {ease}" for ease, count in answers.items()))
    for key in ("practices", "situations"):
        for share in found[key]:
            print(f"{key[:-1]}: {share['name']}, {share['pauses']} x, {_length(share['seconds'])}")


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


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
