"""The commands of the control socket: a request in plain values becomes a command, an answer plain values.

Protocol 1 is one line of JSON each way.
Request: {"v": 1, "cmd": "...", "args": {...}}. Answer: {"v": 1, "ok": ..., "text": "...", "data": ...};
`ok` false comes with one sentence in `text`, and `wrong` true where the words of the request were wrong
rather than the moment.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from burnbreak.core.choosing import BREATHE_NOW
from burnbreak.core.events import Later, NotNow, StartNow, StartOffered
from burnbreak.core.span import day_of, day_span
from burnbreak.core.state import Refusal
from burnbreak.core.when import NotAMoment, pause_until, session_more, session_until
from burnbreak.engine import commands
from burnbreak.engine.answers import VERSION, history_rows, status
from burnbreak.engine.coach import Coach
from burnbreak.engine.view import View

if TYPE_CHECKING:
    from burnbreak.engine.check_ins import CheckIns

MAX_REQUEST = 65_536
LONGEST_WAIT = 720
"""Minutes by which a break may be postponed."""

REFUSALS = {
    Refusal.NOTHING_OFFERED: "No pause is on offer right now.",
    Refusal.NO_ROOM: "The next booked time is too near for a practice.",
    Refusal.NO_PRACTICE: "There is no practice of that name; 'burnbreak practices' lists them.",
    Refusal.HOLDS_CLOSED: "Breath holds are closed; they open in Settings > Practices.",
    Refusal.NO_LATER_SESSION: "No later session is known.",
    Refusal.NO_SESSION: "No session of today is known that could be cancelled.",
}


def request_line(command: str, args: Mapping[str, Any]) -> bytes:
    """A request as it goes over the socket."""
    return json.dumps({"v": VERSION, "cmd": command, "args": dict(args)}).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the socket."""

    ok: bool
    text: str = ""
    data: Any = None
    wrong: bool = False

    def line(self) -> bytes:
        """One line of JSON."""
        fields = {"v": VERSION, "ok": self.ok, "text": self.text, "data": self.data, "wrong": self.wrong}
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


class Control:
    """Answers requests by asking the Coach; windows and quitting are left to `windows`."""

    def __init__(
        self,
        coach: Coach,
        *,
        sentence: Callable[[View], str],
        windows: Callable[[str], None],
        refused: Callable[[], Refusal | None],
        reload: Callable[[], None] = lambda: None,
        check_ins: Callable[[], "CheckIns | None"] = lambda: None,
        near: Callable[[], None] = lambda: None,
    ) -> None:
        """`refused` returns, once, why the last command was refused; `windows` opens what it names.

        `near` is told that a sitting is about to begin.

        `reload` reads anew what the command line changed among the user's own practices and voices.
        """
        self._coach, self._sentence, self._windows, self._refused = coach, sentence, windows, refused
        self._reload, self._check_ins, self._near = reload, check_ins, near

    def answer(self, line: bytes) -> bytes:
        """The answer to one request line; never raises for what a stranger may send."""
        try:
            request = json.loads(line)
            command, args = request["cmd"], request.get("args") or {}
            if request["v"] != VERSION or not isinstance(command, str) or not isinstance(args, Mapping):
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            return Answer(False, "This is not a request that burnbreak understands.", wrong=True).line()
        return self._handle(command, args).line()

    def _handle(self, command: str, args: Mapping[str, Any]) -> Answer:
        view = self._coach.view()
        try:
            match command:
                case "status" | "next":
                    return Answer(True, self._sentence(view), status(view, self._today(view)))
                case "check-in" if args:
                    return self._checked_in(args)
                case "show" | "settings" | "week" | "home" | "library" | "check-in" | "support" | "unlock":
                    self._windows(command.replace("-", "_"))
                    return Answer(True, "")
                case "reload":
                    self._reload()
                    return Answer(True, "")
                case "quit":
                    self._windows("quit")
                    return Answer(True, "burnbreak has ended.")
                case "history":
                    return self._history(args)
                case _:
                    return self._act(command, args, view)
        except NotAMoment as fault:
            return Answer(False, str(fault), wrong=True)
        except (TypeError, ValueError, OverflowError):
            return Answer(False, f"'{command}' cannot be used like that; see 'burnbreak --help'.", wrong=True)

    def _checked_in(self, args: Mapping[str, Any]) -> Answer:
        from burnbreak.engine.check_in_line import NotAnAnswer, said

        check_ins = self._check_ins()
        if check_ins is None:
            return Answer(False, "Nothing is asked here.")
        try:
            text, support = said(check_ins, args)
        except NotAnAnswer as fault:
            return Answer(False, str(fault), wrong=check_ins.keeps)
        if support:
            self._windows("support")
        return Answer(True, text)

    def _act(self, command: str, args: Mapping[str, Any], view: View) -> Answer:
        action = self._action(command, args, view)
        if action is None:
            return Answer(False, f"burnbreak does not know '{command}'.", wrong=True)
        if isinstance(action, commands.Stop) and view.sitting is None:
            return Answer(False, "No practice is running.")
        self._refused()
        if self._begins(action, view):
            self._near()
        self._coach.do(action)
        refusal = self._refused()
        if refusal is not None:
            return Answer(False, REFUSALS[refusal])
        after = self._coach.view()
        return Answer(True, self._sentence(after), status(after, self._today(after)))

    def _begins(self, action: commands.Command, view: View) -> bool:
        """Whether a sitting comes of it, unless something is in the way."""
        if view.sitting is not None:
            return False
        if isinstance(action, StartNow):
            return any(practice.id == action.practice for practice in self._coach.practices)
        return isinstance(action, StartOffered)

    def _action(self, command: str, args: Mapping[str, Any], view: View) -> commands.Command | None:
        text = str(args.get("when", ""))
        week = self._coach.settings.week
        match command:
            case "start":
                practice = str(args.get("practice", ""))
                seconds = _seconds(args)
                if practice or seconds:
                    return self._start(practice, seconds, view)
                return StartOffered() if view.offer or view.owed else self._start("", 0.0, view)
            case "breathe":
                return self._start(
                    str(args.get("practice", "")) or BREATHE_NOW[0], _seconds(args) or 60.0, view
                )
            case "stop":
                return commands.Stop()
            case "pause":
                return commands.PauseOffers(pause_until(text, view.now, view.zone, week))
            case "resume":
                return commands.ResumeOffers()
            case "later":
                minutes = args.get("minutes")
                return Later(None if minutes is None else _wait(float(minutes)))
            case "skip":
                return NotNow()
            case "in-session":
                if text in ("over", "off", "end"):
                    return commands.SessionOver()
                if text == "cancelled":
                    return commands.SessionCancelled()
                if text.startswith("+"):
                    return commands.Overrun(session_more(text))
                return commands.InSession(session_until(text, view.now, view.zone))
        return None

    def _start(self, practice: str, seconds: float, view: View) -> commands.Command:
        return StartNow(
            practice or self._coach.suggestion(seconds or view.plan.length.total_seconds()), seconds
        )

    def _today(self, view: View) -> dict[str, Any]:
        span = day_span(day_of(view.now, view.zone), view.zone)
        sat = [e for e in self._coach.entries(span.start, span.end) if e.sat]
        return {"pauses": len(sat), "minutes": round(sum(e.real_seconds for e in sat) / 60, 1)}

    def _history(self, args: Mapping[str, Any]) -> Answer:
        view = self._coach.view()
        since = view.now - timedelta(days=int(args.get("days", 7)))
        start = day_span(day_of(since, view.zone), view.zone).start
        entries = self._coach.entries(start, view.now + timedelta(days=1))
        return Answer(True, "", history_rows(entries, view.zone))


def _wait(minutes: float) -> timedelta:
    if not 0 < minutes <= LONGEST_WAIT:
        raise NotAMoment("A pause can wait for up to 12 hours.")
    return timedelta(minutes=minutes)


def _seconds(args: Mapping[str, Any]) -> float:
    minutes = float(args.get("minutes") or 0.0)
    if not 0 <= minutes <= 30:
        raise NotAMoment("A practice lasts up to 30 minutes.")
    return minutes * 60
