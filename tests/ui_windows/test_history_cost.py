"""What a full week may cost beside an empty one: counted, not timed."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Entry
from burnbreak.core.noticing import shape
from burnbreak.core.week import summarise
from burnbreak.core.workweek import office_week
from burnbreak.ui import history
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_layout import WeekLayout
from burnbreak.ui.history_marks import Marks
from burnbreak.ui.history_paint import paint_week
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import LONDON, NOW, sitting

MONDAY = date(2026, 11, 16)
FULL = 140


class Counted:
    """A painter that notes what it is asked for."""

    def __init__(self, painter: QPainter) -> None:
        self._painter, self.calls = painter, Counter[str]()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            self.calls[name] += 1
            return getattr(self._painter, name)(*values)

        return call


def full_week() -> tuple[Entry, ...]:
    """Twenty sittings a day, of two lengths."""
    return tuple(
        sitting(16 + n // 20, 8 + n % 20 // 2, n % 2 * 30, real=(180.0, 20.0)[n % 2]) for n in range(FULL)
    )


def calls(theme: Theme, marks: Marks, *entries: Entry) -> Counter[str]:
    """What painting the week of these asks a painter for."""
    week = summarise(entries, MONDAY, LONDON)
    days = shape(week, {}, (), office_week(), MONDAY)
    image = QImage(900, 500, QImage.Format.Format_ARGB32_Premultiplied)
    layout = WeekLayout(week, days, QRectF(image.rect()), theme, QLocale(), mirrored=False)
    painter = QPainter(image)
    counted = Counted(painter)
    paint_week(cast(QPainter, counted), layout, theme, None, marks=marks)
    painter.end()
    return counted.calls


def test_a_mark_is_one_stamp(qtbot: QtBot, theme: Theme) -> None:
    marks = Marks(theme, 1.0)
    empty, full = calls(theme, marks), calls(theme, marks, *full_week())
    # A total for each day, a stamp for each mark, and nothing else.
    assert full - empty == Counter(drawText=7, drawPixmap=FULL)
    assert not empty - full


def test_only_what_is_seen_is_made_before_it_is_seen(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Counter[str]()

    def note(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def noted(*values: Any, **named: Any) -> Any:
            made[name] += 1
            return real(*values, **named)

        monkeypatch.setattr(owner, name, noted)

    note(history, "told")
    note(history, "summarise")
    note(WeekLayout, "_marks")
    entries, asked = full_week(), list[tuple[datetime, datetime]]()

    def between(start: datetime, end: datetime) -> tuple[Entry, ...]:
        asked.append((start, end))
        return entries

    things = HistoryThings(entries=between, titles={}, work_week=office_week)
    window = HistoryWindow(theme, things, now=NOW, zone=LONDON)
    qtbot.addWidget(window)
    window.show()
    assert made["summarise"] == len(asked) == 1
    assert made["told"] == 0
    window.show_more()
    assert made["told"] == 1
    assert window.chart.accessibleDescription().count("\n") == 6
    window.grab()
    assert made["_marks"] == 1
