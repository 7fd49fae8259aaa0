"""The practices that come with the app, at every length: they are sound, fit, and have their audio."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from burnbreak.core import breath
from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.guided import reading_seconds
from burnbreak.core.narration import Clip, Narration, VoiceKind, clip_name
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.settings import Sound
from burnbreak.core.sheet import MOST_SPEECH, RATE, samples
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.wording import ANCHORS
from burnbreak.storage.narrators import load_narrators

ASSETS = Path(__file__).parents[2] / "assets"
FILES = sorted((ASSETS / "practices").glob("*.toml"))
LIBRARY = {p.id: p for p in (read_practice(tomllib.loads(f.read_text("utf-8")), f.name) for f in FILES)}
VOICES, _ = load_narrators(ASSETS / "audio" / "voice")
every_practice = pytest.mark.parametrize("practice", LIBRARY.values(), ids=LIBRARY.keys())


def lengths(practice: Practice) -> Iterator[tuple[int, bool]]:
    for seconds in {practice.shortest, *practice.durations, practice.longest}:
        for gentle in (False, True) if practice.gentle else (False,):
            yield seconds, gentle


def test_the_first_practices_are_there() -> None:
    assert set(LIBRARY) >= {
        "clear-the-room", "long-exhale", "cyclic-sigh", "coherent", "box", "kind-hand", "five-senses",
    }  # fmt: skip


def test_the_ad_hoc_ones_are_there_at_their_minutes_without_breath_holds() -> None:
    for name in BREATHE_NOW:
        assert {m * 60 for m in BREATHE_MINUTES} <= set(LIBRARY[name].durations)
        assert not LIBRARY[name].holds


def test_the_shortest_offer_has_a_practice() -> None:
    assert any(p.length_within(20) and not p.holds for p in LIBRARY.values())


@pytest.mark.parametrize(
    ("name", "breaths"),
    [
        ("long-exhale", (6, 18, 30)),
        ("cyclic-sigh", (5, 15, 25)),
        ("coherent", (5, 16, 27)),
        ("box", (4, 11, 19)),
    ],
)
def test_whole_breaths_at_one_three_and_five_minutes(name: str, breaths: tuple[int, ...]) -> None:
    assert tuple(lay_out(LIBRARY[name], s, Sound()).breaths for s in (60, 180, 300)) == breaths


@every_practice
def test_every_sound_it_needs_is_an_asset(practice: Practice) -> None:
    needed = set()
    for seconds, gentle in lengths(practice):
        score = lay_out(practice, seconds, Sound(), gentle=gentle).score
        needed |= {s.asset for s in score.sounds} | ({score.bed.asset} if score.bed else set())
    there = {str(f.relative_to(ASSETS / "audio").with_suffix("")) for f in (ASSETS / "audio").rglob("*.*")}
    assert needed - there == set()


@every_practice
def test_every_cue_can_be_read_at_every_length(practice: Practice) -> None:
    for seconds, _ in lengths(practice):
        for caption in lay_out(practice, seconds, Sound()).captions:
            if practice.stages:
                assert caption.end - caption.start >= reading_seconds(caption.text) - 0.01, caption


VOICE_WORDS = 2.1
"""Words a second of the slow voices that the practices are written for."""


def voice(practice: Practice) -> Narration:
    """A narrator who has all of it recorded, at the pace of the voices that come with it."""
    clips = {
        clip_name(practice.id, cue, anchor): Clip(
            0.35 + len(cue.words(anchor).split()) / VOICE_WORDS, cue.words(anchor)
        )
        for cue in practice.cues
        for anchor in ANCHORS
    }
    return Narration(id="v", name="V", kind=VoiceKind.SYNTHETIC, clips=clips)


def narrations(practice: Practice) -> Iterator[Narration | None]:
    """Captions alone, a voice made up, and those that come with it."""
    yield from (None, voice(practice), *VOICES) if practice.stages else (None,)


@every_practice
def test_it_is_sound_at_every_five_seconds_of_its_lengths(practice: Practice) -> None:
    for narration in narrations(practice):
        for seconds in range(practice.shortest, practice.longest + 1, 5):
            for anchor in ANCHORS if seconds % 60 == 0 else ("hands",):
                check(lay_out(practice, seconds, Sound(), narration=narration, anchor=anchor), seconds)


def check(timeline: Timeline, seconds: int) -> None:
    """Exact, nothing over anything else, silences within limits, all that is needed, breaths whole."""
    practice, bell = timeline.practice, timeline.bell
    assert all(s.at < timeline.seconds for s in timeline.score.sounds)
    if practice.pacing is not None:
        assert abs(timeline.seconds - seconds) <= practice.pacing.cycle / 2 + breath.LEAD_IN + breath.FADE_OUT
        assert timeline.stretches[-1].phase in (breath.Phase.OUT, breath.Phase.REST)
        assert timeline.seconds == pytest.approx(timeline.stretches[-1].end + breath.FADE_OUT)
        return
    assert timeline.seconds == seconds
    assert bell == pytest.approx(seconds - min(16, 0.15 * seconds))
    ends = [p.start for p in timeline.placed[1:]] + [samples(bell)]
    silences = [(end - p.end) / RATE for p, end in zip(timeline.placed, ends, strict=True)]
    said = [p.line.cue.id for p in timeline.placed]
    assert [cue.id for cue in practice.cues if cue.tier == 1 and cue.id not in said] == []
    if timeline.narration is None:
        assert min(silences) >= 0
        return
    limits = [p.line.stage.gap for p in timeline.placed]
    wrong = [
        (seconds, p.line.cue.id, round(silence, 2), low, high)
        for p, silence, (low, high) in zip(timeline.placed, silences, limits, strict=True)
        if not low - 1 / RATE <= silence <= high + 1 / RATE
    ]
    assert wrong == []
    if any(p.line.cue.tier > 1 for p in timeline.placed):
        assert sum(p.line.length for p in timeline.placed) / RATE <= MOST_SPEECH * seconds
