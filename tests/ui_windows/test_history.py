"""The week window: only the shown week is asked for, everything is told twice, nothing is judged."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.booked import Booked
from burnbreak.core.booked_day import BookedDay, booked_day
from burnbreak.core.entry import Ease, Entry, Reason
from burnbreak.core.events import StartNow
from burnbreak.core.span import Span
from burnbreak.core.workweek import WorkWeek, office_week
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_layout import hours_shown
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import LONDON, NOW, nameless, period, sitting, too_small, view

TITLES = {"long-exhale": "Long exhale", "coherent": "Coherent breathing"}
KEY = Qt.Key


class Shown:
    """A week window over a list of entries, and what it asked for."""

    def __init__(self, qtbot: QtBot, theme: Theme, *entries: Entry, work: WorkWeek | None = None) -> None:
        self.entries, self.asked = list(entries), list[Span]()
        self.booked: tuple[Booked, ...] = ()
        self.known: dict[date, BookedDay] = {}
        week = office_week() if work is None else work
        self.things = HistoryThings(
            entries=self.between,
            titles=TITLES,
            situations={"long-exhale": ("before-hard",), "coherent": ("ordinary", "little-time")},
            work_week=lambda: week,
            booked=lambda: self.booked,
            known=lambda first, last: {d: b for d, b in self.known.items() if first <= d <= last},
        )
        self.window = HistoryWindow(theme, self.things, now=NOW, zone=LONDON)
        self.window.removed.connect(self.remove)
        self.window.added.connect(self.entries.append)
        self.window.brought_back.connect(self.entries.append)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.show_more()
        qtbot.wait(50)  # until everything has its place

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        self.asked.append(Span(start, end))
        return tuple(e for e in self.entries if start <= e.moment < end)

    def remove(self, uuid: str) -> None:
        self.entries[:] = [e for e in self.entries if e.uuid != uuid]

    @property
    def texts(self) -> str:
        labels = [w.text() for w in self.window.findChildren(QLabel) if w.isVisible()]
        return "\n".join([*labels, self.window.facts.text])


def test_only_the_shown_week_is_asked_for(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    this = Span(datetime(2026, 11, 16, 4, tzinfo=UTC), datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert set(shown.asked) == {this}
    shown.asked.clear()
    shown.window.go(-1)
    before = Span(this.start - timedelta(weeks=1), this.start)
    assert shown.asked == [before]
    assert shown.window.head.title.text() == "9 November – 15 November 2026"


def test_weeks_back_and_forth_but_not_into_the_future(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme).window
    assert (window.head.next.isEnabled(), window.head.today.isEnabled()) == (False, False)
    window.go(1)
    assert window.head.title.text() == "16 November – 22 November 2026"
    qtbot.mouseClick(window.head.previous, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.head.previous, Qt.MouseButton.LeftButton)
    assert window.head.title.text() == "2 November – 8 November 2026"
    assert window.head.next.isEnabled()
    qtbot.mouseClick(window.head.next, Qt.MouseButton.LeftButton)
    assert window.head.title.text() == "9 November – 15 November 2026"
    qtbot.mouseClick(window.head.today, Qt.MouseButton.LeftButton)
    assert window.head.title.text() == "16 November – 22 November 2026"


def test_the_week_of_another_country(qtbot: QtBot, theme: Theme) -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert Shown(qtbot, theme).window.head.title.text() == "November 15 – November 21 2026"


def test_three_plain_facts(qtbot: QtBot, theme: Theme) -> None:
    sittings = [sitting(16, 9 + n, practice="coherent") for n in range(4)]
    shown = Shown(qtbot, theme, *sittings, sitting(17, 9, practice="coherent", ease=Ease.SAME, real=300))
    for text in ("5 pause(s)", "17 minute(s)", "5:00", "Coherent breathing, Tuesday", "4 of 5 times"):
        assert text in shown.texts, text


def test_few_answers_are_no_fact(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9), sitting(16, 10))
    assert "lighter most often" not in shown.texts


def test_every_sitting_is_in_the_table_with_its_real_seconds(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(
        qtbot,
        theme,
        sitting(16, 9, 50),
        sitting(17, 10, 50, real=97, reason=Reason.ENDED_FOR_SESSION, ease=None),
        sitting(19, 1, 30, real=12, reason=Reason.ENDED_BY_USER, ease=None),
    ).window
    window.show_as("table")
    assert window.pages._table().isVisible()
    rows = [
        [window.pages._table().item(r, c).text() for c in range(window.pages._table().columnCount())]
        for r in range(window.pages._table().rowCount())
    ]
    assert rows == [
        ["Monday, 16 November", "09:50", "Long exhale", "3:00", "3:00", "to its end", "lighter"],
        ["Tuesday, 17 November", "10:50", "Long exhale", "3:00", "1:37", "ended for the next session", ""],
        ["Wednesday, 18 November", "01:30", "Long exhale", "3:00", "0:12", "a short moment", ""],
    ]


def test_arrow_keys_go_from_mark_to_mark_and_tell_the_details(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(16, 14), sitting(18, 15)).window
    chart = window.chart
    qtbot.keyClick(chart, KEY.Key_Up)
    assert "Wednesday, 18 November, 15:00" in window.line.text.text()
    qtbot.keyClick(chart, KEY.Key_Up)
    qtbot.keyClick(chart, KEY.Key_Up)
    details = "Monday, 16 November, 09:00: Long exhale, 3:00 of 3:00, to its end; lighter afterwards"
    assert window.line.text.text() == details
    assert chart.accessibleDescription() == window.line.text.text()
    qtbot.keyClick(chart, KEY.Key_Down)
    assert "Monday, 16 November, 14:00" in window.line.text.text()
    qtbot.keyClick(chart, KEY.Key_Right)
    assert "Wednesday, 18 November, 15:00" in window.line.text.text()
    qtbot.keyClick(chart, KEY.Key_Right)
    assert "Wednesday, 18 November, 15:00" in window.line.text.text()
    qtbot.keyClick(chart, KEY.Key_Left)
    assert "Monday, 16 November, 14:00" in window.line.text.text()


def test_the_pointer_tells_the_details(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15)).window
    mark = window.chart.marks()[1]
    qtbot.mouseMove(window.chart, mark.centre.toPoint() + QPoint(9, 0))
    qtbot.waitUntil(lambda: "Wednesday, 18 November" in window.line.text.text())
    qtbot.mouseMove(window.chart, mark.centre.toPoint() + QPoint(40, 40))
    qtbot.waitUntil(lambda: "Wednesday" not in window.line.text.text())


def test_marks_lie_at_their_day_and_hour_and_grow_with_minutes(qtbot: QtBot, theme: Theme) -> None:
    chart = Shown(qtbot, theme, sitting(16, 9), sitting(16, 13, real=600), sitting(18, 13)).window.chart
    nine, one, other = chart.marks()
    assert nine.centre.x() == one.centre.x() < other.centre.x()
    assert nine.centre.y() < one.centre.y()
    assert one.radius > nine.radius == other.radius


@pytest.mark.usefixtures("mirrored")
def test_right_to_left_begins_at_the_right(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(18, 9)).window
    monday, wednesday = window.chart.marks()
    assert monday.centre.x() > wednesday.centre.x()
    qtbot.keyClick(window.chart, KEY.Key_Down)
    qtbot.keyClick(window.chart, KEY.Key_Left)
    assert "Wednesday" in window.line.text.text()


def test_the_hours_that_matter(qtbot: QtBot, theme: Theme) -> None:
    plain = Shown(qtbot, theme, sitting(16, 9)).window
    assert plain.week is not None
    assert hours_shown(plain.week, plain.days) == (8, 18)
    night = Shown(qtbot, theme, work=WorkWeek((period(0, "22:00", "06:00"),))).window
    assert night.week is not None
    assert hours_shown(night.week, night.days) == (4, 28)
    late = Shown(qtbot, theme, sitting(17, 1, 30)).window  # Monday's day, at half past one
    assert late.week is not None
    assert hours_shown(late.week, late.days) == (8, 26)


def test_an_empty_week_says_how_to_begin(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    told: list[object] = []
    shown.window.command.connect(told.append)
    assert "One minute is a good beginning" in shown.texts
    qtbot.mouseClick(shown.window.empty.breathe, Qt.MouseButton.LeftButton)
    assert told == [StartNow("long-exhale", 60.0)]
    shown.window.go(-1)
    assert not shown.window.empty.breathe.isVisible()
    assert "No practice is noted" in shown.texts


def test_a_new_entry_appears_with_the_next_view(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    shown.entries.append(sitting(20, 14))
    shown.window.update_view(view())
    assert len(shown.window.chart.marks()) == 1
    assert not shown.window.empty.isVisible()
    shown.window.show_as("table")
    assert shown.window.pages._table().rowCount() == 1
    shown.entries.append(sitting(20, 15))
    shown.window.update_view(view())
    assert shown.window.pages._table().rowCount() == 2
    # On the Monday after, the present week is another one.
    shown.window.update_view(view(now=NOW + timedelta(days=3)))
    assert shown.window.head.title.text() == "23 November – 29 November 2026"


def test_controls_have_names(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9)).window
    for look in ("chart", "table"):
        window.show_as(look)
        assert nameless(window) == []
        assert too_small(window) == []


def test_a_day_lived_elsewhere_is_told_by_its_own_clock(qtbot: QtBot, theme: Theme) -> None:
    new_york, monday = ZoneInfo("America/New_York"), date(2026, 11, 16)
    shown = Shown(qtbot, theme, sitting(16, 15), sitting(17, 8, 30), sitting(17, 10))
    shown.known[monday] = booked_day(monday, new_york, (), office_week())
    shown.window.refresh()
    assert shown.window.week is not None
    # Tuesday is London's again and begins at 04:00 there, when it was 23:00 in New York.
    assert [d.pauses for d in shown.window.week.days] == [1, 2, 0, 0, 0, 0, 0]
    qtbot.keyClick(shown.window.chart, KEY.Key_Down)
    assert "Monday, 16 November, 10:00" in shown.window.line.text.text()
    assert shown.window.days[0].work[0].start.hour == 14  # nine in New York


class LoadStub(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[date] = []

    def show_week(self, first: date) -> None:
        self.shown.append(first)


def test_the_load_is_one_more_view_of_the_same_week(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9))
    assert [b.text() for b in shown.window.head.views.buttons()] == ["Picture", "Table", "Month"]
    page = LoadStub()
    window = HistoryWindow(theme, replace(shown.things, load_page=lambda: page), now=NOW, zone=LONDON)
    qtbot.addWidget(window)
    window.show()
    assert [b.text() for b in window.head.views.buttons()] == ["Picture", "Table", "Month", "Load"]
    assert page.shown == []
    window.go(-1)
    window.show_as("load")
    assert page.isVisible()
    assert set(page.shown) == {date(2026, 11, 9)}
    assert not window.facts.isVisible()
    window.go(1)
    assert page.shown[-1] == date(2026, 11, 16)
    window.show_as("chart")
    assert window.facts.isVisible()
