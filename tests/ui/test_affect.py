"""The sliders before a sitting: whatever is done with them, the sitting begins, once."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from burnbreak.ui import affect
from burnbreak.ui.affect import BeforeCard
from burnbreak.ui.theme import Theme
from tests.ui.values import sitting, view


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> tuple[BeforeCard, list[object]]:
    made, said = BeforeCard(theme), list[object]()
    made.begins.connect(lambda values: said.append(dict(values)))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made, said


Made = tuple[BeforeCard, list[object]]


def test_it_begins_with_what_was_answered(card: Made, qtbot: QtBot) -> None:
    made, said = card
    scale = made.sliders.scales["arousal"]
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(round(scale.x_of(80)), 10))
    qtbot.mouseClick(made.begin, Qt.MouseButton.LeftButton)
    assert said == [{"arousal": 80}]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_begins_without(card: Made, qtbot: QtBot, key: Qt.Key) -> None:
    made, said = card
    qtbot.keyClick(made, key)
    made.close()
    assert said == [{}], "once"


def test_it_begins_by_itself(card: Made, qtbot: QtBot) -> None:
    made, said = card
    assert affect.STAYS_MS == 20_000
    made._stays.start(20)
    qtbot.waitUntil(lambda: said == [{}])
    assert not made.isVisible()


def test_another_sitting_makes_it_needless(card: Made) -> None:
    made, said = card
    made.update_view(view())
    assert made.isVisible()
    made.update_view(view(sitting=sitting()))
    assert not made.isVisible()
    assert said == []


def test_the_sliders_have_no_words_and_no_answer_to_begin_with(card: Made) -> None:
    made, _ = card
    assert made.sliders.values() == {}
    faces = made.sliders.findChildren(QLabel)
    assert len(faces) == 4
    assert all(not label.text() and not label.pixmap().isNull() for label in faces)
    assert all(scale.accessibleName() for scale in made.sliders.scales.values())
