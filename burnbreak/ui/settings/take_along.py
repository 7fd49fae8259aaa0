"""Export, import, backup and restore, on the page about the data: the acts, and what is asked before one."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from burnbreak.ui.data_things import BackupTold, DataThings, RestoreTold
from burnbreak.ui.fields import Group, Paragraph, Row
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.kit import Card, Flow, PlainButton, QuietButton, StrongLabel
from burnbreak.ui.theme import GAP, GRID, Theme


class Asks(NamedTuple):
    """How files and words are asked for; each answers "" for none."""

    save: Callable[[str], str]
    open: Callable[[], str]
    words: Callable[[], str]


class TakeAlong(QWidget):
    """Rows with the acts, the question before a restore, and what came of the last act."""

    export_wanted = Signal()
    """An export where nothing is known of the data."""
    done = Signal()
    """Something may be kept otherwise from now on."""

    def __init__(self, theme: Theme, things: DataThings | None, keys: KeyThings | None) -> None:
        super().__init__()
        self._theme, self._things, self._keys = theme, things, keys
        self.asks = Asks(self._ask_save, self._ask_open, self._ask_words)
        self._source = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.rows = self._make_rows()
        layout.addWidget(Group(*self.rows))
        self._make_question(layout)
        self.told = Paragraph("")
        self.told.hide()
        layout.addWidget(self.told)

    def _make_rows(self) -> list[Row]:
        rows = [
            self._row(
                self.tr("Take it along"),
                self.tr("As CSV and JSON, readable by anyone who has the file."),
                (self.tr("Export ..."), self._export),
            )
        ]
        if self._things is None:
            return rows
        return [
            *rows,
            self._row(
                self.tr("From another computer"),
                self.tr("An export of burnbreak; nothing is doubled."),
                (self.tr("Import ..."), self._import),
            ),
            self._row(
                self.tr("Backup"),
                self.tr("All of it in one file, and its way back."),
                (self.tr("Back up ..."), self._back_up),
                (self.tr("Restore ..."), self._ask_back),
            ),
        ]

    def _row(self, label: str, hint: str, *acts: tuple[str, Callable[[], None]]) -> Row:
        buttons = []
        for text, act in acts:
            button = PlainButton(text)
            button.clicked.connect(act)
            buttons.append(button)
        control: QWidget = buttons[0] if len(buttons) == 1 else Flow(*buttons, spacing=GRID)
        return Row(self._theme, label, control, hint, under=len(buttons) > 1)

    # --- the acts ----------------------------------------------------------------------------------------

    def _export(self) -> None:
        things = self._things
        if things is None:
            self.export_wanted.emit()
        elif target := self.asks.save("burnbreak.zip"):
            self.attempt(lambda: things.export(target), self.tr("Written to {0}.").format(target))

    def _import(self) -> None:
        things = self._things
        if things is not None and (source := self.asks.open()):

            def bring() -> str:
                new = things.bring_in(source)
                return self.tr("Taken in: %n new record(s).", "", max(0, new))

            self.attempt(bring)

    def _back_up(self) -> None:
        things = self._things
        if things is None:
            return
        if target := self.asks.save(f"burnbreak-backup-{things.today():%Y-%m-%d}.zip"):
            readable = self._keys is None or not self._keys.state().way
            said = (
                self.tr("Written to {0}.").format(target),
                self.tr(
                    "It holds your history, settings, own practices and voices, but no passwords and no "
                    "secret addresses of calendars."
                ),
                self.tr("Whoever has this file can read it.")
                if readable
                else self.tr(
                    "The history in it is encrypted, and opens as it does now. The rest can be read."
                ),
            )
            self.attempt(lambda: things.back_up(target), " ".join(said))

    # --- restore -----------------------------------------------------------------------------------------

    def _make_question(self, layout: QVBoxLayout) -> None:
        self.question = Card()
        self._title = StrongLabel("")
        self._title.setWordWrap(True)
        self._what = Paragraph("")
        self._all = PlainButton(self.tr("Restore everything"))
        self._all.clicked.connect(lambda: self._restore(whole=True))
        self._history = PlainButton(self.tr("The history alone"))
        self._history.clicked.connect(lambda: self._restore(whole=False))
        self._leave = QuietButton(self.tr("Leave it"))
        self._leave.clicked.connect(self.question.hide)
        for widget in (self._title, self._what):
            self.question.body.addWidget(widget)
        self.question.body.addWidget(Flow(self._all, self._history, self._leave, spacing=GRID))
        self.question.hide()
        layout.addWidget(self.question)

    def _ask_back(self) -> None:
        self.question.hide()
        things = self._things
        if things is None or not (source := self.asks.open()):
            return
        found: list[BackupTold] = []
        if not self.attempt(lambda: found.append(things.look_into(source)), quietly=True):
            return
        self._source = source
        self._title.setText(self._when(found[0]))
        kept = self.tr("What is here now is kept as a backup first.")
        if found[0].whole:
            come = self.tr("History, settings, own practices and voices become those of the backup.")
            self._history.setText(self.tr("The history alone"))
        else:
            come = self.tr("This one is older and holds a history alone, which takes the place of yours.")
            self._history.setText(self.tr("Restore the history"))
        self._what.setText(f"{come} {kept}")
        self._all.setVisible(found[0].whole)
        self.question.show()
        self._leave.setFocus()

    def _when(self, found: BackupTold) -> str:
        if found.made is None:
            return self.tr("Restore this backup?")
        made = found.made
        day = QLocale().toString(QDate(made.year, made.month, made.day), QLocale.FormatType.LongFormat)
        hour = QLocale().toString(QTime(made.hour, made.minute), QLocale.FormatType.ShortFormat)
        return self.tr("Restore the backup of {0}, {1}?").format(day, hour)

    def _restore(self, *, whole: bool) -> None:
        self.question.hide()
        things, source = self._things, self._source
        if things is None:
            return

        def restore() -> str:
            try:
                done = things.restore(source, whole=whole)
            except OSError as fault:
                words = self.asks.words() if getattr(fault, "needs_key", False) else ""
                if not words:
                    raise
                done = things.restore(source, words, whole=whole)
            return self._came(done)

        self.attempt(restore)

    def _came(self, done: RestoreTold) -> str:
        said = [self.tr("Restored.")]
        if done.aside:
            said.append(self.tr("What was here before is kept as {0}.").format(done.aside))
        if done.decrypted:
            said.append(self.tr("The history in it was encrypted; here it is not."))
        if done.secrets:
            said.append(
                self.tr(
                    "Secrets of calendars that the keyring of this computer does not hold are to be entered "
                    "again."
                )
            )
        return " ".join(said)

    # --- for all of them ---------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], str | None], said: str = "", *, quietly: bool = False) -> bool:
        """Do it and tell what came of it, or why nothing did; whether it was done."""
        try:
            said = act() or said
            done = True
        except OSError as fault:
            said, done = str(fault.strerror or fault), False
        self.told.setText(said)
        self.told.setVisible(not (quietly and done))
        self.done.emit()
        return done

    def _ask_save(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, "burnbreak", name)[0]

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, "burnbreak")[0]

    def _ask_words(self) -> str:
        hidden = QLineEdit.EchoMode.Password
        words = self.tr("Passphrase or recovery key of the backup")
        return QInputDialog.getText(self, "burnbreak", words, hidden)[0]
