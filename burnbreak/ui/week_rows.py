"""The work week as seven rows of hours with its blocks: what is shown and selected, and how it is changed."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.week_edit import Block
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek
from burnbreak.ui.fields import day_name, hit_height, weekdays
from burnbreak.ui.theme import GRID, Role, Theme
from burnbreak.ui.week_block import WeekBlock
from burnbreak.ui.week_drag import Drag
from burnbreak.ui.week_picture import WeekGrid, WeekPicture


class WeekRows(QWidget):
    """Seven rows from midnight to midnight. Nothing here opens or saves; every change is a new WorkWeek.

    What pointer and keys do with it, `WeekStrip` tells.
    """

    changed = Signal(object)
    """The user made this WorkWeek of it."""
    selected = Signal()
    """Another day or block is selected."""

    def __init__(self, theme: Theme, week: WorkWeek, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.week = theme, week
        self.weekday = weekdays(self.locale())[0]
        self.shown = 0
        """The week of the cycle that is seen, from 0."""
        self.chosen: Block | None = None
        self.protects = False
        """Whether what is drawn is protected time."""
        self._marks: tuple[float, ...] = ()
        self._blocks: list[WeekBlock] = []
        self._drag: Drag | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        self._rebuild()
        self._select_first()

    # --- what it shows -----------------------------------------------------------------------------------

    def set_week(self, week: WorkWeek) -> None:
        """Shows another week without telling."""
        if week != self.week:
            self.week = week
            self._choose_again()

    def show_week(self, number: int) -> None:
        """Shows one week of the cycle, from 0, without telling."""
        if number != self.shown:
            self.shown = number
            self._choose_again()

    def set_marks(self, minutes: Iterable[float]) -> None:
        """Where pauses come on the selected day (minutes since its midnight)."""
        self._marks = tuple(minutes)
        self.update()

    def seen(self) -> tuple[Block, ...]:
        """The blocks of the shown week."""
        return edit.blocks(self.week, self.shown)

    def _choose_again(self) -> None:
        self.shown = min(self.shown, self.week.cycle_weeks - 1)
        if self.chosen not in self.seen():
            self.chosen = next((b for b in self.seen() if b.weekday == self.weekday), None)
        self._rebuild()
        self.selected.emit()

    def select(self, weekday: int, chosen: Block | None) -> None:
        """Makes one block, or a free day, the one that keys and fields work on."""
        if (weekday, chosen) != (self.weekday, self.chosen):
            self.weekday, self.chosen = weekday, chosen
            self._tab_stop()
            self.update()
            self.selected.emit()

    def take(self, week: WorkWeek, weekday: int, chosen: Block | None) -> None:
        """The user's change: shown, selected, told."""
        had_focus = any(block.hasFocus() for block in self._blocks)
        changed = week != self.week
        self.week, self.weekday, self.chosen = week, weekday, chosen
        self._rebuild()
        if had_focus:
            self._current().setFocus(Qt.FocusReason.OtherFocusReason)
        self.selected.emit()
        if changed:
            self.changed.emit(week)

    def put(self, new: Block, instead_of: Block | None = None) -> None:
        """Adds a block, or puts it in place of another."""
        week = edit.put(self.week, new, instead_of)
        holder = edit.holder(week, new, self.shown)
        self.take(week, holder.weekday if holder else new.weekday, holder)

    def add(self) -> None:
        """One more period on the selected day, where there is room."""
        new = edit.free_place(self.week, self.weekday, self.shown)
        if new is not None:
            self.put(new)

    def protect(self) -> None:
        """One more protected time on the selected day, inside the selected work if there is any."""
        inside = self.chosen if isinstance(self.chosen, WorkPeriod) else None
        self.put(edit.lunch_in(self.week, self.weekday, self.shown, inside))

    def remove(self) -> None:
        """Takes the selected block away."""
        if self.chosen is not None:
            week = edit.without(self.week, self.chosen)
            left = next((b for b in edit.blocks(week, self.shown) if b.weekday == self.weekday), None)
            self.take(week, self.weekday, left)

    def copy_to(self, others: Iterable[int]) -> None:
        """Gives other days the blocks of the selected one."""
        self.take(edit.copied(self.week, self.weekday, others, self.shown), self.weekday, self.chosen)

    def focus_selected(self) -> None:
        """Brings the keyboard back to the selected block."""
        self._current().setFocus(Qt.FocusReason.OtherFocusReason)

    def blocks(self) -> tuple[WeekBlock, ...]:
        """What has a name here, in the order of the week."""
        return tuple(self._blocks)

    def take_key(self, _event: QKeyEvent) -> bool:
        """Whether a key pressed on a block meant something; without hands, none does."""
        return False

    # --- where things are --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(600, self._axis() + 7 * (hit_height(self) + 10))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names() + 260, self._axis() + 7 * (hit_height(self) + 6))

    def _axis(self) -> int:
        return self.fontMetrics().height() + GRID

    def _names(self) -> int:
        locale, font = self.locale(), self._theme.font(Role.BODY, strong=True)
        metrics = QFontMetrics(font)
        widest = max(metrics.horizontalAdvance(day_name(locale, d, short=self._narrow())) for d in range(7))
        return widest + 2 * GRID

    def _narrow(self) -> bool:
        return self.width() < 40 * self.fontMetrics().averageCharWidth() + 260

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _grid(self) -> WeekGrid:
        names, edge, axis = self._names(), GRID + GRID // 2, self._axis()
        left = edge if self._mirrored() else names
        area = QRect(left, axis, max(1, self.width() - names - edge), self.height() - axis)
        return WeekGrid(area=area, order=weekdays(self.locale()), mirrored=self._mirrored())

    # --- the blocks --------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = []
        for weekday in weekdays(self.locale()):
            found = sorted(
                (b for b in self.seen() if b.weekday == weekday),
                key=lambda b: (b.start, isinstance(b, ProtectedTime)),
            )
            if not found:
                self._blocks.append(WeekBlock(self, weekday, None, self))
            self._blocks += [WeekBlock(self, weekday, b, self) for b in found]
        for before, after in zip(self._blocks, self._blocks[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._place()
        self._tab_stop()
        for block in self._blocks:
            block.show()
        self.update()

    def _place(self) -> None:
        """Each block lies where it is seen, also while it is dragged, so that the ring follows."""
        grid, drag = self._grid(), self._drag
        for shown in self._blocks:
            block = shown.block
            if drag is not None and drag.new is not None and block is not None and block == drag.old:
                block = drag.new
            if block is not None:
                shown.setGeometry(grid.pieces(block)[0].rect)
            else:
                shown.setGeometry(grid.row(shown.weekday).adjusted(0, 3, 0, -3))

    def _tab_stop(self) -> None:
        """Tab reaches only the selected block; arrow keys go on from there."""
        current = self._current()
        for block in self._blocks:
            wanted = Qt.FocusPolicy.TabFocus if block is current else Qt.FocusPolicy.ClickFocus
            block.setFocusPolicy(wanted)
        self.setFocusProxy(current)

    def _current(self) -> WeekBlock:
        day = [b for b in self._blocks if b.weekday == self.weekday]
        return next((b for b in day if b.block == self.chosen), day[0])

    def _select_first(self) -> None:
        first = next((b for b in self._blocks if b.block is not None), self._blocks[0])
        self.select(first.weekday, first.block)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        kinds = QEvent.Type
        if event.type() in (kinds.LayoutDirectionChange, kinds.FontChange, kinds.LocaleChange):
            self._rebuild()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = WeekPicture(self._theme, self._grid(), self.locale(), self.size(), short=self._narrow())
        drag = self._drag if self._drag is not None and self._drag.new is not None else None
        kept = [b for b in self.seen() if drag is None or b != drag.old]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture.paint_rows(painter, self.weekday)
        new = [drag.new] if drag is not None and drag.new is not None else []
        kept_free = [b for b in (*kept, *new) if isinstance(b, ProtectedTime)]
        for block in sorted([*kept, *new], key=lambda b: isinstance(b, ProtectedTime)):
            above = kept_free if isinstance(block, WorkPeriod) else []
            picture.paint_block(painter, block, chosen=block == self.chosen or block in new, above=above)
        if drag is None:
            picture.paint_marks(painter, self.weekday, self._marks)
        painter.end()
