"""Servers on the loopback for the tests: one that answers as told over TLS, and a real Radicale."""

import base64
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import trustme

AUTHORITY = trustme.CA()
"""Whoever trusts it, trusts the servers of the tests."""


def trusting() -> ssl.SSLContext:
    """What a computer is like that trusts the tests' servers."""
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def server_side(name: str = "localhost") -> ssl.SSLContext:
    """The other end, with a certificate for `name`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(name).configure_cert(context)
    return context


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Script:
    """What the server answers, by path; what is not there is 404. It keeps what it was asked."""

    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    address: str = ""

    def reply(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Answer a path with this; an underscore in a header's name is a hyphen."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer


@contextmanager
def scripted(*, tls: bool = True, name: str = "localhost") -> Iterator[Script]:
    """A server on loopback that answers by its script."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {k.lower(): v for k, v in self.headers.items()}
            script.asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
            answer = script.answers.get(self.path)
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

        do_PROPFIND = do_REPORT = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    with _running(
        ThreadingHTTPServer(("127.0.0.1", 0), Handler), server_side(name) if tls else None
    ) as server:
        script.address = f"{'https' if tls else 'http'}://localhost:{server.server_address[1]}"
        yield script


@contextmanager
def radicale(folder: Path, password: str = "right") -> Iterator[str]:
    """A real Radicale over TLS with the users jane and joe, who have this password, and no calendar yet."""
    from radicale import Application
    from radicale.config import load

    (folder / "users").write_text(f"jane:{password}\njoe:{password}\n")
    configuration = load()
    configuration.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(folder / "users"),
                "htpasswd_encryption": "plain",
            },
            "storage": {"filesystem_folder": str(folder / "collections")},
            "logging": {"level": "critical"},
        },
        "test",
    )

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = make_server("127.0.0.1", 0, Application(configuration), handler_class=Quiet)
    with _running(server, server_side()):
        yield f"https://localhost:{server.server_address[1]}"


@contextmanager
def _running(server: Any, context: ssl.SSLContext | None) -> Iterator[Any]:
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=lambda: server.serve_forever(0.05), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def drip(piece: bytes, seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer that never comes to its end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(piece)
            time.sleep(0.02)

    return answer


def basic(user: str, password: str) -> str:
    """The header of a user who says a password."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
