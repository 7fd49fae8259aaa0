"""A date: typed, stepped by arrow keys, or picked from a month that opens under it."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from burnbreak.ui.kit.field_height import make_room
from burnbreak.ui.theme import HIT, Theme

_ICON = 16
"""The side of the small calendar (px)."""


class DateField(QDateEdit):
    """A date as the user's locale writes it."""

    chosen = Signal(object)
    """The user set this date; not sent by `set_date`."""

    def __init__(self, theme: Theme, value: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCalendarPopup(True)
        self._month = QCalendarWidget()
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._month.setGridVisible(False)
        self.setCalendarWidget(self._month)
        self.setKeyboardTracking(False)
        self.setMinimumHeight(HIT)
        self.setAccessibleName(name)
        # Qt turns the sections round in right-to-left layouts, so that day and year would change places.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._write_as_the_locale_does()
        self.set_date(value)
        self.dateChanged.connect(lambda day: self.chosen.emit(_plain(day)))
        theme.changed.connect(self._paint_month)
        self._paint_month()

    @property
    def value(self) -> date:
        """The date."""
        return _plain(self.date())

    def set_date(self, value: date) -> None:
        """Changes it without telling."""
        blocked = self.blockSignals(True)
        self.setDate(QDate(value.year, value.month, value.day))
        self.blockSignals(blocked)

    def set_earliest(self, value: date) -> None:
        """No date before this one can be set; an earlier one moves there without telling."""
        blocked = self.blockSignals(True)
        self.setMinimumDate(QDate(value.year, value.month, value.day))
        self.blockSignals(blocked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._write_as_the_locale_does()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet draws no arrow; a small calendar stands where a click opens the month."""
        super().paintEvent(event)
        left = self.width() - _ICON - 8
        painter = QPainter(self)
        self._theme.icon("calendar", "ink_soft", _ICON).paint(
            painter, left, (self.height() - _ICON) // 2, _ICON, _ICON
        )
        painter.end()

    def _write_as_the_locale_does(self) -> None:
        style = self.locale().dateFormat(QLocale.FormatType.ShortFormat)
        self.setDisplayFormat(style if "yyyy" in style else style.replace("yy", "yyyy"))
        self._month.setFirstDayOfWeek(self.locale().firstDayOfWeek())
        make_room(self)

    def _paint_month(self) -> None:
        """Days of the weekend are days; nothing is red."""
        plain, soft = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(self._theme.tokens.ink))
        soft.setForeground(QColor(self._theme.tokens.ink_soft))
        soft.setBackground(QColor(self._theme.tokens.surface))
        for day in Qt.DayOfWeek:
            self._month.setWeekdayTextFormat(day, plain)
        self._month.setHeaderTextFormat(soft)


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
