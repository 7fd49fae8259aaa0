"""The mix of voice, bed and bells, measured as the ear weighs it, in sittings of the real practices."""

import shutil
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import tomli_w

from burnbreak import resources
from burnbreak.audio.clips import Clips
from burnbreak.audio.mixer import Mixer
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from burnbreak.core.scoring import DUCKS
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.resources import audio_opener
from burnbreak.stores import open_practices
from tests.audio.conftest import SoundFolder, noise, sounds
from tests.voices import best, narrator

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "script"))

from mixing.limits import BED_BELOW, MINUTES, faults, lengths
from mixing.measure import (
    RATE,
    click_at,
    integrated,
    k_powers,
    measured,
    spoken,
    true_peak_of,
    within,
)
from sounds.loudness import loudness_of

__all__ = ["sounds"]
PRACTICES = open_practices()[0]
GUIDED = [practice for practice in PRACTICES if practice.stages and not practice.card]
BEDS = [ambience for ambience in Ambience if ambience is not Ambience.NONE]
FULL = dict(zip(BEDS, ("clear-the-room", "three-step", "five-senses", "walk"), strict=True))
"""The practice that is rendered whole for each bed; the others are measured by their stems."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def voice(data: Path) -> Narration:
    """The voice that comes with burnbreak; or else clips as files for what is rendered here alone."""
    found = best(GUIDED, None)
    if found.id == "tested":
        narrator([practice(id) for id in (*FULL.values(), "stop")], data)
    return found


def practice(id: str) -> Practice:
    return next(each for each in PRACTICES if each.id == id)


def sitting(id: str, seconds: float, ambience: Ambience, voice: Narration) -> Timeline:
    return lay_out(practice(id), seconds, SoundSettings(ambience=ambience), narration=voice)


@pytest.mark.parametrize("ambience", BEDS)
def test_a_whole_sitting_is_as_loud_as_meant(ambience: Ambience, voice: Narration, data: Path) -> None:
    timeline = sitting(FULL[ambience], 120, ambience, voice)
    result = measured(timeline, Clips(audio_opener(data)))
    assert not faults(result, timeline, 120)
    assert len(result.stages) == len(spoken(timeline))


@pytest.mark.parametrize("ambience", BEDS)
def test_the_bed_stays_out_of_the_way_of_every_stage(
    ambience: Ambience, voice: Narration, data: Path
) -> None:
    """For all guided practices at all lengths: the bed under the words, by its own loudness there."""
    powers = bed_powers(ambience)
    powers = np.tile(powers, 1 + MINUTES[-1] * 6000 // len(powers))
    for each in GUIDED:
        for seconds in lengths(each):
            timeline = sitting(each.id, seconds, ambience, voice)
            for stage, spans in spoken(timeline).items():
                level = loudness_of(float(within(powers, spans).mean())) + DUCKS[ambience]
                assert level <= -21.0 - BED_BELOW[ambience], f"{each.id}, {seconds} s, {stage}: {level:.1f}"


@cache
def bed_powers(ambience: Ambience) -> np.ndarray:
    clips = Clips(audio_opener(Path("none")))
    frames = clips.length(f"beds/{ambience}") - RATE
    loop = clips.read_loop(f"beds/{ambience}", 0, frames)
    assert loop is not None
    return k_powers(loop)


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("id", [each.id for each in PRACTICES if not each.card])
def test_every_sitting_is_as_long_as_asked(id: str, minutes: int, voice: Narration) -> None:
    each = practice(id)
    if minutes * 60 not in lengths(each):
        assert not each.shortest <= minutes * 60 <= each.longest
        return
    timeline = sitting(id, minutes * 60, Ambience.WAVES, voice)
    if each.stages:
        assert timeline.seconds == pytest.approx(minutes * 60, abs=0.1)
    assert timeline.score.seconds == timeline.seconds
    last = max(sound.at for sound in timeline.score.sounds)
    assert last < timeline.seconds - 4.9


# The measures themselves: each must find what it is there for.


def test_a_voice_that_is_too_loud_and_a_bed_that_does_not_duck_are_found(
    voice: Narration, data: Path
) -> None:
    timeline = sitting("stop", 60, Ambience.RAIN, voice)
    clips = Clips(audio_opener(data))
    assert not any("LU below" in fault for fault in faults(measured(timeline, clips), timeline, 60))
    louder = changed(timeline, gain=3.0)
    assert any("voice is at" in fault for fault in faults(measured(louder, clips), louder, 60))
    unducked = changed(timeline, ducks=())
    assert any("LU below" in fault for fault in faults(measured(unducked, clips), unducked, 60))


def changed(timeline: Timeline, *, gain: float = 0.0, ducks: tuple[Duck, ...] | None = None) -> Timeline:
    bed = timeline.score.bed
    assert bed is not None
    louder = tuple(
        replace(sound, gain_db=gain) if sound.channel is Channel.VOICE else sound
        for sound in timeline.score.sounds
    )
    score = replace(
        timeline.score, sounds=louder, bed=replace(bed, ducks=bed.ducks if ducks is None else ducks)
    )
    return replace(timeline, score=score)


def test_the_script_tells_what_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A voice 4 dB too quiet, in a folder of assets of the test's own."""
    import measure_mixes

    built_in = resources._places()
    made = narrator([practice("stop")], tmp_path, "quiet", level=-25.0)
    (tmp_path / "audio").mkdir()
    shutil.move(tmp_path / "voices", tmp_path / "audio" / "voice")
    clips = {name: {"seconds": clip.seconds, "text": clip.text} for name, clip in made.clips.items()}
    facts = {"id": "quiet", "name": "Quiet", "kind": "synthetic", "clips": clips}
    (tmp_path / "audio" / "voice" / "quiet" / "voice.toml").write_text(tomli_w.dumps(facts))
    monkeypatch.setattr(resources, "_places", lambda: (tmp_path, *built_in))
    monkeypatch.setattr(sys, "argv", ["measure_mixes.py", "stop", "--minutes", "2"])
    assert measure_mixes.main() == 1
    told = capsys.readouterr().out
    assert "stop" in told
    assert "the voice is at -25" in told
    assert "1 sittings, 1 of them off" in told


def test_a_click_of_a_hundredth_is_found() -> None:
    sound = noise(4, level=0.05).astype(np.float32)
    assert click_at(sound, 2 * RATE) < 1.0
    sound[2 * RATE :] += 0.03
    assert click_at(sound, 2 * RATE) > 1.5


def test_loudness_in_hundredths_agrees_with_the_measure_of_the_assets() -> None:
    at = np.arange(5 * RATE) / RATE
    sine = np.stack([0.1 * np.sin(2 * np.pi * 997 * at)] * 2, axis=1).astype(np.float32)
    assert integrated(k_powers(sine)) == pytest.approx(-20.0, abs=0.05)
    assert true_peak_of(sine) == pytest.approx(-20.0, abs=0.1)


def test_a_hot_recording_under_everything_else_stays_below_the_ceiling(sounds: SoundFolder) -> None:
    """What a user brings may be at full scale; with bells and bed on top nothing passes -1 dBFS."""
    hot = np.clip(noise(6, level=3.0, channels=1), -0.999, 0.999)
    sounds.add("own/hot", hot)
    sounds.add("bells/open", noise(6, level=0.3))
    sounds.add("beds/waves", noise(6, level=0.3, seed=2))
    score = Score(
        seconds=20,
        bed=Bed(asset="beds/waves", start=0, end=20),
        sounds=(
            Sound(at=0, asset="bells/open", channel=Channel.BELL),
            Sound(at=8, asset="own/hot", channel=Channel.VOICE),
            Sound(at=9, asset="bells/open", channel=Channel.BELL, gain_db=6),
        ),
    )
    mixed = Mixer(score, Clips(sounds.open)).render(0, 20 * RATE)
    assert np.abs(mixed).max() <= 10 ** (-1 / 20)
    assert np.abs(mixed).max() > 0.8, "it was hot"
