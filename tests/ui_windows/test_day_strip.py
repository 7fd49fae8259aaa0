"""The strip of hours: each time where it belongs, wide enough for early and late, the same in words."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.span import Span
from burnbreak.ui.settings.day_strip import DayStrip, hours_of
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import LONDON

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def booked(hour: int, minute: int, minutes: int, kind: BookedKind = BookedKind.SESSION) -> Booked:
    start = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    return Booked(Span(start, start + timedelta(minutes=minutes)), kind)


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> DayStrip:
    made = DayStrip(theme)
    qtbot.addWidget(made)
    made.resize(500, made.sizeHint().height())
    made.show()
    return made


@pytest.mark.parametrize(
    ("times", "first", "last"),
    [
        ((), 8, 18),
        ((booked(9, 0, 50),), 8, 18),
        ((booked(6, 40, 50), booked(19, 10, 50)), 6, 20),
        ((booked(19, 0, 60),), 8, 20),
        # Whole days and what began yesterday are cut where the day of the log is.
        ((booked(-10, 0, 48 * 60, BookedKind.OTHER),), 4, 28),
    ],
)
def test_the_hours_widen_to_what_is_booked(times: tuple[Booked, ...], first: int, last: int) -> None:
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    assert hours_of(times, NOON, LONDON) == Span(
        midnight + timedelta(hours=first), midnight + timedelta(hours=last)
    )


def test_each_time_lies_at_its_hour(strip: DayStrip) -> None:
    strip.show_day((booked(9, 0, 60), booked(13, 0, 30, BookedKind.OTHER)), NOON, LONDON)
    first, second = strip.boxes()
    assert (first.left(), first.right()) == pytest.approx((50, 99))
    assert (second.left(), second.right()) == pytest.approx((250, 274))
    assert strip.accessibleDescription() == "Today: 09:00 to 10:00 session, 13:00 to 13:30 other"


@pytest.mark.usefixtures("mirrored")
def test_it_runs_from_right_to_left_where_one_reads_so(strip: DayStrip) -> None:
    strip.show_day((booked(9, 0, 60),), NOON, LONDON)
    (box,) = strip.boxes()
    assert box.left() == pytest.approx(400)


def test_sessions_and_other_times_differ_by_more_than_their_colour(strip: DayStrip) -> None:
    def ground(kind: BookedKind) -> set[int]:
        strip.show_day((booked(9, 0, 60, kind),), NOON, LONDON)
        picture: QImage = strip.grab().toImage()
        (box,) = strip.boxes()
        inside = box.adjusted(4, 4, -4, -4).toRect()
        return {picture.pixel(x, inside.center().y()) for x in range(inside.left(), inside.right())}

    assert len(ground(BookedKind.SESSION)) == 1
    assert len(ground(BookedKind.OTHER)) > 1
