"""The cards in the corner: neutral, deaf at first, really on the screen, and never in the way of typing."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.events import CardFailed, CardShown, Later, NotNow, StartOffered
from burnbreak.engine.commands import Answer
from burnbreak.engine.view import OfferView, Question
from burnbreak.ui import corner_card
from burnbreak.ui.corner_card import CornerCard
from burnbreak.ui.offer import OfferCard, QuestionCard
from burnbreak.ui.theme import Theme
from tests.ui.desk import Desk, desk
from tests.ui.values import NOW, offer

Opener = Callable[..., tuple[CornerCard, list[object]]]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Opener:
    """Opens a card, by default past its deaf seconds, without its CardShown."""

    def open_(what: OfferView | Question, *, awake: bool = True) -> tuple[CornerCard, list[object]]:
        card: CornerCard
        card = QuestionCard(theme, what) if isinstance(what, Question) else OfferCard(theme, what, NOW, UTC)
        said: list[object] = []
        card.command.connect(said.append)
        qtbot.addWidget(card)
        card.show()
        qtbot.waitUntil(lambda: said == [CardShown()])
        said.clear()
        if awake:
            card._dead.start(1)
            qtbot.waitUntil(lambda: card.awake)
        return card, said

    return open_


def buttons(card: QWidget) -> dict[str, QPushButton]:
    return {b.text() or b.accessibleName(): b for b in card.findChildren(QPushButton) if b.isVisible()}


def click(card: QWidget, text: str) -> None:
    """As the mouse would: at a place of the window, whatever lies there."""
    button = buttons(card)[text]
    place = button.mapTo(card, button.rect().center())
    QTest.mouseClick(card.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_shown_is_told_once_and_clicks_do_not_count_for_two_seconds(opened: Opener, qtbot: QtBot) -> None:
    assert corner_card.DEAD_MS == 2_000
    card, said = opened(offer(180), awake=False)
    click(card, "Start 3 min")
    click(card, "Not now")
    assert said == []
    assert not card.awake
    began = time.monotonic()
    qtbot.waitUntil(lambda: card.awake, timeout=3_000)
    assert time.monotonic() - began > 1.5
    click(card, "Start 3 min")
    assert said == [StartOffered("p0")]


def test_not_now(opened: Opener) -> None:
    card, said = opened(offer(180))
    click(card, "Not now")
    assert said == [NotNow()]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2 min", timedelta(minutes=2)),
        ("5 min", timedelta(minutes=5)),
        ("10 min", timedelta(minutes=10)),
        ("After the next session", None),
    ],
)
def test_later(opened: Opener, text: str, after: timedelta | None) -> None:
    card, said = opened(offer(180))
    click(card, "Later")
    click(card, text)
    assert said == [Later(after)]


def test_later_can_be_left_again(opened: Opener) -> None:
    card, said = opened(offer(180, session=False))
    before = card.size()
    click(card, "Later")
    assert "After the next session" not in buttons(card)
    click(card, "Back")
    assert set(buttons(card)) == {"Start 3 min", "Later", "Not now"}
    assert card.size() == before
    assert said == []


def test_other_lengths_begin_their_own_practice(opened: Opener) -> None:
    card, said = opened(offer(180, 60, 300))
    click(card, "5 min")
    assert said == [StartOffered("p2")]
    assert buttons(card)["1 min"].accessibleName() == "Start 1 min"


def test_equal_lengths_are_shown_once(opened: Opener) -> None:
    card, _ = opened(offer(180, 180, 60))
    assert set(buttons(card)) == {"Start 3 min", "1 min", "Later", "Not now"}


def test_words_are_neutral(opened: Opener) -> None:
    card, _ = opened(offer(180))
    texts = [label.text() for label in card.findChildren(QLabel)]
    assert texts == ["A pause is available", "8 minutes until 11:00"]
    everything = " ".join([*texts, *buttons(card), card.windowTitle(), card.accessibleName()]).lower()
    assert not any(word in everything for word in ("p0", "exhale", "breath", "stress", "skipped", "missed"))


def test_without_a_known_session_there_is_no_soft_line(opened: Opener) -> None:
    card, _ = opened(offer(180, minutes=None))
    assert [label.text() for label in card.findChildren(QLabel)] == ["A pause is available"]


def test_never_takes_the_focus(opened: Opener, qtbot: QtBot) -> None:
    card, _ = opened(offer(180))
    assert card.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_lies_in_the_corner_of_a_screen(opened: Opener) -> None:
    card, _ = opened(offer(180))
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(card.geometry())
    visible = card.geometry().adjusted(*[corner_card.SHADOW * s for s in (1, 1, -1, -1)])
    assert visible.width() == corner_card.WIDTH == 328
    assert room.right() - visible.right() == room.bottom() - visible.bottom() == corner_card.FROM_EDGE


def test_without_blending_it_is_a_plain_rounded_card(opened: Opener, theme: Theme) -> None:
    theme.blends = False
    try:
        card, _ = opened(offer(180))
    finally:
        theme.blends = True
    assert card.width() == corner_card.WIDTH
    assert not card.mask().isEmpty()
    assert not card.mask().contains(QPoint(0, 0))
    assert card.mask().contains(card.rect().center())


class Unseen(OfferCard):
    """A card whose window never comes up, as on a compositor that loses it."""

    def _look(self) -> None:
        pass


def test_a_card_that_is_not_on_screen_fails_after_three_seconds(qtbot: QtBot, theme: Theme) -> None:
    assert corner_card.SHOW_WITHIN_MS == 3_000
    card = Unseen(theme, offer(180), NOW, UTC)
    said: list[object] = []
    card.command.connect(said.append)
    qtbot.addWidget(card)
    card.show()
    card._watchdog.start(30)
    qtbot.waitUntil(lambda: said == [CardFailed()])
    assert not card.isVisible()


@pytest.mark.parametrize(
    ("question", "text", "choice"),
    [
        (Question.FEWER, "Fewer", "fewer"),
        (Question.FEWER, "Other times", "times"),
        (Question.FEWER, "Off", "off"),
        (Question.FEWER, "Leave it as it is", ""),
        (Question.RESUME, "Resume", "resume"),
        (Question.RESUME, "Stay paused", "stay"),
    ],
)
def test_questions(opened: Opener, question: Question, text: str, choice: str) -> None:
    card, said = opened(question)
    click(card, text)
    assert said == [Answer(question, choice)]


TYPING = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit(); field.setWindowTitle("notes"); field.resize(600, 60); field.show()
field.textChanged.connect(lambda text: print(text, flush=True))
app.exec()
"""
CARD = """
from datetime import UTC
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from burnbreak.ui.icons import Icons
from burnbreak.ui.offer import OfferCard
from burnbreak.ui.theme import Theme
from tests.ui.values import NOW, offer
app = QApplication([])
card = OfferCard(Theme(app, Icons(Path("assets/icons"))), offer(180, 60), NOW, UTC)
card.command.connect(lambda said: print(type(said).__name__, flush=True))
card.show()
QTimer.singleShot(6000, app.quit)
app.exec()
"""


@pytest.fixture(params=[("xfwm4", "--compositor=on"), ("openbox",)], ids=["xfwm4", "openbox"])
def desktop(request: pytest.FixtureRequest) -> Iterator[Desk]:
    if missing := [word for word in ("Xvfb", "xdotool", request.param[0]) if shutil.which(word) is None]:
        pytest.skip(f"{missing} not installed")
    with desk(*request.param) as made:
        yield made


@pytest.mark.desktop
def test_typing_elsewhere_loses_no_key(desktop: Desk) -> None:
    notes = desktop.python(TYPING)
    card = None
    try:
        window = desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^notes$").split()[0]
        desktop.run("xdotool", "windowfocus", "--sync", window)
        words = "every key of this long sentence must arrive where it was meant to go"
        card = desktop.python(CARD)
        desktop.run("xdotool", "type", "--delay", "60", words + "\n")
        assert card.stdout is not None
        assert card.stdout.readline().strip() == "CardShown"
        assert desktop.run("xdotool", "getwindowfocus", "getwindowname") == "notes"
        desktop.run("xdotool", "type", "--delay", "20", " end")
        notes.terminate()
        lines = notes.communicate(timeout=10)[0].splitlines()
        assert lines[-1] == words + " end"
    finally:
        for process in (notes, card):
            if process is not None:
                process.terminate()
                process.communicate(timeout=10)
