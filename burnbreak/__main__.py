"""`python -m burnbreak` and the `burnbreak` program."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit status."""
    from burnbreak.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
