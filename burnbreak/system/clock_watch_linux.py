"""A timer of the Linux kernel that is never to go off, but to be cancelled whenever the wall clock jumps.

The kernel cancels it when the clock is set, by hand or from the network, and when the computer resumes; a
clock that is merely slowed or quickened leaves it alone.
"""

import contextlib
import os
import struct
from typing import Any

_REALTIME = 0  # CLOCK_REALTIME
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC  # TFD_NONBLOCK, TFD_CLOEXEC
_ABSOLUTE, _CANCEL_ON_SET = 1, 2  # TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET
_NEVER = 1 << 33
"""Seconds since 1970; the year 2242."""


class TimerWatch:
    """See ClockWatch."""

    def __init__(self, libc: Any = None) -> None:
        """`libc`: what has timerfd_create and timerfd_settime; the C library unless given."""
        self._libc = libc
        self._timer: int | None = None

    def open(self) -> int | None:
        """See ClockWatch."""
        if self._timer is None:
            from ctypes import CDLL

            try:
                self._timer = self._made(self._libc or CDLL(None))
            except (OSError, AttributeError):  # no C library to be found, or one without these calls
                return None
        return self._timer

    def heard(self) -> None:
        """See ClockWatch."""
        if self._timer is not None:
            # ECANCELED is what it tells; EAGAIN when it was heard before.
            with contextlib.suppress(OSError):
                os.read(self._timer, 8)

    def close(self) -> None:
        """See ClockWatch."""
        timer, self._timer = self._timer, None
        if timer is not None:
            os.close(timer)

    @staticmethod
    def _made(libc: Any) -> int | None:
        timer = int(libc.timerfd_create(_REALTIME, _FLAGS))
        if timer < 0:
            return None
        # struct itimerspec: no interval; the moment.
        moment = struct.pack("@4l", 0, 0, _NEVER, 0)
        if libc.timerfd_settime(timer, _ABSOLUTE | _CANCEL_ON_SET, moment, None) < 0:
            os.close(timer)
            return None
        return timer
