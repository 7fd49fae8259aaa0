"""What is kept, in the running app: the Coach goes on with what a change from outside has left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from burnbreak.calendar_desk import CalendarDesk
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.checkin import CheckSet
from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.events import StartNow
from burnbreak.core.holds import Pause
from burnbreak.core.retention import Data
from burnbreak.core.settings import Settings, Sound
from burnbreak.data_desk import DataDesk, TakeOver
from burnbreak.engine import commands
from burnbreak.engine.check_ins import CheckIns
from burnbreak.engine.coach import Coach
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.storage.settings_file import glance
from burnbreak.stores import Stores, open_stores
from tests.fakes import ClockPlayer, FakeClock, Witness, pacer
from tests.storage.conftest import Disk, disk

__all__ = ["disk"]

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def at_once(job: Callable[[], Any], done: Callable[[Any], None]) -> None:
    done(job())


class App:
    """As much of the app as the data needs."""

    def __init__(self, paths: Paths) -> None:
        self.clock = FakeClock(START)
        self.stores: Stores = open_stores(paths, self.clock)
        self.witness = Witness(self.clock)
        self.calendars = CalendarDesk(paths.data, self.clock, at_once, lambda: None)
        self.coach = Coach(
            clock=self.clock,
            log=self.stores.log,
            settings=self.stores.settings,
            store=self.stores.settings_file,
            player=ClockPlayer(self.clock),
            practices=(pacer(),),
            outside=self.witness,
        )
        self.desk = DataDesk(self.stores, self.coach, self.clock, self.calendars, self.witness.trouble)
        self.coach.look()

    def entries(self) -> tuple[Entry, ...]:
        return self.coach.entries(START - timedelta(days=1), START + timedelta(days=1))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = find_paths(tmp_path)
    found.make()
    return found


@pytest.fixture
def app(paths: Paths) -> Iterator[App]:
    made = App(paths)
    yield made
    made.stores.log.close()


def test_after_everything_was_erased_the_app_begins_as_new(app: App, paths: Paths) -> None:
    app.coach.do(commands.ChangeSettings(replace(app.coach.settings, sound=Sound(volume=3))))
    app.coach.do(commands.PauseOffers(None))
    app.stores.log.write(done(START))
    assert app.coach._memory.pause == Pause(START, None)
    app.desk.erase_everything()
    assert app.coach.settings == Settings()
    assert app.entries() == ()
    assert app.coach._memory.pause is None
    app.stores.log.write(done(START))
    assert len(app.entries()) == 1
    assert app.witness.troubles == []


def test_a_restored_burnbreak_counts_at_once(app: App, paths: Paths, tmp_path: Path) -> None:
    """Through what the page calls, with the saver that waits before it writes."""
    told: list[str] = []
    take = TakeOver(do=app.coach.do, reload=lambda: told.append("reload"), flush=lambda: told.append("flush"))
    desk = DataDesk(app.stores, app.coach, app.clock, app.calendars, app.witness.trouble, take=take)
    web = CalendarSetting(id="web", name="Clinic", kind=CalendarKind.WEB)
    app.coach.do(
        commands.ChangeSettings(replace(app.coach.settings, sound=Sound(volume=3), calendars=(web,)))
    )
    app.stores.log.write(done(START))
    desk.back_up(str(tmp_path / "all.zip"))
    made = desk.look_into(str(tmp_path / "all.zip"))
    assert (made.whole, made.made) == (True, START)
    kept = app.coach.settings
    app.coach.do(commands.ChangeSettings(replace(kept, sound=Sound(volume=90), calendars=())))
    app.stores.log.write(done(START + timedelta(minutes=5)))
    came = desk.restore(str(tmp_path / "all.zip"), whole=False)
    assert (came.secrets, app.coach.settings.sound.volume, len(app.entries())) == (False, 90, 1)
    came = desk.restore(str(tmp_path / "all.zip"))
    assert came.secrets
    assert came.aside.endswith(".zip")
    assert app.coach.settings == kept
    assert told == ["flush", "flush", "flush", "reload"]
    # A later change is written over what was restored, not over what was there before.
    app.coach.do(commands.ChangeSettings(replace(kept, sound=Sound(volume=4))))
    assert glance(paths.settings) == replace(kept, sound=Sound(volume=4))
    assert app.witness.troubles == []


def done(moment: datetime) -> Entry:
    return Entry(
        uuid=f"{moment:%H%M}", due=None, recorded=moment, started=moment, outcome=Outcome.COMPLETED,
        practice="long-exhale", planned_seconds=60, real_seconds=60,
    )  # fmt: skip


def test_nothing_of_an_odd_settings_file_comes_back(paths: Paths) -> None:
    paths.settings.write_text('mine = "planted"\n[sound]\nvolume = 9000\n[support]\ndoctor = "planted"\n')
    app = App(paths)
    app.desk.erase_everything()
    app.coach.do(commands.ChangeSettings(replace(app.coach.settings, sound=Sound(volume=4))))
    files = [file for file in paths.data.parent.rglob("*") if file.is_file()]
    assert paths.settings in files
    assert [file.name for file in files if b"planted" in file.read_bytes()] == []
    app.stores.log.close()


def test_nothing_is_wiped_under_a_sitting(app: App) -> None:
    app.stores.log.write(done(START))
    app.coach.do(StartNow("long-exhale", 60.0))
    assert app.coach.run is not None
    for act in (app.desk.erase_everything, lambda: app.desk.erase_kind("history")):
        with pytest.raises(StorageError, match="A practice runs"):
            act()
    assert app.entries()


def test_leaving_no_trace_holds_from_the_next_start_on_too(app: App, paths: Paths) -> None:
    app.stores.log.write(done(START))
    data = Data(leave_no_trace=True)
    app.coach.do(commands.ChangeSettings(replace(app.coach.settings, data=data)))
    app.desk.follow(data)
    assert not app.calendars.keeps_times
    app.stores.log.write(done(START + timedelta(minutes=5)))
    assert len(app.entries()) == 2
    app.stores.log.close()
    again = App(paths)
    assert not again.calendars.keeps_times
    assert len(again.entries()) == 1
    again.stores.log.write(done(START + timedelta(minutes=6)))
    again.desk.follow(Data())
    assert [e.uuid for e in again.entries()] == ["1000"]
    again.stores.log.close()


def test_on_a_full_disk_everything_is_told_and_the_day_goes_on(disk: Disk, tmp_path: Path) -> None:
    """Through what the window's buttons call: settings, a sitting, an answer, and each act on the data."""
    paths = find_paths(disk.folder / "home")
    paths.make()
    app = App(paths)
    for minute in range(20):
        app.stores.log.write(done(START - timedelta(minutes=minute)))
    there = tmp_path / "backup"
    app.desk.back_up(str(there))
    app.desk.export(str(tmp_path / "all.zip"))
    disk.fill()
    files = sorted(file.name for file in paths.data.iterdir())
    acts: tuple[Callable[[], object], ...] = (
        lambda: app.desk.export(str(paths.data / "all.zip")),
        lambda: app.desk.back_up(str(paths.data / "backup")),
        lambda: app.desk.restore(str(there)),
        lambda: app.desk.erase_kind("history"),
        lambda: app.desk.erase_day(START.date()),
    )
    for act in acts:
        with pytest.raises(StorageError, match="The disk is full; "):
            act()
        assert sorted(file.name for file in paths.data.iterdir()) == files
        assert len(app.entries()) == 20
    app.coach.do(StartNow("long-exhale", 60.0))
    app.coach.do(commands.Stop())
    app.coach.do(commands.ChangeSettings(replace(app.coach.settings, sound=Sound(volume=7))))
    answers = CheckIns(app.coach, app.stores.log, lambda: "answer", app.witness.trouble)
    answers.keep(CheckSet.WEEKLY, {"tension": 4})
    assert {told.partition(";")[0] for told in app.witness.troubles} == {"The disk is full"}
    assert len(app.entries()) == 21
    assert [answer.values for answer in answers.answers()] == [{"tension": 4}]
    disk.free()
    app.desk.look()
    app.stores.log.close()
    again = App(paths)
    assert len(again.entries()) == 21
    assert len(CheckIns(again.coach, again.stores.log, str, print).answers()) == 1
    again.stores.log.close()


def test_what_is_too_old_goes_on_a_new_day(app: App) -> None:
    app.desk.follow(Data(history_months=1))
    app.desk.look()
    app.stores.log.write(done(START))
    app.clock.advance(timedelta(days=20))
    app.desk.look()
    assert len(app.entries()) == 1
    app.clock.advance(timedelta(days=20))
    app.desk.look()
    assert app.entries() == ()


def test_after_a_kill_every_page_is_read_later(paths: Paths) -> None:
    app = App(paths)
    for minute in range(600):
        app.stores.log.write(done(START + timedelta(minutes=minute)))
    app.stores.log.close()
    raw = bytearray(paths.log.read_bytes())
    for page in range(8, len(raw) // 4096 - 1, 3):
        raw[page * 4096 : page * 4096 + 4096] = b"\xa5" * 4096
    paths.log.write_bytes(raw)
    paths.log.with_name("log.sqlite3-wal").write_bytes(b"\0")
    app = App(paths)
    assert app.stores.unclean
    app.desk.start(at_once)
    assert "log-set-aside" in [note.key for note in (*app.stores.notes, *app.stores.log.take_notes())]
    assert app.stores.log.recent(START - timedelta(days=1))
    app.stores.log.close()
