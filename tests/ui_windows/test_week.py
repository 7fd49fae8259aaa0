"""A week of the log in numbers, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.week import first_day, summarise, week_span

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 16)


def sat(moment: datetime, real: float, planned: float = 180, **more: object) -> Entry:
    values: dict[str, object] = {
        "uuid": moment.isoformat(),
        "due": moment,
        "recorded": moment,
        "started": moment,
        "offered": True,
        "outcome": Outcome.COMPLETED if real >= planned else Outcome.PARTIAL,
        "practice": "long-exhale",
        "planned_seconds": planned,
        "real_seconds": real,
    }
    return Entry(**{**values, **more})  # type: ignore[arg-type]


def not_sat(moment: datetime, outcome: Outcome, reason: Reason = Reason.NONE) -> Entry:
    return Entry(
        uuid=moment.isoformat(), due=moment, recorded=moment, outcome=outcome, reason=reason, offered=True
    )


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


def test_a_week_begins_on_the_locale_s_first_weekday() -> None:
    thursday = date(2026, 11, 19)
    assert first_day(thursday, 0) == date(2026, 11, 16)
    assert first_day(thursday, 6) == date(2026, 11, 15)
    assert first_day(thursday, 5) == date(2026, 11, 14)
    assert first_day(thursday, 3) == thursday


def test_pauses_and_minutes_are_those_that_count() -> None:
    week = summarise(
        [
            sat(at(16, 9, 50), 180),
            sat(at(16, 13, 50), 61),  # a minute counts
            sat(at(16, 15, 50), 40),  # neither a minute nor half
            sat(at(17, 9, 50), 10, planned=20),  # half of twenty seconds
        ],
        MONDAY,
        LONDON,
    )
    assert [d.pauses for d in week.days] == [2, 1, 0, 0, 0, 0, 0]
    assert [d.seconds for d in week.days] == [241, 10, 0, 0, 0, 0, 0]
    assert (week.pauses, week.seconds) == (3, 251)
    assert [len(d.sittings) for d in week.days] == [3, 1, 0, 0, 0, 0, 0]
    short = week.days[0].sittings[2]
    assert (short.counts, short.real_seconds, short.planned_seconds) == (False, 40, 180)


def test_after_midnight_belongs_to_the_evening_before() -> None:
    week = summarise(
        [sat(at(17, 1, 30), 180), sat(at(17, 3, 59, 59), 180), sat(at(17, 4), 180)], MONDAY, LONDON
    )
    assert [d.pauses for d in week.days] == [2, 1, 0, 0, 0, 0, 0]


def test_the_week_s_edges() -> None:
    before, first = at(16, 3, 59, 59), at(16, 4)
    last, after = at(23, 3, 59, 59), at(23, 4)
    week = summarise([sat(m, 180) for m in (before, first, last, after)], MONDAY, LONDON)
    assert [s.started for s in week.sittings] == [first, last]
    assert week.days[6].pauses == 1


def test_the_week_in_which_clocks_go_back_is_an_hour_longer() -> None:
    sunday_first = date(2026, 10, 19)  # Sunday the 25th: 02:00 BST is 01:00 GMT
    span = week_span(sunday_first, LONDON)
    assert span.length == timedelta(days=7, hours=1)
    both = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
    week = summarise([sat(m, 60, planned=60) for m in both], sunday_first, LONDON)
    # 01:30 came twice that night, both times before Sunday's day began at 04:00.
    assert [d.pauses for d in week.days] == [0, 0, 0, 0, 0, 2, 0]
    assert week.days[5].span.length == timedelta(hours=25)


def test_the_week_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    first = date(2026, 3, 2)  # New York: Sunday the 8th, 02:00 EST is 03:00 EDT
    span = week_span(first, NEW_YORK)
    assert span.length == timedelta(days=7, hours=-1)
    assert (span.start, span.end) == (
        datetime(2026, 3, 2, 9, tzinfo=UTC),
        datetime(2026, 3, 9, 8, tzinfo=UTC),
    )
    sitting = sat(datetime(2026, 3, 8, 7, 59, tzinfo=UTC), 60, planned=60)  # 03:59 EDT: still Saturday
    assert summarise([sitting], first, NEW_YORK).days[5].pauses == 1


def test_what_became_of_the_offers() -> None:
    week = summarise(
        [
            sat(at(16, 9, 50), 180),
            sat(at(16, 10, 20), 90, due=None, origin=Origin.AD_HOC, offered=False),
            not_sat(at(16, 10, 50), Outcome.SKIPPED),
            not_sat(at(16, 11, 50), Outcome.POSTPONED),
            not_sat(at(16, 12, 50), Outcome.MISSED, Reason.ASLEEP),
            not_sat(at(17, 9, 50), Outcome.MISSED, Reason.UNANSWERED),
            not_sat(at(17, 10, 50), Outcome.MISSED, Reason.UNANSWERED),
            not_sat(at(17, 11, 50), Outcome.HELD, Reason.CALL),
        ],
        MONDAY,
        LONDON,
    )
    offers = week.offers
    assert (offers.taken, offers.declined, offers.postponed, offers.held) == (1, 1, 1, 1)
    assert list(offers.missed.items()) == [(Reason.UNANSWERED, 2), (Reason.ASLEEP, 1)]
    assert week.pauses == 2


def test_the_longest_is_the_longest_that_counts() -> None:
    week = summarise(
        [sat(at(16, 9), 200), sat(at(17, 9), 300, planned=300), sat(at(18, 9), 300)], MONDAY, LONDON
    )
    assert week.longest is not None
    assert (week.longest.day, week.longest.real_seconds) == (date(2026, 11, 17), 300)
    assert summarise([sat(at(16, 9), 30)], MONDAY, LONDON).longest is None


def eased(practice: str, answers: str, hour: int) -> list[Entry]:
    ease = {"l": Ease.LIGHTER, "s": Ease.SAME, "h": Ease.HEAVIER, "-": None}
    return [
        sat(at(16, hour, n), 180, practice=practice, ease=ease[letter]) for n, letter in enumerate(answers)
    ]


def test_lighter_needs_five_answers() -> None:
    four = eased("coherent", "llll--", 9)
    assert summarise(four, MONDAY, LONDON).lighter is None
    five = eased("coherent", "lllls", 10)
    found = summarise(five, MONDAY, LONDON).lighter
    assert found is not None
    assert (found.practice, found.lighter, found.answers) == ("coherent", 4, 5)


def test_lighter_goes_by_share_and_is_silent_without_one() -> None:
    week = summarise(
        eased("long-exhale", "lllllsss", 9) + eased("cyclic-sigh", "llllh", 10) + eased("box", "lll", 11),
        MONDAY,
        LONDON,
    )
    assert week.lighter is not None
    assert week.lighter.practice == "cyclic-sigh"
    assert summarise(eased("box", "sshhs", 9), MONDAY, LONDON).lighter is None


def test_an_empty_week() -> None:
    week = summarise([], MONDAY, LONDON)
    assert [d.date.day for d in week.days] == [16, 17, 18, 19, 20, 21, 22]
    assert (week.pauses, week.seconds, week.longest, week.lighter) == (0, 0, None, None)
