"""Packs that are as they should be."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import soundfile

from burnbreak.core.own import OwnItem
from burnbreak.own_content import OwnContent
from burnbreak.storage.own_files import OwnFiles
from tests.own.made import (
    CLIPS,
    Files,
    folder,
    guided,
    home,
    listing,
    pacer,
    recording,
    sound,
    spoken,
    voice,
    zipped,
)

ENDINGS = {
    "wav": ("WAV", "PCM_16"),
    "flac": ("FLAC", "PCM_16"),
    "ogg": ("OGG", "VORBIS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
}


def quick(clips: Mapping[str, str] = CLIPS) -> Files:
    return spoken(clips, content=sound(0.4))


GOOD: dict[str, tuple[Files, list[str]]] = {
    "one guided practice": ({"quiet.toml": guided()}, ["quiet-minute"]),
    "one pacer": ({"breath.toml": pacer()}, ["my-breath"]),
    "the slowest and the fastest pacer": (
        {
            "a.toml": pacer("slow", {"inhale": 8.0, "exhale": 12.0}),
            "b.toml": pacer("fast", {"inhale": 2.5, "exhale": 3.5}),
        },
        ["slow", "fast"],
    ),
    "a recording": ({"lake.toml": recording(), "lake.opus": sound()}, ["lake"]),
    "a recording in a folder in a folder": (
        {"my pack/at home/lake.toml": recording(), "my pack/at home/lake.opus": sound()},
        ["lake"],
    ),
    "a recording in a folder of its own": (
        {"lake.toml": recording(file="sound/lake.opus"), "sound/lake.opus": sound()},
        ["lake"],
    ),
    "a recording with an odd but storable name": (
        {
            "lake.toml": recording(file="Am See – früh (1) 湖.opus"),
            "Am See – früh (1) 湖.opus": sound(),
        },
        ["lake"],
    ),
    "a name composed on one computer and not on the other": (
        {"lake.toml": recording(file="früh.opus"), "fru\u0308h.opus": sound()},
        ["lake"],
    ),
    "a file that begins with a byte order mark": (
        {"quiet.toml": b"\xef\xbb\xbf" + guided()},
        ["quiet-minute"],
    ),
    "an ending in capitals": ({"QUIET.TOML": guided()}, ["quiet-minute"]),
    "a whole voice": ({"voice.toml": voice(), **quick()}, ["anna"]),
    "a voice in its folder": (
        {f"anna/{name}": content for name, content in {"voice.toml": voice(), **quick()}.items()},
        ["anna"],
    ),
    "a voice for some cues of a practice of ours": (
        {
            "voice.toml": voice(clips={"clear-the-room/door": "The door is closed."}),
            **quick({"clear-the-room/door": ""}),
        },
        ["anna"],
    ),
    "clips whose words stand alone": (
        {
            "voice.toml": b'id = "anna"\nname = "Anna"\nkind = "human"\n[clips]\n"a/b" = "Here you are."\n',
            "a/b.opus": sound(0.4),
        },
        ["anna"],
    ),
    "a practice with its voice": (
        {"quiet.toml": guided(), "voices/anna/voice.toml": voice()}
        | {f"voices/anna/{name}": content for name, content in quick().items()},
        ["quiet-minute", "anna"],
    ),
    "much of everything": (
        {"a.toml": guided("a"), "b.toml": pacer("b"), "c.toml": recording("c"), "lake.opus": sound()}
        | {f"v/{name}": content for name, content in {"voice.toml": voice(), **quick()}.items()}
        | {f"w/{name}": content for name, content in {"voice.toml": voice("ben"), **quick()}.items()},
        ["a", "b", "c", "anna", "ben"],
    ),
    "a practice and a voice of one id": (
        {"a.toml": guided("anna"), "voice.toml": voice(), **quick()},
        ["anna", "anna"],
    ),
    "what file managers leave behind": (
        {"quiet.toml": guided(), ".DS_Store": b"x", "__MACOSX/._quiet.toml": b"x", "Thumbs.db": b"x"},
        ["quiet-minute"],
    ),
    "a practice in another language": (
        {"leise.toml": pacer("leise", lang="de", title="Leise Minute – für später")},
        ["leise"],
    ),
    **{
        f"a recording as {ending}": (
            {"lake.toml": recording(file=f"lake.{ending}"), f"lake.{ending}": sound(format=f, subtype=s)},
            ["lake"],
        )
        for ending, (f, s) in ENDINGS.items()
    },
    **{
        f"clips as {ending}": (
            {"voice.toml": voice(), **spoken(ending=f".{ending}", content=sound(0.5, format=f, subtype=s))},
            ["anna"],
        )
        for ending, (f, s) in ENDINGS.items()
    },
    "clips at 16 kHz in stereo": (
        {
            "voice.toml": voice(),
            **spoken(
                ending=".wav", content=sound(0.5, rate=16_000, channels=2, format="WAV", subtype="PCM_16")
            ),
        },
        ["anna"],
    ),
}


@pytest.mark.parametrize("packed", ["folder", "zip"])
@pytest.mark.parametrize("name", GOOD)
def test_a_good_pack_comes_in_whole(tmp_path: Path, name: str, packed: str) -> None:
    files, ids = GOOD[name]
    own = OwnContent(home(tmp_path / "home"))
    path = folder(tmp_path / "pack", files) if packed == "folder" else zipped(tmp_path / "pack.zip", files)
    done = own.bring(path)
    assert [item.id for item in done.items] == ids
    assert done.ignored == ()
    assert done.notes == ()
    listed = own.items()
    assert {(i.voice, i.id) for i in listed} == {(i.voice, i.id) for i in done.items}
    assert [i.fault for i in listed] == [""] * len(ids)
    data = tmp_path / "home" / "data"
    assert not [path.name for path in data.iterdir() if path.name.startswith(".")]
    for path in data.rglob("*.opus"):
        with soundfile.SoundFile(path) as file:
            assert (file.samplerate, file.format, file.subtype) == (48_000, "OGG", "OPUS")
            assert file.channels == 1
    for path in data.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
    practices, notes = OwnFiles(data).practices(())
    assert notes == ()
    assert {p.id for p in practices} == {i.id for i in done.items if not i.voice}


def test_what_nothing_names_is_left_out_and_told(tmp_path: Path) -> None:
    files = {"quiet.toml": guided(), "readme.txt": b"hi", "run.sh": b"#!/bin/sh", "a/spare.opus": sound()}
    own = OwnContent(home(tmp_path / "home"))
    assert own.bring(zipped(tmp_path / "p.zip", files)).ignored == ("a/spare.opus", "readme.txt", "run.sh")
    assert sorted(listing(tmp_path / "home" / "data")) == ["practices", "practices/quiet-minute.toml"]


def test_other_words_than_the_cue_are_told(tmp_path: Path) -> None:
    clips = {**CLIPS, "quiet-minute/door": "The gate is closed."}
    files = {"quiet.toml": guided(), "voice.toml": voice(clips=clips), **quick()}
    done = OwnContent(home(tmp_path / "home")).bring(folder(tmp_path / "p", files))
    assert done.notes == (
        "The clip 'quiet-minute/door' has other words than the practice and will not be heard.",
    )


def test_a_practice_file_alone_is_a_pack(tmp_path: Path) -> None:
    (tmp_path / "quiet.toml").write_bytes(guided())
    own = OwnContent(home(tmp_path / "home"))
    assert own.bring(tmp_path / "quiet.toml").items == (
        OwnItem(voice=False, id="quiet-minute", title="A quiet minute"),
    )


def test_a_clip_that_is_ready_is_kept_byte_for_byte(tmp_path: Path) -> None:
    own = OwnContent(home(tmp_path / "home"))
    own.bring(folder(tmp_path / "p", {"voice.toml": voice(), **quick()}))
    kept = tmp_path / "home" / "data" / "voices" / "anna" / "quiet-minute" / "door.opus"
    assert kept.read_bytes() == sound(0.4)


def test_the_true_length_of_every_clip_is_noted(tmp_path: Path) -> None:
    clips = {name: {"text": text, "seconds": 99.0} for name, text in CLIPS.items()}
    own = OwnContent(home(tmp_path / "home"))
    own.bring(folder(tmp_path / "p", {"voice.toml": voice(clips=clips), **quick()}))
    text = (tmp_path / "home" / "data" / "voices" / "anna" / "voice.toml").read_text(encoding="utf-8")
    assert text.count("seconds = 0.4\n") == len(CLIPS)
