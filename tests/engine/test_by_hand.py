"""What a press of a button makes of the booked times of a day."""

from datetime import UTC, datetime, timedelta

from burnbreak.core.booked import Booked, BookedKind, freed, taken
from burnbreak.core.span import Span
from burnbreak.engine.by_hand import cancelled, in_session, more, over
from burnbreak.engine.memory import Memory

FIVE = timedelta(minutes=5)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-25 {text}").replace(tzinfo=UTC)


NIGHT = at("23:59")


def booked(start: str, end: str, kind: BookedKind = BookedKind.SESSION) -> Booked:
    return Booked(Span(at(start), at(end)), kind)


DAY = (booked("09:00", "09:50"), booked("10:00", "10:50"))


def busy(memory: Memory, day: tuple[Booked, ...] = DAY) -> list[str]:
    """The day as it counts then, as "09:00-09:50"."""
    by_hand = tuple(Booked(span) for span in memory.sessions)
    return [f"{s.start:%H:%M}-{s.end:%H:%M}" for s in taken((*freed(day, memory.freed), *by_hand))]


def now_booked(memory: Memory, day: tuple[Booked, ...] = DAY) -> tuple[Booked, ...]:
    return (*freed(day, memory.freed), *(Booked(span) for span in memory.sessions))


def test_five_minutes_more_twice_are_ten() -> None:
    memory = more(Memory(), DAY, at("09:48"), FIVE)
    assert busy(memory) == ["09:00-09:55", "10:00-10:50"]
    memory = more(memory, now_booked(memory), at("09:49"), FIVE)
    assert busy(memory) == ["09:00-10:50"]


def test_five_minutes_more_a_moment_too_late_count_from_now() -> None:
    assert busy(more(Memory(), DAY, at("09:52"), FIVE)) == ["09:00-09:50", "09:52-09:57", "10:00-10:50"]


def test_a_session_that_ends_early() -> None:
    memory = over(Memory(), DAY, at("09:30"))
    assert busy(memory) == ["09:00-09:30", "10:00-10:50"]


def test_an_early_end_leaves_what_begins_later() -> None:
    day = (booked("09:00", "11:00", BookedKind.OTHER), booked("10:00", "10:50"))
    assert busy(over(Memory(), day, at("09:30")), day) == ["09:00-09:30", "10:00-11:00"]


def test_over_outside_of_a_session_changes_nothing() -> None:
    assert over(Memory(), DAY, at("08:00")) == Memory()


def test_the_next_session_is_cancelled() -> None:
    memory = cancelled(Memory(), DAY, at("09:55"), NIGHT)
    assert memory is not None
    assert busy(memory) == ["09:00-09:50"]
    assert cancelled(memory, now_booked(memory), at("09:56"), NIGHT) is None


def test_the_running_session_is_cancelled_rather_than_the_next() -> None:
    memory = cancelled(Memory(), DAY, at("09:05"), NIGHT)
    assert memory is not None
    assert busy(memory) == ["09:00-09:05", "10:00-10:50"]


def test_a_meeting_in_the_same_hour_stays() -> None:
    day = (booked("10:00", "10:50"), booked("10:30", "11:00", BookedKind.OTHER))
    memory = cancelled(Memory(), day, at("09:00"), NIGHT)
    assert memory is not None
    assert busy(memory, day) == ["10:30-11:00"]


def test_with_someone_after_all_in_a_cancelled_hour() -> None:
    memory = cancelled(Memory(), DAY, at("09:55"), NIGHT)
    assert memory is not None
    memory = in_session(memory, at("10:05"), at("10:40"))
    assert busy(memory) == ["09:00-09:50", "10:05-10:40"]
