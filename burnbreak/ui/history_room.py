"""The room under the head: the picture with the facts fills it, and the rest is scrolled to."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.ui.fields import Scroller
from burnbreak.ui.kit import Card
from burnbreak.ui.theme import GAP, MARGIN, Theme

if TYPE_CHECKING:
    from burnbreak.ui.history_more import More

_PEEK = 44
"""So much of what lies below is seen, so that one knows of it (px)."""
_ANY = 16_777_215


class Room(Scroller):
    """What lies below is made when there is time for it."""

    def __init__(self, theme: Theme, card: Card, facts: QWidget, trend: Callable[[], QWidget] | None) -> None:
        content = QWidget()
        self._box = QVBoxLayout(content)
        self._box.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._box.setSpacing(GAP)
        super().__init__(content)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme, self._card, self._make_trend = theme, card, trend
        self.more: More | None = None
        self._trend: Any = None
        self._below = True
        self._framed = True
        self._screen = QWidget()
        box = QVBoxLayout(self._screen)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(card, 1)
        box.addWidget(facts)
        self._box.addWidget(self._screen, 1)

    def make_more(self) -> None:
        """Makes what lies below the picture, unless it is there."""
        if self.more is not None:
            return
        from burnbreak.ui.history_more import More

        self.more = More(self._theme)
        self._box.addWidget(self.more)
        if self._make_trend is not None:
            self._trend = self._make_trend()
            self._box.addWidget(self._trend)

    def settle(self, *, below: bool, trend: bool, framed: bool) -> None:
        """Whether there is something below, the trend among it, and whether the picture lies on a card.

        Without the card there is a page that scrolls by itself: it gets the whole room.
        """
        self._below = below
        if self.more is not None:
            self.more.setVisible(below)
        if self._trend is not None:
            self._trend.hide()
            if trend:
                self._trend.refresh()
        if framed != self._framed:
            self._frame(framed)
        self._fit()

    def _frame(self, on: bool) -> None:
        self._framed = on
        edge = GAP if on else 0
        self._card.setProperty("kind", "card" if on else "")
        self._card.body.setContentsMargins(edge, edge, edge, edge)
        self._card.style().unpolish(self._card)
        self._card.style().polish(self._card)

    def _fit(self) -> None:
        room = self.viewport().height()
        high = max(0, room - (_PEEK if self._below else MARGIN))
        self._screen.setMinimumHeight(high)
        self._screen.setMaximumHeight(_ANY if self._framed else high)

    def scroll_down(self) -> None:
        """To what lies below the picture."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()
