"""The calendars page: a trial before the connection, plain words for how each one stands."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from burnbreak.calendars.trouble import Trouble
from burnbreak.core.calendar_setting import CalendarRole
from burnbreak.core.settings import Settings
from burnbreak.ui.calendar_things import CalendarTrial
from burnbreak.ui.settings import calendar_words
from burnbreak.ui.settings.calendars import CalendarsPage
from burnbreak.ui.theme import Theme
from tests.ui_windows.calendar_things import WORK, Things
from tests.ui_windows.values import nameless, too_small


@pytest.fixture
def things() -> Things:
    return Things()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, things: Things) -> CalendarsPage:
    made = CalendarsPage(theme, Settings(calendars=(WORK,)), things)
    qtbot.addWidget(made)
    made.resize(640, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_how_a_calendar_stands_is_told_in_words(page: CalendarsPage, things: Things, qtbot: QtBot) -> None:
    words = page._cards["a"].state.text()
    assert "minute(s) ago" in words or "5 minutes ago" in words
    assert "The server cannot be reached" in words
    assert page._today.text() == "Today: 14:20 to 15:10 session"
    qtbot.keyClick(page._refresh, Qt.Key.Key_Space)
    assert things.refreshed == 1
    assert nameless(page) == []
    assert too_small(page) == []


def test_every_trouble_has_a_sentence() -> None:
    assert {str(t) for t in Trouble} == calendar_words.TROUBLES


def test_what_its_times_count_as_is_changed_and_it_is_removed(page: CalendarsPage, qtbot: QtBot) -> None:
    told: list[Settings] = []
    page.changed.connect(told.append)
    card = page._cards["a"]
    qtbot.keyClick(card.role.buttons()[1], Qt.Key.Key_Space)
    assert told[-1].calendars == (replace(WORK, role=CalendarRole.BOOKED),)
    assert not card.shortest.isVisible()
    qtbot.keyClick(card.all_day, Qt.Key.Key_Space)
    assert told[-1].calendars[0].all_day
    qtbot.keyClick(card.role.buttons()[0], Qt.Key.Key_Space)
    card.longest.field.setValue(15)
    assert (told[-1].calendars[0].shortest_minutes, told[-1].calendars[0].longest_minutes) == (15, 15)
    qtbot.keyClick(card.remove, Qt.Key.Key_Space)
    assert not told[-1].calendars
    assert page._today.text() == "No calendar is connected."


def test_a_web_calendar_is_tried_before_it_is_connected(
    page: CalendarsPage, things: Things, qtbot: QtBot
) -> None:
    told: list[Settings] = []
    page.changed.connect(told.append)
    form = page._form
    qtbot.keyClick(form.kind.buttons()[1], Qt.Key.Key_Space)
    assert not form.trial.isEnabled()
    qtbot.keyClicks(form.name, "Practice")
    qtbot.keyClicks(form.address, "https://example.org/secret.ics")
    qtbot.keyClick(form.trial, Qt.Key.Key_Space)
    # What is typed meanwhile makes the answer one to another question.
    qtbot.keyClicks(form.address, "x")
    things.waiting.pop()()
    assert not form.connect_it.isEnabled()
    qtbot.keyClick(form.trial, Qt.Key.Key_Space)
    things.waiting.pop()()
    assert "14:20 to 15:10 session" in form.result.text()
    qtbot.keyClick(form.connect_it, Qt.Key.Key_Space)
    assert [c.name for c in told[-1].calendars] == ["Work", "Practice"]
    assert things.kept["new"].address == "https://example.org/secret.icsx"
    assert form.address.text() == ""
    assert "secret" not in repr(told[-1])


def test_without_a_keyring_it_can_be_connected_for_now(
    page: CalendarsPage, things: Things, qtbot: QtBot
) -> None:
    told: list[Settings] = []
    page.changed.connect(told.append)
    things.no_keyring = True
    form = page._form
    qtbot.keyClick(form.kind.buttons()[2], Qt.Key.Key_Space)
    for line, words in ((form.address, "https://dav.example"), (form.user, "ada"), (form.password, "pw")):
        qtbot.keyClicks(line, words)
    qtbot.keyClick(form.look_up, Qt.Key.Key_Space)
    assert form.found.currentText() == "Clinic"
    qtbot.keyClick(form.trial, Qt.Key.Key_Space)
    things.waiting.pop()()
    qtbot.keyClick(form.connect_it, Qt.Key.Key_Space)
    assert told == []
    assert form.result.text().startswith("This desktop has no keyring")
    qtbot.keyClick(form.passing, Qt.Key.Key_Space)
    assert [c.name for c in told[-1].calendars] == ["Work", "Clinic"]
    assert things.held["new"].password == "pw"
    assert things.kept == {}
    assert not form.passing.isVisible()
    assert form.password.text() == ""


def test_a_trial_that_failed_connects_nothing(page: CalendarsPage, things: Things, qtbot: QtBot) -> None:
    things.trial = CalendarTrial(trouble="not-a-calendar")
    page._form.take_file("/home/ada/clinic.ics")
    assert page._form.name.text() == "clinic"
    qtbot.keyClick(page._form.trial, Qt.Key.Key_Space)
    things.waiting.pop()()
    assert page._form.result.text().startswith("Something else came")
    assert not page._form.connect_it.isEnabled()
