"""docs/mix.md: how loud the sittings of the library are, and why not all are equally loud."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mixing.limits import PROGRAMME, SPOKEN
from mixing.measure import Measured

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "mix.md"
_TEXT = """\
# The mix, measured

Written by `script/measure_mixes.py --write`, which renders sittings of the library through the mixer that
plays them, and weighs them after ITU-R BS.1770 with both gates.

| what | meant | measured in {sittings} sittings |
|---|--:|--:|
| the voice of each part, while it speaks | -21 LUFS within 1 | {voice} LUFS |
| the bed below it, while it speaks | 20 LU or more (rain 22) | {below} LU at least |
| the last bell and those between, 3 s of each | -26 LUFS (between: -30) | {bell} LUFS |
| the first bell, 12 dB lower so that nobody is startled | -38.5 to -32 LUFS | {first} LUFS |
| the highest true peak | -1 dBTP at most | {peak} dBTP |
| the largest step at a join, as a share of those around it | 1.5 at most | {click} |
| a whole sitting of which a third or more is spoken | -24 LUFS within 1.5 | {spoken} LUFS |
| a whole sitting with fewer words | what they add up to | {quiet} LUFS |

## Why a sitting with few words is quieter

A sitting that is spoken for a share *s* of its time, over a bed *d* LU below the voice in the silences, is
-21 + 10 log10(*s* + (1 - *s*) 10^(-*d*/10)) LUFS. The bed lies at -34, so *d* is 13:

| spoken | 40 % | 33 % | 25 % | 20 % | 17 % |
|---|--:|--:|--:|--:|--:|
| with a steady bed at -34 | -24.7 | -25.4 | -26.4 | -27.2 | -27.7 |
| the bed with which it would be -25.5 | any | -35.3 | -29.5 | -28.1 | -27.5 |

(Waves measure up to 2 LU louder, because what is 10 LU below the whole is left out, and so the troughs
between the waves. A bed so low that all of it is left out gives -21.5: too loud, by the same measure.)

So eight quiet minutes could be -24 only over a bed that stands 7 LU below the voice in each silence and sinks
by 13 or more just before the next sentence. Such a bed pumps, and in a quiet practice that is what is heard.
What the ear sets its volume by is the voice, and that is as loud in every practice, at every length. So the
bed stays where it is, and sittings with more silence measure quieter. Who likes more of the bed has a slider.

Short sittings were quieter for no such reason, and that is mended: where leaving out whole groups of optional
sentences leaves less than three tenths of the time spoken, single sentences come back, in the quietest part
first. At two and three minutes 13 % to 35 % was spoken (down to -28.2 LUFS over waves), now it is 21 % to
35 %.

## Each sitting

{tables}"""
_TABLE = """\
### {narrator}, {bed}

| practice | minutes | spoken | whole | voice | bed below | peak |
|---|--:|--:|--:|--:|--:|--:|
{rows}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What was rendered, and what came of it."""

    practice: str
    seconds: int
    bed: str
    narrator: str
    result: Measured


def report(sittings: Sequence[Sitting]) -> str:
    """The document on all of them."""
    results = [sitting.result for sitting in sittings]
    return _TEXT.format(
        sittings=len(sittings),
        voice=_span(stage.voice for result in results for stage in result.stages),
        below=f"{min(stage.voice - stage.bed for result in results for stage in result.stages):.1f}",
        bell=_span(bell for result in results for bell in result.bells[1:]),
        first=_span(result.bells[0] for result in results),
        peak=f"{max(result.peak for result in results):.1f}",
        click=f"{max(result.click for result in results):.2f}",
        spoken=_span(result.programme for result in results if result.spoken >= SPOKEN),
        quiet=_span(result.programme for result in results if result.spoken < SPOKEN),
        tables="\n".join(_tables(sittings)),
    )


def near(sittings: Sequence[Sitting]) -> str:
    """How many are within 1.5 LU of what is meant for a whole sitting."""
    there = sum(abs(sitting.result.programme - PROGRAMME) <= 1.5 for sitting in sittings)
    return f"{there} of {len(sittings)} within 1.5 LU of {PROGRAMME:g} LUFS"


def _span(levels: Iterable[float]) -> str:
    found = sorted(levels)
    return f"{found[0]:.1f} to {found[-1]:.1f}" if found else "none"


def _tables(sittings: Sequence[Sitting]) -> Iterator[str]:
    def kind(sitting: Sitting) -> tuple[str, str]:
        return sitting.narrator, sitting.bed

    for (narrator, bed), some in groupby(sorted(sittings, key=kind), key=kind):
        alike = list(some)
        rows = "\n".join(_row(sitting) for sitting in alike)
        yield _TABLE.format(narrator=f"`{narrator}`", bed=f"{bed}: {near(alike)}", rows=rows)


def _row(sitting: Sitting) -> str:
    result = sitting.result
    voices = [stage.voice for stage in result.stages]
    below = min((stage.voice - stage.bed for stage in result.stages), default=0.0)
    return (
        f"| {sitting.practice} | {sitting.seconds // 60} | {result.spoken:.0%} | {result.programme:.1f} "
        f"| {min(voices):.1f} to {max(voices):.1f} | {below:.1f} | {result.peak:.1f} |"
    )
