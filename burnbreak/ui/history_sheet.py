"""The week or month as one page: for the clipboard as a picture, for a printer, for a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QFile, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.summary import Stretch
from burnbreak.ui.history_bars import Bar, paint_bars, row_height
from burnbreak.ui.history_facts import Fact
from burnbreak.ui.history_layout import WeekLayout
from burnbreak.ui.history_look import Paint
from burnbreak.ui.history_month import MonthGrid
from burnbreak.ui.history_paint import paint_week
from burnbreak.ui.theme import GAP, GRID, Role

WIDTH = 1000.0
"""Of the page in its own px; everything on it scales with it."""
_MARGIN = 32.0
_PICTURE = 460.0
_FACTS = 84.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is on the page, in its order."""

    title: str
    stretch: Stretch
    days: Sequence[BookedDay]
    """Empty for a month."""
    facts: Sequence[Fact] = ()
    practices: tuple[str, Sequence[Bar]] = ("", ())
    """Heading and bars."""
    situations: tuple[str, Sequence[Bar]] = ("", ())
    offers: tuple[str, Sequence[str]] = ("", ())
    widget: QWidget = field(kw_only=True)
    """Gives locale and direction."""

    def height(self, paint: Paint) -> float:
        """Of all of it, at its width (px)."""
        rows = max(len(self.practices[1]), len(self.situations[1]))
        lines = len(self.offers[1])
        line = QFontMetricsF(paint.font(Role.BODY)).height() * 1.35
        below = (GAP + GRID / 2 + line + rows * row_height(paint) if rows else 0.0) + (
            GAP + line * (lines + 1) if lines else 0.0
        )
        return 2 * _MARGIN + 40 + _PICTURE + GAP + (_FACTS if self.facts else 0) + below

    def draw(self, painter: QPainter, paint: Paint) -> None:
        """From the origin, WIDTH wide."""
        _Pen(painter, paint, self).draw()


class _Pen:
    """Goes down the page."""

    def __init__(self, painter: QPainter, paint: Paint, sheet: Sheet) -> None:
        self._painter, self._paint, self._sheet = painter, paint, sheet
        self._mirrored = sheet.widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._width, self._y = WIDTH - 2 * _MARGIN, _MARGIN

    def draw(self) -> None:
        sheet = self._sheet
        self._text(sheet.title, Role.TITLE, strong=True)
        self._y += 40 - QFontMetricsF(self._paint.font(Role.TITLE)).height()
        self._picture(QRectF(_MARGIN, self._y, self._width, _PICTURE))
        self._y += _PICTURE + GAP
        if sheet.facts:
            self._facts()
        self._bars()
        heading, lines = sheet.offers
        if lines:
            self._y += GAP
            self._text(heading, Role.BODY, strong=True)
            for line in lines:
                self._text(line, Role.BODY, token="ink_soft")

    def _picture(self, room: QRectF) -> None:
        sheet, painter, paint = self._sheet, self._painter, self._paint
        if not sheet.days:
            MonthGrid(sheet.stretch, room, sheet.widget, paint).draw(painter, None)
            return
        layout = WeekLayout(
            sheet.stretch, sheet.days, room, paint, sheet.widget.locale(), mirrored=self._mirrored
        )
        paint_week(painter, layout, paint, None)

    def _text(self, text: str, role: Role, *, strong: bool = False, token: str = "ink") -> None:
        line = QFontMetricsF(self._paint.font(role)).height() * 1.35
        self._line(QRectF(_MARGIN, self._y, self._width, line), text, role, token=token, strong=strong)
        self._y += line

    def _line(
        self, room: QRectF, text: str, role: Role, *, token: str, strong: bool = False, lines: int = 1
    ) -> None:
        """One line, cut off where it is too long, or up to two."""
        font = self._paint.font(role, strong=strong)
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        self._painter.setFont(font)
        self._painter.setPen(self._paint.color(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        if lines > 1:
            self._painter.drawText(room, int(side) | int(Qt.TextFlag.TextWordWrap), text)
        else:
            self._painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _place(self, number: int, count: int) -> QRectF:
        """One of several columns."""
        width = (self._width - (count - 1) * 2 * GRID) / count
        place = count - 1 - number if self._mirrored else number
        return QRectF(_MARGIN + place * (width + 2 * GRID), self._y, width, 20)

    def _facts(self) -> None:
        for number, fact in enumerate(self._sheet.facts):
            room = self._place(number, len(self._sheet.facts))
            self._line(room, fact.heading, Role.SMALL, token="ink_soft")
            self._line(room.translated(0, 20), fact.large, Role.LEAD, token="ink")
            small = room.translated(0, 40)
            small.setHeight(32)
            self._line(small, fact.small, Role.SMALL, token="ink_soft", lines=2)
        self._y += _FACTS

    def _bars(self) -> None:
        pairs = [pair for pair in (self._sheet.practices, self._sheet.situations) if pair[1]]
        if not pairs:
            return
        self._y += GAP
        line = QFontMetricsF(self._paint.font(Role.BODY)).height() * 1.35
        for number, (heading, bars) in enumerate(pairs):
            room = self._place(number, 2)
            room.setHeight(line)
            self._line(room, heading, Role.BODY, token="ink", strong=True)
            room.translate(0, line + GRID / 2)
            paint_bars(self._painter, room, bars, self._paint, mirrored=self._mirrored)
        self._y += line + GRID / 2 + max(len(bars) for _, bars in pairs) * row_height(self._paint)


def picture(sheet: Sheet, paint: Paint, scale: float = 2.0) -> QImage:
    """The page as a picture, `scale` times as fine as its px."""
    size = QSizeF(WIDTH, sheet.height(paint)) * scale
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(paint.color("surface"))
    painter = QPainter(image)
    sheet.draw(painter, paint)
    painter.end()
    return image


def on_paper(sheet: Sheet, paint: Paint, device: QPagedPaintDevice) -> bool:
    """Draws the page as large as it fits; False where the device takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    room = device.pageLayout().paintRectPixels(device.logicalDpiX())
    scale = min(room.width() / WIDTH, room.height() / sheet.height(paint))
    painter.scale(scale, scale)
    sheet.draw(painter, paint)
    return painter.end()


def write_pdf(sheet: Sheet, paint: Paint, path: str) -> bool:
    """One page of A4 (Letter where that is usual), upright; False where it cannot be written."""
    file = QFile(path)
    if not file.open(QFile.OpenModeFlag.WriteOnly):
        return False
    writer = QPdfWriter(file)
    writer.setTitle(sheet.title)
    writer.setCreator("burnbreak")
    writer.setPageLayout(page_layout(sheet.widget))
    return on_paper(sheet, paint, writer)


def page_layout(widget: QWidget) -> QPageLayout:
    """Upright, with the paper of the user's country and margins of 15 mm."""
    us = widget.locale().measurementSystem() == widget.locale().MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if us else QPageSize.PageSizeId.A4)
    margins = QMarginsF(15, 15, 15, 15)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
