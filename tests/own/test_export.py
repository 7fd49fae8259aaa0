"""What goes out as a pack comes in elsewhere as it was, to the byte."""

import zipfile
from pathlib import Path

import pytest

from burnbreak.core.own import PackError
from burnbreak.own_content import OwnContent
from burnbreak.storage.own_files import OwnFiles
from tests.own.made import CLIPS, folder, guided, home, listing, pacer, recording, sound, spoken, voice

PACK = {
    "a.toml": guided("a"), "b.toml": pacer("b"), "c.toml": recording("c", "c.flac"),
    "c.flac": sound(2.0, format="FLAC", subtype="PCM_16"), "voice.toml": voice("anna"), **spoken(CLIPS),
}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> OwnContent:
    made = OwnContent(home(tmp_path / "home"))
    made.bring(folder(tmp_path / "pack", PACK))
    return made


@pytest.mark.parametrize("id", ["a", "b", "c", "anna"])
def test_it_comes_in_elsewhere_and_goes_out_the_same(tmp_path: Path, own: OwnContent, id: str) -> None:
    own.export(id, tmp_path / "first.zip")
    own.export(id, tmp_path / "again.zip")
    elsewhere = OwnContent(home(tmp_path / "elsewhere"))
    done = elsewhere.bring(tmp_path / "first.zip", level=False)
    assert (done.ignored, done.notes) == ((), ())
    elsewhere.export(id, tmp_path / "second.zip")
    first = (tmp_path / "first.zip").read_bytes()
    assert first == (tmp_path / "again.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    here = listing(tmp_path / "home" / "data")
    there = listing(tmp_path / "elsewhere" / "data")
    assert there == {name: here[name] for name in there}
    assert [item for item in own.items() if item.id == id] == list(elsewhere.items())


def test_a_pack_is_an_ordinary_zip(tmp_path: Path, own: OwnContent) -> None:
    own.export("anna", tmp_path / "anna.zip")
    with zipfile.ZipFile(tmp_path / "anna.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(["voice.toml", *(f"{name}.opus" for name in CLIPS)])


def test_a_file_that_is_there_is_not_written_over_unasked(tmp_path: Path, own: OwnContent) -> None:
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(PackError, match=r"'a\.zip' is there already"):
        own.export("a", tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"mine"
    own.export("a", tmp_path / "a.zip", replace=True)
    assert zipfile.is_zipfile(tmp_path / "a.zip")
    with pytest.raises(PackError):
        own.export("a", tmp_path, replace=True)


def test_what_is_incomplete_is_not_written(tmp_path: Path, own: OwnContent) -> None:
    (tmp_path / "home/data/voices/anna/quiet-minute/door.opus").unlink()
    (tmp_path / "home/data/own/c/recording.opus").unlink()
    missing = {"anna": "'door.opus' is missing", "c": "'recording.opus' is missing", "d": "called 'd'"}
    for id, reason in missing.items():
        with pytest.raises(PackError, match=reason):
            own.export(id, tmp_path / "x.zip")
    assert not [path for path in tmp_path.iterdir() if "x.zip" in path.name]


def test_one_id_for_both_has_to_be_told_apart(tmp_path: Path, own: OwnContent) -> None:
    own.bring(folder(tmp_path / "p", {"x.toml": guided("anna")}))
    with pytest.raises(PackError, match="is a practice and a voice"):
        own.export("anna", tmp_path / "x.zip")
    assert own.export("anna", tmp_path / "x.zip", voice=True).clips == len(CLIPS)
    assert own.remove("anna", voice=True).voice
    assert [(i.voice, i.id) for i in own.items()] == [(False, id) for id in ("a", "anna", "b", "c")]


def test_broken_ones_are_named_left_out_and_can_be_removed(tmp_path: Path, own: OwnContent) -> None:
    data = tmp_path / "home" / "data"
    (data / "practices/broken.toml").write_text("id = =", encoding="utf-8")
    (data / "practices/box.toml").write_bytes(guided("box"))
    (data / "practices/named.toml").write_bytes(guided("otherwise"))
    (data / "own/c/recording.opus").unlink()
    (data / "voices/ben").mkdir()
    (data / "voices/ben/voice.toml").write_text('id = "ben"', encoding="utf-8")
    faults = {item.id: item.fault for item in own.items() if item.fault}
    assert set(faults) == {"broken", "box", "named", "c", "ben"}
    assert faults["box"] == "box.toml: burnbreak itself has a practice of this id."
    assert faults["c"] == "c.toml: its recording is missing."
    assert "'kind' is missing" in faults["ben"]
    practices, notes = OwnFiles(data).practices({"box"})
    assert [p.id for p in practices] == ["a", "b"]
    assert [note.key.split(":")[1] for note in notes] == ["box.toml", "broken.toml", "c.toml", "named.toml"]
    assert notes[0].text.startswith("A practice of your own was left out: box.toml")
    for id in faults:
        own.remove(id)
    assert {item.id for item in own.items()} == {"a", "b", "anna"}
