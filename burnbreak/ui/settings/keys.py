"""The page for keys that work in every program."""

from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent

from burnbreak.core.hotkeys import KeyAction
from burnbreak.core.settings import Settings
from burnbreak.ui import hotkey_words
from burnbreak.ui.fields import Paragraph, Row
from burnbreak.ui.hotkey_things import HotkeyThings
from burnbreak.ui.kit import SoftLabel
from burnbreak.ui.settings.key_field import KeyField
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import Theme


class KeysPage(Page):
    """One line for each thing a key can say or do."""

    section = "keys"
    name = "keys"

    def __init__(self, theme: Theme, settings: Settings, things: HotkeyThings | None = None) -> None:
        """`things` tells how the keys stand, where there is somebody to tell."""
        self._things = things
        super().__init__(theme, settings)

    def words(self) -> str:
        return self.tr("shortcut hotkey keyboard global in session over cancelled")

    def fill(self) -> None:
        self.body.addWidget(
            Paragraph(
                self.tr(
                    "These keys work with any program in front. What you say shows at the icon alone. The "
                    "last two start nothing in a session, in a call or while presenting, and end a practice "
                    "that runs."
                )
            )
        )
        minutes = self.settings.sessions.length_minutes
        self._fields: dict[KeyAction, KeyField] = {}
        self._rows: dict[KeyAction, Row] = {}
        for action in KeyAction:
            name = hotkey_words.title(action, minutes)
            field = KeyField(self.theme, name)
            field.chosen.connect(lambda text, a=action: self.change(**{a.value: text}))
            field.refused.connect(partial(self._refused, action))
            field.recording.connect(partial(self._recording, field))
            self._fields[action] = field
            self._rows[action] = Row(self.theme, name, field)
        said = [row for action, row in self._rows.items() if not action.shows]
        self.group(*said)
        self.group(*(row for action, row in self._rows.items() if action.shows))
        how = SoftLabel(
            self.tr(
                "Click a field and press the keys: with Ctrl, Alt or Super among them, or a function key. "
                "Backspace takes the key away, Esc leaves it as it is."
            )
        )
        how.setWordWrap(True)
        self.body.addWidget(how)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        for action, field in self._fields.items():
            field.set_chord(getattr(settings.keys, action))
            self._rows[action].set_name(hotkey_words.title(action, settings.sessions.length_minutes))
        self._tell_standing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._things is not None:
            self._things.tell(self._tell_standing)
        self._tell_standing()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for field in self._fields.values():
            field.leave()
        if self._things is not None:
            self._things.tell(None)

    def _tell_standing(self) -> None:
        for action, row in self._rows.items():
            row.set_hint(self._standing(action))

    def _standing(self, action: KeyAction) -> str:
        """One sentence on how the key stands, or on its last press."""
        text, things = self._fields[action].chord, self._things
        minutes = self.settings.sessions.length_minutes
        if not text:
            return ""
        other = self.settings.keys.clashes().get(action)
        if other is not None:
            return hotkey_words.clash(other, minutes)
        if things is None:
            return ""
        press = things.presses().get(action)
        if press is not None:
            return hotkey_words.pressed(press)
        return hotkey_words.standing(action, text, things.answers().get(action), minutes)

    def _refused(self, action: KeyAction) -> None:
        self._rows[action].set_hint(self.tr("That is needed for typing. Ctrl, Alt or Super make it a key."))

    def _recording(self, field: KeyField, on: bool) -> None:
        if self._things is not None:
            self._things.record(field.take if on else None)
        if not on:
            self._tell_standing()
