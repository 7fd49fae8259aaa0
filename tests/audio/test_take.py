"""A take changes over to another mix in mid-stream: in time, without a step, and only where it must."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from burnbreak.audio.splice import FADE, Splice
from burnbreak.audio.take import BLOCK, Take
from tests.audio.conftest import RATE, noise

OLD = noise(20, seed=1).astype(np.float32)
NEW = noise(20, seed=2).astype(np.float32)
LIMIT = float(max(np.abs(np.diff(m, axis=0)).max() for m in (OLD, NEW))) + 0.6 * 1.5 / FADE

Render = Callable[[int, int], NDArray[np.float32]]


def of(material: NDArray[np.float32], gain: float = 1.0) -> Render:
    def render(first: int, count: int) -> NDArray[np.float32]:
        piece = np.zeros((count, 2), dtype=np.float32)
        found = material[first : first + count] * np.float32(gain)
        piece[: len(found)] = found
        return piece

    return render


class Played:
    """Reads a take block by block, as the device does."""

    def __init__(self, take: Take) -> None:
        self.take = take
        self.blocks: list[NDArray[np.float32]] = []

    def pump(self, blocks: int) -> None:
        for _ in range(blocks):
            while self.take.mix_some():
                pass
            out = np.zeros((BLOCK, 2), dtype=np.float32)
            self.take.played += self.take.ring.read_into(out)
            self.blocks.append(out)

    @property
    def sound(self) -> NDArray[np.float32]:
        return np.concatenate(self.blocks)


def test_a_change_is_heard_within_a_third_of_a_second_and_makes_no_step() -> None:
    take = Take(of(OLD), 0, len(OLD), 0.0)
    played = Played(take)
    played.pump(60)
    at = take.played
    assert take.rendered - at > 0.5 * RATE, "the ring is full, or this would be easy"
    assert take.change(of(NEW), len(NEW))
    played.pump(60)
    sound = played.sound
    begun = np.flatnonzero((sound != OLD[: len(sound)]).any(axis=1))[0]
    settled = np.flatnonzero((sound != NEW[: len(sound)]).any(axis=1))[-1]
    assert 2 * BLOCK <= begun - at <= 4 * BLOCK
    assert settled - at < 0.34 * RATE
    assert np.abs(np.diff(sound, axis=0)).max() <= LIMIT


def test_what_is_the_same_in_both_is_not_touched() -> None:
    take = Take(of(OLD), 0, len(OLD), 0.0)
    played = Played(take)
    for _ in range(10):
        played.pump(7)
        assert take.change(of(OLD), len(OLD))
    assert np.array_equal(played.sound, OLD[: len(played.sound)])


def test_a_volume_moves_as_one_ramp() -> None:
    take = Take(of(np.full_like(OLD, 0.5)), 0, len(OLD), 0.0)
    played = Played(take)
    played.pump(10)
    take.change(of(np.full_like(OLD, 0.5), 0.2), len(OLD))
    played.pump(30)
    level = played.sound[:, 0]
    assert np.all(np.diff(level) <= 0)
    assert np.diff(level).min() > -0.4 * 1.6 / FADE
    assert level[-1] == pytest.approx(0.1)


@pytest.mark.parametrize("every", [0, 1, 2])
def test_a_slider_that_is_dragged_neither_clicks_nor_piles_up(every: int) -> None:
    """Sixty changes with so many blocks between them; each asks only for a bounded number of mixes."""
    asked = 0

    def counted(gain: float) -> Render:
        inner = of(OLD, gain)

        def render(first: int, count: int) -> NDArray[np.float32]:
            nonlocal asked
            asked += count
            return inner(first, count)

        return render

    take = Take(counted(1.0), 0, len(OLD), 0.0)
    played = Played(take)
    played.pump(20)
    for turn in range(60):
        before = asked
        assert take.change(counted((turn * 37 % 60) / 60), len(OLD))
        assert asked - before < 12 * 36_000
        played.pump(every)
    played.pump(40)
    sound = played.sound
    assert np.abs(np.diff(sound, axis=0)).max() <= LIMIT
    assert np.allclose(sound[-BLOCK:], OLD[len(sound) - BLOCK : len(sound)] * (59 * 37 % 60) / 60, atol=1e-6)


def test_the_new_mix_may_be_longer_or_shorter() -> None:
    for end in (6 * RATE, 3 * RATE):
        take = Take(of(OLD[: 4 * RATE]), 0, 4 * RATE, 0.0)
        played = Played(take)
        played.pump(40)
        assert take.change(of(NEW[:end]), end)
        played.pump(150)
        sound = played.sound
        assert np.array_equal(sound[int(2.2 * RATE) : end], NEW[int(2.2 * RATE) : end])
        assert not sound[max(end, 4 * RATE) :].any()


def test_a_change_before_the_first_block_and_one_of_an_empty_ring() -> None:
    take = Take(of(OLD), 48_000, len(OLD), 0.0)
    assert take.change(of(NEW), len(NEW))
    played = Played(take)
    played.pump(30)
    assert np.array_equal(played.sound[FADE:], NEW[48_000 + FADE : 48_000 + len(played.sound)])


def test_it_does_not_write_where_the_device_reads() -> None:
    take = Take(of(OLD), 0, len(OLD), 0.0)
    played = Played(take)
    played.pump(20)

    def greedy(first: int, count: int) -> NDArray[np.float32]:
        if len(played.blocks) < 24:  # the device takes four blocks while this is being mixed
            played.blocks += [np.zeros((BLOCK, 2), dtype=np.float32) for _ in range(4)]
            for block in played.blocks[-4:]:
                take.played += take.ring.read_into(block)
        return of(NEW)(first, count)

    assert not take.change(greedy, len(NEW))
    assert np.array_equal(played.sound, OLD[: len(played.sound)])
    assert take.change(greedy, len(NEW))
    played.pump(30)
    assert np.abs(np.diff(played.sound, axis=0)).max() <= LIMIT


def test_a_splice_is_the_same_however_it_is_asked() -> None:
    splice = Splice(of(OLD), of(NEW), 30_000)
    whole = splice.render(0, 60_000)
    assert np.array_equal(whole[:30_001], OLD[:30_001])
    assert np.array_equal(whole[30_000 + FADE :], NEW[30_000 + FADE : 60_000])
    for start in range(0, 60_000, 4_096):
        assert np.array_equal(splice.render(start, 4_096)[: 60_000 - start], whole[start : start + 4_096])
