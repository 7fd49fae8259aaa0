"""One ring, two pixels wide and two away, around whatever has the keyboard's focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from burnbreak.ui.theme import RADIUS_CONTROL, Theme

_WIDTH = 2
_OFFSET = 2


class FocusRing(QObject):
    """Follows the focus of the whole application for as long as its owner lives.

    A widget opts out by the property `ring` of False.
    """

    def __init__(self, app: QApplication, theme: Theme, owner: QObject) -> None:
        super().__init__(owner)
        self._theme = theme
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        self._ring = None
        if new is not None and _wants_ring(new):
            self._ring = _Ring(new, self._theme)


def _wants_ring(widget: QWidget) -> bool:
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return not widget.isWindow() and not popup and widget.property("ring") is not False


def _holders(target: QWidget) -> list[QWidget]:
    """What holds the target, from its parent to the window."""
    holders: list[QWidget] = []
    holder = target.parentWidget()
    while holder is not None:
        holders.append(holder)
        holder = None if holder.isWindow() else holder.parentWidget()
    return holders


class _Ring(QWidget):
    """Lies on the window: inside a view that scrolls, its edge would be cut off at that of the view."""

    def __init__(self, target: QWidget, theme: Theme) -> None:
        self._watched = [target, *_holders(target)]
        self._host = self._watched[-1]
        super().__init__(self._host)
        self._target, self._theme = target, theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._watched:
            widget.installEventFilter(self)
        self.show()
        self._place()

    def leave(self) -> None:
        """Goes away with the focus."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.LayoutRequest,
        ) and isValid(self._target):
            self._place()
        return False

    def _place(self) -> None:
        far = _WIDTH + _OFFSET
        self.setGeometry(self._on_host(self._target).adjusted(-far, -far, far, far))
        seen = self.geometry()
        for holder in self._watched:
            if isinstance(holder.parentWidget(), QAbstractScrollArea):
                seen &= self._on_host(holder).adjusted(-far, -far, far, far)
        self.setMask(QRegion(seen.translated(-self.pos())))
        self.setVisible(not seen.isEmpty() and self._target.isVisible())
        self.raise_()

    def _on_host(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._host, QPoint(0, 0)), widget.size())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), _WIDTH))
        half = _WIDTH / 2
        radius = RADIUS_CONTROL + _OFFSET
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()
