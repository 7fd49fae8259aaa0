"""`python -m burnbreak` and the `burnbreak` program."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit status."""
    if sys.argv[1:] == ["--read-calendar"]:
        # A frozen program is its own child; see calendars/child.py.
        from burnbreak.calendars.child import main as read_calendar

        sys.exit(read_calendar())
    if len(sys.argv) > 1:
        from burnbreak import quick

        if (status := quick.ask(sys.argv[1:])) is not None:
            sys.exit(status)
    from burnbreak.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
