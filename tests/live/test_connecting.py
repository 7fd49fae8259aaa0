"""Calendars connected by hand on a real desktop: from the page to the keyring and the server, and back."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.calendars.servers import radicale
from tests.live.app import LiveApp
from tests.live.connecting import PASSWORD, desktop, now, put

pytestmark = pytest.mark.desktop


def connected(app: LiveApp) -> list[dict[str, Any]]:
    """The calendars of the settings file."""
    text = (app.home / "config" / "settings.toml").read_text()
    found: list[dict[str, Any]] = tomllib.loads(text).get("calendars", [])
    return found


def test_an_account_from_the_page_to_the_keyring_and_back(tmp_path: Path) -> None:
    began = now()
    with desktop(tmp_path) as on:
        hand, app = on.hand, on.app
        with radicale(tmp_path, PASSWORD) as account:
            put(account, began - timedelta(minutes=10))
            on.open_page()
            hand.see("No calendar is connected.")
            hand.click("CalDAV account")
            hand.type_into("Name, as you call it", "Practice")
            hand.type_into("Address", account)
            hand.type_into("User name", "jane")
            hand.type_into("App password", "mistaken-12")
            hand.click("Find calendars")
            hand.see("name and password do not fit")
            hand.type_into("App password", PASSWORD)
            hand.click("Find calendars")
            hand.click("Try it")
            hand.see("1 booked time")
            assert app.status()["state"] != "in-session"
            hand.click("Connect")
            hand.see("Read just now")
            ends = began + timedelta(minutes=40)
            hand.see(f"Today: {ends - timedelta(minutes=50):%H:%M} to {ends:%H:%M} session")
            found = app.until(lambda status: status["state"] == "in-session")
            assert datetime.fromisoformat(found["in_session_until"]) == ends
            (calendar,) = connected(app)
            (secret,) = on.secrets(calendar["id"])
            assert PASSWORD in secret
            told = on.told()
            assert b"Practice" in told
            for planted in (PASSWORD, "mistaken-12", "jane", "Jane", "Doe", account):
                assert planted.encode() not in told, planted
        hand.click("Refresh")
        line = hand.see("The server cannot be reached at the moment.")
        assert line.name.startswith("Read ")
        assert app.status()["state"] == "in-session"
        hand.click("Remove Practice")
        hand.see("No calendar is connected.")
        app.until(lambda status: status["state"] != "in-session")
        assert connected(app) == []
        assert on.secrets(calendar["id"]) == ["None"]
