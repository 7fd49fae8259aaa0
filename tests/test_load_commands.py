"""`load` and `report` straight from the files: stable keys, the figures of the core, a page that stands."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from burnbreak import cli
from burnbreak.core.booked_day import booked_day, day_values
from burnbreak.core.load_record import monday
from burnbreak.core.load_setting import Load, Report
from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.core.settings import Settings
from burnbreak.core.span import at_wall, day_of
from burnbreak.engine.load_desk import NOON
from burnbreak.load_commands import DAY_COLUMNS, WEEK_COLUMNS
from burnbreak.storage.log import Log
from burnbreak.storage.paths import find_paths
from burnbreak.storage.settings_file import SettingsFile
from burnbreak.system.clock import SystemClock
from tests.core.booked import booked, week_of

WEEK = week_of("9:00-17:00", protected=("12:30-13:00",))
SETTINGS = replace(Settings(), week=WEEK, load=Load(agreed_minutes=300, note_minutes=10))


@pytest.fixture
def this_monday(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> date:
    """A home with three weeks of which Monday and Tuesday were booked, and the first day of the last."""
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path / "home"))
    clock, paths = SystemClock(), find_paths()
    paths.make()
    SettingsFile(paths.settings).save(
        replace(SETTINGS, report=Report(keep_words=True, propose="Less.", box="GB"))
    )
    zone = clock.zone()
    first = monday(day_of(clock.now(), zone))
    log = Log(paths.log, clock.now)
    for weeks in range(3):
        for n, texts in enumerate((("9:00-9:50", "9:55-10:45", "*11:00-12:00"), ("18:00-19:00",))):
            day = first - timedelta(weeks=weeks) + timedelta(days=n)
            kept = booked_day(day, zone, booked(day, *texts, zone=zone), WEEK)  # type: ignore[arg-type]
            kind = RecordKind.BOOKED_DAY
            moment = at_wall(day, NOON, zone)
            log.keep(Record(uuid=dated_uuid(kind, day), kind=kind, moment=moment, values=day_values(kept)))
    log.close()
    return first


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.run(words) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_this_week_a_day_a_row(this_monday: date, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "load", "--json"))
    assert rows[0] == {
        "day": this_monday.isoformat(), "booked_minutes": 160, "inside_minutes": 160, "outside_minutes": 0,
        "work_minutes": 480, "sessions": 2, "longest_run_minutes": 105, "longest_run_count": 2,
        "most_in_a_row": 2, "runs_of_three": 0, "gaps_under_5": 0, "gaps_5_to_9": 1, "gaps_10_to_14": 0,
        "gaps_15_to_29": 1, "gaps_30_and_more": 0, "lunch": True, "reach_minutes": 180, "evening": False,
        "weekend": False, "protected_kept": 1, "protected_moved": 0, "protected_over": 0,
    }  # fmt: skip
    assert (rows[1]["outside_minutes"], rows[1]["evening"], len(rows)) == (60, True, 2)
    table = list(csv.DictReader(io.StringIO(said(capsys, "load", "--csv", "--week"))))
    assert tuple(table[0]) == tuple(rows[0]) == DAY_COLUMNS
    assert [row["booked_minutes"] for row in table] == ["160", "60"]
    first, _ = said(capsys, "load").splitlines()
    assert first == (
        f"{this_monday}    2:40 booked, longest run 1:45 (2 in a row), gaps of 10 minutes and more: 1"
    )


def test_weeks_a_week_a_row(this_monday: date, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(said(capsys, "load", "--weeks", "4", "--json"))
    assert [row["week"] for row in rows] == [
        (this_monday - timedelta(weeks=n)).isoformat() for n in (2, 1, 0)
    ]
    assert tuple(rows[0]) == WEEK_COLUMNS
    # 160 and 60 minutes, and ten for notes after each of three sessions.
    told = (
        "booked_minutes",
        "actual_minutes",
        "agreed_minutes",
        "sessions",
        "evenings",
        "lunches",
        "lunch_days",
    )
    assert [rows[0][key] for key in told] == [220, 250, 300, 3, 1, 2, 2]


def test_a_page_as_html_and_pdf(this_monday: date, tmp_path: Path) -> None:
    """In processes of their own, as a person would."""
    for name in ("page.html", "page.pdf"):
        command = [sys.executable, "-m", "burnbreak", "report", str(tmp_path / name), "--weeks", "3"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, f"Written to {tmp_path / name}\n"), done.stderr
        again = subprocess.run(command, capture_output=True, text=True, check=False)
        assert again.returncode == 1
        assert "Add --replace" in again.stderr
    text = (tmp_path / "page.html").read_text()
    for part in ("Less.", "3:40", "mean 4:10", "Flexible working in Great Britain", "3 weeks"):
        assert part in text, part
    assert "Pauses" not in text
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "status"),
    [(("load", "--weeks", "0"), 2), (("load", "--weeks", "57"), 2), (("report", "page.txt"), 2),
     (("report", "page.pdf", "--weeks", "13"), 2), (("report", "page.pdf", "--row", "mood"), 2)],
)  # fmt: skip
@pytest.mark.usefixtures("this_monday")
def test_wrong_words(words: tuple[str, ...], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        found = cli.run(words)
    except SystemExit as end:
        found = int(end.code or 0)
    assert found == status
    assert capsys.readouterr().out == ""


def test_nothing_known_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    assert said(capsys, "load", "--json") == "[]\n"
    assert said(capsys, "load") == "Nothing is booked, as far as burnbreak knows.\n"
    assert cli.run(("report", str(tmp_path / "page.pdf"))) == 1
    assert "nothing is booked yet" in capsys.readouterr().err
