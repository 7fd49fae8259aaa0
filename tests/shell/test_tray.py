"""The tray menu says what can be done now, and each entry sends its command."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from burnbreak.core.events import Later, NotNow, StartNow, StartOffered
from burnbreak.core.settings import Sessions, Settings
from burnbreak.engine import commands
from burnbreak.resources import asset_folder
from burnbreak.stores import open_practices
from burnbreak.ui.icons import Icons
from burnbreak.ui.tray import Tray
from tests.fakes import Day
from tests.shell.days import MORNING


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    parent = QObject()
    made = Tray(
        open_practices()[0],
        lambda: Day(MORNING).settings.week,
        Icons(asset_folder("icons")),
        parent,
        now=lambda: made.moment,  # type: ignore[attr-defined]
    )
    made.moment = Day(MORNING).clock.now()  # type: ignore[attr-defined]
    made.sent = []  # type: ignore[attr-defined]
    made.command.connect(made.sent.append)  # type: ignore[attr-defined]
    yield made
    made.menu.deleteLater()


def sent(tray: Tray) -> list[object]:
    found: list[object] = tray.sent  # type: ignore[attr-defined]
    return found


def entry(menu: QMenu, *labels: str) -> QAction:
    action = next(a for a in menu.actions() if a.text() == labels[0])
    below = action.menu()
    return entry(below, *labels[1:]) if len(labels) > 1 and isinstance(below, QMenu) else action


def shown(tray: Tray) -> list[str]:
    return [a.text() for a in tray.menu.actions() if a.isVisible() and a.text()]


def test_at_rest(tray: Tray) -> None:
    day = Day(MORNING)
    tray.update_view(day.coach.view())
    assert shown(tray)[0].startswith("Next pause")
    assert shown(tray)[1:] == [
        "Breathe now",
        "Practices ...",
        "Offer nothing",
        "In session until",
        "This week",
        "Look back on the week",
        "More than a break",
        "Settings",
        "Quit",
    ]


def test_with_an_offer(tray: Tray) -> None:
    day = Day(MORNING).until("9:50")
    tray.update_view(day.coach.view())
    for label in ("Start the pause on offer", "Not now"):
        entry(tray.menu, label).trigger()
    entry(tray.menu, "Later").menu().actions()[1].trigger()
    assert sent(tray) == [StartOffered(), NotNow(), Later(timedelta(minutes=5))]


def test_breathe_now_has_three_practices_and_three_lengths(tray: Tray) -> None:
    tray.update_view(Day(MORNING).coach.view())
    practices = entry(tray.menu, "Breathe now").menu().actions()
    titles = [a.text() for a in practices if a.menu()]
    assert titles == ["Long exhale", "Coherent breathing", "Cyclic sighing"]
    for number in range(3):
        practices[0].menu().actions()[number].trigger()
    assert sent(tray) == [StartNow("long-exhale", minutes * 60.0) for minutes in (1, 3, 5)]


def test_in_session_and_over(tray: Tray) -> None:
    day = Day(MORNING)
    tray.update_view(day.coach.view())
    tray.session_menu.aboutToShow.emit()
    first = tray.session_menu.actions()[0]
    first.trigger()
    (command,) = sent(tray)
    assert isinstance(command, commands.InSession)
    assert command.until == day.wall("9:10")
    day.do(command)
    tray.update_view(day.coach.view())
    assert "The session is over" in shown(tray)
    entry(tray.menu, "The session is over").trigger()
    assert sent(tray)[-1] == commands.SessionOver()


def test_a_session_takes_longer(tray: Tray) -> None:
    day = Day(MORNING)
    label = "Still with someone, 5 minutes more"
    tray.update_view(day.coach.view())
    assert label not in shown(tray)
    day.do(commands.InSession(day.wall("9:50")))
    tray.update_view(day.coach.view())
    entry(tray.menu, label).trigger()
    day.do(sent(tray)[-1])
    assert day.coach.view().session_until == day.wall("9:55")
    day.until("9:57")
    tray.update_view(day.coach.view())
    assert label in shown(tray), "pressed a moment too late it counts from now"
    entry(tray.menu, label).trigger()
    day.do(sent(tray)[-1])
    assert day.coach.view().session_until == day.wall("10:02")
    day.until("10:15")
    tray.update_view(day.coach.view())
    assert label not in shown(tray)


def test_the_next_session_is_cancelled(tray: Tray) -> None:
    day = Day(MORNING, replace(Settings(), sessions=Sessions(template=True))).until("9:55")
    tray.update_view(day.coach.view())
    entry(tray.menu, "The one at 10:00 is cancelled").trigger()
    assert sent(tray) == [commands.SessionCancelled()]
    day.do(sent(tray)[-1])
    tray.update_view(day.coach.view())
    assert "The one at 11:00 is cancelled" in shown(tray), "one press, one session"
    assert day.until("10:05").coach.view().session_until is None


def test_pause_and_resume(tray: Tray) -> None:
    day = Day(MORNING)
    tray.update_view(day.coach.view())
    choices = tray.pause_menu.actions()
    choices[1].trigger()
    choices[-1].trigger()
    assert sent(tray) == [
        commands.PauseOffers(day.clock.now() + timedelta(minutes=30)),
        commands.PauseOffers(None),
    ]
    day.do(sent(tray)[-1])
    tray.update_view(day.coach.view())
    assert "Offer pauses again" in shown(tray)
    assert "Offer nothing" not in shown(tray)


def test_while_sitting(tray: Tray) -> None:
    day = Day(MORNING)
    day.do(StartNow("long-exhale", 60.0))
    tray.update_view(day.coach.view())
    entry(tray.menu, "End this practice").trigger()
    assert sent(tray) == [commands.Stop()]
    assert "Breathe now" not in shown(tray)


def test_windows(tray: Tray) -> None:
    opened: list[str] = []
    tray.window.connect(opened.append)
    for label in ("Practices ...", "This week", "More than a break", "Settings", "Quit"):
        entry(tray.menu, label).trigger()
    assert opened == ["library", "week", "support", "settings", "quit"]
