"""Encrypts a log, changes its key and decrypts it as fast as it can, writing in between; tells each act."""

import random
import sys
import uuid
from pathlib import Path

from burnbreak.core.entry import Entry, Outcome
from burnbreak.log_keys import LogKeys
from burnbreak.storage.log import Log
from tests.storage.busy_writer import NOW, tell
from tests.storage.rings import FileRing

PASSPHRASE = "four words make it"


def write(log: Log) -> None:
    entry = Entry(uuid=str(uuid.uuid4()), due=None, recorded=NOW, started=NOW, outcome=Outcome.PARTIAL)
    log.write(entry)
    tell("sat", entry.uuid)


def main(folder: Path) -> None:
    log = Log(folder / "log.sqlite3", lambda: NOW)
    keys = LogKeys(log, FileRing(folder / "ring"))
    if log.locked is not None:
        try:
            keys.unlock_with(keys.from_keyring())
        except OSError:
            keys.unlock(PASSPHRASE)
    for note in log.take_notes():
        tell("note", note.key)
    keys.tidy()
    tell("open", keys.way() or "plain")
    chance = random.Random()
    while True:
        write(log)
        # SQLCipher takes its time for a passphrase, by design.
        match chance.choices(("keyring", "passphrase", "plain"), (6, 2, 5))[0]:
            case "keyring":
                keys.encrypt_by_keyring()
            case "passphrase":
                keys.encrypt_by_passphrase(PASSPHRASE)
            case _ if keys.way() is None:
                continue
            case _:
                keys.decrypt()
        tell("now", keys.way() or "plain")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
