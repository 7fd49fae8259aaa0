"""One's own trend: a dot for each week or month, a soft band of the last four, and all of it in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.trend import Comparison, Trend
from burnbreak.ui import check_words
from burnbreak.ui.history_words import day_month
from burnbreak.ui.kit import SoftLabel, StrongLabel
from burnbreak.ui.theme import GRID, Role, Theme

SHOWN_WEEKS = 26
SHOWN_MONTHS = 13
_DOT = 3.5
_ENDS = {
    "tension": (0, 10), "energy": (0, 10), "connection": (0, 10), "burnout": (1, 5),
    "pleasure": (0, 100), "arousal": (0, 100),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one card shows."""

    item: str
    trend: Trend
    monthly: bool = False
    comparison: Comparison | None = None


class TrendChart(QWidget):
    """Paints one trend. It has no thresholds and no colours that mean anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Shown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_trend(self, shown: Shown) -> None:
        """Another trend, or the same with a new answer."""
        self._shown = shown
        name = check_words.item(shown.item)
        self.setAccessibleName(self.tr("{0} as a picture").format(name))
        self.setAccessibleDescription(tell(shown, self.locale()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self._height())

    def _height(self) -> int:
        return self.fontMetrics().height() * 4

    def stretches(self) -> tuple[date, ...]:
        """The weeks or months along the axis, in order: from the first answer on, those that fit."""
        shown = self._shown
        if shown is None or not shown.trend.points:
            return ()
        first, last = shown.trend.points[0].first, shown.trend.points[-1].first
        found = [last]
        most = SHOWN_MONTHS if shown.monthly else SHOWN_WEEKS
        while len(found) < most and found[-1] > first:
            before = found[-1] - timedelta(days=1 if shown.monthly else 7)
            found.append(before.replace(day=1) if shown.monthly else before)
        return tuple(reversed(found))

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, along = self._shown, self.stretches()
        if shown is None or not along:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room(painter, shown)
        places = {first: self._x(number, len(along), room) for number, first in enumerate(along)}
        self._paint_axis(painter, shown, along, room)
        self._paint_bands(painter, shown, places, room)
        painter.setPen(QPen(self._theme.color("surface"), 1.5))
        painter.setBrush(self._theme.color("accent"))
        for point in shown.trend.points:
            if point.first in places:
                place = QPointF(places[point.first], self._y(point.value, shown, room))
                painter.drawEllipse(place, _DOT, _DOT)
        painter.end()

    def _room(self, painter: QPainter, shown: Shown) -> QRectF:
        """Where the dots may be."""
        painter.setFont(self._theme.font(Role.SMALL, tabular=True))
        metrics, locale = painter.fontMetrics(), self.locale()
        axis = max(metrics.horizontalAdvance(locale.toString(end)) for end in _ENDS[shown.item]) + GRID
        top, bottom = metrics.height() / 2, metrics.height() * 1.5
        width = self.width() - axis - _DOT - 2
        left = _DOT + 2 if self._mirrored() else axis
        return QRectF(left, top, width, self.height() - top - bottom)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _x(self, number: int, count: int, room: QRectF) -> float:
        share = 1.0 if count == 1 else number / (count - 1)
        inner = room.width() - 2 * (_DOT + 2)
        return room.left() + _DOT + 2 + inner * (1 - share if self._mirrored() else share)

    def _y(self, value: float, shown: Shown, room: QRectF) -> float:
        low, high = _ENDS[shown.item]
        return room.bottom() - (value - low) / (high - low) * room.height()

    def _paint_axis(self, painter: QPainter, shown: Shown, along: tuple[date, ...], room: QRectF) -> None:
        theme, locale, line = self._theme, self.locale(), painter.fontMetrics().height()
        # Mirrored, the painter takes left for right by itself.
        first, last = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for end in _ENDS[shown.item]:
            y = self._y(end, shown, room)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(theme.color("ink_soft"))
            left, right = (room.right() + GRID, self.width()) if self._mirrored() else (0, room.left() - GRID)
            box = QRectF(left, y - line / 2, right - left, line)
            painter.drawText(box, last | Qt.AlignmentFlag.AlignVCenter, locale.toString(end))
        below = QRectF(room.left(), room.bottom() + line * 0.4, room.width(), line)
        painter.drawText(below, first, stretch_name(along[0], shown.monthly, locale))
        if len(along) > 1:
            painter.drawText(below, last, stretch_name(along[-1], shown.monthly, locale))

    def _paint_bands(
        self, painter: QPainter, shown: Shown, places: Mapping[date, float], room: QRectF
    ) -> None:
        """The band as one soft shape where weeks follow each other, its middle as a line."""
        bands = [band for band in shown.trend.bands if band.first in places]
        if not bands:
            return
        above = [QPointF(places[b.first], self._y(b.high, shown, room)) for b in bands]
        below = [QPointF(places[b.first], self._y(b.low, shown, room)) for b in bands]
        middle = [QPointF(places[b.first], self._y(b.middle, shown, room)) for b in bands]
        if len(bands) == 1:
            for points in (above, below, middle):
                at = points[0]
                points[:] = [QPointF(at.x() - 6, at.y()), QPointF(at.x() + 6, at.y())]
        shape = QPainterPath(above[0])
        for point in [*above[1:], *reversed(below)]:
            shape.lineTo(point)
        shape.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(shape, self._theme.color("accent_soft", 0.75))
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(middle)


class TrendCard(QWidget):
    """One item: its name, and the picture or the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = StrongLabel("")
        self.chart = TrendChart(theme)
        self.words = SoftLabel("")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID // 2)
        for widget in (self.name, self.chart, self.words):
            box.addWidget(widget)

    def show_trend(self, shown: Shown, *, in_words: bool = False) -> None:
        """What it is about now, as a picture or in words; without an answer there is no picture."""
        self.name.setText(check_words.item(shown.item))
        self.chart.show_trend(shown)
        told = [tell(shown, self.locale()), comparison(shown, self.locale())]
        self.words.setText("\n".join(text for text in told if text))
        in_words = in_words or not shown.trend.points
        self.chart.setVisible(not in_words)
        self.words.setVisible(in_words)


def stretch_name(first: date, monthly: bool, locale: QLocale) -> str:
    """A week by its first day, a month by its name."""
    when = QDate(first.year, first.month, first.day)
    if monthly:
        return locale.toString(when, "MMMM yyyy")
    return day_month(locale, when)


def _number(value: float, locale: QLocale) -> str:
    return locale.toString(round(value)) if value == round(value) else locale.toString(value, "f", 1)


def tell(shown: Shown, locale: QLocale) -> str:
    """The whole trend as text: each week or month with its answer, and the last band."""
    translate = check_words.translate
    if not shown.trend.points:
        return translate("checkin", "No answer yet.")
    kept = shown.trend.points[-(SHOWN_MONTHS if shown.monthly else SHOWN_WEEKS) :]
    one = translate("checkin", "{when}: {value}")
    told = "; ".join(
        one.format(when=stretch_name(p.first, shown.monthly, locale), value=_number(p.value, locale))
        for p in kept
    )
    if not shown.trend.bands:
        return translate("checkin", "{answers}.").format(answers=told)
    band = shown.trend.bands[-1]
    weeks = translate(
        "checkin", "{answers}. The last four weeks lie between {low} and {high}, their middle is {middle}."
    )
    months = translate(
        "checkin", "{answers}. The last four months lie between {low} and {high}, their middle is {middle}."
    )
    return (months if shown.monthly else weeks).format(
        answers=told,
        low=_number(band.low, locale),
        high=_number(band.high, locale),
        middle=_number(band.middle, locale),
    )


def comparison(shown: Shown, locale: QLocale) -> str:
    """Weeks with more pauses beside the others; empty while they are too few."""
    found = shown.comparison
    if found is None:
        return ""
    return check_words.translate(
        "checkin",
        "In {more_weeks} weeks with more than {pauses} pauses the middle was {more}, "
        "in {fewer_weeks} weeks with fewer it was {fewer}. That says nothing of what caused what.",
    ).format(
        more_weeks=locale.toString(found.more_weeks),
        pauses=locale.toString(found.pauses),
        more=_number(found.more, locale),
        fewer_weeks=locale.toString(found.fewer_weeks),
        fewer=_number(found.fewer, locale),
    )
