"""The computer's own voice: says the cues of a sitting at their times, beside the mixer.

QtTextToSpeech is an optional part (`pip install "burnbreak[system-voice]"`). Its sound cannot go through the
mixer, so it follows the playback position, and the core ducks the bed where it speaks.
"""

import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal

from burnbreak.core.narration import VoiceKind
from burnbreak.core.settings import Sound
from burnbreak.core.sheet import RATE, Placed
from burnbreak.core.timeline import Timeline

STEP_MS = 50
PACE = -0.15
"""A little slower than the voice's own pace (-1 to 1)."""
_LATE = 1.0
"""A cue that could not begin for so long (seconds) is not said any more, it would run into the next."""
_ENGINES_OF_TESTS = frozenset({"mock"})
log = logging.getLogger(__name__)
translate = QCoreApplication.translate


class SpeechError(Exception):
    """There is no voice here; the message is one sentence for the user."""


class Sitting(Protocol):
    """What is followed: `engine.run.Run`."""

    timeline: Timeline
    paused: bool

    def heard(self) -> float:
        """Seconds sat so far."""
        ...


class Heard:
    """A preview, followed like a sitting."""

    paused = False

    def __init__(self, timeline: Timeline, position: Callable[[], float]) -> None:
        self.timeline, self.heard = timeline, position


def make_speech() -> Any:
    """A QTextToSpeech that is ready to speak; SpeechError where the module or the service is missing."""
    try:
        module = import_module("PySide6.QtTextToSpeech")
    except ImportError as error:
        raise SpeechError(
            translate(
                "system-voice",
                "The part of burnbreak that speaks with this voice is not installed (system-voice), "
                "so there are captions only.",
            )
        ) from error
    engines = module.QTextToSpeech.availableEngines()
    if not set(engines) - _ENGINES_OF_TESTS:
        raise SpeechError(_silent())
    speech = module.QTextToSpeech()
    if is_broken(speech):
        raise SpeechError(_silent())
    return speech


def _silent() -> str:
    return translate(
        "system-voice",
        "No speech service answers on this computer (on Linux it is speech-dispatcher), "
        "so there are captions only.",
    )


def is_broken(speech: Any) -> bool:
    """Whether an engine has told that it cannot speak."""
    return bool(speech.state().name == "Error")


def availability() -> str:
    """Empty where the computer's voice can be used; else one sentence that says why not."""
    try:
        _found()
    except SpeechError as fault:
        return str(fault)
    return ""


@cache
def _found() -> None:
    # Only success is remembered: what is missing may be installed meanwhile.
    make_speech().deleteLater()


class SystemVoice(QObject):
    """Follows one sitting at a time; trouble is told once a sitting, and the captions go on."""

    failed = Signal(str)
    """One sentence."""

    def __init__(
        self,
        sound: Callable[[], Sound],
        parent: QObject | None = None,
        *,
        make: Callable[[], Any] = make_speech,
    ) -> None:
        """`sound` tells the volumes that count now."""
        super().__init__(parent)
        self._sound, self._make = sound, make
        self._speech: Any = None
        self._run: Sitting | None = None
        self._said: set[tuple[int, str]] = set()
        self._now: tuple[int, str] | None = None
        self._broken = False
        self._clock = QTimer(self, interval=STEP_MS)
        self._clock.timeout.connect(self.look)

    def follow(self, run: Sitting) -> None:
        """Speak in this sitting, if the computer's voice tells it."""
        self.silence()
        narration = run.timeline.narration
        if narration is None or narration.kind is not VoiceKind.SYSTEM:
            return
        self._said, self._broken = set(), False
        if self._ready(run.timeline.practice.lang):
            self._run = run
            self._clock.start()

    def try_out(self, text: str) -> None:
        """Say one sentence, to hear what it is like."""
        self.silence()
        self._broken = False
        if self._ready("en"):
            self._say(text)

    def silence(self) -> None:
        """Nothing is said any more, from now on."""
        self._clock.stop()
        self._run = None
        self._hush()

    def look(self) -> None:
        """Say what is due now, and end what is not to be heard any more."""
        run = self._run
        if run is None:
            return
        sound, position = self._sound(), run.heard()
        if run.paused or sound.muted or not sound.volume or not sound.voice_volume:
            self._interrupt()
            return
        placed = run.timeline.placed
        if self._now is not None and self._now not in {_key(p) for p in placed}:
            self._hush()
        due = next((p for p in placed if p.start / RATE <= position < p.end / RATE), None)
        if due is None or _key(due) in self._said:
            return
        self._said.add(_key(due))
        if position - due.start / RATE < _LATE or self._now == _key(due):
            self._now = _key(due)
            self._say(due.line.text)

    def _interrupt(self) -> None:
        """Silent for now; a cue that was cut off is said again from its beginning."""
        if self._now is not None and self._speaking():
            self._said.discard(self._now)
            self._speech.stop()

    def _hush(self) -> None:
        self._now = None
        if self._speech is not None and self._speaking():
            self._speech.stop()

    def _speaking(self) -> bool:
        return bool(self._speech.state().name in ("Speaking", "Synthesizing", "Paused"))

    def _say(self, text: str) -> None:
        sound = self._sound()
        self._speech.setVolume(sound.volume / 100 * sound.voice_volume / 100)
        self._speech.say(text)

    def _ready(self, lang: str) -> bool:
        if self._speech is None:
            try:
                self._speech = self._make()
            except SpeechError as fault:
                self.failed.emit(str(fault))
                return False
            self._speech.setParent(self)
            self._speech.errorOccurred.connect(self._stumbled)
        self._speech.setRate(PACE)
        wanted = QLocale(lang).language()
        if self._speech.locale().language() != wanted:
            fitting = (one for one in self._speech.availableLocales() if one.language() == wanted)
            if (found := next(fitting, None)) is not None:
                self._speech.setLocale(found)
        return True

    def _stumbled(self, reason: object, words: str) -> None:
        """The service went away or refused; the next sitting tries it anew."""
        if self._broken:
            return
        self._broken = True
        log.warning("The computer's voice fell silent: %s", words)
        speech, self._speech = self._speech, None
        self._clock.stop()
        self._run = self._now = None
        if speech is not None:
            # Not within its own signal.
            speech.deleteLater()
        self.failed.emit(translate("system-voice", "This computer's voice fell silent; the captions go on."))


def _key(placed: Placed) -> tuple[int, str]:
    return placed.start, placed.line.text
