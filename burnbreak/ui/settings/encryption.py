"""Encryption of the history, on the page about the data: how it is now, and the acts that change it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from burnbreak.ui.fields import Group, Paragraph, Row, hit_height
from burnbreak.ui.key_things import KeyThings, Switched
from burnbreak.ui.kit import (
    Card,
    Flow,
    PlainButton,
    QuietButton,
    SegmentedChoice,
    SoftLabel,
    StrongLabel,
    TextLabel,
)
from burnbreak.ui.kit.tab_order import bring_into_sight
from burnbreak.ui.theme import GAP, GRID, Theme


class Encryption(QWidget):
    """One row that says how it is, and below it the question that has been asked, until it is answered."""

    window_wanted = Signal(str)
    """The name of another window: "unlock"."""
    done = Signal()
    """The history is kept otherwise from now on."""

    def __init__(self, theme: Theme, things: KeyThings) -> None:
        super().__init__()
        self._things = things
        self._ended: str | None = None
        """What is said once that which has been begun has ended well; None while there is nothing."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._on = self._button(self.tr("Encrypt ..."), self._ask_how)
        self._off = self._button(self.tr("Decrypt ..."), self._ask_off)
        self._other = self._button(self.tr("Another key ..."), self._ask_how)
        self._shown = self._button(self.tr("Recovery key ..."), self._recovery)
        self._open = self._button(self.tr("Unlock ..."), lambda: self.window_wanted.emit("unlock"))
        self._buttons = Flow(self._on, self._open, self._other, self._shown, self._off, spacing=GRID)
        self.row = Row(theme, self.tr("Encryption"), self._buttons, " ", under=True)
        self._layout.addWidget(Group(self.row))
        self._make_form()
        self._make_off()
        self._make_recovery()
        self._told = Paragraph("")
        self._told.hide()
        self._layout.addWidget(self._told)
        self.refresh()

    def refresh(self) -> None:
        """Show how it is now."""
        state = self._things.state()
        texts = {
            "": self.tr("Off. Whoever has the file of the history can read it."),
            "keyring": self.tr("On. The key is in the keyring of this computer."),
            "passphrase": self.tr("On. It opens with your passphrase."),
        }
        text = texts[state.way]
        if state.locked:
            text = self.tr("The history is locked. What happens is kept in memory until it is open.")
        if not state.available:
            text = self.tr("It needs the package sqlcipher3, which is not installed here.")
        self.row.set_hint(text)
        able = state.available and not state.locked
        self._on.setVisible(able and not state.way)
        self._off.setVisible(able and bool(state.way))
        self._other.setVisible(able and bool(state.way))
        self._shown.setVisible(able and state.way == "keyring")
        self._open.setVisible(bool(state.locked) and state.available)
        self._buttons.setVisible(state.available)
        self._buttons.setEnabled(not state.switching)
        if state.switching and self._ended is None:
            self._wait(self.tr("Done."))
            self._things.follow(self._switched)

    # --- how it is to be encrypted -----------------------------------------------------------------------

    def _make_form(self) -> None:
        self._how = Card()
        self._title = StrongLabel("")
        self._ways = SegmentedChoice(
            [("keyring", self.tr("Keyring")), ("passphrase", self.tr("Passphrase"))],
            "keyring",
            self.tr("Where the key is"),
        )
        self._ways.chosen.connect(lambda _: self._arrange())
        self._note = Paragraph("")
        self._first = self._secret(self.tr("Passphrase"))
        self._second = self._secret(self.tr("The same again"))
        self._second.returnPressed.connect(self._encrypt)
        self._fault = SoftLabel("")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._go = self._button(self.tr("Encrypt"), self._encrypt)
        self._leave = self._quiet(self.tr("Leave it as it is"))
        for widget in (self._title, self._ways, self._note, self._first, self._second, self._fault):
            self._how.body.addWidget(widget)
        self._how.body.addWidget(Flow(self._go, self._leave, spacing=GRID))
        self._how.hide()
        self._layout.addWidget(self._how)

    def _ask_how(self) -> None:
        self._clear()
        changes = bool(self._things.state().way)
        self._title.setText(
            self.tr("Which key is it to have?") if changes else self.tr("Encrypt the history?")
        )
        self._arrange()
        self._ways.setFocus()

    def _arrange(self) -> None:
        by_words = self._ways.value == "passphrase"
        for field in (self._first, self._second):
            field.setVisible(by_words)
        note = (
            self.tr(
                "You are asked for it at each start. Four words or more make a good one. Nobody can open the "
                "history without it, so keep it where you will find it."
            )
            if by_words
            else self.tr(
                "It opens by itself while you are logged in. Whoever manages this computer may reach the "
                "keyring. You get a recovery key, for the day the keyring is lost."
            )
        )
        if not self._things.state().way:
            note += " " + self.tr(
                "Older copies beside it are removed. A disk may keep old blocks for a while. Settings and "
                "exports stay readable."
            )
        self._note.setText(note)
        self._fault.hide()
        self._reveal(self._how)

    def _encrypt(self) -> None:
        if self._ways.value == "passphrase":
            if self._first.text() != self._second.text():
                self._say_fault(self.tr("The two are not the same."))
                return
            words = self._first.text()
            self._try(
                lambda: self._things.encrypt_by_passphrase(words, self._switched),
                self.tr("Encrypted. It opens with your passphrase."),
            )
        else:
            self._try(lambda: self._things.encrypt_by_keyring(self._switched), self.tr("Encrypted."))

    # --- while it is done --------------------------------------------------------------------------------

    def _try(self, act: Callable[[], None], said: str) -> None:
        """Begin; where that is refused, the question stays, with a sentence. `said` is for a good end."""
        self._ended = said
        try:
            act()
        except OSError as fault:
            self._ended = None
            self._say_fault(str(fault.strerror or fault))
            return
        if self._ended is not None:
            self._wait(said)
        self.refresh()

    def _wait(self, said: str) -> None:
        self._clear()
        self._ended = said
        self._say(self.tr("The history is being written anew. All goes on meanwhile ..."))

    def _switched(self, found: Switched) -> bool:
        """It has ended."""
        if not isValid(self):
            return False
        said, self._ended = self._ended or "", None
        self._clear()
        self._say(found.fault or said)
        self.refresh()
        self.done.emit()
        if found.recovery:
            self._show_recovery(found.recovery)
        return self.isVisible()

    def _say_fault(self, text: str) -> None:
        if self._how.isHidden():
            self._say(text)
        else:
            self._fault.setText(text)
            self._fault.show()
            self._reveal(self._how)

    # --- and not any more --------------------------------------------------------------------------------

    def _make_off(self) -> None:
        self._sure = Card()
        title = StrongLabel(self.tr("Decrypt the history?"))
        self._after = Paragraph("")
        self._plain = self._button(self.tr("Decrypt"), self._decrypt)
        for widget in (title, self._after, Flow(self._plain, self._quiet(self.tr("Keep it encrypted")))):
            self._sure.body.addWidget(widget)
        self._sure.hide()
        self._layout.addWidget(self._sure)

    def _ask_off(self) -> None:
        self._clear()
        text = self.tr("Whoever has the file can then read it. Encrypted backups stay encrypted.")
        if self._things.state().way == "keyring":
            text += " " + self.tr("They open with the recovery key alone, for the keyring forgets its key.")
        self._after.setText(text)
        self._reveal(self._sure)
        self._plain.setFocus()

    def _decrypt(self) -> None:
        self._sure.hide()
        self._try(lambda: self._things.decrypt(self._switched), self.tr("The history is a plain file again."))

    # --- the recovery key --------------------------------------------------------------------------------

    def _make_recovery(self) -> None:
        self._sheet = Card()
        self._key = TextLabel("")
        fixed = QFont()
        # The family alone, so that it grows with the text around it.
        fixed.setFamily(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family())
        self._key.setFont(fixed)
        flags = Qt.TextInteractionFlag
        self._key.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        note = Paragraph(
            self.tr(
                "It opens the history and its backups when the keyring is lost. Write it down and keep it "
                "away from this computer. It can be shown here again while the keyring has it."
            )
        )
        self._copies = self._button(self.tr("Copy"), self._copy)
        rest = self._quiet(self.tr("I have it"))
        for widget in (StrongLabel(self.tr("Your recovery key")), self._key, note, Flow(self._copies, rest)):
            self._sheet.body.addWidget(widget)
        self._sheet.hide()
        self._layout.addWidget(self._sheet)

    def _recovery(self) -> None:
        self._clear()
        try:
            self._show_recovery(self._things.recovery())
        except OSError as fault:
            self._say_fault(str(fault))

    def _show_recovery(self, text: str) -> None:
        groups = text.split("-")
        # Four groups on a line: so much fits wherever it is shown, and is copied without losing the place.
        lines = ["-".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
        self._key.setText("-\n".join(lines))
        self._key.setAccessibleName(self.tr("Recovery key: {key}").format(key=text))
        self._reveal(self._sheet)
        self._copies.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key.text().replace("\n", ""))

    def _say(self, text: str) -> None:
        self._told.setText(text)
        self._reveal(self._told)

    def _reveal(self, part: QWidget) -> None:
        """Show it, and bring it into sight once it has its place."""
        part.show()
        QTimer.singleShot(0, part, lambda: bring_into_sight(part))

    # --- parts -------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        for card in (self._how, self._sure, self._sheet, self._told):
            card.hide()
        self._first.clear()
        self._second.clear()
        self._fault.hide()
        self._key.clear()
        self._key.setAccessibleName("")

    def _button(self, text: str, act: Callable[[], None]) -> PlainButton:
        made = PlainButton(text)
        made.clicked.connect(act)
        return made

    def _quiet(self, text: str) -> QuietButton:
        made = QuietButton(text)
        made.clicked.connect(self._clear)
        return made

    def _secret(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setMinimumHeight(hit_height(self))
        return made
