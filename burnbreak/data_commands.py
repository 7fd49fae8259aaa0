"""Export, import, back up, restore, encrypt and erase from the command line, in this process."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from burnbreak.core.calendar_setting import CalendarKind
from burnbreak.core.settings import Settings
from burnbreak.own_data import OwnData
from burnbreak.storage.copies import NeedsKeyError
from burnbreak.storage.key_file import key_file
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths, make
from burnbreak.storage.restoring import Restored, finish
from burnbreak.storage.settings_file import glance
from burnbreak.system.clock import SystemClock

HOLDS = (
    "It holds your history, settings, own practices and voices, but no passwords and no secret addresses of "
    "calendars."
)
READABLE = "Whoever has this file can read it."
ENCRYPTED = "The history in it is encrypted, and opens as it does now. The rest can be read."
KEPT = "What was here before is kept as {0}."
DECRYPTED = "The history in it was encrypted; here it is not."
ENTER_AGAIN = "Secrets of calendars that the keyring of this computer does not hold are to be entered again."


def run(args: argparse.Namespace) -> int:
    """Carry out `data` or `erase`; 0 when it was done. A StorageError is left to the caller."""
    paths = find_paths()
    alone = args.command == "erase" or args.what not in ("export", "backup", "recovery-key")
    if alone and _runs(paths):
        print("burnbreak: it is running. End it first: burnbreak quit", file=sys.stderr)
        return 1
    if args.command == "erase" and not (args.yes or _agreed(args)):
        print("Nothing was erased.")
        return 1
    try:
        make(paths.data)
        if alone:
            finish(paths)
    except StorageError as fault:
        # What lies on a disk that takes nothing more can still be carried off.
        if alone or not paths.log.exists():
            print(f"burnbreak: {fault}", file=sys.stderr)
            return 1
    from burnbreak import key_commands
    from burnbreak.log_keys import LogKeys

    clock = SystemClock()
    log = Log(paths.log, clock.now)
    try:
        for note in log.take_notes():
            print(f"burnbreak: {note.text}", file=sys.stderr)
        if not getattr(args, "everything", False):
            key_commands.unlock(log, args.passphrase_file)
            key_commands.opened(log)
        if alone:
            LogKeys(log).tidy()
        if getattr(args, "what", "") in key_commands.ACTS:
            print(key_commands.run(log, args))
            return 0
        own = OwnData(log, paths, clock, lambda: forget_secrets(paths, log))
        if args.command == "erase":
            print(_erase(own, args))
        else:
            print(_data(own, args, paths, encrypted=log.key is not None))
    except StorageError as fault:
        print(f"burnbreak: {fault}", file=sys.stderr)
        return 1
    finally:
        with suppress(StorageError):
            log.close()
    return 0


def _data(own: OwnData, args: argparse.Namespace, paths: Paths, *, encrypted: bool) -> str:
    target: Path = args.file
    settings = glance(paths.settings)
    match args.what:
        case "export":
            own.export(settings, target)
            return f"Written to {target}."
        case "backup":
            own.back_up(target)
            return f"Written to {target}. {HOLDS} {ENCRYPTED if encrypted else READABLE}"
        case "import":
            new = own.bring_in(target, settings.data)
            return f"Taken in from {target.name}: {max(0, new)} new."
        case _:
            before = {calendar.id for calendar in settings.calendars}
            done = _restore(own, target, args.backup_passphrase_file, whole=not args.history_only)
            return _restored(done, before, glance(paths.settings))


def _restore(own: OwnData, source: Path, words_file: Path | None, *, whole: bool) -> Restored:
    from burnbreak import key_commands

    try:
        words = key_commands.read_words(words_file) if words_file else ""
        return own.restore(source, words, whole=whole)
    except NeedsKeyError:
        words = key_commands.ask_words(source)
        if not words:
            raise
        return own.restore(source, words, whole=whole)


def _restored(done: Restored, before: set[str], settings: Settings) -> str:
    """What came of it; the secrets of calendars that are no longer connected go, as in the app."""
    said = ["Restored."]
    if done.aside:
        said.append(KEPT.format(done.aside))
    if done.decrypted:
        said.append(DECRYPTED)
    if done.whole and any(calendar.kind is not CalendarKind.FILE for calendar in settings.calendars):
        said.append(ENTER_AGAIN)
    with suppress(StorageError):
        _forget_calendars(before - {calendar.id for calendar in settings.calendars})
    return " ".join(said)


def _erase(own: OwnData, args: argparse.Namespace) -> str:
    if args.everything:
        own.erase_everything()
        return "Everything was erased. burnbreak begins as new."
    count = own.erase_day(args.day) if args.day else own.erase_kind(args.kind)
    return f"Erased: {count}. Older copies of the log are gone, too."


def _agreed(args: argparse.Namespace) -> bool:
    what = "everything" if args.everything else f"all of {args.kind}" if args.kind else f"{args.day:%d %B %Y}"
    print(f"This erases {what}, for good, and every older copy of the log. Type yes to go on: ", end="")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() == "yes"


def _runs(paths: Paths) -> bool:
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    try:
        ask(control_address(paths.runtime), "status")
    except NotRunning:
        return False
    except OSError:
        return True
    return True


def forget_secrets(paths: Paths, log: Log) -> None:
    """The key of the log, and of every calendar in the settings; one without a keyring has none."""
    if key_file(log.path).exists():
        from burnbreak.log_keys import LogKeys

        LogKeys(log).forget()
    calendars = glance(paths.settings).calendars
    # One of a file has none; a keyring that stays shut is no reason to stop for it.
    with suppress(StorageError):
        _forget_calendars({calendar.id for calendar in calendars if calendar.path})
    _forget_calendars({calendar.id for calendar in calendars if not calendar.path})


def _forget_calendars(ids: set[str]) -> None:
    if not ids:
        return
    from burnbreak.calendars.secrets import KeyringSecrets
    from burnbreak.calendars.trouble import CalendarError

    for id in ids:
        try:
            KeyringSecrets().forget(id)
        except CalendarError as fault:
            raise StorageError("The keyring cannot be opened, so nothing was erased yet.") from fault
