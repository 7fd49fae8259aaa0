"""The weeks of a cycle above the strip: which is seen, which is this one, one more, one less."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from burnbreak.core.workweek import LONGEST_CYCLE, WorkWeek
from burnbreak.ui.kit import Chips, IconButton, QuietButton, TextLabel
from burnbreak.ui.theme import GRID, Theme
from burnbreak.ui.week_words import letter, week_name


class CycleBar(QWidget):
    """A quiet button while all weeks are alike; a chip for each week once they are not."""

    shown = Signal(int)
    """This week of the cycle, from 0, is to be seen."""
    turned = Signal(int)
    """The week that runs now is this one of the cycle."""
    more = Signal()
    less = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._now, self._seen = 0, -1, 0
        self.alternate = QuietButton(self.tr("Alternating weeks"))
        self.alternate.setToolTip(self.tr("Adds a second week; this one and that one then take turns"))
        self.chips: Chips | None = None
        self._label = TextLabel(self.tr("Week"), wrap=False)
        self._label.setContentsMargins(0, 0, GRID // 2, 0)
        self.this_week = QuietButton("")
        self.add = IconButton(theme, "plus", self.tr("Add one more week, a copy of the one shown"), size=34)
        self.remove = IconButton(theme, "minus", self.tr("Remove the week shown"), size=34)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID // 2)
        for widget in (self._label, self.alternate, self.add, self.remove, self.this_week):
            self._box.addWidget(widget)
        self.alternate.clicked.connect(self.more)
        self.add.clicked.connect(self.more)
        self.remove.clicked.connect(self.less)
        self.this_week.clicked.connect(lambda: self.turned.emit(self._seen))

    def show_cycle(self, week: WorkWeek, seen: int, now: int) -> None:
        """The cycle of this work week, the week that is seen of it and the one that runs."""
        self._seen, several = seen, week.cycle_weeks > 1
        if self._count != week.cycle_weeks or self._now != now:
            self._count, self._now = week.cycle_weeks, now
            self._make_chips()
        if self.chips is not None:
            self.chips.set_value(seen)
        self.alternate.setVisible(not several)
        for widget in (self._label, self.this_week, self.add, self.remove):
            widget.setVisible(several)
        self.add.setEnabled(week.cycle_weeks < LONGEST_CYCLE)
        here = seen == now
        self.this_week.setText(self.tr("This week") if here else self.tr("Make it this week"))
        self.this_week.setEnabled(not here)
        name = week_name(seen)
        said = self.tr("{0} is this week") if here else self.tr("{0} is to be this week")
        self.this_week.setAccessibleName(said.format(name))

    def _make_chips(self) -> None:
        if self.chips is not None:
            self._box.removeWidget(self.chips)
            self.chips.hide()
            self.chips.deleteLater()
            self.chips = None
        if self._count > 1:
            options = [(n, letter(n)) for n in range(self._count)]
            self.chips = Chips(options, 0, self.tr("Week of the cycle"))
            for number, chip in enumerate(self.chips.buttons()):
                name = week_name(number)
                if number == self._now:
                    name = self.tr("{0}, this week").format(name)
                chip.setAccessibleName(name)
            self.chips.chosen.connect(self._tell_shown)
            self._box.insertWidget(1, self.chips, 1, Qt.AlignmentFlag.AlignVCenter)

    def _tell_shown(self, number: int) -> None:
        self.shown.emit(number)
