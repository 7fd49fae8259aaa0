"""What the desk of the keys would say, for tests and pictures of their page."""

from collections.abc import Callable

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, Keys
from burnbreak.ui.hotkey_things import Press

SOME = Keys(more="Ctrl+Alt+5", over="Ctrl+Alt+0", half_hour="Ctrl+Alt+3", breathe="F9", start="Ctrl+Alt+0")
"""The last of them is a second one."""


class HotThings:
    """Every key is set unless a test says otherwise."""

    def __init__(self, keys: Keys = Keys()) -> None:  # noqa: B008
        self.answered = {action: KeyAnswer(KeyKind.SET) for action in keys.chords()}
        self.pressed = dict[KeyAction, Press]()
        self.changed: Callable[[], None] | None = None
        self.heard: Callable[[str], None] | None = None

    def answers(self) -> dict[KeyAction, KeyAnswer]:
        return self.answered

    def presses(self) -> dict[KeyAction, Press]:
        return self.pressed

    def tell(self, changed: Callable[[], None] | None) -> None:
        self.changed = changed

    def record(self, heard: Callable[[str], None] | None) -> None:
        self.heard = heard
