"""Reads a pack: practices, recordings and narrators are checked and laid ready for their places.

A pack is a folder or zip in which every `voice.toml` makes its folder a narrator, and every other TOML
file is a practice; a recording lies beside the file that names it. What nothing names is left out.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from burnbreak.core.narration import clip_name
from burnbreak.core.own import AlreadyThereError, Imported, OwnItem, PackError
from burnbreak.core.practice import Practice, PracticeError
from burnbreak.core.reading import Reader
from burnbreak.core.wording import ANCHORS
from burnbreak.storage.own_folder import Change
from burnbreak.storage.pack_names import check_name, printable
from burnbreak.storage.pack_rules import (
    AUDIO_ENDINGS,
    LARGEST_TOML,
    LARGEST_VOICE,
    LONGEST_ALL,
    LONGEST_CLIP,
    LONGEST_RECORDING,
    MOST_CLIPS,
    MOST_PRACTICES,
    RESERVED_PRACTICES,
    RESERVED_VOICES,
    SHORTEST_CLIP,
    SHORTEST_RECORDING,
    VOICE_FILE,
    Sounds,
    Taken,
    check_id,
    checked,
    is_id,
    length,
    voice_head,
    with_length,
)
from burnbreak.storage.pack_source import Source


@dataclass(slots=True)
class _Sound:
    """A recording on its way: where it lies, and how long it seems."""

    name: str
    path: Path
    seconds: float


@dataclass(slots=True)
class _PracticePlan:
    place: str
    table: dict[str, Any]
    practice: Practice
    sound: _Sound | None


@dataclass(slots=True)
class _VoicePlan:
    place: str
    head: dict[str, str]
    clips: dict[str, tuple[str, _Sound]] = field(default_factory=dict)


class PackReader:
    """Takes one pack apart. Everything is checked before anything is converted."""

    def __init__(
        self,
        change: Change,
        sounds: Sounds,
        taken: Taken,
        *,
        replace: bool = False,
        progress: Callable[[float], None] = lambda done: None,
    ) -> None:
        self._change, self._sounds = change, sounds
        self._taken, self._replace, self._progress = taken, replace, progress
        self._used: set[str] = set()
        self._done = 0.0
        self._sum = 0.0
        self._notes: list[str] = []

    def read_recording(self, path: Path, table: Mapping[str, Any]) -> Imported:
        """Lay a single recording ready; `table` has its id, title and situations. PackError as in `read`."""
        sound = self._heard(path.name, path)
        table = with_length(table, sound.seconds)
        plan = _PracticePlan(path.name, table, checked(table, path.name), sound)
        self._check_ids([plan], [])
        return Imported(items=(self._place_practice(plan),))

    def read(self, source: Source) -> Imported:
        """Lay everything ready in the change. PackError says in one sentence what is wrong, and where."""
        self._source = source
        names = sorted(name for name in self._source.files if name.casefold().endswith(".toml"))
        voices = [name for name in names if PurePosixPath(name).name.casefold() == VOICE_FILE]
        files = [name for name in names if name not in voices]
        if not names:
            raise PackError("There is no practice and no voice in it: no file ends in .toml.")
        if len(files) > MOST_PRACTICES:
            raise PackError(f"It holds more than {MOST_PRACTICES} practices.")
        practices = [self._practice(name) for name in files]
        narrators = [self._voice(name) for name in voices]
        self._check_ids(practices, narrators)
        for narrator in narrators:
            self._check_narration(narrator, practices)
        items = [self._place_practice(plan) for plan in practices]
        items += [self._place_voice(plan) for plan in narrators]
        ignored = tuple(sorted(printable(n) for n in set(self._source.files) - self._used - set(names)))
        return Imported(items=tuple(items), ignored=ignored, notes=tuple(self._notes))

    # --- looking -----------------------------------------------------------------------------------------

    def _table(self, name: str, largest: int) -> dict[str, Any]:
        if self._source.files[name] > largest:
            raise PackError(f"'{printable(name)}' is larger than {largest:,} bytes.")
        raw = self._source.read(name)
        try:
            return tomllib.loads(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            raise PackError(f"'{printable(name)}' is not text in UTF-8.") from fault
        except RecursionError as fault:
            raise PackError(f"'{printable(name)}' is nested too deep.") from fault
        except ValueError as fault:
            raise PackError(f"'{printable(name)}' is not TOML: {printable(str(fault))}.") from fault

    def _practice(self, name: str) -> _PracticePlan:
        table = self._table(name, LARGEST_TOML)
        sound = None
        if isinstance(table.get("recording"), Mapping):
            sound = self._recording(name, table["recording"])
            table = with_length(table, sound.seconds)
        return _PracticePlan(name, table, checked(table, name), sound)

    def _recording(self, name: str, table: Mapping[str, Any]) -> _Sound:
        wanted = table.get("file")
        if not isinstance(wanted, str):
            raise PackError(f"{printable(name)}, [recording]: 'file' is missing.")
        file = str(PurePosixPath(name).parent / check_name(wanted))
        return self._heard(file, self._fetched(file, name))

    def _heard(self, name: str, path: Path) -> _Sound:
        words = f"a recording has {SHORTEST_RECORDING:g} second to {LONGEST_RECORDING / 60:g} minutes"
        return self._looked_at(name, path, (SHORTEST_RECORDING, LONGEST_RECORDING), words)

    def _fetched(self, name: str, named_by: str) -> Path:
        if name not in self._source.files:
            raise PackError(f"'{printable(name)}' is missing, though {printable(named_by)} names it.")
        self._used.add(name)
        return self._source.fetch(name, self._change.work)

    def _looked_at(self, name: str, path: Path, within: tuple[float, float], words: str) -> _Sound:
        seconds = self._sounds.seconds(printable(name), path)
        if not within[0] <= seconds <= within[1]:
            raise PackError(f"'{printable(name)}' is {length(seconds)}; {words}.")
        self._sum += seconds
        if self._sum > LONGEST_ALL:
            raise PackError(f"All its recordings together are longer than {LONGEST_ALL / 3600:g} hours.")
        return _Sound(name, path, seconds)

    def _voice(self, name: str) -> _VoicePlan:
        table = self._table(name, LARGEST_VOICE)
        clips = table.pop("clips", None)
        plan = _VoicePlan(name, voice_head(table, name))
        if not isinstance(clips, Mapping) or not clips:
            raise PackError(f"{printable(name)}: [clips] is missing or empty.")
        if len(clips) > MOST_CLIPS:
            raise PackError(f"{printable(name)}: it has more than {MOST_CLIPS:,} clips.")
        for clip, facts in clips.items():
            plan.clips[clip] = self._clip(name, clip, facts)
        return plan

    def _clip(self, voice: str, clip: str, facts: Any) -> tuple[str, _Sound]:
        place = f"{printable(voice)}, {printable(clip)}"
        practice, _, cue = clip.partition("/")
        if not (is_id(practice) and is_id(cue)):
            raise PackError(f"{place}: a clip is named PRACTICE/CUE, of a-z, 0-9 and -.")
        try:
            reader = Reader({"text": facts} if isinstance(facts, str) else facts, place)
            text = reader.text("text")
        except PracticeError as fault:
            raise PackError(f"{fault}.") from fault
        folder = PurePosixPath(voice).parent / practice
        names = [str(folder / f"{cue}{ending}") for ending in AUDIO_ENDINGS]
        found = next((name for name in names if name in self._source.files), None)
        if found is None:
            raise PackError(f"The clip '{printable(clip)}' is missing, though {printable(voice)} names it.")
        words = f"a cue has {SHORTEST_CLIP:g} to {LONGEST_CLIP:g} seconds"
        sound = self._looked_at(found, self._fetched(found, voice), (SHORTEST_CLIP, LONGEST_CLIP), words)
        return text, sound

    # --- what belongs together ---------------------------------------------------------------------------

    def _check_ids(self, practices: list[_PracticePlan], voices: list[_VoicePlan]) -> None:
        seen: dict[tuple[bool, str], str] = {}
        for plan in practices:
            check_id(plan.practice.id, plan.place, self._taken.practices | RESERVED_PRACTICES)
            self._check_new((False, plan.practice.id), plan.practice.title, plan.place, seen)
        for voice in voices:
            check_id(voice.head["id"], voice.place, self._taken.voices | RESERVED_VOICES)
            self._check_new((True, voice.head["id"]), voice.head["name"], voice.place, seen)

    def _check_new(
        self, key: tuple[bool, str], title: str, place: str, seen: dict[tuple[bool, str], str]
    ) -> None:
        if key in seen:
            raise PackError(f"{printable(place)} and {printable(seen[key])} have the same id '{key[1]}'.")
        seen[key] = place
        if key in self._taken.own and not self._replace:
            raise AlreadyThereError(f"'{title}' ({key[1]}) is here already, and nothing was replaced.")

    def _check_narration(self, voice: _VoicePlan, practices: list[_PracticePlan]) -> None:
        """A pack that brings a practice with its voice brings all of it."""
        for practice in (plan.practice for plan in practices):
            wanted = {
                clip_name(practice.id, cue, anchor): cue.words(anchor)
                for cue in practice.cues
                for anchor in ANCHORS
            }
            if not any(name in voice.clips for name in wanted):
                continue
            for name, words in wanted.items():
                if name not in voice.clips:
                    raise PackError(f"{printable(voice.place)}: the cue '{name}' has no clip.")
                if voice.clips[name][0] != words:
                    self._notes.append(
                        f"The clip '{name}' has other words than the practice and will not be heard."
                    )

    # --- placing -----------------------------------------------------------------------------------------

    def _place_practice(self, plan: _PracticePlan) -> OwnItem:
        practice, unit = plan.practice, f"own/{plan.practice.id}"
        seconds = 0.0
        if plan.sound is None:
            # An earlier one of this id may have been a recording.
            self._change.remove(unit)
        else:
            target = self._change.place(unit, "recording.opus")
            seconds = self._sounds.recording(
                printable(plan.sound.name), plan.sound.path, target, self._part(plan.sound)
            )
            plan.table = with_length(plan.table, seconds)
            checked(plan.table, plan.place)
        write_practice(self._change, plan.table)
        return OwnItem(voice=False, id=practice.id, title=practice.title, seconds=seconds)

    def _place_voice(self, plan: _VoicePlan) -> OwnItem:
        id = plan.head["id"]
        clips: dict[str, dict[str, Any]] = {}
        for name, (text, sound) in sorted(plan.clips.items()):
            target = self._change.place(f"voices/{id}", *f"{name}.opus".split("/"))
            seconds = self._sounds.clip(printable(sound.name), sound.path, target, self._part(sound))
            clips[name] = {"seconds": round(seconds, 6), "text": text}
        _write_toml(self._change.place(f"voices/{id}", VOICE_FILE), {**plan.head, "clips": clips})
        return OwnItem(voice=True, id=id, title=plan.head["name"], clips=len(clips))

    def _part(self, sound: _Sound) -> Callable[[float], None]:
        before, whole = self._done, max(self._sum, 1e-6)
        self._done += sound.seconds
        return lambda done: self._progress(min(1.0, (before + done * sound.seconds) / whole))


def write_practice(change: Change, table: Mapping[str, Any]) -> None:
    """Lay a practice file ready."""
    _write_toml(change.place(f"practices/{table['id']}.toml"), table)


def _write_toml(path: Path, table: Mapping[str, Any]) -> None:
    import tomli_w

    path.write_bytes(tomli_w.dumps(table).encode())
