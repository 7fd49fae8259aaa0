"""The Coach beside the stories: volume, troubles of the disk, jumps of the clock, questions, words."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from burnbreak.core.entry import Entry
from burnbreak.core.events import StartNow, StartOffered
from burnbreak.core.holds import HoldKind, Pause
from burnbreak.core.settings import Settings
from burnbreak.engine.coach import Coach
from burnbreak.engine.commands import Answer, ChangeSettings, InSession, PauseOffers, ResumeOffers
from burnbreak.engine.view import Question
from tests.core.stories import at, breaks, local, tuesday
from tests.fakes import ClockPlayer, Day, FakeClock, MemoryLog, MemoryStore, Witness, guided


class FullDisk(MemoryLog):
    """Refuses to write once full, like a disk; reading may fail too."""

    full = False
    broken = False

    def write(self, entry: Entry) -> None:
        if self.full:
            raise OSError("The disk is full; this pause could not be noted.")
        super().write(entry)

    def set_state(self, key: str, value: Any) -> None:
        if self.full:
            raise OSError("The disk is full; this could not be kept.")
        super().set_state(key, value)

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        if self.broken:
            raise OSError("The log cannot be read.")
        return super().between(start, end)

    def completed(self) -> frozenset[str]:
        if self.broken:
            raise OSError("The log cannot be read.")
        return super().completed()


class ReadOnlyStore(MemoryStore):
    def save(self, settings: Settings) -> None:
        raise OSError("The settings could not be saved.")


def coach_on(clock: FakeClock, log: MemoryLog, store: MemoryStore) -> tuple[Coach, Witness]:
    witness = Witness(clock)
    coach = Coach(
        clock=clock, log=log, settings=Settings(), store=store, player=ClockPlayer(clock),
        practices=(guided(),), outside=witness, say=lambda text: text.replace("your hands", "deine Hände"),
    )  # fmt: skip
    coach.look()
    return coach, witness


def test_pause_and_resume() -> None:
    day = Day(tuesday(9)).do(PauseOffers(at("10:00")))
    assert day.coach.view().pause == Pause(at("9:00"), at("10:00"))
    assert [h.kind for h in day.coach.view().holds] == ["paused"]
    day.do(ResumeOffers())
    assert (day.coach.view().pause, day.coach.view().holds) == (None, ())
    day.do(PauseOffers(at("10:00"))).until("10:01")
    assert day.coach.view().pause is None, "a pause that has run out is none"


def test_the_volume_follows_the_settings_and_muted_is_silent() -> None:
    day = Day(tuesday(9))
    assert day.player.volume == 0.7
    sound = Settings().sound
    day.do(ChangeSettings(replace(Settings(), sound=replace(sound, volume=20))))
    assert day.player.volume == 0.2
    day.do(ChangeSettings(replace(Settings(), sound=replace(sound, muted=True))))
    assert day.player.volume == 0.0


def test_a_full_disk_is_told_in_a_sentence_and_the_day_goes_on() -> None:
    clock, log = FakeClock(tuesday(9, 49)), FullDisk()
    coach, witness = coach_on(clock, log, MemoryStore())
    log.full = True
    clock.advance(timedelta(minutes=1))
    coach.look()
    assert witness.card_up
    assert set(witness.troubles) == {"The disk is full; this pause could not be noted."}
    coach.do(StartOffered())
    clock.advance(timedelta(seconds=50))
    coach.pulse()
    coach.do(InSession(at("10:40")))
    assert coach.run is None
    assert log.rows == {}
    assert len(set(witness.troubles)) == 2
    assert coach.view().session_until == at("10:40"), "remembered as long as the app runs"


def test_a_log_that_cannot_be_read_is_told_and_the_day_goes_on() -> None:
    clock, log = FakeClock(tuesday(9, 49)), FullDisk()
    log.broken = True
    coach, witness = coach_on(clock, log, MemoryStore())
    log.broken = False
    assert set(witness.troubles) == {"The log cannot be read."}
    clock.advance(timedelta(minutes=1))
    coach.look()
    assert witness.card_up


def test_settings_that_cannot_be_saved_count_all_the_same() -> None:
    clock = FakeClock(tuesday(9))
    coach, witness = coach_on(clock, MemoryLog(), ReadOnlyStore())
    coach.do(ChangeSettings(breaks(minute_past=20)))
    assert witness.troubles == ["The settings could not be saved."]
    assert coach.view().plan.at == at("9:20")


def test_the_words_of_a_guide_are_translated_with_the_users_anchor() -> None:
    clock = FakeClock(tuesday(9))
    coach, _ = coach_on(clock, MemoryLog(), MemoryStore())
    coach.do(StartNow("kind-hand", 40))
    assert coach.run is not None
    clock.advance(timedelta(seconds=17))
    assert coach.run.frame().caption == "Rest a hand on deine Hände and feet."


def test_ids_are_of_their_own() -> None:
    clock, log = FakeClock(tuesday(9)), MemoryLog()
    coach, _ = coach_on(clock, log, MemoryStore())
    coach.do(StartNow("kind-hand", 20))
    coach.do(StartNow("kind-hand", 20))
    assert len(log.rows) == 2
    assert all(len(uuid) == 32 for uuid in log.rows)


def test_a_jump_of_more_than_a_minute_is_taken_for_sleep() -> None:
    day = Day(tuesday(9)).until("9:20")
    day.clock.sleep(timedelta(seconds=59))
    day.coach.look()
    assert day.coach.view().holds == ()
    day.clock.sleep(timedelta(seconds=61))
    day.coach.look()
    assert [(h.kind, h.until) for h in day.coach.view().holds] == [
        (HoldKind.WAKING, day.clock.now() + timedelta(seconds=60))
    ]
    day.until("9:24")
    assert day.coach.view().holds == ()


def test_told_that_it_woke_up_it_keeps_quiet_even_after_a_nap() -> None:
    day = Day(tuesday(9)).until("9:49:50")
    day.coach.woke()
    day.until("9:51:30")
    assert day.cards() == ["09:51:10"]


def test_reporting_a_hold_twice_is_once() -> None:
    day = Day(tuesday(9)).hold(HoldKind.CALL).hold(HoldKind.CALL)
    assert len(day.coach.view().holds) == 1
    day.hold(HoldKind.CALL, False).hold(HoldKind.CALL, False)
    assert day.coach.view().holds == ()


def test_the_suggestion_is_the_first_that_fits() -> None:
    day = Day(tuesday(9))
    assert day.coach.suggestion(180) == "long-exhale"
    assert day.coach.suggestion(25) == "kind-hand"
    assert day.coach.suggestion(5) == ""


def test_a_question_is_put_once_and_gone_after_its_answer() -> None:
    day = Day(tuesday(9)).do(PauseOffers(None)).until(at("9:00") + timedelta(days=1))
    assert day.coach.view().question is Question.RESUME
    day.do(Answer(Question.FEWER, "fewer"))
    assert day.coach.view().question is Question.RESUME, "another question's answer"
    day.do(Answer(Question.RESUME, ""))
    assert day.coach.view().question is None
    day.start_app().until(at("12:00") + timedelta(days=1))
    assert len(day.questions) == 1


def test_the_log_between_two_moments_is_there_for_the_week() -> None:
    day = Day(tuesday(9)).until("12:00")
    assert [e.due for e in day.coach.entries(at("10:00"), at("11:00"))] == [at("10:50")]


def test_the_app_closed_twice_ends_a_sitting_once() -> None:
    day = Day(tuesday(9)).do(StartNow("long-exhale", 60)).until("9:00:30")
    day.coach.close()
    day.coach.close()
    assert day.witness.sittings_ended == 1


def test_old_entries_leave_the_memory_of_the_day() -> None:
    day = Day(local(11, 23, 9))
    day.heartbeat = timedelta(minutes=30)
    day.until(local(11, 28, 12))
    assert {e.moment.day for e in day.coach._diary.entries} == {25, 26, 27}


def test_what_is_told_once_is_told_once_in_a_lifetime() -> None:
    day = Day(tuesday(9))
    assert [day.coach.once("no-tray"), day.coach.once("no-tray"), day.coach.once("other")] == [
        True,
        False,
        True,
    ]
    day.start_app()
    assert not day.coach.once("no-tray")


def test_told_on_a_full_disk_it_is_told_once_until_the_next_start() -> None:
    clock, log = FakeClock(tuesday(9)), FullDisk()
    coach, witness = coach_on(clock, log, MemoryStore())
    log.full = True
    assert [coach.once("no-tray"), coach.once("no-tray")] == [True, False]
    assert witness.troubles == ["The disk is full; this could not be kept."]


def test_a_question_goes_away_in_a_call_and_comes_back_after_it() -> None:
    """Nobody else is to see it either."""
    day = Day(tuesday(7)).do(PauseOffers(None))
    day.until(day.wall("9:30", days=1))
    assert [str(question) for _, question in day.questions] == ["resume"]
    hidden: list[bool] = []
    day.witness.hide_card = lambda: hidden.append(True)  # type: ignore[method-assign]
    day.hold(HoldKind.CALL)
    assert hidden == [True]
    day.until(day.wall("9:40"))
    assert len(day.questions) == 1
    day.hold(HoldKind.CALL, False)
    assert [str(question) for _, question in day.questions] == ["resume", "resume"]
    day.do(Answer(Question.RESUME, "stay"))
    day.hold(HoldKind.CALL).hold(HoldKind.CALL, False)
    assert len(day.questions) == 2
