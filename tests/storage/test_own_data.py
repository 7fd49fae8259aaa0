"""Own data: taken along, brought in, backed up, restored, kept for a time, erased, or never stored."""

import csv
import io
import json
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.entry import Ease, Outcome
from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.core.retention import Data
from burnbreak.core.settings import Settings, Support
from burnbreak.own_data import OwnData
from burnbreak.storage import copies
from burnbreak.storage.bring_in import read_export
from burnbreak.storage.export import export
from burnbreak.storage.export_lines import ENTRY
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.storage.rows import Row
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import FULL, MONDAY, entry

FOUND = (datetime(1980, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))


class Now:
    """A clock that stands still in UTC."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def zone(self) -> tzinfo:
        return UTC

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = find_paths(tmp_path / "home")
    found.make()
    return found


def record(number: int, kind: RecordKind = RecordKind.CHECK_IN, **values: Any) -> Record:
    moment = MONDAY + timedelta(hours=number)
    return Record(uuid=f"record-{number}", kind=kind, moment=moment, values=values or {"tension": number})


def history(log: Log) -> tuple[Any, ...]:
    return log.between(*FOUND), *(log.records(kind, *FOUND) for kind in RecordKind)


def filled(path: Path, clock: Clock) -> Log:
    log = Log(path, clock)
    log.write(FULL)
    for number in range(6):
        log.write(entry(number))
        log.keep(record(number))
    log.keep(record(20, RecordKind.LOAD_WEEK, week="2026-03-02", days={}))
    log.keep(
        record(21, RecordKind.BOOKED_DAY, day="2026-03-02", zone="Europe/Zürich", spans=[[1, 2, "other"]])
    )
    log.remove([entry(5).uuid])
    return log


@pytest.mark.parametrize("name", ["all.json", "all.zip"])
def test_an_export_brings_everything_to_another_computer(tmp_path: Path, clock: Clock, name: str) -> None:
    one, two = filled(tmp_path / "one", clock), Log(tmp_path / "two", clock)
    export(one, Settings(), tmp_path / name, MONDAY)
    for _ in range(2):
        two.absorb(read_export(tmp_path / name))
        assert history(two) == history(one)
    assert two.everything() == one.everything()
    one.close()
    two.close()


def test_the_sheets_have_the_columns_that_are_described(tmp_path: Path, clock: Clock) -> None:
    log = filled(tmp_path / "log", clock)
    export(log, Settings(), tmp_path / "all.zip", MONDAY)
    described = Path("docs/data.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        for name in packed.namelist():
            assert f"`{name}`" in described
            if name.endswith(".csv"):
                rows = list(csv.DictReader(io.StringIO(packed.read(name).decode(), newline="")))
                for row in rows:
                    assert all(f"`{column}`" in described for column in row)
        entries = list(csv.DictReader(io.StringIO(packed.read("entries.csv").decode())))
        answers = list(csv.DictReader(io.StringIO(packed.read("check-ins.csv").decode())))
    assert tuple(entries[0]) == ENTRY
    full = next(row for row in entries if row["uuid"] == FULL.uuid)
    assert (full["practice"], full["ease"], full["real_seconds"]) == ("long-exhale", "lighter", "71.25")
    assert full["started"] == "2026-03-02T10:51:30.123456+00:00"
    assert [row["tension"] for row in answers] == ["0", "1", "2", "3", "4", "5"]
    log.close()


def test_an_export_of_before_situations_were_kept_comes_in(tmp_path: Path, clock: Clock) -> None:
    log = filled(tmp_path / "log", clock)
    export(log, Settings(), tmp_path / "all.json", MONDAY)
    table = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    del table["brought_back"]
    for item in table["entries"]:
        del item["situation"]
    (tmp_path / "old.json").write_text(json.dumps(table), encoding="utf-8")
    there = Log(tmp_path / "there", clock)
    there.absorb(read_export(tmp_path / "old.json"))
    assert there.between(*FOUND) == tuple(replace(e, situation=None) for e in log.between(*FOUND))
    # The same row with what it was for is taken for what it is: the same write.
    there.absorb(read_export(tmp_path / "all.json"))
    assert len(there.between(*FOUND)) == len(log.between(*FOUND))
    for one in (log, there):
        one.close()


def test_no_secret_and_no_calendar_is_in_an_export(tmp_path: Path, clock: Clock) -> None:
    log = filled(tmp_path / "log", clock)
    calendar = CalendarSetting(id="a1", name="planted name", kind=CalendarKind.FILE, path="/planted/path.ics")
    settings = Settings(calendars=(calendar,), support=Support(doctor="Dr. Ada"))
    export(log, settings, tmp_path / "all.json", MONDAY)
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert "planted" not in text
    assert json.loads(text)["settings"]["support"]["doctor"] == "Dr. Ada"
    log.close()


def test_any_order_of_exchange_comes_to_the_same_history(light: Path, clock: Clock) -> None:
    """Two computers write, change, remove, undo, and bring in exports (BURNBREAK_EXCHANGES times)."""
    for seed in range(int(os.environ.get("BURNBREAK_EXCHANGES", "200"))):
        chance = random.Random(seed)
        folder = light / str(seed)
        folder.mkdir()
        logs = [Log(folder / name, clock) for name in ("one", "two")]
        last: dict[str, tuple[Stamp, bool]] = {}
        """Of each name that was ever removed: the last removal or undoing, and whether it is gone by that."""

        def exchange(
            frm: int, to: int, logs: list[Log] = logs, folder: Path = folder, chance: random.Random = chance
        ) -> None:
            name = folder / chance.choice(["x.json", "x.zip"])
            export(logs[frm], Settings(), name, MONDAY)
            logs[to].absorb(read_export(name))

        for _ in range(16):
            here, number = chance.randrange(2), chance.randrange(6)
            match chance.randrange(6):
                case 0:
                    logs[here].write(entry(number, real_seconds=float(chance.randrange(99))))
                case 1:
                    logs[here].keep(record(number, tension=chance.randrange(99)))
                case 2:
                    name = chance.choice([entry(number).uuid, record(number).uuid])
                    logs[here].remove([name])
                    said = (logs[here].everything().gone[name], True)
                    last[name] = max(last.get(name, said), said)
                case 3:
                    # Also what the other one has removed, or is not removed at all here.
                    name = entry(number).uuid
                    if name in logs[here].everything().gone:
                        logs[here].bring_back(entry(number, real_seconds=7.0))
                        said = (logs[here].everything().back[name], False)
                        last[name] = max(last.get(name, said), said)
                case 4:
                    clock.moment += timedelta(hours=chance.randrange(-9, 9))
                case _:
                    exchange(here, 1 - here)
        for frm in chance.sample([0, 1, 0, 1], 4):
            exchange(frm, 1 - frm)
        exchange(0, 1)
        exchange(1, 0)
        assert history(logs[0]) == history(logs[1]), seed
        assert logs[0].everything() == logs[1].everything(), seed
        left = {e.uuid for e in logs[0].between(*FOUND)} | {
            r.uuid for r in logs[0].records(RecordKind.CHECK_IN, *FOUND)
        }
        assert not left & {name for name, (_, gone) in last.items() if gone}
        assert left >= {name for name, (_, gone) in last.items() if not gone}
        for log in logs:
            log.close()
        shutil.rmtree(folder)


def test_an_undone_removal_is_the_same_entry_on_both_computers(tmp_path: Path, clock: Clock) -> None:
    one, two = Log(tmp_path / "one", clock), Log(tmp_path / "two", clock)

    def exchange(frm: Log, to: Log) -> None:
        export(frm, Settings(), tmp_path / "all.zip", MONDAY)
        to.absorb(read_export(tmp_path / "all.zip"))

    one.write(FULL)
    exchange(one, two)
    one.remove([FULL.uuid])
    exchange(one, two)
    before_undo = tmp_path / "before.json"
    export(two, Settings(), before_undo, MONDAY)
    assert two.between(*FOUND) == ()
    one.bring_back(FULL)
    exchange(one, two)
    # An older export, in which it is still removed, changes nothing.
    for log in (one, two):
        log.absorb(read_export(before_undo))
        assert log.between(*FOUND) == (FULL,)
    two.write(replace(FULL, ease=None))
    two.remove([FULL.uuid])
    exchange(one, two)
    exchange(two, one)
    assert one.between(*FOUND) == two.between(*FOUND) == ()
    assert one.everything() == two.everything()
    one.close()
    two.close()


def test_an_undone_removal_is_there_after_damage_and_without_a_trace(tmp_path: Path, clock: Clock) -> None:
    log = Log(tmp_path / "log", clock)
    log.write(FULL)
    log.leave_no_trace(True)
    unkept = replace(FULL, uuid="unkept")
    log.write(unkept)
    log.remove([FULL.uuid, unkept.uuid])
    log.bring_back(FULL)
    log.bring_back(unkept)
    assert {e.uuid for e in log.between(*FOUND)} == {FULL.uuid, "unkept"}
    log.leave_no_trace(False)
    assert log.between(*FOUND) == (FULL,)
    held = log.everything()
    assert set(held.back) == {FULL.uuid}
    log._file.set_aside()
    assert log.between(*FOUND) == (FULL,)
    assert log.everything() == held
    log.close()


def changed(**changes: Any) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        table["entries"][0] |= changes

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.update(v=2), "written by a newer burnbreak"),
        (lambda t: t.update(v="1"), "no export that can be read"),
        (lambda t: t.update(format="other"), "no export of burnbreak"),
        (lambda t: t.pop("removed"), "not whole"),
        (lambda t: t["entries"].append(7), "not burnbreak's"),
        (lambda t: t["entries"][0].pop("stamp"), "not burnbreak's"),
        (lambda t: t["records"][0].update(values=[1]), "not burnbreak's"),
        (lambda t: t["records"][0].update(kind="diary"), "not burnbreak's"),
        (lambda t: t["records"][0].update(values={"x": "y" * 200_000}), "not burnbreak's"),
        (changed(outcome="dreamt"), "not burnbreak's"),
        (changed(due="2026-03-02T10:00:00"), "not burnbreak's"),
        (changed(due="soon"), "not burnbreak's"),
        (changed(real_seconds="9"), "not burnbreak's"),
        (changed(real_seconds=1e999), "not burnbreak's"),
        (changed(practice="x" * 2000), "not burnbreak's"),
        (changed(uuid=""), "not burnbreak's"),
        (changed(uuid=["a"]), "not burnbreak's"),
        (changed(stamp="999999999999999-000000-x"), "not burnbreak's"),
        (changed(stamp="0001-0-x"), "not burnbreak's"),
        (changed(situation="on the moon"), "not burnbreak's"),
    ],
)
def test_what_is_not_sound_is_refused_whole(
    tmp_path: Path, clock: Clock, change: Callable[[dict[str, Any]], Any], words: str
) -> None:
    log = filled(tmp_path / "log", clock)
    file = tmp_path / "all.json"
    export(log, Settings(), file, MONDAY)
    log.close()
    table = json.loads(file.read_text(encoding="utf-8"))
    change(table)
    file.write_text(json.dumps(table), encoding="utf-8")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(StorageError, match=words) as told:
        read_export(file)
    assert str(told.value).count("\n") == 0
    assert str(told.value).endswith("nothing was taken in.")
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_broken_files_are_refused(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    log = filled(tmp_path / "log", clock)
    for name in ("all.json", "all.zip"):
        export(log, Settings(), tmp_path / name, MONDAY)
    log.close()
    whole = (tmp_path / "all.zip").read_bytes()
    text = (tmp_path / "all.json").read_bytes()
    chance = random.Random(3)
    bad = [b"", b"[" * 100_000, b"\xff\xfe\x00", b"{}", b"null", text[:-9], text[: len(text) // 2]]
    bad += [whole[: chance.randrange(len(whole))] for _ in range(20)]
    for number, raw in enumerate(bad):
        file = tmp_path / f"bad-{number}"
        file.write_bytes(raw)
        with pytest.raises(StorageError, match="nothing was taken in"):
            read_export(file)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("letter.txt", "no")
    with pytest.raises(StorageError, match="no export of burnbreak"):
        read_export(tmp_path / "other.zip")
    with pytest.raises(StorageError, match="cannot be read"):
        read_export(tmp_path / "gone.zip")
    monkeypatch.setattr("burnbreak.storage.bring_in.LARGEST", 1000)
    for name in ("all.json", "all.zip"):
        with pytest.raises(StorageError, match="larger than any export"):
            read_export(tmp_path / name)


def test_a_full_disk_takes_nothing_in_and_writes_no_half_export(
    disk: Disk, tmp_path: Path, clock: Clock
) -> None:
    one, two = filled(tmp_path / "one", clock), Log(disk.folder / "two", clock)
    one.absorb(Holdings({entry(n).uuid: Row(entry(n), Stamp(n, 0, "a")) for n in range(100, 3000)}))
    two.write(entry(50))
    export(one, Settings(), tmp_path / "all.json", MONDAY)
    disk.fill()
    for write in (
        lambda t: export(one, Settings(), t, MONDAY),
        lambda t: copies.back_up(one, t),
    ):  # type: ignore[arg-type]
        with pytest.raises(StorageError, match="The disk is full"):
            write(disk.folder / "half.zip")
        assert [p.name for p in disk.folder.iterdir() if "half" in p.name] == []
    with pytest.raises(StorageError, match="The disk is full; nothing was taken in"):
        two.absorb(read_export(tmp_path / "all.json"))
    assert two.between(*FOUND) == (entry(50),)
    disk.free()
    two.write(entry(51))
    two.close()
    one.close()
    two = Log(disk.folder / "two", clock)
    assert two.between(*FOUND) == (entry(50), entry(51))
    two.close()


def test_a_backup_comes_back_and_what_was_there_is_kept(paths: Paths, tmp_path: Path, clock: Clock) -> None:
    log = filled(paths.log, clock)
    own = OwnData(log, paths, Now(MONDAY))
    copies.back_up(log, tmp_path / "backup")
    before = history(log)
    log.write(entry(30))
    log.remove([entry(1).uuid])
    writer, changed_history = log.writer, history(log)
    aside = own.restore(tmp_path / "backup").aside
    assert aside is not None
    assert history(log) == before
    assert log.writer != writer
    log.write(entry(31))
    log.close()
    log = Log(aside, clock)
    assert history(log) == changed_history
    log.close()


@pytest.mark.parametrize("raw", [b"", b"no database" * 900, None])
def test_what_is_no_backup_changes_nothing(
    paths: Paths, tmp_path: Path, clock: Clock, raw: bytes | None
) -> None:
    log = filled(paths.log, clock)
    source = tmp_path / "backup"
    if raw is None:
        with closing(sqlite3.connect(source)) as db:
            db.execute("CREATE TABLE song (name)")
            db.execute("PRAGMA user_version = 1")
    else:
        source.write_bytes(raw)
    before, names = history(log), sorted(p.name for p in paths.data.iterdir())
    with pytest.raises(StorageError, match="the log stays as it is"):
        OwnData(log, paths, Now(MONDAY)).restore(source)
    assert history(log) == before
    assert sorted(p.name for p in paths.data.iterdir()) == names
    log.close()


def test_a_newer_backup_is_refused(paths: Paths, tmp_path: Path, clock: Clock) -> None:
    log = filled(paths.log, clock)
    own = OwnData(log, paths, Now(MONDAY))
    copies.back_up(log, tmp_path / "backup")
    with closing(sqlite3.connect(tmp_path / "backup")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="written by a newer burnbreak; the log stays as it is"):
        own.restore(tmp_path / "backup")
    log.close()


def test_each_kind_is_kept_as_long_as_is_set(paths: Paths, clock: Clock) -> None:
    log = Log(paths.log, clock)
    for days in range(0, 3650, 5):
        log.write(entry(24 * days, ease=Ease.LIGHTER, outcome=Outcome.COMPLETED, practice="box"))
        for number, kind in enumerate(RecordKind):
            moment = MONDAY + timedelta(days=days)
            log.keep(Record(uuid=f"{number}-{days}", kind=kind, moment=moment, values={}))
    now = MONDAY + timedelta(days=3650)
    own = OwnData(log, paths, Now(now))
    own.keep_only(Data())
    entries = log.between(*FOUND)
    assert len(entries) == 730
    assert min(e.moment for e in entries if e.ease) == now - timedelta(days=90)

    def oldest(kind: RecordKind) -> int:
        return max((now - r.moment).days for r in log.records(kind, *FOUND))

    assert {kind: oldest(kind) for kind in RecordKind} == {
        RecordKind.CHECK_IN: 395, RecordKind.REVIEW: 395,
        RecordKind.LOAD_WEEK: 395, RecordKind.BOOKED_DAY: 10,
    }  # fmt: skip
    own.keep_only(
        Data(history_months=12, ratings_days=0, answers_months=0, schedule_months=0, intervals_days=0)
    )
    assert max((now - e.moment).days for e in log.between(*FOUND)) == 365
    assert not any(e.ease for e in log.between(*FOUND))
    assert history(log)[1:3] == ((), ())
    assert log.everything().gone == {}
    log.close()


def plant(paths: Paths, clock: Clock) -> Log:
    log = Log(paths.log, clock)
    for number in range(40):
        log.write(entry(24 * number, practice=f"planted-entry-{number:02}-x"))
        log.keep(record(24 * number, note=f"planted-record-{number:02}-x"))
    for name in (
        "log.sqlite3.before-v2",
        "log.sqlite3.bad-20260101-000000",
        "log.sqlite3.bad-20260101-000000-wal",
    ):
        paths.log.with_name(name).write_bytes(b"planted-entry-03-x planted-record-03-x")
    return log


def raw_bytes(paths: Paths) -> bytes:
    root = paths.data.parent
    return b"".join(file.read_bytes() for file in root.rglob("*") if file.is_file())


def test_an_erased_day_is_in_no_file_any_more(paths: Paths, clock: Clock) -> None:
    log = plant(paths, clock)
    assert b"planted-entry-03-x" in raw_bytes(paths)
    day = (MONDAY + timedelta(days=3)).date()
    assert OwnData(log, paths, Now(MONDAY)).erase_day(day) == 2
    raw = raw_bytes(paths)
    assert b"-03-x" not in raw
    assert b"planted-entry-04-x" in raw
    log.write(entry(24 * 3, practice="again"))
    log.write(entry(9999))
    log.close()
    log = Log(paths.log, clock)
    assert len(log.between(*FOUND)) == 40
    log.close()
    assert b"-03-x" not in raw_bytes(paths)


@pytest.mark.parametrize("number", range(7))
def test_an_erased_day_leaves_the_figures_of_the_other_six(paths: Paths, clock: Clock, number: int) -> None:
    log = Log(paths.log, clock)
    first = MONDAY.date() - timedelta(days=MONDAY.weekday())
    days = [(first + timedelta(days=n)).isoformat() for n in range(7)]
    values = {"week": days[0], "days": {day: {"planted": f"planted-{day}-x"} for day in days}}
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    name = dated_uuid(RecordKind.LOAD_WEEK, first)
    log.keep(Record(uuid=name, kind=RecordKind.LOAD_WEEK, moment=noon, values=values))
    own = OwnData(log, paths, Now(MONDAY))
    assert own.erase_day(first + timedelta(days=number)) == 1
    assert own.erase_day(first + timedelta(days=number)) == 0
    (left,) = log.records(RecordKind.LOAD_WEEK, *FOUND)
    assert set(left.values["days"]) == set(days) - {days[number]}
    log.close()
    raw = raw_bytes(paths)
    assert [f"planted-{day}-x".encode() in raw for day in days] == [n != number for n in range(7)]


@pytest.mark.parametrize(
    ("kind", "gone", "left"), [("history", b"-entry-", b"-record-"), ("check-in", b"-record-", b"-entry-")]
)
def test_an_erased_kind_is_in_no_file_any_more(
    paths: Paths, clock: Clock, kind: str, gone: bytes, left: bytes
) -> None:
    log = plant(paths, clock)
    assert OwnData(log, paths, Now(MONDAY)).erase_kind(kind) == 40
    raw = raw_bytes(paths)
    assert gone not in raw
    assert left in raw
    log.close()


def test_everything_is_erased_and_the_log_goes_on_as_new(paths: Paths, clock: Clock) -> None:
    log = plant(paths, clock)
    writer = log.writer
    for file in (
        paths.settings, paths.config / "settings.toml.bad-1", paths.data / "calendars.json",
        paths.state / "burnbreak.log", paths.state / "burnbreak.log.1",
    ):  # fmt: skip
        file.write_text("planted")
    asked = []
    OwnData(log, paths, Now(MONDAY), lambda: asked.append(1)).erase_everything()
    assert asked == [1]
    assert b"planted" not in raw_bytes(paths)
    assert history(log) == ((), (), (), (), ())
    log.write(entry(1))
    assert log.writer != writer
    log.close()
    log = Log(paths.log, clock)
    assert log.between(*FOUND) == (entry(1),)
    assert log.take_notes() == ()
    log.close()


def test_a_read_only_disk_says_so_and_erases_nothing_half(disk: Disk, clock: Clock) -> None:
    paths = find_paths(disk.folder)
    paths.make()
    log = filled(paths.log, clock)
    before = history(log)
    log.close()
    disk.read_only()
    log = Log(paths.log, clock)
    with pytest.raises(StorageError, match="The log cannot be written where it is; nothing was wiped"):
        OwnData(log, paths, Now(MONDAY)).keep_only(Data(history_months=1))
    assert history(log) == before
    disk.read_only(False)
    log.write(entry(77))
    log.close()


def test_without_a_trace_nothing_is_stored_and_nothing_is_lost(paths: Paths, clock: Clock) -> None:
    log = filled(paths.log, clock)
    log.set_state("memory", {"a": 1})
    before = history(log)
    log.leave_no_trace(True)
    log.write(entry(60, practice="planted"))
    log.write(entry(1, practice="planted"))
    log.keep(record(60, note="planted"))
    log.set_state("memory", {"a": "planted"})
    assert len(log.between(*FOUND)) == len(before[0]) + 1
    assert log.get_state("memory") == {"a": "planted"}
    assert log.everything().rows.keys() == {e.uuid for e in before[0]}
    assert b"planted" not in raw_bytes(paths)
    log.leave_no_trace(False)
    assert history(log) == before
    assert log.get_state("memory") == {"a": 1}
    log.leave_no_trace(True)
    log.write(entry(61, practice="planted"))
    log.close()
    assert b"planted" not in raw_bytes(paths)
    log = Log(paths.log, clock)
    assert history(log) == before
    log.close()


def test_what_is_removed_without_a_trace_is_removed(paths: Paths, clock: Clock) -> None:
    log = filled(paths.log, clock)
    log.leave_no_trace(True)
    log.write(entry(60))
    log.remove([entry(1).uuid, entry(60).uuid])
    kept = log.between(*FOUND)
    assert {entry(1), entry(60)}.isdisjoint(kept)
    log.close()
    log = Log(paths.log, clock)
    assert entry(1) not in log.between(*FOUND)
    log.close()
