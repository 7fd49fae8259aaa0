"""Fitting a sheet of cues into a length: nothing overlaps, silences keep their limits, to the sample."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.practice import Cue, Stage
from burnbreak.core.sheet import MOST_SPEECH, RATE, Fit, Line, fit, samples


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Line, ...]:
    """Any sheet: one to six stages of one to seven cues of 0.2 to 9 s, any tiers, weights and limits."""
    lines: list[Line] = []
    for number in range(draw(st.integers(1, 6))):
        least = draw(st.floats(0, 6))
        stage = Stage(
            id=f"s{number}",
            seconds=draw(st.floats(1, 240)),
            cues=(),
            gap=(least, draw(st.floats(least, 150))),
        )
        for at in range(draw(st.integers(1, 7))):
            cue = Cue(
                id=f"c{number}-{at}",
                text="x",
                tier=draw(st.integers(1, 3)),
                weight=draw(st.floats(0, 9)),
            )
            length = draw(st.integers(RATE // 5, 9 * RATE))
            lines.append(Line(stage=stage, cue=cue, text="x", asset="a", length=length))
    return tuple(lines)


starts = st.integers(0, 4 * RATE)
spans = st.integers(0, 720 * RATE)


def silences(found: Fit) -> list[int]:
    ends = [p.start for p in found.placed[1:]] + [found.end]
    return [end - p.end for p, end in zip(found.placed, ends, strict=False)]


def limits(line: Line) -> tuple[int, int]:
    return samples(line.stage.gap[0]), samples(line.stage.gap[1])


def needed(lines: Sequence[Line]) -> tuple[list[Line], int, int]:
    """The lines that are always said, what they take, and what they take with their least silences."""
    first = [line for line in lines if line.cue.tier == 1]
    speech = sum(line.length for line in first)
    return first, speech, speech + sum(limits(line)[0] for line in first)


@given(sheets(), starts, spans)
def test_it_fills_its_length_to_the_sample_and_nothing_overlaps(
    lines: tuple[Line, ...], begin: int, span: int
) -> None:
    found = fit(lines, begin, begin + span)
    assert found.end == begin + span
    assert all(gap >= 0 for gap in silences(found))
    assert all(a.end <= b.start for a, b in pairwise(found.placed))
    if found.placed:
        assert found.placed[0].start == begin


@given(sheets(), spans)
def test_lines_keep_their_order_and_each_is_said_once(lines: tuple[Line, ...], span: int) -> None:
    places = [
        next(n for n, line in enumerate(lines) if line.cue == p.line.cue) for p in fit(lines, 0, span).placed
    ]
    assert places == sorted(set(places))


@given(sheets(), spans)
def test_what_is_always_said_is_there_wherever_it_has_room(lines: tuple[Line, ...], span: int) -> None:
    first, speech, _ = needed(lines)
    if speech <= span:
        said = [p.line for p in fit(lines, 0, span).placed]
        assert [line for line in first if line not in said] == []


@given(sheets(), spans)
def test_silences_keep_their_limits(lines: tuple[Line, ...], span: int) -> None:
    found = fit(lines, 0, span)
    if not found.placed or span < needed(lines)[2]:
        return
    gaps = silences(found)
    bounds = [limits(p.line) for p in found.placed]
    assert all(gap >= low for gap, (low, _) in zip(gaps, bounds, strict=True))
    over = [high for gap, (_, high) in zip(gaps, bounds, strict=True) if gap > high]
    if over:
        assert set(over) == {max(high for _, high in bounds)}
        assert all(gap >= high for gap, (_, high) in zip(gaps, bounds, strict=True)), "all were full before"


@given(sheets(), spans)
def test_where_it_need_not_keep_its_end_it_ends_earlier_rather_than_over_its_limits(
    lines: tuple[Line, ...], span: int
) -> None:
    found = fit(lines, 0, span, keep_end=False)
    assert found.end <= span
    assert all(gap <= limits(p.line)[1] for p, gap in zip(found.placed, silences(found), strict=True))
    assert [p.line for p in found.placed] == [p.line for p in fit(lines, 0, span).placed]


@given(sheets(), spans)
def test_optional_lines_drop_out_until_most_of_it_is_quiet(lines: tuple[Line, ...], span: int) -> None:
    said = [p.line for p in fit(lines, 0, span).placed]
    if any(line.cue.tier > 1 for line in said):
        assert sum(line.length for line in said) <= MOST_SPEECH * span
    if any(line.cue.tier == 3 for line in said):
        assert [line for line in lines if line.cue.tier == 2 and line not in said] == []


def sheet(*tiers: int, gap: tuple[float, float] = (2.0, 14.0), seconds: float = 3.0) -> list[Line]:
    stage = Stage(id="s", seconds=60, cues=(), gap=gap)
    return [
        Line(
            stage=stage, cue=Cue(id=f"c{n}", text="x", tier=tier), text="x", asset="", length=samples(seconds)
        )
        for n, tier in enumerate(tiers)
    ]


def said(lines: Sequence[Line], seconds: float) -> str:
    return "".join(str(p.line.cue.tier) for p in fit(lines, 0, samples(seconds)).placed)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(120, "123123123"), (45, "121212"), (29, "111"), (12, "111"), (8, "11")],
)
def test_whole_tiers_drop_out_the_third_first(seconds: float, expected: str) -> None:
    assert said(sheet(1, 2, 3, 1, 2, 3, 1, 2, 3), seconds) == expected


def test_single_lines_come_back_where_silence_would_grow_too_long() -> None:
    lines = sheet(1, 2, 2, 1, 2, 2, gap=(2.0, 6.0))
    assert said(lines, 40) == "12212", "as many as fill it, the last ones out first"


def test_single_lines_come_back_until_enough_is_said() -> None:
    lines = sheet(1, 2, 2, 1, 2, 2, gap=(2.0, 60.0))
    assert said(lines, 44) == "12212", "five of three seconds are a third"
    assert said(lines, 36) == "1221", "four are a third"


@given(sheets(), spans)
def test_what_comes_back_comes_in_the_order_of_its_stage(lines: tuple[Line, ...], span: int) -> None:
    """A later cue may refer to an earlier one; never the other way round."""
    said = {p.line.cue.id for p in fit(lines, 0, span).placed}
    if sum(line.length for line in lines if line.cue.tier == 1) > span:
        return
    for tier in (2, 3):
        for stage in {line.stage.id for line in lines}:
            there = [
                line.cue.id in said for line in lines if line.stage.id == stage and line.cue.tier == tier
            ]
            assert there == sorted(there, reverse=True)


def test_single_lines_come_back_first_where_it_is_quietest() -> None:
    short, long = (
        Stage(id=id, seconds=seconds, cues=(), gap=(2.0, 90.0)) for id, seconds in (("a", 20), ("b", 70))
    )
    lines = [
        Line(
            stage=stage,
            cue=Cue(id=f"{stage.id}{n}", text="x", tier=min(n, 2)),
            text="x",
            asset="",
            length=samples(8),
        )
        for stage in (short, long)
        for n in (1, 2, 3)
    ]
    assert [p.line.cue.id for p in fit(lines, 0, samples(100)).placed] == ["a1", "b1", "b2", "b3"]


def test_stages_keep_their_share_and_weights_count_inside_them() -> None:
    short = Stage(id="a", seconds=20, cues=(), gap=(1.0, 150.0))
    long = Stage(id="b", seconds=80, cues=(), gap=(1.0, 150.0))
    one = Cue(id="one", text="x", weight=1.0)
    three = Cue(id="three", text="x", weight=3.0)
    lines = [
        Line(stage=stage, cue=cue, text="x", asset="", length=RATE)
        for stage, cue in ((short, one), (short, three), (long, one), (long, three))
    ]
    gaps = [gap / RATE for gap in silences(fit(lines, 0, samples(100)))]
    assert gaps == pytest.approx([4.5, 13.5, 19.5, 58.5], abs=0.001)
    later = [gap / RATE for gap in silences(fit(lines[1:], 0, samples(90), shares={"a": 0.5}))]
    assert later == pytest.approx([9.0, 19.5, 58.5], abs=0.001), "half of the first stage is over"


def test_nothing_to_say_is_an_empty_fit() -> None:
    assert fit([], 5, 50) == Fit((), 50)
    assert fit(sheet(2, 3), 0, RATE) == Fit((), RATE), "optional ones that do not fit"


def test_one_line_longer_than_all_there_is_is_only_shown() -> None:
    (placed,) = fit(sheet(1, seconds=9), 0, samples(4)).placed
    assert (placed.line.asset, placed.end) == ("", samples(4))
