"""Buttons: one primary to a window, plain ones beside it, quiet ones for the rest, icons with a name."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from burnbreak.ui.theme import GRID, HIT, Theme

_BESIDE = 13
"""What the sheet gives such a button at each side of its words, with its border (px)."""


class _Button(QPushButton):
    kind = "plain"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setMinimumHeight(HIT)
        self.setAutoDefault(False)
        # A click does not move the focus, so a ring is always the keyboard's.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            # The sheet names a least height in pixels, which is too low for large text.
            self.setMinimumHeight(max(self.minimumHeight(), self.sizeHint().height()))
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class PlainButton(_Button):
    """An ordinary action."""


class PrimaryButton(_Button):
    """The one action a window suggests."""

    kind = "primary"


class QuietButton(_Button):
    """An action that keeps in the background."""

    kind = "quiet"


class LinkButton(_Button):
    """Leads to more, as words in the text do; flush with what stands above it."""

    kind = "link"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class IconButton(_Button):
    """A square button with an icon of assets/icons/ui; `label` is its name and its tool tip."""

    kind = "icon"

    def __init__(
        self,
        theme: Theme,
        icon: str,
        label: str,
        parent: QWidget | None = None,
        *,
        size: int = HIT + 8,
        token: str = "ink_soft",
    ) -> None:
        super().__init__("", parent)
        self._theme, self._icon, self._token = theme, icon, token
        self.setFixedSize(QSize(size, size))
        self.setIconSize(QSize(20, 20))
        self.show_as(icon, label)
        theme.changed.connect(self._render)

    def show_as(self, icon: str, label: str) -> None:
        """Another icon with another name, for a button that changes what it does."""
        self._icon = icon
        self.setAccessibleName(label)
        self.setToolTip(label)
        self._render()

    def _render(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._token, self.iconSize().width()))


class WordButton(_Button):
    """A quiet button that is its words, or the icon that stands for them; `tip` is its name and its key."""

    def __init__(self, theme: Theme, icon: str, words: str, tip: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme, self._sign, self._said = theme, icon, words
        self._in_words = True
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        theme.changed.connect(self._render)

    def width_of_words(self) -> int:
        """How wide it is in words."""
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(self._said) + 2 * _BESIDE

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, HIT + GRID))

    def show_words(self, on: bool) -> None:
        """Words, or the icon."""
        if on != self._in_words or self.minimumWidth() == 0:
            self._in_words = on
            self._render()

    def _render(self) -> None:
        side = HIT + GRID
        self.setProperty("kind", "word" if self._in_words else "icon")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(self._said if self._in_words else "")
        icon = self._theme.icon(self._sign, "ink_soft", 20)
        self.setIcon(icon if not self._in_words else type(icon)())
        self.setIconSize(QSize(20, 20))
        self.setFixedWidth(self.width_of_words() if self._in_words else side)
