"""The figures of a week as a record keeps them, after the times themselves are gone."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from burnbreak.core.load import GAP_CLASSES, DayLoad

_LENGTHS = ("work", "inside", "outside", "longest", "reach")
_COUNTS = ("sessions", "longest_count", "most", "runs", "kept", "moved", "over")


def monday(day: date) -> date:
    """The week a LOAD_WEEK record is of, wherever weeks begin for the user."""
    return day - timedelta(days=day.weekday())


def week_values(week: date, days: Iterable[DayLoad]) -> dict[str, Any]:
    """The values of a LOAD_WEEK record: sums and counts a day, lengths in seconds, no moments."""
    return {"week": week.isoformat(), "days": {d.date.isoformat(): _figures(d) for d in days}}


def without_day(values: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The values of a LOAD_WEEK record less those of one day, for who erases it."""
    found = values.get("days")
    days = found.items() if isinstance(found, Mapping) else ()
    return {**values, "days": {key: figures for key, figures in days if key != day.isoformat()}}


def days_from(values: Mapping[str, Any]) -> tuple[DayLoad, ...]:
    """The days of a LOAD_WEEK record, in order; what cannot be read is left out."""
    found = values.get("days")
    items = found.items() if isinstance(found, Mapping) else ()
    return tuple(day for key, figures in sorted(items) if (day := _day(key, figures)) is not None)


def _figures(day: DayLoad) -> dict[str, Any]:
    return {
        **{name: round(getattr(day, name).total_seconds()) for name in _LENGTHS},
        **{name: getattr(day, name) for name in _COUNTS},
        "gaps": list(day.gaps),
        "lunch": day.lunch,
        "evening": day.evening,
    }


def _day(key: str, found: Any) -> DayLoad | None:
    try:
        figures: dict[str, Any] = {name: timedelta(seconds=found[name]) for name in _LENGTHS}
        figures |= {name: int(found[name]) for name in _COUNTS}
        profile = tuple(int(n) for n in found["gaps"])
        lunch = found["lunch"] if found["lunch"] is None else bool(found["lunch"])
        if len(profile) != len(GAP_CLASSES) + 1:
            return None
        return DayLoad(
            date=date.fromisoformat(key), gaps=profile, lunch=lunch, evening=bool(found["evening"]),
            **figures,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
