"""What the parts of a work week are called: places, purposes, weeks of a cycle, dates and their pauses."""

import re
from datetime import date, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from burnbreak.core.day_shape import DayShape
from burnbreak.core.span import Span
from burnbreak.core.workweek import DayException, Hours, Place, ProtectedKind
from burnbreak.ui.fields import clock_text

translate = QCoreApplication.translate
_YEAR_AT_END = re.compile(r"\W*(?:'[^']*'\W*)?y{2,4}\W*$")


def place_name(place: Place) -> str:
    """Where one works."""
    match place:
        case Place.ON_SITE:
            return translate("week", "On site")
        case Place.REMOTE:
            return translate("week", "Remote")
        case Place.HOME_VISITS:
            return translate("week", "Home visits")


def kind_name(kind: ProtectedKind) -> str:
    """What a protected time is for."""
    match kind:
        case ProtectedKind.LUNCH:
            return translate("week", "Lunch")
        case ProtectedKind.NOTES:
            return translate("week", "Notes")
        case ProtectedKind.SUPERVISION:
            return translate("week", "Supervision")
        case ProtectedKind.OTHER:
            return translate("week", "Other")


def letter(number: int) -> str:
    """The letter of a week of the cycle, from 0."""
    return "ABCDEFGH"[number]


def week_name(number: int) -> str:
    """A week of the cycle by its letter."""
    return translate("week", "Week {0}").format(letter(number))


def times_text(locale: QLocale, hours: Hours) -> str:
    """From when to when, and where if that is not on site."""
    times = translate("week", "{0} to {1}").format(
        clock_text(locale, hours.start), clock_text(locale, hours.end)
    )
    if hours.place is Place.ON_SITE:
        return times
    return translate("week", "{times}, {place}").format(times=times, place=place_name(hours.place).lower())


def date_text(locale: QLocale, day: date, today: date | None = None) -> str:
    """A weekday with its date as the locale writes it; with the year where that is not this one."""
    style = locale.dateFormat(QLocale.FormatType.LongFormat)
    if today is None or day.year == today.year:
        style = _YEAR_AT_END.sub("", style)
    return locale.toString(QDate(day.year, day.month, day.day), style)


def dates_text(locale: QLocale, exception: DayException, today: date) -> str:
    """The dates of an exception."""
    first, last = date_text(locale, exception.first, today), date_text(locale, exception.last, today)
    return first if first == last else translate("week", "{0} to {1}").format(first, last)


def exception_text(locale: QLocale, exception: DayException) -> str:
    """What an exception is."""
    if exception.hours:
        return locale.createSeparatedList([times_text(locale, hours) for hours in exception.hours])
    if exception.first == exception.last:
        return translate("week", "Day off")
    return translate("week", "Days off")


def clock_of(locale: QLocale, span: Span, zone: tzinfo, *, end: bool = False) -> str:
    """The clock time at which a stretch starts or ends."""
    return clock_text(locale, (span.end if end else span.start).astimezone(zone).time())


def shape_text(locale: QLocale, shape: DayShape, zone: tzinfo) -> str:
    """What a date comes to, in one sentence."""
    day = date_text(locale, shape.date)
    if not shape.work:
        return (
            translate("week", "{day} is a day off.")
            if shape.exception
            else translate("week", "{day} is free.")
        ).format(day=day)
    end = clock_of(locale, max((span for span, _ in shape.work), key=lambda s: s.end), zone, end=True)
    times = locale.createSeparatedList(
        [clock_text(locale, at.astimezone(zone).time()) for at in shape.pauses]
    )
    if not shape.pauses:
        return translate("week", "{day}, until {end}: no room for a pause.").format(day=day, end=end)
    if shape.percent < 100:
        text = translate("week", "{day}, {percent} % until {end}: pauses at {times}.")
    elif shape.exception:
        text = translate("week", "{day}, other hours until {end}: pauses at {times}.")
    else:
        text = translate("week", "{day}, until {end}: pauses at {times}.")
    return text.format(day=day, percent=shape.percent, end=end, times=times)
