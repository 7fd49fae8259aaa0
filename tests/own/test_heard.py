"""An imported recording as it is heard: whole, in its place, with its title as the caption."""

from pathlib import Path

import numpy as np
import pytest

from burnbreak.audio.clips import Clips
from burnbreak.audio.mixer import Mixer
from burnbreak.core.narration import VoiceKind
from burnbreak.core.practice import Practice
from burnbreak.core.score import Channel
from burnbreak.core.settings import Ambience, Sound
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.own_content import OwnContent
from burnbreak.resources import audio_opener
from burnbreak.storage.own_files import OwnFiles
from burnbreak.stores import open_narrators, open_practices
from tests.own.made import RATE, folder, guided, home, sound, spoken, voice

SECONDS = 33.333
"""Longer than what is kept in memory, so it is streamed."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("heard")
    (made / "lake.ogg").write_bytes(
        sound(SECONDS, rate=44_100, channels=2, format="OGG", subtype="VORBIS", level=0.1)
    )
    OwnContent(home(made / "home")).bring(made / "lake.ogg", title="By the lake")
    return made


@pytest.fixture(scope="module")
def practice(root: Path) -> Practice:
    (found,), _ = OwnFiles(root / "home" / "data").practices(())
    return found


def rendered(root: Path, timeline: Timeline) -> np.ndarray:
    mixer = Mixer(timeline.score, Clips(audio_opener(root / "home" / "data")))
    return np.concatenate([mixer.render(at, 20_000) for at in range(0, mixer.frames, 20_000)])


def test_it_is_heard_from_its_first_sample_to_its_last(root: Path, practice: Practice) -> None:
    bare = lay_out(practice, 60.0, Sound(bells=False, ambience=Ambience.NONE))
    mix = rendered(root, bare)
    voice = OwnFiles(root / "home" / "data").recording("by-the-lake")
    clips = Clips(lambda _: voice)
    stored = clips.read("x", 0, clips.length("x")).astype(np.float32) / 32768
    begin, length = 4 * RATE, len(stored)
    assert length == pytest.approx(SECONDS * RATE, abs=2)
    assert bare.seconds == pytest.approx(length / RATE + 12.0, abs=1e-6)
    assert np.abs(mix[:begin]).max() == 0
    assert np.abs(mix[begin + length :]).max() == 0
    # Both ends of a clip are faded over a few milliseconds; between them nothing is changed but the level.
    # What begins a sitting is quieter for its first four seconds, so that nobody is startled.
    inner = slice(5 * RATE, length - RATE)
    assert np.corrcoef(mix[begin:][inner].ravel(), stored[inner].ravel())[0, 1] > 0.9999


def test_no_bell_rings_over_it_and_the_bed_steps_back(practice: Practice) -> None:
    timeline = lay_out(practice, 60.0, Sound(ambience=Ambience.RAIN))
    end = 4.0 + practice.recording
    bells = [s.at for s in timeline.score.sounds if s.asset.startswith("bells/")]
    assert bells[0] == 0.0
    assert all(at >= end for at in bells[1:])
    bed = timeline.score.bed
    assert bed is not None
    (duck,) = bed.ducks
    assert (duck.start, duck.end) == (pytest.approx(4.0), pytest.approx(end))
    assert timeline.frame(end / 2).caption == "By the lake"


@pytest.mark.parametrize("asked", [10.0, 60.0, 300.0])
def test_its_length_is_its_own(practice: Practice, asked: float) -> None:
    assert lay_out(practice, asked, Sound()).seconds == practice.recording + 12.0


@pytest.mark.parametrize("anchor", ["breath", "hands", "sounds", "sight"])
def test_a_voice_from_a_pack_speaks_its_practice(tmp_path: Path, anchor: str) -> None:
    files = {"quiet.toml": guided(), "voice.toml": voice(), **spoken(content=sound(1.25))}
    paths = home(tmp_path / "home")
    OwnContent(paths).bring(folder(tmp_path / "pack", files))
    narrators, notes = open_narrators(paths)
    assert notes == ()
    (narration,) = [n for n in narrators if n.id == "anna"]
    assert (narration.name, narration.kind, narration.licence) == ("Anna", VoiceKind.HUMAN, "CC0")
    practice = next(p for p in open_practices(paths)[0] if p.id == "quiet-minute")
    quiet = Sound(bells=False, ambience=Ambience.NONE)
    timeline = lay_out(practice, 60.0, quiet, narration=narration, anchor=anchor)
    said = [s for s in timeline.score.sounds if s.channel is Channel.VOICE]
    assert [s.asset for s in said] == [
        "voice/anna/quiet-minute/door",
        f"voice/anna/quiet-minute/stay-{anchor}",
    ]
    mix = rendered(tmp_path, timeline)
    loud = np.abs(mix).max(axis=1) > 0.01
    for each in said:
        first, last = round(each.at * RATE), round((each.at + 1.25) * RATE)
        assert loud[first:last].mean() > 0.2
        loud[first:last] = False
    assert not loud.any()
