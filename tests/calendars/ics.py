"""Calendars for tests, in the shapes in which the world exports them."""

from datetime import UTC, datetime

from burnbreak.core.span import Span

BERLIN_ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*parts: str, head: str = "") -> bytes:
    """A whole calendar of these components, with the line ends of the standard."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n" + head + "".join(parts) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def event(lines: str, uid: str = "1@example.org", title: str = "Jane Doe, first session") -> str:
    """An event of these lines (one property a line) with everything around that an export has."""
    body = "\n".join(line.strip() for line in lines.strip().splitlines())
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T080000Z\nSUMMARY:{title}\n"
        "LOCATION:Room 3\\, Jane Street\nDESCRIPTION:About Jane\\nand her mother\n"
        'ATTENDEE;CN="Doe, Jane":mailto:jane@example.com\nORGANIZER;CN=Dr Who:mailto:who@example.com\n'
        f"{body}\n"
        "BEGIN:VALARM\nTRIGGER:-PT15M\nACTION:DISPLAY\nDESCRIPTION:Jane waits\nEND:VALARM\nEND:VEVENT\n"
    )


def utc(text: str) -> datetime:
    """A moment like "2026-11-25 09:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    """A span in UTC."""
    return Span(utc(start), utc(end))
