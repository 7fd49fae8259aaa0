"""Single recordings as practices of one's own, from real files of every kind."""

import re
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from burnbreak.audio.loudness import CEILING, SPOKEN, Leveller, Meter
from burnbreak.core.own import AlreadyThereError, PackError
from burnbreak.core.settings import Sound
from burnbreak.core.timeline import lay_out
from burnbreak.own_content import OwnContent, built_in_practices, id_of, title_of
from burnbreak.storage.own_files import OwnFiles
from tests.own.made import RATE, folder, home, listing, recording, sound

EVERY_RATE = (8_000, 16_000, 22_050, 44_100, 48_000, 96_000)
KINDS = {
    "wav": ("WAV", "PCM_16", EVERY_RATE, (1, 2, 6)),
    "flac": ("FLAC", "PCM_24", EVERY_RATE, (1, 2, 6)),
    "ogg": ("OGG", "VORBIS", EVERY_RATE, (1, 2, 6)),
    "opus": ("OGG", "OPUS", (8_000, 16_000, 48_000), (1, 2, 6)),
    "mp3": ("MP3", "MPEG_LAYER_III", EVERY_RATE[:-1], (1, 2)),
}
"""By ending: format, subtype, the rates and the channels that it can have."""
FILES = [
    pytest.param(ending, rate, channels, id=f"{ending}-{rate}-{channels}")
    for ending, (_, _, rates, several) in KINDS.items()
    for rate in rates
    for channels in several
]


def stored(root: Path, id: str) -> np.ndarray:
    samples, rate = soundfile.read(root / "home/data/own" / id / "recording.opus", always_2d=True)
    assert rate == RATE
    return samples.astype(np.float32)


def loudness(samples: np.ndarray) -> float:
    meter = Meter(samples.shape[1])
    meter.hear(samples)
    return meter.loudness()


@pytest.mark.parametrize(("ending", "rate", "channels"), FILES)
def test_every_kind_comes_in_at_its_length_and_loudness(
    tmp_path: Path, ending: str, rate: int, channels: int
) -> None:
    kind, subtype, _, _ = KINDS[ending]
    content = sound(6.4, rate=rate, channels=channels, format=kind, subtype=subtype)
    path = tmp_path / f"by_the lake.{ending}"
    path.write_bytes(content)
    done = OwnContent(home(tmp_path / "home")).bring(path, situations=["ordinary", "going-home"])
    (item,) = done.items
    assert (item.id, item.title, item.seconds) == ("by-the-lake", "By the lake", pytest.approx(6.4, abs=1e-4))
    samples = stored(tmp_path, item.id)
    assert samples.shape == (round(item.seconds * RATE), channels if channels <= 2 else 1)
    assert loudness(samples) == pytest.approx(SPOKEN, abs=0.6)
    assert 20 * np.log10(np.abs(samples).max()) < -3.0
    (practice,), notes = OwnFiles(tmp_path / "home/data").practices(())
    assert notes == ()
    assert practice.recording == item.seconds
    assert [str(s) for s in practice.situations] == ["ordinary", "going-home"]
    # It fits only where all of it fits.
    whole = lay_out(practice, 60.0, Sound()).seconds
    assert whole == item.seconds + 12.0
    assert practice.durations == (practice.shortest,) == (practice.longest,)
    assert practice.length_within(whole - 1) is None
    assert practice.length_within(whole + 1) == practice.shortest


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000])
def test_a_tone_keeps_its_pitch_and_its_place(tmp_path: Path, rate: int) -> None:
    t = np.arange(rate * 5) / rate
    tone = (0.3 * np.sin(2 * np.pi * 440 * t) * (t >= 2)).astype(np.float32)
    soundfile.write(tmp_path / "tone.wav", tone, rate, subtype="FLOAT")
    OwnContent(home(tmp_path / "home")).bring(tmp_path / "tone.wav", level=False)
    samples = stored(tmp_path, "tone")[:, 0]
    begins = int(np.flatnonzero(np.abs(samples) > 0.1)[0]) / RATE
    assert begins == pytest.approx(2.0, abs=0.004)
    spectrum = np.abs(np.fft.rfft(samples[3 * RATE : 4 * RATE]))
    assert int(spectrum.argmax()) == 440
    assert np.abs(samples[3 * RATE : 4 * RATE]).max() == pytest.approx(0.3, abs=0.03)


def test_the_loudness_is_left_alone_on_demand(tmp_path: Path) -> None:
    (tmp_path / "soft.flac").write_bytes(sound(5.0, format="FLAC", subtype="PCM_24", level=0.02))
    own = OwnContent(home(tmp_path / "home"))
    before = loudness(soundfile.read(tmp_path / "soft.flac", dtype="float32", always_2d=True)[0])
    assert before < SPOKEN - 10
    own.bring(tmp_path / "soft.flac", level=False)
    assert loudness(stored(tmp_path, "soft")) == pytest.approx(before, abs=0.6)
    own.bring(tmp_path / "soft.flac", replace=True)
    assert loudness(stored(tmp_path, "soft")) == pytest.approx(SPOKEN, abs=0.6)


@given(
    peaks=st.lists(st.tuples(st.integers(0, 7 * RATE), st.floats(0.2, 1.0)), max_size=6),
    level=st.sampled_from([0.001, 0.02, 0.1, 0.5]),
    piece=st.sampled_from([997, 65_536, 10**6]),
)
@settings(max_examples=25, deadline=None)
def test_no_peak_passes_the_ceiling(peaks: list[tuple[int, float]], level: float, piece: int) -> None:
    samples = np.random.default_rng(2).uniform(-level, level, (7 * RATE + 123, 1)).astype(np.float32)
    for at, height in peaks:
        samples[at : at + 40] = height
    meter = Meter(1)
    for at in range(0, len(samples), piece):
        meter.hear(samples[at : at + piece])
    leveller = Leveller(meter, SPOKEN)
    levelled = [leveller.level(samples[at : at + piece]) for at in range(0, len(samples), piece)]
    assert np.abs(np.concatenate(levelled)).max() <= 10 ** (CEILING / 20) * 1.0001
    assert loudness(np.concatenate(levelled)) <= SPOKEN + 0.1


def test_the_meter_agrees_with_the_one_that_the_sounds_are_made_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "script")
    from sounds.loudness import integrated

    noise = np.random.default_rng(9).standard_normal((2, 5 * RATE)) * 0.05
    noise[:, 2 * RATE : 3 * RATE] = 0
    meter = Meter(2)
    for at in range(0, 5 * RATE, 777):
        meter.hear(noise[:, at : at + 777].T.astype(np.float32))
    assert meter.loudness() == pytest.approx(integrated(noise), abs=0.02)


def test_a_recording_never_lies_in_memory_whole(tmp_path: Path) -> None:
    minute = soundfile.read(
        folder(tmp_path / "m", {"m.wav": sound(60.0, format="WAV", subtype="PCM_16")}) / "m.wav",
        dtype="int16",
    )[0]
    with soundfile.SoundFile(tmp_path / "long.wav", "w", RATE, 1, subtype="PCM_16") as file:
        for _ in range(4):
            file.write(minute)
    own = OwnContent(home(tmp_path / "home"))
    own.bring(folder(tmp_path / "w", {"w.toml": recording("warm"), "lake.opus": sound()}))
    tracemalloc.start()
    own.bring(tmp_path / "long.wav")
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # As 32-bit samples it has 46 MB.
    assert highest < 20_000_000


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("By the lake", "by-the-lake"), ("Früh am Morgen", "fruh-am-morgen"), ("  ", "recording"),
        ("湖", "recording"), ("Box", "box-own"), ("a" * 60, "a" * 36), ("con", "con"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_the_title(title: str, id: str) -> None:
    assert id_of(title, built_in_practices()) == id


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_title_makes_an_id_and_any_file_name_a_title(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_of(text, built_in_practices()))
    title = title_of(Path("x") / (text.replace("/", "").replace("\0", "") or "x"))
    assert title
    assert len(title) <= 61


@pytest.mark.parametrize(
    ("title", "situations", "reason"),
    [
        ("<script>", [], "title holds markup"),
        ("a\nb", [], "title holds markup or control"),
        ("x" * 61, [], "title is longer than"),
        ("Lake", ["bored"], "situations .* is not one of"),
        ("con", [], "Windows keeps for itself"),
    ],
)
def test_a_wrong_title_or_situation_is_refused(
    tmp_path: Path, title: str, situations: list[str], reason: str
) -> None:
    (tmp_path / "lake.opus").write_bytes(sound())
    own = OwnContent(home(tmp_path / "home"))
    with pytest.raises(PackError, match=reason):
        own.bring(tmp_path / "lake.opus", title=title, situations=situations)
    assert sorted(listing(tmp_path / "home" / "data")) == []


def test_a_recording_is_replaced_only_on_demand(tmp_path: Path) -> None:
    for name, seconds in (("one.opus", 2.0), ("two.opus", 3.0)):
        (tmp_path / name).write_bytes(sound(seconds))
    own = OwnContent(home(tmp_path / "home"))
    own.bring(tmp_path / "one.opus", title="Lake")
    with pytest.raises(AlreadyThereError):
        own.bring(tmp_path / "two.opus", title="Lake")
    assert own.items()[0].seconds == 2.0
    own.bring(tmp_path / "two.opus", title="Lake", replace=True)
    assert own.items()[0].seconds == 3.0
    assert len(stored(tmp_path, "lake")) == 3 * RATE


def test_a_title_is_not_for_a_pack(tmp_path: Path) -> None:
    pack = folder(tmp_path / "p", {"l.toml": recording(), "lake.opus": sound()})
    with pytest.raises(PackError, match="to a single recording, not to a pack"):
        OwnContent(home(tmp_path / "home")).bring(pack, title="Lake")
