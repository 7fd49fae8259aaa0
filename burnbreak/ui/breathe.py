"""Breathe now: three practices and a length, begun with one press of the choice made last."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.events import StartNow
from burnbreak.core.practice import Practice
from burnbreak.ui import phrases
from burnbreak.ui.kit import PrimaryButton, SegmentedChoice, SoftLabel, StrongLabel, TitleLabel, fit, row
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

WIDTH = 440
FIRST_MINUTES = 3
_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


class BreatheWindow(QWidget):
    """Keys: 1, 2, 3 choose, Enter begins, Esc closes."""

    command = Signal(object)

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
        layout.addSpacing(GRID)
        layout.addLayout(row(self.length, 1, self.start, spacing=GAP))

    @property
    def choice(self) -> tuple[str, int]:
        """The practice and the minutes that Start would begin."""
        return self._ids[self._group.checkedId()], self.length.value

    def _begin(self) -> None:
        practice, minutes = self.choice
        self.close()
        self.command.emit(StartNow(practice, minutes * 60.0))

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


class PracticeTile(QPushButton):
    """A practice with its title and its summary, as one large button to choose it by."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(practice.title)
        self.setAccessibleDescription(practice.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GRID + 4, GAP, GRID + 4)
        layout.setSpacing(2)
        for label in (StrongLabel(practice.title), SoftLabel(practice.summary)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return super().sizeHint() if inner is None else inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        inner = self.layout()
        return super().minimumSizeHint() if inner is None else inner.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = self.layout()
        return super().heightForWidth(width) if inner is None else inner.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins, as everywhere in the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
