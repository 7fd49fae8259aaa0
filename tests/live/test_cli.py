"""Every verb of the command line against a running app: exit status, sentence, stable keys."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from burnbreak.core.entry import Entry, Outcome
from burnbreak.storage.log import Log
from tests.live.app import CHECKOUT, NO_SOUND, LiveApp, settings_text
from tests.system.fake_bus import PrivateBus

README = (CHECKOUT / "README.md").read_text()
HOURS_AWAY = (datetime.now(UTC).minute + 45) % 60
"""A minute past the hour that does not come while these tests run."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """One app for all of them; each test leaves it with nothing running, paused or booked."""
    home = tmp_path_factory.mktemp("cli") / "home"
    with PrivateBus() as bus, offscreen(home, bus) as made:
        made.configure(settings_text(HOURS_AWAY))
        yield made.start().up()


def offscreen(home: Path, bus: PrivateBus) -> LiveApp:
    """An app that needs neither display nor tray nor sound card."""
    app = LiveApp(
        home,
        bus,
        QT_QPA_PLATFORM="offscreen",
        PULSE_SERVER=NO_SOUND,
        TZ="UTC",
        LC_ALL="C.UTF-8",
        COLUMNS="200",
    )
    app.environ.pop("DISPLAY", None)
    return app


def said(app: LiveApp, *words: str) -> str:
    """What is printed when all goes well."""
    done = app.cli(*words)
    assert (done.returncode, done.stderr) == (0, ""), words
    return done.stdout.strip()


def refused(app: LiveApp, status: int, *words: str) -> str:
    """The sentence with which it is refused; nothing goes to standard output then."""
    done = app.cli(*words)
    assert (done.returncode, done.stdout) == (status, ""), words
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def documented(heading: str) -> set[str]:
    """The keys in the first column of the table below a heading of the README."""
    table = README.split(heading, 1)[1].split("| --- |" if "| --- |" in README else "|---|", 1)[1]
    rows = table.split("\n\n", 1)[0]
    return {
        key
        for row in re.findall(r"^\| (`[^|]*) \|", rows, re.MULTILINE)
        for key in re.findall(r"`(\w+)`", row)
    }


def test_the_keys_of_status_are_those_of_the_readme(app: LiveApp) -> None:
    found = app.status()
    assert set(found) == documented("### `status --json`")
    assert set(found["next"]) == {"at", "minutes", "why"}
    assert set(found["today"]) == {"pauses", "minutes"}
    assert found["v"] == 1
    assert (found["state"], found["next"]["why"]) == ("ready", "on-the-clock")
    assert datetime.fromisoformat(found["next"]["at"]).minute == HOURS_AWAY
    assert json.loads(said(app, "next", "--json")).keys() == found.keys()
    sentence = said(app, "status")
    assert sentence == said(app, "next")
    assert sentence.startswith("Next pause")
    assert found["next"]["at"][11:16] in sentence


def test_start_for_two_minutes_lasts_two_minutes(app: LiveApp) -> None:
    assert said(app, "start", "clear-the-room", "--minutes", "2") == "A practice is running"
    found = app.status()
    assert found["state"] == "practising"
    assert set(found["sitting"]) == {"practice", "seconds", "paused", "audible"}
    assert found["sitting"]["practice"] == "clear-the-room"
    assert found["sitting"]["seconds"] == 120.0
    said(app, "stop")
    assert refused(app, 1, "stop") == "No practice is running."
    row = app.history()[-1]
    assert row["planned_seconds"] == 120.0
    assert (row["outcome"], row["reason"], row["origin"]) == ("partial", "ended-by-user", "ad-hoc")


def test_breathe_is_a_minute_of_long_exhale(app: LiveApp) -> None:
    said(app, "breathe")
    sitting = app.status()["sitting"]
    assert sitting["practice"] == "long-exhale"
    assert 55 <= sitting["seconds"] <= 70
    said(app, "stop")
    said(app, "breathe", "coherent", "--minutes", "3")
    sitting = app.status()["sitting"]
    assert sitting["practice"] == "coherent"
    assert 170 <= sitting["seconds"] <= 200
    said(app, "stop")


@pytest.mark.parametrize("verb", ["start", "breathe"])
def test_what_cannot_be_started(app: LiveApp, verb: str) -> None:
    assert refused(app, 1, verb, "nope") == (
        "There is no practice of that name; 'burnbreak practices' lists them."
    )
    for minutes in ("0", "-1", "31", "nan", "inf", "long"):
        assert "a practice lasts up to 30 minutes" in refused(app, 2, verb, "--minutes", minutes)
    assert app.status()["sitting"] is None


def test_pause_and_resume(app: LiveApp) -> None:
    assert re.fullmatch(r"Offers are paused until \d\d:\d\d", said(app, "pause", "30m"))
    found = app.status()
    since, until = (datetime.fromisoformat(found["pause"][key]) for key in ("since", "until"))
    assert until - since == timedelta(minutes=30)
    assert [hold["kind"] for hold in found["holds"]] == ["paused"]
    assert found["state"] == "paused"
    assert said(app, "pause", "14:30") == "Offers are paused until 14:30"
    assert app.status()["pause"]["until"][11:16] == "14:30"
    said(app, "pause", "tomorrow")
    found = app.status()
    now, until = (datetime.fromisoformat(text) for text in (found["now"], found["pause"]["until"]))
    assert until.date() == now.date() + timedelta(days=1)
    assert said(app, "pause") == "Offers are paused until you resume them"
    assert app.status()["pause"]["until"] is None
    for wrong in ("soon", "25:00", "99h", "14:60"):
        assert refused(app, 2, "pause", wrong) == (
            f"'{wrong}' is not a time to pause until: try 30m, 2h, 14:30, tomorrow or resume."
        )
    assert app.status()["pause"] is not None
    said(app, "resume")
    assert app.status()["pause"] is None
    said(app, "resume")


def test_in_session(app: LiveApp) -> None:
    wall = datetime.now(UTC) + timedelta(minutes=40)
    said(app, "in-session", f"{wall:%H:%M}")
    found = app.status()
    assert found["in_session_until"][11:16] == f"{wall:%H:%M}"
    assert (found["state"], found["holds"][0]["kind"]) == ("in-session", "session")
    said(app, "in-session", "+5")
    longer = datetime.fromisoformat(app.status()["in_session_until"])
    assert f"{longer:%H:%M}" == f"{wall + timedelta(minutes=5):%H:%M}"
    for wrong in ("x", "13h", "24:10"):
        assert refused(app, 2, "in-session", wrong) == (
            f"'{wrong}' is not a time to be in session until: try 15:50, 50m or +5."
        )
    assert "required: when" in refused(app, 2, "in-session")
    said(app, "in-session", "over")
    found = app.status()
    assert found["in_session_until"] is None
    assert found["holds"] == []


def test_nothing_on_offer(app: LiveApp) -> None:
    for words in (("later", "5"), ("skip",)):
        assert refused(app, 1, *words) == "No pause is on offer right now."
    for wrong in ("0", "-5", "nan", "721"):
        assert refused(app, 2, "later", wrong) == "A pause can wait for up to 12 hours."
    assert "'soon' is not a number of minutes" in refused(app, 2, "later", "soon")


def test_breath_holds_stay_closed_on_the_command_line_too(app: LiveApp) -> None:
    for words in (("start", "box"), ("breathe", "box")):
        assert refused(app, 1, *words) == "Breath holds are closed; they open in Settings > Practices."
    assert app.status()["sitting"] is None


def test_practices(app: LiveApp) -> None:
    rows = json.loads(said(app, "practices", "--json"))
    promised = README.split("`practices --json` has one row a practice:", 1)[1].split("\n\n", 1)[0]
    keys = re.findall(r"`(\w+)`", promised)
    assert [list(row) for row in rows] == [keys] * len(rows)
    lines = said(app, "practices").splitlines()
    assert [line.split()[0] for line in lines] == [row["id"] for row in rows]


def test_practices_that_suit(app: LiveApp) -> None:
    def found(*words: str) -> list[str]:
        return [line.split()[0] for line in said(app, "practices", *words).splitlines()]

    assert found("--situation", "video-calls")[:3] == ["far-look", "tense-release", "long-exhale"]
    assert set(found("--track", "breath")) == {"cyclic-sigh", "long-exhale", "box", "coherent"}
    assert found("--situation", "little-time", "--minutes", "2") == ["far-look", "stop"]
    assert said(app, "practices", "--track", "breath", "--minutes", "20").startswith(
        "No practice is like that"
    )
    assert "invalid choice: 'joy'" in refused(app, 2, "practices", "--track", "joy")


def test_history(app: LiveApp) -> None:
    said(app, "start", "kind-hand")
    said(app, "stop")
    rows = app.history()
    keys = list(rows[-1])
    promised = README.split("have one row an entry:", 1)[1].split(". A day", 1)[0]
    assert re.findall(r"`(\w+)`", promised) == keys
    table = list(csv.DictReader(io.StringIO(said(app, "history", "--csv"))))
    assert [list(row) for row in table] == [keys] * len(rows)
    assert table[-1]["practice"] == "kind-hand"
    assert said(app, "history").splitlines()[-1].endswith("kind-hand, 0:00")
    assert "not allowed with" in refused(app, 2, "history", "--week", "--month")


def test_wrong_words(app: LiveApp) -> None:
    for words in (("nonsense",), ("--nonsense",), ("stop", "it"), ("skip", "--json"), ("status", "now")):
        assert refused(app, 2, *words).startswith("burnbreak")
    assert said(app, "--help").startswith("usage: burnbreak")
    assert re.fullmatch(r"burnbreak \d+\.\d+\.\d+", said(app, "--version"))


def test_windows_open_and_a_second_start_shows_the_first(app: LiveApp) -> None:
    for words in (("week",), ("settings",), ("library",), ()):
        assert said(app, *words) == ""
    assert app.status()["running"]


def test_doctor_names_no_person_and_no_entry(app: LiveApp) -> None:
    found = {row["name"]: row for row in json.loads(app.cli("doctor", "--json").stdout)}
    assert {
        "program",
        "settings",
        "log",
        "practices",
        "running",
        "session bus",
        "tray",
        "sound output",
        "microphones",
        "cameras",
        "full screen",
        "shared screen",
        "kept awake",
        "do not disturb",
    } <= set(found)
    assert all(found[name]["ok"] for name in ("program", "settings", "log", "practices", "running"))
    assert app.cli("doctor").returncode == 0


def test_later_skip_and_start_of_the_pause_on_offer(tmp_path: Path) -> None:
    """An earlier run had postponed one, so that it is on offer within seconds and not within the hour."""
    with PrivateBus() as bus, offscreen(tmp_path / "home", bus) as app:
        app.configure(settings_text(HOURS_AWAY))
        postponed(tmp_path / "home" / "data")
        app.start().up()
        offer = app.until(lambda s: s["offer"] is not None)["offer"]
        assert set(offer) == {"card", "practices"}
        assert all(set(choice) == {"id", "seconds"} for choice in offer["practices"])
        assert said(app, "status") == "A pause is available"
        assert "as you asked" in said(app, "later", "5")
        found = app.status()
        wait = datetime.fromisoformat(found["next"]["at"]) - datetime.fromisoformat(found["now"])
        assert (found["offer"], found["next"]["why"]) == (None, "postponed")
        assert timedelta(minutes=4, seconds=50) < wait <= timedelta(minutes=5)
        assert said(app, "quit") == "burnbreak has ended."
        assert app.process is not None
        assert app.process.wait(10) == 0
        for words in (("status",), ("stop",), ("pause", "30m"), ("quit",)):
            assert refused(app, 1, *words) == "burnbreak is not running. Start it with: burnbreak"
        alone = app.cli("status", "--json")
        assert (alone.returncode, json.loads(alone.stdout)) == (1, {"v": 1, "running": False})

    for verb, outcome in (("skip", "skipped"), ("start", "partial")):
        with PrivateBus() as bus, offscreen(tmp_path / verb, bus) as app:
            app.configure(settings_text(HOURS_AWAY))
            postponed(tmp_path / verb / "data")
            app.start().up()
            app.until(lambda s: s["offer"] is not None)
            said(app, verb)
            assert app.status()["offer"] is None
            if verb == "start":
                said(app, "stop")
            (row,) = app.history()
            assert (row["outcome"], row["origin"]) == (outcome, "offered")


def postponed(folder: Path) -> None:
    """A log in which a pause was put off until two seconds from now."""
    folder.mkdir(parents=True)
    now = datetime.now(UTC)
    due = now - timedelta(minutes=5)
    entry = Entry(
        uuid=str(uuid4()),
        due=due,
        recorded=due,
        outcome=Outcome.POSTPONED,
        offered=True,
        again_at=now + timedelta(seconds=2),
        planned_seconds=180.0,
    )
    log = Log(folder / "log.sqlite3", lambda: datetime.now(UTC))
    log.write(entry)
    log.close()
