"""Keys in the sitting: the timeline changes, the position goes on, the log keeps what was sat."""

from dataclasses import replace

import pytest

from burnbreak.core.entry import Outcome, Reason
from burnbreak.core.events import StartNow
from burnbreak.core.narration import Narration
from burnbreak.core.score import Channel
from burnbreak.core.settings import Settings
from burnbreak.core.timeline import Timeline
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.run import Run
from tests.core.sheets import voice
from tests.core.stories import tuesday
from tests.core.test_revise import walk
from tests.fakes import Day, pacer


def sitting(name: str = "walk", seconds: float = 180) -> tuple[Day, Run]:
    day = Day(tuesday(9), practices=(walk(), pacer()))
    day.do(StartNow(name, seconds))
    assert day.coach.run is not None
    return day, day.coach.run


def test_skipping_goes_on_with_the_next_part_from_where_it_is() -> None:
    day, run = sitting()
    day.until("9:00:20")
    before = run.timeline
    assert (run.part and run.part.stage_id, day.coach.view().sitting.skippable) == ("a", True)  # type: ignore[union-attr]
    day.do(commands.SkipPart())
    assert run.timeline is not before
    assert day.player.score is run.timeline.score
    assert (day.player.position(), run.heard()) == (20, 20)
    assert run.part is not None
    assert (run.part.stage_id, day.coach.view().sitting.skippable) == ("b", False)  # type: ignore[union-attr]


def test_the_log_keeps_the_seconds_that_were_sat() -> None:
    day, run = sitting()
    day.until("9:00:20").do(commands.SkipPart())
    day.until("9:01:10").do(commands.EaseOff())
    end = run.seconds
    assert end < 180
    day.until("9:04")
    (entry,) = (e for e in day.entries() if e.started)
    assert (entry.outcome, entry.reason) == (Outcome.COMPLETED, Reason.NONE)
    assert entry.real_seconds == pytest.approx(end)


def test_ending_after_a_change_counts_what_was_sat() -> None:
    day, _ = sitting()
    day.until("9:00:20").do(commands.BackToAnchor())
    day.until("9:00:50").do(commands.Stop())
    (entry,) = (e for e in day.entries() if e.started)
    assert (entry.real_seconds, entry.reason) == (50, Reason.ENDED_BY_USER)


def test_anchors_follow_each_other_and_the_view_names_the_one_that_counts() -> None:
    day, run = sitting()
    day.until("9:00:15")
    seen = []
    for _ in range(5):
        view = day.coach.view().sitting
        assert view is not None
        seen.append(view.anchor)
        day.do(commands.NextAnchor())
    assert seen == ["hands", "sounds", "sight", "breath", "hands"]
    assert day.coach.settings.practices.anchor == "hands", "for this sitting alone"
    assert [p.line.cue.id for p in run.timeline.placed].count("anchor-back") == 1


def test_a_pacer_eases_off_and_skips_nothing() -> None:
    day, run = sitting("long-exhale", 120)
    day.until("9:00:30")
    whole = run.timeline
    for command in (commands.SkipPart(), commands.BackToAnchor(), commands.NextAnchor()):
        day.do(command)
        assert run.timeline is whole
    day.do(commands.EaseOff())
    assert run.timeline.eased == 0.75
    view = day.coach.view().sitting
    assert view is not None
    assert (view.anchor, view.skippable) == ("", False)


def test_a_change_while_it_is_paused_leaves_it_paused() -> None:
    day, run = sitting()
    day.until("9:00:20").do(commands.HoldSitting(True))
    day.until("9:00:40").do(commands.SkipPart())
    day.until("9:01:00")
    assert (run.heard(), run.paused) == (20, True)
    day.do(commands.HoldSitting(False)).until("9:01:05")
    assert run.heard() == 25


def test_without_a_sitting_the_keys_do_nothing() -> None:
    day = Day(tuesday(9))
    for command in (
        commands.EaseOff(), commands.SkipPart(), commands.BackToAnchor(), commands.NextAnchor(),
    ):  # fmt: skip
        day.do(command)
    assert day.coach.run is None


class Reader:
    """The voices of a disk, counting how often they are read."""

    def __init__(self, *found: Narration) -> None:
        self.found, self.times = found, 0

    def __call__(self) -> tuple[Narration, ...]:
        self.times += 1
        return self.found


def coach_with(reader: Reader, settings: Settings | None = None) -> tuple[Coach, Day]:
    day = Day(tuesday(9), practices=(walk(), pacer()))
    coach = Coach(
        clock=day.clock, log=day.log, settings=settings or Settings(), store=day.store, player=day.player,
        practices=day.practices, outside=day.witness, narrators=reader,
    )  # fmt: skip
    coach.look()
    return coach, day


def voiced(timeline: Timeline) -> bool:
    return any(s.channel is Channel.VOICE for s in timeline.score.sounds)


def test_the_voice_that_is_set_is_read_when_it_is_needed_and_once() -> None:
    reader = Reader(replace(voice(walk()), id="low"))
    coach, _ = coach_with(reader)
    assert reader.times == 0, "not at the start"
    for _ in range(2):
        coach.do(StartNow("walk", 180))
        assert coach.run is not None
        assert voiced(coach.run.timeline)
    assert [n.id for n in coach.narrators] == ["low"]
    assert reader.times == 1
    coach.forget_narrators()
    assert (len(coach.narrators), reader.times) == (1, 2)


def test_with_the_voice_switched_off_none_is_read() -> None:
    settings = Settings()
    reader = Reader(voice(walk()))
    coach, _ = coach_with(reader, replace(settings, sound=replace(settings.sound, narrator="")))
    coach.do(StartNow("walk", 180))
    assert coach.run is not None
    assert not voiced(coach.run.timeline)
    assert coach.run.timeline.captions
    assert reader.times == 0


def test_a_preview_is_with_the_voice_and_the_sound_that_are_set() -> None:
    coach, _ = coach_with(Reader(replace(voice(walk()), id="low")))
    found = coach.preview("walk")
    assert found is not None
    assert (found.seconds, voiced(found)) == (20, True)
    assert coach.preview("gone") is None


def test_the_channels_have_the_volumes_that_are_set() -> None:
    day = Day(tuesday(9))
    sound = replace(Settings().sound, voice_volume=80, bed_volume=0, bell_volume=50, tone_volume=10)
    day.do(commands.ChangeSettings(replace(Settings(), sound=sound)))
    assert day.player.channel_volumes == {
        Channel.VOICE: 0.8, Channel.BED: 0.0, Channel.BELL: 0.5, Channel.BREATH: 0.1,
    }  # fmt: skip


def test_volumes_and_the_delay_of_the_picture_count_at_once() -> None:
    day, run = sitting()
    day.until("9:00:20")
    sound = replace(day.coach.settings.sound, visual_offset_ms=300, bed_volume=40, voice_volume=0)
    day.do(commands.ChangeSettings(replace(day.coach.settings, sound=sound)))
    assert (run.heard(), run.frame().position) == (20, pytest.approx(19.7))
    assert day.player.channel_volumes[Channel.BED] == pytest.approx(0.4)
    assert day.player.channel_volumes[Channel.VOICE] == 0.0
