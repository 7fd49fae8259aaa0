"""What can be done in a sitting, in two rows that fade while unused: for the guide, for the window."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QSizePolicy, QWidget

from burnbreak.ui.kit import IconButton, Slider, WordButton, column, row
from burnbreak.ui.sitting_guide import GuideControls
from burnbreak.ui.theme import GRID, HIT, Theme

UNUSED_MS = 3_000
FADE_MS = 300
_GAP = GRID // 2
_LEAST_SLIDER = 56
_LEAST = 5 * (HIT + GRID) + _LEAST_SLIDER + 6 * _GAP
"""The lower row with icons only (px)."""
VOLUME_STEP = 5


class SittingControls(QWidget):
    """Says what was pressed; the window knows what it means."""

    pause_pressed = Signal()
    end_pressed = Signal()
    other_pressed = Signal()
    screen_pressed = Signal()
    volume_moved = Signal(int)

    def __init__(
        self, theme: Theme, volume: int, *, guided: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._loud = volume or 70
        self._pause = IconButton(theme, "pause", self.tr("Pause (Space)"))
        self._end = WordButton(theme, "end", self.tr("That's enough"), self.tr("That's enough (Esc)"))
        self._mute = IconButton(theme, "volume", self.tr("Sound off (M)"))
        self._slider = self._volume_slider(volume)
        self._other = IconButton(theme, "other", self.tr("Choose another practice"))
        self._screen = IconButton(theme, "full-screen", self.tr("Full screen (F)"))
        self._pause.clicked.connect(self.pause_pressed)
        self._end.clicked.connect(self.end_pressed)
        self._mute.clicked.connect(self.toggle_sound)
        self._other.clicked.connect(self.other_pressed)
        self._screen.clicked.connect(self.screen_pressed)
        self.guide = GuideControls(theme, guided=guided)
        below = row(self._pause, self._end, 1, self._mute, spacing=_GAP)
        below.addWidget(self._slider, 10)
        below.addStretch(1)
        below.addWidget(self._other)
        below.addWidget(self._screen)
        self.setLayout(column(self.guide, below, spacing=_GAP))
        self._show_volume(volume)
        self._prepare_fading()

    def _volume_slider(self, volume: int) -> Slider:
        slider = Slider(self.tr("Volume"), 0, 100, volume)
        slider.setMinimumWidth(_LEAST_SLIDER)
        slider.setMaximumWidth(132)
        slider.valueChanged.connect(self._volume)
        return slider

    def minimumSizeHint(self) -> QSize:
        """All of it as icons."""
        upper = self.guide.minimumSizeHint()
        return QSize(max(_LEAST, upper.width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        words = self._end.width_of_words() - HIT - GRID
        self._end.show_words(self.width() >= words + _LEAST)
        super().resizeEvent(event)

    def _prepare_fading(self) -> None:
        self._veil = QGraphicsOpacityEffect(self)
        self._veil.setEnabled(False)
        self.setGraphicsEffect(self._veil)
        self._fade = QPropertyAnimation(self._veil, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fade.finished.connect(self._faded)
        self._unused = QTimer(self, singleShot=True, interval=UNUSED_MS)
        self._unused.timeout.connect(self._go)
        self._gone = False

    @property
    def gone(self) -> bool:
        """Whether they have faded away."""
        return self._gone

    def used(self) -> None:
        """A pointer moved or a key was pressed: they are there, and stay for three seconds."""
        self._unused.start()
        if self._gone:
            self._gone = False
            self._to(1.0)

    def rest(self) -> None:
        """The window is hidden; nothing needs to run."""
        self._unused.stop()
        self._fade.stop()

    def show_paused(self, paused: bool) -> None:
        """The first button goes on instead of pausing."""
        self.guide.setEnabled(not paused)
        if paused:
            self._pause.show_as("play", self.tr("Go on (Space)"))
        else:
            self._pause.show_as("pause", self.tr("Pause (Space)"))

    def show_full_screen(self, full: bool) -> None:
        """The last button leads back."""
        if full:
            self._screen.show_as("full-screen-exit", self.tr("Leave full screen (F)"))
        else:
            self._screen.show_as("full-screen", self.tr("Full screen (F)"))

    def show_volume(self, volume: int) -> None:
        """The volume was set elsewhere (0 to 100)."""
        blocked = self._slider.blockSignals(True)
        self._slider.setValue(volume)
        self._slider.blockSignals(blocked)
        self._show_volume(volume)

    def _show_volume(self, volume: int) -> None:
        if volume:
            self._loud = volume
            self._mute.show_as("volume", self.tr("Sound off (M)"))
        else:
            self._mute.show_as("volume-off", self.tr("Sound on (M)"))

    def _volume(self, volume: int) -> None:
        self._show_volume(volume)
        self.volume_moved.emit(volume)

    def step_volume(self, steps: int) -> None:
        """Louder by so many steps, or softer."""
        self._slider.setValue(self._slider.value() + steps * VOLUME_STEP)

    def toggle_sound(self) -> None:
        """Off, or as loud as before."""
        self._slider.setValue(0 if self._slider.value() else self._loud)

    def _go(self) -> None:
        self._gone = True
        self._to(0.0)

    def _to(self, opacity: float) -> None:
        self._fade.stop()
        self._veil.setEnabled(True)
        if self._theme.reduced_motion:
            self._veil.setOpacity(opacity)
            self._faded()
            return
        self._fade.setStartValue(self._veil.opacity())
        self._fade.setEndValue(opacity)
        self._fade.start()

    def _faded(self) -> None:
        # An effect at full opacity only costs time.
        self._veil.setEnabled(self._gone)
