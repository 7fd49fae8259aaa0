"""The week window over a whole Coach: what is corrected is corrected in the log."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from burnbreak.core.events import StartNow
from burnbreak.engine import commands
from burnbreak.storage.log import Log
from burnbreak.ui.history_add import added
from burnbreak.ui.history_desk import make_window
from burnbreak.ui.theme import Theme
from tests.fakes import Day
from tests.shell.days import MORNING


def test_removed_undone_and_added_in_the_real_log(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    day = Day(MORNING)
    log = Log(tmp_path / "log.sqlite3", day.clock.now)
    day.coach._diary._log = log
    day.coach._log = log
    began = day.clock.now() - timedelta(hours=2)
    day.coach.do(commands.AddEntry(added(began, "coherent", 5, day.clock.now())))
    window = make_window(theme, day.coach)
    qtbot.addWidget(window)
    window.show()
    assert len(window.chart.marks()) == 1
    qtbot.keyClick(window.chart, Qt.Key.Key_Up)
    (before,) = window.chart.marks()
    window.hand.remove()
    assert window.chart.marks() == ()
    window.hand.undo()
    (mark,) = window.chart.marks()
    assert mark.sitting == before.sitting
    assert (mark.sitting.started, mark.sitting.added) == (began, True)
    log.close()
    log = Log(tmp_path / "log.sqlite3", day.clock.now)
    (entry,) = log.between(began - timedelta(days=1), began + timedelta(days=1))
    log.close()
    assert (entry.uuid, entry.practice) == (mark.sitting.uuid, "coherent")


def test_the_sitting_that_runs_cannot_be_removed(qtbot: QtBot, theme: Theme) -> None:
    day = Day(MORNING)
    day.coach.do(StartNow("coherent", 60.0))
    window = make_window(theme, day.coach)
    qtbot.addWidget(window)
    window.show()
    window.update_view(day.coach.view())
    qtbot.keyClick(window.chart, Qt.Key.Key_Up)
    window.hand.remove()
    assert window.line.text.text() == "This one is still running."
    assert len(day.entries()) == 1
