"""Corrections, and what can be taken along: picture, print, PDF; by key and by menu."""

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QGuiApplication, QKeySequence
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Origin, Outcome
from burnbreak.ui.history_add import AddDialog
from burnbreak.ui.history_look import PaperPaint
from burnbreak.ui.history_sheet import picture
from burnbreak.ui.theme import Theme
from tests.ui_windows.test_history import Shown
from tests.ui_windows.values import LONDON, NOW, nameless, sitting, view

KEY = Qt.Key


def test_a_mark_is_deleted_by_key_and_comes_back_as_it_was(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15))
    window = shown.window
    qtbot.keyClick(window.chart, KEY.Key_Up)
    assert "Wednesday" in window.line.text.text()
    gone = shown.entries[-1]
    window.hand.remove()
    assert [e.started for e in shown.entries] == [sitting(16, 9).started]
    assert window.line.text.text() == "Removed: Long exhale, Wednesday, 18 November."
    assert window.line.undo.isVisible()
    qtbot.mouseClick(window.line.undo, Qt.MouseButton.LeftButton)
    assert len(shown.entries) == 2
    assert shown.entries[-1] == gone
    assert not window.line.undo.isVisible()


def test_nothing_chosen_and_the_one_that_runs_are_left_alone(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9))
    shown.window.hand.remove()
    assert len(shown.entries) == 1
    shown.window.running = shown.entries[0].uuid
    qtbot.keyClick(shown.window.chart, KEY.Key_Up)
    shown.window.hand.remove()
    assert len(shown.entries) == 1
    assert shown.window.line.text.text() == "This one is still running."


def test_a_row_of_the_table_is_deleted(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9), sitting(17, 9))
    shown.window.show_as("table")
    table = shown.window.pages.table
    assert table is not None
    table.selectRow(0)
    shown.window.hand.remove()
    assert [e.started for e in shown.entries] == [sitting(17, 9).started]
    assert table.rowCount() == 1
    # Another week is shown: the way back is gone, as nothing there was removed.
    shown.window.go(-1)
    shown.window.hand.undo()
    assert len(shown.entries) == 1


def test_a_forgotten_practice_is_added_and_marked(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    shown.window.hand.add()
    dialog = shown.window.findChild(AddDialog)
    assert dialog is not None
    dialog.day.setDate(QDate(2026, 11, 17))
    dialog.time.setTime(QTime(1, 30))
    dialog.practice.set_value("coherent")
    dialog.minutes.set_value(12)
    assert nameless(dialog) == []
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    (entry,) = shown.entries
    assert entry.started == datetime(2026, 11, 17, 1, 30, tzinfo=LONDON)
    assert (entry.origin, entry.outcome, entry.due) == (Origin.ADDED, Outcome.COMPLETED, None)
    assert (entry.practice, entry.planned_seconds, entry.real_seconds) == ("coherent", 720, 720)
    assert shown.window.week is not None
    # Half past one is still Monday's night.
    assert [d.pauses for d in shown.window.week.days] == [1, 0, 0, 0, 0, 0, 0]
    shown.window.show_as("table")
    table = shown.window.pages.table
    assert table is not None
    assert table.item(0, 5).text() == "added later"


def test_the_practice_of_most_minutes_is_proposed(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, sitting(16, 9), sitting(17, 9))
    practice = shown.entries[0].practice
    assert min(shown.window.things.titles, key=shown.window.things.titles.__getitem__) != practice
    shown.window.hand.add()
    dialog = shown.window.findChild(AddDialog)
    assert dialog is not None
    assert dialog.practice.value == practice


def test_what_is_still_ahead_cannot_be_added(qtbot: QtBot, theme: Theme) -> None:
    dialog = AddDialog(theme, {"a": "A"}, day=date(2026, 11, 20), now=NOW, zone=LONDON)
    qtbot.addWidget(dialog)
    assert dialog.add.isEnabled()
    dialog.time.setTime(QTime(14, 18))  # three minutes until 14:21, and it is 14:20
    assert not dialog.add.isEnabled()
    assert "still ahead" in dialog._hint.text()
    dialog.minutes.field.setValue(2)
    assert dialog.add.isEnabled()
    dialog.day.setDate(QDate(2026, 11, 21))
    assert dialog.day.date() == QDate(2026, 11, 20)


def test_the_menu_names_every_key(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9)).window
    keys = {a.text(): a.shortcut().toString() for a in window.hand.button.menu_now().actions() if a.text()}
    assert keys == {
        "Earlier": "Alt+Left", "Later": "Alt+Right", "Today": "Home", "Add a practice ...": "Ctrl+N",
        "Delete this practice": "Del", "Undo": "Ctrl+Z", "Copy as a picture": "Ctrl+C",
        "Print ...": "Ctrl+P", "Save as PDF ...": "Ctrl+S", "Export everything as CSV ...": "Ctrl+E",
    }  # fmt: skip
    assert window.hand.button.accessibleName() == "More"
    by_text = {a.text(): a for a in window.hand.button.items}
    by_text["Earlier"].trigger()
    assert window.head.title.text() == "9 November – 15 November 2026"
    by_text["Today"].trigger()
    assert window.head.title.text() == "16 November – 22 November 2026"
    assert by_text["Earlier"].shortcut() == QKeySequence("Alt+Left")


def test_a_picture_goes_to_the_clipboard(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15)).window
    window.hand.copy()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2000
    assert window.line.text.text() == "Copied as a picture."
    colors = {image.pixelColor(x, y).name() for x in range(0, 2000, 5) for y in range(100, 1000, 5)}
    assert {theme.tokens.accent.lower(), theme.tokens.paper.lower()} <= colors


def test_every_view_becomes_a_page_of_a_pdf(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = Shown(qtbot, theme, sitting(16, 9), sitting(18, 15)).window
    for look in ("chart", "table", "month"):
        window.show_as(look)
        target = tmp_path / f"{look}.pdf"
        window.hand.save_as(str(target))
        data = target.read_bytes()
        assert data.startswith(b"%PDF")
        assert data.count(b"/Type /Page\n") == 1
        assert window.line.text.text() == "Saved as a PDF."
    window.hand.save_as(str(tmp_path / "no such folder" / "x.pdf"))
    assert window.line.text.text() == "The PDF could not be written there."


def test_paper_is_white_and_sharp_at_any_scale(qtbot: QtBot, theme: Theme) -> None:
    window = Shown(qtbot, theme, sitting(16, 9, real=600)).window
    paper = PaperPaint(window.font())
    small, large = (picture(window.hand.sheet(), paper, scale) for scale in (1.0, 3.0))
    assert large.width() == 3 * small.width()
    assert small.pixelColor(2, 2).name() == "#ffffff"


def test_the_window_goes_on_with_the_view(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme)
    shown.window.show_as("month")
    assert shown.window.head.title.text() == "November 2026"
    shown.window.update_view(view(now=NOW + timedelta(days=20)))
    assert shown.window.head.title.text() == "December 2026"
    shown.window.show_as("chart")
    assert shown.window.head.title.text() == "7 December – 13 December 2026"
