"""Check-ins in the shell: the quiet line, the sliders before a sitting, what opens the support card."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from burnbreak.core.check_times import Asking, Topic
from burnbreak.core.checkin import CheckSet
from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow
from burnbreak.core.settings import AfterSitting
from burnbreak.core.settings import CheckIns as Wishes
from burnbreak.engine.asking_memory import as_json
from burnbreak.engine.check_ins import KEY, CheckIns
from burnbreak.engine.commands import ChangeSettings, Stop
from burnbreak.storage.support_files import SupportFiles
from burnbreak.ui.check_in_line import CheckInLine
from tests.core.stories import tuesday
from tests.shell.test_shell import Desktop, wait_for

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "systemTrayWindowChanged", extend=True)


class Desk(Desktop):
    """A desktop of somebody who has been here for long."""

    def start(self) -> "Desk":
        super().start()
        self.log.set_state(KEY, as_json(Asking(since=datetime(2026, 1, 5, tzinfo=UTC))))
        self.check_ins = CheckIns(self.coach, self.log, lambda: f"c{len(self.log.kept)}", self.shell.trouble)
        self.shell._places = replace(
            self.shell._places, check_ins=lambda: self.check_ins, helplines=SupportFiles
        )
        return self

    def wish(self, **wishes: object) -> None:
        settings = replace(self.coach.settings, check_ins=Wishes(**wishes))  # type: ignore[arg-type]
        self.shell.do(ChangeSettings(settings))

    def sit(self, qtbot: QtBot) -> None:
        self.shell.do(StartNow("long-exhale", 60.0))
        wait_for(qtbot, lambda: self.window("sitting"))
        self.clock.advance(timedelta(seconds=75))
        wait_for(qtbot, lambda: self.window("closing"))


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qapp).start()
    yield made
    made.stop()
    qtbot.wait(10)


def test_heavier_twice_in_a_day_opens_the_support_card_quietly(qtbot: QtBot, desk: Desk) -> None:
    desk.wish(after_sitting=AfterSitting.NEVER)
    desk.sit(qtbot)
    desk.window("closing").answer(Ease.HEAVIER)
    assert desk.window("support") is None, "once is not twice"
    desk.window("closing").close()
    wait_for(qtbot, lambda: desk.window("closing") is None)
    desk.clock.advance(timedelta(hours=1))
    desk.sit(qtbot)
    closing = desk.window("closing")
    closing.answer(Ease.HEAVIER)
    support = desk.window("support")
    assert support.isVisible()
    assert support.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert closing.isVisible()


@pytest.mark.desktop
def test_opened_quietly_a_window_leaves_the_focus_where_it_is(qtbot: QtBot, desk: Desk) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    desk.shell.open("support", quietly=True)
    support = desk.window("support")
    qtbot.waitExposed(support)
    qtbot.wait(300)
    assert line.isActiveWindow()
    qtbot.keyClicks(line, "notes")
    assert line.text() == "notes"
    desk.shell.open("support")
    qtbot.waitUntil(support.isActiveWindow)


def test_heavier_on_two_days_opens_nothing(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(2):
        desk.sit(qtbot)
        desk.window("closing").answer(Ease.HEAVIER)
        desk.window("closing").close()
        desk.clock.advance(timedelta(days=1))
    assert desk.window("support") is None


@pytest.mark.parametrize(("answer", "opens"), [(1, False), (2, False), (3, False), (4, False), (5, True)])
def test_the_top_answer_alone_opens_the_support_card(
    qtbot: QtBot, desk: Desk, answer: int, opens: bool
) -> None:
    assert desk.check_ins.waiting() is Topic.MONTHLY
    desk.shell.open("check_in")
    window = desk.window("check_in")
    window.questions.choices[answer - 1].button.click()
    window.keep.click()
    assert (desk.window("support") is not None) is opens
    assert [dict(record.values) for record in desk.log.kept.values()] == [
        {"set": "monthly", "burnout": answer}
    ]


def test_no_weekly_answer_opens_anything(qtbot: QtBot, desk: Desk) -> None:
    desk.wish(monthly=False)
    desk.shell.open("check_in")
    window = desk.window("check_in")
    for name, value in (("tension", 10), ("energy", 0), ("connection", 0)):
        window.questions.scales[name].choose(value)
    window.keep.click()
    assert desk.window("support") is None
    assert len(desk.log.kept) == 1


def test_the_line_is_in_the_menu_alone_and_only_while_a_set_waits(qtbot: QtBot, desk: Desk) -> None:
    line = desk.shell.tray._check_in
    desk.shell.tray.menu.aboutToShow.emit()
    assert (line.isVisible(), line.text()) == (True, "Monthly check-in (one question)")
    desk.shell.open("home")
    qtbot.waitUntil(desk.window("home").check_in.isVisible)
    line.trigger()
    assert desk.window("check_in").topic is Topic.MONTHLY
    desk.window("check_in").skip.click()
    desk.shell.tray.menu.aboutToShow.emit()
    assert not line.isVisible()
    desk.shell._show_view()
    assert not desk.window("home").check_in.isVisible()


def test_the_line_is_in_the_week_window_too(qtbot: QtBot, desk: Desk) -> None:
    desk.shell.open("week")
    line = desk.window("week").findChild(CheckInLine)
    assert line.isVisible()
    assert line.button.text() == "Monthly check-in (one question)"
    line.button.click()
    desk.window("check_in").skip.click()
    line.refresh()
    assert not line.isVisible()


def test_the_sliders_come_before_a_sitting_and_after_it(qtbot: QtBot, desk: Desk) -> None:
    desk.wish(affect=True, monthly=False)
    desk.shell.do(StartNow("long-exhale", 60.0))
    before = desk.window("before")
    assert before.isVisible()
    assert desk.coach.run is None
    before.sliders.scales["pleasure"].choose(30)
    before.begin.click()
    wait_for(qtbot, lambda: desk.window("sitting"))
    assert desk.coach.run is not None
    sitting = desk.coach.run.entry_id
    desk.clock.advance(timedelta(seconds=75))
    wait_for(qtbot, lambda: desk.window("closing"))
    desk.window("closing").affect_kept.emit({"pleasure": 60, "arousal": 50})
    assert [(a.set, dict(a.values), a.sitting) for a in desk.check_ins.answers()] == [
        (CheckSet.BEFORE, {"pleasure": 30}, sitting),
        (CheckSet.AFTER, {"pleasure": 60, "arousal": 50}, sitting),
    ]
    desk.window("closing").close()
    desk.shell.do(StartNow("long-exhale", 60.0))
    wait_for(qtbot, lambda: desk.window("sitting"))
    desk.shell.do(Stop())


def test_a_sitting_begins_at_once_without_the_wish(qtbot: QtBot, desk: Desk) -> None:
    desk.shell.do(StartNow("long-exhale", 60.0))
    assert desk.window("before") is None
    assert desk.coach.run is not None
    desk.shell.do(Stop())


def test_the_page_and_the_support_card_open_by_name(qtbot: QtBot, desk: Desk) -> None:
    desk.shell.open("settings/check-ins")
    assert desk.window("settings").pages["check-ins"].isVisible()
    desk.shell.open("support")
    assert desk.window("support").lines is not None
    assert tuesday(9, 5) <= desk.clock.now()
