"""The device player, pumped by hand: what goes out is the sitting, and every change is a ramp."""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from burnbreak.audio.device import DevicePlayer
from burnbreak.audio.take import BLOCK, CHUNK, Take
from tests.audio.conftest import RATE, noise
from tests.audio.fake_device import FakePortAudioError, FakeSounddevice, FakeStream

MATERIAL = noise(30).astype(np.float32)
OWN_STEP = float(np.max(np.abs(np.diff(MATERIAL, axis=0))))
RAMP_STEP = float(np.max(np.abs(MATERIAL))) / (0.08 * RATE)


def material(first: int, count: int) -> NDArray[np.float32]:
    return MATERIAL[first : first + count].copy()


def take(first: int = 0, end: int = len(MATERIAL), fade_in: float = 0.0) -> Take:
    return Take(material, first, end, fade_in)


class Rig:
    """A device player with its fake stream and a clock that goes with the blocks."""

    def __init__(self, first: Take, volume: float = 1.0) -> None:
        self.module = FakeSounddevice(real_time=False)
        self.now = 500.0
        self.losses = 0
        self.player = DevicePlayer(self.module, lambda: self.now, first, volume=volume, on_loss=self._count)

    def _count(self) -> None:
        self.losses += 1

    @property
    def stream(self) -> FakeStream:
        return self.module.streams[0]

    def pump(self, blocks: int, jitter: Callable[[], float] = lambda: 0.0) -> NDArray[np.float32]:
        """That many blocks in step with the mixing thread."""
        begun = len(self.stream.blocks)
        for _ in range(blocks):
            self._let_the_mixing_thread_work()
            self.stream.pump(jitter=jitter)
            self.now += BLOCK / RATE
        return np.concatenate(self.stream.blocks[begun:])

    def _let_the_mixing_thread_work(self) -> None:
        self.player._wake.set()
        wanted, deadline = self.player._next, time.monotonic() + 5
        while wanted.rendered < wanted.end and wanted.ring.space() >= CHUNK:
            assert time.monotonic() < deadline
            time.sleep(0.0005)


@pytest.fixture
def rig() -> Iterator[Callable[..., Rig]]:
    made: list[Rig] = []

    def make(first: Take, volume: float = 1.0) -> Rig:
        made.append(Rig(first, volume))
        return made[-1]

    yield make
    for each in made:
        each.player.close()


def has_no_step(sound: NDArray[np.float32]) -> bool:
    return bool(np.max(np.abs(np.diff(sound, axis=0))) <= OWN_STEP + RAMP_STEP)


def test_what_goes_out_is_what_was_mixed_from_the_first_sample(rig: Callable[..., Rig]) -> None:
    sound = rig(take()).pump(60)
    assert np.array_equal(sound, MATERIAL[: len(sound)])


def test_the_burst_of_half_a_second_at_the_start_is_ready(rig: Callable[..., Rig]) -> None:
    device = rig(take())
    device.stream.pump(12)
    assert np.array_equal(device.stream.sound(), MATERIAL[: 12 * BLOCK])


def test_after_the_end_there_is_silence_and_the_position_stands(rig: Callable[..., Rig]) -> None:
    part = take(end=50_000)
    device = rig(part)
    sound = device.pump(60)
    assert np.array_equal(sound[:50_000], MATERIAL[:50_000])
    assert not sound[50_000:].any()
    device.now += 5
    assert device.player.heard(part) == pytest.approx(50_000 / RATE)


def test_hold_fades_in_eighty_milliseconds_and_takes_nothing_more(rig: Callable[..., Rig]) -> None:
    part = take()
    device = rig(part)
    before = device.pump(20)
    device.player.hold()
    sound = np.concatenate([before[-1:], device.pump(20)])
    assert has_no_step(sound)
    assert not sound[1 + int(0.08 * RATE) :].any()
    assert sound[1 + int(0.06 * RATE)].any()
    played = part.played
    device.pump(20)
    assert part.played == played


@pytest.mark.parametrize("first", [0, 480_000])
def test_a_new_take_replaces_the_old_one_without_a_step(rig: Callable[..., Rig], first: int) -> None:
    device = rig(take())
    device.pump(30)
    new = take(first=first, fade_in=0.08)
    device.player.begin(new)
    sound = device.pump(40)
    assert has_no_step(sound)
    left = -(-int(0.08 * RATE) // BLOCK) * BLOCK
    begun = left + int(0.08 * RATE)
    assert np.array_equal(sound[begun:], MATERIAL[first + begun - left : first + len(sound) - left])


def test_the_first_sample_of_a_sitting_is_not_faded(rig: Callable[..., Rig]) -> None:
    device = rig(take(first=200_000))
    device.pump(10)
    device.player.begin(take())
    sound = device.pump(20)
    left = 2 * BLOCK
    assert np.array_equal(sound[left : left + 10_000], MATERIAL[:10_000])


def test_a_return_fades_in_over_three_tenths(rig: Callable[..., Rig]) -> None:
    sound = rig(take(first=0, fade_in=0.3)).pump(20)
    frames = int(0.3 * RATE)
    rise = np.arange(1, frames + 1) / frames
    assert np.allclose(sound[:frames], MATERIAL[:frames] * rise[:, None], atol=1e-4)
    assert np.array_equal(sound[frames:], MATERIAL[frames : len(sound)])


def test_volume_moves_without_a_step_and_zero_goes_on(rig: Callable[..., Rig]) -> None:
    part = take()
    device = rig(part, volume=0.25)
    assert np.allclose(device.pump(10), MATERIAL[: 10 * BLOCK] * 0.25)
    device.player.set_gain(0.9)
    assert has_no_step(device.pump(10))
    device.player.set_gain(0.0)
    assert has_no_step(device.pump(10))
    played = part.played
    assert not device.pump(10).any()
    assert part.played == played + 10 * BLOCK, "a muted sitting goes on"
    device.player.set_gain(1.0)
    assert has_no_step(device.pump(10))
    assert np.array_equal(device.pump(1), MATERIAL[50 * BLOCK : 51 * BLOCK])


def test_muted_it_can_still_be_held_and_replaced(rig: Callable[..., Rig]) -> None:
    part = take()
    device = rig(part, volume=0.0)
    device.pump(5)
    device.player.hold()
    device.pump(5)
    assert part.played == 5 * BLOCK
    new = take(first=96_000, fade_in=0.08)
    device.player.begin(new)
    device.pump(5)
    assert new.played > new.first


def test_a_starved_ring_is_silence_and_the_position_waits(rig: Callable[..., Rig]) -> None:
    part = take()
    device = rig(part)
    device.player._closing = True  # the mixing thread ends, as if it were starved
    device.player._wake.set()
    device.player._mixing.join(5)
    ready = part.ring.filled()
    device.stream.pump(60)
    assert part.played == ready
    assert np.array_equal(device.stream.sound()[:ready], MATERIAL[:ready])
    assert not device.stream.sound()[ready:].any()


def test_mixing_that_fails_is_silence_of_the_same_length(
    rig: Callable[..., Rig], caplog: pytest.LogCaptureFixture
) -> None:
    def fails(first: int, count: int) -> NDArray[np.float32]:
        if 20_000 <= first < 60_000:
            raise MemoryError
        return material(first, count)

    part = Take(fails, 0, 200_000, 0.0)
    sound = rig(part).pump(60)
    assert np.array_equal(sound[80_000:], MATERIAL[80_000 : len(sound)])
    assert not sound[30_000:50_000].any()
    assert len(caplog.records) == 1
    caplog.clear()


def test_the_position_is_what_is_heard(rig: Callable[..., Rig]) -> None:
    part = take(first=48_000)
    device = rig(part)
    assert device.player.heard(part) is None
    device.pump(60)
    heard = device.player.heard(part)
    assert heard == pytest.approx(1.0 + 60 * BLOCK / RATE - device.stream.latency, abs=0.002)


def test_senseless_times_are_replaced_by_the_latency(rig: Callable[..., Rig]) -> None:
    part = take()
    device = rig(part)
    device.pump(60, jitter=lambda: -device.stream.latency)
    heard = device.player.heard(part)
    assert heard == pytest.approx(60 * BLOCK / RATE - device.stream.latency, abs=0.002)


def test_the_interpreter_turns_faster_only_while_a_stream_is_open(rig: Callable[..., Rig]) -> None:
    usual = sys.getswitchinterval()
    first, second = rig(take()), rig(take())
    assert sys.getswitchinterval() == pytest.approx(0.001)
    first.player.close()
    assert sys.getswitchinterval() == pytest.approx(0.001)
    second.player.close()
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_loss_is_told_by_the_stream_or_by_its_silence(rig: Callable[..., Rig]) -> None:
    device = rig(take())
    assert not device.player.lost()
    device.pump(5)
    device.now += 0.9
    assert not device.player.lost()
    device.now += 0.2
    assert device.player.lost(), "no callback for a second"
    device.pump(1)
    assert not device.player.lost()
    device.stream.vanish()
    assert device.player.lost()
    assert device.losses == 1


def test_closing_is_no_loss_and_frees_the_device(rig: Callable[..., Rig]) -> None:
    device = rig(take())
    device.pump(5)
    device.player.close()
    assert device.stream.aborted
    assert device.stream.closed
    assert device.losses == 0
    assert not device.player._mixing.is_alive()


def test_a_stream_that_cannot_start_is_closed() -> None:
    module = FakeSounddevice(real_time=False)

    def refuse(self: FakeStream) -> None:
        raise FakePortAudioError("cannot start")

    class Refusing(FakeStream):
        start = refuse

    def opened(**settings: object) -> FakeStream:
        module.streams.append(Refusing(module, **settings))
        return module.streams[-1]

    module.OutputStream = opened  # type: ignore[method-assign]
    with pytest.raises(FakePortAudioError):
        DevicePlayer(module, time.monotonic, take(), on_loss=lambda: None)
    assert module.streams[0].closed
