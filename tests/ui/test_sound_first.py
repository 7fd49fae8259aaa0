"""What is seen of a sitting waits until it is heard, but not for ever."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from burnbreak.ui.sound_first import MOST_LOOKS, SoundFirst


def test_it_waits_for_the_sound_once(qtbot: QtBot) -> None:
    opening, called, parent = [True], [], QObject()
    first = SoundFirst(lambda: opening[0], lambda: called.append(first.waits), parent)
    assert not first.waits
    for sitting in (1, 2):
        opening[0] = True
        first.wait()
        first._look()
        assert first.waits
        assert len(called) == sitting - 1
        opening[0] = False
        first._look()
        assert called == [False] * sitting


def test_a_device_that_does_not_answer_is_not_waited_for(qtbot: QtBot) -> None:
    called, parent = [], QObject()
    first = SoundFirst(lambda: True, lambda: called.append(None), parent)
    first.wait()
    for _ in range(MOST_LOOKS):
        assert not called
        first._look()
    assert called == [None]
    assert not first.waits
