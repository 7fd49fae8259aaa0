"""A jump of the wall clock is told; where the kernel refuses, nothing is."""

import os
import select
import struct
from typing import Any

import pytest

from burnbreak.system.clock_watch import NullClockWatch
from burnbreak.system.clock_watch_linux import TimerWatch
from burnbreak.system.platform import Platform, current

linux = pytest.mark.skipif(current() is not Platform.LINUX, reason="a timer of the Linux kernel")


class Kernel:
    """The two calls, with a pipe in place of the timer."""

    def __init__(self, settime: int = 0) -> None:
        self.timer, self.behind = os.pipe2(os.O_NONBLOCK)
        self.settime = settime
        self.calls: list[Any] = []

    def timerfd_create(self, clock: int, flags: int) -> int:
        self.calls.append((clock, flags))
        return self.timer

    def timerfd_settime(self, timer: int, flags: int, moment: bytes, _old: None) -> int:
        self.calls.append((timer, flags, struct.unpack("@4l", moment)))
        return self.settime


class Refusing:
    def timerfd_create(self, _clock: int, _flags: int) -> int:
        return -1


def readable(descriptor: int) -> bool:
    return bool(select.select([descriptor], [], [], 0)[0])


@linux
def test_the_timer_goes_by_the_wall_clock_and_is_cancelled_when_that_jumps() -> None:
    kernel = Kernel()
    watch = TimerWatch(kernel)
    assert watch.open() == watch.open() == kernel.timer
    (made, (timer, flags, moment)) = kernel.calls
    # CLOCK_REALTIME; TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET; once, in two hundred years.
    assert made[0] == 0
    assert (timer, flags) == (kernel.timer, 3)
    assert moment[:2] == (0, 0)
    assert moment[2] > 2**32
    watch.close()
    os.close(kernel.behind)


@linux
def test_a_jump_is_heard_once() -> None:
    kernel = Kernel()
    watch = TimerWatch(kernel)
    timer = watch.open()
    assert timer is not None
    assert not readable(timer)
    os.write(kernel.behind, b"!" * 8)
    assert readable(timer)
    watch.heard()
    assert not readable(timer)
    watch.close()
    os.close(kernel.behind)


@linux
def test_what_the_kernel_refuses_is_not_watched_and_leaves_nothing_open() -> None:
    kernel = Kernel(settime=-1)
    for libc in (Refusing(), object(), kernel):
        watch = TimerWatch(libc)
        assert watch.open() is None
        watch.heard()
        watch.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(kernel.timer)
    os.close(kernel.behind)


@linux
def test_a_real_timer_is_silent_and_goes() -> None:
    watch = TimerWatch()
    timer = watch.open()
    assert timer is not None
    assert os.readlink(f"/proc/self/fd/{timer}") == "anon_inode:[timerfd]"
    assert not readable(timer)
    watch.heard()
    watch.close()
    watch.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(timer)


def test_elsewhere_nothing_is_told() -> None:
    watch = NullClockWatch()
    assert watch.open() is None
    watch.heard()
    watch.close()
