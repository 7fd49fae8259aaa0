"""Finds the files of assets/ in a checkout, in an installed wheel and in a frozen bundle."""

import sys
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
