"""What a press does: what its command does, and nothing on the screen while somebody may see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from burnbreak.core.holds import HoldKind
from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, Keys, Wanted
from burnbreak.core.settings import Sessions
from burnbreak.engine.commands import ChangeSettings, InSession, SessionOver
from burnbreak.hotkey_desk import HotkeyDesk
from burnbreak.system.hotkeys import Answered, NoHotkeys, Pressed
from burnbreak.system.hotkeys_portal import PortalHotkeys
from burnbreak.system.probes import key_findings
from burnbreak.ui.hotkey_things import PressKind
from tests.engine.test_control import Line, line
from tests.system.conftest import private_bus
from tests.system.fake_bus import PrivateBus
from tests.system.fake_portal import FakePortal

__all__ = ["private_bus"]

ALL = Keys(**{action.value: f"F{number}" for number, action in enumerate(KeyAction, 1)})


class FakeHotkeys:
    """Gives every key, and notes what was asked."""

    name = "fake"

    def __init__(self) -> None:
        self.wanted: list[Wanted] = []
        self.descriptor: int | None = None
        self.dispatched, self.closed = 0, False

    def start(self, pressed: Pressed, answered: Answered) -> None:
        self.pressed, self.answered = pressed, answered

    def want(self, wanted: Wanted) -> None:
        self.wanted.append(wanted)
        self.descriptor = 7 if wanted else None
        self.answered({action: KeyAnswer(KeyKind.SET) for action in wanted})

    def fileno(self) -> int | None:
        return self.descriptor

    def dispatch(self) -> None:
        self.dispatched += 1

    def finding(self) -> tuple[bool | None, str]:
        return True, "a test gives them"

    def close(self) -> None:
        self.closed = True


def test_the_doctor_tells_how_many_are_set_and_not_which() -> None:
    (found,) = key_findings(FakeHotkeys(), Keys(more="F9", over="F9", start="Ctrl+Alt+S"))
    assert (found.name, found.ok, found.text) == ("keys", True, "a test gives them; 2 set")
    (found,) = key_findings(NoHotkeys(), Keys())
    assert (found.ok, found.text) == (None, "this desktop does not let programs set keys; none set")


def test_a_portal_is_heard_in_the_loop_of_the_interface(qtbot: QtBot, private_bus: PrivateBus) -> None:
    with FakePortal(private_bus.address) as portal:
        caller = line()
        desk = HotkeyDesk(
            caller.day.coach,
            caller.control.answer,
            lambda do: do(),
            lambda: PortalHotkeys(private_bus.address),
        )
        desk.follow(Keys(more="Ctrl+Alt+5"))
        answer = KeyAnswer(KeyKind.SET, "Press CTRL+ALT+5")
        qtbot.waitUntil(lambda: desk.answers() == {KeyAction.MORE: answer})
        assert portal.bound == [{"more": ("Still with someone, 5 minutes more", "CTRL+ALT+5")}]
        portal.press("more", 1_000)
        qtbot.waitUntil(lambda: caller.day.coach.view().session_until is not None)
        desk.close()
        portal.press("more", 9_000)
        qtbot.wait(50)
        assert caller.day.coach.view().session_until == caller.day.clock.now() + timedelta(minutes=5)


class Room:
    """A desk at nine on a Tuesday; descriptors that are watched stand in `watched`."""

    def __init__(self, keys: Keys = ALL) -> None:
        self.line: Line = line()
        self.day, self.hotkeys = self.line.day, FakeHotkeys()
        self.made, self.watched = 0, dict[int, Callable[[], None]]()
        self.desk = HotkeyDesk(
            self.day.coach, self.line.control.answer, lambda do: do(), self._make, self._watch
        )
        self.desk.follow(keys)

    def _make(self) -> FakeHotkeys:
        self.made += 1
        return self.hotkeys

    def _watch(self, descriptor: int, arrived: Callable[[], None]) -> Callable[[], None]:
        self.watched[descriptor] = arrived
        return lambda: self.watched.pop(descriptor) and None

    def press(self, action: KeyAction) -> PressKind | None:
        self.hotkeys.pressed(action)
        found = self.desk.presses().get(action)
        return found.kind if found else None


def test_without_a_key_nothing_of_the_system_is_touched() -> None:
    room = Room(Keys())
    room.desk.follow(Keys())
    room.desk.close()
    assert (room.made, room.watched) == (0, {})


def test_keys_are_asked_for_when_they_change_and_given_back_with_the_last() -> None:
    room = Room(Keys(more="F9"))
    assert [(a.value, w.chord.text, w.title) for a, w in room.hotkeys.wanted[-1].items()] == [
        ("more", "F9", "Still with someone, 5 minutes more")
    ]
    assert list(room.watched) == [7]
    room.watched[7]()
    assert room.hotkeys.dispatched == 1
    room.desk.follow(Keys(more="F9"))
    assert len(room.hotkeys.wanted) == 1, "other settings have changed"
    room.desk.follow(Keys())
    assert (room.hotkeys.wanted[-1], room.watched, room.made) == ({}, {}, 1)
    assert room.desk.answers() == {}
    room.desk.follow(Keys(over="F9", more="F9"))
    assert list(room.hotkeys.wanted[-1]) == [KeyAction.MORE], "two lines with one key"
    room.desk.close()
    assert (room.watched, room.hotkeys.closed) == ({}, True)


@pytest.mark.parametrize(
    ("action", "until"),
    [
        (KeyAction.MORE, "09:05"),
        (KeyAction.HALF_HOUR, "09:30"),
        (KeyAction.USUAL, "09:45"),
        (KeyAction.OVER, ""),
    ],
)
def test_what_is_said_about_a_session(action: KeyAction, until: str) -> None:
    room = Room()
    room.day.coach.do(ChangeSettings(replace(room.day.settings, sessions=Sessions(length_minutes=45))))
    assert room.press(action) is PressKind.DONE
    view = room.day.coach.view()
    end = view.session_until
    assert (f"{end.astimezone(view.zone):%H:%M}" if end else "") == until
    assert room.day.witness.cards == []


def test_two_presses_are_ten_minutes_and_over_ends_it() -> None:
    room = Room()
    room.press(KeyAction.MORE)
    room.press(KeyAction.MORE)
    assert room.day.coach.view().session_until == room.day.clock.now() + timedelta(minutes=10)
    assert room.press(KeyAction.OVER) is PressKind.DONE
    assert room.day.coach.view().session_until is None


def test_a_session_that_nobody_knows_is_not_cancelled_and_no_window_says_so() -> None:
    room = Room()
    assert room.press(KeyAction.CANCELLED) is PressKind.NOTHING
    assert room.line.opened == []
    room.day.coach.do(InSession(room.day.clock.now() + timedelta(minutes=50)))
    assert room.press(KeyAction.CANCELLED) is PressKind.DONE
    assert room.day.coach.view().session_until is None


@pytest.mark.parametrize("action", [a for a in KeyAction if a.shows])
@pytest.mark.parametrize("hold", [None, HoldKind.CALL, HoldKind.PRESENTING, HoldKind.LOCKED])
def test_nothing_comes_up_beside_a_patient_in_a_call_or_on_a_shared_screen(
    action: KeyAction, hold: HoldKind | None
) -> None:
    room = Room()
    room.day.until("9:50:05")
    assert room.day.coach.view().offer is not None
    if hold is None:
        room.day.coach.do(InSession(room.day.clock.now() + timedelta(minutes=50)))
    else:
        room.day.hold(hold)
    cards = len(room.day.witness.cards)
    assert room.press(action) is PressKind.QUIET
    assert (room.day.witness.sittings, len(room.day.witness.cards)) == (0, cards)
    if hold is None:
        room.day.coach.do(SessionOver())
    else:
        room.day.hold(hold, False)
    assert room.press(KeyAction.BREATHE) is PressKind.DONE
    assert room.day.witness.sittings == 1


@pytest.mark.parametrize("action", [a for a in KeyAction if a.shows])
def test_while_a_practice_runs_the_same_key_ends_it(action: KeyAction) -> None:
    room = Room()
    room.press(KeyAction.BREATHE)
    room.day.until("9:00:30")
    assert room.day.coach.view().sitting is not None
    assert room.press(action) is PressKind.DONE
    view = room.day.coach.view()
    assert (view.sitting, view.closing, room.day.witness.sittings) == (None, None, 1)


def test_someone_comes_in_while_a_practice_runs() -> None:
    room = Room()
    room.press(KeyAction.BREATHE)
    room.day.until("9:00:30")
    assert room.press(KeyAction.HALF_HOUR) is PressKind.DONE
    view = room.day.coach.view()
    assert (view.sitting, view.closing, room.day.witness.card_up) == (None, None, False)


def test_only_what_is_on_offer_is_started() -> None:
    room = Room()
    assert room.press(KeyAction.START) is PressKind.NOTHING
    assert room.day.witness.sittings == 0
    room.day.until("9:50:05")
    assert room.press(KeyAction.START) is PressKind.DONE
    assert room.day.coach.view().sitting is not None


def test_while_a_field_waits_a_press_is_its_chord_and_does_nothing() -> None:
    room, heard = Room(), list[str]()
    room.desk.record(heard.append)
    assert room.press(KeyAction.MORE) is None
    assert (heard, room.day.coach.view().session_until) == (["F1"], None)
    room.desk.record(None)
    assert room.press(KeyAction.MORE) is PressKind.DONE


def test_the_page_is_told_and_another_key_forgets_the_last_press() -> None:
    room, told = Room(), list[str]()
    room.desk.tell(lambda: told.append("news"))
    room.press(KeyAction.MORE)
    room.press(KeyAction.OVER)
    room.hotkeys.answered({KeyAction.MORE: KeyAnswer(KeyKind.TAKEN)})
    assert told == ["news"] * 3
    assert room.desk.answers() == {KeyAction.MORE: KeyAnswer(KeyKind.TAKEN)}
    room.desk.follow(replace(ALL, more="F20"))
    assert list(room.desk.presses()) == [KeyAction.OVER]
    room.desk.tell(None)
    room.press(KeyAction.OVER)
    assert len(told) == 4, "the new answers came before"


def test_a_press_that_comes_after_its_key_was_taken_away_does_nothing() -> None:
    room = Room()
    room.desk.follow(Keys())
    assert room.press(KeyAction.MORE) is None
    assert room.day.coach.view().session_until is None
