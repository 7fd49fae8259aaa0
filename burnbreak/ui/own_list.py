"""The list of one's own practices and voices: what each is, and taking it along or away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from burnbreak.core.own import OwnItem
from burnbreak.core.wording import clock_length
from burnbreak.ui.fields import Row
from burnbreak.ui.kit import Card, HairLine, IconButton, PlainButton, QuietButton, SoftLabel, row
from burnbreak.ui.theme import GRID, Theme


class OwnList(QWidget):
    """One line each; a line asks once before it goes."""

    open_wanted = Signal(object)
    """Look at this practice in the library."""
    export_wanted = Signal(object)
    remove_wanted = Signal(object)
    """The OwnItem, after the question."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[Line] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget = QWidget()
        self._layout.addWidget(self._card)

    def show_items(self, items: Sequence[OwnItem]) -> None:
        """These are there now."""
        old, self._card = self._card, self._make(items)
        self._layout.replaceWidget(old, self._card)
        old.deleteLater()

    def _make(self, items: Sequence[OwnItem]) -> QWidget:
        self.lines = [Line(self._theme, item) for item in items]
        if not self.lines:
            return SoftLabel(self.tr("Nothing of your own is here yet."))
        card = Card(padding=GRID)
        card.body.setSpacing(0)
        for number, line in enumerate(self.lines):
            if number:
                card.body.addWidget(HairLine())
            line.open_wanted.connect(self.open_wanted)
            line.export_wanted.connect(self.export_wanted)
            line.remove_wanted.connect(self.remove_wanted)
            card.body.addWidget(line)
        return card


class Line(QWidget):
    """One practice or voice."""

    open_wanted = Signal(object)
    export_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, item: OwnItem) -> None:
        super().__init__()
        self.item = item
        self._stack = QStackedLayout()
        self._actions = QWidget()
        self.open_button = IconButton(theme, "forward", self.tr("Look at it: {0}").format(item.title))
        self.export_button = IconButton(theme, "export", self.tr("Take along: {0}").format(item.title))
        self.remove_button = IconButton(theme, "delete", self.tr("Remove: {0}").format(item.title))
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self.item))
        self.export_button.clicked.connect(lambda: self.export_wanted.emit(self.item))
        self.remove_button.clicked.connect(lambda: self._ask(True))
        usable = not item.fault
        self.open_button.setVisible(usable and not item.voice)
        self.export_button.setVisible(usable)
        actions = row(1, self.open_button, self.export_button, self.remove_button, spacing=0)
        self._actions.setLayout(actions)
        self._question = QWidget()
        self.keep_button = QuietButton(self.tr("Keep"))
        self.sure_button = PlainButton(self.tr("Remove for good"))
        self.keep_button.clicked.connect(lambda: self._ask(False))
        self.sure_button.clicked.connect(lambda: self.remove_wanted.emit(self.item))
        self._question.setLayout(row(1, self.keep_button, self.sure_button))
        holder = QWidget()
        holder.setLayout(self._stack)
        holder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        holder.setAccessibleName(item.title)
        self._stack.addWidget(self._actions)
        self._stack.addWidget(self._question)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Row(theme, item.title, holder, self._hint()))

    def _hint(self) -> str:
        item = self.item
        if item.fault:
            return self.tr("Cannot be used: {0}").format(item.fault)
        if item.voice:
            return self.tr("Voice, %n cue(s)", "", item.clips)
        if item.seconds:
            return self.tr("Recording, {0}").format(clock_length(item.seconds))
        return self.tr("Practice")

    def _ask(self, on: bool) -> None:
        self._stack.setCurrentWidget(self._question if on else self._actions)
        (self.keep_button if on else self.remove_button).setFocus()
