"""The weekly and the monthly set on the screen: nothing is chosen for the user, all may stay open."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import MONTHLY_ANSWERS, MONTHLY_QUESTION, WEEKLY_WORDS
from burnbreak.core.holds import Hold, HoldKind
from burnbreak.ui.check_in import CheckInWindow, Monthly, Weekly
from burnbreak.ui.scale import Scale
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import nameless, too_small, view


class Opened:
    """A window and what it said."""

    def __init__(self, qtbot: QtBot, theme: Theme, topic: Topic) -> None:
        self.window = CheckInWindow(theme, topic)
        self.said: list[object] = []
        self.window.kept.connect(lambda values: self.said.append(dict(values)))
        self.window.declined.connect(lambda: self.said.append("not this time"))
        self.window.window_wanted.connect(self.said.append)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    @property
    def scales(self) -> dict[str, Scale]:
        assert isinstance(self.window.questions, Weekly)
        return self.window.questions.scales

    def words(self) -> str:
        return " ".join(label.text() for label in self.window.findChildren(QLabel))


@pytest.fixture
def weekly(qtbot: QtBot, theme: Theme) -> Opened:
    return Opened(qtbot, theme, Topic.WEEKLY)


@pytest.fixture
def monthly(qtbot: QtBot, theme: Theme) -> Opened:
    return Opened(qtbot, theme, Topic.MONTHLY)


def test_nothing_is_answered_to_begin_with(weekly: Opened) -> None:
    assert {scale.answer for scale in weekly.scales.values()} == {None}
    assert not weekly.window.keep.isEnabled()
    assert {scale.accessibleDescription() for scale in weekly.scales.values()} == {"Not answered"}
    assert nameless(weekly.window) == []
    assert too_small(weekly.window) == []


def test_one_of_three_is_enough(weekly: Opened, qtbot: QtBot) -> None:
    energy = weekly.scales["energy"]
    place = QPoint(round(energy.x_of(7)), energy.height() // 2)
    qtbot.mouseClick(energy, Qt.MouseButton.LeftButton, pos=place)
    assert (energy.answer, weekly.window.keep.isEnabled()) == (7, True)
    assert "7" in weekly.words().split()
    qtbot.mouseClick(weekly.window.keep, Qt.MouseButton.LeftButton)
    assert weekly.said == [{"energy": 7}]
    assert not weekly.window.isVisible()


def test_by_keyboard(weekly: Opened, qtbot: QtBot) -> None:
    tension, energy = weekly.scales["tension"], weekly.scales["energy"]
    qtbot.keyClick(tension, Qt.Key.Key_3)
    qtbot.keyClick(energy, Qt.Key.Key_Space)
    assert (tension.answer, energy.answer) == (3, 5)
    qtbot.keyClick(energy, Qt.Key.Key_Right)
    qtbot.keyClick(tension, Qt.Key.Key_End)
    assert (tension.answer, energy.answer) == (10, 6)
    qtbot.keyClick(weekly.window, Qt.Key.Key_Return)
    assert weekly.said == [{"tension": 10, "energy": 6}]


@pytest.mark.usefixtures("mirrored")
def test_mirrored_the_scale_begins_at_the_right(qtbot: QtBot, theme: Theme) -> None:
    scale = Opened(qtbot, theme, Topic.WEEKLY).scales["energy"]
    assert scale.x_of(0) > scale.x_of(10)
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(round(scale.x_of(2)), 10))
    assert scale.answer == 2
    qtbot.keyClick(scale, Qt.Key.Key_Left)
    assert scale.answer == 3


def test_closing_it_is_no_answer_and_not_this_time_is_one(weekly: Opened, qtbot: QtBot) -> None:
    qtbot.keyClick(weekly.window, Qt.Key.Key_Escape)
    assert weekly.said == []
    weekly.window.show()
    qtbot.mouseClick(weekly.window.skip, Qt.MouseButton.LeftButton)
    assert weekly.said == ["not this time"]


def test_it_says_whose_words_they_are_and_where_answers_stay(weekly: Opened, monthly: Opened) -> None:
    assert "not a validated scale" in weekly.words()
    assert "no diagnosis" in monthly.words()
    for opened in (weekly, monthly):
        assert "stay on this computer" in opened.words()
        assert opened.window.windowTitle() == "burnbreak"
    for asked, low, high in WEEKLY_WORDS.values():
        assert {asked, low, high} <= {label.text() for label in weekly.window.findChildren(QLabel)}


def test_the_monthly_item_is_word_for_word(monthly: Opened, qtbot: QtBot) -> None:
    texts = [label.text() for label in monthly.window.findChildren(QLabel)]
    assert texts[0] == MONTHLY_QUESTION
    assert [text for text in texts if text in MONTHLY_ANSWERS] == list(MONTHLY_ANSWERS)
    assert not monthly.window.keep.isEnabled()
    assert isinstance(monthly.window.questions, Monthly)
    qtbot.mouseClick(monthly.window.questions.choices[3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(monthly.window.keep, Qt.MouseButton.LeftButton)
    assert monthly.said == [{"burnout": 4}]


def test_it_goes_when_somebody_may_look(weekly: Opened) -> None:
    weekly.window.update_view(view())
    weekly.window.update_view(view(holds=(Hold(HoldKind.PAUSED),)))
    assert weekly.window.isVisible()
    weekly.window.update_view(view(holds=(Hold(HoldKind.SESSION),)))
    assert not weekly.window.isVisible()
    assert weekly.said == []


def test_what_is_behind_it_is_one_press_away(weekly: Opened, qtbot: QtBot) -> None:
    qtbot.mouseClick(weekly.window.more, Qt.MouseButton.LeftButton)
    assert weekly.said == ["settings/check-ins"]


def test_texts_are_not_cut(weekly: Opened, monthly: Opened) -> None:
    for opened in (weekly, monthly):
        for label in opened.window.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())


def test_on_a_small_screen_the_questions_scroll_and_the_buttons_stay(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Small:
        def availableGeometry(self) -> QRect:
            return QRect(0, 0, 800, 360)

    monkeypatch.setattr(CheckInWindow, "screen", lambda _self: Small())
    opened = Opened(qtbot, theme, Topic.MONTHLY)
    assert opened.window.height() == 342
    bottom = opened.window.keep.mapTo(opened.window, opened.window.keep.rect().bottomLeft()).y()
    assert bottom <= opened.window.height()
    assert opened.window.questions.window() is opened.window
    assert opened.window.questions.isVisible()
    assert opened.window.questions.height() > 250
    assert opened.window.questions.visibleRegion().boundingRect().height() < opened.window.questions.height()
