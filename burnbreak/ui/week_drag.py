"""What the pointer makes of a block while its button is down: moved, longer or shorter, or drawn anew."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint

from burnbreak.core import week_edit as edit
from burnbreak.core.week_edit import Block
from burnbreak.ui.week_picture import WeekGrid

_SLACK = 4
"""Less movement than this is a click (px)."""


class Drag:
    """From a press to its release; `old` is the block that was taken hold of, None on free ground."""

    def __init__(self, grid: WeekGrid, blocks: Sequence[Block], pressed: QPoint, like: Block) -> None:
        """`blocks` can be taken hold of; what is drawn on free ground is of the sort of `like`."""
        self._grid, self._pressed, self._like = grid, pressed, like
        self.weekday, self._minute = grid.at(pressed)
        self.old, part = grid.hit(blocks, pressed)
        self.new: Block | None = None
        """What is seen now; None until the pointer has moved."""
        self._make = self._maker(part)

    def to(self, point: QPoint) -> bool:
        """The pointer is there now; whether that is more than a click."""
        if self.new is not None or (point - self._pressed).manhattanLength() > _SLACK:
            self.new = self._make(point)
        return self.new is not None

    def _maker(self, part: str) -> Callable[[QPoint], Block]:
        old = self.old
        if old is None:
            start = edit.snap(self._minute - edit.STEP / 2)
            return lambda to: edit.drawn(self.weekday, start, self._end(to, self.weekday, start), self._like)
        if part == "start":
            return lambda to: edit.from_start(old, edit.snap(self._grid.at(to)[1]))
        if part == "end":
            return lambda to: edit.to_end(old, self._end(to, old.weekday, edit.minute_of(old.start)))
        return lambda to: self._moved(old, to)

    def _moved(self, old: Block, to: QPoint) -> Block:
        now_day, now = self._grid.at(to)
        order = self._grid.order
        rows = order.index(now_day) - order.index(self.weekday)
        day = order[max(0, min(6, order.index(old.weekday) + rows))]
        start = edit.snap(edit.minute_of(old.start) + now - self._minute)
        return edit.placed(old, day, max(0, min(edit.DAY - edit.STEP, start)), old.minutes)

    def _end(self, to: QPoint, weekday: int, start: int) -> int:
        """The minute under the pointer; left of the start in the row below, it is in the next day."""
        day, minute = self._grid.at(to)
        end = edit.snap(minute)
        return end + edit.DAY if day == (weekday + 1) % 7 and end <= start else end
