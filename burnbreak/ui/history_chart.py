"""The picture of a week as a widget: the pointer and the arrow keys go from mark to mark."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.summary import Sitting, Stretch
from burnbreak.ui.history_layout import Mark, WeekLayout, hour_of
from burnbreak.ui.history_marks import Marks
from burnbreak.ui.history_paint import paint_week
from burnbreak.ui.theme import Theme

_REACH = 16
"""A mark is under the pointer within so many px of its middle."""


class WeekChart(QWidget):
    """`pointed` tells which mark is looked at."""

    pointed = Signal(object)
    """The Sitting that is looked at, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._week: Stretch | None = None
        self._days: Sequence[BookedDay] = ()
        self._today: date | None = None
        self._current: Sitting | None = None
        self._held = False
        """Whether the chosen mark stays when the pointer leaves."""
        self._laid: WeekLayout | None = None
        self._marks: Marks | None = None
        self._marks_scale = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The week as a picture; below it the same in words"))
        theme.changed.connect(self._look_anew)

    def show_week(self, week: Stretch, days: Sequence[BookedDay], today: date) -> None:
        """Another week, or the same one with new entries."""
        kept = self._current.uuid if self._current else ""
        self._week, self._days, self._today = week, days, today
        # With marks, the ring is around the chosen one.
        self.setProperty("ring", not week.sittings)
        self._choose(next((s for s in week.sittings if s.uuid == kept), None))
        self._lay_anew()

    @property
    def current(self) -> Sitting | None:
        """The sitting that is looked at."""
        return self._current

    def marks(self) -> tuple[Mark, ...]:
        """Every sitting of the week as it is drawn, in order."""
        layout = self._layout()
        return layout.marks if layout is not None else ()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(7 * 40 + 48, 12 * line)

    def _layout(self) -> WeekLayout | None:
        if self._laid is None and self._week is not None:
            self._laid = WeekLayout(
                self._week,
                self._days,
                QRectF(self.rect()),
                self._theme,
                self.locale(),
                mirrored=self._mirrored(),
            )
        return self._laid

    def _lay_anew(self) -> None:
        self._laid = None
        self.update()

    def _look_anew(self) -> None:
        self._marks = None
        self._lay_anew()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._laid = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self._laid = None
        super().changeEvent(event)

    # --- pointer and keys --------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        layout = self._layout()
        near = layout.near(event.position(), _REACH) if layout is not None else None
        if near is not None:
            self._held &= near == self._current
            self._choose(near)
        elif not self._held and not self.hasFocus():
            self._choose(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self._layout()
        near = layout.near(event.position(), _REACH) if layout is not None else None
        self._held = near is not None
        self._choose(near)
        super().mousePressEvent(event)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if not self._held and not self.hasFocus():
            self._choose(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        if by_key and self._current is None and self._week is not None and self._week.sittings:
            self._choose(self._week.sittings[-1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._held = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Up, keys.Key_Down):
            self._step(1 if event.key() == keys.Key_Down else -1)
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            ahead = (event.key() == keys.Key_Right) != self._mirrored()
            self._step_day(1 if ahead else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        sittings = self._week.sittings if self._week else ()
        if sittings:
            here = (
                sittings.index(self._current)
                if self._current in sittings
                else (-1 if by > 0 else len(sittings))
            )
            self._choose(sittings[max(0, min(len(sittings) - 1, here + by))])

    def _step_day(self, by: int) -> None:
        """To the next day that has a mark, at about the same hour."""
        if self._current is None or self._week is None:
            self._step(by)
            return
        here = self._current
        other = [s for s in self._week.sittings if (s.day > here.day if by > 0 else s.day < here.day)]
        if other:
            day = min(s.day for s in other) if by > 0 else max(s.day for s in other)
            hour = hour_of(here.started, here.day, here.zone)
            there = [s for s in other if s.day == day]
            self._choose(min(there, key=lambda s: abs(hour_of(s.started, s.day, s.zone) - hour)))

    def _choose(self, sitting: Sitting | None) -> None:
        if sitting != self._current:
            self._current = sitting
            self.pointed.emit(sitting)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout = self._layout()
        if layout is None:
            return
        painter = QPainter(self)
        current = self._current.uuid if self._current is not None else None
        scale = self.devicePixelRatioF()
        if self._marks is None or self._marks_scale != scale:
            self._marks, self._marks_scale = Marks(self._theme, scale), scale
        paint_week(painter, layout, self._theme, self._today, marks=self._marks, current=current)
        painter.end()
