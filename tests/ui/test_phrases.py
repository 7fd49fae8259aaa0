"""Plans, holds and offers in words: every reason has its sentence, times follow the locale."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from burnbreak.core.calls import Sign
from burnbreak.core.holds import Hold, HoldKind, Pause
from burnbreak.core.plan import Plan, Why
from burnbreak.core.wording import HOLD_DETAILS
from burnbreak.engine.view import IconState
from burnbreak.ui import phrases
from tests.ui.values import NOW, offer, sitting, view

LENGTH = timedelta(minutes=3)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def planned(why: Why, at: datetime | None = NOW + timedelta(minutes=30)) -> Plan:
    return Plan(at, LENGTH, why)


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = {why: phrases.next_break(view(plan=planned(why))) for why in Why}
    assert all(sentences.values())
    assert sentences[Why.CAP] == sentences[Why.UNANSWERED]
    assert len(set(sentences.values())) == len(Why) - 1


def test_every_hold_has_a_sentence_of_its_own() -> None:
    until = NOW + timedelta(minutes=58)
    with_end = [phrases.hold(Hold(kind, until), UTC) for kind in HoldKind]
    without = [phrases.hold(Hold(kind), UTC) for kind in HoldKind]
    assert len(set(with_end)) == len(set(without)) == len(HoldKind)
    assert not any("11:50" in sentence for sentence in without)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"plan": planned(Why.ON_THE_CLOCK)}, "Next pause 11:22, on the clock"),
        ({"plan": planned(Why.INTERVAL)}, "Next pause 11:22, counted from the last one"),
        (
            {
                "plan": planned(Why.AFTER_SESSION),
                "session_until": NOW + timedelta(minutes=28),
                "holds": (Hold(HoldKind.SESSION, NOW + timedelta(minutes=28)),),
            },
            "Next pause 11:22, after this session",
        ),
        ({"plan": planned(Why.AFTER_SESSION)}, "Next pause 11:22, after the next session"),
        ({"plan": planned(Why.POSTPONED)}, "Next pause 11:22, as you asked"),
        ({"plan": planned(Why.POSTPONED, None)}, "Next pause after the next session"),
        ({"plan": planned(Why.ON_THE_CLOCK, NOW + timedelta(days=2))}, "Next pause Wednesday 10:52"),
        ({"plan": planned(Why.CAP, None)}, "Done for today"),
        (
            {"plan": planned(Why.CAP, NOW + timedelta(days=1))},
            "Done for today. Next pause Tuesday 10:52",
        ),
        (
            {"holds": (Hold(HoldKind.SESSION, NOW + timedelta(minutes=58)),), "owed": True},
            "Held: you are in session until 11:50",
        ),
        ({"holds": (Hold(HoldKind.CALL),)}, "Held: microphone or camera in use"),
        ({"holds": (Hold(HoldKind.CALL, detail="microphone"),)}, "Held: microphone in use"),
        ({"holds": (Hold(HoldKind.CALL, detail="camera"),)}, "Held: camera in use"),
        ({"holds": (Hold(HoldKind.PRESENTING, detail="screen"),)}, "Held: presenting"),
        ({"holds": (Hold(HoldKind.PRESENTING, detail="shared"),)}, "Held: the screen is shared"),
        (
            {"holds": (Hold(HoldKind.PRESENTING, detail="awake"),)},
            "Held: a program keeps the screen awake",
        ),
        (
            {"holds": (Hold(HoldKind.DO_NOT_DISTURB, detail="desktop"),)},
            "Held: do not disturb, by the desktop",
        ),
        ({"holds": (Hold(HoldKind.DO_NOT_DISTURB),)}, "Held: do not disturb is on"),
        ({"pause": Pause(NOW, None)}, "Offers are paused until you resume them"),
        ({"pause": Pause(NOW, NOW + timedelta(hours=1))}, "Offers are paused until 11:52"),
        ({"pause": Pause(NOW - LENGTH, NOW)}, "Next pause 11:50, on the clock"),
        ({"offer": offer(180)}, "A pause is available"),
        ({"sitting": sitting(), "offer": offer(180)}, "A practice is running"),
    ],
)
def test_the_moment_in_words(changes: dict[str, object], sentence: str) -> None:
    assert phrases.next_break(view(**changes)) == sentence


def test_times_follow_locale_and_zone() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert phrases.clock(NOW, ZoneInfo("America/New_York")).replace("\u202f", " ") == "5:52 AM"
    QLocale.setDefault(QLocale("de_DE"))
    assert phrases.clock(NOW, ZoneInfo("Europe/Berlin")) == "11:52"
    assert phrases.weekday(NOW, UTC) == "Montag"
    late = datetime(2025, 11, 24, 23, 30, tzinfo=UTC)
    assert phrases.weekday(late, ZoneInfo("Europe/Berlin")) == "Dienstag"


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "20 s"), (60, "1 min"), (90, "90 s"), (180, "3 min"), (300, "5 min")]
)
def test_lengths(seconds: int, words: str) -> None:
    assert phrases.length(seconds) == words


@pytest.mark.parametrize(
    ("minutes", "line"),
    [
        (8.2, "8 minutes until 11:00"),
        (1.5, "One minute until 10:53"),
        (0.5, ""),
        (300.0, ""),
        (None, ""),
    ],
)
def test_free_time_in_one_soft_line(minutes: float | None, line: str) -> None:
    shown = view(offer=offer(180, minutes=minutes))
    assert phrases.offer_line(shown) == line


def test_no_offer_no_line() -> None:
    assert phrases.offer_line(view()) == ""


def test_tool_tip_names_what_waits() -> None:
    held = view(holds=(Hold(HoldKind.CALL),), owed=True, icon=IconState.OWED)
    assert "A pause waits until then." in phrases.icon_tooltip(held)
    assert phrases.icon_tooltip(replace(held, owed=False, icon=IconState.READY)).count(".") == 0


def test_every_sign_has_its_words() -> None:
    """A hold says what was noticed; no sign is without a sentence of its own."""
    assert set(HOLD_DETAILS) == {str(sign) for sign in Sign}
    assert len(set(HOLD_DETAILS.values())) == len(Sign)


def test_remaining() -> None:
    assert [phrases.remaining(s) for s in (125.2, 60, -1)] == ["2:05", "1:00", "0:00"]
