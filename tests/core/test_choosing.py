"""Which practices are offered: those that fit, three at most, not the one done last."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from burnbreak.core.choosing import (
    BREATHE_NOW,
    fitting,
    for_situation,
    last_done,
    surprising,
    usual_seconds,
)
from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.practice import Practice, Situation
from burnbreak.core.workweek import Place
from tests.core.stories import tuesday
from tests.core.test_library import LIBRARY as SHIPPED
from tests.core.test_timeline import BOX, breathing
from tests.fakes import guided, pacer

LIBRARY = (pacer("long-exhale"), pacer("coherent"), guided("clear", (60, 120, 180)), guided("hand", (20, 40)))


def done(practice: str, minutes_ago: int) -> Entry:
    started = tuesday(12) - timedelta(minutes=minutes_ago)
    return Entry(
        uuid=f"{practice}{minutes_ago}", due=None, recorded=started, started=started, practice=practice,
        outcome=Outcome.COMPLETED, planned_seconds=60, real_seconds=60,
    )  # fmt: skip


def ids(seconds: float, *entries: Entry) -> list[str]:
    return [c.practice.id for c in fitting(LIBRARY, seconds, entries)]


def test_three_at_most_in_the_order_of_the_library() -> None:
    assert ids(180) == ["long-exhale", "coherent", "clear"]


def test_each_at_the_longest_length_that_fits() -> None:
    assert [c.seconds for c in fitting(LIBRARY, 130, ())] == [120, 120, 120]


def test_only_what_fits() -> None:
    assert ids(45) == ["hand"]
    assert ids(19) == []


def test_not_the_one_done_last_and_the_longest_unused_first() -> None:
    assert ids(180, done("long-exhale", 10), done("coherent", 200), done("clear", 100)) == [
        "coherent",
        "clear",
        "hand",
    ]


def test_the_one_done_last_all_the_same_where_nothing_else_fits() -> None:
    assert ids(30, done("hand", 10)) == ["hand"]


def test_one_that_uses_the_time_comes_before_one_that_is_far_too_short() -> None:
    assert ids(180, done("long-exhale", 5), done("clear", 10))[0] == "coherent"
    assert ids(180)[-1] != "hand"


def test_breath_holds_only_where_the_user_opened_them() -> None:
    box = breathing(**BOX)
    assert fitting((box,), 60, ()) == ()
    assert len(fitting((box,), 60, (), holds=True)) == 1


def test_last_done_is_the_latest_start_of_each() -> None:
    first, second = done("hand", 50), done("hand", 10)
    assert last_done([second, first]) == {"hand": second.started}


def test_the_ad_hoc_three_are_ordinary_ids() -> None:
    assert len(set(BREATHE_NOW)) == 3


def test_what_was_left_out_is_never_suggested() -> None:
    assert [c.practice.id for c in fitting(LIBRARY, 180, (), hidden=("long-exhale", "clear"))] == [
        "coherent",
        "hand",
    ]
    assert fitting(LIBRARY, 45, (), hidden=("hand",)) == ()


def test_a_place_brings_what_is_at_home_there() -> None:
    outside = replace(guided("outside", (60, 120, 180)), places=(Place.HOME_VISITS,))
    library = (*LIBRARY[:3], outside)

    def at(place: Place | None) -> list[str]:
        return [
            c.practice.id for c in fitting(library, 180, (done("outside", 90), done("hand", 5)), place=place)
        ]

    assert "outside" in at(Place.HOME_VISITS)
    assert "outside" not in at(Place.REMOTE)
    assert "outside" not in at(None)


def surprises(minutes: int | None, *entries: Entry, **more: object) -> set[str]:
    box, hand = breathing(**BOX), guided("hand", (20, 40, 60))
    scan, kind = replace(hand, id="scan", body_focus=2), replace(hand, id="kind", others_focus=True)
    card = replace(hand, id="card", card=True)
    everything = (*LIBRARY[:3], hand, box, scan, kind, card)
    return {p.id for p in surprising(everything, minutes, entries, **more)}  # type: ignore[arg-type]


def test_a_surprise_is_a_safe_one() -> None:
    assert surprises(None) == {"long-exhale", "coherent", "clear", "hand"}
    assert surprises(None, hidden=("clear", "hand")) == {"long-exhale", "coherent"}


def test_a_surprise_fits_the_minutes_and_is_not_what_was_done_last() -> None:
    assert surprises(10) == {"long-exhale", "coherent", "clear", "hand"}
    assert surprises(11) == set()
    assert surprises(None, done("coherent", 5)) == {"long-exhale", "clear", "hand"}
    assert surprises(None, done("clear", 5), hidden=("long-exhale", "coherent", "hand")) == {"clear"}


def own(name: str, *situations: Situation) -> Practice:
    return replace(guided(name, (60, 180)), situations=situations)


def test_what_has_an_hour_or_a_trouble_of_its_own_is_offered_last_of_all() -> None:
    evening = own("evening", Situation.GOING_HOME)
    worry = own("worry", Situation.NOT_ENOUGH, Situation.AFTER_HEAVY)
    card = replace(own("card", Situation.ORDINARY), card=True)
    calls, both = (
        own("calls", Situation.VIDEO_CALLS),
        own("both", Situation.NOT_ENOUGH, Situation.LITTLE_TIME),
    )
    found = fitting((evening, worry, card, calls, both), 180, ())
    assert [c.practice.id for c in found] == ["calls", "both", "evening"]
    assert [c.practice.id for c in fitting((evening,), 180, ())] == ["evening"], "rather than nothing"


ORDER = {
    Situation.START_OF_DAY: ("why-today", "coherent", "goodwill"),
    Situation.BEFORE_HARD: ("before-hard", "long-exhale", "box"),
    Situation.ORDINARY: ("clear-the-room", "three-step", "cyclic-sigh"),
    Situation.AFTER_HEAVY: ("five-senses", "walk"),
    Situation.NOT_ENOUGH: ("not-enough", "kind-hand", "balance"),
    Situation.VIDEO_CALLS: ("far-look", "tense-release", "long-exhale"),
    Situation.LITTLE_TIME: ("kind-hand", "far-look", "stop"),
    Situation.GOING_HOME: ("close-day", "what-mattered", "cyclic-sigh"),
}


@pytest.mark.parametrize("situation", Situation)
def test_the_library_answers_each_situation_in_its_order(situation: Situation) -> None:
    found = for_situation(situation, tuple(SHIPPED.values()), (), holds=True)
    assert tuple(c.practice.id for c in found) == ORDER[situation]


def chosen(situation: Situation, *entries: Entry, **more: Any) -> dict[str, int]:
    found = for_situation(situation, tuple(SHIPPED.values()), entries, **more)
    return {c.practice.id: c.seconds for c in found}


def test_after_heavy_material_care_for_others_waits_until_something_led_outward() -> None:
    heavy = Situation.AFTER_HEAVY
    assert "balance" not in chosen(heavy, done("clear-the-room", 20))
    assert "balance" in chosen(heavy, done("five-senses", 20))
    assert "balance" in chosen(heavy, done("walk", 5), done("clear-the-room", 90))
    assert "balance" not in chosen(heavy, done("walk", 90), done("clear-the-room", 5))


def test_a_situation_keeps_to_the_minutes_to_holds_and_to_what_was_left_out() -> None:
    assert chosen(Situation.GOING_HOME) == {"close-day": 300, "what-mattered": 120, "cyclic-sigh": 180}
    assert chosen(Situation.GOING_HOME, seconds=200) == {
        "close-day": 180, "what-mattered": 180, "cyclic-sigh": 180,
    }  # fmt: skip
    assert chosen(Situation.GOING_HOME, seconds=100) == {"cyclic-sigh": 60}
    assert "box" not in chosen(Situation.BEFORE_HARD)
    assert "close-day" not in chosen(Situation.GOING_HOME, hidden=("close-day",))


def test_the_usual_length_is_that_of_its_stages() -> None:
    usual = {name: usual_seconds(SHIPPED[name]) for name in ("clear-the-room", "close-day", "kind-hand")}
    assert usual == {"clear-the-room": 180, "close-day": 300, "kind-hand": 20}
    assert usual_seconds(SHIPPED["long-exhale"]) == 180
