"""Tab goes the way one reads, whenever the parts were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget


class ReadInOrder(QWidget):
    """A window through which Tab goes in the order of its layouts.

    Qt's own order is that in which parts were made, so that a row that came later would be reached last.
    """

    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self.focusWidget()
        every = QGuiApplication.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
        order = [w for w in _within(self) if w is here or _reachable(w, self)]
        if not every or here not in order or len(order) < 2:
            return super().focusNextPrevChild(forward)
        following = order[(order.index(here) + (1 if forward else -1)) % len(order)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        following.setFocus(reason)
        bring_into_sight(following)
        return True


def _reachable(widget: QWidget, window: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() not in (None, widget):
        # Of several that exclude each other the chosen one is the stop; arrow keys go on from there.
        return False
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isEnabled() and widget.isVisibleTo(window)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll what it lies in, as far as that is needed."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _within(widget: QWidget) -> Iterator[QWidget]:
    """What can have the focus in it, in the order of its layouts; hidden parts too."""
    layout = widget.layout()
    if layout is not None:
        yield from _of_layout(layout)
    elif widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        # A field is one stop, whatever it is made of.
        yield widget
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from _within(child)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _within(widget)
        elif (inner := item.layout()) is not None:
            yield from _of_layout(inner)
