"""Writes entries as fast as it can, and tells each one after it is written; run until killed."""

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from burnbreak.core.entry import Entry, Outcome
from burnbreak.storage.log import Log

if __name__ == "__main__":
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    log = Log(Path(sys.argv[1]), lambda: now)
    for note in log.take_notes():
        print("note", note.text, flush=True)
    while True:
        entry = Entry(uuid=str(uuid.uuid4()), due=now, recorded=now, outcome=Outcome.COMPLETED)
        log.write(entry)
        log.set_state("memory", entry.uuid)
        print("kept", entry.uuid, flush=True)
