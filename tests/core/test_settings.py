"""Settings read from anything: each bad value falls back alone and is named."""

from dataclasses import fields
from datetime import UTC, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.load_setting import Load, Report, Weekend
from burnbreak.core.settings import (
    Ambience,
    Breaks,
    Practices,
    Rhythm,
    Settings,
    Support,
    limits,
)
from burnbreak.core.settings_table import read, tables
from burnbreak.core.workweek import Place, WorkPeriod, WorkWeek, office_week


def test_an_empty_file_is_the_defaults_without_complaint() -> None:
    assert read({}) == (Settings(), ())


def test_what_is_written_is_read_back() -> None:
    night = WorkPeriod(weekday=5, start=time(22), end=time(6), place=Place.HOME_VISITS)
    settings = Settings(
        week=WorkWeek((WorkPeriod(weekday=0, start=time(9), end=time(12, 30)), night)),
        breaks=Breaks(rhythm=Rhythm.EVERY, every_minutes=45, daily_cap=3, offered=False),
        practices=Practices(hidden=("box", "chair-scan")),
        support=Support(supervisor="Dr Ó, room 4", colleague="M."),
        load=Load(gap_minutes=15, agreed_minutes=2_310, weekend=Weekend.SUNDAY, review=False),
        report=Report(keep_words=True, propose="Four in a row – at most.", box="GB"),
    )
    assert read(tables(settings)) == (settings, ())
    assert tables(settings)["version"] == 1


def test_an_empty_week_is_kept_empty() -> None:
    assert read({"week": {"periods": []}})[0].week == WorkWeek()


@pytest.mark.parametrize(
    ("section", "key", "bad"),
    [
        ("breaks", "every_minutes", 14),
        ("breaks", "every_minutes", 241),
        ("breaks", "every_minutes", 60.0),
        ("breaks", "every_minutes", True),
        ("breaks", "minute_past", -1),
        ("breaks", "minute_past", "50"),
        ("breaks", "length_minutes", 10**30),
        ("breaks", "daily_cap", 0),
        ("breaks", "offered", 1),
        ("breaks", "rhythm", "sometimes"),
        ("breaks", "rhythm", []),
        ("sound", "volume", 101),
        ("sound", "volume", None),
        ("sound", "ambience", {"a": 1}),
        ("practices", "anchor", "nose"),
        ("practices", "anchor", 3),
        ("look", "theme", "pink"),
        ("quiet", "wait_for_typing", "yes"),
        ("practices", "hidden", "box"),
        ("practices", "hidden", ["box", 3]),
        ("practices", "hidden", ["two\nlines"]),
        ("support", "doctor", 3),
        ("load", "gap_minutes", 4),
        ("load", "weekend", "never"),
        ("load", "agreed_minutes", 38.5),
        ("report", "box", "FR"),
        ("report", "propose", "x" * 401),
        ("support", "doctor", "x" * 201),
        ("support", "doctor", "two\nlines"),
        ("support", "country", "Germany"),
        ("check_ins", "after_sitting", "always"),
        ("check_ins", "weekly", 1),
    ],
)
def test_each_bad_value_falls_back_alone_and_is_named(section: str, key: str, bad: Any) -> None:
    good = {"breaks": {"length_minutes": 7}, "sound": {"volume": 11}}
    table = {**good, section: {**good.get(section, {}), key: bad}}
    settings, problems = read(table)
    assert [p.key for p in problems] == [f"{section}.{key}"]
    assert getattr(getattr(settings, section), key) == getattr(getattr(Settings(), section), key)
    assert settings.breaks.length_minutes == (7 if key != "length_minutes" else 3)
    assert settings.sound.volume == (11 if key != "volume" else 70)
    assert len(problems[0].found) <= 60


@pytest.mark.parametrize(
    "section", ["breaks", "sound", "practices", "look", "quiet", "support", "load", "report", "check_ins"]
)
def test_a_section_that_is_no_table_falls_back_as_a_whole(section: str) -> None:
    settings, problems = read({section: 5})
    assert settings == Settings()
    assert [(p.key, p.found) for p in problems] == [(section, "5")]


@pytest.mark.parametrize("week", [5, {"periods": 5}, {"periods": {"a": 1}}, []])
def test_a_week_that_is_none_falls_back_to_office_hours(week: Any) -> None:
    settings, problems = read({"week": week})
    assert settings.week == office_week()
    assert [p.key for p in problems] == ["week"]


@pytest.mark.parametrize(
    "bad",
    [
        5,
        "Monday",
        [],
        {},
        {"weekday": 7, "start": time(9), "end": time(17)},
        {"weekday": True, "start": time(9), "end": time(17)},
        {"weekday": 0, "start": "09:00", "end": time(17)},
        {"weekday": 0, "start": time(9, tzinfo=UTC), "end": time(17)},
        {"weekday": 0, "start": time(9), "end": time(17), "place": "moon"},
    ],
)
def test_a_bad_period_is_left_out_and_the_others_stay(bad: Any) -> None:
    good = {"weekday": 0, "start": time(9, 0, 30), "end": time(17)}
    settings, problems = read({"week": {"periods": [good, bad]}})
    assert settings.week.periods == (WorkPeriod(weekday=0, start=time(9), end=time(17)),)
    assert [(p.key, p.used) for p in problems] == [("week.periods, number 2", "left out")]


def test_unknown_keys_are_no_problem() -> None:
    assert read({"breaks": {"colour": "red"}, "future": {"x": 1}}) == (Settings(), ())


def test_one_s_own_words_are_in_no_message() -> None:
    problem = read({"support": {"doctor": "Dr Who, 020 7946 0000\n"}})[1][0]
    assert "Who" not in f"{problem.key}{problem.found}{problem.used}"


def test_the_limits_are_those_of_the_class() -> None:
    assert limits(Settings().breaks, "every_minutes") == (15, 240)
    assert limits(Settings().sound, "volume") == (0, 100)


def test_ambience_is_kept_as_text() -> None:
    assert tables(Settings())["sound"]["ambience"] == "waves"
    assert read({"sound": {"ambience": "none"}})[0].sound.ambience is Ambience.NONE


PARTS = ("breaks", "sound", "practices", "look", "quiet", "support", "load", "report", "check_ins")
KEYS = [f.name for part in PARTS for f in fields(getattr(Settings(), part))]
numbers = st.one_of(st.none(), st.booleans(), st.integers(), st.floats())
leaves = st.one_of(numbers, st.text(max_size=5), st.times(), st.dates(), st.datetimes())
garbage = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.text(max_size=3),
                st.sampled_from(["weekday", "start", "end", "place", "periods", *KEYS]),
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
sections = st.sampled_from(["version", "week", "x", *PARTS])


@given(st.dictionaries(sections, garbage))
def test_reading_never_fails_and_what_comes_out_is_sound(table: dict[str, Any]) -> None:
    settings, problems = read(table)
    again, none = read(tables(settings))
    assert again == settings
    assert none == ()
    assert all(p.key and p.found and p.used for p in problems)
