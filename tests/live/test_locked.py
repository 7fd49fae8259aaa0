"""The real program with an encrypted log: locked, it goes on; killed, it leaves the log as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from burnbreak.log_keys import LogKeys
from burnbreak.storage.log import Log
from tests.live.app import LiveApp, settings_text
from tests.storage.entries import entry
from tests.system.fake_bus import PrivateBus

pytest.importorskip("sqlcipher3")
WORDS = "four words make it"


@pytest.fixture
def app(tmp_path: Path, private_bus: PrivateBus) -> Iterator[LiveApp]:
    """An app that needs neither display nor tray nor sound card."""
    with LiveApp(tmp_path / "home", private_bus, QT_QPA_PLATFORM="offscreen", PULSE_SERVER="none") as made:
        made.environ.pop("DISPLAY", None)
        yield made


def test_a_locked_history_keeps_nobody_from_a_pause(app: LiveApp, tmp_path: Path) -> None:
    app.configure(settings_text())
    path = app.home / "data" / "log.sqlite3"
    path.parent.mkdir()
    log = Log(path, lambda: datetime(2026, 3, 2, tzinfo=UTC))
    log.write(entry(1))
    LogKeys(log).encrypt_by_passphrase(WORDS)
    log.close()
    raw = path.read_bytes()
    app.start().up()
    for words in (("breathe",), ("stop",), ("unlock",), ("week",)):
        assert app.cli(*words).returncode == 0, words
    locked = app.cli("history", "--month", "2026-03", "--json")
    assert (locked.returncode, locked.stdout) == (1, "")
    assert "The history is locked" in locked.stderr
    app.kill()
    assert path.read_bytes() == raw
    file = tmp_path / "words"
    file.write_text(WORDS)
    app.environ["BURNBREAK_PASSPHRASE_FILE"] = str(file)
    opened = app.cli("history", "--month", "2026-03", "--csv")
    assert (opened.returncode, len(opened.stdout.splitlines())) == (0, 2)
    assert app.cli("data", "decrypt").returncode == 0
    app.start().up()
    assert app.cli("history", "--month", "2026-03", "--csv").stdout == opened.stdout
    assert "Traceback" not in app.log_text()
