"""Draws the page for a talk: the same strokes on the screen, on paper and in the PDF file."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from burnbreak.core.report import Box, Page, Row
from burnbreak.ui.tokens import LIGHT

UNITS = 10.0
"""The page is drawn in tenths of a point, so that letters stand where they belong."""
MARGIN = 480.0
NAMES = 0.35
"""The share of the width that names and meanings take."""
MANY = 8
"""More weeks than these need the width."""
SMALLEST = 0.55
"""So much smaller at most, to stay on one page."""


@dataclass(frozen=True, slots=True)
class _Look:
    points: float
    color: str = LIGHT.ink
    strong: bool = False


_TITLE = _Look(22, strong=True)
_SOFT = _Look(9.5, LIGHT.ink_soft)
_NAME = _Look(10)
_TINY = _Look(8, LIGHT.ink_soft)
_CELL = _Look(9.5)
_SUM = _Look(9.5, strong=True)
_HEAD = _Look(9.5, LIGHT.accent, strong=True)
_BODY = _Look(10.5)


def page_size() -> QPageSize:
    """Letter where people print on it, else A4."""
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)


def size() -> QSizeF:
    """The page in its own units."""
    return page_size().size(QPageSize.Unit.Point) * UNITS


def draw(painter: QPainter, page: Page, font: QFont) -> float:
    """Draw the page with its corner at the origin, one unit a tenth of a point; returns how far down it goes.

    What does not fit is drawn smaller until it does.
    """
    whole = size()
    scale = 1.0
    while scale > SMALLEST and _Pen(None, page, font, whole, scale).draw() > whole.height() - MARGIN:
        scale -= 0.03
    return _Pen(painter, page, font, whole, scale).draw()


def pdf(page: Page, font: QFont) -> bytes:
    """The page as a PDF file of one page."""
    target = QByteArray()
    buffer = QBuffer(target)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setPageLayout(
        QPageLayout(page_size(), QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point)
    )
    writer.setTitle(page.title)
    writer.setCreator("burnbreak")
    painter = QPainter(writer)
    factor = 1200 / 72 / UNITS
    painter.scale(factor, factor)
    draw(painter, page, font)
    painter.end()
    buffer.close()
    return bytes(target.data())


class _Pen:
    """Draws downward, or only measures where there is no painter."""

    def __init__(
        self, painter: QPainter | None, page: Page, font: QFont, whole: QSizeF, scale: float
    ) -> None:
        self._painter, self._page, self._base, self._scale = painter, page, font, scale
        self._left, self._width = MARGIN, whole.width() - 2 * MARGIN
        self._bottom = whole.height() - MARGIN
        self._y = MARGIN

    def draw(self) -> float:
        page = self._page
        self._text(page.title, _TITLE)
        self._text(page.period, _SOFT)
        self._space(20)
        self._chart()
        self._heads()
        for row in page.rows:
            self._row(row)
        self._space(8)
        for heading, text in page.paragraphs:
            self._space(9)
            self._text(heading, _HEAD)
            self._space(1)
            self._text(text, _BODY)
        if page.box is not None:
            self._space(16)
            self._box(page.box)
        self._foot()
        return self._y

    # --- parts -------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[float, float, float]:
        """Where the weeks begin, how wide one is, how wide the last column is."""
        many = len(self._page.weeks) > MANY
        names, last = self._width * (0.29 if many else NAMES), self._width * (0.12 if many else 0.15)
        return names, (self._width - names - last) / len(self._page.weeks), last

    def _chart(self) -> None:
        page = self._page
        high, top = self._s(86), self._y
        names, apart, _ = self._columns()
        most = max(page.line, *page.bars, 0.1)
        base = top + high + self._height(_TINY)
        self._text(page.chart, _NAME, width=names - self._s(12))
        if page.line:
            self._text(page.line_text, _TINY, width=names - self._s(12))
        bar = min(apart * 0.62, self._s(30))
        for number, hours in enumerate(page.bars):
            tall = high * hours / most
            x = self._x(names + apart * (number + 1) - bar, bar)
            if tall:
                self._rect(QRectF(x, base - tall, bar, tall), LIGHT.accent_soft, LIGHT.accent)
            inside = self._height(_TINY) + self._s(2)
            y = base - inside if tall > inside else base - tall - inside
            self._line_of(
                page.bar_texts[number], _TINY, names + apart * number, apart - self._s(4), y, cells=True
            )
        if page.line:
            y = base - high * page.line / most
            self._stroke(y, names + self._s(4), apart * len(page.bars) - self._s(4), dashed=True)
        self._y = base

    def _heads(self) -> None:
        names, apart, last = self._columns()
        self._stroke(self._y, 0, self._width, strong=True)
        self._space(4)
        for number, week in enumerate(self._page.weeks):
            self._line_of(week, _TINY, names + apart * number, apart, self._y, cells=True)
        self._line_of(self._page.overall, _TINY, self._width - last, last, self._y)
        self._y += self._height(_TINY)
        self._space(4)
        self._stroke(self._y, 0, self._width)

    def _row(self, row: Row) -> None:
        names, apart, last = self._columns()
        self._space(5)
        top = self._y
        for number, cell in enumerate(row.cells):
            self._line_of(cell, _CELL, names + apart * number, apart, top, cells=True)
        self._line_of(row.overall, _SUM, self._width - last, last, top, cells=True)
        self._text(row.name, _NAME, width=names - self._s(8))
        self._text(row.meaning, _TINY, width=names - self._s(8))
        self._space(5)
        self._stroke(self._y, 0, self._width)

    def _box(self, box: Box) -> None:
        top, inset = self._y, self._s(12)
        measured = _Pen(None, self._page, self._base, size(), self._scale)
        measured._y = top
        measured._box_texts(box, inset)
        self._rect(
            QRectF(self._left, top, self._width, measured._y - top + inset), LIGHT.paper, "", round_=60
        )
        self._box_texts(box, inset)
        self._y += inset

    def _box_texts(self, box: Box, inset: float) -> None:
        self._y += inset
        width = self._width - 2 * inset
        self._text(box.title, _HEAD, width=width, at=inset)
        self._space(2)
        for line in box.lines:
            self._text(line, _SOFT, width=width, at=inset)
        self._space(3)
        self._text(box.source, _TINY, width=width, at=inset)

    def _foot(self) -> None:
        height = self._height(_TINY) + self._s(8)
        # At the lower edge where there is room, else right after the rest.
        self._y = max(self._y + self._s(14), self._bottom - height)
        self._stroke(self._y, 0, self._width)
        self._space(6)
        self._text(self._page.method, _TINY)

    # --- strokes -----------------------------------------------------------------------------------------

    def _s(self, points: float) -> float:
        return points * UNITS * self._scale

    def _space(self, points: float) -> None:
        self._y += self._s(points)

    def _font(self, look: _Look) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(max(1, round(self._s(look.points))))
        font.setWeight(QFont.Weight.DemiBold if look.strong else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _height(self, look: _Look) -> float:
        return QFontMetricsF(self._font(look)).height()

    def _x(self, at: float, width: float) -> float:
        """Where something `at` so far from where reading begins lies."""
        return self._left + (self._width - at - width if self._page.mirrored else at)

    def _text(self, text: str, look: _Look, *, width: float = 0.0, at: float = 0.0) -> None:
        """A paragraph from the present height on, broken into lines."""
        width = width or self._width
        layout = QTextLayout(text, self._font(look))
        side = Qt.AlignmentFlag.AlignRight if self._page.mirrored else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self._page.mirrored:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        if self._painter is not None:
            self._painter.setPen(QColor(look.color))
            layout.draw(self._painter, QPointF(self._x(at, width), self._y))
        self._y += height

    def _line_of(
        self, text: str, look: _Look, at: float, width: float, y: float, *, cells: bool = False
    ) -> None:
        """One line at the end of a column; `cells` are of one size, small enough for all of them."""
        if self._painter is None:
            return
        font = self._font(look)
        if cells:
            font.setPixelSize(max(1, int(font.pixelSize() * self._shrunk(look))))
        x = self._x(at, width)
        x += 0 if self._page.mirrored else width - QFontMetricsF(font).horizontalAdvance(text)
        self._painter.setFont(font)
        self._painter.setPen(QColor(look.color))
        self._painter.drawText(QPointF(x, y + QFontMetricsF(self._font(look)).ascent()), text)

    def _shrunk(self, look: _Look) -> float:
        """By how much texts of this look must shrink so that each fits into its column."""
        page, (_, apart, last) = self._page, self._columns()
        texts = {
            _CELL: [c for row in page.rows for c in row.cells],
            _SUM: [row.overall for row in page.rows],
        }.get(look, [*page.weeks, *page.bar_texts])
        room = (last if look is _SUM else apart) - self._s(6)
        metrics = QFontMetricsF(self._font(look))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        return min(1.0, room / widest) if widest else 1.0

    def _stroke(
        self, y: float, at: float, width: float, *, strong: bool = False, dashed: bool = False
    ) -> None:
        if self._painter is None:
            return
        pen = QPen(QColor(LIGHT.ink if strong or dashed else LIGHT.line), 8 if strong or dashed else 6)
        if dashed:
            pen.setDashPattern([4, 3])
        self._painter.setPen(pen)
        x = self._x(at, width)
        self._painter.drawLine(QPointF(x, y), QPointF(x + width, y))

    def _rect(self, rect: QRectF, fill: str, edge: str, round_: float = 20) -> None:
        if self._painter is None:
            return
        self._painter.setPen(QPen(QColor(edge), 8) if edge else QPen(Qt.PenStyle.NoPen))
        self._painter.setBrush(QColor(fill))
        self._painter.drawRoundedRect(rect, round_, round_)
