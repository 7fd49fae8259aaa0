"""What can still be changed about a sitting that runs: each change makes another timeline.

What has been heard and shown up to the position stays as it was, the position goes on, and the sitting is
never longer than before: earlier only where what is left cannot fill it. A change that is impossible here
gives the same timeline back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from burnbreak.core import breath, guided, scoring
from burnbreak.core.breath import Pacing, Phase, Stretch
from burnbreak.core.guided import Caption, Part
from burnbreak.core.narration import COMMON, common_cue
from burnbreak.core.practice import Stage
from burnbreak.core.score import Channel, Sound
from burnbreak.core.sheet import RATE, Line, Placed, fit, limits, samples
from burnbreak.core.timeline import Timeline, paced
from burnbreak.core.wording import ANCHORS

LEAD = 1.0
"""No new sound begins sooner after the position (seconds): so much is on its way to the device already."""
OUTWARD = "sight"
"""The anchor of whoever eases off."""
EASED = 0.75
"""Each phase of a breath becomes so much shorter."""
EASED_AGAIN = 0.6
_AFTER_SPEECH = 0.8
_ASIDE_GAP = (2.0, 25.0)
_FADED = 0.8
"""A clip that is left out has faded away so many seconds after the position."""


def ease_off(timeline: Timeline, position: float) -> Timeline:
    """Lighter from here: shorter breaths from the next one on; only what is needed, the eyes on the room."""
    if timeline.pacing is not None:
        return _shorter_breaths(timeline, timeline.pacing, position)
    lighter = replace(timeline, most_tier=1, anchor=OUTWARD)
    return _led(lighter, timeline, position, "ease-off", keep_end=False)


def back_to_anchor(timeline: Timeline, position: float) -> Timeline:
    """The words that lead back to the anchor are said next."""
    return _led(timeline, timeline, position, "anchor-back", keep_end=True)


def with_anchor(timeline: Timeline, position: float, anchor: str) -> Timeline:
    """From here on with another anchor (a key of `wording.ANCHORS`), and the words that lead to it."""
    return _led(replace(timeline, anchor=anchor), timeline, position, "anchor-back", keep_end=True)


def next_anchor(timeline: Timeline, position: float) -> Timeline:
    """From here on with the anchor that follows in the order of `wording.ANCHORS`."""
    names = tuple(ANCHORS)
    return with_anchor(timeline, position, names[(names.index(timeline.anchor) + 1) % len(names)])


def skip_part(timeline: Timeline, position: float) -> Timeline:
    """The next part begins now; what is being said fades away. Nothing where the part cannot be skipped."""
    now = _Now.of(timeline, position)
    if now is None or not now.part.skippable:
        return timeline
    begin = now.clear(samples(now.position + LEAD))
    if begin >= samples(timeline.bell):
        return timeline
    rest = now.rest(timeline, after=True)
    if not rest:
        return now.revised(timeline, (), begin, cut=True)
    found = fit(rest, begin, samples(timeline.bell), keep_end=False)
    return now.revised(timeline, found.placed, found.end, cut=True)


def _led(new: Timeline, old: Timeline, position: float, words: str, *, keep_end: bool) -> Timeline:
    """`new` from the position on, beginning with common words where there is room for them."""
    now = _Now.of(old, position)
    if now is None:
        return old
    bell = samples(old.bell)
    rest = now.rest(new, after=False)
    aside = _aside(now.stage, words, new)
    begin = now.clear(max(samples(now.position + LEAD), now.spoken + samples(_AFTER_SPEECH)))
    led = _with_room(aside, rest, bell - begin)
    if not led:
        if new is old:
            return old
        pending = [p.start for p in old.placed if p.start >= samples(position)]
        begin, led = max(begin, pending[0] if pending else begin), rest
    if begin >= bell:
        return old
    found = fit(led, begin, bell, shares={now.stage.id: now.share}, keep_end=keep_end)
    end = found.end if found.placed else bell
    return now.revised(new, found.placed, end, cut=False)


def _aside(stage: Stage, words: str, timeline: Timeline) -> Line:
    line = guided.line_of(COMMON, stage, common_cue(words), timeline.narration, timeline.anchor)
    return replace(line, gap=(_ASIDE_GAP[0], max(_ASIDE_GAP[1], stage.gap[1])), aside=True)


def _with_room(aside: Line, rest: list[Line], span: int) -> list[Line]:
    """The common words and the rest; what would come right after them gives way, though not the last cue."""
    rest = list(rest)
    while True:
        needed = [aside, *(line for line in rest if line.cue.tier == 1)]
        if sum(line.length + limits(line)[0] for line in needed) <= span:
            return [aside, *rest]
        if len(rest) < 2:
            return []
        del rest[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """Where a guided sitting stands."""

    timeline: Timeline
    position: float
    part: Part
    stage: Stage
    begun: tuple[Placed, ...]
    """What has been said or is being said."""
    spoken: int
    """The sample at which the last of it ends."""

    @classmethod
    def of(cls, timeline: Timeline, position: float) -> "_Now | None":
        """None where nothing can be changed: no cues, a card, or the last bell is near."""
        # On a whole sample, so that "before" means the same for samples and seconds.
        position = int(max(0.0, position) * RATE) / RATE
        if not timeline.parts or timeline.practice.card or position + LEAD >= timeline.bell:
            return None
        part = next((p for p in timeline.parts if p.start <= position < p.end), timeline.parts[-1])
        stage = next(s for s in timeline.practice.stages if s.id == part.stage_id)
        begun = tuple(p for p in timeline.placed if p.start < samples(position))
        return cls(
            timeline=timeline,
            position=position,
            part=part,
            stage=stage,
            begun=begun,
            spoken=begun[-1].end if begun else 0,
        )

    @property
    def share(self) -> float:
        """How much of the part is still to come."""
        return max(0.05, (self.part.end - self.position) / (self.part.end - self.part.start))

    @property
    def chimes(self) -> list[float]:
        """Interval bells that have rung or are on their way."""
        return [
            s.at
            for s in self.timeline.score.sounds
            if s.asset == scoring.CHIME and s.at < self.position + LEAD
        ]

    def clear(self, begin: int) -> int:
        """The first sample from `begin` on that is not too near an interval bell."""
        return max([begin, *(samples(at + scoring.CLEAR) for at in self.chimes)])

    def rest(self, new: Timeline, *, after: bool) -> list[Line]:
        """What is still to be said with the words and tiers of `new`; `after`: from the next stage on."""
        practice = self.timeline.practice
        said = [p.line.cue for p in self.begun if not p.line.aside]
        last = practice.cues.index(said[-1]) if said else -1
        first = practice.stages.index(self.stage) + after
        to_come = [
            line
            for number, line in enumerate(guided.lines(practice, new.narration, new.anchor))
            if number > last and practice.stages.index(line.stage) >= first
        ]
        return [line for line in to_come if line.cue.tier <= new.most_tier]

    def revised(self, new: Timeline, placed: tuple[Placed, ...], end: int, *, cut: bool) -> Timeline:
        """`new` with these lines from here on and the last bell at sample `end`."""
        old = self.timeline
        bell = min(old.bell, end / RATE) if end < samples(old.bell) else old.bell
        total = bell + (old.seconds - old.bell) if bell < old.bell else old.seconds
        cut = cut and self.spoken > samples(self.position)
        kept = self.begun[:-1] if cut else self.begun
        every = (*self.begun, *placed)
        sheet = scoring.Sheet(
            total=total,
            bell=bell,
            sounds=guided.sounds(kept) + guided.sounds(placed),
            said=guided.spans(every),
            voiced=[*self._ducked(cut), *guided.voiced(placed, new.narration)],
            chimes=self.chimes,
            since=self.position + LEAD,
        )
        return replace(
            new,
            seconds=total,
            bell=bell,
            captions=self._captions(every, bell, cut),
            score=scoring.make_score(sheet, old.sound),
            parts=self._parts(placed, total),
            placed=(*kept, *([self._silenced()] if cut else []), *placed),
        )

    def _silenced(self) -> Placed:
        """What was being said, as far as it came."""
        last = self.begun[-1]
        length = samples(self.position) - last.start
        return Placed(replace(last.line, asset="", length=length), last.start)

    def _ducked(self, cut: bool) -> list[scoring.Span]:
        bed = self.timeline.score.bed
        until = self.position + _FADED if cut else max(self.position, self.spoken / RATE)
        ducks = bed.ducks if bed else ()
        return [(d.start, min(d.end, until)) for d in ducks if d.start < self.position]

    def _captions(self, every: Sequence[Placed], bell: float, cut: bool) -> tuple[Caption, ...]:
        shown = [c for c in self.timeline.captions if c.start < self.position]
        anew = guided.captions(every, bell)
        if shown and cut:
            shown[-1] = replace(shown[-1], end=min(shown[-1].end, self.position))
        elif shown and shown[-1].end > self.position:
            shown[-1] = anew[len(shown) - 1]
        return (*shown, *anew[len(shown) :])

    def _parts(self, placed: Sequence[Placed], total: float) -> tuple[Part, ...]:
        """Those that are over, this one as far as it goes now, and those to come."""
        parts = [p for p in self.timeline.parts if p.end <= self.position]
        heads: list[tuple[Stage, float]] = [(self.stage, self.part.start)]
        for _, group in groupby(placed, key=lambda p: p.line.stage.id):
            first = next(group)
            if first.line.stage.id != self.stage.id:
                skipped = len(heads) == 1 and first is placed[0]
                heads.append((first.line.stage, self.position if skipped else first.start / RATE))
        ends = [start for _, start in heads[1:]] + [total]
        parts += [
            Part(stage.id, start, end, stage.skippable)
            for (stage, start), end in zip(heads, ends, strict=True)
            if start < end
        ]
        return tuple(parts)


def _shorter_breaths(timeline: Timeline, pacing: Pacing, position: float) -> Timeline:
    scale = _next_scale(pacing, timeline.eased)
    starts = {s.number: s.start for s in timeline.stretches if s.phase is Phase.IN}
    first = next((n for n, start in starts.items() if start >= position + LEAD), None)
    if scale is None or first is None:
        return timeline
    stretches: list[Stretch] = [s for s in timeline.stretches if s.number < first]
    start = stretches[-1].end if stretches else breath.LEAD_IN
    count = int((timeline.bell - start) / (pacing.cycle * scale) + 1e-6)
    if count < 1:
        return timeline
    for number in range(first, first + count):
        stretches += breath.one_breath(pacing, number, stretches[-1].end if stretches else start, scale)
    rung = [s.at for s in timeline.score.sounds if _rung(s, position)]
    return paced(
        timeline.practice,
        pacing,
        tuple(stretches),
        timeline.sound,
        eased=scale,
        chimes=tuple(rung),
        since=position + LEAD,
    )


def _rung(sound: Sound, position: float) -> bool:
    return sound.channel is Channel.BELL and sound.asset == scoring.CHIME and sound.at < position + LEAD


def _next_scale(pacing: Pacing, now: float) -> float | None:
    """A quarter shorter, then a little more, though no breath is faster than the fastest allowed."""
    shortest = breath.SHORTEST_CYCLE / pacing.cycle
    first = max(EASED, shortest)
    if now > first:
        return first
    return EASED_AGAIN if now > EASED_AGAIN >= shortest else None
