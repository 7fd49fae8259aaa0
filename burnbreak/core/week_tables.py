"""The work week and the calendars in the settings file: a bad item is left out, named, and alone."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, TypeVar

from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from burnbreak.core.workweek import (
    LONGEST_CYCLE,
    DayException,
    Hours,
    Place,
    ProtectedKind,
    ProtectedTime,
    RampStep,
    WorkPeriod,
    WorkWeek,
    office_week,
)

_Item = TypeVar("_Item")
Tell = Callable[[str, object, str], None]
"""Names a value that was not usable: its key, what was found, what counts instead."""
MOST = 500
"""Items of a list; beyond that a file is not the work of a person."""
LEFT_OUT = "left out"


def read_week(found: Any, tell: Tell) -> WorkWeek:
    """The week of a settings file; without periods in it, an office week."""
    if not isinstance(found, Mapping) or not isinstance(found.get("periods", []), list):
        tell("week", found, "Monday to Friday, 9:00 to 17:00")
        return office_week()
    if "periods" not in found:
        return office_week()
    periods = _items(found, "periods", _period, tell)
    cycle = found.get("cycle_weeks", 1)
    if type(cycle) is not int or not 1 <= cycle <= LONGEST_CYCLE:
        tell("week.cycle_weeks", cycle, "1")
        cycle = 1
    start = found.get("cycle_from")
    if start is not None and type(start) is not date:
        tell("week.cycle_from", start, "none")
        start = None
    return WorkWeek(
        periods=tuple(sorted(periods)),
        protected=tuple(sorted(_items(found, "protected", _protected, tell))),
        cycle_weeks=cycle,
        cycle_from=start if cycle > 1 else None,
        exceptions=_items(found, "exceptions", _exception, tell),
        ramp=tuple(sorted(_items(found, "return_to_work", _step, tell))),
    )


def week_table(week: WorkWeek) -> dict[str, Any]:
    """The same as TOML's own types. Empty lists are written too: what is not written stays as it was."""
    table: dict[str, Any] = {
        "cycle_weeks": week.cycle_weeks,
        "periods": [_weekly(p, place=str(p.place)) for p in week.periods],
        "protected": [_weekly(p, kind=str(p.kind)) for p in week.protected],
        "exceptions": [
            {"first": e.first, "last": e.last, "hours": [_hours_table(h) for h in e.hours]}
            for e in week.exceptions
        ],
        "return_to_work": [{"until": step.until, "percent": step.percent} for step in week.ramp],
    }
    if week.cycle_from is not None:
        table["cycle_from"] = week.cycle_from
    return table


def read_calendars(found: Any, tell: Tell) -> tuple[CalendarSetting, ...]:
    """The calendars of a settings file; of two with one id the first counts."""
    calendars: dict[str, CalendarSetting] = {}
    for calendar in _items({"calendars": found}, "calendars", _calendar, tell, place=""):
        calendars.setdefault(calendar.id, calendar)
    return tuple(calendars.values())


def calendar_tables(calendars: tuple[CalendarSetting, ...]) -> list[dict[str, Any]]:
    """The same as TOML's own types. No address, no name of an account, no password is in them."""
    return [
        {
            "id": c.id,
            "name": c.name,
            "kind": str(c.kind),
            "role": str(c.role),
            **({"path": c.path} if c.path else {}),
            "shortest_minutes": c.shortest_minutes,
            "longest_minutes": c.longest_minutes,
            "all_day": c.all_day,
        }
        for c in calendars
    ]


def _items(
    found: Mapping[str, Any], name: str, read: Callable[[Any], _Item], tell: Tell, place: str = "week."
) -> tuple[_Item, ...]:
    items = found.get(name, [])
    if not isinstance(items, list) or len(items) > MOST:
        tell(f"{place}{name}", items, "none")
        return ()
    good: list[_Item] = []
    for number, item in enumerate(items, start=1):
        try:
            good.append(read(item))
        except (KeyError, TypeError, ValueError):
            tell(f"{place}{name}, number {number}", item, LEFT_OUT)
    return tuple(good)


def _weekly(item: WorkPeriod | ProtectedTime, **more: str) -> dict[str, Any]:
    return {"weekday": item.weekday, "start": item.start, "end": item.end, **more, "week": item.week + 1}


def _hours_table(hours: Hours) -> dict[str, Any]:
    return {"start": hours.start, "end": hours.end, "place": str(hours.place)}


def _period(item: Mapping[str, Any]) -> WorkPeriod:
    return WorkPeriod(
        weekday=_whole(item["weekday"]),
        start=_time(item["start"]),
        end=_time(item["end"]),
        place=Place(item.get("place", Place.ON_SITE)),
        week=_week_number(item),
    )


def _protected(item: Mapping[str, Any]) -> ProtectedTime:
    return ProtectedTime(
        weekday=_whole(item["weekday"]),
        start=_time(item["start"]),
        end=_time(item["end"]),
        kind=ProtectedKind(item.get("kind", ProtectedKind.LUNCH)),
        week=_week_number(item),
    )


def _week_number(item: Mapping[str, Any]) -> int:
    """In the file weeks count from 1, and 0 is every week."""
    return _whole(item.get("week", 0)) - 1


def _exception(item: Mapping[str, Any]) -> DayException:
    hours = item.get("hours", [])
    if not isinstance(hours, list) or len(hours) > MOST:
        raise TypeError
    return DayException(
        first=_date(item["first"]),
        last=_date(item.get("last", item["first"])),
        hours=tuple(
            Hours(start=_time(h["start"]), end=_time(h["end"]), place=Place(h.get("place", Place.ON_SITE)))
            for h in hours
        ),
    )


def _step(item: Mapping[str, Any]) -> RampStep:
    return RampStep(until=_date(item["until"]), percent=_whole(item["percent"]))


def _calendar(item: Mapping[str, Any]) -> CalendarSetting:
    shortest, longest = _whole(item.get("shortest_minutes", 20)), _whole(item.get("longest_minutes", 180))
    all_day = item.get("all_day", False)
    if not 0 <= shortest <= longest <= 24 * 60 or type(all_day) is not bool:
        raise ValueError
    return CalendarSetting(
        id=_word(item["id"]),
        name=_word(item["name"]),
        kind=CalendarKind(item["kind"]),
        role=CalendarRole(item.get("role", CalendarRole.SESSIONS)),
        path=_word(item.get("path", ""), longest=4096),
        shortest_minutes=shortest,
        longest_minutes=longest,
        all_day=all_day,
    )


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _word(value: Any, longest: int = 80) -> str:
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise TypeError
    return value


def _date(value: Any) -> date:
    # A moment is a date to Python, too.
    if type(value) is not date:
        raise TypeError
    return value


def _time(value: Any) -> time:
    if not isinstance(value, time) or value.tzinfo is not None:
        raise TypeError
    return value.replace(second=0, microsecond=0)
