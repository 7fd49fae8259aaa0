"""The practices that come with burnbreak, held to the rules of how it speaks; and files that are wrong."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from burnbreak.core.choosing import BREATHE_NOW
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

NEVER_SAID = (
    "just", "simply", "must", "should", "close your eyes", "treat", "treats", "prevent", "prevents", "cure",
    "cures", "heal", "heals", "well done", "good job", "relax", "failed", "missed", "spirit", "soul",
    "burnout", "a moment of suffering", "suffering is part of life", "may i be kind to myself",
    "everyone is on their own life journey", "in for me, one for you", "mbsr", "mbct",
    "mindful self-compassion", "schwartz rounds",
)  # fmt: skip
OF_THE_BODY_WITHIN = (
    "breath",
    "breathe",
    "breathing",
    "inside you",
    "within you",
    "heart",
    "remember",
    "recall",
)


def texts(practice: Practice) -> list[str]:
    cues = [cue.text for stage in practice.stages for cue in stage.cues]
    return [practice.title, practice.summary, practice.origin, practice.evidence_note, *cues]


def said(practice: Practice, anchor: str = LONGEST_ANCHOR) -> list[str]:
    return [cue.text.replace("{anchor}", anchor) for stage in practice.stages for cue in stage.cues]


def holds_words(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def without_time(timeline: Timeline) -> list[str]:
    """The captions that are gone before they can be read without haste."""
    starts = [caption.start for caption in timeline.captions] + [timeline.seconds]
    return [
        caption.text
        for caption, (start, end) in zip(timeline.captions, pairwise(starts), strict=True)
        if end - start < reading_seconds(caption.text.replace("{anchor}", LONGEST_ANCHOR)) - 1e-6
    ]


def test_all_are_there_in_their_order() -> None:
    assert NOTES == ()
    assert [p.id for p in PRACTICES] == [
        "clear-the-room", "long-exhale", "cyclic-sigh", "coherent", "box", "kind-hand", "five-senses",
    ]  # fmt: skip
    assert set(BREATHE_NOW) <= {p.id for p in PACERS}


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
    assert practice.cautions == (("holds",) if id == "box" else ("dizzy",))


@pytest.mark.parametrize(
    ("id", "stages", "durations"),
    [
        ("clear-the-room", [15, 35, 35, 30, 30, 35], (60, 120, 180, 300)),
        ("kind-hand", [5, 10, 5], (20, 40, 60)),
        ("five-senses", [10, 45, 40, 35, 20, 15, 15], (90, 120, 180, 300)),
    ],
)
def test_the_guided_keep_their_stages(id: str, stages: list[int], durations: tuple[int, ...]) -> None:
    practice = next(p for p in GUIDED if p.id == id)
    assert [stage.seconds for stage in practice.stages] == stages
    assert practice.durations == durations


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda p: p.id)
def test_it_speaks_as_burnbreak_speaks(practice: Practice) -> None:
    everything = texts(practice)
    assert [t for t in everything for words in NEVER_SAID if holds_words(t, words)] == []
    assert [t for t in everything if "!" in t or t != t.strip()] == []
    assert [t for t in everything if t.replace("{anchor}", "").count("{")] == []


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda p: p.id)
def test_it_promises_nothing(practice: Practice) -> None:
    assert practice.evidence_note.endswith("It may help you settle.")
    assert len(practice.evidence_note.split()) <= 36
    assert practice.evidence_note.count("may help") == 1
    assert practice.refs or practice.evidence == "D"


@pytest.mark.parametrize("practice", GUIDED, ids=lambda p: p.id)
def test_cues_are_one_idea_long(practice: Practice) -> None:
    lengths = {text: len(text.split()) for text in said(practice)}
    assert {text: n for text, n in lengths.items() if not 5 <= n <= 14} == {}
    assert sum(n < 6 for n in lengths.values()) <= 1


@pytest.mark.parametrize("practice", GUIDED, ids=lambda p: p.id)
def test_every_anchor_makes_a_sentence(practice: Practice) -> None:
    for anchor in ANCHORS.values():
        assert all(text[0].isupper() and text[-1] == "." for text in said(practice, anchor))


def test_five_senses_points_outwards_alone() -> None:
    practice = next(p for p in GUIDED if p.id == "five-senses")
    assert [t for t in said(practice) for words in OF_THE_BODY_WITHIN if holds_words(t, words)] == []
    assert not any("{anchor}" in cue.text for stage in practice.stages for cue in stage.cues)
    assert (practice.breath_focus, practice.body_focus, practice.eyes) == (0, 0, "open")


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


GOOD = (ASSETS / "practices" / "20-long-exhale.toml").read_text(encoding="utf-8")


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
