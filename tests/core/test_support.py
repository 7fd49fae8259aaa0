"""Files of helplines: what is right is read, what is wrong is named with its place."""

from datetime import date, time
from typing import Any

import pytest

from burnbreak.core.support import Audience, Open, Seen, SupportError, read_country

SOURCE = {"source_url": "https://example.org/help", "verified_on": "2026-11-28", "seen": "live"}
LINE = {"name": "A line", "phone": "0800 111 0 111", "langs": ["de"], "audience": "all", **SOURCE}


def table(**more: Any) -> dict[str, Any]:
    return {
        "country": "DE", "emergency": {"number": "112", **SOURCE}, "lines": [LINE],
        "fallback": "https://findahelpline.com", **more,
    }  # fmt: skip


def test_a_country_is_read() -> None:
    line = {
        **LINE, "sms": "85258", "sms_word": "SHOUT", "audience": "clinician", "chat": "https://example.org",
        "hours": ["mon-fri 08:00-20:00", "sat-sat 08:00-14:00"],
    }  # fmt: skip
    country = read_country(table(lines=[line, {**LINE, "hours": "always"}]), "DE.json")
    assert (country.code, country.emergency, country.fallback) == ("DE", "112", "https://findahelpline.com")
    assert country.emergency_source.verified_on == date(2026, 11, 28)
    first, second = country.lines
    assert (first.phone, first.sms, first.sms_word, first.audience) == (
        "0800 111 0 111", "85258", "SHOUT", Audience.CLINICIAN,
    )  # fmt: skip
    assert first.hours == (
        Open(first=0, last=4, start=time(8), end=time(20)),
        Open(first=5, last=5, start=time(8), end=time(14)),
    )  # fmt: skip
    assert (first.always, second.always, second.source.seen) == (False, True, Seen.LIVE)


def without(key: str, of: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in of.items() if name != key}


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ([], "DE.json: it is no table"),
        (table(country="Germany"), "DE.json: country "),
        (table(country="de"), "DE.json: country "),
        (without("fallback", table()), "DE.json: fallback is missing"),
        (table(fallback="ftp://x"), "DE.json: fallback "),
        (table(lines={}), "DE.json: lines "),
        (table(colour="red"), "DE.json: colour "),
        (table(emergency="112"), "DE.json: emergency: it is no table"),
        (table(emergency={"number": "112"}), "DE.json: emergency: verified_on is missing"),
        (table(lines=[LINE, without("phone", LINE)]), "DE.json: lines, number 2: it has no phone"),
        (table(lines=[without("source_url", LINE)]), "DE.json: lines, number 1: source_url is missing"),
        (table(lines=[without("verified_on", LINE)]), "DE.json: lines, number 1: verified_on is missing"),
        (table(lines=[without("seen", LINE)]), "DE.json: lines, number 1: seen is missing"),
        (table(lines=[{**LINE, "verified_on": "28.11.2026"}]), "DE.json: lines, number 1: verified_on "),
        (table(lines=[{**LINE, "phone": "call us"}]), "DE.json: lines, number 1: phone "),
        (table(lines=[{**LINE, "phone": 112}]), "DE.json: lines, number 1: phone "),
        (table(lines=[{**LINE, "chat": "javascript:alert(1)"}]), "DE.json: lines, number 1: chat "),
        (table(lines=[{**LINE, "hours": "24/7"}]), "DE.json: lines, number 1: hours "),
        (table(lines=[{**LINE, "hours": ["mon-fri 8-20"]}]), "DE.json: lines, number 1: hours "),
        (table(lines=[{**LINE, "hours": ["mon-fri 08:00-25:00"]}]), "DE.json: lines, number 1: hours "),
        (table(lines=[{**LINE, "langs": "de"}]), "DE.json: lines, number 1: langs "),
        (table(lines=[{**LINE, "audience": "doctors"}]), "DE.json: lines, number 1: audience "),
        (table(lines=[{**LINE, "name": "two\nlines"}]), "DE.json: lines, number 1: name "),
        (table(lines=[{**LINE, "seen": "heard"}]), "DE.json: lines, number 1: seen "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(found: Any, place: str) -> None:
    with pytest.raises(SupportError) as fault:
        read_country(found, "DE.json")
    assert str(fault.value).startswith(place)
