"""The playhead never goes back, never jumps, and never passes the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.audio.playhead import Playhead
from burnbreak.audio.silent import SilentPlayer
from burnbreak.core.score import Score


class Hand:
    """A clock turned by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["stand", "run", "run later", "follow", "fall silent"]), st.floats(0.0, 2.0)
        ),
        max_size=30,
    ),
    st.floats(-0.3, 0.3),
)
def test_it_is_monotone_and_continuous_whatever_happens(
    moves: list[tuple[str, float]], difference: float
) -> None:
    clock = Hand()
    head = Playhead(clock)
    head.place(1.0, 20.0)
    last = head.position()
    for move, wait in moves:
        match move:
            case "stand":
                head.stand()
            case "run" | "fall silent":
                head.run()
            case "run later":
                head.run(after=0.7)
            case "follow":
                begun, at = clock.now, head.position()
                head.follow(lambda begun=begun, at=at: at + difference + clock.now - begun)
        for _ in range(20):
            clock.now += wait / 20
            here = head.position()
            assert last <= here <= 20.0
            assert here - last <= wait / 20 * 1.2 + abs(difference) + 1e-9
            last = here


def test_a_late_device_is_eased_in() -> None:
    clock = Hand()
    head = Playhead(clock)
    head.place(0.0, 60.0)
    head.run()
    clock.now += 5
    head.follow(lambda: clock.now - 1000.0 + 0.3 if clock.now > 1005.5 else None)
    steps = []
    for _ in range(600):
        before = head.position()
        clock.now += 0.01
        steps.append(head.position() - before)
    assert min(steps) > 0.008
    assert max(steps) < 0.0125
    assert head.position() == pytest.approx(11.3, abs=0.001)


def test_waiting_for_the_first_sound_it_stands_then_runs() -> None:
    clock = Hand()
    head = Playhead(clock)
    head.place(3.0, 60.0)
    head.run(after=0.7)
    clock.now += 0.6
    assert head.waiting()
    assert head.position() == 3.0
    clock.now += 0.6
    assert not head.waiting()
    assert head.position() == pytest.approx(3.5)


def test_the_sitting_without_sound() -> None:
    clock = Hand()
    player = SilentPlayer(clock)
    assert player.position() == 0.0
    player.play(Score(seconds=10), start_at=2)
    clock.now += 3
    assert player.position() == pytest.approx(5)
    player.pause()
    clock.now += 100
    assert player.position() == pytest.approx(5)
    player.resume()
    player.resume()
    clock.now += 1
    assert player.position() == pytest.approx(6)
    clock.now += 100
    assert player.position() == 10
    player.stop()
    player.resume()
    assert player.position() == 10
    assert not player.audible()
    player.play(Score(seconds=5))
    assert player.position() == 0.0
