"""With text twice as large nothing is cut off."""

from collections.abc import Iterator
from datetime import UTC

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.check_times import Topic
from burnbreak.core.entry import Ease
from burnbreak.core.settings import Settings, Support
from burnbreak.storage.support_files import SupportFiles
from burnbreak.stores import open_practices
from burnbreak.ui.check_in import CheckInWindow
from burnbreak.ui.closing import ClosingCard
from burnbreak.ui.fields import Folding, roomy
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.library import LibraryWindow
from burnbreak.ui.message import Message
from burnbreak.ui.preview import Preview
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.theme import Theme
from tests.fakes import ClockPlayer, FakeClock
from tests.ui_windows.values import NOW


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def cut_off(window: QWidget) -> list[str]:
    """The texts that have less room than they need."""
    found = []
    for part in window.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.sizeHint().height()
        if needed > part.height() + 1 or (not wraps and part.sizeHint().width() > part.width() + 1):
            found.append(part.text())
    return found


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("sentence", ["The disk is full; the settings from before are kept.", "word " * 60])
def test_a_message_is_as_high_as_its_sentence(qtbot: QtBot, theme: Theme, sentence: str) -> None:
    window = Message(sentence.strip())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: cut_off(window) == [])
    assert window.isVisible()


@pytest.mark.usefixtures("large")
def test_the_week_has_a_line_for_its_dates_and_one_for_its_tools(qtbot: QtBot, theme: Theme) -> None:
    things = HistoryThings(entries=lambda *_: (), titles={}, work_week=lambda: Settings().week)
    window = HistoryWindow(theme, things, now=NOW, zone=UTC)
    qtbot.addWidget(window)
    window.show()
    window.refresh()
    qtbot.waitUntil(lambda: cut_off(window) == [])


def test_what_folds_folds_when_a_text_grows(qtbot: QtBot) -> None:
    title, tools = QHBoxLayout(), QHBoxLayout()
    label, tool = QLabel("short"), QLabel("tools")
    title.addWidget(label)
    tools.addWidget(tool)
    window = QWidget()
    qtbot.addWidget(window)
    QHBoxLayout(window).addWidget(Folding(title, tools))
    window.setFixedWidth(420)
    window.show()
    qtbot.waitUntil(lambda: label.y() == tool.y())
    label.setText("m" * (395 // label.fontMetrics().horizontalAdvance("m")))
    qtbot.waitUntil(lambda: tool.y() > label.y())
    label.setText("short")
    qtbot.waitUntil(lambda: label.y() == tool.y())


@pytest.mark.usefixtures("large")
def test_a_window_begins_larger_but_within_the_screen(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry().size()
    assert roomy(window, 300, 200).width() > 400
    assert roomy(window, 700, 200).width() <= room.width()
    assert roomy(window, 3000, 2000) == room * 0.95


def library(theme: Theme) -> LibraryWindow:
    return LibraryWindow(
        theme, open_practices()[0], Settings(), narrators=(),
        preview=Preview(ClockPlayer(FakeClock(NOW)), lambda: False), ranked=lambda _: (),
        surprise=lambda _: "", own=frozenset({"own_practices", "recorder"}),
    )  # fmt: skip


@pytest.mark.usefixtures("large")
def test_the_library_has_room_for_every_word(qtbot: QtBot, theme: Theme) -> None:
    window = library(theme)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: cut_off(window.shelf) == [])
    window.show_practice("box")
    qtbot.waitUntil(lambda: cut_off(window) == [])
    window.show_practice("tense-release")
    qtbot.waitUntil(lambda: cut_off(window) == [])


@pytest.mark.usefixtures("large")
def test_the_support_card_and_the_kind_lines_have_room(qtbot: QtBot, theme: Theme) -> None:
    support = SupportWindow(theme, Settings())
    closing = ClosingCard(theme, {p.id: p for p in open_practices()[0]}, "box")
    closing.answer(Ease.HEAVIER)
    for window in (support, closing):
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda shown=window: cut_off(shown) == [])  # type: ignore[misc]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("topic", [Topic.WEEKLY, Topic.MONTHLY])
def test_a_check_in_has_room_for_its_questions(qtbot: QtBot, theme: Theme, topic: Topic) -> None:
    window = CheckInWindow(theme, topic)
    qtbot.addWidget(window)
    window.show()
    assert window.questions.isVisible()
    assert window.questions.window() is window
    qtbot.waitUntil(lambda: cut_off(window) == [])


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("code", ["DE", "GB", "IE", "US"])
@pytest.mark.parametrize("width", [520, 1300])
def test_helplines_have_room_for_their_names_and_numbers(
    qtbot: QtBot, theme: Theme, code: str, width: int
) -> None:
    window = SupportWindow(theme, Settings(support=Support(country=code)), SupportFiles())
    qtbot.addWidget(window)
    window.resize(width, 900)
    window.show()
    qtbot.waitUntil(lambda: cut_off(window) == [])
