"""The practices that come with burnbreak, at their times; and files that are wrong."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from burnbreak.core.guided import reading_seconds
from burnbreak.core.practice import Practice
from burnbreak.core.score import Channel
from burnbreak.core.settings import Sound
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.wording import ANCHORS
from burnbreak.storage.practice_files import load_practices

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PRACTICES, NOTES = load_practices(ASSETS / "practices")
PACERS = [p for p in PRACTICES if p.pacing]
GUIDED = [p for p in PRACTICES if p.stages]
SITTINGS = [pytest.param(p, d, id=f"{p.id}-{d}") for p in PRACTICES for d in p.durations]
LONGEST_ANCHOR = max(ANCHORS.values(), key=lambda text: len(text.split()))


def without_time(timeline: Timeline) -> list[str]:
    """The captions that are gone before they can be read without haste."""
    starts = [caption.start for caption in timeline.captions] + [timeline.seconds]
    return [
        caption.text
        for caption, (start, end) in zip(timeline.captions, pairwise(starts), strict=True)
        if end - start < reading_seconds(caption.text.replace("{anchor}", LONGEST_ANCHOR)) - 1e-6
    ]


@pytest.mark.parametrize(
    ("id", "normal", "gentle", "durations"),
    [
        ("long-exhale", (4, 0, 0, 6, 0), (3, 0, 0, 4.5, 0), (60, 120, 180, 300, 600)),
        ("cyclic-sigh", (3, 1, 0, 8, 0), (2, 1, 0, 6, 0), (60, 120, 180, 300, 600)),
        ("coherent", (5.5, 0, 0, 5.5, 0), (4, 0, 0, 4, 0), (60, 120, 180, 300, 600)),
        ("box", (4, 0, 4, 4, 4), (3, 0, 3, 3, 3), (60, 120, 240, 300)),
    ],
)
def test_the_pacers_keep_their_exact_times(
    id: str, normal: tuple[float, ...], gentle: tuple[float, ...], durations: tuple[int, ...]
) -> None:
    practice = next(p for p in PACERS if p.id == id)
    for pacing, expected in ((practice.pacing, normal), (practice.gentle, gentle)):
        assert pacing is not None
        assert (pacing.inhale, pacing.top_up, pacing.hold, pacing.exhale, pacing.rest) == expected
    assert practice.durations == durations
    assert practice.holds == (id == "box")


@pytest.mark.parametrize(("practice", "seconds"), SITTINGS)
def test_every_length_leaves_time_to_read(practice: Practice, seconds: int) -> None:
    timeline = lay_out(practice, seconds, Sound())
    assert without_time(timeline) == []
    assert timeline.captions[0].start <= 4
    assert timeline.captions[-1].end <= timeline.seconds
    cycle = practice.pacing.cycle if practice.pacing else 0
    assert abs(timeline.seconds - seconds) <= cycle / 2 + 8


@pytest.mark.parametrize("practice", GUIDED, ids=lambda p: p.id)
def test_the_shortest_length_still_says_every_needed_cue(practice: Practice) -> None:
    needed = [cue.words("hands") for cue in practice.cues if cue.tier == 1]
    shown = [caption.text for caption in lay_out(practice, practice.durations[0], Sound()).captions]
    assert [text for text in needed if text not in shown] == []


@pytest.mark.parametrize("practice", PACERS, ids=lambda p: p.id)
@pytest.mark.parametrize("gentle", [False, True])
def test_there_is_a_tone_for_every_breath(practice: Practice, gentle: bool) -> None:
    score = lay_out(practice, practice.durations[-1], Sound(), gentle=gentle).score
    tones = {sound.asset for sound in score.sounds if sound.channel is Channel.BREATH}
    assert tones
    assert [tone for tone in sorted(tones) if not (ASSETS / "audio" / f"{tone}.opus").exists()] == []


GOOD = (ASSETS / "practices" / "13-long-exhale.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "'title' is missing|'id' is missing|has one of"),
        (b"id = = 3", "Invalid value"),
        (b"\xff\x00\xfe", "decode"),
        (GOOD.replace('track = "breath"', 'track = "loud"').encode(), "track 'loud' is not one of"),
        (GOOD.replace("inhale = 4.0", "inhale = 0.5").encode(), "inhale is 0.5 s"),
        (GOOD.replace("breath_focus = 2", "lungs = 2").encode(), "'lungs' is not known"),
        (b"a = " + b"[" * 4000, "recursion|depth"),
        (b"# " + b"x" * 300_000, "larger than"),
    ],
    ids=["empty", "not TOML", "binary", "unknown word", "unsafe", "unknown key", "deep", "large"],
)
def test_a_bad_file_is_named_and_left_out(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "10-bad.toml").write_bytes(content)
    (tmp_path / "20-good.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "30-again.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "40-folder.toml").mkdir()
    practices, notes = load_practices(tmp_path)
    assert [p.id for p in practices] == ["long-exhale"]
    assert [n.key.partition(":")[2] for n in notes] == ["10-bad.toml", "30-again.toml", "40-folder.toml"]
    assert re.search(fault, notes[0].text)
    assert "10-bad.toml" in notes[0].text
    assert "taken by another file" in notes[1].text


def test_no_practice_at_all_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        assert [n.key for n in load_practices(folder)[1]] == ["practices-missing"]
