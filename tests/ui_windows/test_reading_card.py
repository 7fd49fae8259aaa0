"""A card to read: every line in sight at once, over by itself, ended at once by a key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Sound
from burnbreak.core.timeline import lay_out
from burnbreak.engine.commands import Stop
from burnbreak.engine.view import SittingView
from burnbreak.stores import open_practices
from burnbreak.ui.reading_card import ReadingCard
from burnbreak.ui.theme import Theme

HANDS = next(p for p in open_practices()[0] if p.card)
LINE = lay_out(HANDS, 30, Sound())


class Shown:
    """The card at a position that the test sets."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.at = 0.0
        sitting = SittingView(id="s", practice=HANDS, seconds=LINE.seconds, paused=False, audible=False)
        self.card = ReadingCard(theme, sitting, lambda: LINE.frame(self.at))
        self.said: list[object] = []
        self.card.command.connect(self.said.append)
        qtbot.addWidget(self.card)
        self.card.show()
        qtbot.waitExposed(self.card)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme)


def test_all_its_words_are_there_from_the_start(shown: Shown) -> None:
    texts = [label.text() for label in shown.card.findChildren(QLabel)]
    assert [cue.text for cue in HANDS.cues] == texts[2:]
    assert shown.card.accessibleDescription() == " ".join(texts[2:])
    for label in shown.card.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_a_line_says_how_far_it_is(shown: Shown, qtbot: QtBot) -> None:
    shown.at = 15.0
    qtbot.waitUntil(lambda: shown.card.line.value() == 500)


def by_key(card: ReadingCard, qtbot: QtBot) -> None:
    qtbot.keyClick(card, Qt.Key.Key_Escape)


def by_button(card: ReadingCard, qtbot: QtBot) -> None:
    qtbot.mouseClick(card.enough, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("end", [by_key, by_button])
def test_it_ends_at_once(shown: Shown, qtbot: QtBot, end: Callable[[ReadingCard, QtBot], None]) -> None:
    end(shown.card, qtbot)
    assert shown.said == [Stop()]
    assert not shown.card._clock.isActive()


def test_closed_by_the_program_it_says_nothing(shown: Shown) -> None:
    shown.card.close()
    assert shown.said == []
    assert not shown.card._clock.isActive()


def test_its_title_tells_nothing(shown: Shown) -> None:
    assert shown.card.windowTitle() == "burnbreak"
