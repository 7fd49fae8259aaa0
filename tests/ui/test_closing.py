"""The closing card: one tap or none, it goes by itself, and "heavier" is met kindly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow, Tap
from burnbreak.engine.check_ins import Closing
from burnbreak.ui import closing
from burnbreak.ui.closing import ClosingCard
from burnbreak.ui.scale import Scale
from burnbreak.ui.theme import Theme
from tests.ui.values import practice, sitting, view


class Card:
    """An open card and what it said."""

    def __init__(self, qtbot: QtBot, theme: Theme, asks: Closing = Closing.TAP) -> None:
        practices = {name: practice(name) for name in ("five-senses", "far-look", "cyclic-sigh")}
        self.card = ClosingCard(theme, practices, "cyclic-sigh", asks)
        self.said: list[object] = []
        self.card.command.connect(self.said.append)
        self.card.window_wanted.connect(self.said.append)
        self.card.hide_wanted.connect(lambda name, on: self.said.append((name, on)))
        qtbot.addWidget(self.card)
        self.card.show()
        qtbot.waitExposed(self.card)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.card.findChildren(QPushButton) if b.text() == text and b.isVisible())


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Card:
    return Card(qtbot, theme)


@pytest.mark.parametrize(("text", "ease"), [("Lighter", Ease.LIGHTER), ("The same", Ease.SAME)])
def test_one_tap_and_it_is_gone(card: Card, qtbot: QtBot, text: str, ease: Ease) -> None:
    qtbot.mouseClick(card.button(text), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(ease)]
    assert not card.card.isVisible()


def test_three_equal_buttons(card: Card) -> None:
    sizes = [card.button(text).size() for text in ("Lighter", "The same", "Heavier")]
    assert max(s.width() for s in sizes) - min(s.width() for s in sizes) <= 1
    assert len({s.height() for s in sizes}) == 1
    assert len({card.button(t).property("kind") for t in ("Lighter", "The same", "Heavier")}) == 1


def test_heavier_is_told_at_once_and_shows_kind_lines(card: Card, qtbot: QtBot) -> None:
    qtbot.mouseClick(card.button("Heavier"), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(Ease.HEAVIER)]
    card.card.update_view(view(closing=None))
    assert card.card.isVisible()
    lines = " ".join(label.text() for label in card.card.findChildren(QLabel) if label.isVisible())
    assert all(word in lines for word in ("room", "feet", "ordinary"))
    assert not card.button("Close").isDefault()
    qtbot.mouseClick(card.button("Five senses"), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(Ease.HEAVIER), StartNow("five-senses")]
    assert not card.card.isVisible()


@pytest.mark.parametrize(("text", "name"), [("Five senses", "five-senses"), ("Far look", "far-look")])
def test_both_ways_outward_are_one_press_away(card: Card, qtbot: QtBot, text: str, name: str) -> None:
    card.card.answer(Ease.HEAVIER)
    qtbot.mouseClick(card.button(text), Qt.MouseButton.LeftButton)
    assert card.said[1:] == [StartNow(name)]


def test_the_support_card_is_one_press_away(card: Card, qtbot: QtBot) -> None:
    card.card.answer(Ease.HEAVIER)
    qtbot.mouseClick(card.button("More than a break"), Qt.MouseButton.LeftButton)
    assert card.said[1:] == ["support"]
    assert not card.card.isVisible()


def test_the_practice_can_be_left_out_and_let_in_again(card: Card, qtbot: QtBot) -> None:
    card.card.answer(Ease.HEAVIER)
    qtbot.mouseClick(card.button("Do not suggest “Cyclic sigh” again"), Qt.MouseButton.LeftButton)
    assert card.card.isVisible()
    shown = " ".join(label.text() for label in card.card.findChildren(QLabel) if label.isVisible())
    assert "Settings > Practices" in shown
    for label in (w for w in card.card.findChildren(QLabel) if w.isVisible()):
        assert label.height() >= label.heightForWidth(label.width())
    qtbot.mouseClick(card.button("Undo"), Qt.MouseButton.LeftButton)
    assert card.said[1:] == [("cyclic-sigh", True), ("cyclic-sigh", False)]


def test_nothing_is_offered_that_is_not_there(qtbot: QtBot, theme: Theme) -> None:
    made = ClosingCard(theme, {})
    qtbot.addWidget(made)
    made.answer(Ease.HEAVIER)
    made.show()
    texts = [b.text() for b in made.findChildren(QPushButton) if b.isVisible()]
    assert texts == ["More than a break", "Close"]


def test_it_goes_by_itself_without_a_countdown(card: Card, qtbot: QtBot) -> None:
    assert closing.STAYS_MS == 20_000
    assert not any(c.isdigit() for label in card.card.findChildren(QLabel) for c in label.text())
    card.card._stays.start(20)
    qtbot.waitUntil(lambda: not card.card.isVisible())
    assert card.said == [Tap(None)]


def test_escape_and_closing_are_no_answer(card: Card, qtbot: QtBot) -> None:
    qtbot.keyClick(card.card, Qt.Key.Key_Escape)
    assert card.said == [Tap(None)]
    card.card.close()
    assert card.said == [Tap(None)]


def test_goes_quietly_when_the_day_goes_on(card: Card) -> None:
    card.card.update_view(view(closing="entry"))
    assert card.card.isVisible()
    card.card.update_view(view(closing="entry", sitting=sitting()))
    assert not card.card.isVisible()
    assert card.said == []


def test_texts_are_not_cut(card: Card, qtbot: QtBot) -> None:
    for _ in range(2):
        for label in (w for w in card.card.findChildren(QLabel) if w.isVisible()):
            assert label.height() >= label.heightForWidth(label.width())
        if card.said == []:
            qtbot.mouseClick(card.button("Heavier"), Qt.MouseButton.LeftButton)
            qtbot.wait(20)


def other(qtbot: QtBot, theme: Theme, asks: Closing) -> Card:
    card = Card(qtbot, theme, asks)
    for name in ("tapped", "affect_kept"):
        getattr(card.card, name).connect(lambda said, name=name: card.said.append((name, said)))
    for name in ("check_in_wanted", "check_in_declined"):
        getattr(card.card, name).connect(lambda name=name: card.said.append(name))
    return card


@pytest.mark.parametrize("asks", [Closing.QUIET, Closing.WEEKLY, Closing.MONTHLY, Closing.AFTER])
def test_heavier_can_be_said_whatever_the_card_asks(qtbot: QtBot, theme: Theme, asks: Closing) -> None:
    card = other(qtbot, theme, asks)
    assert not any(b.text() in ("Lighter", "The same") for b in card.card.findChildren(QPushButton))
    qtbot.mouseClick(card.button("It feels heavier"), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(Ease.HEAVIER), ("tapped", Ease.HEAVIER)]
    assert card.button("Five senses").isVisible()
    assert card.button("More than a break").isVisible()


def test_most_cards_ask_nothing(qtbot: QtBot, theme: Theme) -> None:
    card = other(qtbot, theme, Closing.QUIET)
    texts = [label.text() for label in card.card.findChildren(QLabel) if label.isVisible()]
    assert not any("?" in text for text in texts)
    assert [b.text() for b in card.card.findChildren(QPushButton) if b.isVisible()] == ["It feels heavier"]
    card.card._stays.start(20)
    qtbot.waitUntil(lambda: not card.card.isVisible())
    assert card.said == [Tap(None)]


@pytest.mark.parametrize(
    ("text", "said"), [("Now", "check_in_wanted"), ("Not this time", "check_in_declined")]
)
def test_a_set_is_put_forward_and_can_be_left(qtbot: QtBot, theme: Theme, text: str, said: str) -> None:
    card = other(qtbot, theme, Closing.WEEKLY)
    qtbot.mouseClick(card.button(text), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(None), said]
    assert not card.card.isVisible()


def test_the_sliders_come_back_after_the_sitting(qtbot: QtBot, theme: Theme) -> None:
    card = other(qtbot, theme, Closing.AFTER)
    card.card.findChildren(Scale)[0].choose(70)
    qtbot.mouseClick(card.button("Keep"), Qt.MouseButton.LeftButton)
    assert card.said == [Tap(None), ("affect_kept", {"pleasure": 70})]
