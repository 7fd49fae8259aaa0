"""`burnbreak data` and `erase`, as typed; the keyring is one in memory."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from burnbreak.calendars.secrets import KeyringSecrets, Secret
from burnbreak.cli import run
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.settings import Settings
from burnbreak.data_commands import ENTER_AGAIN
from burnbreak.storage.log import Log
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.storage.settings_file import SettingsFile, glance
from tests.storage.entries import MONDAY, entry

CLINIC = CalendarSetting(id="planted-id", name="Clinic", kind=CalendarKind.WEB)
ADDRESS = "https://example.org/planted-address.ics"
WHENEVER = (datetime(1980, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))


class Ring(KeyringBackend):
    """A keyring in memory, which may be shut."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.shut:
            raise NoKeyringError
        self.kept.pop((service, username), None)


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ring: Ring) -> Paths:
    """A home with three pauses and a calendar whose address is in the keyring."""
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path / "home"))
    found = find_paths()
    found.make()
    settings = SettingsFile(found.settings)
    settings.load(MONDAY)
    settings.save(Settings(calendars=(CLINIC,)))
    log = Log(found.log, lambda: MONDAY)
    for hours in (0, 1, 24):
        log.write(entry(hours))
    log.close()
    KeyringSecrets().put(CLINIC.id, Secret(address=ADDRESS))
    return found


def pauses(paths: Paths) -> int:
    log = Log(paths.log, lambda: MONDAY)
    count = len(log.between(*WHENEVER))
    log.close()
    return count


def test_everything_is_erased_with_what_the_keyring_has(paths: Paths, ring: Ring) -> None:
    assert len(ring.kept) == 1
    assert run(["erase", "--everything", "--yes"]) == 0
    assert ring.kept == {}
    assert pauses(paths) == 0
    assert not paths.settings.exists()


def test_a_keyring_that_stays_shut_erases_nothing(
    paths: Paths, ring: Ring, capsys: pytest.CaptureFixture[str]
) -> None:
    ring.shut = True
    assert run(["erase", "--everything", "--yes"]) == 1
    assert capsys.readouterr().err.strip().endswith("so nothing was erased yet.")
    assert len(ring.kept) == 1
    assert pauses(paths) == 3
    assert paths.settings.exists()


@pytest.mark.parametrize(("answer", "left", "status"), [("yes\n", 1, 0), ("no\n", 3, 1), ("", 3, 1)])
def test_erasing_a_day_asks_first(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, answer: str, left: int, status: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert run(["erase", "--day", f"{MONDAY:%Y-%m-%d}"]) == status
    assert pauses(paths) == left


def test_an_export_comes_in_once_and_a_backup_comes_back(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, backup = tmp_path / "all.json", tmp_path / "backup.zip"
    assert run(["data", "export", str(whole)]) == 0
    assert run(["data", "backup", str(backup)]) == 0
    assert json.loads(whole.read_text(encoding="utf-8"))
    assert ADDRESS not in whole.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["data", "import", str(whole)]) == 0
    assert capsys.readouterr().out == "Taken in from all.json: 0 new.\n"
    assert run(["erase", "--kind", "history", "--yes"]) == 0
    assert pauses(paths) == 0
    assert run(["data", "import", str(whole)]) == 0
    assert pauses(paths) == 0  # What was erased stays erased.
    paths.settings.unlink()
    capsys.readouterr()
    assert run(["data", "restore", str(backup), "--history-only"]) == 0
    assert pauses(paths) == 3
    assert not paths.settings.exists()
    assert capsys.readouterr().out.startswith("Restored. What was here before is kept as /")
    assert run(["data", "restore", str(backup)]) == 0
    assert glance(paths.settings).calendars == (CLINIC,)
    assert capsys.readouterr().out.endswith(f".zip. {ENTER_AGAIN}\n")
    assert ADDRESS.encode() not in backup.read_bytes()
    assert KeyringSecrets().get(CLINIC.id) == Secret(address=ADDRESS)


def test_the_secret_of_a_calendar_that_a_restore_takes_away_goes_too(
    paths: Paths, tmp_path: Path, ring: Ring
) -> None:
    settings = paths.settings.read_bytes()
    paths.settings.write_text("[sound]\nvolume = 3\n")
    assert run(["data", "backup", str(tmp_path / "b.zip")]) == 0
    paths.settings.write_bytes(settings)
    assert run(["data", "restore", str(tmp_path / "b.zip")]) == 0
    assert glance(paths.settings).sound.volume == 3
    assert ring.kept == {}
