"""Keys that work in every program: asked of the system while any is set, and what a press does."""

import json
import logging
import os
from collections.abc import Callable, Mapping

from burnbreak.core.holds import HoldKind
from burnbreak.core.hotkeys import Chord, KeyAction, KeyAnswer, Keys, WantedKey
from burnbreak.engine.coach import Coach
from burnbreak.engine.control import request_line
from burnbreak.engine.view import View
from burnbreak.system.hotkeys import Hotkeys
from burnbreak.system.platform import current
from burnbreak.ui.hotkey_things import Press, PressKind

log = logging.getLogger(__name__)

_NOT_ALONE = frozenset({HoldKind.SESSION, HoldKind.CALL, HoldKind.PRESENTING, HoldKind.LOCKED})
"""While one of these holds, somebody else may see the screen or hear the room, or nobody is there."""

Action = Callable[[], None]


class HotkeyDesk:
    """Stands between the system's keys and what the command line can do; shows no window of its own.

    A press does what its command does, and what it says shows where that shows: at the icon.
    """

    def __init__(
        self,
        coach: Coach,
        answer: Callable[[bytes], bytes],
        bridge: Callable[[Action], None],
        make: Callable[[], Hotkeys] | None = None,
        watch: Callable[[int, Action], Action] | None = None,
    ) -> None:
        """`answer` is that of the command line; `bridge` does something on the interface's thread.

        `make` gives the system's keys when the first is set; `watch` watches a descriptor.
        """
        self._coach, self._answer, self._bridge = coach, answer, bridge
        self._make, self._watch = make or _of_this_system, watch or _watch
        self._hotkeys: Hotkeys | None = None
        self._asked: tuple[dict[KeyAction, Chord], int] = ({}, 0)
        self._answers: Mapping[KeyAction, KeyAnswer] = {}
        self._presses: dict[KeyAction, Press] = {}
        self._watched: int | None = None
        self._unwatch: Action = _nothing
        self._changed: Action = _nothing
        self._heard: Callable[[str], None] | None = None

    def follow(self, keys: Keys) -> None:
        """These keys count now. While none is set, nothing of the system is touched."""
        chords = keys.chords()
        minutes = self._coach.settings.sessions.length_minutes if KeyAction.USUAL in chords else 0
        if (chords, minutes) == self._asked or not (chords or self._asked[0]):
            return
        before, self._asked = self._asked[0], (chords, minutes)
        for action in [a for a in self._presses if chords.get(a) != before.get(a)]:
            del self._presses[action]
        if self._hotkeys is None:
            self._hotkeys = self._make()
            self._hotkeys.start(
                lambda action: self._bridge(lambda: self._pressed(action)),
                lambda answers: self._bridge(lambda: self._answered(answers)),
            )
        if not chords:
            self._listen(None)
        self._hotkeys.want(_wanted(chords, minutes))
        self._listen(self._hotkeys.fileno())

    def close(self) -> None:
        """Give every key back."""
        self._listen(None)
        if self._hotkeys is not None:
            self._hotkeys.close()

    # --- for the page ------------------------------------------------------------------------------------

    def answers(self) -> Mapping[KeyAction, KeyAnswer]:
        """See HotkeyThings."""
        return self._answers

    def presses(self) -> Mapping[KeyAction, Press]:
        """See HotkeyThings."""
        return self._presses

    def tell(self, changed: Action | None) -> None:
        """See HotkeyThings."""
        self._changed = changed or _nothing

    def record(self, heard: Callable[[str], None] | None) -> None:
        """See HotkeyThings."""
        self._heard = heard

    # --- what the system tells ---------------------------------------------------------------------------

    def _listen(self, descriptor: int | None) -> None:
        if descriptor != self._watched:
            self._unwatch()
            self._watched = descriptor
            self._unwatch = _nothing if descriptor is None else self._watch(descriptor, self._arrived)

    def _arrived(self) -> None:
        if self._hotkeys is not None:
            self._hotkeys.dispatch()
            self._listen(self._hotkeys.fileno())

    def _answered(self, answers: Mapping[KeyAction, KeyAnswer]) -> None:
        self._answers = answers
        self._changed()

    def _pressed(self, action: KeyAction) -> None:
        chord = self._asked[0].get(action)
        if chord is None:
            return
        if self._heard is not None:
            self._heard(chord.text)
            return
        kind = self._act(action)
        self._presses[action] = Press(self._coach.now().astimezone(self._coach.view().zone), kind)
        self._changed()

    def _act(self, action: KeyAction) -> PressKind:
        view = self._coach.view()
        command, arguments = action.request(self._coach.settings.sessions.length_minutes)
        if action.shows and view.sitting is not None:
            # Whoever comes in, one key clears the screen, and it is the one that is known already.
            command, arguments = "stop", {}
        elif action.shows and not _alone(view):
            return PressKind.QUIET
        elif action is KeyAction.START and not (view.offer or view.owed):
            return PressKind.NOTHING
        done = json.loads(self._answer(request_line(command, arguments)))["ok"]
        return PressKind.DONE if done else PressKind.NOTHING


def _alone(view: View) -> bool:
    """Whether the user is there and nobody else sees the screen, as far as is known."""
    return view.session_until is None and not any(hold.kind in _NOT_ALONE for hold in view.holds)


def _wanted(chords: Mapping[KeyAction, Chord], minutes: int) -> dict[KeyAction, WantedKey]:
    from burnbreak.ui.hotkey_words import title

    return {action: WantedKey(chord, title(action, minutes)) for action, chord in chords.items()}


def _of_this_system() -> Hotkeys:
    from burnbreak.system.build import hotkeys

    return hotkeys(current(), os.environ)


def _watch(descriptor: int, arrived: Action) -> Action:
    from burnbreak.ui.descriptor import watch

    return watch(descriptor, arrived)


def _nothing() -> None:
    """Nobody is to be told, and nothing to be ended."""
