"""The user's own practices and narrators as they lie in the data folder: read, listed, written as a pack."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from burnbreak.core.own import OwnItem, PackError
from burnbreak.core.practice import Practice, PracticeError, read_practice
from burnbreak.storage.files import write_with
from burnbreak.storage.note import Note
from burnbreak.storage.pack_rules import LARGEST_TOML, LARGEST_VOICE, VOICE_FILE, is_id, voice_head
from burnbreak.storage.tables import read_table

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a pack, so that the same content gives the same bytes."""


class OwnFiles:
    """Reads below the data folder; what cannot be used is told and left out."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def practices(self, taken: Iterable[str]) -> tuple[tuple[Practice, ...], tuple[Note, ...]]:
        """Every usable practice by its id, without the ids in `taken`; a note for what is left out."""
        found: list[Practice] = []
        notes: list[Note] = []
        for path in self._files():
            try:
                found.append(self._practice(path, frozenset(taken)))
            except PracticeError as fault:
                text = f"A practice of your own was left out: {fault}."
                notes.append(Note(key=f"own-practice-left-out:{path.name}", text=text))
        return tuple(found), tuple(notes)

    def items(self, taken: Iterable[str]) -> tuple[OwnItem, ...]:
        """Practices and then narrators, also the broken ones, each with its fault."""
        return (
            *(self._practice_item(path, frozenset(taken)) for path in self._files()),
            *(self._voice_item(folder) for folder in self._folders()),
        )

    def has(self, *, voice: bool, id: str) -> bool:
        """Whether there is anything of that id, usable or not."""
        return is_id(id) and self._place(voice, id).exists()

    def recording(self, id: str) -> Path:
        """Where the recording of a practice lies, if it has one."""
        return self._root / "own" / id / "recording.opus"

    def export(self, target: Path, *, voice: bool, id: str) -> None:
        """Write one as a pack. PackError when it is broken, StorageError when it cannot be written."""
        pack = self._voice_pack(id) if voice else self._practice_pack(id)
        write_with(target, lambda file: _write_zip(file, pack), what="files")

    # --- how it is read ----------------------------------------------------------------------------------

    def _files(self) -> list[Path]:
        return sorted((self._root / "practices").glob("*.toml"))

    def _folders(self) -> list[Path]:
        folder = self._root / "voices"
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return [path for path in found if path.is_dir() and is_id(path.name)]

    def _place(self, voice: bool, id: str) -> Path:
        return self._root / "voices" / id if voice else self._root / "practices" / f"{id}.toml"

    def _practice(self, path: Path, taken: frozenset[str]) -> Practice:
        practice = read_practice(read_table(path, LARGEST_TOML), path.name)
        if practice.id != path.stem:
            raise PracticeError(f"{path.name}: its id is '{practice.id}', unlike its name")
        if practice.id in taken:
            raise PracticeError(f"{path.name}: burnbreak itself has a practice of this id")
        if practice.recording and not self.recording(practice.id).is_file():
            raise PracticeError(f"{path.name}: its recording is missing")
        return practice

    def _practice_item(self, path: Path, taken: frozenset[str]) -> OwnItem:
        try:
            found = self._practice(path, taken)
        except PracticeError as fault:
            return OwnItem(voice=False, id=path.stem, title=path.stem, fault=f"{fault}.")
        return OwnItem(voice=False, id=found.id, title=found.title, seconds=found.recording)

    def _voice_item(self, folder: Path) -> OwnItem:
        try:
            table = read_table(folder / VOICE_FILE, LARGEST_VOICE)
            clips = table.pop("clips", {})
            head = voice_head(table, f"{folder.name}/{VOICE_FILE}")
        except (PracticeError, PackError) as fault:
            return OwnItem(voice=True, id=folder.name, title=folder.name, fault=f"{str(fault).rstrip('.')}.")
        return OwnItem(voice=True, id=folder.name, title=head["name"], clips=len(clips))

    # --- how it is written -------------------------------------------------------------------------------

    def _practice_pack(self, id: str) -> Mapping[str, bytes | Path]:
        path = self._place(False, id)
        table = _table_or_error(path, LARGEST_TOML)
        files: dict[str, bytes | Path] = {}
        if isinstance(table.get("recording"), Mapping):
            table["recording"] = {"file": f"{id}.opus", **table["recording"]}
            files[f"{id}.opus"] = self.recording(id)
        return {**files, f"{id}.toml": _rendered(table)}

    def _voice_pack(self, id: str) -> Mapping[str, bytes | Path]:
        folder = self._place(True, id)
        table = _table_or_error(folder / VOICE_FILE, LARGEST_VOICE)
        clips = table.pop("clips", {})
        files: dict[str, bytes | Path] = {
            f"{name}.opus": folder / f"{name}.opus" for name in clips if all(map(is_id, name.split("/")))
        }
        ordered = {name: clips[name] for name in sorted(clips)}
        return {**files, VOICE_FILE: _rendered({**voice_head(table, VOICE_FILE), "clips": ordered})}


def _table_or_error(path: Path, largest: int) -> dict[str, Any]:
    try:
        return read_table(path, largest)
    except PracticeError as fault:
        raise PackError(f"{fault}.") from fault


def _rendered(table: Mapping[str, Any]) -> bytes:
    import tomli_w

    return tomli_w.dumps(table).encode()


def _write_zip(file: BinaryIO, pack: Mapping[str, bytes | Path]) -> None:
    # Stored, not deflated: Opus does not shrink, and compressors differ from one computer to the next.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(pack):
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            content = pack[name]
            with archive.open(info, "w") as member:
                if isinstance(content, bytes):
                    member.write(content)
                else:
                    _copy(content, member.write)


def _copy(path: Path, write: Callable[[bytes], object]) -> None:
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                write(piece)
    except FileNotFoundError as fault:
        raise PackError(f"'{path.name}' is missing, so it cannot be exported.") from fault
