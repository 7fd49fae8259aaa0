"""Keys of a desktop portal, on a bus of the test's own."""

import select
import time
from collections.abc import Iterator

import pytest

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, WantedKey, chord_from
from burnbreak.system.hotkeys_portal import PortalHotkeys, trigger
from tests.system.fake_bus import PrivateBus
from tests.system.fake_portal import PATH, SHORTCUTS, FakePortal

MORE, OVER = KeyAction.MORE, KeyAction.OVER


class Keys:
    """The keys of one program, and what it was told."""

    def __init__(self, address: str, **wanted: str) -> None:
        self.hotkeys = PortalHotkeys(address)
        self.pressed: list[KeyAction] = []
        self.answers: dict[KeyAction, KeyAnswer] = {}
        self.hotkeys.start(self.pressed.append, lambda answers: setattr(self, "answers", dict(answers)))
        self.want(**wanted)

    def want(self, **wanted: str) -> None:
        self.hotkeys.want(
            {KeyAction(a): WantedKey(chord_from(text), f"does {a}") for a, text in wanted.items()}
        )

    def until(self, answers: dict[KeyAction, KeyAnswer] | None = None, presses: int = 0) -> None:
        deadline = time.monotonic() + 5
        while (
            (answers is not None and self.answers != answers) or len(self.pressed) < presses
        ) and time.monotonic() < deadline:
            descriptor = self.hotkeys.fileno()
            if descriptor is None:
                break
            select.select([descriptor], [], [], 0.1)
            self.hotkeys.dispatch()
        if answers is not None:
            assert self.answers == answers
        assert len(self.pressed) == presses

    def quiet(self) -> None:
        """What was sent before this has arrived."""
        descriptor = self.hotkeys.fileno()
        while descriptor is not None and select.select([descriptor], [], [], 0.1)[0]:
            self.hotkeys.dispatch()


def by_desktop(**triggers: str) -> dict[KeyAction, KeyAnswer]:
    return {KeyAction(action): KeyAnswer(KeyKind.SET, f"Press {words}") for action, words in triggers.items()}


def each(kind: KeyKind, *actions: KeyAction) -> dict[KeyAction, KeyAnswer]:
    return {action: KeyAnswer(kind) for action in actions}


@pytest.fixture
def portal(private_bus: PrivateBus) -> Iterator[FakePortal]:
    with FakePortal(private_bus.address) as made:
        yield made


@pytest.fixture
def keys(private_bus: PrivateBus, portal: FakePortal) -> Iterator[Keys]:
    made = Keys(private_bus.address, more="Ctrl+Alt+5", over="F9")
    made.until(by_desktop(more="CTRL+ALT+5", over="F9"))
    yield made
    made.hotkeys.close()


def test_the_desktop_is_asked_and_its_own_words_come_back(keys: Keys, portal: FakePortal) -> None:
    assert portal.bound == [{"more": ("does more", "CTRL+ALT+5"), "over": ("does over", "F9")}]
    assert portal.apps == ["burnbreak"]
    assert keys.hotkeys.finding() == (True, "the desktop's portal gives them (version 1) and asks before")
    portal.press("more", 1_000)
    keys.until(presses=1)
    assert keys.pressed == [MORE]


def test_while_the_desktop_asks_it_says_so(private_bus: PrivateBus, portal: FakePortal) -> None:
    portal.answer = lambda _wished: None
    keys = Keys(private_bus.address, more="F9")
    deadline = time.monotonic() + 5
    while not portal.bound and time.monotonic() < deadline:
        keys.quiet()
    keys.quiet()
    assert keys.answers == each(KeyKind.ASKING, MORE)
    keys.hotkeys.close()


@pytest.mark.parametrize(
    ("code", "triggers", "kinds"),
    [
        (1, {}, (KeyKind.DECLINED, KeyKind.DECLINED)),
        (2, {}, (KeyKind.DECLINED, KeyKind.DECLINED)),
        (0, {"more": "Press F1"}, (KeyKind.SET, KeyKind.DECLINED)),
        (0, {"more": "Press F1", "over": ""}, (KeyKind.SET, KeyKind.DECLINED)),
        (0, {"unknown": "F7"}, (KeyKind.DECLINED, KeyKind.DECLINED)),
    ],
)
def test_what_the_user_told_the_desktop(
    private_bus: PrivateBus,
    portal: FakePortal,
    code: int,
    triggers: dict[str, str],
    kinds: tuple[KeyKind, KeyKind],
) -> None:
    portal.answer = lambda _wished: (code, triggers)
    keys = Keys(private_bus.address, more="Ctrl+Alt+5", over="F9")
    words = ("Press F1" if kinds[0] is KeyKind.SET else "", "")
    keys.until({MORE: KeyAnswer(kinds[0], words[0]), OVER: KeyAnswer(kinds[1])})
    keys.hotkeys.close()


def test_a_key_that_is_held_down_is_one_press(keys: Keys, portal: FakePortal) -> None:
    """Some desktops tell it again and again, some never tell that it is up."""
    for moment in (1_000, 1_660, 1_700, 1_740):
        portal.press("more", moment)
    portal.press("more", 1_750, down=False)
    portal.press("more", 1_900)
    portal.press("over", 1_950)
    portal.press("over", 5_000)
    keys.until(presses=4)
    keys.quiet()
    assert keys.pressed == [MORE, MORE, OVER, OVER]


def test_strange_keys_and_other_sessions_are_nothing(
    keys: Keys, portal: FakePortal, caplog: pytest.LogCaptureFixture
) -> None:
    portal.press("more", 1_000, session=f"{PATH}/session/1_1/other")
    portal.press("start", 1_000)
    portal.press("no-such-key", 1_000)
    portal.emit(PATH, SHORTCUTS, "Activated", "s", "nonsense")
    portal.emit(PATH, SHORTCUTS, "ShortcutsChanged", "os", portal.sessions[-1], "nonsense")
    keys.quiet()
    assert keys.pressed == []
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    caplog.clear()
    portal.press("more", 2_000)
    keys.until(presses=1)


def test_keys_that_are_changed_in_the_desktop_are_told(keys: Keys, portal: FakePortal) -> None:
    portal.change({"more": "Press <Alt>F12"})
    keys.until({MORE: KeyAnswer(KeyKind.SET, "Press <Alt>F12"), OVER: KeyAnswer(KeyKind.SET, "Press F9")})
    portal.change({"over": "", "unknown": "F2"})
    keys.until({MORE: KeyAnswer(KeyKind.SET, "Press <Alt>F12"), OVER: KeyAnswer(KeyKind.DECLINED)})


def test_a_desktop_that_wants_an_entry_in_its_menu(private_bus: PrivateBus, portal: FakePortal) -> None:
    portal.knows_us = False
    keys = Keys(private_bus.address, more="F9")
    keys.until(each(KeyKind.NO_ENTRY, MORE))
    keys.hotkeys.close()


def test_other_keys_are_a_new_session_and_none_is_no_connection(keys: Keys, portal: FakePortal) -> None:
    keys.want(over="F8")
    keys.until(by_desktop(over="F8"))
    assert portal.closed == portal.sessions[:1]
    portal.press("over", 1_000, session=portal.sessions[0])
    portal.press("over", 1_000)
    keys.until(presses=1)
    keys.want()
    assert (keys.hotkeys.fileno(), keys.answers) == (None, {})


def test_a_session_that_the_desktop_ends_is_told(keys: Keys, portal: FakePortal) -> None:
    portal.end_session()
    keys.until(each(KeyKind.DECLINED, MORE, OVER))
    portal.press("more", 1_000)
    keys.quiet()
    assert keys.pressed == []


def test_a_portal_that_comes_up_anew_is_asked_again(
    keys: Keys, portal: FakePortal, private_bus: PrivateBus
) -> None:
    portal.close()
    keys.quiet()
    with FakePortal(private_bus.address) as again:
        again.answer = lambda _wished: (0, {"more": "Press F2"})
        keys.until({MORE: KeyAnswer(KeyKind.SET, "Press F2"), OVER: KeyAnswer(KeyKind.DECLINED)})
        again.press("more", 1_000)
        keys.until(presses=1)


def test_a_desktop_without_shortcuts_a_bus_without_a_portal_and_no_bus(private_bus: PrivateBus) -> None:
    with FakePortal(private_bus.address, shortcuts=False):
        keys = Keys(private_bus.address, more="F9")
        keys.until(each(KeyKind.NOT_HERE, MORE))
        keys.hotkeys.close()
    keys = Keys(private_bus.address, more="F9")
    keys.until(each(KeyKind.NOT_HERE, MORE))
    keys.hotkeys.close()
    assert keys.hotkeys.finding()[0] is None
    for address in ("", "unix:path=/does/not/exist"):
        keys = Keys(address, more="F9")
        assert keys.answers == each(KeyKind.NOT_HERE, MORE)
        assert keys.hotkeys.finding()[0] is False


def test_a_bus_that_ends_is_told(keys: Keys, private_bus: PrivateBus, portal: FakePortal) -> None:
    private_bus.stop()
    keys.until(each(KeyKind.NOT_HERE, MORE, OVER))
    assert keys.hotkeys.fileno() is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ctrl+Alt+5", "CTRL+ALT+5"),
        ("Meta+D", "LOGO+d"),
        ("Ctrl+Shift+PgUp", "CTRL+SHIFT+Page_Up"),
        ("Ctrl+%", "CTRL+U0025"),
        ("Alt+Ö", "ALT+U00F6"),
        ("F9", "F9"),
    ],
)
def test_a_chord_in_the_words_of_the_specification(text: str, words: str) -> None:
    assert trigger(chord_from(text)) == words
