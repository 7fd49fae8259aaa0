"""What is read from calendars of many origins, told by their times."""

from zoneinfo import ZoneInfo

import pytest

from burnbreak.calendars.reader import Busy, read
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.span import Span
from tests.calendars.ics import BERLIN_ZONE, calendar, event, span

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = span("2026-11-23 00:00", "2026-11-30 00:00")


def busy(raw: bytes, window: Span = WEEK, zone: ZoneInfo = BERLIN) -> tuple[Busy, ...]:
    return read(raw, window, zone, salt=b"salt").busy


def spans(raw: bytes, window: Span = WEEK, zone: ZoneInfo = BERLIN) -> list[Span]:
    return [b.span for b in busy(raw, window, zone)]


def test_an_event_in_universal_time() -> None:
    raw = calendar(event("DTSTART:20261125T090000Z\nDTEND:20261125T095000Z"))
    assert busy(raw) == (Busy(span("2026-11-25 09:00", "2026-11-25 09:50")),)


def test_google_a_zone_of_its_own_and_an_exception() -> None:
    raw = calendar(
        BERLIN_ZONE.format(name="Europe/Berlin"),
        event(
            """DTSTART;TZID=Europe/Berlin:20260901T100000
            DTEND;TZID=Europe/Berlin:20260901T105000
            RRULE:FREQ=WEEKLY;BYDAY=TU,TH
            EXDATE;TZID=Europe/Berlin:20261124T100000"""
        ),
        event(
            """DTSTART;TZID=Europe/Berlin:20261127T140000
            DTEND;TZID=Europe/Berlin:20261127T145000
            RECURRENCE-ID;TZID=Europe/Berlin:20261126T100000"""
        ),
        head="X-WR-CALNAME:Jane's practice\nX-WR-TIMEZONE:Europe/Berlin\n",
    )
    assert spans(raw) == [span("2026-11-27 13:00", "2026-11-27 13:50")]


def test_outlook_a_windows_zone_without_its_definition() -> None:
    raw = calendar(
        event(
            """DTSTART;TZID="W. Europe Standard Time":20261125T100000
            DTEND;TZID="W. Europe Standard Time":20261125T110000
            X-MICROSOFT-CDO-BUSYSTATUS:BUSY"""
        ),
        event(
            """DTSTART;TZID="W. Europe Standard Time":20261125T120000
            DTEND;TZID="W. Europe Standard Time":20261125T130000
            X-MICROSOFT-CDO-BUSYSTATUS:FREE""",
            uid="2",
        ),
        event(
            """DTSTART;TZID="W. Europe Standard Time":20261125T140000
            DTEND;TZID="W. Europe Standard Time":20261125T150000
            X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE""",
            uid="3",
        ),
    )
    assert busy(raw) == (
        Busy(span("2026-11-25 09:00", "2026-11-25 10:00")),
        Busy(span("2026-11-25 13:00", "2026-11-25 14:00"), tentative=True),
    )


@pytest.mark.parametrize("name", ["Praxis von Jane", "(UTC+01:00) Amsterdam, Berlin", "Customized Time Zone"])
def test_exchange_a_zone_with_a_name_of_its_own(name: str) -> None:
    times = f"DTSTART;TZID={name}:20261125T100000\nDTEND;TZID={name}:20261125T110000"
    quoted = times.replace(f"={name}", f'="{name}"')
    for lines in (times, quoted) if "," not in name else (quoted,):
        raw = calendar(BERLIN_ZONE.format(name=name), event(lines))
        # Read in New York: the definition counts, not the reader's zone.
        assert spans(raw, zone=ZoneInfo("America/New_York")) == [span("2026-11-25 09:00", "2026-11-25 10:00")]


@pytest.mark.parametrize("prefix", ["/freeassociation.sourceforge.net/", "/citadel.org/20210210_1/"])
def test_a_vendors_prefix_before_a_known_zone(prefix: str) -> None:
    name = f"{prefix}America/New_York"
    raw = calendar(event(f"DTSTART;TZID={name}:20261125T100000\nDTEND;TZID={name}:20261125T110000"))
    assert spans(raw) == [span("2026-11-25 15:00", "2026-11-25 16:00")]


def test_an_unknown_zone_is_taken_for_the_users() -> None:
    raw = calendar(event("DTSTART;TZID=Nowhere:20261125T100000\nDTEND;TZID=Nowhere:20261125T110000"))
    assert spans(raw) == [span("2026-11-25 09:00", "2026-11-25 10:00")]


def test_apple_a_floating_time_is_the_users_own() -> None:
    raw = calendar(event("DTSTART:20261125T100000\nDTEND:20261125T110000"))
    assert spans(raw) == [span("2026-11-25 09:00", "2026-11-25 10:00")]
    assert spans(raw, zone=ZoneInfo("Asia/Tokyo")) == [span("2026-11-25 01:00", "2026-11-25 02:00")]


def test_a_whole_day_is_told_as_such_and_follows_the_users_midnight() -> None:
    raw = calendar(event("DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261126"))
    assert busy(raw) == (Busy(span("2026-11-24 23:00", "2026-11-25 23:00"), all_day=True),)
    without_end = calendar(event("DTSTART;VALUE=DATE:20261125"))
    assert busy(without_end) == busy(raw)


def test_nextcloud_a_length_instead_of_an_end() -> None:
    raw = calendar(event("DTSTART:20261125T090000Z\nDURATION:PT1H30M"))
    assert spans(raw) == [span("2026-11-25 09:00", "2026-11-25 10:30")]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "status:cancelled"]
)
def test_what_takes_no_time_is_left_out(line: str) -> None:
    assert not busy(calendar(event(f"DTSTART:20261125T090000Z\nDTEND:20261125T100000Z\n{line}")))


def test_a_cancelled_occurrence_of_a_series_is_free() -> None:
    raw = calendar(
        event("DTSTART:20261101T090000Z\nDTEND:20261101T100000Z\nRRULE:FREQ=DAILY"),
        event(
            """DTSTART:20261125T090000Z
            DTEND:20261125T100000Z
            RECURRENCE-ID:20261125T090000Z
            STATUS:CANCELLED"""
        ),
    )
    days = [s.start.day for s in spans(raw)]
    assert days == [23, 24, 26, 27, 28, 29]


def test_an_occurrence_moved_into_the_week_from_far_away() -> None:
    raw = calendar(
        event("DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\nRRULE:FREQ=WEEKLY;UNTIL=20260301T000000Z"),
        event("DTSTART:20261125T150000Z\nDTEND:20261125T160000Z\nRECURRENCE-ID:20260202T090000Z"),
    )
    assert spans(raw) == [span("2026-11-25 15:00", "2026-11-25 16:00")]


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        ("20261024", "2026-10-24 07:00", "2026-10-25 08:00"),
        ("20260328", "2026-03-28 08:00", "2026-03-29 07:00"),
    ],
)
def test_a_series_keeps_its_hour_over_both_clock_changes(day: str, first: str, second: str) -> None:
    raw = calendar(
        event(
            f"""DTSTART;TZID=Europe/Berlin:{day}T090000
            DTEND;TZID=Europe/Berlin:{day}T095000
            RRULE:FREQ=DAILY;COUNT=2"""
        )
    )
    window = span(first[:10] + " 00:00", second[:10] + " 23:59")
    assert [s.start.strftime("%Y-%m-%d %H:%M") for s in spans(raw, window)] == [first, second]


def test_a_zone_of_the_calendar_gives_series_in_universal_time_their_wall() -> None:
    raw = calendar(
        event("DTSTART:20260701T080000Z\nDTEND:20260701T085000Z\nRRULE:FREQ=WEEKLY", uid="summer"),
        event("DTSTART:20260702T080000Z\nDTEND:20260702T085000Z\nRRULE:FREQ=WEEKLY", uid="changed"),
        event(
            "DTSTART:20261127T080000Z\nDTEND:20261127T085000Z\nRECURRENCE-ID:20261119T090000Z", uid="changed"
        ),
        event("DTSTART:20261127T120000\nDTEND:20261127T125000", uid="floating"),
        head="X-WR-TIMEZONE:Europe/Berlin\n",
    )
    # At ten o'clock in summer and winter, as whoever made it meant it.
    assert spans(raw, zone=ZoneInfo("Asia/Tokyo")) == [
        span("2026-11-25 09:00", "2026-11-25 09:50"),
        span("2026-11-26 09:00", "2026-11-26 09:50"),
        span("2026-11-27 08:00", "2026-11-27 08:50"),
        span("2026-11-27 11:00", "2026-11-27 11:50"),
    ]


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    """In universal time both are told apart, whatever zone the calendar names."""
    raw = calendar(
        event("DTSTART:20261025T001500Z\nDTEND:20261025T010500Z", uid="first"),
        event("DTSTART:20261025T011500Z\nDTEND:20261025T020500Z", uid="second"),
        head="X-WR-TIMEZONE:Europe/Berlin\n",
    )
    assert spans(raw, span("2026-10-24 00:00", "2026-10-26 00:00")) == [
        span("2026-10-25 00:15", "2026-10-25 01:05"),
        span("2026-10-25 01:15", "2026-10-25 02:05"),
    ]


SECOND = "DTSTART:20261025T011500Z\nDTEND:20261025T014500Z\nRRULE:FREQ=DAILY"
THAT_NIGHT = span("2026-10-24 00:00", "2026-10-27 00:00")


def test_a_series_that_begins_in_the_second_of_two_equal_hours() -> None:
    """Its calendar names a zone, so the wall there counts: a quarter past two, from that one on."""
    raw = calendar(event(SECOND), head="X-WR-TIMEZONE:Europe/Berlin\n")
    assert spans(raw, THAT_NIGHT) == [
        span("2026-10-25 01:15", "2026-10-25 01:45"),
        span("2026-10-26 01:15", "2026-10-26 01:45"),
    ]


def test_with_a_changed_occurrence_the_library_takes_the_first_of_two_equal_hours() -> None:
    """Known and left: an hour early, in one night of a year, where a series begins in just that hour."""
    moved = "DTSTART:20261028T100000Z\nDTEND:20261028T105000Z\nRECURRENCE-ID:20261028T011500Z"
    raw = calendar(event(SECOND), event(moved), head="X-WR-TIMEZONE:Europe/Berlin\n")
    assert spans(raw, THAT_NIGHT) == [
        span("2026-10-25 00:15", "2026-10-25 00:45"),
        span("2026-10-26 01:15", "2026-10-26 01:45"),
    ]


def test_a_long_event_left_out_before_the_week_does_not_reach_into_it() -> None:
    series = "DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20260911\nRRULE:FREQ=DAILY;INTERVAL=20"
    raw = calendar(event(f"{series}\nEXDATE;VALUE=DATE:20261120"))
    assert spans(calendar(event(series))) == [span("2026-11-19 23:00", "2026-11-29 23:00")]
    assert spans(raw) == []
    moved = "DTSTART;VALUE=DATE:20261204\nDTEND;VALUE=DATE:20261214\nRECURRENCE-ID;VALUE=DATE:20261120"
    assert spans(calendar(event(series), event(moved))) == []


def test_over_midnight_overlapping_and_without_length() -> None:
    raw = calendar(
        event("DTSTART:20261125T220000Z\nDTEND:20261126T060000Z", uid="night"),
        event("DTSTART:20261125T230000Z\nDTEND:20261125T233000Z", uid="inside"),
        event("DTSTART:20261125T120000Z\nDTEND:20261125T120000Z", uid="none"),
        event("DTSTART:20261125T130000Z\nDTEND:20261125T120000Z", uid="reversed"),
        event("DTSTART:20261125T140000Z", uid="no end"),
    )
    assert spans(raw) == [
        # Reversed by mistake: taken all the same, rather than interrupted.
        span("2026-11-25 12:00", "2026-11-25 13:00"),
        span("2026-11-25 22:00", "2026-11-26 06:00"),
        span("2026-11-25 23:00", "2026-11-25 23:30"),
    ]


def test_the_free_busy_part_of_a_server() -> None:
    raw = calendar(
        """BEGIN:VFREEBUSY
UID:x
DTSTART:20261123T000000Z
DTEND:20261130T000000Z
FREEBUSY;FBTYPE=BUSY:20261125T090000Z/20261125T100000Z,20261125T110000Z/PT50M
FREEBUSY;FBTYPE=FREE:20261125T130000Z/20261125T140000Z
FREEBUSY:20261126T090000Z/20261126T100000Z
END:VFREEBUSY
"""
    )
    assert spans(raw) == [
        span("2026-11-25 09:00", "2026-11-25 10:00"),
        span("2026-11-25 11:00", "2026-11-25 11:50"),
        span("2026-11-26 09:00", "2026-11-26 10:00"),
    ]


def test_lines_folded_in_the_middle_of_everything() -> None:
    raw = calendar(event("DTSTART:20261125T090000Z\nDTEND:20261125T100000Z\nRRULE:FREQ=DAILY;COUNT=2"))
    folded = b"\r\n".join(
        b"\r\n ".join([line[:3], line[3:9], line[9:]]) if len(line) > 9 else line
        for line in raw.split(b"\r\n")
    )
    assert spans(folded) == spans(raw) != []


@pytest.mark.parametrize("change", [b"\xef\xbb\xbf%s", b"\r\n\r\n%s\r\n\r\n"])
def test_marks_and_empty_lines_around_it(change: bytes) -> None:
    raw = calendar(event("DTSTART:20261125T090000Z\nDTEND:20261125T100000Z"))
    assert len(spans(change % raw)) == 1


def test_other_encodings_and_line_ends() -> None:
    raw = calendar(event("DTSTART:20261125T090000Z\nDTEND:20261125T100000Z", title="Jürgen"))
    for other in (
        raw.decode().encode("utf-16"),
        raw.decode().encode("latin-1"),
        raw.replace(b"\r\n", b"\n"),
        raw.replace(b"\r\n", b"\r"),
        raw.lower().replace(b"begin:vcalendar", b"Begin:VCalendar"),
    ):
        assert len(spans(other)) == 1


def test_one_event_that_makes_no_sense_does_not_cost_the_others() -> None:
    raw = calendar(
        event("DTSTART:tomorrow\nDTEND:20261125T100000Z", uid="a"),
        event("DTSTART:20261131T090000Z\nDTEND:20261125T100000Z", uid="b"),
        event("DTEND:20261125T100000Z", uid="c"),
        event("DTSTART:20261125T090000Z\nDTEND:20261125T100000Z\nRRULE:FREQ=SOMETIMES", uid="d"),
        event("DTSTART:20261125T110000Z\nDTEND:20261125T120000Z", uid="e"),
    )
    reading = read(raw, WEEK, BERLIN, salt=b"salt")
    assert [b.span for b in reading.busy] == [span("2026-11-25 11:00", "2026-11-25 12:00")]
    assert reading.unreadable == 4


@pytest.mark.parametrize("freq", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_rules_of_an_hour_or_finer_are_not_expanded(freq: str) -> None:
    raw = calendar(event(f"DTSTART:19900101T000000Z\nDTEND:19900101T000100Z\nRRULE:FREQ={freq}"))
    assert read(raw, WEEK, BERLIN, salt=b"salt").busy == ()


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (b"", Trouble.NOT_A_CALENDAR),
        (b"<!DOCTYPE html><html><title>Log in, Jane</title></html>", Trouble.NOT_A_CALENDAR),
        (b"\x00\x01\x02" * 500, Trouble.NOT_A_CALENDAR),
        (b"BEGIN:VCARD\r\nFN:Jane\r\nEND:VCARD\r\n", Trouble.NOT_A_CALENDAR),
        (calendar(event("DTSTART:20261125T090000Z"))[:-60], Trouble.CUT_OFF),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_000, Trouble.TOO_LARGE),
    ],
)
def test_what_is_no_calendar_is_told_by_its_kind_alone(raw: bytes, trouble: Trouble) -> None:
    with pytest.raises(CalendarError) as caught:
        read(raw, WEEK, BERLIN, salt=b"salt")
    assert caught.value.trouble is trouble
    assert str(caught.value) == str(trouble)
    assert caught.value.__cause__ is None


def test_a_daily_rule_from_the_middle_ages_is_quick_and_right() -> None:
    raw = calendar(event("DTSTART:00010101T090000Z\nDTEND:00010101T100000Z\nRRULE:FREQ=DAILY;INTERVAL=2"))
    recent = calendar(event("DTSTART:20261101T090000Z\nDTEND:20261101T100000Z\nRRULE:FREQ=DAILY;INTERVAL=2"))
    long_ago, near = spans(raw), spans(recent)
    assert len(long_ago) in (3, 4)
    assert {s.start.hour for s in long_ago} == {9}
    assert len(near) in (3, 4)
