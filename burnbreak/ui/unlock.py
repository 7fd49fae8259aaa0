"""Asks for what opens an encrypted history, in a small window that keeps nobody from a pause."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from burnbreak.ui.fields import Paragraph, hit_height
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.kit import (
    Card,
    Flow,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SmallWindow,
    SoftLabel,
    StrongLabel,
    TitleLabel,
    fit,
    row,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme


class UnlockWindow(SmallWindow):
    """Goes away when the history is open, by "Later" or by Esc; it can be opened again from the settings."""

    def __init__(self, theme: Theme, things: KeyThings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._things = things
        self.setWindowTitle(self.tr("Unlock the history"))
        self.setWindowIcon(theme.icons.app())
        self.setWindowFlag(Qt.WindowType.Dialog)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self._why = Paragraph("")
        self._text = QLineEdit()
        self._text.setEchoMode(QLineEdit.EchoMode.Password)
        self._text.setMinimumHeight(hit_height(self))
        self._text.returnPressed.connect(self._unlock)
        self._said = SoftLabel("")
        self._said.setWordWrap(True)
        self._said.hide()
        later = SoftLabel(
            self.tr(
                "Pauses are offered all the same. What happens is kept in memory and written once it is open."
            )
        )
        later.setWordWrap(True)
        for widget in (
            TitleLabel(self.tr("Your history is locked")),
            self._why,
            self._text,
            self._said,
            later,
        ):
            layout.addWidget(widget)
        self._make_way_out(layout)
        self._make_end(layout)
        layout.addStretch(1)
        self._lost = LinkButton(self.tr("I cannot open it any more"))
        self._lost.clicked.connect(self._ask_back)
        self._ring = PlainButton(self.tr("Ask the keyring"))
        self._ring.clicked.connect(self._ask_keyring)
        self._later = QuietButton(self.tr("Later"))
        self._later.clicked.connect(self.close)
        self._open = PrimaryButton(self.tr("Unlock"))
        self._open.clicked.connect(self._unlock)
        layout.addLayout(row(self._lost, 1))
        layout.addLayout(row(1, self._later, self._ring, self._open))
        self.refresh()

    def refresh(self) -> None:
        """Ask for what can open it now."""
        state = self._things.state()
        recovery = self.tr("Recovery key")
        passphrase = self.tr("Passphrase")
        name = recovery if state.way == "keyring" else passphrase
        self._why.setText(self._reason(state.way, state.locked))
        # What is copied from paper, letter by letter, has to be seen.
        echo = QLineEdit.EchoMode
        self._text.setEchoMode(echo.Normal if state.way == "keyring" else echo.Password)
        self._text.setPlaceholderText(name)
        self._text.setAccessibleName(name)
        self._ring.setVisible(state.way == "keyring")
        self._text.setFocus()

    def _reason(self, way: str, locked: str) -> str:
        if locked == "no-keyring":
            return self.tr(
                "The keyring with its key cannot be opened. The recovery key opens the history, too."
            )
        if way == "keyring":
            return self.tr("The keyring has no key that opens it. The recovery key does.")
        return self.tr("It opens with its passphrase, or with its recovery key if it has one.")

    def _unlock(self) -> None:
        if not self._text.text():
            self._say(self.tr("Please type it first."))
            return
        try:
            self._things.unlock(self._text.text())
        except OSError:
            # The one sentence is too long here: what becomes of pauses stands below.
            self._say(self.tr("This does not open it. Nothing was changed."))
            self._text.selectAll()
            self._text.setFocus()
        else:
            self._text.clear()
            self._done()

    def _done(self) -> None:
        """It is open; whoever wanted to end burnbreak still does."""
        ends = not self._end.isHidden()
        self.close()
        if ends:
            self._things.quit()

    def _ask_keyring(self) -> None:
        self._ring.setEnabled(False)
        self._say(self.tr("Asking the keyring ..."))

        def answered(said: str) -> None:
            if not isValid(self):
                return
            self._ring.setEnabled(True)
            if said:
                self.refresh()
                self._said.hide()
            else:
                self._done()

        self._things.ask_keyring(answered)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        fit(self, self.width())

    # --- the way out -------------------------------------------------------------------------------------

    def _make_way_out(self, layout: QVBoxLayout) -> None:
        self._sure = Card()
        self._anew = PlainButton(self.tr("Begin a new history"))
        self._anew.clicked.connect(self._give_up)
        self._back = QuietButton(self.tr("Back"))
        self._back.clicked.connect(self._stay)
        self._sure.body.addWidget(StrongLabel(self.tr("Begin a new history?")))
        self._sure.body.addWidget(
            Paragraph(
                self.tr(
                    "The locked one is kept beside it, unread. If its key is found, it can be restored like "
                    "a backup. The new one is not encrypted."
                )
            )
        )
        self._sure.body.addWidget(Flow(self._anew, self._back, spacing=GRID))
        self._sure.hide()
        layout.addWidget(self._sure)

    def _ask_back(self) -> None:
        self._sure.show()
        self._lost.hide()
        self._back.setFocus()
        fit(self, self.width())

    def _stay(self) -> None:
        self._sure.hide()
        self._lost.show()
        self._text.setFocus()

    def _give_up(self) -> None:
        try:
            self._things.give_up()
        except OSError as fault:
            self._stay()
            self._say(str(fault.strerror or fault))
        else:
            self.close()

    # --- ending burnbreak meanwhile ----------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """ "end": burnbreak is to end, and something would be lost."""
        if page == "end":
            self._stay()
            self._end.show()
            self._go_on.setFocus()
            fit(self, self.width())

    def _make_end(self, layout: QVBoxLayout) -> None:
        self._end = Card()
        self._anyway = PlainButton(self.tr("End it anyway"))
        self._anyway.clicked.connect(self._leave)
        self._go_on = QuietButton(self.tr("Let it run"))
        self._go_on.clicked.connect(self.close)
        self._end.body.addWidget(StrongLabel(self.tr("End burnbreak now?")))
        self._end.body.addWidget(
            Paragraph(
                self.tr(
                    "What happened since it started is in memory only and would be lost. Unlock the history, "
                    "and it is written before burnbreak ends."
                )
            )
        )
        self._end.body.addWidget(Flow(self._anyway, self._go_on, spacing=GRID))
        self._end.hide()
        layout.addWidget(self._end)

    def _leave(self) -> None:
        self.close()
        self._things.quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end.hide()
        super().closeEvent(event)
