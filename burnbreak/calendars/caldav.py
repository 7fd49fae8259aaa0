"""A small client for calendars on a server (CalDAV, RFC 4791), which asks for taken times and nothing else.

It asks for free-busy first. Servers without that are asked for the events of the window, and what they send
goes through the filter like a file; some send titles whatever is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login, ServerError, Web, secure_address
from burnbreak.core.span import Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
_MOST_CALENDARS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One calendar of an account: where it is, and what its owner calls it."""

    address: str
    name: str


def discover(web: Web, address: str, login: Login) -> tuple[Found, ...]:
    """The calendars of an account, from any address of its server. Raises CalendarError."""
    try:
        found = _walk(web, address, login)
    except ServerError as fault:
        if fault.trouble in (Trouble.NOT_ALLOWED, Trouble.WRONG_LOGIN):
            raise
        found = ()
    if not found:
        found = _walk(web, urljoin(secure_address(address), "/.well-known/caldav"), login)
    if not found:
        raise CalendarError(Trouble.NOT_FOUND)
    return found


def _walk(web: Web, address: str, login: Login) -> tuple[Found, ...]:
    """From whatever it is to the principal, its home, the calendars in it."""
    here, answers = _propfind(
        web,
        address,
        login,
        "0",
        "D:current-user-principal",
        "C:calendar-home-set",
        "D:resourcetype",
        "D:displayname",
    )
    if any(_is_calendar(answer) for answer in answers):
        return tuple(_calendars(here, answers))
    home = _target(here, answers, f"{CALDAV}calendar-home-set")
    principal = _target(here, answers, f"{DAV}current-user-principal")
    if home is None and principal is not None:
        there, answers = _propfind(web, principal, login, "0", "C:calendar-home-set")
        home = _target(there, answers, f"{CALDAV}calendar-home-set")
    if home is None:
        return ()
    there, answers = _propfind(
        web, home, login, "1", "D:resourcetype", "D:displayname", "C:supported-calendar-component-set"
    )
    return tuple(_calendars(there, answers))[:_MOST_CALENDARS]


def _propfind(web: Web, address: str, login: Login, depth: str, *names: str) -> "tuple[str, list[Element]]":
    wanted = "".join(f"<{name}/>" for name in names)
    body = f"{_XML}<D:propfind {_NAMESPACES}><D:prop>{wanted}</D:prop></D:propfind>"
    headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
    fetched = web.ask("PROPFIND", address, headers=headers, body=body.encode(), login=login)
    return fetched.address, _xml(fetched.raw or b"").findall(f"{DAV}response")


def _xml(raw: bytes) -> "Element":
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        found: Element = fromstring(raw)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise CalendarError(Trouble.UNREADABLE) from None
    if found.tag != f"{DAV}multistatus":
        # A login page may be well-formed; taken for an empty answer it would read as a free week.
        raise CalendarError(Trouble.UNREADABLE)
    return found


def _target(here: str, answers: "Iterable[Element]", name: str) -> str | None:
    """The address that a property points to; one of another scheme or without a host is none."""
    for answer in answers:
        for part in answer.iter(name):
            href = (part.findtext(f"{DAV}href") or "").strip()
            if href:
                return secure_address(urljoin(here, href))
    return None


def _is_calendar(answer: "Element") -> bool:
    return any(kind.find(f"{CALDAV}calendar") is not None for kind in answer.iter(f"{DAV}resourcetype"))


def _calendars(here: str, answers: "Iterable[Element]") -> Iterator[Found]:
    for answer in answers:
        href = (answer.findtext(f"{DAV}href") or "").strip()
        kinds = [part.get("name") for part in answer.iter(f"{CALDAV}comp")]
        if not href or not _is_calendar(answer) or (kinds and "VEVENT" not in kinds):
            continue
        address = secure_address(urljoin(here, href))
        name = next((n.text for n in answer.iter(f"{DAV}displayname") if n.text), "")
        yield Found(
            address=address, name=name.strip()[:80] or urlsplit(address).path.rstrip("/").rpartition("/")[2]
        )


def busy_text(web: Web, address: str, login: Login, window: Span) -> bytes:
    """The taken times of a calendar as iCalendar text, for `reader.read`. Raises CalendarError."""
    try:
        raw = _report(web, address, login, _free_busy_query(window))
        if raw.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
            return raw
    except ServerError as fault:
        # Not every server can; iCloud answers with an error.
        if fault.status in (401, 404, 410):
            raise
    parts = _xml(_report(web, address, login, _events_query(window))).iter(f"{CALDAV}calendar-data")
    joined = "\r\n".join((part.text or "").strip() for part in parts)
    return joined.encode() or b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def _report(web: Web, address: str, login: Login, query: str) -> bytes:
    headers = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
    body = f"{_XML}{query}".encode()
    return web.ask("REPORT", address, headers=headers, body=body, login=login).raw or b""


def _free_busy_query(window: Span) -> str:
    return f"<C:free-busy-query {_NAMESPACES}>{_range(window)}</C:free-busy-query>"


def _events_query(window: Span) -> str:
    """The events that touch the window, and of them, where the server can, the times alone."""
    wanted = "".join(f'<C:prop name="{name}"/>' for name in _TIMES)
    parts = f'<C:comp name="VEVENT">{wanted}</C:comp><C:comp name="VTIMEZONE"/>'
    data = f'<C:calendar-data><C:comp name="VCALENDAR">{parts}</C:comp></C:calendar-data>'
    inner = f'<C:comp-filter name="VEVENT">{_range(window)}</C:comp-filter>'
    chosen = f'<C:filter><C:comp-filter name="VCALENDAR">{inner}</C:comp-filter></C:filter>'
    return f"<C:calendar-query {_NAMESPACES}><D:prop>{data}</D:prop>{chosen}</C:calendar-query>"


_TIMES = (
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
)


def _range(window: Span) -> str:
    return f'<C:time-range start="{_utc(window.start)}" end="{_utc(window.end)}"/>'


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
