"""What the pictures of the history are drawn with: the colours and fonts of the screen, or those of paper."""

from typing import Protocol

from PySide6.QtGui import QColor, QFont

from burnbreak.ui.theme import Role
from burnbreak.ui.tokens import LIGHT, Tokens


class Paint(Protocol):
    """Colours and fonts by what they are for; the theme is one."""

    @property
    def tokens(self) -> Tokens:
        """All colours."""
        ...

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token."""
        ...

    def font(self, role: Role, *, tabular: bool = False, strong: bool = False) -> QFont:
        """The font of a role."""
        ...


class PaperPaint:
    """Dark on white, whatever the screen shows; sizes in px, so that a printer can scale them."""

    tokens = LIGHT

    def __init__(self, family: QFont) -> None:
        self._family = family

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token; what lies at the very back is white."""
        color = QColor("#FFFFFF" if token == "surface" else getattr(LIGHT, token))
        color.setAlphaF(alpha)
        return color

    def font(self, role: Role, *, tabular: bool = False, strong: bool = False) -> QFont:
        """The font of a role at its plain size."""
        font = QFont(self._family)
        font.setPixelSize(int(role))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font
