"""The ring keeps the order of frames through every wrap, and is honest when empty or full."""

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.audio.ring import Ring


def numbered(first: int, count: int) -> np.ndarray:
    return np.repeat(np.arange(first, first + count, dtype=np.float32)[:, None], 2, axis=1)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=60))
def test_it_keeps_order_and_count(moves: list[tuple[bool, int]]) -> None:
    ring, written, read = Ring(32), 0, 0
    for writes, count in moves:
        if writes:
            taken = ring.write(numbered(written, count))
            assert taken == min(count, 32 - (written - read))
            written += taken
        else:
            out = np.full((count, 2), np.nan, dtype=np.float32)
            given_out = ring.read_into(out)
            assert given_out == min(count, written - read)
            assert np.array_equal(out[:given_out], numbered(read, given_out))
            assert not out[given_out:].any(), "what is not there is silence"
            read += given_out
        assert ring.filled() == written - read
        assert ring.space() == 32 - ring.filled()


def test_two_threads_without_a_lock() -> None:
    ring, total = Ring(1000), 40_000
    got: list[np.ndarray] = []

    def reads() -> None:
        out, count = np.empty((173, 2), dtype=np.float32), 0
        while count < total:
            read = ring.read_into(out)
            got.append(out[:read, 0].copy())
            count += read

    reader = threading.Thread(target=reads)
    reader.start()
    written = 0
    while written < total:
        written += ring.write(numbered(written, min(211, total - written)))
    reader.join(20)
    assert np.array_equal(np.concatenate(got), np.arange(total, dtype=np.float32))
