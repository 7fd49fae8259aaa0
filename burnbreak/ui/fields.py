"""What the larger windows share beyond the kit: rows that fold, scrolling, names of days and times."""

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.kit import Card, HairLine, SoftLabel, TextLabel
from burnbreak.ui.kit.field_height import make_room
from burnbreak.ui.theme import GAP, GRID, HIT, RADIUS_CONTROL, Theme

__all__ = ["make_room"]

BODY_PX = 13
"""Height of ordinary text, which the sizes of windows are thought for."""


_COLUMN = 38
"""The least width of a column, in characters."""


@dataclass(frozen=True, slots=True)
class LoginState:
    """Whether the system starts the app at login: "on", "off", "blocked" or "unknown", with one sentence."""

    kind: str
    reason: str = ""

    @property
    def on(self) -> bool:
        """Whether it will be started at the next login."""
        return self.kind == "on"


def weekdays(locale: QLocale) -> tuple[int, ...]:
    """The seven days in the locale's order (0 is Monday)."""
    first = first_weekday(locale)
    return tuple((first + n) % 7 for n in range(7))


def day_name(locale: QLocale, weekday: int, *, short: bool = False) -> str:
    """The name of a weekday (0 is Monday) standing alone."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return locale.standaloneDayName(weekday + 1, form)


def clock_text(locale: QLocale, wall: time) -> str:
    """A time of day in the locale's short format."""
    return locale.toString(QTime(wall.hour, wall.minute), QLocale.FormatType.ShortFormat)


class Row(QFrame):
    """A setting: words at the start, control at the end, or one under the other where room is short.

    `words` is what a search looks through. The control gets the label as its accessible name if it has none.
    """

    def __init__(
        self, theme: Theme, label: str, control: QWidget, hint: str = "", *, under: bool = False
    ) -> None:
        """`under` keeps the control below its words at any width."""
        super().__init__()
        self.words = f"{label} {hint}".casefold()
        self._theme, self._control, self._under, self.marked = theme, control, under, False
        self._name = TextLabel(label)
        self._hint = SoftLabel(hint)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(2)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        self._box.addLayout(self._texts, 1)
        self._box.addWidget(control)
        self._texts.addStretch(1)
        for text in (self._name, self._hint):
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._texts.addWidget(text)
        self._texts.addStretch(1)
        # Only now: made visible before it has a parent, a label is a window of its own for a moment.
        self._name.setVisible(bool(label))
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.set_hint(hint)
        self.setMinimumHeight(HIT + 2 * GRID)
        self._arrange(under)

    def set_name(self, label: str) -> None:
        """Another first line."""
        self._name.setText(label)
        self._control.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        """Another second line, or none."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._control.setAccessibleDescription(hint)

    def make_hint_selectable(self) -> None:
        """For a second line that is worth copying, such as a path."""
        flags = Qt.TextInteractionFlag
        self._hint.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def mark(self, on: bool) -> None:
        """Shows that a search found it."""
        self.marked = on
        self.update()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of words and control: it can always fold."""
        margins = self._box.contentsMargins()
        widest = max(self._control.minimumSizeHint().width(), self._name.minimumSizeHint().width())
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        words = max(_readable(self._name), _readable(self._hint))
        wanted = self._control.sizeHint().width() + words + GAP + 2 * GRID
        self._arrange(self._under or wanted > self.width())
        super().resizeEvent(event)

    def _arrange(self, under: bool) -> None:
        ways = QBoxLayout.Direction
        # A control that carries its own name stands above its second line.
        upright = ways.TopToBottom if self._name.text() else ways.BottomToTop
        self._box.setDirection(upright if under else ways.LeftToRight)
        self._box.setSpacing(GRID // 2 if under else GAP)
        fills = self._control.sizePolicy().horizontalPolicy() in (
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Preferred,
        )
        side = Qt.AlignmentFlag(0) if under and fills else Qt.AlignmentFlag.AlignLeading
        self._box.setAlignment(self._control, side if under else Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.marked:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()


def _readable(label: QLabel) -> int:
    """The width below which a label had better have a line to itself."""
    metrics = label.fontMetrics()
    return min(metrics.horizontalAdvance(label.text()), metrics.averageCharWidth() * 26) + GRID


class Folding(QWidget):
    """Two rows of widgets side by side, or one under the other where room is short."""

    def __init__(self, first: QLayout, second: QLayout) -> None:
        super().__init__()
        self._parts = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addLayout(first, 1)
        self._box.addLayout(second)

    def minimumSizeHint(self) -> QSize:
        widest = max(part.minimumSize().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        # Another text in one of the parts needs another width.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        ways = QBoxLayout.Direction
        wanted = sum(part.sizeHint().width() for part in self._parts) + GRID
        way = ways.TopToBottom if wanted > self.width() else ways.LeftToRight
        if way != self._box.direction():
            self._box.setDirection(way)


class Columns(QWidget):
    """Two columns of one width side by side, or one under the other where room is short."""

    def __init__(self, first: QLayout, second: QLayout) -> None:
        super().__init__()
        self._columns = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        for column in self._columns:
            holder = QWidget()
            holder.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            # What one of them would like to have must not narrow the other.
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._box.addWidget(holder, 1)

    def minimumSizeHint(self) -> QSize:
        widest = max(layout.minimumSize().width() for layout in self._columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Beside each other where each has the width it needs; one that shows nothing takes no room."""
        shown = [not column.isEmpty() for column in self._columns]
        for number, some in enumerate(shown):
            self._box.setStretch(number, int(some))
        self._box.setSpacing(GAP if all(shown) else 0)
        least = max(_COLUMN * self.fontMetrics().averageCharWidth(), self.minimumSizeHint().width())
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if self.width() >= 2 * least + GAP else ways.TopToBottom)


class Group(Card):
    """Rows on one card, with hairlines between the visible ones."""

    def __init__(self, *rows: QWidget) -> None:
        super().__init__(padding=GRID)
        self.body.setSpacing(0)
        self._rows: list[tuple[QWidget, HairLine | None]] = []
        for row in rows:
            line = HairLine() if self._rows else None
            if line is not None:
                self.body.addWidget(line)
            self.body.addWidget(row)
            self._rows.append((row, line))

    def show_row(self, row: QWidget, on: bool) -> None:
        """Shows or hides one row together with its line."""
        for one, line in self._rows:
            if one is row:
                one.setVisible(on)
                if line is not None:
                    line.setVisible(on)


class Scroller(QScrollArea):
    """Scrolls downward when its content is too high, sideways never unless nothing else helps."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(content)


class Paragraph(TextLabel):
    """Body text of several lines that takes the height it needs."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def roomy(widget: QWidget, width: int, height: int) -> QSize:
    """A first size for a window: this at ordinary text, more at large text, as far as the screen goes."""
    scale = max(1.0, QFontInfo(widget.font()).pixelSize() / BODY_PX)
    room = widget.screen().availableGeometry().size() * 0.95
    return (QSize(width, height) * scale).boundedTo(room)


def hit_height(widget: QWidget) -> int:
    """The height of a line one can click: 32 px, or more where the text is larger."""
    return max(HIT, widget.fontMetrics().height() + GRID + GRID // 2)


def line_up(*fields: QAbstractSpinBox) -> None:
    """Gives number fields that stand under each other one width, that of the widest."""
    for field in fields:
        field.ensurePolished()
    widest = max(max(f.sizeHint().width(), f.fontMetrics().averageCharWidth() * 20) for f in fields)
    for field in fields:
        field.setMinimumWidth(widest)
