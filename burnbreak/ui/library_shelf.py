"""The library's list: a situation, minutes, a kind and words lead to a few quiet tiles."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from burnbreak.core.practice import Practice, Situation
from burnbreak.ui.fields import Scroller, hit_height
from burnbreak.ui.kit import (
    Chips,
    DropDown,
    Flow,
    LinkButton,
    PlainButton,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    Tile,
    TitleLabel,
    column,
    row,
)
from burnbreak.ui.library_words import SITUATIONS, TRACKS, kind, lengths, words
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

MINUTES = (1, 2, 3, 5, 8, 10)
_TWO_COLUMNS = 74
"""From so many characters on there are two tiles side by side."""

Ranked = Callable[[Situation], Sequence[str]]
"""The ids to begin with in a situation, the best first."""


class Shelf(QWidget):
    """Shows what the filters leave. Keys: arrows between tiles, Enter opens, Ctrl+F finds."""

    picked = Signal(str)
    """The id of a practice to be looked at."""
    surprise = Signal()
    own_wanted = Signal()

    def __init__(
        self, theme: Theme, practices: Sequence[Practice], ranked: Ranked, *, holds: bool, own: bool
    ) -> None:
        """`own`: there is a window for one's own practices and voices."""
        super().__init__()
        self._theme, self._practices, self._ranked, self._holds = theme, tuple(practices), ranked, holds
        self.tiles: list[Tile] = []
        self._columns = 2
        self._make_filters()
        self._list = QWidget()
        self._grid = QVBoxLayout(self._list)
        self._grid.setContentsMargins(0, 0, GRID, 0)
        self._grid.setSpacing(GRID)
        self.scroller = Scroller(self._list)
        self._own = LinkButton(self.tr("Own practices and voices ..."))
        self._own.clicked.connect(self.own_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN - GRID, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self.situation)
        layout.addWidget(Flow(self._minutes_line(), self.track, spacing=GAP))
        layout.addWidget(self.scroller, 1)
        layout.addLayout(row(self._own, 1))
        self._own.setVisible(own)
        self._fill()

    # --- what it shows -----------------------------------------------------------------------------------

    @property
    def minutes(self) -> int | None:
        """The minutes that were chosen; None for any."""
        found: int | None = self._minutes.value
        return found

    def show_practices(self, practices: Sequence[Practice], *, holds: bool) -> None:
        """These are there now; `holds`: breath holds are open."""
        if tuple(practices) != self._practices or holds != self._holds:
            self._practices, self._holds = tuple(practices), holds
            self._fill()

    def refresh(self) -> None:
        """After filters were set by the program."""
        self._fill()

    def clear(self) -> bool:
        """Lets all filters go; False where none was set."""
        found = self._filtered()
        self.situation.set_value(None)
        self._minutes.set_value(None)
        self.track.set_value(None)
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        if found:
            self._fill()
        return found

    def _filtered(self) -> bool:
        chosen = (self.situation.value, self._minutes.value, self.track.value)
        return any(value is not None for value in chosen) or bool(self.search.text().strip())

    def _left(self) -> list[Practice]:
        """What the filters leave, in the order of the library."""
        situation, minutes, track = self.situation.value, self.minutes, self.track.value
        wanted = self.search.text().casefold().split()
        return [
            p
            for p in self._practices
            if (situation is None or situation in p.situations or p.id in self._ranked(situation))
            and (minutes is None or p.shortest <= minutes * 60 <= p.longest)
            and (track is None or p.track is track)
            and all(word in f"{p.title} {p.summary} {kind(p)}".casefold() for word in wanted)
        ]

    # --- how it is made ----------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find a practice by its words"))
        self.search.setMinimumHeight(hit_height(self))
        self.search.setClearButtonEnabled(False)
        self._icon = self.search.addAction(
            self._theme.icon("search", "ink_soft", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._theme.changed.connect(lambda: self._icon.setIcon(self._theme.icon("search", "ink_soft", 16)))
        self.search.textChanged.connect(lambda _: self._fill())
        self.situation = Chips(
            [(one, words(text)) for one, text in SITUATIONS.items()],
            None,
            self.tr("What it is for"),
            optional=True,
        )
        any_length = [(None, self.tr("Any")), *((m, self.locale().toString(m)) for m in MINUTES)]
        self._minutes = Chips(any_length, None, self.tr("Minutes"))
        kinds = [(None, self.tr("Every kind")), *((one, words(text)) for one, text in TRACKS.items())]
        self.track = DropDown(self._theme, kinds, None, self.tr("Kind"))
        for choice in (self.situation, self._minutes, self.track):
            choice.chosen.connect(lambda _: self._fill())

    def _minutes_line(self) -> QWidget:
        line = QWidget()
        line.setLayout(row(SoftLabel(self.tr("Minutes"), wrap=False), self._minutes, spacing=GRID))
        return line

    def _head(self) -> QGridLayout:
        surprise = PlainButton(self.tr("Surprise me"))
        surprise.clicked.connect(self.surprise)
        head = QGridLayout()
        head.setSpacing(GRID)
        head.addWidget(TitleLabel(self.tr("Practices"), wrap=False), 0, 0)
        head.setColumnStretch(0, 1)
        head.addWidget(self.search, 0, 1)
        head.addWidget(surprise, 0, 2)
        return head

    def _fill(self) -> None:
        focus = self._focused()
        for tile in self.tiles:
            tile.removeEventFilter(self)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.tiles = []
        left = self._left()
        for title, group in self._groups(left):
            self._add_group(title, group)
        if not left:
            self._grid.addWidget(self._nothing())
        self._grid.addStretch(1)
        self._grid.invalidate()
        if focus in (p.id for p in left):
            next(t for t in self.tiles if t.objectName() == focus).setFocus()

    def _focused(self) -> str:
        return next((tile.objectName() for tile in self.tiles if tile.hasFocus()), "")

    def _groups(self, left: Sequence[Practice]) -> list[tuple[str, list[Practice]]]:
        """Three to begin with where a situation is chosen; all by their kind where nothing is."""
        situation = self.situation.value
        if situation is not None:
            by_id = {p.id: p for p in left}
            first = [by_id[name] for name in self._ranked(situation) if name in by_id]
            others = [p for p in left if p not in first]
            pairs = [(self.tr("To begin with"), first), (self.tr("Also"), others)]
            return [(title if len(left) > len(group) else "", group) for title, group in pairs if group]
        if self._filtered():
            return [("", list(left))] if left else []
        groups = [(words(text), [p for p in left if p.track is track]) for track, text in TRACKS.items()]
        return [(title, group) for title, group in groups if group]

    def _add_group(self, title: str, group: Iterable[Practice]) -> None:
        if title:
            if self.tiles:
                self._grid.addSpacing(GRID)
            heading = StrongLabel(title)
            self._grid.addWidget(heading)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        for number in range(self._columns):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, 1)
        for number, practice in enumerate(group):
            tile = self._tile(practice)
            grid.addWidget(tile, number // self._columns, number % self._columns)
        self._grid.addWidget(box)

    def _tile(self, practice: Practice) -> Tile:
        closed = practice.holds and not self._holds
        length = self.tr("Breath holds are closed") if closed else lengths(practice)
        title = StrongLabel(practice.title)
        side = SmallLabel(length, wrap=False)
        side.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        top = row(title, side)
        top.setStretch(0, 1)
        tile = Tile(
            practice.title,
            f"{practice.summary} {length}",
            column(top, SoftLabel(practice.summary), 1, spacing=2),
        )
        tile.setObjectName(practice.id)
        tile.clicked.connect(lambda: self.picked.emit(practice.id))
        tile.installEventFilter(self)
        self.tiles.append(tile)
        return tile

    def _nothing(self) -> QWidget:
        box = QWidget()
        again = PlainButton(self.tr("Show all of them"))
        again.clicked.connect(self._again)
        box.setLayout(
            column(
                SoftLabel(
                    self.tr("Nothing here is all of that. Other minutes or fewer words may find something.")
                ),
                row(again, 1),
                spacing=GAP,
            )
        )
        return box

    def _again(self) -> None:
        self.clear()
        self.search.setFocus()

    # --- what happens ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.tiles:
            return self._tile_key(self.tiles.index(watched), event)
        return False

    def _tile_key(self, number: int, event: QKeyEvent) -> bool:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Right: -1 if mirrored else 1,
            Qt.Key.Key_Left: 1 if mirrored else -1,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tiles[number].click()
            return True
        if key not in steps:
            return False
        tile = self.tiles[min(max(0, number + steps[key]), len(self.tiles) - 1)]
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        self.scroller.ensureWidgetVisible(tile)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = (
            2 if self.width() >= _TWO_COLUMNS * self.fontMetrics().averageCharWidth() + 2 * MARGIN else 1
        )
        if columns != self._columns:
            self._columns = columns
            self._fill()
