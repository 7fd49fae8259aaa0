"""Which practices are offered for the minutes there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from burnbreak.core.entry import Entry
from burnbreak.core.practice import Practice, Situation
from burnbreak.core.workweek import Place

BREATHE_NOW = ("long-exhale", "coherent", "cyclic-sigh")
"""The three practices of the ad-hoc breathing exercise, in the order shown."""
BREATHE_MINUTES = (1, 3, 5)
MOST_CHOICES = 3
USUAL_BREATHING = 180
LITTLE = 60
"""Seconds: what is offered in the shortest gaps."""
_OF_THEIR_OWN = frozenset(
    {Situation.START_OF_DAY, Situation.GOING_HOME, Situation.AFTER_HEAVY, Situation.NOT_ENOUGH}
)
"""Situations that nobody should be taken to be in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One practice at one length (seconds)."""

    practice: Practice
    seconds: int


def fitting(
    practices: Sequence[Practice],
    seconds: float,
    entries: Iterable[Entry],
    *,
    holds: bool = False,
    hidden: Collection[str] = (),
    place: Place | None = None,
) -> tuple[Choice, ...]:
    """Up to three practices that fit into `seconds`, the one not done for the longest first.

    The practice done last is left out while another fits; breath holds only where the user opened them;
    `hidden` ones (ids) never.
    Practices for ordinary gaps come first, others fill up, last of all cards and what has an hour or a
    trouble of its own; among equals the order of `practices` decides. At a `place`, what is at home there
    counts as ordinary and one of the three is of that kind, where one uses the time; what is at home
    elsewhere only fills up.
    """
    done = last_done(entries)
    latest = max(done, key=lambda name: done[name], default="")
    choices = [
        Choice(p, length)
        for p in practices
        if (length := p.length_within(seconds)) is not None and (holds or not p.holds) and p.id not in hidden
    ]
    fresh = [c for c in choices if c.practice.id != latest] or choices

    def rank(choice: Choice) -> tuple[int, bool, bool, float]:
        practice, when = choice.practice, done.get(choice.practice.id)
        ordinary = Situation.ORDINARY in practice.situations
        if place is not None and practice.places:
            ordinary = place in practice.places
        asked_for = 0 if _at_home(practice, place) else _asked_for(practice)
        return (asked_for, choice.seconds < seconds / 2, not ordinary, when.timestamp() if when else 0.0)

    ranked = sorted(fresh, key=rank)
    here = (c for c in ranked if _at_home(c.practice, place) and c.seconds >= seconds / 2)
    return _with_one_of(ranked[:MOST_CHOICES], tuple(here))


def _at_home(practice: Practice, place: Place | None) -> bool:
    return place is not None and place in practice.places


def _with_one_of(choices: Sequence[Choice], wanted: Sequence[Choice]) -> tuple[Choice, ...]:
    """The same choices, the last of them replaced where none is a wanted one."""
    if not wanted or any(choice in wanted for choice in choices):
        return tuple(choices)
    return (*choices[:-1], wanted[0])


def _asked_for(practice: Practice) -> int:
    """How much it suits only who asks for it: 0 for not at all, 1 for an hour or a trouble, 2 for a card."""
    if practice.card:
        return 2
    return int(only_asked_for(practice))


def only_asked_for(practice: Practice) -> bool:
    """Whether it suits nothing but an hour or a trouble of its own: who begins it has asked for it."""
    return bool(practice.situations) and _OF_THEIR_OWN.issuperset(practice.situations)


def for_situation(
    situation: Situation,
    practices: Sequence[Practice],
    entries: Iterable[Entry],
    *,
    seconds: float | None = None,
    holds: bool = False,
    hidden: Collection[str] = (),
) -> tuple[Choice, ...]:
    """Up to three practices for a situation that the user picked, in the order of `practices`.

    Each at the longest of its lengths within `seconds`, or (None) at its usual one. After heavy material,
    those that turn to others come only where the latest of `entries` (the last hours) led outward first.
    """
    done = last_done(entries)
    latest = max(done, key=lambda name: done[name], default="")
    suiting = [p for p in practices if situation in p.situations]
    outward = {p.id for p in suiting if not p.others_focus}
    ready = situation is not Situation.AFTER_HEAVY or latest in outward
    found: list[Choice] = []
    for practice in suiting:
        length = usual_seconds(practice) if seconds is None else practice.length_within(seconds)
        open_to_all = (holds or not practice.holds) and (ready or not practice.others_focus)
        if length is not None and open_to_all and practice.id not in hidden:
            found.append(Choice(practice, length))
    return tuple(found[:MOST_CHOICES])


def offered_in(seconds: float) -> Situation:
    """What a pause that was offered was for: there was a gap, or hardly any time; no more is known."""
    return Situation.LITTLE_TIME if seconds <= LITTLE else Situation.ORDINARY


def usual_seconds(practice: Practice) -> int:
    """The one of its lengths that is nearest to the length its stages have; three minutes of breathing."""
    nominal = sum(stage.seconds for stage in practice.stages) or USUAL_BREATHING
    return min(practice.durations, key=lambda length: abs(length - nominal))


def surprising(
    practices: Sequence[Practice],
    minutes: int | None,
    entries: Iterable[Entry],
    *,
    hidden: Collection[str] = (),
) -> tuple[Practice, ...]:
    """What "surprise me" may pick from, for so many minutes or (None) for any length.

    Nothing with breath holds, nothing that stays in the body or with others, no card to read, and not what
    was done last, while there is anything else.
    """
    done = last_done(entries)
    latest = max(done, key=lambda name: done[name], default="")
    found = [
        p
        for p in practices
        if not (p.holds or p.others_focus or p.card or p.body_focus > 1 or p.id in hidden)
        and (minutes is None or p.shortest <= minutes * 60 <= p.longest)
    ]
    return tuple([p for p in found if p.id != latest] or found)


def eases_in(practice: Practice, completed: Collection[str]) -> bool:
    """Whether it begins at its gentle pace unasked: breath holds nobody has sat to their end here yet."""
    return practice.holds and practice.id not in completed


def last_done(entries: Iterable[Entry]) -> dict[str, datetime]:
    """When each practice was last begun, by its id."""
    done: dict[str, datetime] = {}
    for entry in entries:
        if entry.started is not None and entry.practice:
            done[entry.practice] = max(entry.started, done.get(entry.practice, entry.started))
    return done
