"""How narration is made: the chain, the judging of clips, the list of them, and script/make_voice.py."""

import runpy
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "script"))

from sounds.files import load  # noqa: E402
from sounds.loudness import true_peak  # noqa: E402
from sounds.noise import RATE, Samples, amplitude, seconds  # noqa: E402
from voice import index, narrators  # noqa: E402
from voice.chain import LUFS, bounds, finished, loudness, resampled  # noqa: E402
from voice.engine import EngineError, spoken  # noqa: E402
from voice.narrators import LOW  # noqa: E402
from voice.recogniser import HOMOPHONES, errors, words  # noqa: E402
from voice.words import lines  # noqa: E402

# Stands for RHVoice-test: a short hum for each word, whatever it is.
STAND_IN = f"""#!{sys.executable}
import sys
import numpy, soundfile
said = sys.stdin.read().split()
time = numpy.arange(2400 * len(said)) / 24000
hum = sum(numpy.sin(2 * numpy.pi * 120 * n * time) / n for n in range(1, 30))
soundfile.write(sys.argv[sys.argv.index("-o") + 1], 0.1 * hum, 24000)
"""


def hum(length: float, level: float = 0.1) -> Samples:
    """A buzz of 120 Hz that starts and ends at once."""
    time = seconds(round(length * RATE))
    return level * np.sum([np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 60)], axis=0)


def band(sound: Samples, low: float, high: float) -> float:
    """The level between two frequencies in dB."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    freq = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(10 * np.log10(power[(freq >= low) & (freq < high)].sum() + 1e-12))


# The chain.


@pytest.mark.parametrize(("length", "level"), [(0.15, 0.1), (0.5, 0.001), (3.0, 0.9)])
def test_a_clip_is_levelled_trimmed_and_soft_at_both_ends(length: float, level: float) -> None:
    clip = finished(np.pad(hum(length, level), RATE))
    assert loudness(clip) == pytest.approx(LUFS, abs=0.05)
    assert true_peak(clip[None]) < -3.0
    first, last = bounds(clip)
    assert first < 0.05 * RATE
    assert len(clip) - last < 0.2 * RATE
    assert length * RATE < len(clip) < (length + 0.3) * RATE
    assert max(abs(clip[0]), abs(clip[-1])) < amplitude(-60.0)


def test_a_clip_as_heard_is_three_decibels_louder_than_its_file() -> None:
    tone = amplitude(-18.0) * np.sin(2 * np.pi * 997 * seconds(2 * RATE))
    assert loudness(tone) == pytest.approx(-18.0, abs=0.05)  # BS.1770: 0 dBFS on both sides is 0 LUFS


def test_the_chain_gives_the_same_samples_again() -> None:
    assert np.array_equal(finished(hum(1.0)), finished(hum(1.0)))


def test_silence_is_no_clip() -> None:
    with pytest.raises(ValueError, match="nothing was spoken"):
        finished(np.zeros(RATE))


def test_rumble_and_hiss_are_taken_out_and_loud_syllables_held_back() -> None:
    time = seconds(2 * RATE)
    speech = hum(2.0) + 0.05 * np.sin(2 * np.pi * 30 * time) + 0.02 * np.sin(2 * np.pi * 13_000 * time)
    clip = finished(speech)
    for low, high in ((20, 40), (12_900, 13_100)):
        before = band(speech, low, high) - band(speech, 300, 2000)
        assert band(clip, low, high) - band(clip, 300, 2000) < before - 10.0
    stepped = np.concatenate([hum(1.0, 0.02), hum(1.0, 0.2)])
    soft, loud = (loudness(part) for part in np.array_split(finished(stepped), 2))
    assert 8.0 < loud - soft < 16.0, "20 dB before the compressor"


def test_sharp_hiss_is_softened_and_a_soft_one_left() -> None:
    rng = np.random.default_rng(5)
    hiss = rng.standard_normal(RATE)

    def passed(level: float) -> float:
        clip = finished(np.concatenate([hum(2.0), level * hiss]))
        return band(clip[-RATE // 2 :], 5500, 9000) - 20 * np.log10(level)

    assert passed(0.3) < passed(0.003) - 5.0


def test_resampling_keeps_what_fits_and_makes_no_alias() -> None:
    time = np.arange(24_000) / 24_000
    up = resampled(np.sin(2 * np.pi * 1000 * time), 24_000)
    assert len(up) == RATE
    assert up == pytest.approx(np.sin(2 * np.pi * 1000 * seconds(RATE)), abs=1e-9)
    assert np.abs(resampled(np.sin(2 * np.pi * 10_000 * seconds(RATE)), RATE, 16_000)).max() < 1e-9


# Judging.


def test_errors_are_the_edit_distance() -> None:
    said = ["stay", "with", "the", "sounds", "around", "you"]
    assert errors(said, said) == 0
    assert errors(said, ["stay", "with", "sounds", "around", "you"]) == 1
    assert errors(said, ["stay", "with", "the", "sound", "around", "a", "view"]) == 3
    assert errors(said, []) == 6
    assert errors([], said) == 6


def test_words_that_sound_alike_are_the_same_and_others_are_not() -> None:
    assert words("Two feet: it’s your colour.") == words("to FEAT its you're color")
    assert words("a well-worn out-breath") == words("a well worn out breath")
    assert words("hands") != words("hand")
    known = [word for group in HOMOPHONES for word in group]
    assert len(known) == len(set(known))


# The list of clips.


def test_list_reads_back_and_is_the_toml_that_narrators_have(tmp_path: Path) -> None:
    clips = {"stop/on": (48_001, "Then on, at your “own” speed."), "stop/you": (7, 'And "you"?')}
    index.write(LOW, clips, tmp_path)
    assert index.read(tmp_path) == clips
    table = tomllib.loads((tmp_path / index.FILE).read_text("utf-8"))
    assert (table["id"], table["kind"], table["lang"], table["licence"]) == (
        "low",
        "synthetic",
        "en",
        "CC BY 4.0",
    )
    assert table["clips"]["stop/on"] == {"seconds": 48_001 / RATE, "text": clips["stop/on"][1]}


def test_no_list_is_no_clips(tmp_path: Path) -> None:
    assert index.read(tmp_path) == {}


def test_lines_have_each_anchor_where_the_words_depend_on_it() -> None:
    names = {line.name for line in lines()}
    assert {f"common/anchor-back-{anchor}" for anchor in ("breath", "hands", "sounds", "sight")} <= names
    assert "clear-the-room/door" in names
    assert not any("{" in line.text for line in lines())
    assert not any(line.practice in ("hands", "long-exhale") for line in lines())


# The script.


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for clips, with a synthesiser that only hums."""
    program = tmp_path / "bin" / "RHVoice-test"
    program.parent.mkdir()
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(narrators, "NARRATORS", (replace(LOW, takes=LOW.takes[:2]),))
    return tmp_path / "voice"


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> str | int | None:
    monkeypatch.setattr(sys, "argv", ["make_voice.py", "--workers", "1", *words])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "script" / "make_voice.py"), run_name="__main__")
    return ended.value.code


def test_without_its_synthesiser_the_script_says_where_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="apt-get install"):
        spoken("Stop.", profile="bdl", rate=70, pitch=93)
    said = run(monkeypatch, "stop/", "--out", str(tmp_path))
    assert "non-free" in str(said)
    assert list(tmp_path.iterdir()) == []


def test_clips_nobody_can_follow_fail_and_are_named(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pocketsphinx")
    old = stand_in / "low" / "gone" / "cue.opus"
    old.parent.mkdir(parents=True)
    old.touch()
    assert run(monkeypatch, "stop/o", "--narrator", "low", "--out", str(stand_in)) == 1
    said = capfd.readouterr().out
    assert "Word this anew (low" in said
    assert "stop/one-thing: What is the one next thing?" in said
    clips = index.read(stand_in / "low")
    assert set(clips) == {"stop/one-thing", "stop/on"}
    assert len(load(stand_in / "low" / "stop" / "on.opus")[0]) == clips["stop/on"][0]
    assert not old.exists()
    _only_what_changed(stand_in, monkeypatch, capfd)


def _only_what_changed(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    clips = index.read(stand_in / "low")
    index.write(LOW, {**clips, "stop/on": (clips["stop/on"][0], "Other words.")}, stand_in / "low")
    run(monkeypatch, "stop/o", "--changed", "--narrator", "low", "--out", str(stand_in))
    said = capfd.readouterr().out
    assert "stop/on:" in said
    assert "stop/one-thing" not in said
    assert index.read(stand_in / "low") == clips
