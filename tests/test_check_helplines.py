"""The check before a release: old sources and copies are named, fresh pages pass."""

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from burnbreak.core.support import Country, Line, Seen, Source

SCRIPT = Path(__file__).resolve().parent.parent / "script" / "check_helplines.py"
TODAY = date(2027, 6, 1)


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("check_helplines", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def country(**changes: object) -> Country:
    fresh = Source(url="https://example.org", verified_on=date(2027, 3, 1), seen=Seen.LIVE)
    line = Line(name="A line", phone="116 123", source=replace(fresh, **changes))  # type: ignore[arg-type]
    return Country(
        code="DE",
        emergency="112",
        emergency_source=fresh,
        lines=(line,),
        fallback="https://findahelpline.com",
    )


def test_fresh_pages_pass(script: Any) -> None:
    assert script.complaints(country(), TODAY) == []
    assert script.complaints(country(verified_on=date(2026, 12, 3)), TODAY) == [], "180 days to the day"


def test_old_ones_and_copies_are_named(script: Any) -> None:
    (old,) = script.complaints(country(verified_on=date(2026, 12, 2)), TODAY)
    assert old == "DE  A line: checked on 2026-12-02\n    https://example.org"
    (copy,) = script.complaints(country(seen=Seen.COPY), TODAY)
    assert "never opened itself" in copy


def test_it_fails_while_something_is_to_be_done(script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main() == 1
    assert "988 Suicide & Crisis Lifeline" in capsys.readouterr().out
