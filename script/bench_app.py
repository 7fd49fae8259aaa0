"""The numbers of script/bench: this app beside a bare PySide6 tray, interleaved, as medians and ratios."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from script.benching.calendar import measure as calendar
from script.benching.programs import Started, bare_tray, burnbreak, cpu_ms, memory_mib, wake_ups
from script.benching.sound import first_sounds, sitting

Numbers = dict[str, float]
HISTORY = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from script.benching.history import measure
print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
"""


def starts(rounds: int) -> tuple[Numbers, Numbers]:
    """Start until the icon answers, the two programs in turn; the first round only warms up."""
    ours: list[Started] = []
    theirs: list[Started] = []
    answered: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        with bare_tray() as bare:
            theirs.append(bare)
        with burnbreak() as app:
            ours.append(app)
            answered.append(app.until_answered())

    def middle(found: list[Started]) -> Numbers:
        return {
            "start to tray, ms": statistics.median(s.wall_ms for s in found[1:]),
            "CPU until then, ms": statistics.median(s.cpu_ms for s in found[1:]),
        }

    wall, cpu = (statistics.median(column) for column in zip(*answered[1:], strict=True))
    whole = {"start to the command line answered, ms": wall, "CPU until then, ms (all loaded)": cpu}
    return middle(ours) | whole, middle(theirs)


def at_rest(settle: float, window: float) -> tuple[Numbers, Numbers]:
    """What it costs both to do nothing, in the same minutes."""
    with bare_tray() as bare, burnbreak() as app:
        time.sleep(settle)
        began = time.monotonic()
        before = [(cpu_ms(s.pid), wake_ups(s.pid)) for s in (app, bare)]
        time.sleep(window)
        minutes = (time.monotonic() - began) / 60
        found = []
        for started, (cpu, wakes) in zip((app, bare), before, strict=True):
            now, used = wake_ups(started.pid), cpu_ms(started.pid) - cpu
            memory = memory_mib(started.pid)
            found.append(
                {
                    "at rest: wake-ups a minute": sum(n - wakes.get(t, 0) for t, n in now.items()) / minutes,
                    "at rest: CPU, ms a minute": used / minutes,
                    "at rest: PSS while both run, MiB": memory["Pss"],
                    "at rest: RSS, MiB": memory["Rss"],
                    "at rest: private memory, MiB": memory["Anonymous"],
                }
            )
    return found[0], found[1]


def sounds(rounds: int) -> Numbers:
    """Medians over several runs of the app, as the first time happens once in each."""
    runs = [first_sounds() for _ in range(rounds)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def history(rounds: int) -> dict[str, tuple[float, float]]:
    """With 20 years and empty; in a process of its own, since this one stays without Qt."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-P", "-c", HISTORY, str(ROOT), folder, str(rounds)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"},
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, tuple[float, float]] = json.loads(done.stdout)
    return found


def row(name: str, value: float, beside: float | None, *, digits: int = 1) -> str:
    """One line of the table; without a ratio where there is nothing to divide by."""
    other = f"{beside:.{digits}f}" if beside is not None else ""
    ratio = f"{value / beside:.2f}" if beside else ""
    return f"| {name} | {value:.{digits}f} | {other} | {ratio} |"


def main() -> None:
    """Measure and print Markdown tables."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter windows and fewer rounds")
    quick = parser.parse_args().quick
    # After 60 s the hold of the start ends, after 83 s a sound server is looked for once more.
    settle, window, rounds = (8.0, 20.0, 3) if quick else (90.0, 120.0, 7)
    ours, theirs = starts(rounds)
    resting, resting_bare = at_rest(settle, window)
    ours, theirs = ours | resting, theirs | resting_bare
    ours |= sounds(2 if quick else 5)
    ours |= sitting(3 if quick else 8, 8 if quick else 15)
    ours |= calendar(3 if quick else 9)
    hint = ", which counts the end of the start as rest" if quick else ""
    print(f"At rest means {window:.0f} s, begun {settle:.0f} s after the icon was there{hint}.\n")
    print("| | burnbreak | bare tray | ratio |\n|---|---|---|---|")
    for name, value in ours.items():
        print(row(name, value, theirs.get(name)))
    print("\n| | 20 years | empty | ratio |\n|---|---|---|---|")
    for name, (full, empty) in history(5 if quick else 15).items():
        print(row(name, full, empty, digits=2))


if __name__ == "__main__":
    main()
