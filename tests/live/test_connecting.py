"""Calendars connected by hand on a real desktop: from the page to the keyring and the server, and back."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.calendars.ics import calendar
from tests.calendars.servers import radicale, scripted
from tests.live.app import LiveApp
from tests.live.connecting import PASSWORD, Prompter, desktop, now, put
from tests.live.test_calendars import hour

pytestmark = pytest.mark.desktop


def connected(app: LiveApp, count: int) -> list[dict[str, Any]]:
    """The calendars of the settings file, when there are that many: it is written a moment later."""

    def read() -> list[dict[str, Any]]:
        text = (app.home / "config" / "settings.toml").read_text()
        found: list[dict[str, Any]] = tomllib.loads(text).get("calendars", [])
        return found

    app.until(lambda _: len(read()) == count)
    return read()


def test_an_account_from_the_page_to_the_keyring_and_back(tmp_path: Path) -> None:
    began = now()
    with desktop(tmp_path) as on:
        hand, app = on.hand, on.app
        with radicale(tmp_path, PASSWORD) as account:
            put(account, began - timedelta(minutes=10))
            on.open_page()
            hand.see("No calendar is connected.")
            hand.click("Privacy and data", "Pages")
            hand.see("It sends nothing, and asks nobody.")
            hand.click("Calendars", "Pages")
            hand.click("CalDAV account")
            hand.type_into("Name, as you call it", "Practice")
            hand.type_into("Address", account)
            hand.type_into("User name", "jane")
            hand.type_into("App password", "mistaken-12")
            hand.click("Find calendars")
            hand.see("Name and password do not fit.")
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
            (added,) = connected(app, 1)
            (secret,) = on.secrets(added["id"])
            assert PASSWORD in secret
            told = on.told()
            assert b"Practice" in told
            for planted in (PASSWORD, "mistaken-12", "jane", "Jane", "Doe", account):
                assert planted.encode() not in told, planted
            hand.see("It asks localhost over https.")
            hand.click("Privacy and data", "Pages")
            hand.see("It asks localhost when you are booked, with the name and password")
            hand.click("Calendars", "Pages")
        hand.click("Refresh")
        line = hand.see("The server cannot be reached at the moment.")
        assert line.name.startswith("Read ")
        assert app.status()["state"] == "in-session"
        hand.click("Remove Practice")
        hand.see("No calendar is connected.")
        app.until(lambda status: status["state"] != "in-session")
        assert connected(app, 0) == []
        assert on.secrets(added["id"]) == ["None"]


def test_an_address_and_a_file_that_changes(tmp_path: Path) -> None:
    began = now()
    file = tmp_path / "clinic.ics"
    file.write_bytes(calendar(hour(began + timedelta(minutes=90))))
    with desktop(tmp_path) as on, scripted() as web:
        hand, app = on.hand, on.app
        web.reply("/secret-token.ics", calendar(hour(began - timedelta(minutes=10))), ETag='"1"')
        on.open_page()
        hand.click("Choose a file ...")
        hand.type_into("File name:", str(file))
        hand.press_until_gone("Return", "File name:")
        hand.click("Try it")
        hand.see("1 booked time")
        hand.click("Connect")
        hand.see("Read just now")
        assert connected(app, 1)[0]["path"] == str(file)
        # It changes in place, and its times are taken in without anybody asking.
        file.write_bytes(calendar(hour(began + timedelta(minutes=150))))
        hand.see(f"Today: {_clock(began, 150)} to {_clock(began, 200)} session")
        hand.click("Web address")
        hand.type_into("Name, as you call it", "Web")
        hand.type_into("Address", f"{web.address}/secret-token.ics".replace("https:", "webcal:"))
        hand.click("Try it")
        hand.see("1 booked time")
        hand.click("Connect")
        found = app.until(lambda status: status["state"] == "in-session")
        assert datetime.fromisoformat(found["in_session_until"]) == began + timedelta(minutes=40)
        added = connected(app, 2)[1]["id"]
        (secret,) = on.secrets(added)
        assert "secret-token" in secret
        told = on.told()
        for planted in ("secret-token", web.address, "webcal:", "Jane", "Doe"):
            assert planted.encode() not in told, planted
        hand.click("Remove Web")
        app.until(lambda status: status["state"] != "in-session")
        connected(app, 1)
        assert on.secrets(added) == ["None"]


def test_a_locked_keyring_asks_when_the_user_does_and_leaves_a_choice(tmp_path: Path) -> None:
    began = now()
    known = "[[calendars]]\nid = 'a1'\nname = 'Known'\nkind = 'web'\n"
    with desktop(tmp_path) as on, scripted() as web, Prompter(on.bus) as prompter:
        hand, app = on.hand, on.app
        web.reply("/new.ics", calendar(hour(began - timedelta(minutes=10))))
        on.keep("a1", f"{web.address}/known.ics")
        prompter.lock()
        on.open_page(known)
        hand.see("The keyring is locked. Refresh asks to open it.")
        assert prompter.asked == 1
        hand.click("Refresh")
        prompter.until(lambda: prompter.asked == 2)
        hand.click("Web address")
        hand.type_into("Address", f"{web.address}/new.ics")
        hand.click("Try it")
        hand.see("1 booked time")
        hand.click("Connect")
        hand.see("The keyring is locked, and an address is kept nowhere else.")
        assert prompter.asked == 3
        hand.click("Connect until burnbreak ends")
        app.until(lambda status: status["state"] == "in-session")
        assert b"new.ics" not in on.told()
        assert prompter.asked == 3
        assert [request.path for request in web.asked] == ["/new.ics", "/new.ics"]


def _clock(began: datetime, minutes: int) -> str:
    return f"{began + timedelta(minutes=minutes):%H:%M}"
