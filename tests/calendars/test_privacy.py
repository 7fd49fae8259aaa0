"""Names, addresses and phrases planted anywhere in a calendar reach nothing that is kept or said."""

import gc
import logging
import re
import sys
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.calendars.cache import Cache
from burnbreak.calendars.calendars import Calendars
from burnbreak.calendars.child import child_command, read_apart
from burnbreak.calendars.filter import reduce
from burnbreak.calendars.reader import read
from burnbreak.calendars.secrets import MemorySecrets
from burnbreak.calendars.sources import Sources
from burnbreak.calendars.trouble import CalendarError
from burnbreak.calendars.web import Web
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.span import Span
from tests.calendars.ics import BERLIN_ZONE

WINDOW = Span(datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC))
BERLIN = ZoneInfo("Europe/Berlin")
PLANTED = ("Zwackelmann", "wackel@mann.example", "Panikattacke", "Löwenzahnstraße", "+49 30 555 0199")
"""Things that occur nowhere else in the world of these tests."""
LETTERS = re.compile(
    "|".join(re.escape(part) for whole in PLANTED for part in re.findall(r"\w{5,}", whole)), re.I
)

TEXTS = [
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "COMMENT",
    "CONTACT",
    "CATEGORIES",
    "URL",
    "X-JANE",
    "UID",
    "CLASS",
    "RESOURCES",
    "ATTACH",
    "GEO",
    "PRIORITY",
    "X-ALT-DESC",
    "STATUS",
    "TRANSP",
    "SEQUENCE",
    "RRULE",
    "DTSTART",
    "DTEND",
    "DURATION",
    "EXDATE",
    "RDATE",
    "RECURRENCE-ID",
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "RELATED-TO",
    "REQUEST-STATUS",
    "X-WR-TIMEZONE",
    "X-WR-CALNAME",
    "TZID",
    "TZNAME",
    "FREEBUSY",
    "ATTENDEE",
    "ORGANIZER",
]
PARAMETERS = ["CN", "TZID", "VALUE", "LANGUAGE", "ALTREP", "X-P", "RANGE", "FBTYPE", "MEMBER"]

words = st.sampled_from(PLANTED)
phrases = st.lists(
    st.one_of(words, st.text(st.characters(codec="utf-8"), max_size=12)), min_size=1, max_size=4
).map(" ".join)
quoted = st.booleans()


@st.composite
def line(draw: st.DrawFn) -> str:
    """One property with planted text as value, parameter, or name."""
    name = draw(st.one_of(st.sampled_from(TEXTS), words))
    parameter = ""
    if draw(st.booleans()):
        text = draw(phrases)
        parameter = f";{draw(st.sampled_from(PARAMETERS))}=" + (f'"{text}"' if draw(quoted) else text)
    value = draw(
        st.one_of(phrases, st.just("20261125T090000Z"), st.just("20261125T100000"), st.just("FREQ=DAILY"))
    )
    return f"{name}{parameter}:{value}"


@st.composite
def hostile(draw: st.DrawFn) -> bytes:
    """A calendar with planted text in all places, folded anywhere, well-formed or not, in some charset."""
    good = [
        "DTSTART;TZID=Praxis Zwackelmann:20261125T090000",
        "DTEND;TZID=Praxis Zwackelmann:20261125T095000",
    ]
    rows = ["BEGIN:VCALENDAR", f"PRODID:{draw(phrases)}", draw(line())]
    rows += (
        BERLIN_ZONE.format(name="Praxis Zwackelmann")
        .replace("TZNAME:CET", f"TZNAME:{draw(phrases)}")
        .split("\n")
    )
    for number in range(draw(st.integers(1, 4))):
        rows += ["BEGIN:VEVENT", f"UID:{number}-{draw(words)}", *draw(st.permutations(good))]
        rows += draw(st.lists(line(), max_size=6))
        kind = draw(st.sampled_from(["VALARM", "VTODO", "X-COMP", "Zwackelmann"]))
        rows += [f"BEGIN:{kind}", draw(line()), f"END:{kind}", "END:VEVENT"]
    rows += draw(st.lists(line(), max_size=3))
    if draw(st.integers(0, 4)):
        rows.append("END:VCALENDAR")
    raw = "\r\n".join(rows).encode(draw(st.sampled_from(["utf-8", "utf-8", "latin-1", "utf-16"])), "replace")
    for at in draw(st.lists(st.integers(16, len(raw)), max_size=5)):
        raw = raw[:at] + b"\r\n " + raw[at:]
    for at in draw(st.lists(st.integers(16, len(raw)), max_size=2)):
        raw = raw[:at] + draw(st.sampled_from([b"\x00", b"\xff", b"\n", b":", b";", b'"'])) + raw[at:]
    return raw


def reaches(text: str) -> list[str]:
    """Whatever of the planted is in a text, also in pieces of five letters and more."""
    return LETTERS.findall(text)


@given(hostile())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_planted_outlives_the_filter(raw: bytes) -> None:
    try:
        told = repr(reduce(raw, WINDOW, b"salt")) + repr(read(raw, WINDOW, BERLIN, salt=b"salt"))
    except CalendarError as fault:
        told = "".join(traceback.format_exception(fault))
    assert not reaches(told)


def test_the_test_can_fail() -> None:
    assert reaches("SUMMARY:Mrs zwackelMANN") == ["zwackelMANN"]
    assert reaches("BEGIN:VEVENT") == []


class StoppedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 25, 8, tzinfo=UTC)

    def zone(self) -> ZoneInfo:
        return BERLIN

    def monotonic(self) -> float:
        return 0.0


@pytest.mark.parametrize("broken", [False, True])
def test_disk_log_state_and_memory_hold_nothing_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    planted = " ".join(PLANTED)
    rows = ["BEGIN:VCALENDAR", f"X-WR-CALNAME:{planted}"]
    for n in range(50):
        day = datetime(2026, 11, 25, 9) + timedelta(days=n % 9)
        rows += ["BEGIN:VEVENT", f"UID:{planted}{n}", f"SUMMARY:{planted}"]
        rows += [f'ATTENDEE;CN="{planted}":mailto:wackel@mann.example', f"DTSTART:{day:%Y%m%dT%H%M%S}"]
        rows += [f"DTEND:{day + timedelta(minutes=50):%Y%m%dT%H%M%S}", "END:VEVENT"]
    path = tmp_path / "work.ics"
    path.write_text("\r\n".join([*rows, "" if broken else "END:VCALENDAR"]), encoding="utf-8")
    del rows
    setting = CalendarSetting(id="a1", name="Work", kind=CalendarKind.FILE, path=str(path))
    command = child_command(sys.executable, frozen=False)
    sources = Sources(
        MemorySecrets(), Web(), lambda raw, window, zone: read_apart(raw, window, zone, command)
    )
    told: list[int] = []
    calendars = Calendars(
        sources=sources,
        cache=Cache(tmp_path / "times.json"),
        clock=StoppedClock(),
        work=lambda job, done: done(job()),
        changed=lambda: told.append(1),
    )
    calendars.connect((setting,))
    calendars.refresh()
    state = calendars.states()[0]
    booked = calendars.between(WINDOW.start, WINDOW.end)
    assert (len(booked), state.trouble is None) == ((0, False) if broken else (9, True))
    assert told
    kept = [p.read_bytes().decode("utf-8", "replace") for p in tmp_path.iterdir() if p != path]
    assert not reaches("".join(kept) + repr(booked) + repr(state) + caplog.text)
    path.unlink()
    del planted
    assert not in_memory(calendars)


def in_memory(root: object) -> list[str]:
    """Planted text in anything that can be reached from an object."""
    seen: set[int] = set()
    found: list[str] = []
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, (type, type(sys))) or callable(thing):
            continue
        seen.add(id(thing))
        if isinstance(thing, (str, bytes, bytearray)):
            found += reaches(thing if isinstance(thing, str) else bytes(thing).decode("utf-8", "replace"))
        waiting += gc.get_referents(thing)
    return found
