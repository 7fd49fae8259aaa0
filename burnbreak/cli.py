"""The command line: speaks to the running app, starts it, or guides in a terminal without a display."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

OK, COULD_NOT, WRONG_WORDS = 0, 1, 2


def run(argv: Sequence[str]) -> int:
    """Carry out one call of `burnbreak` and return its exit status."""
    if list(argv) in ([], ["--autostarted"]):
        # The start of the app, which does not wait for a parser of 20 commands.
        return _guarded(lambda: _start_or_open("show", {}, autostarted=bool(argv)))
    from burnbreak.cli_words import make_parser

    args = make_parser().parse_args(argv)
    return _guarded(lambda: _dispatch(args))


def _guarded(carry_out: Callable[[], int]) -> int:
    try:
        status = carry_out()
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read it has read enough; Python would complain about it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except OSError as fault:
        print(f"burnbreak: {fault.strerror or fault}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        return 130


def _dispatch(args: argparse.Namespace) -> int:
    match args.command:
        case None:
            return _start_or_open("show", {}, autostarted=args.autostarted)
        case "practices" | "history":
            from burnbreak import reports

            return reports.practices(args) if args.command == "practices" else reports.history(args)
        case "import" | "export" | "remove" | "own":
            from burnbreak import own_commands

            return own_commands.run(args)
        case "load" | "report":
            from burnbreak import load_commands

            return load_commands.run(args)
        case "data" | "erase":
            from burnbreak import data_commands

            return data_commands.run(args)
        case "doctor":
            from burnbreak import doctor

            return doctor.run(as_json=args.json)
        case "check-in" if args.set or args.skip or _answers(args):
            request = {"set": args.set, "values": _answers(args), "skip": args.skip}
            return _ask(args.command, request, as_json=False)
        case "start" | "breathe" | "library" | "week" | "settings" | "check-in" | "support" | "unlock":
            return _start_or_open(args.command, _request(args), autostarted=args.autostarted)
        case _:
            return _ask(args.command, _request(args), as_json=args.json)


def _answers(args: argparse.Namespace) -> dict[str, int]:
    found = {name: getattr(args, name) for name in ("tension", "energy", "connection", "burnout")}
    return {name: value for name, value in found.items() if value is not None}


def _request(args: argparse.Namespace) -> dict[str, Any]:
    found = {name: getattr(args, name, None) for name in ("practice", "minutes", "when")}
    return {name: value for name, value in found.items() if value is not None}


def _ask(command: str, request: Mapping[str, Any], *, as_json: bool) -> int:
    """Put a command to the running app and print its answer."""
    from burnbreak.storage.paths import find_paths
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    try:
        answer = ask(control_address(find_paths().runtime), command, request)
    except NotRunning:
        if as_json:
            import json

            print(json.dumps({"v": 1, "running": False}))
        else:
            print("burnbreak is not running. Start it with: burnbreak", file=sys.stderr)
        return COULD_NOT
    return _print(answer, as_json=as_json)


def _print(answer: Mapping[str, Any], *, as_json: bool) -> int:
    if as_json and answer.get("ok"):
        import json

        print(json.dumps(answer.get("data"), ensure_ascii=False))
        return OK
    from burnbreak.quick import tell

    return tell(answer)


def _start_or_open(command: str, request: Mapping[str, Any], *, autostarted: bool) -> int:
    """Let the running app do it; else start the app with it; else guide in this terminal."""
    from burnbreak.storage.paths import find_paths
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    try:
        # A login finds it running where the user was faster; then nothing is to be shown.
        wanted = "status" if autostarted else command
        answer = ask(control_address(find_paths().runtime), wanted, request)
        return OK if autostarted else _print(answer, as_json=False)
    except NotRunning:
        pass
    if (name := request.get("practice")) and not _is_practice(str(name)):
        from burnbreak.core.state import Refusal
        from burnbreak.engine.control import REFUSALS

        # Before the app is up: it would stay, with nothing to show.
        print(f"burnbreak: {REFUSALS[Refusal.NO_PRACTICE]}", file=sys.stderr)
        return COULD_NOT
    if has_display(os.environ):
        from burnbreak.launch import launch

        return launch(command, request, autostarted=autostarted)
    return _without_display(command, request)


def _is_practice(name: str) -> bool:
    from burnbreak.storage.paths import find_paths
    from burnbreak.stores import open_practices

    return any(practice.id == name for practice in open_practices(find_paths())[0])


def _without_display(command: str, request: Mapping[str, Any]) -> int:
    if command in ("settings", "week", "library", "check-in", "support", "unlock"):
        print("burnbreak: this window needs a display, and there is none here.", file=sys.stderr)
        return COULD_NOT
    from burnbreak.terminal import guide_in_terminal

    if command == "show":
        print("There is no display here, so this is a minute of breathing in the terminal.", flush=True)
    practice = str(request.get("practice", ""))
    return guide_in_terminal(command, practice, float(request.get("minutes") or 0) * 60)


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether Qt can open windows; tried out before, because Qt ends the process where it cannot."""
    from burnbreak.system.platform import Platform, current

    if current() is not Platform.LINUX or environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal", "vnc"):
        return True
    if wayland := environ.get("WAYLAND_DISPLAY"):
        return Path(environ.get("XDG_RUNTIME_DIR", ""), wayland).exists()
    if not environ.get("DISPLAY"):
        return False
    from burnbreak.system.x11 import answers

    return answers(environ["DISPLAY"])
