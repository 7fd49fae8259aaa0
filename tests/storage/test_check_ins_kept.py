"""Check-ins through the real log: kept, read back after a restart, and asked about no more."""

from datetime import timedelta
from pathlib import Path

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import CheckSet
from burnbreak.core.settings import Settings
from burnbreak.engine.check_ins import CheckIns
from burnbreak.engine.coach import Coach
from burnbreak.storage.log import Log
from tests.core.stories import tuesday
from tests.fakes import ClockPlayer, FakeClock, MemoryStore, Witness, pacer


def life(path: Path, clock: FakeClock) -> tuple[Log, CheckIns]:
    log = Log(path, clock.now)
    witness = Witness(clock)
    coach = Coach(
        clock=clock, log=log, settings=Settings(), store=MemoryStore(), player=ClockPlayer(clock),
        practices=(pacer(),), outside=witness,
    )  # fmt: skip
    coach.look()
    return log, CheckIns(coach, log, lambda: clock.now().isoformat(), witness.trouble)


def test_answers_outlive_a_restart_and_are_asked_for_once(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    clock = FakeClock(tuesday(10) - timedelta(days=30))
    log, check_ins = life(path, clock)
    assert check_ins.waiting() is None, "the first day"
    log.close()
    clock.advance(timedelta(days=30))
    log, check_ins = life(path, clock)
    # A jump like this is a computer that slept; a minute later it is a day like others.
    assert check_ins.waiting() is Topic.MONTHLY
    check_ins.keep(CheckSet.MONTHLY, {"burnout": 3})
    log.close()
    log, check_ins = life(path, clock)
    assert check_ins.waiting() is None
    assert [(a.set, dict(a.values)) for a in check_ins.answers()] == [(CheckSet.MONTHLY, {"burnout": 3})]
    log.close()
