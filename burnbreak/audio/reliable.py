"""The player of the app: sound when there is a device, silence when not, the sitting in any case.

The caller says what it wishes and returns at once; one worker thread brings the device to it. The
position stands until the first sample sounds, for at most two seconds, so that no bell is cut by
loading libraries; if a device is known to be missing it runs at once.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from burnbreak.audio.libraries import Importer, UnavailableError
from burnbreak.audio.outlet import Outlet
from burnbreak.audio.playhead import Playhead
from burnbreak.audio.programme import Programme
from burnbreak.audio.trouble import Trouble
from burnbreak.audio.wish import LONGEST_DELAY, Leave, Retry, Wish, channel_gains, loudness_scale
from burnbreak.core.score import Channel, Score

if TYPE_CHECKING:
    from burnbreak.audio.device import DevicePlayer
    from burnbreak.audio.take import Take

_STANDS_AT_MOST = 2.0
_WATCH = 0.5
_RELEASED_AFTER = 60.0
_SAME_PLACE = 0.25
"""A score that begins so near to where the sitting is (seconds) goes on from there."""
_log = logging.getLogger(__name__)


class ReliablePlayer:
    """Implements `burnbreak.engine.ports.Player` and never fails the sitting.

    `volumes` are those of `set_channel_volumes`. `rescan` counts the devices anew before every sitting, as
    is needed where a change of the default device is not followed. `rested` is called on a thread of its
    own some seconds after a sitting, when all that played has been given back.
    """

    def __init__(
        self,
        open_asset: Callable[[str], Path],
        monotonic: Callable[[], float],
        *,
        volumes: Mapping[Channel, float] | None = None,
        rescan: bool = False,
        rested: Callable[[], None] = lambda: None,
        importer: Importer = import_module,
    ) -> None:
        self._monotonic = monotonic
        self._gains = channel_gains(volumes)
        self._outlet = Outlet(monotonic, importer, rescan=rescan, rested=rested)
        self._playhead = Playhead(monotonic)
        self._gain = 1.0
        self._trouble: Trouble | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._prepare = False
        self._wish: Wish | None = None
        # What follows belongs to the worker.
        self._seen: Wish | None = None
        self._programme = Programme(open_asset)
        self._output: DevicePlayer | None = None
        self._retry = Retry()
        self._leave = Leave()

    def prepare(self) -> None:
        """Load the libraries ahead, so that the next `play` is heard within milliseconds."""
        self._prepare = True
        self._rouse()

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        """Start the score from `start_at` seconds; what played before is cut off.

        Where the sitting is just there (within 0.25 s) it goes on without a gap: what both scores have
        in common sounds on, the rest is faded over about 0.6 s later, when what is queued has been heard.
        """
        with self._lock:
            wish = self._wish
            if wish is not None and wish.paused_at is None and self._is_at(start_at):
                self._playhead.extend(score.seconds)
                self._wish = replace(wish, score=score)
            else:
                self._playhead.place(start_at, score.seconds)
                self._go(score)
        self._rouse()

    def opening(self) -> bool:
        """Whether the first sample is still on its way; False once it is known that none will come."""
        wish = self._wish
        wanted = wish is not None and wish.paused_at is None
        return wanted and self._output is None and self._trouble is None

    def position(self) -> float:
        """Seconds of the score that have been heard: monotone, never past its end, 0 before play."""
        with self._lock:
            return self._playhead.position()

    def pause(self) -> None:
        """Hold the position; the sound fades out within the latency of the device."""
        with self._lock:
            if self._wish is not None and self._wish.paused_at is None:
                self._playhead.stand()
                self._wish = replace(self._wish, paused_at=self._monotonic())
        self._wake.set()

    def resume(self) -> None:
        """Go on from the held position, with a short fade."""
        with self._lock:
            if self._wish is not None and self._wish.paused_at is not None:
                self._go(self._wish.score)

    def stop(self) -> None:
        """Silence within 150 ms and free the device; the position stays readable."""
        with self._lock:
            self._playhead.stand()
            self._wish = None
        self._wake.set()

    def set_volume(self, volume: float) -> None:
        """Master volume from 0 (silent) to 1; squared, so that half sounds about half as loud."""
        self._gain = loudness_scale(volume)
        if (output := self._output) is not None:
            output.set_gain(self._gain)

    def set_channel_volumes(self, volumes: Mapping[Channel, float]) -> None:
        """Volumes of the channels from 0 to 1, squared too, 1 where none is named.

        In a running sitting they are heard within about 0.6 s, without a step.
        """
        self._gains = channel_gains(volumes)
        self._wake.set()

    def audible(self) -> bool:
        """False when a device was wanted and could not be had."""
        return self._trouble is None

    def trouble(self) -> Trouble | None:
        """Why there is no sound, as found by the last attempt; None when all is well."""
        return self._trouble

    def close(self) -> None:
        """Give back threads and devices; the player is not used again."""
        self.stop()
        self._closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=1.0)

    def _go(self, score: Score) -> None:
        self._wish = Wish(score=score)
        self._playhead.run(after=_STANDS_AT_MOST)
        self._rouse()

    def _is_at(self, second: float) -> bool:
        return abs(self._playhead.position() - second) < _SAME_PLACE and self._playhead.moving()

    def _rouse(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._work, name="burnbreak-sound", daemon=True)
            self._thread.start()
        self._wake.set()

    # The worker: looks at the wish, does the next thing about it, sleeps.
    def _work(self) -> None:
        while not self._closed:
            self._wake.wait(self._patience())
            self._wake.clear()
            try:
                self._step()
            except Exception:
                _log.exception("The player stumbled; the sitting goes on.")
                self._failed(self._wish, Trouble.STUCK)
        self._release()

    def _patience(self) -> float | None:
        if (wish := self._wish) is None or self._unneeded():
            return self._leave.patience(self._monotonic())
        if wish.paused_at is not None:
            return max(0.0, wish.paused_at + _RELEASED_AFTER - self._monotonic())
        if self._output is not None:
            return _WATCH
        return min(max(0.01, self._retry.at - self._monotonic()), LONGEST_DELAY)

    def _step(self) -> None:
        if self._prepare:
            self._prepare = False
            self._leave.prepared(self._monotonic())
            self._trouble = self._outlet.load() or self._trouble
        wish = self._wish
        if wish is not self._seen:
            self._seen = wish
            self._retry.at_once()
            self._leave.changed(self._monotonic())
        if wish is None or self._over(wish):
            self._release()
            self._programme.clear()
        elif wish.paused_at is not None:
            self._rest(wish.paused_at)
        else:
            self._sound(wish)
        if self._unneeded() and self._leave.due(self._monotonic()):
            self._outlet.rest()

    def _unneeded(self) -> bool:
        wish = self._wish
        return self._output is None and (wish is None or wish.paused_at is not None)

    def _over(self, wish: Wish) -> bool:
        with self._lock:
            if wish.paused_at is not None or not self._playhead.at_end():
                return False
            if self._wish is wish:
                self._wish = None
            return True

    def _rest(self, paused_at: float) -> None:
        if self._output is None:
            return
        self._output.hold()
        if self._output.lost() or self._monotonic() - paused_at >= _RELEASED_AFTER:
            self._release()

    def _sound(self, wish: Wish) -> None:
        if self._output is not None and self._output.lost():
            self._lose(wish)
        if self._output is None:
            if self._monotonic() >= self._retry.at:
                self._open(wish)
        elif wish.continues(self._programme.wish):
            self._programme.update(self._output, wish, self._gains)
        else:
            take = self._take(wish)
            self._output.begin(take)
            self._follow(wish, self._output, take)

    def _lose(self, wish: Wish) -> None:
        if wish.continues(self._programme.wish):
            with self._lock:
                if self._stands(wish):
                    self._playhead.run()
            self._trouble = Trouble.LOST
            self._retry.lost(self._monotonic())
            _log.info("The sound device was lost.")
        self._outlet.distrust()
        self._release()

    def _open(self, wish: Wish) -> None:
        try:
            made = self._outlet.open(
                lambda: self._take(wish) if self._stands(wish) else None,
                volume=self._gain,
                on_loss=self._wake.set,
            )
        except UnavailableError as error:
            self._failed(wish, error.trouble)
            return
        if made is not None:
            self._output, take = made
            self._output.set_gain(self._gain)
            self._trouble = None
            self._retry.at_once()
            self._follow(wish, self._output, take)

    def _stands(self, wish: Wish) -> bool:
        """Whether this is still what is wanted, but for the score."""
        now = self._wish
        return now is not None and now.paused_at is None and wish.continues(now)

    def _take(self, wish: Wish) -> "Take":
        with self._lock:
            at, waiting = self._playhead.position(), self._playhead.waiting()
        return self._programme.take(wish, self._gains, at=at, waiting=waiting)

    def _follow(self, wish: Wish, output: "DevicePlayer", take: "Take") -> None:
        with self._lock:
            if self._stands(wish):
                self._playhead.follow(lambda: output.heard(take))

    def _failed(self, wish: Wish | None, trouble: Trouble) -> None:
        if not (self._trouble is Trouble.LOST and trouble is Trouble.NO_DEVICE):
            if self._trouble is not trouble:
                _log.info("There is no sound: %s.", trouble)
            self._trouble = trouble
        with self._lock:
            if wish is not None and self._stands(wish) and self._playhead.waiting():
                self._playhead.run()
        self._retry.failed(self._monotonic(), trouble)

    def _release(self) -> None:
        output, self._output = self._output, None
        self._programme.end()
        if output is not None:
            self._outlet.close(output)
