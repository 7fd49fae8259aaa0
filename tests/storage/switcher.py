"""Encrypts a log, changes its key and decrypts it as fast as it can, writing all along; tells each act."""

import random
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from burnbreak.core.entry import Entry, Outcome
from burnbreak.key_switch import KeySwitch
from burnbreak.log_keys import LogKeys
from burnbreak.storage.log import Log
from tests.storage.busy_writer import NOW, tell
from tests.storage.rings import FileRing, cheap_passphrases

PASSPHRASE = "four words make it"


def write(log: Log) -> None:
    entry = Entry(uuid=str(uuid.uuid4()), due=None, recorded=NOW, started=NOW, outcome=Outcome.PARTIAL)
    log.write(entry)
    tell("sat", entry.uuid)


def do(log: Log, switch: KeySwitch) -> None:
    """As the app does it: the long steps in a thread, while the log is written to."""
    with ThreadPoolExecutor(1) as worker:
        writes = True
        while True:
            copying = worker.submit(switch.prepare)
            while writes and not copying.done():
                write(log)
            writes = False
            copying.result()
            if switch.finish():
                break
        write(log)
        worker.submit(switch.clean_up).result()


def main(folder: Path) -> None:
    cheap_passphrases()
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
        match chance.choice(("keyring", "passphrase", "plain")):
            case "keyring":
                do(log, keys.to_keyring())
            case "passphrase":
                do(log, keys.to_passphrase(PASSPHRASE))
            case _ if keys.way() is None:
                continue
            case _:
                do(log, keys.to_plain())
        tell("now", keys.way() or "plain")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
