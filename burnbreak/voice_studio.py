"""Records a human voice and keeps it: joins the microphone (audio) with the voices on the disk (storage)."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from burnbreak.core.narration import Clip, VoiceKind
from burnbreak.core.reading import TableError
from burnbreak.core.recording import (
    LONGEST_SENTENCE,
    LONGEST_TAKE,
    MicTrouble,
    Moment,
    OwnVoice,
    Piece,
    Prompt,
    Recorded,
    Stage,
)
from burnbreak.own_content import built_in_voices, id_of
from burnbreak.resources import audio_opener
from burnbreak.storage.note import StorageError
from burnbreak.storage.own_folder import OwnFolder
from burnbreak.storage.pack_rules import LARGEST_VOICE, RESERVED_VOICES, VOICE_FILE, is_id
from burnbreak.storage.paths import Paths
from burnbreak.storage.tables import read_table

if TYPE_CHECKING:
    from burnbreak.audio.recorder import Recorder
    from burnbreak.audio.takes import Ear, Workshop

_STEP = 0.05
_COUNT_EVERY = 5
"""Steps between two looks at how far the reader is."""
_log = logging.getLogger(__name__)


class VoiceStudio:
    """Implements `burnbreak.engine.studio.Studio`. All methods are called on one thread."""

    def __init__(
        self,
        paths: Paths,
        monotonic: Callable[[], float],
        *,
        may_rescan: Callable[[], bool] = lambda: False,
        importer: Callable[[str], Any] = import_module,
    ) -> None:
        """`may_rescan`: the player has no device open, so that devices may be counted anew."""
        self._paths, self._folder, self._takes = paths, OwnFolder(paths), paths.takes
        self._monotonic, self._importer, self._may_rescan = monotonic, importer, may_rescan
        self._recorder: Recorder | None = None
        self._thread: threading.Thread | None = None
        self._stage, self._ended = Stage.IDLE, threading.Event()
        self._result: Recorded | None = None
        self._workshop: Workshop | None = None
        self._number = self._said = 0
        self._closed = False

    # --- the take ----------------------------------------------------------------------------------------

    def begin(self, cues: int) -> None:
        """See Studio."""
        if self._stage is not Stage.IDLE:
            return
        self._stage, self._result, self._said = Stage.OPENING, None, 0
        self._ended.clear()
        self._workshop = None
        self._number += 1
        self._thread = threading.Thread(target=self._work, args=(cues,), name="burnbreak-take", daemon=True)
        self._thread.start()

    def look(self) -> Moment:
        """See Studio."""
        stage, recorder = self._stage, self._recorder
        if stage is not Stage.RECORDING or recorder is None:
            return Moment(stage=stage, said=self._said)
        return Moment(stage=stage, level=recorder.level(), seconds=recorder.seconds(), said=self._said)

    def end(self) -> None:
        """See Studio."""
        self._ended.set()

    def recorded(self) -> Recorded | None:
        """See Studio."""
        if self._stage is not Stage.IDLE:
            return None
        result, self._result = self._result, None
        return result

    def join(self, first: Piece, last: Piece) -> Piece:
        """See Studio."""
        if self._workshop is None:
            raise StorageError("That take is gone; record it again.")
        try:
            return self._workshop.joined(first, last)
        except OSError as fault:
            raise StorageError(f"The clip could not be written ({fault.strerror}).") from fault

    def close(self) -> None:
        """See Studio."""
        self._closed = True
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=3.0)
        self._workshop = None
        shutil.rmtree(self._takes, ignore_errors=True)

    def _work(self, cues: int) -> None:
        """The whole take, on a thread of its own."""
        try:
            self._result = self._take(cues)
        except OSError:
            _log.exception("A take could not be written.")
            self._result = Recorded(trouble=MicTrouble.UNWRITTEN)
        except Exception:
            _log.exception("The recorder stumbled.")
            self._result = Recorded(trouble=MicTrouble.STUCK)
        self._stage = Stage.IDLE

    def _take(self, cues: int) -> Recorded:
        from burnbreak.audio.recorder import MicrophoneError, Recorder

        recorder = self._recorder or Recorder(
            self._monotonic, importer=self._importer, may_rescan=self._may_rescan
        )
        self._recorder = recorder
        try:
            recorder.begin(LONGEST_SENTENCE if cues == 1 else LONGEST_TAKE, self._ended.set)
        except MicrophoneError as error:
            return Recorded(trouble=error.trouble)
        from burnbreak.audio.takes import Ear, Workshop

        ear = Ear()
        self._stage = Stage.RECORDING
        self._follow(recorder, ear, cues)
        self._stage = Stage.WORKING
        raw = recorder.end(whole=not self._closed)
        if self._closed or raw.trouble is MicTrouble.DEAF:
            return Recorded(trouble=raw.trouble)
        name = f"take-{self._number}"
        workshop = Workshop(raw, self._takes / name, f"take/{name}")
        pieces = workshop.one() if cues == 1 else workshop.many(cues, ear)
        self._workshop = workshop
        return Recorded(pieces=pieces, trouble=raw.trouble)

    def _follow(self, recorder: "Recorder", ear: "Ear", cues: int) -> None:
        from burnbreak.audio.pauses import said_so_far

        steps = 0
        while not self._ended.wait(_STEP) and not recorder.over():
            steps += 1
            sound = recorder.sound()
            if cues > 1 and sound is not None and steps % _COUNT_EVERY == 0:
                self._said = said_so_far(ear.hear(sound))

    # --- the voices --------------------------------------------------------------------------------------

    def voices(self) -> tuple[OwnVoice, ...]:
        """See Studio."""
        self._folder.settle()
        folder = self._paths.data / "voices"
        found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return tuple(_voice(table) for id in found if is_id(id) and (table := self._table(id)) is not None)

    def keep(self, voice: str, name: str, clips: Mapping[Prompt, Piece]) -> OwnVoice:
        """See Studio."""
        name = " ".join("".join(c for c in name if c.isprintable() and c not in "<>").split())[:60]
        if not (voice or name):
            raise StorageError("A voice needs a name.")
        with self._folder.change() as change:
            table = self._table(voice) if voice else _new(self._free_id(name), name)
            if table is None:
                raise StorageError("That voice is not there any more; choose another or a new one.")
            unit = f"voices/{table['id']}"
            place = change.patch if voice else change.place
            words = {**table["clips"]}
            for prompt, piece in clips.items():
                shutil.copyfile(self._file(piece), place(unit, *f"{prompt.clip}.opus".split("/")))
                words[prompt.clip] = {"seconds": round(piece.seconds, 6), "text": prompt.text}
            kept = {**table, "clips": dict(sorted(words.items()))}
            place(unit, VOICE_FILE).write_bytes(_rendered(kept))
            change.commit()
        return _voice(kept)

    def _table(self, id: str) -> dict[str, Any] | None:
        """The voice.toml of a human voice; None where there is none that can be added to."""
        path = self._paths.data / "voices" / id / VOICE_FILE
        try:
            table = read_table(path, LARGEST_VOICE)
        except TableError:
            return None
        clips = table.get("clips")
        usable = isinstance(clips, dict) and all(isinstance(facts, dict) for facts in clips.values())
        human = table.get("kind") == str(VoiceKind.HUMAN) and isinstance(table.get("name"), str)
        return table if usable and human and table.get("id") == id else None

    def _free_id(self, name: str) -> str:
        folder = self._paths.data / "voices"
        own = {path.name for path in folder.iterdir()} if folder.is_dir() else set[str]()
        taken = built_in_voices() | RESERVED_VOICES | own
        id = id_of(name, taken)
        plain = id if is_id(id) else f"{id}-voice"
        numbered: Iterable[str] = (f"{plain}-{number}" for number in range(2, 10_000))
        return plain if plain not in taken else next(one for one in numbered if one not in taken)

    def _file(self, piece: Piece) -> Path:
        try:
            return audio_opener(self._paths.data, self._takes)(piece.asset)
        except FileNotFoundError as fault:
            raise StorageError("That take is gone; record it again.") from fault


def _new(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "name": name, "kind": str(VoiceKind.HUMAN), "lang": "en", "clips": {}}


def _voice(table: Mapping[str, Any]) -> OwnVoice:
    clips = {
        name: Clip(float(facts.get("seconds", 0.0)), str(facts.get("text", "")))
        for name, facts in table["clips"].items()
    }
    return OwnVoice(id=table["id"], name=table["name"], clips=clips)


def _rendered(table: Mapping[str, Any]) -> bytes:
    import tomli_w

    return tomli_w.dumps(table).encode()
