"""Finds the files of assets/ in a checkout, in an installed wheel and in a frozen bundle."""

import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

AUDIO_ENDINGS = (".flac", ".opus", ".ogg", ".wav")


def asset(relative: str) -> Path:
    """Where one file of assets/ lies, such as "icons/ready.svg".

    Raises FileNotFoundError, with a sentence for the user, if it is in none of the places, or if the name
    leads out of assets/ (names come from practice files, too).
    """
    return _find(relative, folder=False)


def audio_asset(name: str) -> Path:
    """The recording of that name under assets/audio, such as "bells/open", in whichever format there is.

    Raises FileNotFoundError as `asset` does.
    """
    for ending in AUDIO_ENDINGS:
        try:
            return asset(f"audio/{name}{ending}")
        except FileNotFoundError:
            continue
    raise _missing(f"audio/{name}")


def audio_opener(data: Path, takes: Path | None = None) -> Callable[[str], Path]:
    """What `audio_asset` finds, and the user's own recordings below the folder `data`.

    "voice/ID/..." is the built-in narrator of that id, or else one of the user's in data/voices;
    "own/ID/..." are the recordings of a practice of the user's own in data/own; "take/..." is what has
    just been recorded and is not kept yet, in the folder `takes`.
    """

    def opened(name: str) -> Path:
        kind, _, rest = name.partition("/")
        if kind == "take" and takes is not None:
            return _own(takes, rest, name)
        if kind == "own":
            return _own(data / "own", rest, name)
        if kind == "voice" and not _built_in(rest.partition("/")[0]):
            return _own(data / "voices", rest, name)
        return audio_asset(name)

    return opened


def _built_in(narrator: str) -> bool:
    try:
        return bool(narrator) and bool(asset_folder(f"audio/voice/{narrator}"))
    except FileNotFoundError:
        return False


def _own(folder: Path, relative: str, name: str) -> Path:
    """A recording strictly within the folder, whatever the name or a link in there says."""
    place = PurePosixPath(relative)
    if len(place.parts) < 2 or place.is_absolute() or ".." in place.parts or "\\" in relative:
        raise _missing(name)
    root = folder.resolve()
    for ending in AUDIO_ENDINGS:
        path = (root / f"{place}{ending}").resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    raise FileNotFoundError(f"A recording of your own is missing: {name}.")


def assets(folder: str) -> tuple[Path, ...]:
    """The files directly in one folder of assets/, by name; hidden ones are left out.

    Raises FileNotFoundError as `asset` does if there is no such folder.
    """
    found = asset_folder(folder)
    return tuple(sorted(file for file in found.iterdir() if file.is_file() and not file.name.startswith(".")))


def asset_folder(relative: str) -> Path:
    """Where one folder of assets/ lies, such as "icons". Raises FileNotFoundError as `asset` does."""
    return _find(relative, folder=True)


def _find(relative: str, *, folder: bool) -> Path:
    name = PurePosixPath(relative)
    if name.is_absolute() or ".." in name.parts:
        raise _missing(relative)
    for place in _places():
        path = place / name
        if path.is_dir() if folder else path.is_file():
            return path
    raise _missing(relative)


def _places() -> tuple[Path, ...]:
    """Folders that may be assets/, best first."""
    package = Path(__file__).resolve().parent
    if not getattr(sys, "frozen", False):
        return package / "assets", package.parent / "assets"
    program = Path(sys.executable).resolve().parent
    bundle = Path(getattr(sys, "_MEIPASS", program))
    return bundle / "burnbreak" / "assets", bundle / "assets", program / "assets"


def _missing(relative: str) -> FileNotFoundError:
    return FileNotFoundError(
        f"A file of burnbreak is missing: {relative}. Installing it again brings it back."
    )
