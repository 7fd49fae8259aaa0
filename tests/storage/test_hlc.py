"""Stamps rise whatever the wall clock does, and sort as text as they do as stamps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.storage.hlc import HybridClock, Stamp

milliseconds = st.integers(0, 10**14)
stamps = st.builds(Stamp, milliseconds, st.integers(0, 999_999), st.text("0123456789abcdef", min_size=1))


@given(st.lists(milliseconds | stamps, min_size=2))
def test_every_stamp_is_higher_than_all_made_and_seen(readings: list[int | Stamp]) -> None:
    clock, highest = HybridClock("me"), Stamp(0, 0, "")
    for reading in readings:
        if isinstance(reading, Stamp):
            clock.see(reading)
            highest = max(highest, reading)
        else:
            made = clock.tick(reading)
            assert made > highest
            assert str(made) > str(highest)
            assert made.milliseconds >= reading
            highest = made


@given(stamps, stamps)
def test_texts_sort_like_stamps(a: Stamp, b: Stamp) -> None:
    assert (a < b) == (str(a) < str(b))
    assert Stamp.parse(str(a)) == a


def test_a_clock_set_back_counts_on() -> None:
    clock = HybridClock("me")
    assert clock.tick(5000) == Stamp(5000, 0, "me")
    assert clock.tick(1000) == Stamp(5000, 1, "me")
    assert clock.tick(6000) == Stamp(6000, 0, "me")


def test_a_full_counter_borrows_a_millisecond() -> None:
    clock = HybridClock("me")
    clock.see(Stamp(5000, 999_999, "other"))
    assert clock.tick(5000) == Stamp(5001, 0, "me")


@pytest.mark.parametrize("text", ["", "1-2-me", "x", "000000000005000-00000x-me", "-----"])
def test_other_texts_are_no_stamps(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Stamp.parse(text)
