"""The position clock: true through jitter, wrong first stamps, takes and stalls."""

import random

import pytest

from burnbreak.audio.heard import RATE, HeardClock, Lateness

BLOCK = 2048
LEAD = 0.384


def run(clock: HeardClock, take: object, blocks: int, jitter: float = 0.0, seed: int = 1) -> float:
    """Notes blocks of a device started at 100 s, each heard LEAD later; the time of the last one."""
    chance = random.Random(seed)
    now = 100.0
    for index in range(blocks):
        now = 100.0 + index * BLOCK / RATE
        clock.note(take, index * BLOCK, index * BLOCK, BLOCK, now + LEAD + chance.gauss(0, jitter))
    return now


@pytest.mark.parametrize("seed", range(20))
def test_jitter_of_twenty_milliseconds_leaves_less_than_five_in_the_mean(seed: int) -> None:
    clock, take = HeardClock(), object()
    errors = []
    for blocks in range(40, 240, 10):
        clock = HeardClock()
        now = run(clock, take, blocks, jitter=0.020, seed=seed * 1000 + blocks) + 0.02
        frame = clock.frame(take, now)
        assert frame is not None
        errors.append(abs(frame / RATE - (now - 100.0 - LEAD)))
    assert sum(errors) / len(errors) < 0.005
    assert max(errors) < 0.020


def test_exact_stamps_give_the_exact_frame() -> None:
    clock, take = HeardClock(), object()
    now = run(clock, take, 100) + 0.01
    assert clock.frame(take, now) == pytest.approx((now - 100.0 - LEAD) * RATE, abs=2)


def test_the_first_two_stamps_are_not_believed() -> None:
    clock, take = HeardClock(), object()
    clock.note(take, 0, 0, BLOCK, 50.0)
    clock.note(take, BLOCK, BLOCK, BLOCK, 50.0)
    for index in range(2, 5):
        clock.note(take, index * BLOCK, index * BLOCK, BLOCK, 100.0 + index * BLOCK / RATE)
    assert clock.frame(take, 100.1) == pytest.approx(4800, abs=2)


def test_nothing_is_heard_before_it_is_heard() -> None:
    clock, old, new = HeardClock(), object(), object()
    assert clock.frame(old, 5.0) is None
    for index in range(10):
        clock.note(old, index * BLOCK, index * BLOCK, BLOCK, 100.0 + index * BLOCK / RATE)
    clock.note(new, 10 * BLOCK, 960_000, BLOCK, 100.0 + 10 * BLOCK / RATE)
    before, after = 100.0 + 9.5 * BLOCK / RATE, 100.0 + 10.5 * BLOCK / RATE
    assert clock.frame(new, before) is None
    assert clock.frame(new, after) == pytest.approx(960_000 + BLOCK / 2, abs=2)


def test_it_stands_while_nothing_is_taken_and_never_passes_what_was_given() -> None:
    clock, take = HeardClock(), object()
    now = run(clock, take, 50)
    for index in range(50, 60):
        now = 100.0 + index * BLOCK / RATE
        clock.note(take, index * BLOCK, 50 * BLOCK, 0, now + LEAD)
    assert clock.frame(take, now + LEAD) == 50 * BLOCK
    assert clock.frame(take, now + 60) == 50 * BLOCK


@pytest.mark.parametrize("own", [0, 1])
def test_a_callback_that_waited_for_a_busy_machine_tells_how_long(own: int) -> None:
    now = [1000.0, 1_700_000_000.0]
    late = Lateness((lambda: now[0], lambda: now[1]))
    for waited in (0.001, 0.2, 0.0, 0.35):
        current = now[own]
        now = [moment + waited for moment in now]
        assert late.since(current) == pytest.approx(waited, abs=1e-6)
        now = [moment + 0.04 for moment in now]


def test_a_device_with_a_clock_of_its_own_is_taken_as_prompt() -> None:
    late = Lateness((lambda: 1000.0, lambda: 1_700_000_000.0))
    assert late.since(5.0) == 0.0
    assert late.since(1000.1) == 0.0, "no clock runs ahead of the device"
    assert late.since(998.0) == 0.0


def test_a_wall_clock_that_is_set_meanwhile_is_found_again() -> None:
    wall = 1_700_000_000.0
    late = Lateness((lambda: 1000.0, lambda: wall))
    assert late.since(wall - 0.1) == pytest.approx(0.1, abs=1e-6)
    wall -= 3600.0
    assert late.since(wall - 0.2) == pytest.approx(0.2, abs=1e-6)
