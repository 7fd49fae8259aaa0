"""Keys of a real X server, pressed while another program is typed into, and what a keyboard's tables say."""

import ctypes
import select
import shutil
import time
from collections.abc import Iterator, Sequence

import pytest

from burnbreak.core.hotkeys import KeyAction, KeyKind, WantedKey, chord_from
from burnbreak.system import hotkeys_x11
from burnbreak.system.hotkeys_x11 import X11Hotkeys
from burnbreak.system.keyboard_x11 import Keyboard, keysyms_of
from burnbreak.system.xcb import Server
from tests.ui.desk import Desk, desk

MORE, OVER, BREATHE = KeyAction.MORE, KeyAction.OVER, KeyAction.BREATHE
CHART = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(["chart"])
line = QLineEdit()
line.setWindowTitle("chart")
line.textChanged.connect(lambda text: print(text, flush=True))
line.show()
app.exec()
"""


class Keys:
    """The keys of one program, and what it was told."""

    def __init__(self, display: str, **wanted: str) -> None:
        self.hotkeys = X11Hotkeys(display)
        self.pressed: list[KeyAction] = []
        self.answers: list[dict[str, KeyKind]] = []
        self.hotkeys.start(self.pressed.append, self._answered)
        self.want(**wanted)

    def _answered(self, answers: object) -> None:
        assert isinstance(answers, dict)
        self.answers.append({action.value: answer.kind for action, answer in answers.items()})

    def want(self, **wanted: str) -> None:
        self.hotkeys.want({KeyAction(a): WantedKey(chord_from(text)) for a, text in wanted.items()})

    def after(self, least: float = 0.15, count: int = 99) -> Sequence[KeyAction]:
        """What was pressed until `count` or for so many seconds without news."""
        while len(self.pressed) < count:
            descriptor = self.hotkeys.fileno()
            if descriptor is None or not select.select([descriptor], [], [], least)[0]:
                break
            self.hotkeys.dispatch()
        found, self.pressed[:] = tuple(self.pressed), []
        return found

    def told(self, **answers: KeyKind) -> bool:
        """Whether the last answers come to be these."""
        deadline = time.monotonic() + 10
        while answers.items() - self.answers[-1].items() and time.monotonic() < deadline:
            self.after(0.05)
        return not answers.items() - self.answers[-1].items()


@pytest.fixture(scope="module")
def managed() -> Iterator[Desk]:
    if missing := [word for word in ("Xvfb", "openbox", "xdotool", "setxkbmap") if not shutil.which(word)]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with desk("openbox") as made:
        server, deadline = Server(made.environment["DISPLAY"]), time.monotonic() + 20
        while not server.tells():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        server.close()
        yield made


@pytest.fixture
def display(managed: Desk) -> str:
    managed.run("setxkbmap", "us")
    return managed.environment["DISPLAY"]


@pytest.mark.desktop
def test_a_key_is_heard_while_another_program_is_typed_into(managed: Desk, display: str) -> None:
    chart = managed.python(CHART)
    keys = Keys(display, more="Ctrl+Alt+5", over="F9")
    try:
        window = managed.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^chart$")
        managed.run("xdotool", "windowfocus", "--sync", window, "key", "a", "ctrl+alt+5", "b", "F9", "c")
        assert keys.answers == [{"more": KeyKind.SET, "over": KeyKind.SET}]
        assert keys.after(2, 2) == (MORE, OVER)
        lines = [chart.stdout.readline().strip() for _ in range(3)] if chart.stdout else []
        assert lines == ["a", "ab", "abc"]
    finally:
        chart.terminate()
        chart.communicate(timeout=20)
        keys.hotkeys.close()
    managed.run("xdotool", "key", "ctrl+alt+5")
    assert keys.after() == ()


@pytest.mark.desktop
def test_the_locks_do_not_matter_and_other_modifiers_do(managed: Desk, display: str) -> None:
    keys = Keys(display, more="Ctrl+Alt+5", over="F9", breathe="Ctrl+%")
    for lock in ("Num_Lock", "Caps_Lock"):
        managed.run("xdotool", "key", lock, "key", "ctrl+alt+5")
        assert keys.after(2, 1) == (MORE,)
    managed.run("xdotool", "key", "Num_Lock", "key", "Caps_Lock")
    managed.run("xdotool", "key", "ctrl+5", "key", "ctrl+alt+shift+5", "key", "shift+F9")
    assert keys.after() == ()
    managed.run("xdotool", "key", "ctrl+shift+5")
    assert keys.after(2, 1) == (BREATHE,), "what Shift makes of a key"
    keys.hotkeys.close()


@pytest.mark.desktop
@pytest.mark.parametrize("filtered", [True, False])
def test_a_key_that_is_held_down_is_one_press(
    managed: Desk, display: str, filtered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without our own look at the times there would be many."""
    if not filtered:
        monkeypatch.setattr(hotkeys_x11, "_REPEAT_MS", -1)
    keys = Keys(display, more="Ctrl+Alt+5")
    held, again = "keydown ctrl keydown alt keydown 5 sleep 0.8 keyup 5", "keydown 5 keyup 5"
    managed.run("xdotool", *f"{held} sleep 0.1 {again} keyup alt keyup ctrl".split())
    count = len(keys.after(0.4))
    assert count == 2 if filtered else count > 2
    keys.hotkeys.close()


@pytest.mark.desktop
def test_of_two_programs_the_second_is_told(managed: Desk, display: str) -> None:
    first = Keys(display, more="Ctrl+Alt+5")
    second = Keys(display, over="Ctrl+Alt+5", breathe="F9")
    assert second.answers == [{"over": KeyKind.TAKEN, "breathe": KeyKind.SET}]
    managed.run("xdotool", "key", "ctrl+alt+5")
    assert (first.after(2, 1), second.after()) == ((MORE,), ())
    first.want()
    assert first.hotkeys.fileno() is None, "no connection while no key is wanted"
    second.want(over="Ctrl+Alt+5")
    managed.run("xdotool", "key", "ctrl+alt+5", "key", "F9")
    assert second.after(2, 1) == (OVER,)
    assert second.answers[-1] == {"over": KeyKind.SET}
    second.hotkeys.close()


@pytest.mark.desktop
def test_another_layout_moves_the_key(managed: Desk, display: str) -> None:
    """Y is where Z was; and a letter that the first layout has not comes and goes."""
    keys = Keys(display, more="Ctrl+Alt+Y", over="Ctrl+Alt+Ö", breathe="Ctrl+Alt+Я")
    assert keys.answers[-1] == {"more": KeyKind.SET, "over": KeyKind.NO_KEY, "breathe": KeyKind.NO_KEY}
    managed.run("setxkbmap", "de")
    assert keys.told(over=KeyKind.SET)
    on_us, on_de = "29", "52"
    managed.run("xdotool", "key", f"ctrl+alt+{on_us}", f"ctrl+alt+{on_de}")
    assert keys.after(2, 1) == (MORE,)
    managed.run("setxkbmap", "us,ru")
    assert keys.told(more=KeyKind.SET, over=KeyKind.NO_KEY, breathe=KeyKind.SET)
    managed.run("xdotool", "key", f"ctrl+alt+{on_us}")
    assert keys.after(2, 1) == (MORE,), "the first layout goes first where both have a key"
    keys.hotkeys.close()


@pytest.mark.desktop
def test_a_key_works_in_each_of_two_layouts(managed: Desk, display: str) -> None:
    """The second is of another script; what is one key for the hand is not taken twice."""
    managed.run("setxkbmap", "us,ru")
    keys = Keys(display, more="Ctrl+Alt+Y", over="Ctrl+Alt+5", breathe="Ctrl+Alt+Н")
    assert keys.answers == [{"more": KeyKind.SET, "over": KeyKind.SET, "breathe": KeyKind.OURS}]
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    try:
        for layout in (1, 0):
            x11.XkbLockGroup(connection, 0x100, layout)
            x11.XSync(connection, 0)
            managed.run("xdotool", "key", "ctrl+alt+29", "key", "ctrl+alt+14")
            assert keys.after(2, 2) == (MORE, OVER)
    finally:
        x11.XCloseDisplay(connection)
        keys.hotkeys.close()


@pytest.mark.desktop
def test_a_server_that_ends_is_told_and_nothing_ends_with_it() -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("not installed: Xvfb")
    with desk("true") as made:
        keys = Keys(made.environment["DISPLAY"], more="F9")
        assert keys.answers == [{"more": KeyKind.SET}]
        assert keys.hotkeys.finding() == (True, "the X server gives them")
    assert keys.after(2) == ()
    assert keys.answers[-1] == {"more": KeyKind.NOT_HERE}
    assert keys.hotkeys.fileno() is None
    keys.want(more="F9", over="F8")
    assert keys.answers[-1] == {"more": KeyKind.NOT_HERE, "over": KeyKind.NOT_HERE}


def test_no_server_is_told() -> None:
    keys = Keys(":987654", more="F9")
    assert keys.answers == [{"more": KeyKind.NOT_HERE}]
    assert keys.hotkeys.finding() == (False, "the X server does not answer")
    keys.hotkeys.dispatch()
    keys.hotkeys.close()


A, B, CTRL, ALT, NUM = 38, 39, 37, 64, 77
SMALL = Keyboard(
    first=37,
    keysyms=[
        [0xFFE3], [ord("a"), ord("A"), 0x6C6], [ord("5"), ord("%")], *[[0]] * 24, [0xFFE9], *[[0]] * 12,
        [0xFF7F],
    ],
    modifiers=[[50], [66], [CTRL], [ALT], [NUM], [], [], []],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ctrl+A", (A, 4)),
        ("Ctrl+Shift+A", (A, 5)),
        ("Ctrl+Alt+5", (B, 12)),
        ("Ctrl+%", (B, 5)),
        ("Ctrl+Ф", (A, 4)),
        ("Ctrl+B", None),
        ("Meta+A", None),
        ("F9", None),
    ],
)
def test_where_a_chord_is_on_a_keyboard(text: str, found: tuple[int, int] | None) -> None:
    """One without Super, F keys and most letters; 0x6C6 is an old name of Ф, which libxkbcommon knows."""

    def known(key: str) -> set[int]:
        return keysyms_of(key, {ord("Ф"): 0x6E6, ord("ф"): 0x6C6}.__getitem__)

    assert SMALL.find(chord_from(text), known) == found


def test_the_locks_of_a_keyboard() -> None:
    assert SMALL.ignored() == (0, 2, 16, 18)
    assert Keyboard(first=8, keysyms=[], modifiers=[[]] * 8).ignored() == (0, 2)
