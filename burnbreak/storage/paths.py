"""Where burnbreak keeps its files on this computer, outside every folder that roams or syncs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from burnbreak.storage.note import StorageError, shown

HOME_VARIABLE = "BURNBREAK_HOME"
"""Environment variable that puts all five folders below one folder of the user's choice."""

STAGE = ".restoring"
"""Below the data folder: what a restore makes ready. Left there by a kill, it counts for nothing."""
READY = ".restore"
"""Below the data folder: what a restore has decided to put into place and has not yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Five folders; none is there before `make`."""

    config: Path
    data: Path
    state: Path
    cache: Path
    runtime: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def log(self) -> Path:
        """The database of entries."""
        return self.data / "log.sqlite3"

    @property
    def takes(self) -> Path:
        """What has just been recorded and is not kept yet; emptied when the recorder closes."""
        return self.runtime / "takes"

    def make(self) -> None:
        """Make what is kept in; StorageError (one sentence) when a folder can be neither made nor written."""
        for folder in (self.config, self.data, self.state, self.runtime):
            make(folder)


def find_paths(root: Path | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """The platform's own folders, or folders below `root` or below what BURNBREAK_HOME names."""
    if root is None and environ.get(HOME_VARIABLE):
        root = Path(environ[HOME_VARIABLE]).expanduser().absolute()
    if root is not None:
        return Paths(
            config=root / "config",
            data=root / "data",
            state=root / "state",
            cache=root / "cache",
            runtime=root / "run",
        )
    import warnings

    from platformdirs import PlatformDirs

    dirs = PlatformDirs("burnbreak", appauthor=False, roaming=False)
    state = dirs.user_state_path
    with warnings.catch_warnings():
        # Newer versions warn of a folder that is not the user's own; `_private` replaces those.
        warnings.simplefilter("ignore")
        runtime = dirs.user_runtime_path
    return Paths(
        config=dirs.user_config_path,
        data=dirs.user_data_path,
        state=state,
        cache=dirs.user_cache_path,
        runtime=_private(runtime, state / "run"),
    )


def make(folder: Path) -> Path:
    """The folder, made if need be and closed to other users; StorageError when it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        # Permission bits do not tell of a read-only disk; only writing does. Not with tempfile, whose import
        # takes longer than all four folders.
        trial = folder / f".trial-{os.getpid()}"
        os.close(os.open(trial, os.O_CREAT | os.O_WRONLY, 0o600))
        trial.unlink()
    except OSError as fault:
        sentence = f"burnbreak cannot write to its folder {shown(folder)}, so nothing is kept there."
        raise StorageError(sentence) from fault
    return folder


def _private(folder: Path, otherwise: Path) -> Path:
    """The runtime folder if it lies in one of the user's own; a shared /tmp could be another user's trap."""
    own = getattr(os, "getuid", None)
    try:
        parent = folder.parent.lstat()
    except OSError:
        return otherwise
    return folder if own is None or parent.st_uid == own() else otherwise
