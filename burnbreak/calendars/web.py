"""Fetches a calendar over https: conditionally, with an end to size and time, and without a word in any log.

The address of a subscription is a secret. It is in no error, and the libraries' own logs are kept silent.
"""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from burnbreak.calendars.patience import Patience
from burnbreak.calendars.reader import LARGEST
from burnbreak.calendars.trouble import CalendarError, Trouble

if TYPE_CHECKING:
    import httpx

WAIT = 15.0
"""Seconds for one connection or one silence of the server."""
PATIENCE = 60.0
"""Seconds for everything: a server that sends a byte now and then is given up."""
REDIRECTS = 5
_NAME = "calendar-reader"
"""An employer's server keeps who asked with what: it need not learn who uses burnbreak."""
_WEBCAL = ("webcal", "webcals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Name and (app) password of an account."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Login(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer; `raw` is None where nothing has changed since `tag`."""

    raw: bytes | None
    tag: str = ""
    """What to say next time (ETag, or else Last-Modified)."""
    address: str = ""
    """Where it was found after all redirections."""

    def __repr__(self) -> str:
        return "Fetched(...)"


def secure_address(text: str) -> str:
    """The https address of what a user entered or pasted; webcal: means https:.

    Raises CalendarError: NOT_SECURE for http, NOT_AN_ADDRESS for what is none, or holds a password.
    """
    text = text.strip()
    try:
        # Whoever types "cloud.example.org" means the only kind that is asked.
        parts = urlsplit(text if "://" in text else f"https://{text}")
        named = "://" in text or "." in (parts.hostname or "")
    except ValueError:
        raise CalendarError(Trouble.NOT_AN_ADDRESS) from None
    scheme = "https" if parts.scheme.lower() in _WEBCAL else parts.scheme.lower()
    if scheme == "http":
        raise CalendarError(Trouble.NOT_SECURE)
    try:
        good = scheme == "https" and bool(parts.hostname) and named and (parts.port or 443) > 0
    except ValueError:
        good = False
    if not good or parts.username is not None or " " in parts.netloc:
        raise CalendarError(Trouble.NOT_AN_ADDRESS)
    return urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))


def trust() -> ssl.SSLContext:
    """The certificates that this computer trusts, which in a hospital may be its own."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Web:
    """One place from which calendars are fetched; used by one thread at a time."""

    def __init__(
        self, context: ssl.SSLContext | None = None, *, wait: float = WAIT, patience: float = PATIENCE
    ) -> None:
        """`context` tells which certificates hold; by default those of the computer."""
        self._context, self._wait, self._patience = context, wait, patience

    def get(self, address: str, *, tag: str = "", login: Login | None = None) -> Fetched:
        """The calendar at an https address. Raises CalendarError."""
        headers = {"Accept": "text/calendar, */*;q=0.1"}
        if tag:
            headers["If-Modified-Since" if _is_date(tag) else "If-None-Match"] = tag
        return self.ask("GET", address, headers=headers, login=login)

    def ask(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        login: Login | None = None,
    ) -> Fetched:
        """Any request, answered 2xx or 304. Raises CalendarError, or ServerError with its status."""
        import httpx

        _hush()
        auth = httpx.BasicAuth(login.user, login.password) if login else None
        client = httpx.Client(
            verify=self._context or trust(),
            timeout=self._wait,
            headers={"User-Agent": _NAME},
            auth=auth,
        )
        patience = Patience(self._patience)
        try:
            with client, patience:
                got = self._follow(client, method, secure_address(address), headers, body, patience)
            if patience.over:
                # An answer of unknown length that was cut looks like a whole one.
                raise CalendarError(Trouble.TOO_SLOW)
            return got
        except CalendarError:
            if not patience.over:
                raise
            raise CalendarError(Trouble.TOO_SLOW) from None
        except (httpx.HTTPError, OSError) as fault:
            raise CalendarError(Trouble.TOO_SLOW if patience.over else _kind(fault)) from None
        except (httpx.InvalidURL, httpx.StreamError, ValueError):
            raise CalendarError(Trouble.UNREACHABLE) from None

    def _follow(  # noqa: PLR0917
        self,
        client: "httpx.Client",
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        patience: Patience,
    ) -> Fetched:
        more: dict[str, Any] = {
            "headers": dict(headers),
            "content": body,
            "extensions": {"trace": patience.watch},
        }
        request = client.build_request(method, address, **more)
        auth = client.auth
        for _ in range(REDIRECTS + 1):
            response = client.send(request, stream=True, auth=auth)
            try:
                if not response.is_redirect or "location" not in response.headers:
                    return self._answer(response)
                target = response.url.join(response.headers["location"])
            finally:
                response.close()
            if (target.scheme, target.host, target.port) != (
                request.url.scheme,
                request.url.host,
                request.url.port,
            ):
                # The password is for the first server alone.
                auth = None
            request = client.build_request(method, secure_address(str(target)), **more)
        raise CalendarError(Trouble.SERVER)

    def _answer(self, response: "httpx.Response") -> Fetched:
        tag = response.headers.get("etag") or response.headers.get("last-modified") or ""
        if response.status_code == 304:
            return Fetched(raw=None, tag=tag, address=str(response.url))
        if response.status_code not in (200, 207):
            raise ServerError(response.status_code, told="authorization" in response.request.headers)
        return Fetched(raw=_body(response), tag=tag, address=str(response.url))


def _body(response: "httpx.Response") -> bytes:
    import httpx

    raw = bytearray()
    try:
        for piece in response.iter_bytes():
            raw += piece
            if len(raw) > LARGEST:
                raise CalendarError(Trouble.TOO_LARGE)
    except (httpx.RemoteProtocolError, httpx.ReadError):
        raise CalendarError(Trouble.CUT_OFF) from None
    return bytes(raw)


def _kind(fault: Exception) -> Trouble:
    """What was wrong with the connection; its words are for nobody."""
    import httpx

    if isinstance(fault, httpx.ConnectError):
        words = str(fault).lower()
        return Trouble.CERTIFICATE if "certificate" in words or "ssl" in words else Trouble.UNREACHABLE
    if isinstance(fault, httpx.TimeoutException):
        return Trouble.TOO_SLOW
    return Trouble.UNREACHABLE


class ServerError(CalendarError):
    """The server refused; `status` is its HTTP status."""

    def __init__(self, status: int, *, told: bool = False) -> None:
        """`told` is whether it was told a name and a password."""
        kinds = {
            401: Trouble.WRONG_LOGIN if told else Trouble.NOT_ALLOWED,
            403: Trouble.NOT_ALLOWED,
            404: Trouble.NOT_FOUND,
            410: Trouble.NOT_FOUND,
        }
        super().__init__(kinds.get(status, Trouble.SERVER))
        self.status = status


def _is_date(tag: str) -> bool:
    return tag.endswith("GMT") and not tag.startswith(('"', "W/"))


def _hush() -> None:
    """The libraries would write every address into the program's log."""
    for name in ("httpx", "httpcore"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL)
        logger.propagate = False
