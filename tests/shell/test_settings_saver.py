"""A slider's steps are one save, and nothing is lost at the end."""

from dataclasses import replace

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.ui.settings_saver import SettingsSaver
from tests.fakes import MemoryStore


def louder(volume: int) -> Settings:
    return replace(Settings(), sound=replace(Settings().sound, volume=volume))


def test_many_steps_are_one_save(qtbot: QtBot) -> None:
    parent, store = QObject(), MemoryStore()
    saver = SettingsSaver(store, lambda _: None, parent)
    for volume in range(50):
        saver.save(louder(volume))
    assert store.saved == []
    qtbot.waitUntil(lambda: store.saved == [louder(49)], timeout=3000)


def test_the_end_saves_what_waits(qtbot: QtBot) -> None:
    parent, store = QObject(), MemoryStore()
    saver = SettingsSaver(store, lambda _: None, parent)
    saver.save(louder(3))
    saver.flush()
    saver.flush()
    assert store.saved == [louder(3)]


def test_trouble_is_told(qtbot: QtBot) -> None:
    class Full(MemoryStore):
        def save(self, settings: Settings) -> None:
            raise OSError("The disk is full; the settings from before are kept.")

    parent, told = QObject(), list[str]()
    saver = SettingsSaver(Full(), told.append, parent)
    saver.save(louder(3))
    qtbot.waitUntil(lambda: told == ["The disk is full; the settings from before are kept."], timeout=3000)


def test_what_was_refused_is_saved_at_the_end(qtbot: QtBot) -> None:
    class Full(MemoryStore):
        full = True

        def save(self, settings: Settings) -> None:
            if self.full:
                raise OSError("The disk is full; the settings from before are kept.")
            super().save(settings)

    parent, told, store = QObject(), list[str](), Full()
    saver = SettingsSaver(store, told.append, parent)
    saver.save(louder(3))
    saver.flush()
    saver.flush()
    assert store.saved == []
    store.full = False
    saver.flush()
    assert store.saved == [louder(3)]
    assert len(told) == 2
