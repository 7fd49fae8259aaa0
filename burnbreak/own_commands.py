"""Import, export, remove and list what is the user's own, in this process, whether or not the app runs."""

import argparse
import json
import sys
from collections.abc import Sequence

from burnbreak.core.own import AlreadyThereError, Imported, OwnItem, PackError
from burnbreak.core.wording import clock_length
from burnbreak.own_content import OwnContent
from burnbreak.storage.paths import Paths, find_paths


def run(args: argparse.Namespace) -> int:
    """Carry out import, export, remove or own; 0 when it was done, 1 with one sentence when not.

    A StorageError is left to the caller, like any OSError.
    """
    paths = find_paths()
    try:
        _COMMANDS[args.command](OwnContent(paths), args)
    except AlreadyThereError as fault:
        print(f"burnbreak: {fault} Add --replace to replace it.", file=sys.stderr)
        return 1
    except PackError as fault:
        print(f"burnbreak: {fault}", file=sys.stderr)
        return 1
    if args.command in ("import", "remove"):
        _tell_the_app(paths)
    return 0


def _import(own: OwnContent, args: argparse.Namespace) -> None:
    done = own.bring(
        args.path,
        title=args.title,
        situations=args.situation,
        replace=args.replace,
        level=not args.as_loud_as_it_is,
    )
    for line in imported_lines(done):
        print(line)


def imported_lines(done: Imported) -> Sequence[str]:
    """What an import brought, a line each."""
    return (
        *(f"Imported: {_line(item)}" for item in done.items),
        *done.notes,
        *([f"Left out, because nothing names it: {', '.join(done.ignored)}"] if done.ignored else []),
    )


def _export(own: OwnContent, args: argparse.Namespace) -> None:
    item = own.export(args.id, args.file, voice=args.voice or None, replace=args.replace)
    print(f"Written to {args.file}: {_line(item)}")


def _remove(own: OwnContent, args: argparse.Namespace) -> None:
    print(f"Removed: {_line(own.remove(args.id, voice=args.voice or None))}")


def _list(own: OwnContent, args: argparse.Namespace) -> None:
    items = own.items()
    if args.json:
        rows = [
            {
                "kind": "voice" if i.voice else "practice", "id": i.id, "title": i.title,
                "seconds": round(i.seconds, 3) or None, "clips": i.clips or None, "fault": i.fault or None,
            }
            for i in items
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False))
        return
    for item in items:
        print(_line(item) + (f" - cannot be used: {item.fault}" if item.fault else ""))
    if not items:
        print("Nothing yet. 'burnbreak import FILE' takes in a pack or a recording.")


def _line(item: OwnItem) -> str:
    what = "voice" if item.voice else "practice"
    size = clock_length(item.seconds) if item.seconds else ""
    if item.clips:
        size = f"{item.clips} cues" if item.clips > 1 else "1 cue"
    return f"{item.id}  {item.title} ({', '.join(filter(None, (what, size)))})"


def _tell_the_app(paths: Paths) -> None:
    """A running app learns of it; one that does not run, or is busy, reads it at its next start."""
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    try:
        ask(control_address(paths.runtime), "reload")
    except NotRunning:
        return
    except OSError as fault:
        print(f"burnbreak: {fault.strerror or fault}", file=sys.stderr)


_COMMANDS = {"import": _import, "export": _export, "remove": _remove, "own": _list}
