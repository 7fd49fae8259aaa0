"""The pages on the practices are there, and are those of the practices as they are now."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "script"))

import make_practice_pages as pages
from pages.spectrum import RATE, peaks, spectrogram
from pages.typical import practices, typical

from burnbreak.core.timeline import Timeline

MOST_BYTES = 4_000_000


@pytest.fixture(scope="module")
def sittings() -> dict[str, Timeline]:
    return {practice.id: typical(practice) for practice in practices()}


def test_every_page_is_current(sittings: dict[str, Timeline]) -> None:
    """If this fails: script/make_practice_pages.py."""
    assert pages.stale(sittings) == []
    assert sum(path.stat().st_size for path in pages.FOLDER.iterdir()) < MOST_BYTES


def test_the_pages_tell_every_caption_and_all_that_is_known(sittings: dict[str, Timeline]) -> None:
    texts = pages.texts(sittings)
    for id, timeline in sittings.items():
        text, practice = texts[f"{id}.md"], timeline.practice
        told = (practice.summary, practice.origin, practice.evidence_note, *practice.refs)
        captions = tuple(caption.text for caption in timeline.captions)
        assert [each for each in (*told, *captions) if each not in text] == []
        assert f"({id}.md)" in texts["README.md"]


def test_a_changed_word_a_lost_picture_and_a_leftover_are_found(
    sittings: dict[str, Timeline], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(pages.FOLDER, tmp_path / "practices")
    monkeypatch.setattr(pages, "FOLDER", tmp_path / "practices")
    first, *others = sittings["stop"].captions
    changed = replace(sittings["stop"], captions=(replace(first, text="Something else."), *others))
    (pages.FOLDER / "box-dark.webp").unlink()
    (pages.FOLDER / "gone.md").write_text("# Gone\n")
    assert pages.stale({**sittings, "stop": changed}) == [
        "box-dark.webp is missing",
        "gone.md belongs to nothing",
        "stop.md is not as the practice is now",
        "the picture of stop shows another sound",
    ]


def test_the_spectrogram_shows_a_tone_at_its_pitch_and_time() -> None:
    at = np.arange(4 * RATE) / RATE
    tone = np.where(at < 2, 0.1 * np.sin(2 * np.pi * 849 * at), 0.0)
    sound = np.stack([tone, tone], axis=1).astype(np.float32)
    levels = spectrogram(sound, 40, 100)
    # 849 Hz lies in the middle between 60 Hz and 12 kHz, as pitches go.
    assert abs(int(levels[:, 10].argmax()) - 50) <= 1
    assert levels[:, 10].max() > 0.9
    assert levels[:, 30].max() == 0.0
    assert peaks(sound, 4) == pytest.approx([0.1, 0.1, 0.0, 0.0], abs=0.001)
