"""A guide drawn in a terminal, for computers without a display: the same sitting, the same log."""

import shutil
import sys
import textwrap
import time
from collections.abc import Callable
from typing import TextIO

from burnbreak.audio import ReliablePlayer
from burnbreak.core.choosing import BREATHE_NOW
from burnbreak.core.events import StartNow
from burnbreak.core.narration import Narration
from burnbreak.core.state import Refusal
from burnbreak.core.timeline import Frame
from burnbreak.core.wording import PHASES, clock_length
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.control import REFUSALS
from burnbreak.engine.run import Run
from burnbreak.key_commands import unlock
from burnbreak.resources import audio_opener
from burnbreak.storage.paths import find_paths
from burnbreak.stores import open_narrators, open_stores
from burnbreak.system.clock import SystemClock

FRAMES_PER_SECOND = 10
WIDEST = 48
NEARLY = 0.5
"""Seconds from its end at which a sitting counts as whole."""


class TerminalScreen:
    """What the Coach tells a terminal: there are no cards here, only sentences."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.refusal: Refusal | None = None

    def show_card(self) -> None:
        """Nothing is offered in a terminal."""

    def hide_card(self) -> None:
        """Nothing is offered in a terminal."""

    def sitting_began(self) -> None:
        """The guide draws it."""

    def sitting_ended(self) -> None:
        """The guide notices."""

    def changed(self) -> None:
        """Only the sitting is shown."""

    def refused(self, why: Refusal) -> None:
        """Kept for the caller."""
        self.refusal = why

    def trouble(self, sentence: str) -> None:
        """Told at once."""
        print(sentence, file=self._out, flush=True)


class Guide:
    """Runs one sitting in the terminal; Ctrl-C ends it at once and it is logged as it was."""

    def __init__(
        self,
        coach: Coach,
        out: TextIO = sys.stdout,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._coach, self._out, self._sleep = coach, out, sleep
        self._live = out.isatty()
        self._last = ""

    def breathe(self, practice: str, seconds: float) -> bool:
        """Guide a practice to its end; False when it could not begin or was ended early."""
        self._coach.do(StartNow(practice, seconds))
        run = self._coach.run
        if run is None:
            return False
        heard = 0.0
        self._say(f"{run.practice.title}, {clock_length(run.seconds)}. Ctrl+C ends it at any moment.")
        try:
            while self._coach.run is not None:
                self._draw(run)
                self._sleep(1 / FRAMES_PER_SECOND)
                heard = run.heard()
                self._coach.pulse()
        except KeyboardInterrupt:
            self._coach.do(commands.Stop())
            self._end_line()
            self._say("Ended. That counts as it is.")
            return False
        self._end_line()
        if run.seconds - heard > NEARLY:
            self._say("Ended: the computer slept. That counts as it is.")
            return False
        self._say(f"That was {clock_length(run.seconds)}. It is in the log of this computer.")
        return True

    def _draw(self, run: Run) -> None:
        frame = run.frame()
        words = PHASES[frame.phase] if frame.phase else frame.caption
        new = words if words != self._last else ""
        if not self._live and new:
            self._say(f"{clock_length(frame.position)}  {new}")
        elif self._live:
            if new and not frame.phase:
                self._sentence(new)
            self._bar(frame, words if frame.phase else "", run.seconds)
        self._last = words

    def _sentence(self, words: str) -> None:
        """Above the bar and there to stay: it may be longer than what the bar leaves of a line."""
        columns = shutil.get_terminal_size().columns
        lines = textwrap.fill(words, max(20, columns - 4), initial_indent="  ", subsequent_indent="  ")
        print(f"\r\x1b[2K{lines}", file=self._out, flush=True)

    def _bar(self, frame: Frame, words: str, total: float) -> None:
        columns = shutil.get_terminal_size().columns
        room = max(8, min(WIDEST, columns - 40))
        filled = round(frame.level * room)
        left = f"{frame.phase_left:4.0f} s" if frame.phase else "      "
        line = f"  {'●' * filled}{'·' * (room - filled)} {left}  {words}"
        rest = clock_length(total - frame.position)
        print(f"\r\x1b[2K{line[: columns - 8]:<{columns - 8}}{rest:>6}", end="", file=self._out, flush=True)

    def _end_line(self) -> None:
        if self._live:
            print(file=self._out)

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)


def guide_in_terminal(command: str, practice: str, seconds: float) -> int:
    """Guide one practice in this terminal and log it; 0 when it was sat to its end, else 1."""
    clock = SystemClock()
    paths = find_paths()
    paths.make()
    stores = open_stores(paths, clock)
    unlock(stores.log, ask=False)
    if stores.log.locked is not None:
        print(f"burnbreak: {stores.log.locked}", file=sys.stderr)
    for note in stores.notes:
        print(note.text)

    def narrators() -> tuple[Narration, ...]:
        found, voice_notes = open_narrators(paths)
        for note in voice_notes:
            print(note.text)
        return found

    screen = TerminalScreen(sys.stdout)
    coach = Coach(
        clock=clock,
        log=stores.log,
        settings=stores.settings,
        store=stores.settings_file,
        player=ReliablePlayer(audio_opener(stores.paths.data), clock.monotonic),
        practices=stores.practices,
        outside=screen,
        narrators=narrators,
    )
    coach.look()
    if command == "start":
        practice = practice or coach.suggestion(seconds or 180.0)
    done = Guide(coach).breathe(practice or BREATHE_NOW[0], seconds or (0.0 if command == "start" else 60.0))
    coach.close()
    stores.log.close()
    if screen.refusal is not None:
        print(f"burnbreak: {REFUSALS[screen.refusal]}", file=sys.stderr)
    return 0 if done else 1
