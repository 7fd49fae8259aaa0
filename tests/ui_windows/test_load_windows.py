"""The load in the running app: days are kept as they change, the week shows them, the card asks once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from burnbreak.core.load_setting import Load, Report
from burnbreak.core.record import RecordKind
from burnbreak.core.review import Choice
from burnbreak.core.settings import Settings
from burnbreak.core.settings import Theme as Mode
from burnbreak.engine import commands
from burnbreak.engine.agenda import NoCalendars
from burnbreak.engine.load_desk import LoadDesk
from burnbreak.ui.history_desk import make_window
from burnbreak.ui.history_head import LOAD
from burnbreak.ui.load_page import LoadPage
from burnbreak.ui.load_windows import (
    LoadWatch,
    load_page,
    report_window,
    review_window,
    week_to_look_back_on,
)
from burnbreak.ui.report import ReportWindow
from burnbreak.ui.review import ReviewCard, ReviewWindow
from burnbreak.ui.theme import Theme
from tests.core.booked import hm
from tests.fakes import Day

QUIET = replace(Settings(), breaks=replace(Settings().breaks, offered=False))


def friday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 27, hour, minute, tzinfo=UTC)


class Afternoon:
    """A Friday whose last session has just been."""

    def __init__(self, settings: Settings = QUIET) -> None:
        self.day = Day(friday(15), settings)
        coach = self.day.coach
        self.desk = LoadDesk(
            self.day.log, self.day.clock, settings=lambda: coach.settings, booked=coach.booked,
            calendars=NoCalendars(), trouble=self.day.witness.trouble,
        )  # fmt: skip
        self.day.do(commands.InSession(friday(15, 50)))
        self.desk.look()


@pytest.fixture
def afternoon() -> Afternoon:
    return Afternoon()


def test_the_week_has_a_page_for_the_load(qtbot: QtBot, theme: Theme, afternoon: Afternoon) -> None:
    window = make_window(theme, afternoon.day.coach, load=afternoon.desk)
    qtbot.addWidget(window)
    window.show()
    window.show_as(LOAD)
    (page,) = window.findChildren(LoadPage)
    assert page.isVisible()
    assert page.what_if.changed.booked == hm(0, 50)


def test_own_numbers_leave_other_settings_alone(qtbot: QtBot, theme: Theme, afternoon: Afternoon) -> None:
    coach = afternoon.day.coach
    page = load_page(afternoon.desk, coach, theme, lambda _: None)
    qtbot.addWidget(page)
    assert isinstance(page, LoadPage)
    dark = replace(coach.settings, look=replace(coach.settings.look, theme=Mode.DARK))
    coach.do(commands.ChangeSettings(dark))
    page.numbers.changed.emit(Load(agreed_minutes=600))
    assert coach.settings == replace(dark, load=Load(agreed_minutes=600))


def test_the_report_keeps_its_words_alone(qtbot: QtBot, theme: Theme, afternoon: Afternoon) -> None:
    coach = afternoon.day.coach
    window = report_window(afternoon.desk, coach, theme, coach.do)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    assert isinstance(window, ReportWindow)
    coach.do(commands.ChangeSettings(replace(coach.settings, load=Load(evening_hour=20))))
    window.keep.setChecked(True)
    assert coach.settings.report == Report(keep_words=True)
    assert coach.settings.load == Load(evening_hour=20)


def test_looking_back_keeps_the_choice(qtbot: QtBot, theme: Theme, afternoon: Afternoon) -> None:
    window = review_window(afternoon.desk, afternoon.day.coach, theme, lambda _: None)
    qtbot.addWidget(window)
    assert isinstance(window, ReviewWindow)
    window.choices[Choice.LEAVE].click()
    (record,) = [r for r in afternoon.day.log.kept.values() if r.kind is RecordKind.REVIEW]
    assert record.values["choice"] == "leave"


def test_on_monday_morning_it_is_the_week_before(afternoon: Afternoon) -> None:
    desk, day = afternoon.desk, afternoon.day
    assert week_to_look_back_on(desk).isoformat() == "2026-11-23"
    day.heartbeat = timedelta(hours=1)
    day.until(friday(9) + timedelta(days=3))
    assert week_to_look_back_on(desk).isoformat() == "2026-11-23"
    day.do(commands.InSession(friday(9, 50) + timedelta(days=3)))
    assert week_to_look_back_on(desk).isoformat() == "2026-11-30"


def test_the_card_asks_once_and_its_yes_opens_the_look_back(
    qtbot: QtBot, qapp: QApplication, theme: Theme, afternoon: Afternoon
) -> None:
    opened: list[str] = []
    asked = [True]
    day = afternoon.day
    watch = LoadWatch(afternoon.desk, theme, opened.append, lambda: asked[0], qapp)
    day.until(friday(15, 55))
    watch.follow(day.coach.view())
    watch._rests.timeout.emit()
    assert watch.card is None, "something else was asked today"
    asked[0] = False
    watch._rests.timeout.emit()
    assert isinstance(watch.card, ReviewCard)
    watch.card.wanted.emit()
    assert opened == ["review"]
    watch.card.close()
    qtbot.waitUntil(lambda: watch.card is None)
    watch._rests.timeout.emit()
    assert watch.card is None
    watch.close()


def test_the_card_goes_when_a_session_begins(
    qtbot: QtBot, qapp: QApplication, theme: Theme, afternoon: Afternoon
) -> None:
    day = afternoon.day
    watch = LoadWatch(afternoon.desk, theme, lambda _: None, lambda: False, qapp)
    day.until(friday(15, 55))
    watch.follow(day.coach.view())
    watch._rests.timeout.emit()
    assert watch.card is not None
    day.do(commands.InSession(friday(16, 40)))
    watch.follow(day.coach.view())
    qtbot.waitUntil(lambda: watch.card is None)
    watch.close()


def test_what_changes_is_kept_within_a_second_and_at_the_end(
    qtbot: QtBot, qapp: QApplication, theme: Theme, afternoon: Afternoon
) -> None:
    day = afternoon.day
    watch = LoadWatch(afternoon.desk, theme, lambda _: None, lambda: True, qapp)
    day.until(friday(16, 20)).do(commands.InSession(friday(16, 50)))
    watch.follow(day.coach.view())
    qtbot.waitUntil(lambda: afternoon.desk.kept(friday(9).date(), friday(9).date()) != {}, timeout=3000)
    qtbot.waitUntil(lambda: len(kept_spans(day)) == 2, timeout=3000)
    day.do(commands.SessionOver()).until(day.now + timedelta(minutes=1))
    watch.close()
    assert len(kept_spans(day)) == 1


def kept_spans(day: Day) -> list[object]:
    (record,) = [r for r in day.log.kept.values() if r.kind is RecordKind.BOOKED_DAY]
    return list(record.values["spans"])
