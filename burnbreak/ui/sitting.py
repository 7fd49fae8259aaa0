"""The window of a sitting: the breathing circle, the guide's words under it, and few quiet controls."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from burnbreak.core.timeline import Frame
from burnbreak.core.wording import ANCHORS
from burnbreak.engine.commands import BackToAnchor, EaseOff, HoldSitting, NextAnchor, SkipPart, Stop
from burnbreak.engine.view import SittingView, View
from burnbreak.ui import phrases
from burnbreak.ui.breath_circle import BreathCircle
from burnbreak.ui.guide_text import WIDEST, GuideText, words
from burnbreak.ui.kit import SmallLabel, SoftLabel
from burnbreak.ui.sitting_controls import SittingControls
from burnbreak.ui.theme import FRAME_MS, GAP, GRID, MARGIN, Role, Theme

_SIZE = QSize(480, 560)
NOTE_MS = 4_000
"""How long the answer to a key stands (ms)."""
_USUAL_LINE = 22
"""Up to this height of a line of body text the window keeps its size (px)."""
_INPUT = (
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
)


class SittingWindow(QWidget):
    """Shows what `frame` answers, 30 times a second while it can be seen; open it on a user's action only."""

    command = Signal(object)
    volume_moved = Signal(int)
    """0 to 100, as the user moves it."""
    window_wanted = Signal(str)
    """The name of another window: "library"."""

    def __init__(
        self, theme: Theme, sitting: SittingView, frame: Callable[[], Frame], *, volume: int = 70
    ) -> None:
        super().__init__()
        self._theme, self._sitting, self._frame = theme, sitting, frame
        # Others may see the task bar: no name of a practice there.
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(sitting.practice.title)
        self.circle = BreathCircle(theme, self)
        self.text = GuideText(theme, self)
        self._left = SmallLabel("", wrap=False)
        self._sound_line = SoftLabel("")
        self.controls = SittingControls(theme, volume, guided=sitting.practice.pacing is None, parent=self)
        self._lay_out()
        self._connect()
        self._noted = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._clock = QTimer(self)
        self._every = FRAME_MS
        self._clock.setInterval(FRAME_MS)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._show_frame)
        self._watched: QObject | None = None
        self._told: tuple[object, str] | None = None
        self._left_shown: int | None = -1
        self.resize(self._first_size())
        self._show_sitting(sitting)

    def _lay_out(self) -> None:
        self.setMinimumSize(QSize(336, 420))
        for label in (self._left, self._sound_line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        kept = self._left.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._left.setSizePolicy(kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GRID)
        layout.addWidget(self.circle, 1)
        layout.addSpacing(GRID)
        layout.addLayout(_centred(self.text))
        layout.addWidget(self._left)
        layout.addWidget(self._sound_line)
        layout.addSpacing(GRID)
        layout.addLayout(_centred(self.controls))

    def _first_size(self) -> QSize:
        """480 x 560 at the usual size of text, more where the user has larger text, within the screen."""
        larger = max(1.0, QFontMetrics(self._theme.font(Role.BODY)).lineSpacing() / _USUAL_LINE)
        return (_SIZE * larger).boundedTo(self.screen().availableSize() * 0.9)

    def _connect(self) -> None:
        self.controls.pause_pressed.connect(self._toggle_pause)
        self.controls.end_pressed.connect(self._end)
        self.controls.other_pressed.connect(lambda: self.window_wanted.emit("library"))
        self.controls.screen_pressed.connect(self._toggle_screen)
        self.controls.volume_moved.connect(self.volume_moved)
        guide = self.controls.guide
        guide.ease_pressed.connect(lambda: self._guide(EaseOff()))
        guide.back_pressed.connect(lambda: self._guide(BackToAnchor()))
        guide.anchor_pressed.connect(lambda: self._guide(NextAnchor()))
        guide.skip_pressed.connect(lambda: self._guide(SkipPart()))
        self._theme.changed.connect(self._show_frame)

    def update_view(self, view: View) -> None:
        """Follows the sitting: paused or not, audible or not."""
        if view.sitting is not None:
            self._show_sitting(view.sitting)

    def show_volume(self, volume: int) -> None:
        """The volume was set elsewhere (0 to 100)."""
        self.controls.show_volume(volume)

    def show_sound_line(self, sentence: str) -> None:
        """One soft sentence about the sound; empty for none."""
        self._sound_line.setText(sentence)
        self._sound_line.setVisible(bool(sentence))

    def _show_sitting(self, sitting: SittingView) -> None:
        before, self._sitting = self._sitting.anchor, sitting
        anchor = QCoreApplication.translate("guide", ANCHORS[sitting.anchor]) if sitting.anchor else ""
        self.controls.guide.show_anchor(anchor)
        if anchor and sitting.anchor != before:
            self._note(self.tr("From here on: {0}").format(anchor))
        self.controls.show_paused(sitting.paused)
        silent = self.tr("There is no sound just now; the practice goes on in silence.")
        self.show_sound_line("" if sitting.audible else silent)
        if sitting.paused:
            self._clock.stop()
            self._told = None
            self.text.say(self.tr("Paused"))
        else:
            self._run()
        self._show_frame()

    def _show_frame(self) -> None:
        frame, seconds = self._frame(), self._sitting.seconds
        self.circle.show_frame(frame, frame.position / seconds if seconds else 0.0)
        told = (frame.phase, frame.caption)
        if told != self._told and not self._sitting.paused:
            self._told = told
            self.text.say(words(frame))
        left = round(seconds - frame.position) if self._theme.look.time_left else None
        if left != self._left_shown:
            self._show_left(left)
        rest = self.circle.lasts(frame, seconds)
        every = max(FRAME_MS, int(rest * 1000)) if rest else FRAME_MS
        if every != self._every:
            self._every = every
            self._clock.setInterval(every)

    def _show_left(self, left: int | None) -> None:
        """The seconds left, or None for none."""
        if not self._noted.isActive():
            self._left_shown = left
            self._left.setVisible(left is not None)
            if left is not None:
                self._left.setText(phrases.remaining(left))

    def _toggle_pause(self) -> None:
        self.command.emit(HoldSitting(not self._sitting.paused))

    def _guide(self, command: EaseOff | BackToAnchor | NextAnchor | SkipPart) -> None:
        """A wish to the guide; a paced breath knows no anchor and no parts, and a paused one waits."""
        guided = self._sitting.practice.pacing is None
        if not self._sitting.paused and (guided or isinstance(command, EaseOff)):
            if isinstance(command, EaseOff) and not guided:
                self._note(self.tr("A little easier from here on"))
            self.command.emit(command)

    def _note(self, text: str) -> None:
        """Answers a key for a moment, where the time left may stand, so that nothing moves."""
        self._left.setText(text)
        self._left.show()
        self._left_shown = -1
        self._noted.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _end(self) -> None:
        self._clock.stop()
        self.command.emit(Stop())

    def _toggle_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self._end()
            case Qt.Key.Key_Space if not event.isAutoRepeat():
                self._toggle_pause()
            case Qt.Key.Key_F | Qt.Key.Key_F11 if not event.isAutoRepeat():
                self._toggle_screen()
            case Qt.Key.Key_E | Qt.Key.Key_S | Qt.Key.Key_A if not event.isAutoRepeat():
                self._guide(_asked(event))
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.controls.step_volume(1 if event.key() == Qt.Key.Key_Up else -1)
            case Qt.Key.Key_M if not event.isAutoRepeat():
                self.controls.toggle_sound()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _INPUT:
            self.controls.used()
            self.unsetCursor()
        elif kind is QEvent.Type.Expose:
            self._run()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.controls.show_full_screen(self.isFullScreen())
            self._run()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and handle is not self._watched:
            # The window's own events, since a child keeps the pointer's to itself.
            handle.installEventFilter(self)
            self._watched = handle
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.controls.used()
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.controls.rest()
        self._run()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window by hand ends the sitting; the program closes it when it has ended."""
        if event.spontaneous():
            self._end()
        super().closeEvent(event)

    def _run(self) -> None:
        """Looks while anything of the window can be seen: not hidden, nor covered where the desktop tells."""
        handle = self.windowHandle()
        seen = self.isVisible() and not self.isMinimized() and handle is not None and handle.isExposed()
        if not seen or self._sitting.paused:
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()


def _asked(event: QKeyEvent) -> EaseOff | SkipPart | BackToAnchor | NextAnchor:
    """E: easier. S: the next part. A: back to the anchor; with Shift to another one."""
    if event.key() == Qt.Key.Key_A:
        return NextAnchor() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else BackToAnchor()
    return EaseOff() if event.key() == Qt.Key.Key_E else SkipPart()


def _centred(widget: QWidget) -> QHBoxLayout:
    """In the middle, as wide as it may be."""
    widget.setMaximumWidth(WIDEST)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 1000)
    line.addStretch(1)
    return line
