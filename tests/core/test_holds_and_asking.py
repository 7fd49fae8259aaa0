"""Holds in order of weight, pauses, and the two questions that are asked once."""

from datetime import date, timedelta

from burnbreak.core.asking import asks_fewer, asks_resume, days_unanswered, fewer
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.holds import REASONS, Hold, HoldKind, Pause, holds_at
from burnbreak.core.settings import Breaks, Rhythm
from burnbreak.core.span import Span
from burnbreak.core.workweek import office_week
from tests.core.stories import at, local, tuesday
from tests.fakes import LONDON

NOW = tuesday(12)


def offer(
    day: int, outcome: Outcome = Outcome.MISSED, reason: Reason = Reason.UNANSWERED, **more: object
) -> Entry:
    due = local(11, day, 10)
    values = {"uuid": f"{day}{outcome}", "due": due, "recorded": due, "offered": True, **more}
    return Entry(outcome=outcome, reason=reason, **values)  # type: ignore[arg-type]


def test_the_strongest_hold_comes_first() -> None:
    holds = holds_at(
        NOW,
        [Span(tuesday(11), tuesday(13)), Span(tuesday(11), tuesday(14))],
        Pause(tuesday(9), None),
        [Hold(HoldKind.LOCKED), Hold(HoldKind.CALL)],
    )
    assert [h.kind for h in holds] == ["session", "call", "locked", "paused"]
    assert holds[0].until == tuesday(14)


def test_what_has_run_out_holds_no_longer() -> None:
    over = [Hold(HoldKind.WAKING, NOW)]
    assert holds_at(NOW, [Span(tuesday(11), NOW)], Pause(tuesday(9), NOW), over) == ()
    assert holds_at(NOW, [Span(NOW, tuesday(13))], None)[0].kind is HoldKind.SESSION


def test_every_hold_has_a_reason_for_the_log() -> None:
    assert set(REASONS) == set(HoldKind)
    assert len(set(REASONS.values())) == len(HoldKind)


def test_unanswered_days_are_counted_back_to_an_answer() -> None:
    entries = [offer(day) for day in (16, 17, 19, 20, 23)] + [offer(18, Outcome.SKIPPED, Reason.NONE)]
    assert days_unanswered(entries, date(2026, 11, 24), LONDON) == tuple(
        date(2026, 11, d) for d in (19, 20, 23)
    )


def test_a_day_with_one_answer_is_answered_and_today_does_not_count() -> None:
    entries = [offer(22), offer(23), offer(23, Outcome.SKIPPED, Reason.NONE), offer(24)]
    assert days_unanswered(entries, date(2026, 11, 24), LONDON) == ()


def test_an_offer_taken_away_is_no_answer() -> None:
    entries = [offer(22), offer(23, reason=Reason.NEXT_SESSION), offer(21)]
    assert len(days_unanswered(entries, date(2026, 11, 24), LONDON)) == 2


def test_a_break_never_offered_says_nothing() -> None:
    assert days_unanswered([offer(23, reason=Reason.PAUSED, offered=False)], date(2026, 11, 24), LONDON) == ()


def test_five_days_ask_for_fewer_and_not_again_for_the_same() -> None:
    entries = [offer(day) for day in (16, 17, 18, 19, 20)]
    assert asks_fewer(entries, NOW, LONDON, None)
    assert not asks_fewer(entries[1:], NOW, LONDON, None)
    assert not asks_fewer(entries, NOW, LONDON, local(11, 19, 12))
    assert asks_fewer(entries, NOW, LONDON, local(11, 15, 12))


def test_an_open_pause_asks_on_the_next_work_day_once() -> None:
    week, since = office_week(), local(11, 23, 15)
    morning = at("9:00")
    assert asks_resume(Pause(since, None), week, morning, LONDON, None)
    assert not asks_resume(Pause(since, None), week, morning, LONDON, morning)
    assert not asks_resume(Pause(since, None), week, at("8:59"), LONDON, None)
    assert not asks_resume(Pause(since, local(11, 30, 9)), week, morning, LONDON, None)
    assert not asks_resume(None, week, morning, LONDON, None)
    assert asks_resume(Pause(since, None), week, morning + timedelta(days=1), LONDON, morning)


def test_fewer_is_about_half() -> None:
    assert fewer(Breaks(daily_cap=6)).daily_cap == 3
    assert fewer(Breaks(daily_cap=1)).daily_cap == 1
    every = fewer(Breaks(rhythm=Rhythm.EVERY, every_minutes=60))
    assert (every.every_minutes, every.daily_cap) == (120, 3)
    assert fewer(Breaks(rhythm=Rhythm.EVERY, every_minutes=200)).every_minutes == 240
