"""The words of a page on one practice, and of the list of them all."""

from collections.abc import Iterator, Sequence

from burnbreak.core.practice import Practice
from burnbreak.core.timeline import Timeline
from burnbreak.core.wording import CAUTIONS, PHASES
from burnbreak.ui.library_words import EYES, GRADES, SITUATIONS, TRACKS

_INDEX = """\
# The practices

Written by `script/make_practice_pages.py` from `assets/practices` and from what is heard: each practice has a
page with its words and their times at one length, and a picture of that sitting: the low voice over waves.

**In the pictures** time goes from left to right. Above is the waveform, in decibels from its middle outwards:
all that is heard, and over it, greyer, the bed alone, which steps back for each sentence. The bands are the
sentences, numbered as in the table (in paced breathing: the in-breaths), the diamonds bells. Below is the
spectrogram, low pitches at the bottom; the darker, or on a dark page the lighter, the louder.

{tables}
Any length between the shortest and the longest can be asked for. What is said depends on it: silences stretch
within their limits, and optional sentences stay out where there is no room for them.
"""
_TABLE = """\
## {track}

| practice | what it is | length | evidence |
|---|---|---|---|
{rows}
"""


def index(practices: Sequence[Practice]) -> str:
    """The list, by kind."""
    tables = []
    for track, title in TRACKS.items():
        rows = "\n".join(
            f"| [{each.title}]({each.id}.md) | {each.summary} | {_range(each)} | {each.evidence} |"
            for each in practices
            if each.track is track
        )
        tables.append(_TABLE.format(track=title, rows=rows))
    return _INDEX.format(tables="\n".join(tables))


def page(practice: Practice, timeline: Timeline) -> str:
    """All there is to know about one practice."""
    return "\n".join(_parts(practice, timeline)) + "\n"


def _parts(practice: Practice, timeline: Timeline) -> Iterator[str]:
    situations = ", ".join(SITUATIONS[each].lower() for each in practice.situations)
    yield f"# {practice.title}\n\n{practice.summary}\n"
    yield f"- **For:** {situations or 'any time'}; kind: {TRACKS[practice.track].lower()}."
    yield f"- **Length:** {_minutes(practice.durations)}; any from {_range(practice)}."
    yield f"- **Eyes:** {_lower(EYES[practice.eyes])} **Posture:** {', '.join(practice.posture)}."
    yield f"- **Where it comes from:** {practice.origin}"
    grade = GRADES[practice.evidence].lower()
    yield f"- **How good the evidence is:** {practice.evidence} ({grade}). {practice.evidence_note}"
    if practice.cautions:
        cautions = " ".join(CAUTIONS[key] for key in practice.cautions)
        yield f"- **When to leave it out, or take care:** {cautions}"
    if practice.refs:
        yield f"- **Sources:** {', '.join(map(_linked, practice.refs))}."
    yield f"\n## {_length(timeline.seconds)}\n"
    if not practice.card:
        yield from _picture(practice, timeline)
    yield from _breaths(timeline) if timeline.stretches else _sentences(timeline)
    yield "\n[All practices](README.md)"


def _picture(practice: Practice, timeline: Timeline) -> Iterator[str]:
    told = f"Waveform and spectrogram of {practice.title}, {_length(timeline.seconds)}"
    yield "<picture>"
    yield f'  <source media="(prefers-color-scheme: dark)" srcset="{practice.id}-dark.webp">'
    yield f'  <img src="{practice.id}-light.webp" width="900" alt="{told}">'
    yield "</picture>\n"


def _sentences(timeline: Timeline) -> Iterator[str]:
    yield "| # | from | to | part | what is said, and shown |\n|--:|--:|--:|---|---|"
    for number, (placed, caption) in enumerate(zip(timeline.placed, timeline.captions, strict=True), 1):
        stage = placed.line.stage.id.replace("-", " ")
        end = placed.end / 48_000
        yield f"| {number} | {_clock(caption.start)} | {_clock(end)} | {stage} | {caption.text} |"
    yield f"\nA sentence stays on screen for at least eight seconds, or until the next. {_end(timeline)}"


def _breaths(timeline: Timeline) -> Iterator[str]:
    yield "| # | from | what is shown |\n|--:|--:|---|"
    first, last = timeline.captions[0], timeline.captions[-1]
    yield f"| | {_clock(first.start)} | {first.text} |"
    for number in range(timeline.breaths):
        phases = [each for each in timeline.stretches if each.number == number]
        shown = ", ".join(f"{PHASES[each.phase]} {each.end - each.start:g} s" for each in phases)
        yield f"| {number + 1} | {_clock(phases[0].start)} | {shown} |"
    yield f"| | {_clock(last.start)} | {last.text} |"
    yield f"\n{_end(timeline)}"


def _end(timeline: Timeline) -> str:
    bell = f"The last bell rings at {_clock(timeline.bell)}; " if timeline.score.sounds else ""
    end = f"{'it' if bell else 'It'} ends at {_clock(timeline.seconds)}."
    return bell + end


def _range(practice: Practice) -> str:
    return f"{_length(practice.shortest)} to {_length(practice.longest)}"


def _minutes(durations: Sequence[int]) -> str:
    *others, last = map(_length, durations)
    return f"{', '.join(others)} or {last}" if others else last


def _length(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:g} seconds"
    minutes, rest = divmod(seconds, 60)
    if rest == 30:
        return f"{minutes:g}½ minutes"
    if rest:
        return f"{minutes:g} min {rest:g} s"
    return "1 minute" if minutes == 1 else f"{minutes:g} minutes"


def _clock(second: float) -> str:
    tenths = round(second * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02}.{tenths % 10}"


def _linked(ref: str) -> str:
    kind, _, name = ref.partition(":")
    return f"[{ref}](https://doi.org/{name})" if kind == "doi" else ref


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
