"""The sitting's window: words in step with the breath, keys, fading controls, a clock only while seen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Look
from burnbreak.core.timeline import Frame, Timeline
from burnbreak.engine.commands import BackToAnchor, EaseOff, HoldSitting, NextAnchor, SkipPart, Stop
from burnbreak.ui import sitting_controls
from burnbreak.ui.kit import IconButton
from burnbreak.ui.sitting import SittingWindow
from burnbreak.ui.theme import Theme
from tests.ui.values import practice, sitting, timeline, view


class Source:
    """A playback position that the test moves."""

    def __init__(self, line: Timeline) -> None:
        self.line, self.at, self.asked = line, 0.0, 0

    def frame(self) -> Frame:
        self.asked += 1
        return self.line.frame(self.at)


@pytest.fixture
def source() -> Source:
    return Source(timeline())


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, source: Source) -> Iterator[SittingWindow]:
    made = SittingWindow(theme, sitting(), source.frame)
    qtbot.addWidget(made)
    made.said = []  # type: ignore[attr-defined]
    made.command.connect(made.said.append)  # type: ignore[attr-defined]
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def said(window: SittingWindow) -> list[object]:
    result: list[object] = window.said  # type: ignore[attr-defined]
    return result


def test_words_follow_the_position(window: SittingWindow, source: Source, qtbot: QtBot) -> None:
    source.at = 1.0
    qtbot.waitUntil(lambda: window.text.text() == "Find a comfortable seat.")
    inhale, exhale = source.line.stretches[:2]
    source.at = inhale.start + 0.1
    qtbot.waitUntil(lambda: window.text.text() == "Breathe in")
    source.at = exhale.start + 0.1
    qtbot.waitUntil(lambda: window.text.text() == "Breathe out")
    assert window.text.accessibleName() == "Breathe out"


def test_text_never_jumps(window: SittingWindow, qtbot: QtBot) -> None:
    window._clock.stop()
    place, circle = window.text.geometry(), window.circle.geometry()
    long = "Let the last conversation rest for a moment, and notice where your feet meet the floor. " * 2
    for text in ("", "Breathe in", long):
        window.text.say(text)
        qtbot.wait(20)
        assert (window.text.geometry(), window.circle.geometry()) == (place, circle)
    metrics = window.text.fontMetrics()
    needed = metrics.boundingRect(0, 0, window.text.width(), 9999, Qt.TextFlag.TextWordWrap, long)
    assert needed.height() <= window.text.height()


def test_circle_is_in_the_upper_two_thirds(window: SittingWindow) -> None:
    assert window.circle.geometry().bottom() <= window.height() * 0.74
    assert window.text.geometry().top() > window.circle.geometry().bottom()


def test_clock_runs_only_while_it_can_be_seen(window: SittingWindow, source: Source, qtbot: QtBot) -> None:
    source.at = source.line.stretches[0].start + 1
    before = source.asked
    qtbot.wait(300)
    assert 6 <= source.asked - before <= 11
    window.hide()
    before = source.asked
    qtbot.wait(150)
    assert source.asked == before
    window.show()
    window.update_view(view(sitting=sitting(paused=True)))
    before = source.asked
    qtbot.wait(150)
    assert source.asked == before
    assert window.text.text() == "Paused"


def test_keys(window: SittingWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert said(window) == [HoldSitting(True)]
    window.update_view(view(sitting=sitting(paused=True)))
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert said(window)[-1] == HoldSitting(False)
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert said(window)[-1] == Stop()


def guided(qtbot: QtBot, theme: Theme) -> SittingWindow:
    found = practice("kind-hand", cue="Here you are.")
    source = Source(timeline(found))
    made = SittingWindow(theme, replace(sitting(), practice=found), source.frame)
    qtbot.addWidget(made)
    made.said = []  # type: ignore[attr-defined]
    made.command.connect(made.said.append)  # type: ignore[attr-defined]
    made.show()
    qtbot.waitExposed(made)
    return made


ASKED = (EaseOff(), BackToAnchor(), NextAnchor(), SkipPart())


def test_the_guide_is_asked_by_key(qtbot: QtBot, theme: Theme) -> None:
    window = guided(qtbot, theme)
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier in (
        (Qt.Key.Key_E, none),
        (Qt.Key.Key_A, none),
        (Qt.Key.Key_A, shift),
        (Qt.Key.Key_S, none),
    ):
        qtbot.keyClick(window, key, modifier)
    assert said(window) == list(ASKED)


def test_the_guide_is_asked_by_what_can_be_seen(qtbot: QtBot, theme: Theme) -> None:
    window = guided(qtbot, theme)
    for button in window.controls.guide.findChildren(QPushButton):
        assert button.toolTip()
        assert button.accessibleName() == button.toolTip()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said(window) == list(ASKED)


def test_a_paced_breath_can_only_be_made_easier(window: SittingWindow, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_E):
        qtbot.keyClick(window, key)
    assert said(window) == [EaseOff()]
    assert len(window.controls.guide.findChildren(QPushButton)) == 1


def seen(window: SittingWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_another_anchor_is_named_for_a_moment(qtbot: QtBot, theme: Theme) -> None:
    window = guided(qtbot, theme)
    found = practice("kind-hand", cue="Here you are.")
    now = replace(sitting(), practice=found, anchor="hands")
    window.update_view(view(sitting=now))
    places = [window.text.geometry(), window.circle.geometry()]
    window.update_view(view(sitting=replace(now, anchor="sounds")))
    assert "From here on: what you can hear" in seen(window)
    assert window.controls.guide._back.toolTip() == "Back to what you can hear (A)"
    assert [window.text.geometry(), window.circle.geometry()] == places
    window._noted.start(20)
    qtbot.waitUntil(lambda: "From here on: what you can hear" not in seen(window))


def test_an_easier_breath_is_confirmed(window: SittingWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert "A little easier from here on" in seen(window)


def test_a_paused_sitting_asks_nothing_of_the_guide(qtbot: QtBot, theme: Theme) -> None:
    window = guided(qtbot, theme)
    window.update_view(view(sitting=replace(sitting(paused=True), practice=practice("kind-hand", cue="a"))))
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert said(window) == []
    assert not window.controls.guide.isEnabled()


@pytest.mark.parametrize("width", [336, 400, 480, 900])
def test_controls_are_words_where_there_is_room_and_never_cut(qtbot: QtBot, theme: Theme, width: int) -> None:
    window = guided(qtbot, theme)
    window.resize(width, 560)
    qtbot.wait(30)
    buttons = [b for b in window.controls.findChildren(QPushButton) if b.isVisible()]
    words = [b.text() for b in buttons if b.text()]
    assert words == [] if width == 336 else "That's enough" in words
    assert ("Skip this part" in words) == (width >= 480)
    for button in buttons:
        assert window.rect().contains(QRect(button.mapTo(window, QPoint(0, 0)), button.size()))
        assert min(button.width(), button.height()) >= 40
        assert (
            button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 24 or not button.text()
        )
    places = [QRect(b.mapTo(window, QPoint(0, 0)), b.size()) for b in buttons]
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])


def test_escape_ends_from_any_control(window: SittingWindow, qtbot: QtBot) -> None:
    for button in window.findChildren(QPushButton):
        qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert said(window) == [Stop()] * 6


def test_every_control_has_a_name_and_can_be_reached(window: SittingWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    names = []
    for _ in range(7):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        names.append(window.focusWidget().accessibleName())
    assert names == [
        "Ease off: make it easier (E)", "Pause (Space)", "That's enough (Esc)", "Sound off (M)", "Volume",
        "Choose another practice", "Full screen (F)",
    ]  # fmt: skip


def test_volume_and_other_are_told(window: SittingWindow, qtbot: QtBot) -> None:
    volumes: list[int] = []
    wanted: list[str] = []
    window.volume_moved.connect(volumes.append)
    window.window_wanted.connect(wanted.append)
    buttons = {button.accessibleName(): button for button in window.findChildren(IconButton)}
    qtbot.mouseClick(buttons["Sound off (M)"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Sound off (M)"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Choose another practice"], Qt.MouseButton.LeftButton)
    window.show_volume(20)
    assert volumes == [0, 70]
    assert wanted == ["library"]


def test_the_volume_has_keys_from_anywhere_in_the_window(window: SittingWindow, qtbot: QtBot) -> None:
    volumes: list[int] = []
    window.volume_moved.connect(volumes.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_M, Qt.Key.Key_M):
        qtbot.keyClick(window, key)
    assert volumes == [75, 70, 65, 0, 65]


def test_controls_fade_and_come_back(window: SittingWindow, qtbot: QtBot) -> None:
    assert sitting_controls.UNUSED_MS == 3000
    window.controls._unused.start(20)
    qtbot.waitUntil(lambda: window.controls.gone)
    qtbot.mouseMove(window, QPoint(20, 20))
    qtbot.mouseMove(window, QPoint(60, 60))
    qtbot.waitUntil(lambda: not window.controls.gone)
    window.controls._unused.start(20)
    qtbot.waitUntil(lambda: window.controls.gone)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not window.controls.gone


def test_time_left_only_where_wanted(
    window: SittingWindow, source: Source, theme: Theme, qtbot: QtBot
) -> None:
    source.at = 60.0
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "2:08" not in shown
    theme.set_look(Look(time_left=True))
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "2:08" in shown


def test_silence_is_said_softly(window: SittingWindow) -> None:
    window.update_view(view(sitting=sitting(audible=False)))
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "There is no sound just now; the practice goes on in silence." in shown
    window.update_view(view(sitting=sitting()))
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert not any("silence" in text for text in shown)


def test_closed_by_the_program_it_says_nothing(window: SittingWindow) -> None:
    window.close()
    assert said(window) == []


def test_title_is_neutral(window: SittingWindow) -> None:
    assert window.windowTitle() == "burnbreak"


def test_guided_practice_shows_its_words(qtbot: QtBot, theme: Theme) -> None:
    guided = Source(timeline(practice("kind-hand", cue="Rest a hand where it feels kind.")))
    guided.at = 5.0
    made = SittingWindow(theme, sitting(), guided.frame)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.text.text() == "Rest a hand where it feels kind.")
