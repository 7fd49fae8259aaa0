"""`burnbreak data encrypt`, `decrypt` and the rest, as typed; the keyring is one in memory."""

import io
from pathlib import Path

import pytest

from burnbreak import key_commands
from burnbreak.cli import run
from burnbreak.storage.key_file import sealed
from burnbreak.storage.paths import Paths
from tests.test_data_commands import Ring, paths, ring

pytest.importorskip("sqlcipher3")
__all__ = ["paths", "ring"]  # Fixtures.
WORDS = "four words make it"


@pytest.fixture
def words(tmp_path: Path) -> str:
    file = tmp_path / "words"
    file.write_text(f"{WORDS}\nsecond line\n", encoding="utf-8")
    return str(file)


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out = capsys.readouterr()
    return out.out, out.err


def test_by_the_keyring_all_commands_go_on(
    paths: Paths, ring: Ring, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["history", "--month", "2026-03", "--csv"])
    before, _ = said(capsys)
    assert run(["data", "encrypt"]) == 0
    recovery = said(capsys)[0].splitlines()[1]
    assert sealed(paths.log)
    assert run(["history", "--month", "2026-03", "--csv"]) == 0
    assert said(capsys)[0] == before
    assert run(["data", "recovery-key"]) == 0
    assert said(capsys)[0].strip() == recovery
    assert run(["data", "backup", str(tmp_path / "backup")]) == 0
    assert "The history in it is encrypted" in said(capsys)[0]
    assert run(["data", "encrypt"]) == 1
    assert said(capsys)[1] == "burnbreak: The history is encrypted already.\n"
    assert run(["data", "decrypt"]) == 0
    assert not sealed(paths.log)
    assert [name for _, name in ring.kept] == ["calendar:planted-id"]
    # The key has gone with it; the backup opens by what was written down.
    said(capsys)
    assert run(["data", "restore", str(tmp_path / "backup")]) == 1
    assert "its passphrase or recovery key is needed" in said(capsys)[1]
    file = tmp_path / "recovery"
    file.write_text(recovery)
    assert run(["data", "restore", str(tmp_path / "backup"), "--backup-passphrase-file", str(file)]) == 0
    said(capsys)
    run(["history", "--month", "2026-03", "--csv"])
    assert said(capsys)[0] == before


def test_by_a_passphrase_each_command_needs_it(
    paths: Paths,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["data", "encrypt", "--passphrase"]) == 1
    assert "--new-passphrase-file" in said(capsys)[1]
    assert run(["data", "encrypt", "--new-passphrase-file", words]) == 0
    raw = paths.log.read_bytes()
    for command in (
        ["history"],
        ["load"],
        ["data", "export", str(tmp_path / "all.json")],
        ["data", "decrypt"],
        ["erase", "--day", "2026-03-02", "--yes"],
    ):
        said(capsys)
        assert run(command) == 1, command
        assert "The history is locked. Name a file with its passphrase" in said(capsys)[1]
    assert not (tmp_path / "all.json").exists()
    assert paths.log.read_bytes() == raw
    wrong = tmp_path / "wrong"
    wrong.write_text("five words make it too\n")
    said(capsys)
    assert run(["data", "decrypt", "--passphrase-file", str(wrong)]) == 1
    assert said(capsys)[1].startswith("burnbreak: This does not open the history; it stays as it is.")
    assert paths.log.read_bytes() == raw
    monkeypatch.setenv("BURNBREAK_PASSPHRASE_FILE", words)
    assert run(["history"]) == 0
    assert run(["data", "export", str(tmp_path / "all.json")]) == 0
    wrong.write_text("another four words\n")
    assert run(["data", "change-passphrase", "--new-passphrase-file", str(wrong)]) == 0
    assert run(["history"]) == 1
    assert run(["data", "decrypt", "--passphrase-file", str(wrong)]) == 0
    assert run(["history"]) == 0


class Terminal(io.StringIO):
    """Someone sits there."""

    def isatty(self) -> bool:
        return True


def test_a_passphrase_is_asked_for_in_a_terminal(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[str] = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(key_commands, "_typed", lambda prompt: answers.pop(0))
    answers[:] = [WORDS, "something else"]
    assert run(["data", "encrypt", "--passphrase"]) == 1
    assert said(capsys)[1] == "burnbreak: The two are not the same; nothing was changed.\n"
    answers[:] = [WORDS, WORDS]
    assert run(["data", "encrypt", "--passphrase"]) == 0
    answers[:] = [WORDS]
    assert run(["history"]) == 0
    answers[:] = ["not this one"]
    assert run(["history"]) == 1
    answers[:] = []
    assert run(["erase", "--everything", "--yes"]) == 0
    assert not sealed(paths.log)


def test_without_the_package_it_is_said(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("burnbreak.log_keys.available", lambda: False)
    assert run(["data", "encrypt"]) == 1
    assert said(capsys)[1].startswith("burnbreak: Encryption needs the package sqlcipher3")


def test_doctor_tells_of_an_encrypted_log(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    from burnbreak.doctor import _files

    assert run(["data", "encrypt"]) == 0
    log = next(f for f in _files(paths) if f.name == "log")
    assert log.ok
    assert "encrypted" in log.text
