"""What can be done with all that is kept: take it along, bring it in, back it up, let it go, erase it."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from burnbreak.core.load_record import without_day
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.retention import Data, cutoffs
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span, day_span
from burnbreak.engine.ports import Clock
from burnbreak.storage import copies
from burnbreak.storage.backup import write_backup
from burnbreak.storage.backup_reader import Manifest, is_backup, opened
from burnbreak.storage.bring_in import read_export
from burnbreak.storage.export import export
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.paths import Paths
from burnbreak.storage.restoring import Restored, discard_unfinished, finish, restore, tidy

KINDS = ("history", *(str(kind) for kind in RecordKind))
"""What can be erased by itself."""
_WHENEVER = (datetime.min.replace(tzinfo=UTC) + timedelta(days=2), datetime.max.replace(tzinfo=UTC))


class OwnData:
    """For the window and the command line. Everything raises StorageError with one sentence."""

    def __init__(
        self,
        log: Log,
        paths: Paths,
        clock: Clock,
        forget_secrets: Callable[[], None] = lambda: None,
    ) -> None:
        """`forget_secrets` takes what belongs to burnbreak out of the keyring."""
        self._log, self._paths, self._clock = log, paths, clock
        self._forget_secrets = forget_secrets

    def counts(self) -> dict[str, int]:
        """How many there are of "entry" and of each kind of record."""
        return self._log.count()

    def size(self) -> int:
        """Bytes of the log with its journal and copies."""
        files = [self._paths.log, *copies.left_over(self._paths.log)]
        files += [self._paths.log.with_name(self._paths.log.name + end) for end in ("-wal", "-shm")]
        return sum(file.stat().st_size for file in files if file.is_file())

    def copies(self) -> int:
        """How many older or damaged copies lie beside the log."""
        return len(copies.left_over(self._paths.log))

    def keep_only(self, data: Data) -> None:
        """Let go of what is older than the user keeps it."""
        self._log.forget(cutoffs(data, self._clock.now(), self._clock.zone()))

    def export(self, settings: Settings, target: Path) -> None:
        """All of it as JSON, or as a zip with JSON and CSV; the name says which."""
        export(self._log, settings, target, self._clock.now())

    def back_up(self, target: Path) -> None:
        """History, settings, own practices and voices as one file, without what is in the keyring."""
        write_backup(self._log, self._paths, target, self._clock.now())

    def look_into(self, source: Path) -> Manifest | None:
        """What a backup says of itself; None for one of a bare log, as older ones are. StorageError."""
        if not is_backup(source):
            copies.look_into(source)
            return None
        with opened(source) as backup:
            return backup.manifest

    def restore(self, source: Path, key: str = "", *, whole: bool = True) -> Restored:
        """Put a backup in place of what is here; of the history alone without `whole`, or if it has no more.

        `key` is the passphrase or recovery key of one that is encrypted otherwise; NeedsKeyError asks for it.
        """
        from burnbreak.storage.key_ring import key_from

        opens, now = key_from(key) if key else None, self._clock.now()
        if is_backup(source):
            return restore(self._log, self._paths, source, now, key=opens, whole=whole)
        return Restored(copies.restore(self._log, source, now, opens))

    def bring_in(self, source: Path, data: Data) -> int:
        """Take in an export without doubling anything; how much there is now that was not there."""
        found = read_export(source)
        before = sum(self._log.count().values())
        self._log.absorb(found)
        with contextlib.suppress(StorageError):
            # It is in; what of it is too old goes with the next new day at the latest.
            self.keep_only(data)
        return sum(self._log.count().values()) - before

    def erase_day(self, day: date) -> int:
        """Wipe a day, from 04:00 to 04:00, and every older copy; how much there was."""
        finish(self._paths, self._log.replace_file)
        span = day_span(day, self._clock.zone())
        # The figures of a week hold six other days: this one alone is taken out of them.
        kinds = (None, *(kind for kind in RecordKind if kind is not RecordKind.LOAD_WEEK))
        names = [name for kind in kinds for name in self._log.names(kind, span.start, span.end)]
        weeks = self._weeks_without(day, span)
        return self._wipe(names, weeks) + len(weeks)

    def erase_kind(self, kind: str) -> int:
        """Wipe all of a kind (of KINDS) and every older copy; how much there was."""
        finish(self._paths, self._log.replace_file)
        return self._wipe(self._log.names(None if kind == "history" else RecordKind(kind), *_WHENEVER))

    def erase_everything(self) -> None:
        """Wipe it all: log, copies, settings, times and secrets of calendars, the program's own log."""
        self._forget_secrets()
        copies.remove_left_over(self._paths.log)
        try:
            discard_unfinished(self._paths)
            self._log.begin_anew()
            self._paths.data.joinpath("calendars.json").unlink(missing_ok=True)
            self._paths.data.joinpath("calendars.json.new").unlink(missing_ok=True)
            for file in self._paths.config.glob("*settings.toml*"):
                file.unlink(missing_ok=True)
            for file in self._paths.state.glob("burnbreak.log*"):
                # It may be open; an open file is emptied.
                with contextlib.suppress(PermissionError):
                    file.write_bytes(b"")
        except OSError as fault:
            raise StorageError(f"{cause(fault)}; not everything was erased.") from fault

    def _weeks_without(self, day: date, span: Span) -> list[Record]:
        week = timedelta(days=7)
        found = self._log.records(RecordKind.LOAD_WEEK, span.start - week, span.end + week)
        holding = [record for record in found if day.isoformat() in record.values.get("days", ())]
        return [replace(record, values=without_day(record.values, day)) for record in holding]

    def _wipe(self, names: Sequence[str], instead: Sequence[Record] = ()) -> int:
        # The copies are to go in any case, and a full disk has room for the rest then.
        copies.remove_left_over(self._paths.log)
        tidy(self._paths)
        self._log.wipe(names, instead)
        self._log.squeeze()
        return len(names)
