"""A studio without microphone and disk: takes end as they are told to."""

from collections.abc import Mapping

from burnbreak.core.narration import Clip
from burnbreak.core.recording import Level, Moment, OwnVoice, Piece, Prompt, Recorded, Remark, Stage


def piece(number: int, *remarks: Remark, seconds: float = 2.4) -> Piece:
    """A recorded cue by its number."""
    asset = "" if Remark.NOTHING in remarks else f"take/take-1/{number}"
    return Piece(
        asset=asset, start=4.0 * number, end=4.0 * number + seconds, seconds=seconds, remarks=remarks
    )


class FakeStudio:
    """Implements engine.studio.Studio; set `coming` before a take, or `stage` and `level` while it runs."""

    def __init__(self, *voices: OwnVoice) -> None:
        self.held = {voice.id: voice for voice in voices}
        self.stage = Stage.IDLE
        self.level = Level(-14.0, -22.0)
        self.said, self.seconds = 0, 3.2
        self.coming = Recorded(pieces=(piece(1),))
        self.result: Recorded | None = None
        self.begun: list[int] = []
        self.kept: list[tuple[str, str, Mapping[Prompt, Piece]]] = []
        self.refusal = ""
        self.closed = False

    def voices(self) -> tuple[OwnVoice, ...]:
        return tuple(self.held.values())

    def begin(self, cues: int) -> None:
        self.begun.append(cues)
        self.stage, self.result = Stage.RECORDING, None

    def look(self) -> Moment:
        if self.stage is Stage.RECORDING:
            return Moment(stage=self.stage, level=self.level, seconds=self.seconds, said=self.said)
        return Moment(stage=self.stage, said=self.said)

    def end(self) -> None:
        if self.stage is not Stage.IDLE:
            self.stage, self.result = Stage.IDLE, self.coming

    def recorded(self) -> Recorded | None:
        result, self.result = self.result, None
        return result

    def join(self, first: Piece, last: Piece) -> Piece:
        if self.refusal:
            raise OSError(self.refusal)
        return Piece(
            asset=f"{first.asset}+", start=first.start, end=last.end, seconds=first.seconds + last.seconds
        )

    def keep(self, voice: str, name: str, clips: Mapping[Prompt, Piece]) -> OwnVoice:
        if self.refusal:
            raise OSError(self.refusal)
        self.kept.append((voice, name, clips))
        id = voice or name.lower()
        before = self.held.get(id)
        new = {prompt.clip: Clip(found.seconds, prompt.text) for prompt, found in clips.items()}
        self.held[id] = OwnVoice(
            id=id, name=before.name if before else name, clips={**(before.clips if before else {}), **new}
        )
        return self.held[id]

    def close(self) -> None:
        self.closed, self.stage = True, Stage.IDLE
