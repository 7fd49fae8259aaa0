"""What is said in burnbreak: the words of every clip, in the order of the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from burnbreak.core.narration import COMMON, COMMON_CUES, clip_name, common_cue
from burnbreak.core.practice import Cue
from burnbreak.core.wording import ANCHORS
from burnbreak.storage.practice_files import load_practices

ANY = next(iter(ANCHORS))
"""Stands for all anchors where the words are the same for each."""
PRACTICES = Path(__file__).resolve().parents[2] / "assets" / "practices"


@dataclass(frozen=True, slots=True)
class Line:
    """One clip that a narrator needs."""

    name: str
    """As the app names it: "clear-the-room/stay-hands"."""
    text: str

    @property
    def practice(self) -> str:
        """The folder of the clip."""
        return self.name.partition("/")[0]


def lines() -> tuple[Line, ...]:
    """Every clip of the library. Raises ValueError if a practice file cannot be used."""
    practices, notes = load_practices(PRACTICES)
    if notes:
        raise ValueError(notes[0].text)
    guided = [p for p in practices if p.stages and not p.card]
    return (
        *(line for cue in COMMON_CUES for line in _each_anchor(COMMON, common_cue(cue))),
        *(
            line
            for p in guided
            for stage in p.stages
            for cue in stage.cues
            for line in _each_anchor(p.id, cue)
        ),
    )


def _each_anchor(folder: str, cue: Cue) -> Iterator[Line]:
    for anchor in ANCHORS if cue.anchored else (ANY,):
        yield Line(clip_name(folder, cue, anchor), cue.words(anchor))
