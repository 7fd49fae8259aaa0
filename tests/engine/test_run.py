"""One sitting on a player: the player's position is its clock."""

from dataclasses import replace
from datetime import timedelta

from burnbreak.core.settings import Sound
from burnbreak.core.timeline import lay_out
from burnbreak.engine.run import Run
from tests.core.stories import tuesday
from tests.fakes import ClockPlayer, FakeClock, guided


def begun(offset: float = 0.0) -> tuple[FakeClock, ClockPlayer, Run]:
    clock = FakeClock(tuesday(9))
    player, practice = ClockPlayer(clock), guided()
    run = Run(
        entry_id="e1",
        practice=practice,
        timeline=lay_out(practice, 40, Sound()),
        player=player,
        say=str.upper,
        visual_offset=offset,
    )
    run.begin()
    return clock, player, run


def pass_seconds(clock: FakeClock, seconds: float) -> None:
    clock.advance(timedelta(seconds=seconds))


def test_the_position_is_what_the_player_played() -> None:
    clock, player, run = begun()
    pass_seconds(clock, 12)
    assert player.score is run.timeline.score
    assert (run.heard(), run.seconds, run.over()) == (12, 40, False)
    pass_seconds(clock, 100)
    assert (run.heard(), run.over()) == (40, True)


def test_a_pause_holds_it_and_twice_is_once() -> None:
    clock, _, run = begun()
    pass_seconds(clock, 5)
    run.hold(True)
    pass_seconds(clock, 50)
    run.hold(True)
    assert (run.paused, run.heard()) == (True, 5)
    run.hold(False)
    pass_seconds(clock, 1)
    run.hold(False)
    assert run.heard() == 6


def test_captions_are_worded_for_the_user() -> None:
    clock, _, run = begun()
    pass_seconds(clock, 17)
    assert run.frame().caption == "REST A HAND ON YOUR HANDS AND FEET."


def test_the_picture_may_run_later_than_the_sound() -> None:
    clock, _, run = begun(offset=0.3)
    assert run.frame().position == 0
    pass_seconds(clock, 10)
    assert run.frame() == replace(run.frame(), position=9.7)


def test_stopping_is_silence_and_tells_the_seconds() -> None:
    clock, player, run = begun()
    pass_seconds(clock, 7)
    assert run.stop() == 7
    pass_seconds(clock, 7)
    assert player.position() == 7


def test_volume_and_audibility_are_the_players() -> None:
    _, player, run = begun()
    run.set_volume(0.25)
    assert player.volume == 0.25
    assert run.audible() is player.audible() is False
