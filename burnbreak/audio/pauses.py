"""Splits a long take at its pauses into as many pieces as there are cues, as far as the pauses allow."""

from itertools import pairwise

from burnbreak.audio.heard import RATE
from burnbreak.audio.speech import HOP, Levels, room, stretches

_BETWEEN = 100
"""Hops of a pause that is meant to part two cues."""
_LEAST_BETWEEN = 45
"""No cut in a shorter pause than this, however many cues are wanted."""
_CLEAR = 1.25
"""A cut's pause is so much longer than any that stays inside a cue."""
_REACH = 50
_WARMED_UP = 3 * RATE // HOP
Run = tuple[int, int]


def split(found: Levels, wanted: int) -> list[Run]:
    """From which hop to which each piece is said.

    There are `wanted` of them wherever some length of pause parts the take so, clearly longer than the
    pauses within a cue; else as many as pauses of a second make.
    """
    said = stretches(found, room(found))
    gaps = sorted((b[0] - a[1] for a, b in pairwise(said)), reverse=True)
    cuts = wanted - 1
    if 0 < cuts <= len(gaps):
        shortest_cut, longest_kept = gaps[cuts - 1], gaps[cuts] if cuts < len(gaps) else 0
        if shortest_cut >= max(_LEAST_BETWEEN, _CLEAR * longest_kept):
            return _merged(said, shortest_cut)
    return _merged(said, _BETWEEN)


def said_so_far(found: Levels) -> int:
    """How many cues have been said to their end in a take that goes on."""
    if found.shape[1] < _WARMED_UP:
        return 0
    pieces = _merged(stretches(found, room(found)), _BETWEEN)
    return len(pieces) - (1 if pieces and found.shape[1] - pieces[-1][1] < _BETWEEN else 0)


def around(pieces: list[Run], hops: int) -> list[Run]:
    """Each piece with up to half a second of the pauses beside it, so that its edges can be told."""
    edges = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(pieces)), hops]
    return [
        (max(edges[n], start - _REACH), min(edges[n + 1], end + _REACH))
        for n, (start, end) in enumerate(pieces)
    ]


def _merged(said: list[Run], gap: int) -> list[Run]:
    result: list[Run] = []
    for run in said:
        if result and run[0] - result[-1][1] < gap:
            result[-1] = (result[-1][0], run[1])
        else:
            result.append(run)
    return result
