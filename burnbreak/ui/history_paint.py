"""Draws the picture of a week on whatever takes paint: a window, a picture, a page."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from burnbreak.core.booked import BookedKind
from burnbreak.core.span import Span
from burnbreak.core.week_edit import wall
from burnbreak.ui.fields import clock_text
from burnbreak.ui.history_layout import WeekLayout
from burnbreak.ui.history_look import Paint
from burnbreak.ui.history_marks import Marks
from burnbreak.ui.theme import GRID, Role

translate = QCoreApplication.translate
_EDGE = 3.0
"""Between a column and what is in it (px)."""


def paint_week(
    painter: QPainter,
    layout: WeekLayout,
    paint: Paint,
    today: date | None,
    *,
    marks: Marks | None = None,
    current: str | None = None,
) -> None:
    """`current` is the uuid of the sitting that is looked at; `marks` are kept between two paintings."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_work(painter, layout, paint)
    _paint_hours(painter, layout, paint)
    _paint_booked(painter, layout, paint)
    _paint_names(painter, layout, paint, today)
    _paint_totals(painter, layout, paint)
    (marks or Marks(paint)).draw(painter, layout.marks, current)


def _blocks(layout: WeekLayout, number: int, spans: Iterable[Span], inset: float) -> Iterable[QRectF]:
    for span in spans:
        block = layout.block(number, span).adjusted(inset, 0, -inset, 0)
        if block.height() > 0:
            yield block


def _paint_work(painter: QPainter, layout: WeekLayout, paint: Paint) -> None:
    painter.setPen(QPen(paint.color("line"), paint.tokens.line_width))
    painter.setBrush(paint.color("paper"))
    for number, day in enumerate(layout.days):
        for block in _blocks(layout, number, day.work, _EDGE):
            painter.drawRoundedRect(block, 6, 6)
    # Time of one's own: the card shows through, with a broken edge.
    painter.setPen(QPen(paint.color("ink_soft", 0.55), 1, Qt.PenStyle.DashLine))
    painter.setBrush(paint.color("surface"))
    for number, day in enumerate(layout.days):
        for block in _blocks(layout, number, (span for span, _ in day.protected), _EDGE + 3):
            painter.drawRoundedRect(block, 4, 4)


def _paint_booked(painter: QPainter, layout: WeekLayout, paint: Paint) -> None:
    looks = {
        BookedKind.SESSION: (QPen(Qt.PenStyle.NoPen), QBrush(paint.color("accent_soft"))),
        BookedKind.OTHER: (
            QPen(paint.color("accent", 1.0 if paint.tokens.contrast else 0.45), 1),
            QBrush(paint.color("accent_soft", 0.4)),
        ),
    }
    if paint.tokens.contrast:
        looks[BookedKind.SESSION] = (QPen(paint.color("line"), 1), looks[BookedKind.SESSION][1])
    for number, day in enumerate(layout.days):
        for booked in day.booked:
            for block in _blocks(layout, number, [booked.span], _EDGE + 6):
                pen, brush = looks[booked.kind]
                painter.setPen(pen)
                painter.setBrush(brush)
                painter.drawRoundedRect(block.adjusted(0, 0.75, 0, -0.75), 5, 5)


def _paint_hours(painter: QPainter, layout: WeekLayout, paint: Paint) -> None:
    first, last = layout.hours
    painter.setFont(paint.font(Role.SMALL, tabular=True))
    line = layout.line
    apart = layout.y(first + 1) - layout.y(first)
    step = next((s for s in (1, 2, 3, 4) if apart * s > line * 1.5), 6)
    left = min(c.left() for c in layout.columns)
    right = max(c.right() for c in layout.columns)
    grid = QPen(paint.color("line", 0.35 if paint.tokens.contrast else 1.0), 1)
    soft = paint.color("ink_soft")
    side = Qt.AlignmentFlag.AlignLeft if layout.mirrored else Qt.AlignmentFlag.AlignRight
    x = right + GRID if layout.mirrored else layout.room.left()
    for hour in range(first, last + 1, step):
        y = layout.y(hour)
        painter.setPen(grid)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(soft)
        box = QRectF(x, y - line / 2, layout.axis - GRID, line)
        painter.drawText(
            box, side | Qt.AlignmentFlag.AlignVCenter, clock_text(layout.locale, wall(hour * 60))
        )


def _day_names(layout: WeekLayout, paint: Paint) -> list[str]:
    """ "Mon 9" for each day, or "9" where one of them finds no room."""
    locale, short = layout.locale, layout.locale.FormatType.ShortFormat
    dates = [day.date for day in layout.week.days]
    pattern = translate("WeekChart", "{weekday} {day}")
    names = [
        pattern.format(weekday=locale.standaloneDayName(d.isoweekday(), short), day=locale.toString(d.day))
        for d in dates
    ]
    metrics = QFontMetricsF(paint.font(Role.BODY, strong=True))
    if max(map(metrics.horizontalAdvance, names)) <= layout.columns[0].width() - 4:
        return names
    return [locale.toString(d.day) for d in dates]


def _paint_names(painter: QPainter, layout: WeekLayout, paint: Paint, today: date | None) -> None:
    top, line = layout.room.top(), layout.head_line
    named = tuple(zip(layout.week.days, layout.columns, _day_names(layout, paint), strict=True))
    for strong in (False, True):
        painter.setFont(paint.font(Role.BODY, strong=strong))
        painter.setPen(paint.color("accent" if strong else "ink"))
        for day, column, name in named:
            if (day.date == today) is strong:
                room = QRectF(column.left(), top, column.width(), line)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)


def _paint_totals(painter: QPainter, layout: WeekLayout, paint: Paint) -> None:
    """The minutes of each day, under its name."""
    font = paint.font(Role.SMALL, tabular=True)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(paint.color("ink_soft"))
    top, line = layout.room.top() + layout.head_line, layout.head_line
    for day, column in zip(layout.week.days, layout.columns, strict=True):
        if not day.pauses:
            continue
        minutes = max(1, round(day.seconds / 60))
        total = translate("WeekChart", "%n min", "minutes of a day", minutes)
        if metrics.horizontalAdvance(total) > column.width():
            total = layout.locale.toString(minutes)
        room = QRectF(column.left(), top, column.width(), line)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, total)
