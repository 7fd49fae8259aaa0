"""Nobody is asked who was not named: the real process, its children and its commands under two witnesses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.calendars.ics import calendar
from tests.calendars.servers import AUTHORITY, scripted
from tests.live.app import settings_text
from tests.live.spy import Spy
from tests.live.test_calendars import connected, hour
from tests.live.test_cli import offscreen
from tests.system.fake_bus import PrivateBus

VERBS = (
    ("breathe", "--minutes", "0.5"), ("stop",), ("settings",), ("week",), ("doctor",), ("history",),
    ("practices",), ("next",), ("start", "kind-hand"), ("stop",), ("library",),
)  # fmt: skip
RING = """
from keyring.backend import KeyringBackend


class Ring(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        return '{{"address": "{address}", "user": null, "password": null}}'

    set_password = delete_password = None
"""


def test_no_network_is_touched(tmp_path: Path, private_bus: PrivateBus) -> None:
    """Start, a sitting, every verb, a calendar in a file, and the child that reads it."""
    now = datetime.now(UTC)
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(hour(now + timedelta(hours=2))))
    with offscreen(tmp_path / "home", private_bus) as app:
        spy = Spy(tmp_path).watch(app)
        app.configure(settings_text((now.minute + 1) % 60) + connected(path))
        app.start().up()
        for words in VERBS:
            app.cli(*words)
        app.until(lambda _: (tmp_path / "home" / "data" / "calendars.json").exists())
        assert app.cli("quit").returncode == 0
    watched = spy.watched()
    assert "-m burnbreak" in watched
    assert any("from burnbreak.calendars.child import main" in program for program in watched)
    assert {f"-m burnbreak {' '.join(words)}" for words in VERBS} <= set(watched)
    assert spy.asked() == []
    if not spy.traces:
        pytest.skip("strace may not be used here; Python's own audit saw nothing")
    # It saw the app connect to its bus, so it would have seen more.
    bus = private_bus.address.partition("path=")[2].partition(",")[0]
    assert any("AF_UNIX" in line and bus in line for line in spy.calls())
    assert spy.outward() == []


def test_an_address_that_was_named_is_seen_by_both_witnesses(tmp_path: Path, private_bus: PrivateBus) -> None:
    """So that the test above cannot be passed by looking away."""
    trusted = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(trusted))
    with scripted() as web, offscreen(tmp_path / "home", private_bus) as app:
        web.reply("/a.ics", calendar())
        spy = Spy(tmp_path).watch(app)
        (tmp_path / "spy" / "ring.py").write_text(RING.format(address=f"{web.address}/a.ics"))
        app.environ |= {"PYTHON_KEYRING_BACKEND": "ring.Ring", "SSL_CERT_FILE": str(trusted)}
        app.configure(settings_text() + "[[calendars]]\nid = 'a1'\nname = 'Web'\nkind = 'web'\n")
        app.start().up()
        app.until(lambda _: bool(web.asked))
        assert app.cli("quit").returncode == 0
    port = web.address.rpartition(":")[2]
    assert all(line.startswith("-m burnbreak\t") for line in spy.asked())
    assert any("socket.connect" in line and port in line for line in spy.asked())
    assert any(f"htons({port})" in line for line in spy.outward()) is spy.traces
