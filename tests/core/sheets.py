"""Any guided practice with any voice, for tests that hold for all of them."""

from typing import Any

from hypothesis import strategies as st

from burnbreak.core.narration import COMMON, Clip, Narration, VoiceKind, clip_name, common_cue
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.wording import ANCHORS
from tests.core.test_practice import table

WORDS = (
    "Here you are.",
    "Stay with {anchor}.",
    "Look around, at whatever is there, and let it be.",
    "One more.",
)


@st.composite
def guided_practices(draw: st.DrawFn) -> Practice:
    """One to five stages of one to five cues, from 30 s to 12 min, of which one is always said."""
    stages: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        least = draw(st.sampled_from([0.5, 1.0, 2.0]))
        cues = [
            {
                "id": f"c{number}-{at}",
                "text": draw(st.sampled_from(WORDS)),
                "tier": draw(st.integers(1, 3)) if number or at else 1,
                "weight": draw(st.sampled_from([0, 0.5, 1, 4])),
            }
            for at in range(draw(st.integers(1, 5)))
        ]
        stages.append(
            {
                "id": f"s{number}",
                "seconds": draw(st.integers(5, 120)),
                "gap": [least, draw(st.sampled_from([4.0, 14.0, 60.0, 150.0]))],
                "skippable": draw(st.booleans()) or draw(st.booleans()),
                "cues": cues,
            }
        )
    return read_practice(table(stages=stages, durations=[60], shortest=30, longest=720), "p")


def voice(practice: Practice, pace: float = 2.1, clips: float = 1.0) -> Narration:
    """A narrator of so many words a second, who has so much (0 to 1) of it recorded."""
    cues = [(practice.id, cue) for cue in practice.cues]
    cues += [(COMMON, common_cue(name)) for name in ("anchor-back", "ease-off")]
    found = {
        clip_name(folder, cue, anchor): Clip(0.35 + len(cue.words(anchor).split()) / pace, cue.words(anchor))
        for folder, cue in cues
        for anchor in ANCHORS
    }
    some = dict(list(found.items())[: round(len(found) * clips)])
    return Narration(id="v", name="V", kind=VoiceKind.SYNTHETIC, clips=some)


@st.composite
def narrations(draw: st.DrawFn, practice: Practice) -> Narration | None:
    """None, or a voice with all or some of it."""
    if draw(st.booleans()):
        return None
    return voice(practice, draw(st.floats(1.6, 3.0)), draw(st.sampled_from([1.0, 1.0, 0.6])))
