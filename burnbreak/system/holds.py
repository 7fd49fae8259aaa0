"""Watches what holds offers back: probes of this system on one thread, their readings calmed, changes told.

The thread sleeps until a probe has news, time ends a wait, or someone asks.
"""

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from burnbreak.core.calls import Sign, Signs, wanted
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Quiet

log = logging.getLogger(__name__)

Report = Callable[[HoldKind, bool, str], None]

AGAIN = 10.0
"""Seconds until a probe without events is asked again while it sees something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a probe sees: its signs (None: cannot be known), and who captures."""

    seen: Mapping[Sign, bool | None]
    programs: tuple[str, ...] = ()
    again: float | None = None
    """Seconds after which it wants to look once more, whatever happens."""


class Probe(Protocol):
    """One way to see some signs. All but `open` is called on the watch's thread; nothing waits for 2 s."""

    @property
    def signs(self) -> frozenset[Sign]:
        """What it can see."""
        ...

    @property
    def events(self) -> bool:
        """Whether it tells changes by itself; others are asked when a break is near."""
        ...

    def open(self, news: Callable[[], None]) -> None:
        """Begin to look; `news` may be called from any thread when there is something new to read."""
        ...

    def descriptors(self) -> Sequence[int]:
        """Descriptors that are readable when there is something new."""
        ...

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """What is there now. `fresh`: worth some effort, for a break is near."""
        ...

    def close(self) -> None:
        """Give everything back; it may be opened again."""
        ...

    def finding(self) -> tuple[bool | None, str]:
        """For the doctor, who opened and read it: whether it works here, and a few words on how."""
        ...


class Asked:
    """What a probe without events, which has nothing to open, need not say itself."""

    events = False

    def open(self, news: Callable[[], None]) -> None:
        """See Probe."""

    def descriptors(self) -> Sequence[int]:
        """See Probe."""
        return ()

    def close(self) -> None:
        """See Probe."""


class NoHolds:
    """Notices nothing, and so never holds anything back."""

    def start(self, report: Report, quiet: Quiet) -> None:
        """Nothing will be reported."""

    def follow(self, quiet: Quiet) -> None:
        """Nothing depends on them."""

    def check(self, then: Callable[[], None] | None = None) -> None:
        """There is nothing to see."""
        if then is not None:
            then()

    def programs(self) -> tuple[str, ...]:
        """Nobody is known to capture."""
        return ()

    def close(self) -> None:
        """Nothing was begun."""


@dataclass(slots=True)
class _Kept:
    """A probe that is open, and what it last said."""

    probe: Probe
    news: threading.Event = field(default_factory=threading.Event)
    programs: tuple[str, ...] = ()
    due: float | None = None
    """When it is to be asked again by the clock."""


class HoldWatch:
    """The HoldProbe of every system that has probes."""

    def __init__(
        self, probes: Callable[[], Sequence[Probe]], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`probes` makes them, on the watch's thread; it is called once, at the start."""
        self._make, self._monotonic = probes, monotonic
        self._jobs: deque[Callable[[], None]] = deque()
        self._kept: list[_Kept] = []
        self._signs = Signs()
        self._told: dict[HoldKind, str] = {}
        self._quiet = Quiet()
        self._programs: tuple[str, ...] = ()
        self._report: Report | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._ours: socket.socket | None = None
        self._theirs: socket.socket | None = None

    # --- from any thread ---------------------------------------------------------------------------------

    def start(self, report: Report, quiet: Quiet) -> None:
        """See HoldProbe."""
        if self._thread is not None or self._closed:
            return
        self._report, self._quiet = report, quiet
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="burnbreak-holds", daemon=True)
        self._thread.start()

    def follow(self, quiet: Quiet) -> None:
        """See HoldProbe."""
        self._ask(lambda: self._set(quiet))

    def check(self, then: Callable[[], None] | None = None) -> None:
        """See HoldProbe."""
        if self._thread is None or self._closed:
            if then is not None:
                then()
            return
        self._ask(lambda: self._check(then))

    def programs(self) -> tuple[str, ...]:
        """See HoldProbe."""
        return self._programs

    def close(self) -> None:
        """See HoldProbe."""
        self._closed = True
        self._wake()
        if self._thread is not None:
            # A probe that hangs must not keep the app from ending; the thread dies with it.
            self._thread.join(2.0)

    def _ask(self, job: Callable[[], None]) -> None:
        self._jobs.append(job)
        self._wake()

    def _wake(self) -> None:
        if self._theirs is not None:
            with contextlib.suppress(OSError):
                self._theirs.send(b"!")

    # --- on the watch's thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        self._probes = tuple(self._make())
        self._set(self._quiet)
        while not self._closed:
            ready = self._wait()
            while self._jobs and not self._closed:
                self._jobs.popleft()()
            now = self._monotonic()
            for kept in self._kept:
                told = kept.news.is_set() or ready & set(kept.probe.descriptors())
                if told or (kept.due is not None and now >= kept.due):
                    self._read(kept, fresh=not kept.probe.events)
            self._settle()
        for kept in self._kept:
            kept.probe.close()
        for end in (self._ours, self._theirs):
            if end is not None:
                end.close()

    def _wait(self) -> set[int]:
        """Sleep until there is something to do; the descriptors of probes that have news."""
        with selectors.DefaultSelector() as selector:
            assert self._ours is not None
            selector.register(self._ours, selectors.EVENT_READ)
            for kept in self._kept:
                for descriptor in kept.probe.descriptors():
                    selector.register(descriptor, selectors.EVENT_READ)
            moments = [moment for moment in (self._signs.next(), *(k.due for k in self._kept)) if moment]
            # A moment later than due, lest it wake too early and find nothing to do.
            left = max(0.0, min(moments) - self._monotonic()) + 0.002 if moments else None
            ready = {key.fd for key, _ in selector.select(left)}
        with contextlib.suppress(OSError):
            self._ours.recv(4096)
        return ready

    def _set(self, quiet: Quiet) -> None:
        """Open what the settings ask for, close the rest, and read all of it."""
        self._quiet = quiet
        signs = wanted(quiet)
        for kept in list(self._kept):
            if not kept.probe.signs & signs:
                kept.probe.close()
                self._kept.remove(kept)
        there = [kept.probe for kept in self._kept]
        for probe in self._probes:
            if probe.signs & signs and probe not in there:
                self._kept.append(self._opened(probe))
        self._signs = self._signs.only(signs)
        for kept in self._kept:
            if kept.probe.events:
                self._read(kept, fresh=False)
        self._settle()

    def _opened(self, probe: Probe) -> _Kept:
        kept = _Kept(probe)

        def news() -> None:
            kept.news.set()
            self._wake()

        probe.open(news)
        return kept

    def _check(self, then: Callable[[], None] | None) -> None:
        for kept in self._kept:
            # In a sitting only a call matters.
            if then is not None or kept.probe.signs & {Sign.MICROPHONE, Sign.CAMERA}:
                self._read(kept, fresh=True)
        self._settle(at_once=then is not None)
        if then is not None:
            then()

    def _read(self, kept: _Kept, *, fresh: bool) -> None:
        kept.news.clear()
        try:
            reading = kept.probe.read(self._quiet.ignored_programs, fresh=fresh)
        except Exception as fault:  # whatever it is: unknown, and unknown never holds
            log.debug("A probe failed (%s)", type(fault).__name__)
            reading = Reading(seen=dict.fromkeys(kept.probe.signs))
        signs = wanted(self._quiet)
        seen = {sign: there for sign, there in reading.seen.items() if sign in signs}
        now = self._monotonic()
        self._signs = self._signs.after(now, seen)
        kept.programs = reading.programs
        again = reading.again
        if again is None and not kept.probe.events and any(seen.values()):
            again = min(AGAIN, max(0.1, (self._signs.next() or now + AGAIN) - now))
        kept.due = None if again is None else now + again
        self._programs = tuple(sorted({name for k in self._kept for name in k.programs}))

    def _settle(self, *, at_once: bool = False) -> None:
        """Let time do its part, and tell what has changed."""
        self._signs = self._signs.after(self._monotonic(), {}, at_once=at_once)
        holds = self._signs.holds()
        before, self._told = self._told, holds
        if self._report is None or self._closed:
            return
        for kind in before.keys() - holds.keys():
            self._report(kind, False, "")
        for kind, detail in holds.items():
            if before.get(kind) != detail:
                self._report(kind, True, detail)
