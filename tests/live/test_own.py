"""Practices of one's own, brought in while the app runs and while it does not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.app import LiveApp, settings_text
from tests.live.test_cli import HOURS_AWAY, offscreen, refused, said
from tests.own.made import folder, guided, recording, sound
from tests.system.fake_bus import PrivateBus


@pytest.fixture
def app(tmp_path: Path) -> Iterator[LiveApp]:
    home = tmp_path / "home"
    with PrivateBus() as bus, offscreen(home, bus) as made:
        made.configure(settings_text(HOURS_AWAY))
        yield made


def ids(app: LiveApp) -> list[str]:
    return [row["id"] for row in json.loads(said(app, "own", "--json"))]


def test_a_recording_can_be_sat_as_soon_as_it_is_there(app: LiveApp, tmp_path: Path) -> None:
    app.start().up()
    lake = tmp_path / "lake.mp3"
    lake.write_bytes(sound(5.0, rate=44_100, channels=2, format="MP3", subtype="MPEG_LAYER_III"))
    assert "no practice of that name" in refused(app, 1, "start", "lake")
    printed = said(app, "import", str(lake), "--title", "By the lake", "--situation", "ordinary")
    assert printed == "Imported: by-the-lake  By the lake (practice, 0:05)"
    said(app, "start", "by-the-lake")
    sitting = app.until(lambda status: status["sitting"] is not None)["sitting"]
    assert (sitting["practice"], sitting["seconds"]) == ("by-the-lake", pytest.approx(17.0, abs=0.1))
    assert "by-the-lake" in said(app, "practices")
    # Removed while it is heard: the sitting goes on, and no other begins.
    assert said(app, "remove", "by-the-lake") == "Removed: by-the-lake  By the lake (practice, 0:05)"
    assert app.status()["sitting"]["practice"] == "by-the-lake"
    said(app, "stop")
    assert "no practice of that name" in refused(app, 1, "start", "by-the-lake")
    assert not {"WARNING", "ERROR"} & set(app.log_text().split())


def test_a_pack_that_comes_in_without_the_app_is_there_when_it_starts(app: LiveApp, tmp_path: Path) -> None:
    pack = folder(
        tmp_path / "pack",
        {"quiet.toml": guided(), "lake.toml": recording(), "lake.opus": sound(), "spare.txt": b"x"},
    )
    lines = said(app, "import", str(pack)).splitlines()
    assert lines[-1] == "Left out, because nothing names it: spare.txt"
    sentence = refused(app, 1, "import", str(pack))
    assert sentence.endswith("is here already, and nothing was replaced. Add --replace to replace it.")
    said(app, "import", str(pack), "--replace")
    assert ids(app) == ["lake", "quiet-minute"]
    app.start().up()
    said(app, "start", "quiet-minute", "--minutes", "2")
    assert app.until(lambda status: status["sitting"] is not None)["sitting"]["seconds"] == 120.0
    said(app, "stop")
    said(app, "export", "lake", str(tmp_path / "lake.zip"))
    said(app, "remove", "lake")
    said(app, "import", str(tmp_path / "lake.zip"))
    assert ids(app) == ["lake", "quiet-minute"]


def test_what_cannot_be_done_ends_with_one_or_two(app: LiveApp, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK")
    assert "neither a folder, a zip nor a recording" in refused(app, 1, "import", str(tmp_path / "bad.zip"))
    assert "There is nothing at" in refused(app, 1, "import", str(tmp_path / "nowhere"))
    assert "called 'box'" in refused(app, 1, "remove", "box")
    assert "called 'box'" in refused(app, 1, "export", "box", str(tmp_path / "x.zip"))
    assert "invalid choice" in refused(app, 2, "import", "x.mp3", "--situation", "bored")
    assert "required" in refused(app, 2, "import")


def test_a_damaged_one_is_named_at_the_start_and_left_out(app: LiveApp) -> None:
    folder_ = app.home / "data" / "practices"
    folder_.mkdir(parents=True)
    (folder_ / "broken.toml").write_text("id = =", encoding="utf-8")
    done = app.cli("practices")
    assert done.returncode == 0
    assert "A practice of your own was left out: broken.toml" in done.stderr
    assert "cannot be used" in said(app, "own")
    app.start().up()
    assert "A practice of your own was left out: broken.toml" in app.log_text()
