"""The CalDAV client against a real Radicale, and against servers that answer badly."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import httpx
import pytest

from burnbreak.calendars import caldav
from burnbreak.calendars.caldav import Found
from burnbreak.calendars.reader import read
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login, Web
from tests.calendars.ics import BERLIN_ZONE, calendar, event, span
from tests.calendars.servers import Script, radicale, scripted, trusting

JANE = Login(user="jane", password="right")
WEEK = span("2026-11-23 00:00", "2026-11-30 00:00")
BERLIN = ZoneInfo("Europe/Berlin")
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
XML = f'<?xml version="1.0"?><d:multistatus {_SPACES}>%s</d:multistatus>'


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Jane's account with a calendar of sessions, another one, and a list of tasks."""
    with (
        radicale(tmp_path_factory.mktemp("radicale")) as address,
        httpx.Client(verify=trusting(), auth=("jane", "right"), base_url=address) as client,
    ):
        for path, name, kind in (
            ("work", "Practice", "VEVENT"),
            ("home", "Home", "VEVENT"),
            ("todo", "Tasks", "VTODO"),
        ):
            body = (
                '<c:mkcalendar xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><set><prop>'
                f"<displayname>{name}</displayname><c:supported-calendar-component-set>"
                f'<c:comp name="{kind}"/>'
                "</c:supported-calendar-component-set></prop></set></c:mkcalendar>"
            )
            client.request("MKCALENDAR", f"/jane/{path}/", content=body).raise_for_status()
        times = {
            "a": "DTSTART;TZID=Berlin:20260901T100000\nDTEND;TZID=Berlin:20260901T105000\n"
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH",
            "b": "DTSTART:20261125T150000Z\nDTEND:20261125T160000Z",
            "c": "DTSTART:20261126T150000Z\nDTEND:20261126T160000Z\nTRANSP:TRANSPARENT",
            "d": "DTSTART:20261127T150000Z\nDTEND:20261127T160000Z\nSTATUS:CANCELLED",
        }
        for uid, lines in times.items():
            raw = calendar(BERLIN_ZONE.format(name="Berlin"), event(lines, uid=uid))
            client.put(
                f"/jane/work/{uid}.ics", content=raw, headers={"Content-Type": "text/calendar"}
            ).raise_for_status()
        yield address


@pytest.fixture
def web() -> Web:
    return Web(trusting(), wait=5, patience=5)


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted() as script:
        yield script


EXPECTED = [
    span("2026-11-24 09:00", "2026-11-24 09:50"),
    span("2026-11-25 15:00", "2026-11-25 16:00"),
    span("2026-11-26 09:00", "2026-11-26 09:50"),
]


@pytest.mark.parametrize("path", ["", "/", "/jane/", "/.well-known/caldav"])
def test_the_calendars_of_an_account_from_any_of_its_addresses(account: str, web: Web, path: str) -> None:
    found = caldav.discover(web, account + path, JANE)
    assert sorted(f.name for f in found) == ["Home", "Practice"]
    assert {f.address.removeprefix(account) for f in found} == {"/jane/work/", "/jane/home/"}


def test_the_address_of_one_calendar_is_enough(account: str, web: Web) -> None:
    assert caldav.discover(web, account + "/jane/work/", JANE) == (
        Found(address=account + "/jane/work/", name="Practice"),
    )


def test_the_taken_times_of_a_calendar(account: str, web: Web) -> None:
    raw = caldav.busy_text(web, account + "/jane/work/", JANE, WEEK)
    assert b"Jane" not in raw
    assert [b.span for b in read(raw, WEEK, BERLIN, salt=b"s").busy] == EXPECTED


def test_a_server_without_free_busy_is_asked_for_events(
    account: str, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caldav, "_free_busy_query", lambda window: "<not-known/>")
    raw = caldav.busy_text(web, account + "/jane/work/", JANE, WEEK)
    assert [b.span for b in read(raw, WEEK, BERLIN, salt=b"s").busy] == EXPECTED


def test_an_empty_calendar_is_a_free_week(account: str, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for query in (caldav._free_busy_query, lambda window: "<not-known/>"):
        monkeypatch.setattr(caldav, "_free_busy_query", query)
        raw = caldav.busy_text(web, account + "/jane/home/", JANE, WEEK)
        assert read(raw, WEEK, BERLIN, salt=b"s").busy == ()


@pytest.mark.parametrize("login", [Login(user="jane", password="wrong"), Login(user="", password="")])
def test_a_wrong_password(account: str, web: Web, login: Login) -> None:
    for ask in (
        lambda: caldav.discover(web, account, login),
        lambda: caldav.busy_text(web, account + "/jane/work/", login, WEEK),
    ):
        with pytest.raises(CalendarError) as caught:
            ask()
        assert caught.value.trouble is Trouble.WRONG_LOGIN
        assert "jane" not in str(caught.value)


def test_somebody_elses_calendar(account: str, web: Web) -> None:
    with pytest.raises(CalendarError) as caught:
        caldav.busy_text(web, account + "/jane/work/", Login(user="joe", password="right"), WEEK)
    assert caught.value.trouble is Trouble.NOT_ALLOWED


def test_a_calendar_that_is_gone(account: str, web: Web) -> None:
    with pytest.raises(CalendarError) as caught:
        caldav.busy_text(web, account + "/jane/gone/", JANE, WEEK)
    assert caught.value.trouble is Trouble.NOT_FOUND


def test_a_well_known_place_that_leads_on(server: Script, web: Web) -> None:
    server.reply("/.well-known/caldav", status=301, Location="/dav/")
    answer = "<d:response><d:href>%s</d:href><d:propstat><d:prop>%s</d:prop></d:propstat></d:response>"
    principal = "<d:current-user-principal><d:href>/dav/me/</d:href></d:current-user-principal>"
    home = "<c:calendar-home-set><d:href>/dav/cal/</d:href></c:calendar-home-set>"
    one = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>One</d:displayname>"
    server.reply("/dav/", (XML % answer % ("/dav/", principal)).encode(), status=207)
    server.reply("/dav/me/", (XML % answer % ("/dav/me/", home)).encode(), status=207)
    server.reply("/dav/cal/", (XML % answer % ("/dav/cal/one/", one)).encode(), status=207)
    assert caldav.discover(web, server.address, JANE) == (
        Found(address=server.address + "/dav/cal/one/", name="One"),
    )


HOSTILE = {
    "a page": b"<html><body>Log in, Jane</body></html>",
    "nothing": b"",
    "half": (XML % "<d:response><d:href>/x</d:href>").encode()[:-30],
    "entities": b'<!DOCTYPE x [<!ENTITY a "Jane"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "a file of ours": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "depth": b"<a>" * 100_000,
    "bytes": bytes(range(256)) * 50,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_server_may_send_instead(server: Script, web: Web, body: bytes) -> None:
    for path in ("/", "/.well-known/caldav", "/cal/"):
        server.reply(path, body, status=207)
    for ask in (
        lambda: caldav.discover(web, server.address, JANE),
        lambda: caldav.busy_text(web, server.address + "/cal/", JANE, WEEK),
    ):
        with pytest.raises(CalendarError) as caught:
            ask()
        assert caught.value.trouble is Trouble.UNREADABLE


def test_an_account_that_points_to_an_insecure_place(server: Script, web: Web) -> None:
    home = "<c:calendar-home-set><d:href>http://localhost:1/cal/</d:href></c:calendar-home-set>"
    answer = f"<d:response><d:href>/</d:href><d:propstat><d:prop>{home}</d:prop></d:propstat></d:response>"
    server.reply("/", (XML % answer).encode(), status=207)
    with pytest.raises(CalendarError) as caught:
        caldav.discover(web, server.address, JANE)
    assert caught.value.trouble is Trouble.NOT_SECURE
