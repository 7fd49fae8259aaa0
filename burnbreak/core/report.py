"""The page for a talk: which rows are on it, and the page itself, in words, before it is drawn or written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from burnbreak.core.load import NOTHING, WeekLoad
from burnbreak.core.load_setting import Load


class RowKey(StrEnum):
    """What a row tells. There is none about how anybody feels, and none that names a practice."""

    BOOKED = "booked"
    AGREED = "agreed"
    OUTSIDE = "outside"
    LONGEST = "longest"
    MOST = "most"
    GAPS = "gaps"
    LUNCH = "lunch"
    PROTECTED = "protected"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    PAUSES = "pauses"
    """Pauses offered and taken: the one row about pauses, never there by itself."""


DEFAULT_ROWS = (
    RowKey.BOOKED, RowKey.AGREED, RowKey.LONGEST, RowKey.MOST, RowKey.GAPS, RowKey.LUNCH, RowKey.PROTECTED,
    RowKey.EVENINGS,
)  # fmt: skip
WEEKS = (4, 8, 12)
"""Lengths to choose from."""

Cell = timedelta | int | tuple[int, int] | None
"""A length, a count, so many of so many, or nothing known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A row before it has words: a cell a week, and all weeks together."""

    key: RowKey
    cells: tuple[Cell, ...]
    overall: Cell
    """The mean of lengths, the longest of runs, the sum of counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row in words."""

    name: str
    meaning: str
    cells: tuple[str, ...]
    overall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What the law of a country says, with its source and the day it was read."""

    title: str
    lines: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that is on the page, and nothing that is not."""

    title: str
    period: str
    chart: str
    """What the bars are."""
    bars: tuple[float, ...]
    """Hours a week."""
    bar_texts: tuple[str, ...]
    line: float
    """The agreed hours; 0 for none."""
    line_text: str
    weeks: tuple[str, ...]
    """The first day of each week."""
    overall: str
    rows: tuple[Row, ...]
    paragraphs: tuple[tuple[str, str], ...]
    """Heading and the user's own words."""
    box: Box | None
    method: str
    language: str = "en"
    mirrored: bool = False

    def texts(self) -> tuple[str, ...]:
        """Every text in reading order."""
        rows = tuple(text for r in self.rows for text in (r.name, r.meaning, *r.cells, r.overall))
        box = (self.box.title, *self.box.lines, self.box.source) if self.box else ()
        line = (self.line_text,) if self.line else ()
        own = tuple(text for pair in self.paragraphs for text in pair)
        head = (self.title, self.period, self.chart, *line, *self.bar_texts, *self.weeks, self.overall)
        return (*head, *rows, *own, *box, self.method)


def numbers(
    weeks: Sequence[WeekLoad],
    limits: Load,
    keys: Sequence[RowKey],
    pauses: Sequence[tuple[int, int]] = (),
) -> tuple[Numbers, ...]:
    """The chosen rows over some weeks; weeks of which nothing is known are gaps in them, not zeros.

    `pauses` are those taken and offered, a pair a week.
    """
    known = [bool(w.days_booked) for w in weeks]
    found = []
    for key in RowKey:
        if key not in keys or (key is RowKey.AGREED and not limits.agreed_minutes):
            continue
        if key is RowKey.PAUSES:
            cells: list[Cell] = [*pauses]
        else:
            cells = [_VALUES[key](w, limits) if on else None for w, on in zip(weeks, known, strict=True)]
        if any(cell is not None for cell in cells):
            found.append(Numbers(key=key, cells=tuple(cells), overall=_overall(key, cells)))
    return tuple(found)


def _overall(key: RowKey, cells: Sequence[Cell]) -> Cell:
    lengths = [c for c in cells if isinstance(c, timedelta)]
    counts = [c for c in cells if isinstance(c, int)]
    shares = [c for c in cells if isinstance(c, tuple)]
    if lengths:
        return max(lengths) if key is RowKey.LONGEST else sum(lengths, NOTHING) / len(lengths)
    if counts:
        return max(counts) if key is RowKey.MOST else sum(counts)
    return (sum(a for a, _ in shares), sum(b for _, b in shares)) if shares else None


def _lunch(week: WeekLoad, _: Load) -> Cell:
    return week.lunches if week.lunches[1] else None


def _protected(week: WeekLoad, _: Load) -> Cell:
    kept, whole = week.protected[0], sum(week.protected)
    return (kept, whole) if whole else None


_VALUES: dict[RowKey, Callable[[WeekLoad, Load], Cell]] = {
    RowKey.BOOKED: lambda w, _: w.booked,
    RowKey.AGREED: lambda w, limits: w.actual(limits.note_minutes),
    RowKey.OUTSIDE: lambda w, _: w.outside,
    RowKey.LONGEST: lambda w, _: w.longest.longest if w.longest else NOTHING,
    RowKey.MOST: lambda w, _: w.most.most if w.most else 0,
    RowKey.GAPS: lambda w, _: (sum(w.gaps[2:]), sum(w.gaps)),
    RowKey.LUNCH: _lunch,
    RowKey.PROTECTED: _protected,
    RowKey.EVENINGS: lambda w, _: w.evenings,
    RowKey.WEEKENDS: lambda w, _: w.weekends,
}


def plain(text: str, longest: int) -> str:
    """A paragraph as it may stand on the page and in the settings: one line, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest]


def first_week(last: date, count: int) -> date:
    """The first day of the first of so many weeks, the last of which begins on `last`."""
    return last - timedelta(weeks=count - 1)
