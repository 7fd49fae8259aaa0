"""Every narrator says every cue in exactly its words, at one loudness, trimmed, and can be understood."""

import re
import shutil
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "script"))

from sounds.files import load  # noqa: E402
from sounds.loudness import true_peak  # noqa: E402
from sounds.noise import RATE, Samples, amplitude  # noqa: E402
from voice import index  # noqa: E402
from voice.chain import LUFS, bounds, loudness  # noqa: E402
from voice.engine import PROGRAM  # noqa: E402
from voice.narrators import NARRATORS, Narrator  # noqa: E402
from voice.report import error  # noqa: E402
from voice.studio import WORST, clip_path, coded, judged_file, rendered  # noqa: E402
from voice.words import Line, lines  # noqa: E402

AUDIO = ROOT / "assets" / "audio"
LINES = lines()
FOLDERS = sorted({line.practice for line in LINES})
every_narrator = pytest.mark.parametrize("narrator", NARRATORS, ids=lambda narrator: narrator.id)
LEAD, TAIL = 0.06, 0.50
"""Most seconds before the first and after the last of a clip that is heard."""


def folder(narrator: Narrator) -> Path:
    return AUDIO / "voice" / narrator.id


@cache
def clips(narrator: Narrator) -> dict[str, tuple[int, str]]:
    return index.read(folder(narrator))


def measured(sound: Samples) -> list[str]:
    """What is wrong with a clip's sound; nothing if nothing is named."""
    lufs, peak, (first, last) = loudness(sound), true_peak(sound[None]), bounds(sound)
    tests = {
        f"{lufs:.1f} LUFS": abs(lufs - LUFS) <= 1.0,
        f"{peak:.1f} dBTP": peak < -3.0,
        f"{first / RATE:.3f} s of silence before": first <= LEAD * RATE,
        f"{(len(sound) - last) / RATE:.3f} s of silence after": len(sound) - last <= TAIL * RATE,
        "it begins with a step": abs(sound[:48]).max() < amplitude(-50.0),
        "it ends with a step": abs(sound[-48:]).max() < amplitude(-40.0),
    }
    return [fault for fault, good in tests.items() if not good]


# What is there.


@every_narrator
def test_says_every_cue_in_its_words_and_nothing_else(narrator: Narrator) -> None:
    assert {name: text for name, (_, text) in clips(narrator).items()} == {x.name: x.text for x in LINES}
    there = {path.relative_to(folder(narrator)).as_posix() for path in folder(narrator).rglob("*.*")}
    assert there == {index.FILE, *(f"{line.name}.opus" for line in LINES)}


@every_narrator
def test_index_has_the_exact_lengths(narrator: Narrator) -> None:
    text = (folder(narrator) / index.FILE).read_text(encoding="utf-8")
    lengths = dict(re.findall(r'^"(\S+)" = \{ seconds = (\S+),', text, re.MULTILINE))
    for line in LINES:
        info = soundfile.info(clip_path(folder(narrator), line))
        assert (info.samplerate, info.channels, info.format, info.subtype) == (RATE, 1, "OGG", "OPUS"), line
        assert round(float(lengths[line.name]) * RATE) == info.frames == clips(narrator)[line.name][0], line


@every_narrator
@pytest.mark.parametrize("practice", FOLDERS)
def test_clips_are_loud_trimmed_and_soft_at_both_ends(narrator: Narrator, practice: str) -> None:
    faults = {}
    for line in LINES:
        if line.practice == practice:
            sound = load(clip_path(folder(narrator), line))[0]
            assert len(sound) == clips(narrator)[line.name][0]
            faults[line.name] = measured(sound)
    assert not {name: found for name, found in faults.items() if found}


def test_the_measure_finds_what_is_wrong() -> None:
    line = LINES[0]
    sound = load(clip_path(folder(NARRATORS[0]), line))[0]
    assert measured(sound) == []
    silence = np.zeros(RATE)
    assert "LUFS" in measured(sound * 1.2)[0]
    assert "dBTP" in " ".join(measured(sound * 5))
    assert "before" in " ".join(measured(np.concatenate([silence, sound])))
    assert "after" in " ".join(measured(np.concatenate([sound, silence])))
    assert {"it begins with a step", "it ends with a step"} <= set(
        measured(sound[RATE // 4 : len(sound) // 2])
    )


@every_narrator
def test_speaks_unhurriedly(narrator: Narrator) -> None:
    words = sum(len(text.split()) for _, text in clips(narrator).values())
    minutes = sum(frames for frames, _ in clips(narrator).values()) / RATE / 60
    assert 110 < words / minutes < 165


@every_narrator
def test_is_small(narrator: Narrator) -> None:
    assert sum(path.stat().st_size for path in folder(narrator).rglob("*.*")) < 9_000_000


@every_narrator
def test_licence_names_the_folder_its_makers_and_the_corpus(narrator: Narrator) -> None:
    licence = (AUDIO / "LICENSE.md").read_text(encoding="utf-8")
    method = rf".*RHVoice \(voice {narrator.profile}\).*"
    row = rf"^\| voice/{narrator.id}/ \| burnbreak team \| {method} \| CC BY 4\.0 \|$"
    assert re.search(row, licence, re.MULTILINE)
    for part in (narrator.corpus, "Olga Yakovleva", "Carnegie Mellon University", "**modified**"):
        assert part in licence
    head = (folder(narrator) / index.FILE).read_text(encoding="utf-8").partition("[clips]")[0]
    for part in ('kind = "synthetic"', 'licence = "CC BY 4.0"', narrator.profile, "modified"):
        assert part in head


def test_licence_names_every_narrator_that_is_there() -> None:
    assert {path.name for path in (AUDIO / "voice").iterdir()} == {narrator.id for narrator in NARRATORS}


# Whether it is understood. The whole library takes minutes: script/make_voice.py --check.

SAMPLE = [line for line in LINES if zlib.crc32(line.name.encode()) % 15 == 0]


@every_narrator
def test_a_recogniser_follows_a_sample(narrator: Narrator) -> None:
    pytest.importorskip("pocketsphinx")
    heard = [judged_file(line, folder(narrator)) for line in SAMPLE]
    assert len(heard) > 20
    assert not [clip for clip in heard if clip.error > WORST]
    assert error(heard) <= narrator.most_errors


def test_the_recogniser_does_not_follow_other_words() -> None:
    pytest.importorskip("pocketsphinx")
    other = Line(LINES[10].name, LINES[20].text)
    assert judged_file(other, folder(NARRATORS[0])).error > WORST


@every_narrator
def test_the_document_has_the_numbers_of_these_clips(narrator: Narrator) -> None:
    text = (ROOT / "docs" / "narration.md").read_text(encoding="utf-8")
    table = text.partition(f"## `{narrator.id}`")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (\d+) \| (\d+) \| ([\d.]+)% \|", table, re.MULTILINE)
    found = clips(narrator)
    assert {name: (int(count), int(length)) for name, count, length, _ in rows} == {
        **{name: _extent(found[line.name] for line in LINES if line.practice == name) for name in FOLDERS},
        "**all**": _extent(found.values()),
    }
    assert float(rows[-1][3]) <= 100 * narrator.most_errors


def _extent(clips: Iterable[tuple[int, str]]) -> tuple[int, int]:
    """How many clips, and how many seconds they take, as the document rounds them."""
    frames = [count for count, _ in clips]
    return len(frames), int(f"{sum(frames) / RATE:.0f}")


# The script, where its synthesiser is.


@pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="RHVoice is not installed")
@every_narrator
def test_speaking_again_gives_the_same_samples(narrator: Narrator) -> None:
    for line in SAMPLE[:3]:
        committed = load(clip_path(folder(narrator), line))[0]
        takes = [coded(rendered(narrator, line, take)) for take in narrator.takes]
        assert np.array_equal(takes[0], coded(rendered(narrator, line, narrator.takes[0])))
        # Another processor's rounding may change the last bit.
        same = [take for take in takes if len(take) == len(committed)]
        assert any(np.abs(take - committed).max() < amplitude(-50.0) for take in same), line
