"""The words of a sitting: room for two large lines is kept, so that nothing jumps; each is announced."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from burnbreak.core.timeline import Frame
from burnbreak.core.wording import PHASES
from burnbreak.ui.theme import Role, Theme

WIDEST = 640
"""Lines longer than this are hard to follow (px at body text's usual size)."""
_SMALLEST = 7.0
"""Points; where even this does not fit, the window is far too small."""
_SIZES = (Role.CAPTION, Role.TITLE, Role.LEAD, Role.BODY)


def words(frame: Frame) -> str:
    """What the guide says at this moment, in the user's language."""
    if frame.phase is not None:
        return QCoreApplication.translate("guide", PHASES[frame.phase])
    return QCoreApplication.translate("guide", frame.caption) if frame.caption else ""


class GuideText(QLabel):
    """One line or two in large type; longer words are set smaller in the same room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reserve()
        theme.changed.connect(self._reserve)

    def say(self, text: str) -> None:
        """Shows the words, and has them read aloud where a screen reader runs."""
        if text == self.text():
            return
        self.setText(text)
        self.setAccessibleName(text)
        self._fit()
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._reserve()

    def _reserve(self) -> None:
        large, small = (QFontMetrics(self._theme.font(role)) for role in (Role.CAPTION, Role.LEAD))
        self.setFixedHeight(max(2 * large.lineSpacing(), 3 * small.lineSpacing()) + 4)
        self._fit()

    def _fit(self) -> None:
        self.setFont(self._largest())

    def _largest(self) -> QFont:
        for size in _SIZES:
            font = self._theme.font(size)
            if self._fits(font):
                return font
        while not self._fits(font) and font.pointSizeF() > _SMALLEST:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _fits(self, font: QFont) -> bool:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        needed = QFontMetrics(font).boundingRect(0, 0, max(1, self.width()), 10_000, flags, self.text())
        return needed.height() <= self.height() and needed.width() <= self.width()
