"""What the C library does with the memory of this process, where it is glibc."""

import ctypes
from collections.abc import Mapping
from contextlib import suppress

_ARENA_MAX = -8


def one_heap(environ: Mapping[str, str]) -> None:
    """Before the first thread: let all threads share one heap, unless the user has decided otherwise.

    Each would get one of its own, and the free end of those never goes back to the system.
    """
    if "MALLOC_ARENA_MAX" not in environ and "GLIBC_TUNABLES" not in environ:
        with suppress(OSError, TypeError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Hand free pages to the system; takes a millisecond or two, on any thread."""
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
