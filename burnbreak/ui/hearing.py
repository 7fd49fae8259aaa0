"""Heard outside a sitting: the beginning of a practice, a narrator, the bell, the computer's own voice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from burnbreak.core.narration import SYSTEM, Narration, VoiceKind
from burnbreak.core.score import Channel, Score, Sound
from burnbreak.engine.coach import Coach
from burnbreak.engine.ports import Player

if TYPE_CHECKING:
    from burnbreak.ui.preview import Preview
    from burnbreak.ui.system_voice import SystemVoice

_HEARD_IN = "clear-the-room/"
"""A narrator is tried with a sentence of this practice."""


def voices(coach: Coach) -> tuple[Narration, ...]:
    """All narrators that can be chosen; the computer's own voice comes last."""
    return (*coach.narrators, SYSTEM)


class Hearing(QObject):
    """Each part of it is made when it is first wanted."""

    failed = Signal(str)
    """The computer's own voice cannot be heard; one sentence."""

    def __init__(self, coach: Coach, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._coach, self._player = coach, player
        self._preview: Preview | None = None
        self._system_voice: SystemVoice | None = None

    @property
    def preview(self) -> "Preview":
        """What plays the beginning of a practice, a voice, or the bell, while no sitting runs."""
        if self._preview is None:
            from burnbreak.ui.preview import Preview

            self._preview = Preview(self._player, lambda: self._coach.run is not None, self)
        return self._preview

    @property
    def _voice(self) -> "SystemVoice":
        if self._system_voice is None:
            from burnbreak.ui.system_voice import SystemVoice

            self._system_voice = SystemVoice(lambda: self._coach.settings.sound, self)
            self._system_voice.failed.connect(self.failed)
            self.preview.ended.connect(self._system_voice.silence)
        return self._system_voice

    def practice(self, id: str) -> None:
        """Play the beginning of a practice."""
        heard = self._coach.preview(id)
        if heard is not None:
            began = self.preview.play(heard.score, heard.frame)
            if began and heard.narration is SYSTEM:
                from burnbreak.ui.system_voice import Heard

                self._voice.follow(Heard(heard, self._player.position))

    def narrator(self, id: str) -> None:
        """Play a sentence in a narrator's voice."""
        if id == SYSTEM.id:
            self.preview.stop()
            self._voice.try_out(self.tr("Arrive here, for a moment. Nothing is asked of you."))
            return
        voice = next((v for v in voices(self._coach) if v.id == id), None)
        if voice is not None and voice.clips:
            name = next((n for n in voice.clips if n.startswith(_HEARD_IN)), next(iter(voice.clips)))
            said = Sound(at=0.3, asset=voice.asset(name), channel=Channel.VOICE)
            self.preview.play(Score(seconds=voice.clips[name].seconds + 1.0, sounds=(said,)))

    def bell(self) -> None:
        """Play the opening bell once, at the volume that is set."""
        bell = Sound(at=0.0, asset="bells/open", channel=Channel.BELL)
        self.preview.play(Score(seconds=6.0, sounds=(bell,)))

    def sitting_began(self) -> None:
        """A sitting runs; where the computer's own voice guides it, that follows it from now on."""
        run = self._coach.run
        narration = run.timeline.narration if run is not None else None
        if run is not None and narration is not None and narration.kind is VoiceKind.SYSTEM:
            self._voice.follow(run)

    def silence(self) -> None:
        """The computer's own voice says nothing more."""
        if self._system_voice is not None:
            self._system_voice.silence()
