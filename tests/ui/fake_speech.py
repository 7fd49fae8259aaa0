"""A QTextToSpeech that keeps what it is told, and ends a sentence when it is asked to."""

from enum import Enum

from PySide6.QtCore import QLocale, QObject, Signal


class State(Enum):
    """As QTextToSpeech.State."""

    Ready = 0
    Speaking = 1
    Error = 4


class FakeSpeech(QObject):
    """Implements what ui.system_voice uses of it."""

    stateChanged = Signal(object)  # noqa: N815
    errorOccurred = Signal(object, str)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.now = State.Ready
        self.log: list[str] = []
        self.rate = self.volume = 0.0
        self.language = QLocale("nb_NO")

    def state(self) -> State:
        return self.now

    def say(self, text: str) -> None:
        self.log.append(text)
        self.now = State.Speaking

    def stop(self) -> None:
        self.log.append("(silence)")
        self.now = State.Ready

    def finish(self) -> None:
        self.now = State.Ready

    def fail(self) -> None:
        self.now = State.Error
        self.errorOccurred.emit("Playback", "Connection lost")

    def setRate(self, rate: float) -> None:
        self.rate = rate

    def setVolume(self, volume: float) -> None:
        self.volume = volume

    def locale(self) -> QLocale:
        return self.language

    def availableLocales(self) -> list[QLocale]:
        return [QLocale("nb_NO"), QLocale("en_GB")]

    def setLocale(self, locale: QLocale) -> None:
        self.language = locale
