"""The month that was worked out by hand, as the window and the command line tell it."""

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from pytestqt.qtbot import QtBot

from burnbreak import reports
from burnbreak.cli_words import make_parser
from burnbreak.core.booked_day import booked_day, day_values
from burnbreak.core.entry import Entry
from burnbreak.core.month import summarise_month
from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.storage.log import Log
from burnbreak.system.clock import SystemClock
from burnbreak.ui import history_more as more
from burnbreak.ui import history_words as words
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_facts import facts
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.theme import Theme
from tests import month

NOW = month.local(11, 2, "10:00")
KEY = Qt.Key
TITLES = {name: name.replace("-", " ").capitalize() for name in month.BY_PRACTICE}


def between(start: datetime, end: datetime) -> tuple[Entry, ...]:
    return tuple(e for e in month.ENTRIES if start <= e.moment < end)


def window_of(qtbot: QtBot, theme: Theme) -> HistoryWindow:
    days = {
        date(2026, 10, day): booked_day(date(2026, 10, day), month.ZONE, some, month.WORK)
        for day, some in month.BOOKED.items()
    }
    things = HistoryThings(
        entries=between,
        titles=TITLES,
        situations=month.SITUATIONS,
        work_week=lambda: month.WORK,
        known=lambda first, last: {d: b for d, b in days.items() if first <= d <= last},
    )
    window = HistoryWindow(theme, things, now=NOW, zone=month.ZONE)
    qtbot.addWidget(window)
    window.show()
    window.show_more()
    window.show_as("month")
    window.go(-1)
    return window


def test_every_figure_of_the_month(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    assert window.head.title.text() == "October 2026"
    text = window.facts.text
    for told in (
        f"{month.TOTAL_PAUSES} pause(s); 67 minute(s), on {month.DAYS_PAUSED} day(s)",
        "Long exhale; left you lighter most often: 3 of 5 times",
        "10:00; Five senses, Saturday",
        "Nothing stands out",  # two unanswered, two declined: fewer than three of each
    ):
        assert told in text, told
    assert window.room.more is not None
    assert window.room.more.offers.text.splitlines() == [
        "14 taken", "1 spent away from the desk", "1 postponed", "1 waiting", "2 declined", "2 unanswered",
        "1 with no room before the next session", "1 while the computer slept", "1 during a call",
        "2 of them had been put off or held, and came up again",
    ]  # fmt: skip
    assert window.room.more.answers.text.splitlines() == [
        "All practices: lighter 9, the same 5, heavier 1 of 15",
        "Long exhale: lighter 3, the same 1, heavier 1 of 5",
    ]


def test_minutes_by_practice_and_situation(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    assert window.week is not None
    bars = more.practice_bars(window.week, TITLES)
    assert [(b.name, b.value) for b in bars] == [(TITLES[n], s) for n, (_, s) in month.BY_PRACTICE.items()]
    minutes = ["22 minute(s)", "19 minute(s)", "17 minute(s)", "5 minute(s)", "2 minute(s)", "2 minute(s)"]
    assert [b.told for b in bars] == [*minutes, "20 second(s)"]
    bars = more.situation_bars(window.week, month.SITUATIONS)
    assert [b.value for b in bars] == [s for _, s in month.BY_SITUATION.values()]
    assert bars[0].name == "An ordinary gap"
    assert window.room.more is not None
    assert "An ordinary gap: 27 minute(s)" in window.room.more.situations.bars.accessibleDescription()


def test_every_day_in_words(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    assert window.room.more is not None
    lines = {line.split(",")[1].split()[0]: line for line in window.room.more.days.text.splitlines()}
    assert lines["1"] == ("Thursday, 1 October: 2 pause(s), 8 minute(s); 3 offer(s): 2 taken, 1 declined.")
    assert lines["6"].startswith("Tuesday, 6 October: 1 short moment(s); 2 offer(s): 1 taken, 1 passed by")
    assert set(lines) == {str(day) for day in (*month.PAUSES, 6)}
    # What is told of the month is the month's: the picture says the same to a screen reader.
    assert window.pages.month is not None
    assert window.pages.month.accessibleDescription() == window.room.more.days.text


def test_a_week_of_it_with_what_was_booked(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    window.show_as("chart", date(2026, 10, 7))
    assert window.head.title.text() == "5 October – 11 October 2026"
    text = window.facts.text
    assert "5 pause(s); 21 minute(s), on 4 day(s)" in text  # 1280 s
    assert "2 h 25 min; booked in a row, Wednesday from 09:00" in text
    assert window.room.more is not None
    assert "booked 4 h 20 min" in window.room.more.days.text  # 260 minutes on Monday
    assert len(window.room.more.days.text.splitlines()) == 7


def test_keys_go_through_the_month_and_enter_opens_the_week(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    view = window.pages.month
    assert view is not None
    view.stand_on(date(2026, 10, 1))
    assert "Thursday, 1 October: 2 pause(s)" in window.line.text.text()
    qtbot.keyClick(view, KEY.Key_Down)
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.current is not None
    assert view.current.date == date(2026, 10, 9)
    assert view.accessibleDescription().startswith("Friday, 9 October")
    qtbot.keyClick(view, KEY.Key_Return)
    assert (window.view, window.head.title.text()) == ("chart", "5 October – 11 October 2026")


def test_beyond_the_edge_is_the_next_month_but_never_the_future(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    view = window.pages.month
    assert view is not None
    view.stand_on(date(2026, 10, 1))
    qtbot.keyClick(view, KEY.Key_Left)
    assert window.head.title.text() == "September 2026"
    assert view.current is not None
    assert view.current.date == date(2026, 9, 30)
    assert "1 pause(s)" in window.line.text.text()
    qtbot.keyClick(view, KEY.Key_PageDown)
    qtbot.keyClick(view, KEY.Key_PageDown)
    assert window.head.title.text() == "November 2026"
    view.stand_on(date(2026, 11, 30))
    qtbot.keyClick(view, KEY.Key_Right)
    assert window.head.title.text() == "November 2026"
    assert not window.head.next.isEnabled()


def test_the_pointer_and_both_directions(qtbot: QtBot, theme: Theme) -> None:
    window = window_of(qtbot, theme)
    view = window.pages.month
    assert view is not None
    first, second = (view.layout_now().cell(date(2026, 10, n)).center() for n in (1, 2))
    assert first.x() < second.x()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(second.x()), round(second.y())))
    assert "Friday, 2 October" in window.line.text.text()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, second = (view.layout_now().cell(date(2026, 10, n)).center() for n in (1, 2))
    assert first.x() > second.x()


def test_months_begin_where_the_locale_begins_its_weeks(qtbot: QtBot, theme: Theme) -> None:
    QLocale.setDefault(QLocale("en_US"))
    view = window_of(qtbot, theme).pages.month
    assert view is not None
    assert view.layout_now().weeks[0][0] == date(2026, 9, 27)


def test_facts_of_a_month_without_pauses(qtbot: QtBot) -> None:
    only_offers = [e for e in month.OCTOBER if e.started is None]
    shown = summarise_month(only_offers, month.FIRST, month.ZONE)
    told = facts(shown, (), TITLES, QLocale())
    assert [f.large for f in told] == ["None this time", "Nothing stands out"]
    assert facts(summarise_month((), month.FIRST, month.ZONE), (), TITLES, QLocale()) == ()


def test_sums_of_time_in_their_own_words() -> None:
    told = [words.minutes(seconds) for seconds in (40, 59.6, 97, 7_199, 7_200, 58_440)]
    # Two hours and more are no number of minutes anybody can picture.
    assert told == ["40 second(s)", "1 minute(s)", "2 minute(s)", "2 h", "2 h", "16 h 14 min"]


class Fixed(SystemClock):
    def now(self) -> datetime:
        return NOW

    def zone(self):  # type: ignore[no-untyped-def]
        return month.ZONE


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    args: argparse.Namespace = make_parser().parse_args(["history", *words])
    assert reports.history(args) == 0
    return capsys.readouterr().out


def test_the_command_line_tells_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from burnbreak.storage.paths import find_paths

    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    monkeypatch.setattr("burnbreak.system.clock.SystemClock", Fixed)
    find_paths().log.parent.mkdir(parents=True, exist_ok=True)
    log = Log(find_paths().log, lambda: NOW)
    for entry in month.ENTRIES:
        log.write(entry)
    log.close()
    rows = json.loads(said(["--month", "2026-10", "--json"], capsys))
    assert len(rows) == len(month.OCTOBER)
    found = json.loads(said(["--month", "2026-10", "--summary", "--json"], capsys))
    assert (found["first"], found["last"]) == ("2026-10-01", "2026-10-31")
    assert (found["pauses"], found["seconds"], found["days_with_pauses"]) == (
        month.TOTAL_PAUSES,
        month.TOTAL_SECONDS,
        month.DAYS_PAUSED,
    )
    assert found["offers"] == {
        "planned": month.OFFERS, "taken": month.TAKEN, "away": month.RESTED, "postponed": month.POSTPONED,
        "held": month.HELD, "declined": month.DECLINED, "came_up_again": month.WAITED,
        "missed": {str(reason): count for reason, count in month.MISSED_WHY.items()},
    }  # fmt: skip
    assert found["answers"] == {"lighter": month.LIGHTER, "same": month.SAME, "heavier": month.HEAVIER}
    assert {s["name"]: (s["pauses"], s["seconds"]) for s in found["practices"]} == month.BY_PRACTICE
    text = said(["--month", "2026-10", "--summary"], capsys)
    assert f"pauses: {month.TOTAL_PAUSES}, 67:27, on {month.DAYS_PAUSED} days" in text
    assert "practice: coherent, 5 x, 22:30" in text
    # Of November, the present month, there is one.
    assert json.loads(said(["--month", "--summary", "--json"], capsys))["pauses"] == 1
    with pytest.raises(SystemExit):
        make_parser().parse_args(["history", "--month", "2026-13"])


def test_the_command_line_knows_where_a_day_was_lived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from burnbreak.storage.paths import find_paths

    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    monkeypatch.setattr("burnbreak.system.clock.SystemClock", Fixed)
    find_paths().log.parent.mkdir(parents=True, exist_ok=True)
    log = Log(find_paths().log, lambda: NOW)
    log.write(month.BEFORE)  # 03:59 on the 1st in Berlin
    assert month.BEFORE.started is not None
    day = booked_day(date(2026, 10, 1), ZoneInfo("Asia/Tokyo"), (), month.WORK)
    record = Record(
        uuid=dated_uuid(RecordKind.BOOKED_DAY, day.date),
        kind=RecordKind.BOOKED_DAY,
        moment=month.BEFORE.started,
        values=day_values(day),
    )
    log.keep(record)
    log.close()
    # In Tokyo it was 10:59 on the 1st by then.
    assert json.loads(said(["--month", "2026-10", "--summary", "--json"], capsys))["pauses"] == 1
