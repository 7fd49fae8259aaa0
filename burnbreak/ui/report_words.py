"""The page for a talk in words, out of its numbers."""

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from burnbreak.core.load import WeekLoad
from burnbreak.core.load_setting import PARAGRAPH, Load
from burnbreak.core.report import Box, Cell, Page, Row, RowKey, numbers, plain
from burnbreak.resources import asset
from burnbreak.ui import load_words
from burnbreak.ui.history_words import day_month
from burnbreak.ui.report_paint import MANY

translate = QCoreApplication.translate


def row_name(key: RowKey) -> str:
    """What a row is called, on the page and where rows are chosen."""
    names = {
        RowKey.BOOKED: translate("report", "Booked time"),
        RowKey.AGREED: translate("report", "Agreed and actual"),
        RowKey.OUTSIDE: translate("report", "Outside working hours"),
        RowKey.LONGEST: translate("report", "Longest run"),
        RowKey.MOST: translate("report", "Most in a row"),
        RowKey.GAPS: translate("report", "Gaps of 10 minutes and more"),
        RowKey.LUNCH: translate("report", "Room for lunch"),
        RowKey.PROTECTED: translate("report", "Protected time kept"),
        RowKey.EVENINGS: translate("report", "Evenings"),
        RowKey.WEEKENDS: translate("report", "Days of the weekend"),
        RowKey.PAUSES: translate("report", "Pauses taken"),
    }
    return names[key]


def _meaning(key: RowKey, limits: Load) -> str:
    agreed = load_words.length(timedelta(minutes=limits.agreed_minutes))
    match key:
        case RowKey.BOOKED:
            return translate("report", "everything booked, hours and minutes")
        case RowKey.AGREED if limits.note_minutes:
            return translate("report", "booked and {notes} min for notes a session; agreed: {agreed}").format(
                notes=limits.note_minutes, agreed=agreed
            )
        case RowKey.AGREED:
            return translate("report", "booked; agreed: {0}").format(agreed)
        case RowKey.OUTSIDE:
            return translate("report", "before, after or between working hours")
        case RowKey.LONGEST:
            return translate("report", "booked without a gap of {0} minutes").format(limits.gap_minutes)
        case RowKey.MOST:
            return translate("report", "booked times in one run")
        case RowKey.GAPS:
            return translate("report", "of all gaps between two booked times in working hours")
        case RowKey.LUNCH:
            return translate("report", "days with 30 minutes free between 11:00 and 14:30")
        case RowKey.PROTECTED:
            return translate("report", "of all times set aside in the week")
        case RowKey.EVENINGS:
            return translate("report", "days with something booked after {0}:00").format(limits.evening_hour)
        case RowKey.WEEKENDS:
            return translate("report", "with something booked")
        case RowKey.PAUSES:
            return translate("report", "of the pauses that were offered")


def make_page(
    weeks: Sequence[WeekLoad],
    limits: Load,
    keys: Sequence[RowKey],
    *,
    words: Sequence[str] = ("", "", ""),
    box: str = "",
    pauses: Sequence[tuple[int, int]] = (),
) -> Page:
    """The page; `words` are what the user proposes, what would stay, when to look again, `box` a country."""
    locale, count = QLocale(), len(weeks)
    actual = limits.agreed_minutes > 0
    hours = tuple((w.actual(limits.note_minutes) if actual else w.booked) / timedelta(hours=1) for w in weeks)
    last = weeks[-1].first + timedelta(days=6)
    agreed = limits.agreed_minutes / 60
    return Page(
        title=translate("report", "Working time"),
        period=translate("report", "{first} to {last}, %n week(s)", "", count).format(
            first=_long(weeks[0].first), last=_long(last)
        ),
        chart=translate("report", "Booked time and notes, in hours a week")
        if actual and limits.note_minutes
        else translate("report", "Booked time, in hours a week"),
        bars=hours,
        bar_texts=tuple(locale.toString(h, "f", 1) if h else "\N{EN DASH}" for h in hours),
        line=agreed,
        line_text=translate("report", "agreed: {0}").format(locale.toString(agreed, "f", -128)),
        weeks=tuple(_short(w.first) if count > MANY else load_words.day_month(w.first) for w in weeks),
        overall=translate("report", "together"),
        rows=tuple(
            Row(
                name=row_name(n.key),
                meaning=_meaning(n.key, limits),
                cells=tuple(_cell(c) for c in n.cells),
                overall=_overall(n.key, n.overall),
            )
            for n in numbers(weeks, limits, keys, pauses)
        ),
        paragraphs=tuple(
            (heading, text)
            for heading, said in zip(headings(), words, strict=True)
            if (text := plain(said, PARAGRAPH))
        ),
        box=country_box(box) if box else None,
        method=translate("report", "Computed from free/busy times; contains no client information."),
        # "en-POSIX" of a system without a locale is no name that a screen reader knows.
        language=locale.bcp47Name().removesuffix("-POSIX"),
        mirrored=QCoreApplication.instance() is not None and _mirrored(),
    )


def headings() -> tuple[str, str, str]:
    """Above the user's own words."""
    return (
        translate("report", "What I propose"),
        translate("report", "What would stay the same"),
        translate("report", "When we look again"),
    )


def country_box(code: str) -> Box:
    """What the law of a country says, from its file."""
    found = json.loads(asset(f"report/{code}.json").read_text(encoding="utf-8"))
    source = translate("report", "{source}. Read on {day}; the law may have changed since.").format(
        source=found["source"], day=_long(date.fromisoformat(found["dated"]))
    )
    return Box(title=found["title"], lines=tuple(found["lines"]), source=source)


def _mirrored() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _short(day: date) -> str:
    """Day and month in figures, in the locale's order."""
    locale = QLocale()
    pattern = re.sub(r"[^dM]*y+[^dM]*", "", locale.dateFormat(QLocale.FormatType.ShortFormat))
    pattern = pattern.replace("dd", "d").replace("MM", "M")
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def _long(day: date) -> str:
    when = QDate(day.year, day.month, day.day)
    locale = QLocale()
    return translate("report", "{day} {year}").format(
        day=day_month(locale, when), year=locale.toString(when, "yyyy")
    )


def _cell(cell: Cell) -> str:
    """Short enough for a column of twelve: "18:40", "3", "4/5"."""
    locale = QLocale()
    if cell is None:
        return "\N{EN DASH}"
    if isinstance(cell, timedelta):
        minutes = round(cell / timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, tuple):
        return f"{locale.toString(cell[0])}/{locale.toString(cell[1])}"
    return locale.toString(cell)


def _overall(key: RowKey, cell: Cell) -> str:
    if isinstance(cell, timedelta) and key is not RowKey.LONGEST:
        return translate("report", "mean {0}").format(_cell(cell))
    if key in (RowKey.LONGEST, RowKey.MOST):
        return translate("report", "up to {0}").format(_cell(cell))
    return _cell(cell)
