"""The load in the real app: what is said by hand is kept within seconds, and a kill takes nothing of it."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.live.app import LiveApp, settings_text
from tests.live.test_cli import HOURS_AWAY, offscreen, said
from tests.system.fake_bus import PrivateBus


def noon_zone() -> str:
    """Where it is about noon now, so that no day ends meanwhile."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+}" if ahead else "UTC"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[LiveApp]:
    with PrivateBus() as bus, offscreen(tmp_path / "home", bus) as made:
        made.environ["TZ"] = noon_zone()
        made.configure(settings_text(HOURS_AWAY))
        yield made.start().up()


def booked(app: LiveApp) -> list[int]:
    return [row["booked_minutes"] for row in json.loads(said(app, "load", "--json"))]


def until_booked(app: LiveApp, minutes: int) -> None:
    end = time.monotonic() + 20
    while booked(app) != [minutes]:
        assert time.monotonic() < end, booked(app)
        time.sleep(0.3)


def test_a_session_by_hand_is_kept_and_survives_a_kill(app: LiveApp, tmp_path: Path) -> None:
    assert booked(app) == []
    said(app, "in-session", "50m")
    until_booked(app, 50)
    app.kill()
    assert booked(app) == [50]
    app.start().up()
    said(app, "in-session", "over")
    said(app, "in-session", "20m")
    # Over after a few seconds, and twenty minutes from then on.
    until_booked(app, 20)
    said(app, "report", str(tmp_path / "page.html"))
    assert "0:20" in (tmp_path / "page.html").read_text()
