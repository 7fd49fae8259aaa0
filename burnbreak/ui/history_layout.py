"""Where everything of a week's picture is: seven columns, the hours downward, a mark for each sitting."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from math import hypot, sqrt
from typing import NamedTuple

from PySide6.QtCore import QLocale, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.span import DAY_BEGINS, Span
from burnbreak.core.summary import Day, Sitting, Stretch
from burnbreak.core.week import DAYS
from burnbreak.core.week_edit import wall
from burnbreak.ui.fields import clock_text
from burnbreak.ui.history_look import Paint
from burnbreak.ui.theme import GRID, Role

EARLIEST = DAY_BEGINS.hour
"""A day of the log begins at this hour and ends at the same hour of the next."""
FROM, TO = 8, 18
"""These hours are always shown."""
_LINE = 17.0
"""The height of a line at the plain size of text, for which marks are thought (px)."""
_LANES = (0.0, 0.6, -0.6)
"""Where marks go that stand too close, as shares of the room beside the middle."""
_SMALLEST, _LARGEST = 5.0, 15.0


class Mark(NamedTuple):
    """One sitting as a round mark; numbers, since points are only needed for the one that is looked at."""

    sitting: Sitting
    x: float
    y: float
    """Its middle."""
    radius: float

    @property
    def centre(self) -> QPointF:
        """Its middle as a point."""
        return QPointF(self.x, self.y)


def hour_of(moment: datetime, day: date, zone: tzinfo) -> float:
    """The hour on the clock at a moment, counted on from the midnight that began `day` (25.5 is 01:30)."""
    local = moment.astimezone(zone)
    return (local.date() - day).days * 24 + local.hour + local.minute / 60 + local.second / 3600


def _clock_of(day: Day) -> Callable[[Sitting], float]:
    """Tells the hour of a sitting's middle; most days have one offset, and then this is a subtraction."""
    start, end = day.span.start, day.span.end
    if start.astimezone(day.zone).utcoffset() != end.astimezone(day.zone).utcoffset():
        return lambda sitting: hour_of(_middle(sitting), day.date, day.zone)
    begins = hour_of(start, day.date, day.zone)
    return lambda s: begins + ((s.started - start).total_seconds() + s.real_seconds / 2) / 3600


def _middle(sitting: Sitting) -> datetime:
    return sitting.started + timedelta(seconds=sitting.real_seconds / 2)


def hours_shown(week: Stretch, days: Sequence[BookedDay]) -> tuple[int, int]:
    """The whole hours that hold all work, all booked time and all sittings, at least 8 to 18."""
    first, last = float(FROM), float(TO)
    for day, plan in zip(week.days, days, strict=True):
        # Sittings are in order; their marks lie at their middle.
        spans = [*plan.work, *(b.span for b in plan.booked)]
        if day.sittings:
            spans.append(Span(_middle(day.sittings[0]), _middle(day.sittings[-1])))
        for span in spans:
            first = min(first, hour_of(span.start, day.date, day.zone))
            last = max(last, hour_of(span.end, day.date, day.zone))
    return max(EARLIEST, int(first)), min(EARLIEST + 24, int(last) + (last > int(last)))


def radius_of(seconds: float) -> float:
    """The area of a mark grows with its minutes; ten minutes fill the largest."""
    return _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(min(1.0, seconds / 600))


class WeekLayout:
    """A week laid out in a rectangle; asked for with every look at it, so everything is worked out once."""

    def __init__(
        self,
        week: Stretch,
        days: Sequence[BookedDay],
        room: QRectF,
        paint: Paint,
        locale: QLocale,
        *,
        mirrored: bool,
    ) -> None:
        self.week, self.days, self.room, self.mirrored, self.locale = week, days, room, mirrored, locale
        self.hours = hours_shown(week, days)
        small, body = QFontMetricsF(paint.font(Role.SMALL)), QFontMetricsF(paint.font(Role.BODY))
        self.line = small.height()
        widest = max(small.horizontalAdvance(clock_text(locale, wall(hour * 60))) for hour in (0, 10, 20, 22))
        self.axis = widest + GRID + GRID / 2
        self.head_line = body.height()
        self.head = room.top() + self.head_line * 2 + GRID
        self.height = room.bottom() - self.head - self.line * 0.6
        self.columns = tuple(self._column(number) for number in range(DAYS))
        self.marks = tuple(self._marks())

    def y(self, hour: float) -> float:
        """How far down an hour is."""
        first, last = self.hours
        return self.head + (hour - first) / (last - first) * self.height

    def block(self, number: int, span: Span) -> QRectF:
        """A stretch of time in the column of a day, inside the hours shown."""
        day, column = self.week.days[number], self.columns[number]
        top = max(column.top(), self.y(hour_of(span.start, day.date, day.zone)))
        bottom = min(column.bottom(), self.y(hour_of(span.end, day.date, day.zone)))
        return QRectF(column.left(), top, column.width(), max(0.0, bottom - top))

    def near(self, point: QPointF, reach: float) -> Sitting | None:
        """The sitting whose mark is under a point, or nearly."""

        x, y = point.x(), point.y()

        def far(mark: Mark) -> float:
            return hypot(mark.x - x, mark.y - y)

        found = min(self.marks, key=far, default=None)
        return found.sitting if found is not None and far(found) <= max(reach, found.radius) else None

    def _column(self, number: int) -> QRectF:
        width = (self.room.width() - self.axis) / DAYS
        left = self.room.left() + (
            (DAYS - 1 - number) * width if self.mirrored else self.axis + number * width
        )
        return QRectF(left, self.head, width, self.height)

    def _marks(self) -> list[Mark]:
        result = []
        first, last = self.hours
        head, scale = self.head, self.height / (last - first)
        grown = min(1.6, max(1.0, self.head_line / _LINE))
        for day, column in zip(self.week.days, self.columns, strict=True):
            x, top, bottom = column.center().x(), column.top(), column.bottom()
            widest = column.width() / 2 - 3
            lane, last_y = 0, -100.0
            hour = _clock_of(day)
            radii: dict[float, float] = {}  # Most sittings of a day are of one length.
            for sitting in day.sittings:
                y = head + (hour(sitting) - first) * scale
                radius = radii.get(sitting.real_seconds)
                if radius is None:
                    radius = min(radius_of(sitting.real_seconds) * grown, widest)
                    radii[sitting.real_seconds] = radius
                inside = max(top + radius, min(bottom - radius, y))
                # Where they would hide each other, they step aside: middle, later side, earlier side.
                lane = (lane + 1) % 3 if inside - last_y < radius else 0
                last_y = inside
                result.append(Mark(sitting, x + _LANES[lane] * (widest - radius), inside, radius))
        return result
