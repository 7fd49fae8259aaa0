"""Who captures from a microphone on Linux: what PulseAudio, or PipeWire's pipewire-pulse, lists as streams.

One thread reads the list whenever the server says that it has changed, and sleeps in between. Nothing is
ever opened for recording.
"""

import contextlib
import ctypes.util
import logging
import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

from burnbreak.core.calls import Capture, Sign, counts, is_ignored, is_meter
from burnbreak.system.holds import Reading

log = logging.getLogger(__name__)

_NOBODY = 0xFFFF_FFFF
"""PulseAudio's index for "none"."""
_NAMES = (
    "application.process.binary",
    "application.name",
    "pipewire.access.portal.app_id",
    "node.name",
    # ALSA's plug-in for PulseAudio lets only this one of our own introduction through.
    "application.icon_name",
)
_CALM = 0.2
"""Seconds to let a burst of events pass before the streams are listed."""
_CONNECT = 2.0
_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds between attempts to reach a server that is not there; a break that is near tries at once."""
_PATIENCE = 0.5
"""Seconds for that attempt."""


class Microphones:
    """The probe of Sign.MICROPHONE."""

    signs = frozenset({Sign.MICROPHONE})
    events = True

    def __init__(self, server: str | None = None, pauses: Sequence[float] = _PAUSES) -> None:
        """`server` as in $PULSE_SERVER, by default the user's own; `pauses` between attempts, in seconds."""
        self._server, self._pauses = server, tuple(pauses)
        self._thread: threading.Thread | None = None
        self._pulse: Any = None
        self._lock = threading.Lock()
        """Held while the connection is woken or let go."""
        self._closed = False
        self._captures: tuple[Capture, ...] | None = None
        self._kind = "no sound server answers; microphones are not seen"
        self._tried = threading.Condition()
        self._attempts = 0
        self._try_now = threading.Event()
        self._changed = False

    # --- on the watch's thread ---------------------------------------------------------------------------

    def open(self, news: Callable[[], None]) -> None:
        """See Probe."""
        self._closed, self._news = False, news
        self._thread = threading.Thread(target=self._run, name="burnbreak-microphones", daemon=True)
        self._thread.start()

    def descriptors(self) -> Sequence[int]:
        """See Probe; the thread has news instead."""
        return ()

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe. A server that could not be reached is tried once more when a break is near."""
        if fresh and self._captures is None:
            self._attempt()
        captures = self._captures
        if captures is None:
            return Reading(seen={Sign.MICROPHONE: None})
        own = os.getpid()
        found = [c for c in captures if counts(c, own)]
        there = any(not is_ignored(c.names, ignored) for c in found)
        return Reading(seen={Sign.MICROPHONE: there}, programs=tuple(c.names[0] for c in found if c.names))

    def close(self) -> None:
        """See Probe."""
        self._closed = True
        self._try_now.set()
        thread, self._thread = self._thread, None
        for _ in range(40):
            if thread is None or not thread.is_alive():
                return
            # To wake it does nothing in the moment before it begins to wait.
            with self._lock:
                if self._pulse is not None:
                    self._pulse.event_listen_stop()
            thread.join(0.05)

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        return (True if self._captures is not None else None), self._kind

    def _attempt(self) -> None:
        with self._tried:
            before = self._attempts
            self._try_now.set()
            self._tried.wait_for(lambda: self._attempts > before, _PATIENCE)

    # --- on a thread of its own --------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            pulsectl = _load()
        except (ImportError, OSError):
            self._kind = "libpulse is not installed; microphones are not seen"
            self._tell(None)
            return
        failures = 0
        while not self._closed:
            self._try_now.clear()
            try:
                self._listen(pulsectl)
            except (
                Exception
            ) as fault:  # pulsectl has several kinds, and its own "disconnected" is none of them
                log.debug("The sound server is not reached (%s)", type(fault).__name__)
            failures = 0 if self._captures is not None else failures + 1
            self._kind = "no sound server answers; microphones are not seen"
            self._tell(None)
            self._try_now.wait(self._pauses[min(failures, len(self._pauses) - 1)])

    def _listen(self, pulsectl: Any) -> None:
        """Follow one server until it goes away; raises what pulsectl raises."""
        pulse = pulsectl.Pulse("burnbreak", server=self._server, connect=False)
        with self._lock:
            self._pulse = pulse
        try:
            pulse.connect(timeout=_CONNECT)
            pulse.event_mask_set("source_output", "source", "server")
            pulse.event_callback_set(lambda event: self._heard(pulsectl))
            self._kind = f"{pulse.server_info().server_name} tells who listens"
            while not self._closed:
                self._changed = False
                self._tell(captures(pulse))
                # Events that came while the lists were read are known already, and would not wake it.
                if not self._changed and not self._closed:
                    pulse.event_listen()
                    self._try_now.wait(_CALM)
        finally:
            with self._lock:
                self._pulse = None
                with contextlib.suppress(Exception):
                    pulse.close()

    def _heard(self, pulsectl: Any) -> None:
        self._changed = True
        raise pulsectl.PulseLoopStop

    def _tell(self, captures: tuple[Capture, ...] | None) -> None:
        new = captures != self._captures
        self._captures = captures
        with self._tried:
            self._attempts += 1
            self._tried.notify_all()
        if new and not self._closed:
            self._news()


def captures(pulse: Any) -> tuple[Capture, ...]:
    """Every stream that takes sound in, as the server lists them at this moment."""
    streams = pulse.source_output_list()
    if not streams:
        return ()
    monitors = {s.index for s in pulse.source_list() if s.monitor_of_sink != _NOBODY}
    return tuple(_capture(stream, monitors) for stream in streams)


def _capture(stream: Any, monitors: set[int]) -> Capture:
    told = stream.proplist
    names = dict.fromkeys(told[key] for key in _NAMES if told.get(key))
    pid = told.get("application.process.id", "")
    meter = is_meter(stream.name or "", stream.resample_method or "") or told.get("resample.peaks") == "true"
    return Capture(
        names=tuple(names),
        pid=int(pid) if pid.isdecimal() else None,
        corked=bool(stream.corked),
        monitor=stream.source in monitors or told.get("stream.capture.sink") == "true",
        meter=meter,
        internal=stream.client == _NOBODY,
    )


def _load() -> Any:
    """pulsectl without the compiler that it would start to find its library; raises OSError, ImportError."""
    real = ctypes.util.find_library
    ctypes.util.find_library = lambda name: "libpulse.so.0" if name == "libpulse" else real(name)
    try:
        import pulsectl
    finally:
        ctypes.util.find_library = real
    return pulsectl
