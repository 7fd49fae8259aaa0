"""The words of the command line: its commands, what they take, and what is wrong with what was typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from burnbreak import __version__

LONGEST_PRACTICE = 30
SITUATIONS = (
    "start-of-day", "before-hard", "ordinary", "after-heavy", "not-enough", "video-calls", "little-time",
    "going-home",
)  # fmt: skip
REPORT_ROWS = (
    "booked", "agreed", "outside", "longest", "most", "gaps", "lunch", "protected", "evenings", "weekends",
    "pauses",
)  # fmt: skip
"""Those of core/report.py."""
MOST_WEEKS = 56
TRACKS = ("breath", "self-compassion", "body", "meaning")
"""Those of core/practice.py, whose import every command would pay for."""

KEPT = ("history", "check-in", "booked-day", "load-week", "review")
"""Those of core/record.py, and the pauses."""

DATA_ACTS = {
    "export": "write all of it as CSV and JSON",
    "import": "take in an export; nothing is doubled",
    "backup": "write history, settings, own practices and voices into one file",
    "restore": "put a backup in place of what is here, which is kept as a backup first",
    "encrypt": "encrypt the history, with a key in the keyring or with a passphrase",
    "decrypt": "make the history a plain file again",
    "change-passphrase": "give an encrypted history a new passphrase",
    "recovery-key": "print the key that opens the history when the keyring is lost",
}

EPILOG = """\
Times are written as 30m, 2h, 14:30, tomorrow or +5. Everything that prints facts also takes --json.
Exit status: 0 done, 1 could not, 2 wrong words. Nothing that burnbreak keeps is sent anywhere."""


def make_parser() -> argparse.ArgumentParser:
    """Of every command; whoever types something wrong is told by it, with exit status 2."""
    parser = argparse.ArgumentParser(
        prog="burnbreak",
        description="Short guided breaks between sessions. Without a command: start the app, or open it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"burnbreak {__version__}")
    parser.add_argument("--autostarted", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, text: str, *, facts: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        if facts:
            command.add_argument("--json", action="store_true", help="print the facts as JSON")
        return command

    start = add("start", "start the pause on offer, or a practice by its name")
    start.add_argument("practice", nargs="?", default="", help="a name from 'burnbreak practices'")
    start.add_argument("--minutes", type=_minutes, help="how long, up to 30")
    breathe = add("breathe", "breathe now: one minute, at any hour")
    breathe.add_argument("practice", nargs="?", default="", help="long-exhale, coherent or cyclic-sigh")
    breathe.add_argument("--minutes", type=_minutes, help="how long, up to 30")
    add("stop", "end the practice that runs")
    pause = add("pause", "offer nothing for a while")
    pause.add_argument(
        "when", nargs="?", default="resume", help="30m, 14:30, tomorrow; nothing: until resumed"
    )
    add("resume", "offer pauses again")
    later = add("later", "ask for the pause on offer again later")
    later.add_argument("minutes", nargs="?", type=_count, help="minutes; nothing: after the next session")
    add("skip", "leave out the pause on offer")
    session = add("in-session", "you are with someone until then: nothing is shown")
    session.add_argument("when", help="15:50, 50m, +5 for five minutes more, over, or cancelled")
    add("next", "when the next pause is planned, and why", facts=True)
    add("status", "what burnbreak is doing", facts=True)
    practices = add("practices", "list the practices", facts=True)
    practices.add_argument("--situation", choices=SITUATIONS, help="those that suit it, the best first")
    practices.add_argument("--track", choices=TRACKS, help="those of one kind")
    practices.add_argument("--minutes", type=_minutes, help="those that can take so long")
    history = add("history", "what the log of this computer holds", facts=True)
    span = history.add_mutually_exclusive_group()
    span.add_argument("--week", action="store_true", help="the last seven days, as without it")
    span.add_argument(
        "--month", nargs="?", const="", type=_month, metavar="YYYY-MM", help="this month, or the one named"
    )
    history.add_argument("--summary", action="store_true", help="what they come to, as the week window tells")
    history.add_argument("--csv", action="store_true", help="as comma-separated values")
    _add_load(add)
    add("library", "open the library of practices")
    _add_own(add)
    add("week", "open the week")
    _add_check_in(add)
    add("support", "open 'More than a break': your own people and helplines")
    add("settings", "open the settings")
    add("unlock", "open the window that asks for the key of an encrypted history")
    add("doctor", "say what was found of tray, notifications, sound and files", facts=True)
    _add_data(add)
    add("quit", "end burnbreak")
    return parser


def _add_load(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands about booked time."""
    load = add("load", "what the booked times of this week come to, a line a day", facts=True)
    span = load.add_mutually_exclusive_group()
    span.add_argument("--week", action="store_const", dest="weeks", const=0, default=0, help="this week")
    span.add_argument("--weeks", type=_weeks, help="so many weeks, a line a week")
    load.add_argument("--csv", action="store_true", help="as comma-separated values")
    report = add("report", "write a page about working time for a talk: figures, no mood, no practices")
    report.add_argument("file", type=Path, help="ends in .pdf or .html")
    report.add_argument(
        "--weeks",
        type=int,
        default=4,
        choices=range(1, 13),
        metavar="N",
        help="the last so many weeks, up to 12",
    )
    report.add_argument(
        "--row", action="append", default=[], dest="rows", choices=REPORT_ROWS, metavar="R",
        help=f"what is on it, may be repeated: {', '.join(REPORT_ROWS)}",
    )  # fmt: skip
    report.add_argument("--replace", action="store_true", help="write over a file that is there")


def _weeks(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_WEEKS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of weeks from 1 to {MOST_WEEKS}")
    return int(text)


def _add_own(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands for practices and voices of the user's own."""
    bring = add("import", "take in a pack (folder or zip) or a recording as a practice of your own")
    bring.add_argument("path", type=Path, help="a folder, a zip, or a WAV, FLAC, Ogg, Opus or MP3 recording")
    bring.add_argument("--title", default="", help="of a recording; without it, the name of the file")
    bring.add_argument(
        "--situation",
        action="append",
        default=[],
        choices=SITUATIONS,
        metavar="S",
        help=f"when a recording suits, may be repeated: {', '.join(SITUATIONS)}",
    )
    bring.add_argument("--replace", action="store_true", help="in place of what has the same id")
    bring.add_argument(
        "--as-loud-as-it-is", action="store_true", help="leave the loudness of recordings alone"
    )
    export = add("export", "write a practice or voice of your own as a pack")
    export.add_argument("id", help="its id")
    export.add_argument("file", type=Path, help="the zip to write")
    export.add_argument("--replace", action="store_true", help="write over a file that is there")
    remove = add("remove", "remove a practice or voice of your own")
    remove.add_argument("id", help="its id")
    for command in (export, remove):
        command.add_argument(
            "--voice", action="store_true", help="the voice, where a practice has the same id"
        )
    add("own", "list your own practices and voices", facts=True)


def _add_check_in(add: Callable[..., argparse.ArgumentParser]) -> None:
    check = add("check-in", "open the check-in that waits; weekly or monthly: its questions, or an answer")
    check.add_argument("set", nargs="?", choices=("weekly", "monthly"), help="which one")
    for name in ("tension", "energy", "connection", "burnout"):
        check.add_argument(f"--{name}", type=int, metavar="N", help="an answer; see the questions")
    check.add_argument("--skip", action="store_true", help="not this time")


def _add_data(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands for what is kept."""
    data = add("data", "export, import, back up, restore, encrypt or decrypt what is kept")
    data.set_defaults(file=None, passphrase=False, new_passphrase_file=None, backup_passphrase_file=None)
    acts = data.add_subparsers(dest="what", metavar="ACT", required=True)
    for name, text in DATA_ACTS.items():
        act = acts.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        _add_words(act)
        if name in ("export", "import", "backup", "restore"):
            act.add_argument("file", type=Path, help="for export: a .zip (CSV and JSON) or a .json")
        if name == "restore":
            act.add_argument(
                "--history-only", action="store_true", help="leave settings and own practices as they are"
            )
            act.add_argument(
                "--backup-passphrase-file", type=Path, metavar="F", help="opens an encrypted backup"
            )
        if name == "encrypt":
            act.add_argument("--passphrase", action="store_true", help="ask for one, without the keyring")
        if name in ("encrypt", "change-passphrase"):
            act.add_argument(
                "--new-passphrase-file", type=Path, metavar="F", help="the new one, as its first line"
            )
    erase = add("erase", "erase a day, a kind or everything, for good")
    which = erase.add_mutually_exclusive_group(required=True)
    which.add_argument("--day", type=_day, metavar="D", help="as 2026-11-27, from 04:00 to 04:00")
    which.add_argument("--kind", choices=KEPT, help="all of one kind")
    which.add_argument("--everything", action="store_true", help="log, copies, settings, secrets")
    erase.add_argument("--yes", action="store_true", help="do not ask back")
    _add_words(erase)


def _add_words(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--passphrase-file", type=Path, metavar="F", help="opens an encrypted history: its first line does"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-27") from None


def _minutes(text: str) -> float:
    """The length of a practice; told here too, because nobody may be running to refuse it."""
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= LONGEST_PRACTICE:
        raise argparse.ArgumentTypeError(f"a practice lasts up to {LONGEST_PRACTICE} minutes")
    return minutes


def _month(text: str) -> str:
    """A month of the calendar; empty for the present one."""
    import re

    if text and not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a month such as 2026-03")
    return text


def _count(text: str) -> float:
    """How long a pause is to wait; whether that is too long is for the running app to say."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes") from None
