"""A small window in the corner of the pointer's screen that never takes the keyboard."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGraphicsOpacityEffect, QVBoxLayout, QWidget

from burnbreak.core.events import CardFailed, CardShown
from burnbreak.ui.kit import fit
from burnbreak.ui.theme import GAP, GRID, RADIUS_CARD, Theme

WIDTH = 328
SHADOW = 20
"""Room around the card for its shadow (px)."""
FROM_EDGE = 20
DEAD_MS = 2_000
"""So long after it appeared no click counts: it may have been meant for what was there before."""
SHOW_WITHIN_MS = 3_000

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.NoDropShadowWindowHint
)
_WAITING_OPACITY = 0.55


class CornerCard(QWidget):
    """Tells CardShown once it is really on the screen, or else CardFailed. Fill `body` and `buttons`."""

    command = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, _FLAGS)
        self._theme = theme
        self._told = False
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_X11DoNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
        # The title can be read in task switchers: it says nothing.
        self.setWindowTitle("burnbreak")
        self._shadow = SHADOW if theme.blends and not theme.tokens.contrast else 0
        if theme.blends:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._build()
        self._watchdog = QTimer(self, singleShot=True, interval=SHOW_WITHIN_MS)
        self._watchdog.timeout.connect(self._missing)
        self._dead = QTimer(self, singleShot=True, interval=DEAD_MS)
        self._dead.timeout.connect(self._wake)
        theme.changed.connect(self.update)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        edge = self._shadow + GAP + GRID // 2
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(GAP)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID // 2)
        self.buttons = QWidget()
        outer.addLayout(self.body)
        outer.addWidget(self.buttons)
        self._veil = QGraphicsOpacityEffect(self.buttons)
        self._veil.setOpacity(_WAITING_OPACITY)
        self.buttons.setGraphicsEffect(self._veil)
        self._asleep = True
        self.buttons.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def awake(self) -> bool:
        """Whether clicks count by now."""
        return not self._asleep

    def showEvent(self, event: QShowEvent) -> None:
        self.settle()
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and not self._told:
            handle.installEventFilter(self)
            self._watchdog.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and not self._told:
            # Asked again from the event loop, when Qt has taken note of it.
            QTimer.singleShot(0, self, self._look)
        return False

    def _look(self) -> None:
        handle = self.windowHandle()
        if handle is not None and handle.isExposed() and self.isVisible() and not self._told:
            self._told = True
            self._watchdog.stop()
            self._dead.start()
            self.command.emit(CardShown())

    def _missing(self) -> None:
        self._look()
        if not self._told:
            self._told = True
            self.hide()
            self.command.emit(CardFailed())

    def _wake(self) -> None:
        self._asleep = False
        self.buttons.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        # An effect costs a picture of its own; without one text is sharper as well.
        self.buttons.setGraphicsEffect(None)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Takes the room its contents need now, staying in its corner."""
        for layout in (self.buttons.layout(), self.layout()):
            if layout is not None:
                layout.activate()
        fit(self, WIDTH + 2 * self._shadow)
        self.move(self._corner())

    def _corner(self) -> QPoint:
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        gap = FROM_EDGE - self._shadow
        left = room.left() + gap
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            left = room.right() + 1 - gap - self.width()
        return QPoint(left, room.bottom() + 1 - gap - self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRect(self.rect()).adjusted(self._shadow, self._shadow, -self._shadow, -self._shadow)
        self._paint_shadow(painter, QRectF(card))
        width = self._theme.tokens.line_width
        painter.setPen(QPen(self._theme.color("line"), width))
        painter.setBrush(self._theme.color("surface"))
        half = width / 2
        painter.drawRoundedRect(QRectF(card).adjusted(half, half, -half, -half), RADIUS_CARD, RADIUS_CARD)
        painter.end()

    def _paint_shadow(self, painter: QPainter, card: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        strength = 0.016 if self._theme.tokens.dark else 0.006
        for far in range(self._shadow - 4, 0, -1):
            shade = Qt.GlobalColor.black
            painter.setOpacity(strength)
            painter.setBrush(shade)
            painter.drawRoundedRect(
                card.adjusted(-far, -far + 4, far, far + 4), RADIUS_CARD + far, RADIUS_CARD + far
            )
        painter.setOpacity(1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rounds the corners by a mask where nothing shines through."""
        super().resizeEvent(event)
        if not self._theme.blends:
            self.setMask(_rounded(self.rect(), RADIUS_CARD))


def _rounded(rect: QRect, radius: int) -> QRegion:
    size = 2 * radius
    corners = [
        QRegion(QRect(x, y, size, size), QRegion.RegionType.Ellipse)
        for x in (rect.left(), rect.right() + 1 - size)
        for y in (rect.top(), rect.bottom() + 1 - size)
    ]
    region = QRegion(rect.adjusted(radius, 0, -radius, 0)) | QRegion(rect.adjusted(0, radius, 0, -radius))
    for corner in corners:
        region |= corner
    return region
