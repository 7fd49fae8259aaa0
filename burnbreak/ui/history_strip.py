"""The facts side by side, or one under the other where room is short.

Painted: twelve labels would take as long to come up as the picture. A screen reader hears them as text.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.ui.history_facts import Fact
from burnbreak.ui.theme import GAP, GRID, Role, Theme

_ROLES = (Role.SMALL, Role.LEAD, Role.BODY)
_NARROW = 100
"""Characters below which they stand one under the other."""


class Facts(QWidget):
    """Up to four facts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._facts = theme, tuple[Fact, ...]()
        self._laid: dict[int, list[tuple[str, Role, QRectF]]] = {}
        self._widths: dict[tuple[str, Role], float] = {}
        self._fonts: dict[Role, tuple[QFont, QFontMetricsF]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._look_anew)

    @property
    def text(self) -> str:
        """All of it, as it is read out."""
        return self.accessibleName()

    def tell(self, told: Sequence[Fact]) -> None:
        """Shows these."""
        if tuple(told) != self._facts:
            self._facts = tuple(told)
            pattern = self.tr("{heading}: {large}; {small}.")
            self.setAccessibleName(
                " ".join(pattern.format(heading=f.heading, large=f.large, small=f.small) for f in told)
            )
            self._widths.clear()
            self._forget()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(max((room.bottom() for _, _, room in self._texts(width)), default=0.0))

    def sizeHint(self) -> QSize:
        width = self.width() or 600
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(self.width()))

    def _texts(self, width: int) -> list[tuple[str, Role, QRectF]]:
        """Every text with its role and its room; a layout asks for its height dozens of times."""
        if width not in self._laid:
            self._laid[width] = self._lay_out(width)
        return self._laid[width]

    def _written(self) -> dict[Role, tuple[QFont, QFontMetricsF]]:
        """The fonts and their measures."""
        if not self._fonts:
            fonts = {role: self._theme.font(role, tabular=True) for role in _ROLES}
            self._fonts = {role: (font, QFontMetricsF(font)) for role, font in fonts.items()}
        return self._fonts

    def _wide(self, text: str, role: Role, metrics: QFontMetricsF) -> float:
        """In one line."""
        if (text, role) not in self._widths:
            self._widths[text, role] = metrics.horizontalAdvance(text)
        return self._widths[text, role]

    def _look_anew(self) -> None:
        self._fonts.clear()
        self._widths.clear()
        self._forget()

    def _forget(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._look_anew()
        super().changeEvent(event)

    def _lay_out(self, width: int) -> list[tuple[str, Role, QRectF]]:
        if not self._facts:
            return []
        metrics = {role: measures for role, (_, measures) in self._written().items()}
        below = width < _NARROW * metrics[Role.BODY].averageCharWidth()
        count = len(self._facts)
        wide = width - GRID if below else (width - (count - 1) * GAP) / count - GRID
        found: list[tuple[str, Role, QRectF]] = []
        top = 0.0
        for number, fact in enumerate(self._facts):
            place = 0 if below else number
            left = place * (wide + GRID + GAP) + GRID
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = width - left - wide
            y = top
            for role, text in zip(_ROLES, (fact.heading, fact.large, fact.small), strict=True):
                high = metrics[role].height()
                if self._wide(text, role, metrics[role]) > wide:
                    room = QRectF(left, y, wide, 10_000)
                    high = metrics[role].boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
                found.append((text, role, QRectF(left, y, wide, high)))
                y += high + 2
            top = y + GRID if below else 0.0
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side) | int(Qt.TextFlag.TextWordWrap)
        texts, fonts = self._texts(self.width()), self._written()
        for shown in _ROLES:
            painter.setFont(fonts[shown][0])
            painter.setPen(self._theme.color("ink" if shown is Role.LEAD else "ink_soft"))
            for text, role, room in texts:
                if role is shown:
                    # One px more: a width that fits exactly must not wrap anew.
                    painter.drawText(room.adjusted(0, 0, 1, 1), flags, text)
        painter.end()
