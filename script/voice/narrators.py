"""The built-in narrators: which voice of RHVoice speaks, how fast, how high, and how clear it has to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One way to say a clip."""

    rate: int
    """Percent of the voice's own speed."""
    pitch: int
    """Percent of the voice's own pitch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrator:
    """One voice of the app."""

    id: str
    name: str
    profile: str
    """The name of the voice in RHVoice."""
    corpus: str
    """The recordings that the voice was trained on."""
    takes: tuple[Take, ...]
    """The first is how it speaks; the others are tried where the recogniser does not follow it."""
    most_errors: float
    """Share of words of all finished clips that the recogniser may get wrong."""

    @property
    def made_by(self) -> str:
        """Who made its clips, and how."""
        return f"burnbreak team, spoken by RHVoice (voice {self.profile}) and modified"


def _takes(rates: tuple[int, ...], pitches: tuple[int, ...]) -> tuple[Take, ...]:
    """The usual speed at all pitches after the usual one at all speeds, then the rest."""
    takes = [Take(rate=rate, pitch=pitch) for pitch in pitches for rate in rates]
    return tuple(sorted(takes, key=lambda t: rates.index(t.rate) * pitches.index(t.pitch)))


LOW = Narrator(
    id="low",
    name="Low voice",
    profile="bdl",
    corpus="cmu_us_bdl_arctic",
    takes=_takes((70, 75, 80), (93, 97, 90)),
    most_errors=0.12,
)
HIGH = Narrator(
    id="high",
    name="High voice",
    profile="clb",
    corpus="cmu_us_clb_arctic",
    takes=_takes((80, 86, 92), (100, 96, 103)),
    most_errors=0.20,
)
NARRATORS = (LOW, HIGH)
