"""The week window: only the shown week is asked for, everything is told twice, nothing is judged."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Ease, Entry, Reason
from burnbreak.core.events import StartNow
from burnbreak.core.span import Span
from burnbreak.core.workweek import WorkWeek, office_week
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_chart import hours_shown
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import LONDON, NOW, nameless, period, sitting, too_small, view

TITLES = {"long-exhale": "Long exhale", "coherent": "Coherent breathing"}
KEY = Qt.Key


class Shown:
    """A week window over a list of entries, and what it asked for."""

    def __init__(self, qtbot: QtBot, theme: Theme, *entries: Entry, work: WorkWeek | None = None) -> None:
        self.entries, self.asked = list(entries), list[Span]()
        week = office_week() if work is None else work
        self.window = HistoryWindow(
            theme, entries_between=self.between, titles=TITLES, now=NOW, zone=LONDON, work_week=lambda: week
        )
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        self.asked.append(Span(start, end))
        return tuple(e for e in self.entries if start <= e.moment < end)

    @property
    def texts(self) -> str:
        return "\n".join(w.text() for w in self.window.findChildren(QLabel) if w.isVisible())


def test_only_the_shown_week_is_asked_for(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    this = Span(datetime(2026, 11, 16, 4, tzinfo=UTC), datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert set(shown.asked) == {this}
    shown.asked.clear()
    shown.window.go(-1)
    before = Span(this.start - timedelta(weeks=1), this.start)
    assert shown.asked == [before]
    assert shown.window._title.text() == "9 November – 15 November 2026"


def test_weeks_back_and_forth_but_not_into_the_future(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme).window
    assert (window.next.isEnabled(), window.today.isEnabled()) == (False, False)
    window.go(1)
    assert window._title.text() == "16 November – 22 November 2026"
    qtbot.mouseClick(window.previous, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.previous, Qt.MouseButton.LeftButton)
    assert window._title.text() == "2 November – 8 November 2026"
    assert window.next.isEnabled()
    qtbot.mouseClick(window.next, Qt.MouseButton.LeftButton)
    assert window._title.text() == "9 November – 15 November 2026"
    qtbot.mouseClick(window.today, Qt.MouseButton.LeftButton)
    assert window._title.text() == "16 November – 22 November 2026"


def test_the_week_of_another_country(qtbot: QtBot, theme: Theme) -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert Shown(qtbot, theme).window._title.text() == "November 15 – November 21 2026"


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
    assert window.table.isVisible()
    rows = [
        [window.table.item(r, c).text() for c in range(window.table.columnCount())]
        for r in range(window.table.rowCount())
    ]
    assert rows == [
        ["Monday, 16 November", "09:50", "Long exhale", "3:00", "3:00", "to its end", "lighter"],
        ["Tuesday, 17 November", "10:50", "Long exhale", "3:00", "1:37", "ended for the next session", ""],
        ["Wednesday, 18 November", "01:30", "Long exhale", "3:00", "0:12", "a short moment", ""],
    ]


def test_arrow_keys_go_from_mark_to_mark_and_tell_the_details(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(16, 14), sitting(18, 15)).window
    chart = window.chart
    qtbot.keyClick(chart, KEY.Key_Home)
    details = "Monday, 16 November, 09:00: Long exhale, 3:00 of 3:00, to its end; lighter afterwards"
    assert window._line.text() == details
    assert chart.accessibleDescription() == window._line.text()
    qtbot.keyClick(chart, KEY.Key_Down)
    assert "Monday, 16 November, 14:00" in window._line.text()
    qtbot.keyClick(chart, KEY.Key_Right)
    assert "Wednesday, 18 November, 15:00" in window._line.text()
    qtbot.keyClick(chart, KEY.Key_Right)
    assert "Wednesday, 18 November, 15:00" in window._line.text()
    qtbot.keyClick(chart, KEY.Key_Left)
    assert "Monday, 16 November, 14:00" in window._line.text()


def test_the_pointer_tells_the_details(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15)).window
    mark = window.chart.marks()[1]
    qtbot.mouseMove(window.chart, mark.centre.toPoint() + QPoint(9, 0))
    assert "Wednesday, 18 November" in window._line.text()
    qtbot.mouseMove(window.chart, mark.centre.toPoint() + QPoint(40, 40))
    assert "Wednesday" not in window._line.text()


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
    qtbot.keyClick(window.chart, KEY.Key_Home)
    qtbot.keyClick(window.chart, KEY.Key_Left)
    assert "Wednesday" in window._line.text()


def test_the_hours_that_matter(qtbot: QtBot, theme: Theme) -> None:
    plain = Shown(qtbot, theme, sitting(16, 9)).window
    assert plain.week is not None
    assert hours_shown(plain.week, office_week(), LONDON) == (8, 18)
    night = WorkWeek((period(0, "22:00", "06:00"),))
    assert hours_shown(plain.week, night, LONDON) == (4, 28)
    late = Shown(qtbot, theme, sitting(17, 1, 30)).window  # Monday's day, at half past one
    assert late.week is not None
    assert hours_shown(late.week, office_week(), LONDON) == (8, 26)


def test_an_empty_week_says_how_to_begin(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    told: list[object] = []
    shown.window.command.connect(told.append)
    assert "One minute is a good beginning" in shown.texts
    qtbot.mouseClick(shown.window._empty.breathe, Qt.MouseButton.LeftButton)
    assert told == [StartNow("long-exhale", 60.0)]
    shown.window.go(-1)
    assert not shown.window._empty.breathe.isVisible()
    assert "No practice is noted" in shown.texts


def test_a_new_entry_appears_with_the_next_view(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    shown.entries.append(sitting(20, 14))
    shown.window.update_view(view())
    assert len(shown.window.chart.marks()) == 1
    assert not shown.window._empty.isVisible()
    shown.window.show_as("table")
    assert shown.window.table.rowCount() == 1
    shown.entries.append(sitting(20, 15))
    shown.window.update_view(view())
    assert shown.window.table.rowCount() == 2
    # On the Monday after, the present week is another one.
    shown.window.update_view(view(now=NOW + timedelta(days=3)))
    assert shown.window._title.text() == "23 November – 29 November 2026"


def test_controls_have_names(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9)).window
    for look in ("chart", "table"):
        window.show_as(look)
        assert nameless(window) == []
        assert too_small(window) == []
