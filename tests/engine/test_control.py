"""The commands of the control socket: requests of any kind in, one line of plain values out."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.holds import HoldKind
from burnbreak.core.retention import Data
from burnbreak.core.settings import Sessions
from burnbreak.core.state import Refusal
from burnbreak.engine.answers import practice_rows
from burnbreak.engine.check_ins import CheckIns
from burnbreak.engine.commands import ChangeSettings
from burnbreak.engine.control import Control, request_line
from tests.core.stories import at, tuesday
from tests.fakes import Day


class Line:
    """A day with someone at the other end of its socket."""

    def __init__(self, day: Day) -> None:
        self.day, self.opened = day, list[str]()
        self.near = 0
        self.control = Control(
            day.coach,
            sentence=lambda view: f"next: {view.plan.why}",
            windows=self.opened.append,
            refused=self._refused,
            near=self._note_near,
        )

    def _note_near(self) -> None:
        assert self.day.coach.run is None, "before the sitting begins"
        self.near += 1

    def _refused(self) -> Refusal | None:
        refusals, self.day.witness.refusals = self.day.witness.refusals, []
        return refusals[-1] if refusals else None

    def send(self, cmd: Any, **args: Any) -> dict[str, Any]:
        answer = self.control.answer(request_line(cmd, args))
        assert answer.endswith(b"\n")
        assert answer.count(b"\n") == 1
        found: dict[str, Any] = json.loads(answer)
        assert (found["v"], list(found)) == (1, ["v", "ok", "text", "data", "wrong"])
        return found


def line(hour: int = 9, minute: int = 0) -> Line:
    return Line(Day(tuesday(hour, minute)))


def test_the_status_has_its_documented_keys() -> None:
    found = line().send("status")
    assert (found["ok"], found["text"]) == (True, "next: on-the-clock")
    assert list(found["data"]) == [
        "v", "running", "now", "state", "next", "holds", "offer", "owed", "sitting", "pause",
        "in_session_until", "today",
    ]  # fmt: skip
    assert found["data"]["now"] == "2026-11-24T09:00:00+00:00"
    assert found["data"]["next"] == {"at": "2026-11-24T09:50:00+00:00", "minutes": 3.0, "why": "on-the-clock"}
    assert found["data"]["today"] == {"pauses": 0, "minutes": 0}


def test_the_status_of_an_offer_a_sitting_a_hold_and_a_pause() -> None:
    caller = line()
    caller.day.until("9:50:05").hold(HoldKind.LOCKED, False)
    offer = caller.send("status")["data"]["offer"]
    assert offer["card"] is True
    assert set(offer["practices"][0]) == {"id", "seconds"}
    sitting = caller.send("start")["data"]["sitting"]
    assert sitting == {"practice": "long-exhale", "seconds": 184.0, "paused": False, "audible": False}
    caller.day.until("10:00").hold(HoldKind.CALL, detail="microphone")
    data = caller.send("pause", when="12:00")["data"]
    assert data["pause"] == {"since": "2026-11-24T10:00:00+00:00", "until": "2026-11-24T12:00:00+00:00"}
    assert data["holds"] == [
        {"kind": "call", "until": None, "detail": "microphone"},
        {"kind": "paused", "until": "2026-11-24T12:00:00+00:00", "detail": None},
    ]
    assert data["today"] == {"pauses": 1, "minutes": 3.1}


def test_start_takes_what_is_on_offer_else_what_fits() -> None:
    caller = line()
    caller.day.until("9:50:05")
    caller.send("start")
    assert caller.day.entries()[0].due == at("9:50")
    caller = line()
    assert caller.send("start")["ok"]
    assert caller.day.entries()[0].due is None
    caller = line()
    caller.send("start", practice="coherent", minutes=2)
    assert round(caller.day.entries()[0].planned_seconds) == 124


def test_sound_is_made_ready_only_for_what_can_begin() -> None:
    caller = line()
    for words in ({"practice": "no-such"}, {"practice": "no-such", "minutes": 3}):
        assert not caller.send("start", **words)["ok"]
    assert not caller.send("stop")["ok"]
    caller.send("status")
    assert caller.near == 0
    assert caller.send("breathe")["ok"]
    assert caller.near == 1
    caller.send("breathe")
    assert caller.near == 1, "a sitting runs"


def test_breathe_is_a_minute_of_the_first_pacer() -> None:
    caller = line(23)
    assert caller.send("breathe")["ok"]
    entry = caller.day.entries()[0]
    assert (entry.practice, entry.planned_seconds) == ("long-exhale", 64.0)
    caller.send("breathe", practice="coherent", minutes=3)
    assert caller.day.entries()[-1].practice == "coherent"


def test_stop_ends_a_sitting_or_says_that_none_runs() -> None:
    caller = line()
    assert caller.send("stop") == {
        "v": 1, "ok": False, "text": "No practice is running.", "data": None, "wrong": False,
    }  # fmt: skip
    caller.send("breathe")
    assert caller.send("stop")["data"]["sitting"] is None


def test_later_and_skip_and_what_is_refused() -> None:
    caller = line()
    assert caller.send("later", minutes=5)["text"] == "No pause is on offer right now."
    caller.day.until("9:50:05")
    assert caller.send("later")["text"] == "No later session is known."
    assert caller.send("later", minutes=5)["data"]["next"]["why"] == "postponed"
    assert caller.send("skip")["ok"]
    assert caller.day.told() == ["09:50 skipped"]
    assert "'burnbreak practices'" in caller.send("start", practice="nap")["text"]


def test_in_session_prolonged_and_over() -> None:
    caller = line()
    assert caller.send("in-session", when="9:50")["data"]["in_session_until"] == "2026-11-24T09:50:00+00:00"
    assert caller.send("in-session", when="+5")["data"]["in_session_until"] == "2026-11-24T09:55:00+00:00"
    assert caller.send("in-session", when="over")["data"]["in_session_until"] is None


def test_a_cancelled_session_is_the_running_one_or_the_next_of_today() -> None:
    caller = line()
    assert caller.send("in-session", when="cancelled")["text"] == (
        "No session of today is known that could be cancelled."
    )
    settings = replace(caller.day.coach.settings, sessions=Sessions(template=True))
    caller.day.do(ChangeSettings(settings)).until("9:55")
    assert caller.send("in-session", when="cancelled")["ok"]
    caller.day.until("10:05")
    assert caller.day.coach.view().session_until is None
    caller.day.until("11:10")
    assert caller.day.coach.view().session_until == caller.day.wall("11:50")
    assert caller.send("in-session", when="cancelled")["data"]["in_session_until"] is None


def test_pause_until_tomorrow_and_resume() -> None:
    caller = line()
    assert caller.send("pause", when="tomorrow")["data"]["pause"]["until"] == "2026-11-25T09:00:00+00:00"
    assert caller.send("resume")["data"]["pause"] is None
    assert caller.send("pause")["data"]["pause"]["until"] is None


def test_windows_and_quitting_are_passed_on() -> None:
    caller = line()
    for name in ("show", "settings", "week", "home", "library", "quit"):
        assert caller.send(name)["ok"]
    assert caller.opened == ["show", "settings", "week", "home", "library", "quit"]


def test_the_history_of_so_many_days() -> None:
    caller = line()
    caller.send("breathe")
    caller.day.until("10:00")
    rows = caller.send("history", days=1)["data"]
    assert [(r["day"], r["outcome"], r["origin"]) for r in rows] == [
        ("2026-11-24", "completed", "ad-hoc"),
        ("2026-11-24", "missed", "offered"),
    ]
    assert rows[0]["started"] == "2026-11-24T09:00:00+00:00"
    assert rows[0]["ease"] is None
    assert len(caller.send("history")["data"]) == 2


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{}", b"[]", b"5", b'"x"', b"\xff\xfe", b"null", b'{"v": 2, "cmd": "status"}',
        b'{"cmd": "status"}', b'{"v": 1}', b'{"v": 1, "cmd": 5}', b'{"v": 1, "cmd": "status", "args": [1]}',
        b"[" * 50_000,
        b'{"v": 1, "cmd": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_request_is_answered_in_a_sentence(sent: bytes) -> None:
    found = json.loads(line().control.answer(sent))
    assert (found["ok"], found["wrong"]) == (False, True)
    assert found["text"].endswith("understands.")


@pytest.mark.parametrize(
    ("cmd", "args"),
    [
        ("dance", {}),
        ("pause", {"when": "soon"}),
        ("in-session", {"when": ""}),
        ("in-session", {"when": "13h"}),
        ("later", {"minutes": "many"}),
        ("later", {"minutes": float("inf")}),
        ("later", {"minutes": float("nan")}),
        ("later", {"minutes": 1e300}),
        ("later", {"minutes": -5}),
        ("later", {"minutes": 2000}),
        ("later", {"minutes": [5]}),
        ("start", {"minutes": 31}),
        ("start", {"minutes": float("nan")}),
        ("start", {"minutes": "x"}),
        ("breathe", {"minutes": -1}),
        ("history", {"days": "x"}),
        ("history", {"days": 10**12}),
        ("history", {"days": None}),
    ],
)
def test_wrong_words_are_named_and_change_nothing(cmd: str, args: dict[str, Any]) -> None:
    caller = line()
    caller.day.until("9:50:05")
    found = caller.send(cmd, **args)
    assert (found["ok"], found["wrong"]) == (False, True)
    assert found["text"]
    assert caller.day.told() == ["09:50 missed (unanswered)"]
    assert caller.day.coach.run is None


COMMANDS = (
    "status", "next", "start", "breathe", "stop", "pause", "resume", "later", "skip", "in-session", "history",
)  # fmt: skip
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner)
)
CALLER = line()


@given(
    st.sampled_from(COMMANDS) | st.text(max_size=5),
    st.dictionaries(st.sampled_from(["when", "minutes", "practice", "days"]), anything),
)
def test_whatever_a_stranger_sends_is_answered(cmd: str, args: dict[str, Any]) -> None:
    assert CALLER.send(cmd, **args)["ok"] in (True, False)
    CALLER.day.until(CALLER.day.clock.now() + timedelta(seconds=1))


@given(st.binary(max_size=60))
def test_whatever_bytes_come_are_answered(sent: bytes) -> None:
    assert json.loads(CALLER.control.answer(sent))["ok"] is False


def test_practices_have_their_documented_keys() -> None:
    [row] = practice_rows(line().day.practices[:1])
    assert row == {
        "id": "long-exhale", "title": "long-exhale", "summary": "s", "track": "breath",
        "situations": ["ordinary"], "minutes": [1.0, 2.0, 3.0, 5.0], "shortest_seconds": 60,
        "longest_seconds": 600, "holds": False, "card": False, "away_from_desk": False, "evidence": "B",
        "origin": "o", "evidence_note": "n", "cautions": [], "refs": [],
    }  # fmt: skip


def test_check_ins_are_answered_skipped_and_refused() -> None:
    caller = line()
    log = caller.day.log
    check_ins = CheckIns(caller.day.coach, log, lambda: f"c{len(log.kept)}", caller.day.witness.trouble)
    caller.control._check_ins = lambda: check_ins
    asked = caller.send("check-in", set="weekly", values={}, skip=False)
    assert asked["ok"]
    assert "--energy 0 (none) to 10 (plenty)" in asked["text"]
    for args in (
        {"set": "weekly", "values": {"tension": 11}},
        {"set": "weekly", "values": {"burnout": 3}},
        {"set": "monthly", "values": {"burnout": True}},
        {"set": None, "values": {"tension": 3}},
        {"set": "yearly"},
        {"set": "weekly", "values": {"tension": 3}, "skip": True},
    ):
        refused = caller.send("check-in", **args)
        assert (refused["ok"], refused["wrong"]) == (False, True), args
    assert log.kept == {}
    assert caller.send("check-in", set="weekly", values={"tension": 3})["text"] == "Kept."
    assert caller.send("check-in", set="monthly", values={"burnout": 5})["ok"]
    assert [r.values for r in log.kept.values()] == [
        {"set": "weekly", "tension": 3}, {"set": "monthly", "burnout": 5},
    ]  # fmt: skip
    assert caller.opened == ["support"]
    assert caller.send("check-in", set="weekly", values={}, skip=True)["text"] == "Not this time."
    assert len(log.kept) == 2
    coach = caller.day.coach
    coach.do(ChangeSettings(replace(coach.settings, data=Data(leave_no_trace=True))))
    refused = caller.send("check-in", set="weekly", values={"tension": 3})
    assert (refused["ok"], refused["wrong"]) == (False, False)
    assert len(log.kept) == 2
