"""Breathe now: three practices and a length, begun with one press of the choice made last."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.events import StartNow
from burnbreak.core.practice import Practice
from burnbreak.ui import phrases
from burnbreak.ui.kit import (
    LinkButton,
    PrimaryButton,
    SegmentedChoice,
    SoftLabel,
    StrongLabel,
    Tile,
    TitleLabel,
    column,
    fit,
    row,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

WIDTH = 440
FIRST_MINUTES = 3
_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class BreatheWindow(QWidget):
    """Keys: 1, 2, 3 choose, Enter begins, Esc closes."""

    command = Signal(object)
    window_wanted = Signal(str)
    """The name of another window: "library"."""

    def __init__(
        self, theme: Theme, practices: Mapping[str, Practice], last: tuple[str, int] | None = None
    ) -> None:
        """`practices` by id; `last` is the practice and the minutes chosen the time before."""
        super().__init__()
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ids = [name for name in BREATHE_NOW if name in practices]
        chosen, minutes = last or ("", FIRST_MINUTES)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GRID)
        layout.addWidget(TitleLabel(self.tr("Breathe now")))
        layout.addSpacing(GRID)
        for number, name in enumerate(self._ids):
            tile = PracticeTile(practices[name])
            self._group.addButton(tile, number)
            tile.setChecked(name == chosen or number == 0)
            layout.addWidget(tile)
        lengths = [(m, phrases.length(m * 60)) for m in BREATHE_MINUTES]
        minutes = minutes if minutes in BREATHE_MINUTES else FIRST_MINUTES
        self.length = SegmentedChoice(lengths, minutes, self.tr("Length"))
        self.start = PrimaryButton(self.tr("Start"))
        self.start.clicked.connect(self._begin)
        self.more = LinkButton(self.tr("More practices ..."))
        self.more.clicked.connect(self._more)
        layout.addSpacing(GRID)
        layout.addLayout(row(self.length, 1, self.start, spacing=GAP))
        layout.addLayout(row(self.more, 1))

    @property
    def choice(self) -> tuple[str, int]:
        """The practice and the minutes that Start would begin."""
        return self._ids[self._group.checkedId()], self.length.value

    def _begin(self) -> None:
        practice, minutes = self.choice
        self.close()
        self.command.emit(StartNow(practice, minutes * 60.0))

    def _more(self) -> None:
        self.close()
        self.window_wanted.emit("library")

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, WIDTH)
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _NUMBERS and _NUMBERS.index(Qt.Key(key)) < len(self._ids):
            self._group.button(_NUMBERS.index(Qt.Key(key))).setChecked(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._begin()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class PracticeTile(Tile):
    """A practice with its title and its summary, as one large button to choose it by."""

    def __init__(self, practice: Practice) -> None:
        words = column(StrongLabel(practice.title), SoftLabel(practice.summary), spacing=2)
        super().__init__(practice.title, practice.summary, words)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins, as everywhere in the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
