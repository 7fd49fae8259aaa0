"""Every sound file is what script/make_sounds.py says it is, and sounds as it should."""

import re
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "script"))

from sounds.catalogue import IN_MS, OUT_MS, SIP_MS, Asset, catalogue  # noqa: E402
from sounds.files import load, store  # noqa: E402
from sounds.loudness import SILENCE, integrated, true_peak  # noqa: E402
from sounds.noise import RATE, Samples, amplitude, seconds  # noqa: E402

AUDIO = ROOT / "assets" / "audio"
ASSETS = {asset.name: asset for asset in catalogue()}
BEDS = [name for name in ASSETS if name.startswith("beds/")]
BELLS = [name for name in ASSETS if name.startswith("bells/")]
BREATHS = [name for name in ASSETS if name.startswith("breath/")]


@cache
def decoded(name: str) -> Samples:
    return load(AUDIO / ASSETS[name].file)


def sine(level_db: float, length: float) -> Samples:
    """997 Hz at `level_db` dBFS in both channels."""
    tone = amplitude(level_db) * np.sin(2 * np.pi * 997 * seconds(round(length * RATE)))
    return np.stack([tone, tone])


def centroid(sound: Samples) -> float:
    """The middle of the sound's power spectrum in hertz."""
    power = (np.abs(np.fft.rfft(sound)) ** 2).sum(axis=0)
    return float((power * np.fft.rfftfreq(sound.shape[1], 1 / RATE)).sum() / power.sum())


# The measure itself, against values of ITU-R BS.1770-4 and EBU Tech 3341.


def test_full_scale_sine_in_one_channel_reads_minus_three() -> None:
    one_sided = sine(0.0, 2.0) * np.array([[1.0], [0.0]])
    assert integrated(one_sided) == pytest.approx(-3.01, abs=0.02)


def test_quiet_passages_do_not_count_as_loudness() -> None:
    stepped = np.concatenate([sine(-36.0, 5.0), sine(-23.0, 20.0), sine(-36.0, 5.0)], axis=1)
    assert integrated(stepped) == pytest.approx(-23.0, abs=0.1)


def test_true_peak_is_found_between_the_samples() -> None:
    quarter = 0.5 * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    assert 20 * np.log10(np.abs(quarter).max()) == pytest.approx(-9.03, abs=0.01)
    assert true_peak(quarter[None]) == pytest.approx(-6.02, abs=0.1)


def test_silence_has_a_number_too() -> None:
    assert integrated(np.zeros((2, RATE))) == true_peak(np.zeros((2, RATE))) == SILENCE


# The files.


@pytest.mark.parametrize("name", ASSETS)
def test_decodes_to_its_stated_frames(name: str) -> None:
    info = soundfile.info(AUDIO / ASSETS[name].file)
    assert (info.samplerate, info.channels, info.frames) == (RATE, 2, ASSETS[name].frames)
    assert decoded(name).shape == (2, ASSETS[name].frames)
    assert np.isfinite(decoded(name)).all()
    assert np.abs(decoded(name)).max() < amplitude(-3.0)


@pytest.mark.parametrize("name", ASSETS)
def test_is_as_loud_as_meant(name: str) -> None:
    assert ASSETS[name].loudness(decoded(name)) == pytest.approx(ASSETS[name].lufs, abs=1.5)


@pytest.mark.parametrize("name", BELLS)
def test_bell_starts_at_once_and_fades_to_nothing(name: str) -> None:
    sound = decoded(name)
    assert true_peak(sound) < -6.0
    assert np.argmax(np.abs(sound).max(axis=0)) < RATE
    assert np.abs(sound[:, -RATE // 100 :]).max() < amplitude(-85.0)
    half_seconds = (
        (sound[:, : sound.shape[1] // 24000 * 24000] ** 2).sum(axis=0).reshape(-1, 24000).sum(axis=1)
    )
    assert half_seconds[0] > 20 * half_seconds[half_seconds.size * 3 // 4]


@pytest.mark.parametrize("name", BREATHS)
def test_breath_is_silent_at_both_ends(name: str) -> None:
    sound = decoded(name)
    assert np.abs(sound[:, :48]).max() < amplitude(-60.0)
    assert np.abs(sound[:, -48:]).max() < amplitude(-60.0)


@pytest.mark.parametrize("name", BREATHS)
def test_in_breath_rises_and_out_breath_falls(name: str) -> None:
    sound = decoded(name)
    first, last = (centroid(part) for part in (np.array_split(sound, 3, axis=1)[i] for i in (0, 2)))
    least = 1.1 if "/sip-" in name else 1.2
    assert (last / first if "/out-" not in name else first / last) > least


def test_in_and_out_are_told_apart_with_eyes_shut() -> None:
    """At each place in the phase the one still rises and the other still falls, on small loudspeakers too."""
    for low_cut in (0, 300):
        rising, falling = (
            np.mean([glide(decoded(n), low_cut) for n in BREATHS if f"/{kind}-" in n], axis=0)
            for kind in ("in", "out")
        )
        assert np.all(np.diff(rising) > 0)
        assert np.all(np.diff(falling) < 0)
        assert rising[-1] / rising[0] > 1.25
        assert falling[0] / falling[-1] > 1.2
        assert rising[-1] / falling[-1] > 1.35, "how it ends tells it at the latest"


def glide(sound: Samples, low_cut: float) -> np.ndarray:
    """The centroid in each fifth of a breath, of what is above `low_cut` hertz."""
    found = []
    for part in np.array_split(sound, 5, axis=1):
        power = (np.abs(np.fft.rfft(part)) ** 2).sum(axis=0)
        freq = np.fft.rfftfreq(part.shape[1], 1 / RATE)
        power[freq < low_cut] = 0.0
        found.append(float((power * freq).sum() / power.sum()))
    return np.array(found)


def test_there_is_a_breath_for_every_length_the_pacers_use() -> None:
    needed = {
        f"breath/{kind}-{ms}"
        for kind, all_ms in (("in", IN_MS), ("out", OUT_MS), ("sip", SIP_MS))
        for ms in all_ms
    }
    assert needed == set(BREATHS)
    assert all(ASSETS[name].frames == int(name.rpartition("-")[2]) * RATE // 1000 for name in BREATHS)


def test_sip_is_higher_and_softer_than_an_in_breath() -> None:
    sip, long = ASSETS["breath/sip-1000"], ASSETS["breath/in-1600"]
    assert centroid(decoded(sip.name)) > 1.3 * centroid(decoded(long.name))
    assert sip.loudness(decoded(sip.name)) < long.loudness(decoded(long.name)) - 1.0


@pytest.mark.parametrize("name", BEDS)
def test_loop_has_no_click_at_its_seam(name: str) -> None:
    """The step over the bare seam is one that the loop itself often makes; a crossfade only adds to that."""
    sound = decoded(name)
    step = np.abs(sound[:, 0] - sound[:, -1])
    assert (step <= np.percentile(np.abs(np.diff(sound[:, : 10 * RATE])), 99.0, axis=1)).all()


@pytest.mark.parametrize("name", BEDS)
def test_bed_neither_pumps_nor_drops_out(name: str) -> None:
    sound = decoded(name)
    whole = sound.shape[1] // RATE * RATE
    levels = 10 * np.log10((sound[:, :whole] ** 2).mean(axis=0).reshape(-1, RATE).mean(axis=1))
    assert levels.max() - levels.min() < {"beds/waves": 12.0, "beds/room": 2.0}.get(name, 8.0)
    assert np.diff(levels).min() > -5.0
    assert np.diff(levels).max() < 7.0


# The folder.


def test_licence_names_every_file_and_no_other() -> None:
    rows = re.findall(r"^\| (\S+\.\w+) \| burnbreak team \| (.+) \| CC BY 4\.0 \|$", licence(), re.MULTILINE)
    there = {path.relative_to(AUDIO).as_posix() for path in AUDIO.rglob("*") if path.is_file()}
    narration = {file for file in there if file.startswith("voice/")}  # tests/test_assets_voice.py
    assert sorted(file for file, _ in rows) == sorted(there - narration - {"LICENSE.md"})
    assert all(len(method) > 10 for _, method in rows)
    assert {file for file, _ in rows} == {asset.file for asset in ASSETS.values()}
    assert "https://creativecommons.org/licenses/by/4.0/" in licence()


def licence() -> str:
    return (AUDIO / "LICENSE.md").read_text(encoding="utf-8")


def test_folder_stays_small() -> None:
    sizes = {path: path.stat().st_size for path in AUDIO.rglob("*") if path.is_file()}
    assert sum(sizes.values()) <= 30_000_000
    assert sum(size for path, size in sizes.items() if AUDIO / "voice" not in path.parents) < 6_000_000


# The script.


@pytest.mark.parametrize("name", ["bells/chime", "breath/sip-800"])
def test_script_makes_the_same_sound_again(name: str, tmp_path: Path) -> None:
    """Twice the same here, and the committed one but for what another computer's rounding may change."""
    asset = ASSETS[name]
    first, second = asset.rendered(), asset.rendered()
    assert np.array_equal(first, second)
    again = load(store(asset, first, tmp_path))
    difference = np.sqrt(np.mean((again - decoded(name)) ** 2))
    assert difference < amplitude(-30.0) * np.sqrt(np.mean(decoded(name) ** 2))


def test_equal_sound_leaves_the_file_untouched(tmp_path: Path) -> None:
    asset: Asset = ASSETS["breath/sip-800"]
    before = store(asset, asset.rendered(), tmp_path).read_bytes()
    path = store(asset, asset.rendered(), tmp_path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert store(asset, asset.rendered() * 0.5, tmp_path).read_bytes() != before
