"""Narrators in folders: good ones are read, broken ones named and left out."""

import re
from pathlib import Path

import pytest

from burnbreak.core.narration import Clip, VoiceKind
from burnbreak.storage.narrators import load_narrators

GOOD = """\
id = "ada"
name = "Ada"
kind = "human"
lang = "en"
made_by = "A colleague"
licence = "CC BY 4.0"

[clips]
"walk/a1" = { seconds = 3.412, text = "Here you are." }
"common/anchor-back-hands" = { seconds = 2, text = "Back to your hands and feet, whenever you like." }
"""


def voice(folder: Path, name: str, content: str = GOOD) -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "voice.toml").write_text(content.replace('"ada"', f'"{name}"'), encoding="utf-8")
    return folder


def test_a_narrator_is_read_as_it_stands(tmp_path: Path) -> None:
    (ada,), notes = load_narrators(voice(tmp_path, "ada"))
    assert notes == ()
    assert (ada.id, ada.name, ada.kind) == ("ada", "Ada", VoiceKind.HUMAN)
    assert (ada.made_by, ada.licence) == ("A colleague", "CC BY 4.0")
    assert ada.clips["walk/a1"] == Clip(3.412, "Here you are.")
    assert ada.seconds_of("walk/a1", "Here you are.") == 3.412
    assert ada.seconds_of("walk/a1", "Here you were.") is None
    assert ada.seconds_of("walk/a2", "Here you are.") is None


def test_the_first_of_two_with_one_id_counts_and_folders_keep_their_order(tmp_path: Path) -> None:
    built_in = voice(voice(tmp_path / "assets", "low"), "high")
    own = voice(voice(tmp_path / "own", "low", GOOD.replace("Ada", "Not low")), "ada")
    (tmp_path / "own" / "empty").mkdir()
    (tmp_path / "own" / "file.txt").write_text("x")
    found, notes = load_narrators(built_in, own, tmp_path / "gone")
    assert [(n.id, n.name) for n in found] == [("high", "Ada"), ("low", "Ada"), ("ada", "Ada")]
    assert notes == ()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", r"\[clips\] is missing or empty"),
        ("id = ", "Invalid value"),
        (GOOD.replace('"ada"', '"eve"'), "its id 'eve' is not the name of its folder"),
        (GOOD.replace('"ada"', '"../x"'), "has other characters than a-z"),
        (GOOD.replace('"human"', '"system"'), "the system's own voice"),
        (GOOD.replace('"human"', '"robot"'), "kind 'robot' is not one of"),
        (GOOD.replace('"human"', '"human"\nmood = "x"'), "'mood' is not known"),
        (GOOD.replace("3.412", "-1"), "walk/a1: seconds -1 is not within"),
        (GOOD.replace("3.412", "nan"), "walk/a1: seconds nan is not within"),
        (GOOD.replace("3.412", "61"), "walk/a1: seconds 61 is not within"),
        (GOOD.replace("Here you are.", "<b>Here"), "walk/a1: text holds markup"),
        (GOOD.replace("3.412", "true"), "walk/a1: seconds = True is of the wrong kind"),
        (GOOD.split("[clips]", maxsplit=1)[0] + "clips = 5", "clips must be a table"),
        (GOOD.split("[clips]", maxsplit=1)[0] + '[clips]\n"walk/a1" = 5', "walk/a1: a table is needed here"),
        ("# " + "x" * 2_000_000, "larger than 2,000,000 bytes"),
    ],
)
def test_a_broken_one_is_named_and_left_out(tmp_path: Path, content: str, fault: str) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "voice.toml").write_text(content.replace('"ada"', '"bad"'), encoding="utf-8")
    found, notes = load_narrators(voice(tmp_path, "ada"))
    assert [n.id for n in found] == ["ada"]
    assert [n.key for n in notes] == ["voice-left-out:bad"]
    assert notes[0].text.startswith("A voice was left out: ")
    assert re.search(fault, notes[0].text)
