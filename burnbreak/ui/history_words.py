"""How a week of sittings is told: whole sentences, kind words for every ending, lengths and days."""

from collections.abc import Mapping
from datetime import date, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from burnbreak.core.entry import Ease, Outcome, Reason
from burnbreak.core.week import Sitting, Stretch
from burnbreak.core.wording import clock_length
from burnbreak.ui import phrases

translate = QCoreApplication.translate


def minutes(seconds: float) -> str:
    """A sum of time, "12 minutes"; "40 seconds" below one minute."""
    # lupdate reads the number only where it is a plain name.
    count = round(seconds)
    if seconds < 60:
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


def ending(sitting: Sitting) -> str:
    """How a sitting ended, never as a reproach."""
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


def details(sitting: Sitting, titles: Mapping[str, str], locale: QLocale, zone: tzinfo) -> str:
    """One sitting in one line."""
    line = translate("history", "{day}, {time}: {practice}, {real} of {planned}, {ending}")
    if sitting.ease is not None:
        line = translate(
            "history", "{day}, {time}: {practice}, {real} of {planned}, {ending}; {felt} afterwards"
        )
    return line.format(
        day=day_text(locale, sitting.day),
        time=phrases.clock(sitting.started, zone),
        practice=titles.get(sitting.practice, sitting.practice),
        real=clock_length(sitting.real_seconds),
        planned=clock_length(sitting.planned_seconds),
        ending=ending(sitting),
        felt=felt(sitting.ease),
    )


def facts(week: Stretch, titles: Mapping[str, str], locale: QLocale) -> tuple[tuple[str, str], ...]:
    """Up to three plain facts, each as a few large words and a line under them."""
    if not week.pauses:
        return ()
    count = week.pauses
    result = [(translate("history", "%n pause(s)", "", count), minutes(week.seconds))]
    if week.longest is not None:
        day = locale.standaloneDayName(week.longest.day.isoweekday())
        practice = titles.get(week.longest.practice, week.longest.practice)
        line = translate("history", "the longest: {practice}, {day}").format(practice=practice, day=day)
        result.append((clock_length(week.longest.real_seconds), line))
    if week.lighter is not None:
        practice = titles.get(week.lighter.practice, week.lighter.practice)
        line = translate("history", "left you lighter most often: {lighter} of {answers} times").format(
            lighter=locale.toString(week.lighter.lighter), answers=locale.toString(week.lighter.answers)
        )
        result.append((practice, line))
    return tuple(result)
