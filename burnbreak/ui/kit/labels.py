"""Text by its role; sizes and colours come from the stylesheet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget


class TextLabel(QLabel):
    """Body text that wraps; never markup."""

    role = ""
    tabular = False

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if self.role:
            self.setProperty("role", self.role)
        if self.tabular:
            font = QFont(self.font())
            font.setFeature(QFont.Tag("tnum"), 1)
            self.setFont(font)


class StrongLabel(TextLabel):
    """Body text with weight: the heading of a group."""

    role = "strong"


class SoftLabel(TextLabel):
    """A second line or a hint."""

    role = "soft"


class SmallLabel(TextLabel):
    """An axis or a footnote, one step smaller."""

    role = "small"
    tabular = True


class LeadLabel(TextLabel):
    """The sentence that says what this is about."""

    role = "lead"


class TitleLabel(TextLabel):
    """The title of a window or page."""

    role = "title"


class NumberLabel(TextLabel):
    """A large number, its figures all of one width."""

    role = "number"
    tabular = True

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, wrap=False)


class CaptionLabel(TextLabel):
    """The words of a sitting, in the middle."""

    role = "caption"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
