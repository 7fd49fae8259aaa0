"""The helplines that come with burnbreak: usable, each number with its source; one's own files first."""

import json
from datetime import date
from pathlib import Path

import pytest

from burnbreak.core.support import SupportError
from burnbreak.resources import assets
from burnbreak.storage.support_files import SupportFiles, load_country

OURS = assets("support")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_every_file_of_ours_is_usable_and_every_number_has_a_source(path: Path) -> None:
    country = load_country(path)
    for source in (country.emergency_source, *(line.source for line in country.lines)):
        assert source.url.startswith("http")
        assert date(2026, 11, 1) <= source.verified_on <= date(2100, 1, 1)
    numbers = [(line.phone, line.sms, line.chat) for line in country.lines]
    assert len(set(numbers)) == len(numbers)


def test_the_countries_of_our_languages_have_helplines() -> None:
    files = SupportFiles()
    for code in ("US", "CA", "GB", "IE", "AU", "NZ", "DE", "AT", "CH", "ES", "FR", "NL", "BE"):
        country = files.country(code)
        assert country is not None
        assert country.lines
        assert country.emergency
    assert set(files.codes()) == {path.stem for path in OURS}


def test_an_organisations_own_file_counts_first(tmp_path: Path) -> None:
    ours = json.loads(next(p for p in OURS if p.stem == "DE").read_text(encoding="utf-8"))
    own = tmp_path / "support"
    own.mkdir()
    line = {**ours["lines"][0], "name": "Our own line", "phone": "030 123"}
    (own / "DE.json").write_text(json.dumps({**ours, "lines": [line]}), encoding="utf-8")
    (own / "ZA.json").write_text(json.dumps({**ours, "country": "ZA"}), encoding="utf-8")
    files = SupportFiles(own)
    found = files.country("DE")
    assert found is not None
    assert [line.name for line in found.lines] == ["Our own line"]
    assert "ZA" in files.codes()
    assert SupportFiles(tmp_path / "none").country("DE") != found


def test_a_broken_own_file_is_named_and_ours_counts(tmp_path: Path) -> None:
    (tmp_path / "DE.json").write_text("{", encoding="utf-8")
    files = SupportFiles(tmp_path)
    assert files.country("DE") == SupportFiles().country("DE") is not None
    assert files.faults == ["DE.json: it cannot be read (JSONDecodeError)"]


@pytest.mark.parametrize("code", ["", "XX", "../DE", "de", "DEU", "ÄÖ"])
def test_a_country_without_a_file_is_none(code: str) -> None:
    assert SupportFiles().country(code) is None


def test_a_file_that_is_another_countrys_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "FR.json"
    path.write_bytes(next(p for p in OURS if p.stem == "DE").read_bytes())
    with pytest.raises(SupportError, match="another file"):
        load_country(path)
    path.write_text(" " * 60_000, encoding="utf-8")
    with pytest.raises(SupportError, match="larger"):
        load_country(path)
