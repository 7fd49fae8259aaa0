"""What is done with practices and voices of the user's own: brought in, listed, written as a pack, removed.

The one place that joins the files (storage) with the recordings (audio); the app and the command line use it.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from burnbreak.core.own import Imported, OwnItem, PackError
from burnbreak.resources import asset_folder
from burnbreak.storage.note import StorageError
from burnbreak.storage.own_files import OwnFiles
from burnbreak.storage.own_folder import OwnFolder
from burnbreak.storage.pack_names import printable
from burnbreak.storage.pack_rules import AUDIO_ENDINGS, LONGEST_CLIP, LONGEST_RECORDING, Taken
from burnbreak.storage.pack_source import open_source
from burnbreak.storage.packs import PackReader
from burnbreak.storage.paths import Paths
from burnbreak.storage.practice_files import load_practices

Progress = Callable[[float], None]


def _silently(_done: float) -> None:
    """Progress that nobody looks at."""


class OwnContent:
    """The user's own practices and narrators. Every method may be called on any thread."""

    def __init__(self, paths: Paths) -> None:
        self._folder, self._files = OwnFolder(paths), OwnFiles(paths.data)

    def items(self) -> tuple[OwnItem, ...]:
        """All of them, the broken ones with their fault. StorageError if a cut-off import cannot be ended."""
        self._folder.settle()
        return self._files.items(built_in_practices())

    def recording_title(self, path: Path) -> str:
        """A title for a single recording; empty for what is to be taken as a pack."""
        return title_of(path) if is_recording(path) else ""

    def bring(
        self,
        path: Path,
        *,
        title: str = "",
        situations: Sequence[str] = (),
        replace: bool = False,
        level: bool = True,
        progress: Progress = _silently,
    ) -> Imported:
        """Import a pack (folder, zip, practice file) or a single recording.

        `title` and `situations` are for a recording, `level` brings recordings to the loudness of the
        other voices. PackError and StorageError say in one sentence why nothing was imported; whatever
        `progress` raises ends the import as well, and leaves nothing behind.
        """
        with self._folder.change() as change:
            taken = self._taken()
            reader = PackReader(change, _Decoder(level), taken, replace=replace, progress=progress)
            if is_recording(path):
                name = title.strip() or title_of(path)
                head = {"id": id_of(name, taken.practices), "title": name, "situations": list(situations)}
                done = reader.read_recording(path, head)
            elif title or situations:
                raise PackError("A title and situations can be given to a single recording, not to a pack.")
            else:
                with open_source(path) as source:
                    done = reader.read(source)
            # The last moment for whoever asked to think better of it.
            progress(1.0)
            change.commit()
        return done

    def export(self, id: str, target: Path, *, voice: bool | None = None, replace: bool = False) -> OwnItem:
        """Write a practice or voice as a pack that another computer can import."""
        self._folder.settle()
        item = self._find(id, voice)
        if target.is_dir() or (target.exists() and not replace):
            raise PackError(f"'{printable(target.name)}' is there already, and nothing was written.")
        self._files.export(target, voice=item.voice, id=id)
        return item

    def remove(self, id: str, *, voice: bool | None = None) -> OwnItem:
        """Take a practice or voice away for good."""
        with self._folder.change() as change:
            item = self._find(id, voice)
            units = (f"voices/{id}",) if item.voice else (f"practices/{id}.toml", f"own/{id}")
            change.remove(*units)
            change.commit()
        return item

    def _find(self, id: str, voice: bool | None) -> OwnItem:
        found = [i for i in self._files.items(()) if i.id == id and voice in (None, i.voice)]
        if not found:
            raise PackError(f"There is no practice or voice of your own called '{printable(id)}'.")
        if len(found) > 1:
            raise PackError(f"'{id}' is a practice and a voice; say which one is meant.")
        return found[0]

    def _taken(self) -> Taken:
        own = frozenset((item.voice, item.id) for item in self._files.items(()))
        return Taken(practices=built_in_practices(), voices=built_in_voices(), own=own)


class _Decoder:
    """The Sounds of a pack, by libsndfile and soxr, which are loaded when the first one is needed."""

    def __init__(self, level: bool) -> None:
        self._level = level

    def seconds(self, name: str, path: Path) -> float:
        """See Sounds."""
        from burnbreak.audio.convert import look

        return _named(name, lambda: look(path).seconds)

    def recording(self, name: str, path: Path, target: Path, progress: Progress) -> float:
        """See Sounds."""
        from burnbreak.audio.convert import Wanted, convert
        from burnbreak.audio.loudness import SPOKEN

        loudness = SPOKEN if self._level else None
        wanted = Wanted(channels=2, longest=LONGEST_RECORDING, loudness=loudness)
        return _named(name, lambda: convert(path, target, wanted, progress))

    def clip(self, name: str, path: Path, target: Path, progress: Progress) -> float:
        """See Sounds."""
        from burnbreak.audio.convert import Wanted, convert

        wanted = Wanted(channels=1, longest=LONGEST_CLIP)
        return _named(name, lambda: convert(path, target, wanted, progress))


def _named(name: str, work: Callable[[], float]) -> float:
    """What `work` returns; its refusal becomes a sentence about this file."""
    from burnbreak.audio.convert import SoundError

    try:
        return work()
    except SoundError as fault:
        raise PackError(f"'{name}' {fault}.") from fault


def is_recording(path: Path) -> bool:
    """Whether it is to be taken as a single recording, not as a pack."""
    if path.is_dir() or not path.exists() or path.suffix.casefold() in (".toml", ".zip"):
        return False
    if path.suffix.casefold() in AUDIO_ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            return file.read(2) != b"PK"
    except OSError as fault:
        raise StorageError(f"'{printable(path.name)}' cannot be read ({fault.strerror}).") from fault


def title_of(path: Path) -> str:
    """A title made of a file's name."""
    words = re.sub(r"[\s_<>]+", " ", printable(unicodedata.normalize("NFC", path.stem))).strip()
    return words[:1].upper() + words[1:60] or "Recording"


def id_of(title: str, taken: frozenset[str]) -> str:
    """An id made of a title, none of those in `taken`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    id = "-".join(re.findall(r"[a-z0-9]+", plain))[:36].strip("-") or "recording"
    return f"{id}-own" if id in taken else id


@cache
def built_in_practices() -> frozenset[str]:
    """The ids of the practices that come with burnbreak."""
    return frozenset(p.id for p in load_practices(asset_folder("practices"))[0])


@cache
def built_in_voices() -> frozenset[str]:
    """The ids of the narrators that come with burnbreak."""
    try:
        folder = asset_folder("audio/voice")
    except FileNotFoundError:
        return frozenset()
    return frozenset(path.name for path in folder.iterdir() if path.is_dir())
