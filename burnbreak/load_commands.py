"""Print the load of days and weeks, and write the page for a talk, whether or not the app runs."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from burnbreak.core.load import DayLoad, WeekLoad
from burnbreak.core.load_record import monday
from burnbreak.core.settings import Settings
from burnbreak.core.span import day_of
from burnbreak.engine.agenda import NoCalendars
from burnbreak.engine.load_desk import Keeper, LoadDesk
from burnbreak.engine.ports import Clock

if TYPE_CHECKING:
    from burnbreak.storage.log import Log

GAP_KEYS = ("gaps_under_5", "gaps_5_to_9", "gaps_10_to_14", "gaps_15_to_29", "gaps_30_and_more")
DAY_COLUMNS = (
    "day", "booked_minutes", "inside_minutes", "outside_minutes", "work_minutes", "sessions",
    "longest_run_minutes", "longest_run_count", "most_in_a_row", "runs_of_three", *GAP_KEYS, "lunch",
    "reach_minutes", "evening", "weekend", "protected_kept", "protected_moved", "protected_over",
)  # fmt: skip
"""The keys of every day, in order."""
WEEK_COLUMNS = (
    "week", "days_booked", "booked_minutes", "inside_minutes", "outside_minutes", "sessions",
    "actual_minutes", "agreed_minutes", "longest_run_minutes", "longest_run_count", "most_in_a_row",
    "runs_of_three", *GAP_KEYS, "lunches", "lunch_days", "evenings", "weekend_days", "protected_kept",
    "protected_moved", "protected_over",
)  # fmt: skip
"""The keys of every week, in order."""


def run(args: argparse.Namespace) -> int:
    """Carry out load or report; 0 when it was done, 1 with one sentence when not."""
    from burnbreak.key_commands import open_log
    from burnbreak.storage.paths import find_paths
    from burnbreak.storage.settings_file import SettingsFile
    from burnbreak.system.clock import SystemClock

    clock, paths = SystemClock(), find_paths()
    settings = (
        SettingsFile(paths.settings).load(clock.now()).settings if paths.settings.exists() else Settings()
    )
    if not paths.log.exists():
        return _nothing(args)
    log = open_log(paths.log, clock.now)
    keeper: object = log
    try:
        if not isinstance(keeper, Keeper):
            return _nothing(args)
        desk = _desk(keeper, clock, settings)
        today = day_of(clock.now(), clock.zone())
        if args.command == "report":
            return _report(desk, log, settings, args, today)
        return _load(desk, settings, args, today)
    finally:
        for note in log.take_notes():
            print(f"burnbreak: {note.text}", file=sys.stderr)
        log.close()


def _desk(log: Keeper, clock: Clock, settings: Settings) -> LoadDesk:
    return LoadDesk(
        log, clock, settings=lambda: settings, booked=None, calendars=NoCalendars(), trouble=lambda _: None
    )


def _nothing(args: argparse.Namespace) -> int:
    if args.command == "report":
        print("burnbreak: nothing is booked yet, so there is nothing to write.", file=sys.stderr)
        return 1
    _print([], args, WEEK_COLUMNS if args.weeks else DAY_COLUMNS)
    return 0


def _load(desk: LoadDesk, settings: Settings, args: argparse.Namespace, today: date) -> int:
    if args.weeks:
        first = monday(today) - timedelta(weeks=args.weeks - 1)
        weeks = [week_row(w, settings) for w in desk.weeks(first, args.weeks) if w.days_booked]
        _print(weeks, args, WEEK_COLUMNS)
    else:
        week = desk.week(monday(today))
        _print([day_row(d, week) for d in week.days], args, DAY_COLUMNS)
    return 0


def day_row(day: DayLoad, week: WeekLoad) -> dict[str, Any]:
    """The documented keys of a day; lengths in whole minutes."""
    return {
        "day": day.date.isoformat(),
        "booked_minutes": _minutes(day.booked),
        "inside_minutes": _minutes(day.inside),
        "outside_minutes": _minutes(day.outside),
        "work_minutes": _minutes(day.work),
        "sessions": day.sessions,
        "longest_run_minutes": _minutes(day.longest),
        "longest_run_count": day.longest_count,
        "most_in_a_row": day.most,
        "runs_of_three": day.runs,
        **dict(zip(GAP_KEYS, day.gaps, strict=True)),
        "lunch": day.lunch,
        "reach_minutes": _minutes(day.reach),
        "evening": day.evening,
        "weekend": bool(day.booked) and day.date.weekday() in week.weekend,
        "protected_kept": day.kept,
        "protected_moved": day.moved,
        "protected_over": day.over,
    }


def week_row(week: WeekLoad, settings: Settings) -> dict[str, Any]:
    """The documented keys of a week; lengths in whole minutes."""
    longest, most, protected = week.longest, week.most, week.protected
    return {
        "week": week.first.isoformat(),
        "days_booked": week.days_booked,
        "booked_minutes": _minutes(week.booked),
        "inside_minutes": _minutes(week.inside),
        "outside_minutes": _minutes(week.outside),
        "sessions": week.sessions,
        "actual_minutes": _minutes(week.actual(settings.load.note_minutes)),
        "agreed_minutes": settings.load.agreed_minutes or None,
        "longest_run_minutes": _minutes(longest.longest) if longest else 0,
        "longest_run_count": longest.longest_count if longest else 0,
        "most_in_a_row": most.most if most else 0,
        "runs_of_three": week.runs,
        **dict(zip(GAP_KEYS, week.gaps, strict=True)),
        "lunches": week.lunches[0],
        "lunch_days": week.lunches[1],
        "evenings": week.evenings,
        "weekend_days": week.weekends,
        "protected_kept": protected[0],
        "protected_moved": protected[1],
        "protected_over": protected[2],
    }


def _minutes(length: timedelta) -> int:
    return round(length / timedelta(minutes=1))


def _print(rows: Sequence[Mapping[str, Any]], args: argparse.Namespace, columns: Sequence[str]) -> None:
    if args.json:
        print(json.dumps(rows))
        return
    if args.csv:
        writer = csv.DictWriter(sys.stdout, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return
    if not rows:
        print("Nothing is booked, as far as burnbreak knows.")
    for row in rows:
        hours, minutes = divmod(row["booked_minutes"], 60)
        long_hours, long_minutes = divmod(row["longest_run_minutes"], 60)
        gaps = sum(row[key] for key in GAP_KEYS[2:])
        print(
            f"{row[columns[0]]}  {hours:>3}:{minutes:02} booked, longest run {long_hours}:{long_minutes:02}"
            f" ({row['longest_run_count']} in a row), gaps of 10 minutes and more: {gaps}"
        )


def _report(desk: LoadDesk, log: "Log", settings: Settings, args: argparse.Namespace, today: date) -> int:
    from burnbreak.core.report import first_week

    if args.file.suffix.casefold() not in (".pdf", ".html", ".htm"):
        print("burnbreak: the name of the file has to end in .pdf or .html.", file=sys.stderr)
        return 2
    if args.file.exists() and not args.replace:
        print(f"burnbreak: '{args.file}' is there already. Add --replace to replace it.", file=sys.stderr)
        return 1
    first = first_week(desk.finished(monday(today)), args.weeks)
    if not any(w.days_booked for w in desk.weeks(first, args.weeks)):
        return _nothing(args)
    from burnbreak.ui.report_file import write_page

    weeks, pauses = desk.weeks(first, args.weeks), desk.pauses(first, args.weeks, log.between)
    write_page(args.file, weeks, settings, args.rows, pauses)
    print(f"Written to {args.file}")
    return 0
