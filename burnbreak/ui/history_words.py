"""How a sitting is told: kind words for every ending, lengths and days; whole sentences."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from burnbreak.core.entry import Ease, Outcome, Reason
from burnbreak.core.summary import Sitting
from burnbreak.core.wording import clock_length
from burnbreak.ui import phrases

translate = QCoreApplication.translate


def minutes(seconds: float) -> str:
    """A sum of time, "12 minutes"; "40 seconds" below one minute, "2 h 5 min" from two hours on."""
    if round(seconds / 60) >= 120:
        return hours(timedelta(seconds=seconds))
    # lupdate reads the number only where it is a plain name.
    count = round(seconds)
    if count < 60:
        return translate("history", "%n second(s)", "", count)
    count = round(seconds / 60)
    return translate("history", "%n minute(s)", "", count)


def day_text(locale: QLocale, day: date) -> str:
    """A day with its name, such as "Tuesday, 17 November"."""
    when = QDate(day.year, day.month, day.day)
    return translate("history", "{weekday}, {day}").format(
        weekday=locale.standaloneDayName(when.dayOfWeek()), day=day_month(locale, when)
    )


def day_month(locale: QLocale, when: QDate) -> str:
    """Day and month in the locale's order, "17 November" or "November 17"."""
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    day_first = long.find("d", long.find("dddd") + 4 if "dddd" in long else 0) < long.find("M")
    return locale.toString(when, "d MMMM" if day_first else "MMMM d")


def hours(length: timedelta) -> str:
    """A length of booked time, "2 h 25 min", "3 h" or "45 min"."""
    whole = round(length / timedelta(minutes=1))
    full, rest = divmod(whole, 60)
    if not full:
        return translate("history", "%n min", "a length", rest)
    if not rest:
        return translate("history", "%n h", "a length", full)
    return translate("history", "{hours} h {minutes} min").format(hours=full, minutes=rest)


def between(start: datetime, end: datetime, zone: tzinfo) -> str:
    """A stretch of a day, "09:00 to 09:50"."""
    return translate("history", "{start} to {end}").format(
        start=phrases.clock(start, zone), end=phrases.clock(end, zone)
    )


def month_name(locale: QLocale, first: date) -> str:
    """A month with its year, "March 2026"."""
    return translate("history", "{month} {year}").format(
        month=locale.standaloneMonthName(first.month),
        year=locale.toString(QDate(first.year, first.month, 1), "yyyy"),
    )


def week_range(locale: QLocale, first: date) -> str:
    """The first and the last day of a week, with the year."""
    last = first + timedelta(days=6)
    start, end = (QDate(d.year, d.month, d.day) for d in (first, last))
    return translate("history", "{first} – {last} {year}").format(
        first=day_month(locale, start), last=day_month(locale, end), year=locale.toString(end, "yyyy")
    )


def ending(sitting: Sitting) -> str:
    """How a sitting ended, never as a reproach."""
    if sitting.added:
        return translate("history", "added later")
    if sitting.outcome is Outcome.COMPLETED:
        return translate("history", "to its end")
    match sitting.reason:
        case Reason.ENDED_FOR_SESSION:
            return translate("history", "ended for the next session")
        case Reason.CALL:
            return translate("history", "ended when a call began")
        case Reason.ENDED_BY_HOLD:
            return translate("history", "ended when something came up")
        case Reason.APP_ENDED:
            return translate("history", "ended with the app")
        case _ if sitting.counts:
            return translate("history", "as long as you wished")
        case _:
            return translate("history", "a short moment")


def felt(ease: Ease | None) -> str:
    """The tap afterwards; empty where there was none."""
    match ease:
        case Ease.LIGHTER:
            return translate("history", "lighter")
        case Ease.SAME:
            return translate("history", "the same")
        case Ease.HEAVIER:
            return translate("history", "heavier")
        case None:
            return ""


def details(sitting: Sitting, titles: Mapping[str, str], locale: QLocale) -> str:
    """One sitting in one line."""
    line = translate("history", "{day}, {time}: {practice}, {real} of {planned}, {ending}")
    if sitting.ease is not None:
        line = translate(
            "history", "{day}, {time}: {practice}, {real} of {planned}, {ending}; {felt} afterwards"
        )
    return line.format(
        day=day_text(locale, sitting.day),
        time=phrases.clock(sitting.started, sitting.zone),
        practice=titles.get(sitting.practice, sitting.practice),
        real=clock_length(sitting.real_seconds),
        planned=clock_length(sitting.planned_seconds),
        ending=ending(sitting),
        felt=felt(sitting.ease),
    )
