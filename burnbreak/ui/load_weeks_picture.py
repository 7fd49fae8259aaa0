"""Earlier weeks beside what the user agreed."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.ui import load_words as words
from burnbreak.ui.theme import GRID, Role, Theme


class WeeksPicture(QWidget):
    """Earlier weeks as bars, with a line at what the user agreed. It is made for no other comparison."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._weeks: tuple[tuple[date, timedelta], ...] = ()
        self._agreed = timedelta()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_weeks(self, weeks: tuple[tuple[date, timedelta], ...], agreed: timedelta) -> None:
        """First day and actual time of each week, the earliest first."""
        self._weeks, self._agreed = weeks, agreed
        told = (
            self.tr("{day}: {actual}").format(day=words.day_month(d), actual=words.length(a))
            for d, a in weeks
        )
        self.setAccessibleName(self.tr("Earlier weeks beside the agreed {0}").format(words.length(agreed)))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(self.fontMetrics().height() * 8.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._weeks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, line = self._theme, self.fontMetrics().height()
        top, bottom = line * 1.6, self.height() - line * 1.6
        most = max(self._agreed, *(a for _, a in self._weeks)) or timedelta(hours=1)
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        text = self.tr("agreed: {0}").format(words.length(self._agreed))
        # The words stand beside the bars, never upon one.
        aside = painter.fontMetrics().horizontalAdvance(text) + GRID
        start = aside if self._mirrored() else 0
        apart = (self.width() - aside) / len(self._weeks)
        for number, (first, actual) in enumerate(self._weeks):
            place = len(self._weeks) - 1 - number if self._mirrored() else number
            high = (bottom - top) * (actual / most)
            bar = min(apart * 0.5, 44)
            box = QRectF(start + apart * (place + 0.5) - bar / 2, bottom - high, bar, high)
            painter.setPen(QPen(theme.color("accent"), max(1, theme.tokens.line_width)))
            painter.setBrush(theme.color("accent_soft"))
            if actual:
                painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.color("ink_soft"))
            under = QRectF(start + apart * place, bottom + 4, apart, line * 1.4)
            painter.drawText(under, Qt.AlignmentFlag.AlignHCenter, words.day_month(first))
            hours = self.locale().toString(actual.total_seconds() / 3600, "f", 1)
            inside = QRectF(start + apart * place, bottom - line * 1.4, apart, line * 1.2)
            painter.setPen(theme.color("ink"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignHCenter, hours)
        agreed = bottom - (bottom - top) * (self._agreed / most)
        painter.setPen(QPen(theme.color("ink"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, agreed), QPointF(self.width(), agreed))
        side = Qt.AlignmentFlag.AlignLeft if self._mirrored() else Qt.AlignmentFlag.AlignRight
        side |= Qt.AlignmentFlag.AlignAbsolute
        painter.setPen(theme.color("ink_soft"))
        painter.drawText(QRectF(0, agreed - line * 1.3, self.width(), line * 1.2), side, text)
        painter.end()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
