"""Renders the SVG icons in the colour of a token, crisp at every scale, and the tray icons for any panel."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

TRAY_SIZES = (16, 22, 24, 32, 48)
APP_SIZES = (16, 24, 32, 48, 64, 128, 256)
_RATIOS = (1.0, 2.0, 3.0)
_INK = QColor("#22302D")
_PAPER = QColor("#FFFDF9")
# Not from the namespace Qt: Python needs 15 ms to make that, and the icon comes first.
_NOTHING = QColor(0, 0, 0, 0)
_BLACK = QColor(0, 0, 0)


class Icons:
    """All icons of one folder (assets/icons). Raises FileNotFoundError for a name that is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, QByteArray] = {}
        self._app: QIcon | None = None
        self._drawn: dict[tuple[object, ...], QIcon] = {}

    def pixmap(self, name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon at `size` logical pixels in one colour; parts keep their opacity."""
        # Before the painter begins: a missing file must not leave one half open.
        source, pixmap = self._renderer(name), self._blank(size, ratio)
        painter = QPainter(pixmap)
        source.render(painter, QRectF(0, 0, size, size))
        self._tint(painter, color, size, ratio)
        painter.end()
        return pixmap

    def icon(self, name: str, color: QColor, size: int = 20, disabled: QColor | None = None) -> QIcon:
        """An interface icon (a name of assets/icons/ui) for buttons and menus, drawn once."""
        key = (name, color.rgba(), size, disabled.rgba() if disabled is not None else None)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, color, size, disabled)
        return self._drawn[key]

    def _draw(self, name: str, color: QColor, size: int, disabled: QColor | None) -> QIcon:
        icon = QIcon()
        for ratio in _RATIOS:
            drawn = self.pixmap(f"ui/{name}", color, size, ratio)
            icon.addPixmap(drawn)
            # Qt would blend it with the colour of selections, and make the chosen page's icon the palest.
            icon.addPixmap(drawn, QIcon.Mode.Selected)
            if disabled is not None:
                icon.addPixmap(self.pixmap(f"ui/{name}", disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def app(self) -> QIcon:
        """The application's own icon, in colour.

        Always the same one: of every new icon that a window gets, Qt keeps the pixels in its cache (200 KiB).
        """
        if self._app is None:
            self._app = self._draw_app()
        return self._app

    def _draw_app(self) -> QIcon:
        icon, source = QIcon(), self._renderer("burnbreak")
        for size in APP_SIZES:
            pixmap = self._blank(size, 1.0)
            painter = QPainter(pixmap)
            source.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    def tray(self, state: str, *, dark_panel: bool | None = None, template: bool = False) -> QIcon:
        """The tray icon of a state: for a dark or light panel, or (None) with an outline that shows on both.

        `template` gives a mask that macOS tints by itself.
        """
        icon = QIcon()
        for size in TRAY_SIZES:
            icon.addPixmap(self._tray_pixmap(state, size, None if template else dark_panel, template))
        icon.setIsMask(template)
        return icon

    def _tray_pixmap(self, state: str, size: int, dark_panel: bool | None, template: bool) -> QPixmap:
        if template:
            return self.pixmap(state, _BLACK, size)
        if dark_panel is not None:
            return self.pixmap(state, _PAPER if dark_panel else _INK, size)
        return self._outlined(state, size)

    def _outlined(self, state: str, size: int) -> QPixmap:
        """Light shapes with a dark edge, a little smaller so that the edge has room."""
        edge = size / 16
        inner = size - 2 * edge
        result = self._blank(size, 1.0)
        painter = QPainter(result)
        dark = self._scaled(state, _INK, size, inner)
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1), (-0.7, -0.7), (0.7, -0.7), (-0.7, 0.7), (0.7, 0.7)):
            painter.drawPixmap(QPointF(x * edge, y * edge), dark)
        painter.drawPixmap(QPointF(0, 0), self._scaled(state, _PAPER, size, inner))
        painter.end()
        return result

    def _scaled(self, name: str, color: QColor, size: int, inner: float) -> QPixmap:
        source, pixmap = self._renderer(name), self._blank(size, 1.0)
        painter = QPainter(pixmap)
        edge = (size - inner) / 2
        source.render(painter, QRectF(edge, edge, inner, inner))
        self._tint(painter, color, size, 1.0)
        painter.end()
        return pixmap

    def _tint(self, painter: QPainter, color: QColor, size: int, ratio: float) -> None:
        """Give all that was drawn one colour."""
        paint = self._blank(size, ratio)
        paint.fill(color)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        # Not fillRect: to choose among its forms Python makes the namespace Qt, see above.
        painter.drawPixmap(QPointF(0, 0), paint)

    def _renderer(self, name: str) -> QSvgRenderer:
        if name not in self._sources:
            self._sources[name] = QByteArray((self._folder / f"{name}.svg").read_bytes())
        return QSvgRenderer(self._sources[name])

    @staticmethod
    def _blank(size: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(_NOTHING)
        return pixmap
