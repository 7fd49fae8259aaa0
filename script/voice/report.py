"""docs/narration.md: how well the clips are understood, how loud and how large they are."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from sounds.noise import RATE

from voice.chain import LUFS
from voice.narrators import Narrator
from voice.recogniser import HOMOPHONES
from voice.studio import WORST, Judged, clip_path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "narration.md"
Library = Mapping[Narrator, Sequence[Judged]]

_TEXT = """\
# The built-in narration, measured

Written by `script/make_voice.py --check` from the clips in `assets/audio/voice`.

Both narrators are computer-generated: {voices}. Nobody recorded these words.

**Word error** is the share of words that a speech recogniser gets wrong, leaves out or puts in:
PocketSphinx 5 with the American English model it brings, free to expect any words. It is a strict and
somewhat deaf listener: of five sentences read by a person it missed 28 % in an earlier trial, so read the
numbers as a ranking. A clip with more than {worst:.0%} does not pass, and its text is worded anew; all clips
of a narrator together may have {limits}.

Where it misheard the usual reading, another was tried, a little faster or with another pitch, and the one
followed best was taken; so the numbers flatter the clips somewhat. Words that sound alike count as the same:
{homophones}.

There is no reverberation on the voice: even a small room (0.2 s, 22 dB below) raised the word error of the
low voice from 12.1 % to 15.0 % in 473 words of earlier texts. The clips are mono, because the voice comes
from the middle: without a room, two channels would be the same twice.

**Loudness** is ITU-R BS.1770 with both gates, of the mono clip as it is mixed, from both sides:
{lufs:g} LUFS is meant. **Peak** is the highest true peak of a file.

{tables}## The clips it follows worst

| clip | narrator | word error | words | heard |
|---|---|--:|---|---|
{worst_rows}"""
_TABLE = """\
## `{id}`

| practice | clips | seconds | word error | loudness | peak | kB |
|---|--:|--:|--:|--:|--:|--:|
{rows}
"""
_ROW = "| {} | {} | {:.0f} | {:.1%} | {:.1f} to {:.1f} | {:.1f} | {:.0f} |\n"
_WORST_SHOWN = 12


def error(clips: Sequence[Judged]) -> float:
    """Share of all their words that are wrong."""
    return sum(clip.wrong for clip in clips) / sum(clip.said for clip in clips)


def report(library: Library, audio: Path) -> str:
    """The document on the clips of each narrator, which lie below `audio`."""
    return _TEXT.format(
        voices=" and ".join(f"`{n.id}` is RHVoice's voice {n.profile}" for n in library),
        worst=WORST,
        limits=" and ".join(f"{n.most_errors:.0%} (`{n.id}`)" for n in library),
        homophones="; ".join(", ".join(group) for group in HOMOPHONES),
        lufs=LUFS,
        tables="".join(_table(narrator, clips, audio) for narrator, clips in library.items()),
        worst_rows="".join(_worst(library)),
    )


def summary(name: str, clips: Sequence[Judged], folder: Path) -> str:
    """One row of the table."""
    size = sum(clip_path(folder, clip.line).stat().st_size for clip in clips)
    loud = [clip.lufs for clip in clips]
    peak = max(clip.peak for clip in clips)
    length = sum(clip.frames for clip in clips) / RATE
    return _ROW.format(name, len(clips), length, error(clips), min(loud), max(loud), peak, size / 1000)


def _table(narrator: Narrator, clips: Sequence[Judged], audio: Path) -> str:
    folder = audio / narrator.id
    rows = [
        summary(practice, tuple(some), folder)
        for practice, some in groupby(clips, key=lambda clip: clip.line.practice)
    ]
    return _TABLE.format(id=narrator.id, rows="".join([*rows, summary("**all**", clips, folder)]))


def _worst(library: Library) -> list[str]:
    everything = [(narrator.id, clip) for narrator, clips in library.items() for clip in clips]
    ranked = sorted(everything, key=lambda pair: -pair[1].error)[:_WORST_SHOWN]
    return [
        f"| {clip.line.name} | {id} | {clip.error:.0%} | {clip.line.text} | {clip.heard} |\n"
        for id, clip in ranked
    ]
