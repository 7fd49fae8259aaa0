"""The Affective Slider: two sliders without words, before a sitting and after it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from burnbreak.core.checkin import ITEMS, CheckSet
from burnbreak.engine.view import View
from burnbreak.ui.kit import LeadLabel, PrimaryButton, SoftLabel, fit, row
from burnbreak.ui.scale import Scale
from burnbreak.ui.theme import GAP, MARGIN, Theme

WIDTH = 440
STAYS_MS = 20_000
"""Then the sitting begins without an answer: nothing is asked in place of a pause."""
_ICON = 28
_ENDS = {"pleasure": ("displeased", "pleased"), "arousal": ("sleepy", "wakeful")}


class AffectSliders(QWidget):
    """Pleasure above, arousal below, a face at each end."""

    moved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.scales: dict[str, Scale] = {}
        self._faces: list[tuple[QLabel, str]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        names = {
            "pleasure": self.tr("From displeased to pleased"),
            "arousal": self.tr("From sleepy to wide awake"),
        }
        for place, item in enumerate(ITEMS[CheckSet.BEFORE]):
            scale = self.scales[item.name] = Scale(theme, names[item.name], item.low, item.high)
            scale.chosen.connect(lambda _value: self.moved.emit())
            for column, face in zip((0, 2), _ENDS[item.name], strict=True):
                label = QLabel()
                self._faces.append((label, face))
                grid.addWidget(label, place, column)
            grid.addWidget(scale, place, 1)
        theme.changed.connect(self._paint)
        self._paint()

    def values(self) -> Mapping[str, int]:
        """What was answered."""
        return {name: scale.answer for name, scale in self.scales.items() if scale.answer is not None}

    def _paint(self) -> None:
        for label, face in self._faces:
            label.setPixmap(self._theme.icon(face, "ink_soft", _ICON).pixmap(_ICON, _ICON))


class BeforeCard(QWidget):
    """The sliders before a sitting. Whatever happens to it, the sitting begins."""

    begins = Signal(object)
    """The sitting may begin; with the answers by item, of those that were given."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._told = False
        lead = LeadLabel(self.tr("How are you right now?"))
        self.setAccessibleName(lead.text())
        self.sliders = AffectSliders(theme)
        hint = SoftLabel(self.tr("The practice begins by itself in a moment, with an answer or without one."))
        self.begin = PrimaryButton(self.tr("Begin"))
        self.begin.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(lead)
        layout.addWidget(self.sliders)
        layout.addWidget(hint)
        layout.addLayout(row(1, self.begin))
        self._stays = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stays.timeout.connect(self.close)
        # Whoever still thinks about it is not cut off, but not for ever either.
        self.sliders.moved.connect(self._stays.start)

    def update_view(self, view: View) -> None:
        """Another sitting has begun meanwhile: this one is not wanted any more."""
        if view.sitting is not None:
            self._told = True
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, max(WIDTH, self.fontMetrics().averageCharWidth() * 56))
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stays.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stays.stop()
        super().closeEvent(event)
        if not self._told:
            self._told = True
            self.begins.emit(self.sliders.values())
