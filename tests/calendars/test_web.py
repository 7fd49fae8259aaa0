"""Fetching over https from a real server: what is honoured, what is refused, and that nothing leaks."""

import gzip
import logging
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login, Web, secure_address
from tests.calendars.ics import calendar
from tests.calendars.servers import Script, basic, drip, scripted, trusting

SECRET = "/private/jane-doe-token-123/basic.ics"


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted() as script:
        yield script


@pytest.fixture
def web() -> Web:
    return Web(trusting(), wait=10)


def trouble_of(web: Web, address: str, **more: object) -> Trouble:
    with pytest.raises(CalendarError) as caught:
        web.get(address, **more)  # type: ignore[arg-type]
    assert str(caught.value) == str(caught.value.trouble)
    assert caught.value.__cause__ is None
    return caught.value.trouble


def test_a_calendar_and_its_tag(server: Script, web: Web) -> None:
    server.reply(SECRET, calendar(), ETag='"one"')
    got = web.get(server.address + SECRET)
    assert (got.raw, got.tag) == (calendar(), '"one"')
    server.reply(SECRET, status=304, ETag='"one"')
    again = web.get(server.address + SECRET, tag=got.tag)
    assert (again.raw, again.tag) == (None, '"one"')
    assert server.asked[-1].headers["if-none-match"] == '"one"'


def test_a_date_in_place_of_a_tag(server: Script, web: Web) -> None:
    date = "Wed, 25 Nov 2026 08:00:00 GMT"
    server.reply(SECRET, calendar(), Last_Modified=date)
    web.get(server.address + SECRET, tag=web.get(server.address + SECRET).tag)
    assert server.asked[-1].headers["if-modified-since"] == date


def test_it_tells_a_server_nothing_of_its_user(server: Script, web: Web) -> None:
    server.reply(SECRET, calendar())
    web.get(server.address + SECRET)
    assert set(server.asked[0].headers) <= {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert "burnbreak" not in str(server.asked[0])


def test_name_and_password(server: Script, web: Web) -> None:
    server.reply(SECRET, calendar())
    web.get(server.address + SECRET, login=Login(user="jane", password="s:ecret"))
    assert server.asked[0].headers["authorization"] == basic("jane", "s:ecret")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_it_follows_to_another_place(server: Script, web: Web, status: int) -> None:
    server.reply("/old", status=status, Location="/new")
    server.reply("/new", calendar())
    got = web.get(server.address + "/old")
    assert got.raw == calendar()
    assert got.address == server.address + "/new"


def test_a_password_does_not_follow_to_another_server(server: Script, web: Web) -> None:
    with scripted() as other:
        other.reply("/new", calendar())
        server.reply("/old", status=302, Location=other.address + "/new")
        web.get(server.address + "/old", login=Login(user="jane", password="secret"))
        assert "authorization" in server.asked[0].headers
        assert "authorization" not in other.asked[0].headers


def test_it_goes_nowhere_that_is_not_secure(server: Script, web: Web) -> None:
    with scripted(tls=False) as plain:
        plain.reply("/new", calendar())
        assert trouble_of(web, plain.address + "/new") is Trouble.NOT_SECURE
        server.reply("/old", status=302, Location=plain.address + "/new")
        assert trouble_of(web, server.address + "/old") is Trouble.NOT_SECURE
        assert plain.asked == []


def test_in_a_circle(server: Script, web: Web) -> None:
    server.reply("/a", status=302, Location="/a")
    assert trouble_of(web, server.address + "/a") is Trouble.SERVER
    assert len(server.asked) <= 10


def test_a_certificate_that_does_not_hold(server: Script, web: Web) -> None:
    server.reply(SECRET, calendar())
    assert (
        trouble_of(Web(ssl.create_default_context(), wait=2), server.address + SECRET) is Trouble.CERTIFICATE
    )
    with scripted(name="elsewhere.example") as wrong:
        assert trouble_of(web, wrong.address + SECRET) is Trouble.CERTIFICATE
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, Trouble.NOT_ALLOWED),
        (403, Trouble.NOT_ALLOWED),
        (404, Trouble.NOT_FOUND),
        (410, Trouble.NOT_FOUND),
        *((status, Trouble.SERVER) for status in (204, 300, 500, 503)),
    ],
)
def test_what_the_server_does_not_give(server: Script, web: Web, status: int, trouble: Trouble) -> None:
    server.reply(SECRET, b"" if status == 204 else b"Jane Doe is not here", status=status)
    assert trouble_of(web, server.address + SECRET) is trouble


def test_an_answer_without_an_end(server: Script, web: Web) -> None:
    given_up = threading.Semaphore(0)

    def head(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        dripping(handler)

    def body(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        dripping(handler)

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        try:
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.02)
        except OSError:
            given_up.release()

    server.answers["/head"], server.answers["/body"] = head, body
    for path in ("/head", "/body"):
        # A byte now and then, without an end: the server finds itself left.
        assert trouble_of(Web(trusting(), patience=1), server.address + path) is Trouble.TOO_SLOW
        assert given_up.acquire(timeout=20)
    server.answers["/large"] = drip(b"x" * 2_000_000, 8)
    assert trouble_of(Web(trusting(), patience=20), server.address + "/large") is Trouble.TOO_LARGE


def test_a_small_answer_that_unpacks_to_a_huge_one(server: Script, web: Web) -> None:
    server.reply("/bomb", gzip.compress(b"x" * 60_000_000), Content_Encoding="gzip")
    assert trouble_of(Web(trusting(), patience=20), server.address + "/bomb") is Trouble.TOO_LARGE


def test_nobody_there(web: Web) -> None:
    with scripted() as gone:
        address = gone.address
    assert trouble_of(web, address + SECRET) is Trouble.UNREACHABLE
    assert trouble_of(web, "https://no-such-host.invalid/x") is Trouble.UNREACHABLE


def test_half_an_answer_and_nonsense(server: Script, web: Web) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nBEGIN")
        handler.connection.close()

    def noise(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01 Jane \xff\r\n\r\n")

    server.answers["/cut"], server.answers["/noise"] = cut, noise
    assert trouble_of(web, server.address + "/cut") is Trouble.CUT_OFF
    assert trouble_of(web, server.address + "/noise") is Trouble.UNREACHABLE


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("webcal://Example.org/a.ics?token=x", "https://Example.org/a.ics?token=x"),
        (" https://example.org ", "https://example.org/"),
        ("cloud.example.org/dav", "https://cloud.example.org/dav"),
        ("example.org:8443", "https://example.org:8443/"),
        ("WEBCALS://example.org:8443/a#part", "https://example.org:8443/a"),
    ],
)
def test_addresses_as_people_paste_them(text: str, address: str) -> None:
    assert secure_address(text) == address


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("http://example.org/a.ics", Trouble.NOT_SECURE),
        ("file:///etc/passwd", Trouble.NOT_AN_ADDRESS),
        ("ftp://example.org/a", Trouble.NOT_AN_ADDRESS),
        ("example/a.ics", Trouble.NOT_AN_ADDRESS),
        ("my calendar at example.org", Trouble.NOT_AN_ADDRESS),
        ("mailto:jane@example.org", Trouble.NOT_AN_ADDRESS),
        ("https://[::1/a", Trouble.NOT_AN_ADDRESS),
        ("https://", Trouble.NOT_AN_ADDRESS),
        ("https://jane:secret@example.org/a", Trouble.NOT_AN_ADDRESS),
        ("https://example.org:99999/", Trouble.NOT_AN_ADDRESS),
        ("", Trouble.NOT_AN_ADDRESS),
    ],
)
def test_what_is_not_taken_for_an_address(text: str, trouble: Trouble) -> None:
    with pytest.raises(CalendarError) as caught:
        secure_address(text)
    assert caught.value.trouble is trouble


def test_the_address_is_in_no_log(server: Script, web: Web, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.reply(SECRET, calendar())
    login = Login(user="jane", password="hunter2")
    got = web.get(server.address + SECRET, login=login)
    assert caplog.records == []
    assert "hunter2" not in repr(login) + repr(got)
    assert "jane" not in repr(login) + repr(got)
