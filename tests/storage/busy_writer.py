"""Sits, answers, changes settings, imports and removes as fast as it can, telling each act once done."""

import json
import random
import sys
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.settings import Settings, Sound
from burnbreak.storage.bring_in import read_export
from burnbreak.storage.export import FORMAT, VERSION
from burnbreak.storage.log import Log
from burnbreak.storage.settings_file import SettingsFile

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BATCH = 20


def tell(*words: object) -> None:
    print(*words, flush=True)


def sit(log: Log) -> None:
    entry = Entry(uuid=str(uuid.uuid4()), due=None, recorded=NOW, started=NOW, outcome=Outcome.PARTIAL)
    for seconds in range(1, 4):
        log.write(replace(entry, real_seconds=float(seconds)))
        tell("sat", entry.uuid, seconds)


def answer(log: Log) -> None:
    record = Record(uuid=str(uuid.uuid4()), kind=RecordKind.CHECK_IN, moment=NOW, values={"tension": 4})
    log.keep(record)
    tell("answered", record.uuid)


def remove(log: Log) -> None:
    name = str(uuid.uuid4())
    log.write(Entry(uuid=name, due=NOW, recorded=NOW, outcome=Outcome.MISSED))
    log.remove([name])
    tell("removed", name)


def bring_in(log: Log, folder: Path) -> None:
    batch = uuid.uuid4().hex
    entries = [
        {
            "uuid": f"{batch}-{n}", "due": (NOW + timedelta(minutes=n)).isoformat(), "outcome": "missed",
            "recorded": NOW.isoformat(), "reason": "", "origin": "offered", "offered": False,
            "again_at": None, "started": None, "practice": "", "planned_seconds": 0, "real_seconds": 0,
            "ease": None, "stamp": f"{n:015d}-000000-other",
        }
        for n in range(BATCH)
    ]  # fmt: skip
    file = folder / "export.json"
    table = {"format": FORMAT, "v": VERSION, "removed": [], "entries": entries, "records": []}
    file.write_text(json.dumps(table), encoding="utf-8")
    log.absorb(read_export(file))
    tell("imported", batch)


def main(folder: Path) -> None:
    log, settings = Log(folder / "log.sqlite3", lambda: NOW), SettingsFile(folder / "settings.toml")
    volume = settings.load(NOW).settings.sound.volume
    for note in log.take_notes():
        tell("note", note.text)
    chance = random.Random()
    while True:
        match chance.randrange(5):
            case 0:
                sit(log)
            case 1:
                answer(log)
            case 2:
                remove(log)
            case 3:
                bring_in(log, folder)
            case _:
                volume = (volume + 1) % 100
                settings.save(Settings(sound=Sound(volume=volume)))
                tell("volume", volume)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
