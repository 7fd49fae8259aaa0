"""The practices that come with the app, at every length: they are sound, fit, and have their audio."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.guided import reading_seconds
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.settings import Sound
from burnbreak.core.timeline import lay_out

ASSETS = Path(__file__).parents[2] / "assets"
FILES = sorted((ASSETS / "practices").glob("*.toml"))
LIBRARY = {p.id: p for p in (read_practice(tomllib.loads(f.read_text("utf-8")), f.name) for f in FILES)}
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
