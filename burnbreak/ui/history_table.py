"""The sittings of a week as a table."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from burnbreak.core.summary import Sitting
from burnbreak.core.wording import clock_length
from burnbreak.ui import history_words as words
from burnbreak.ui import phrases
from burnbreak.ui.fields import hit_height
from burnbreak.ui.theme import GRID


class SittingsTable(QTableWidget):
    """One row a sitting; `pointed` tells which is chosen."""

    pointed = Signal(object)
    """The Sitting of the chosen row, or None."""

    def __init__(self) -> None:
        super().__init__()
        self._sittings: tuple[Sitting, ...] = ()
        self.setAccessibleName(self.tr("Practices of the week"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        # It lies on a card, which has the frame already.
        self.setStyleSheet(
            "QTableView { border: 0; border-radius: 0; padding: 0; }"
            "QTableView::item { padding: 0 4px; border: 0; }"
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(hit_height(self))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.itemSelectionChanged.connect(lambda: self.pointed.emit(self.current))

    @property
    def current(self) -> Sitting | None:
        """The sitting of the chosen row."""
        rows = self.selectionModel().selectedRows()
        return self._sittings[rows[0].row()] if rows else None

    def show_sittings(self, sittings: Sequence[Sitting], titles: Mapping[str, str]) -> None:
        """Other rows."""
        columns = (
            self.tr("Day"), self.tr("Time"), self.tr("Practice"), self.tr("Planned"),
            self.tr("Real"), self.tr("How it ended"), self.tr("Afterwards"),
        )  # fmt: skip
        self._sittings = ()
        self.clearSelection()
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels(columns)
        self.setRowCount(len(sittings))
        self._sittings = tuple(sittings)
        for number, sitting in enumerate(sittings):
            for place, text in enumerate(self._texts(sitting, titles)):
                self.setItem(number, place, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        for place in range(len(columns) - 1):
            self.setColumnWidth(place, self.columnWidth(place) + GRID)

    def _texts(self, sitting: Sitting, titles: Mapping[str, str]) -> tuple[str, ...]:
        return (
            words.day_text(self.locale(), sitting.day),
            phrases.clock(sitting.started, sitting.zone),
            titles.get(sitting.practice, sitting.practice),
            clock_length(sitting.planned_seconds),
            clock_length(sitting.real_seconds),
            words.ending(sitting),
            words.felt(sitting.ease),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Home is the way back to the present week, here as everywhere in the window.
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
