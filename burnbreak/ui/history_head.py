"""The top of the week window: what is shown, as what, and the way to other weeks and months."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.ui.fields import Folding
from burnbreak.ui.kit import Flow, IconButton, PlainButton, SegmentedChoice, TitleLabel
from burnbreak.ui.theme import GRID, Theme

PICTURE, TABLE, MONTH, LOAD = "chart", "table", "month", "load"


class Head(QWidget):
    """Earlier is where reading begins."""

    moved = Signal(int)
    """So many weeks or months on (negative: back)."""
    today_wanted = Signal()
    view_wanted = Signal(object)

    def __init__(self, theme: Theme, menu: QWidget, *, load: bool) -> None:
        super().__init__()
        self.title = TitleLabel("", wrap=False)
        options = [(PICTURE, self.tr("Picture")), (TABLE, self.tr("Table")), (MONTH, self.tr("Month"))]
        if load:
            options.append((LOAD, self.tr("Load")))
        self.views = SegmentedChoice(options, PICTURE, self.tr("Show as"))
        self.previous = IconButton(theme, "back", "")
        self.next = IconButton(theme, "forward", "")
        self.today = PlainButton(self.tr("Today"))
        self.today.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        title = QHBoxLayout()
        title.addWidget(self.title, 1)
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for widget in (self.previous, self.today, self.next, menu):
            row.addWidget(widget)
        tools = QHBoxLayout()
        tools.addWidget(Flow(self.views, steps))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Folding(title, tools))
        self.previous.clicked.connect(lambda: self.moved.emit(-1))
        self.next.clicked.connect(lambda: self.moved.emit(1))
        self.today.clicked.connect(self.today_wanted)
        self.views.chosen.connect(self.view_wanted)
        self._month = False
        self.turn(month=False)

    def ahead(self) -> int:
        """1 where later is to the right, -1 where it is to the left."""
        return -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1

    def turn(self, *, month: bool) -> None:
        """The arrows lead to months or to weeks."""
        self._month = month
        earlier, later = ("back", "forward") if self.ahead() > 0 else ("forward", "back")
        self.previous.show_as(earlier, self.tr("Previous month") if month else self.tr("Previous week"))
        self.next.show_as(later, self.tr("Next month") if month else self.tr("Next week"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.turn(month=self._month)
        super().changeEvent(event)
