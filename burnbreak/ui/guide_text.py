"""The words of a sitting: room for two large lines is kept, so that nothing jumps; each is announced."""

import re

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
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


_SENTENCE = re.compile(r"[.!?…]['’”\"]?\s+(?=\S)")


def words(frame: Frame) -> str:
    """What the guide says at this moment, in the user's language."""
    if frame.phase is not None:
        return QCoreApplication.translate("guide", PHASES[frame.phase])
    return QCoreApplication.translate("guide", frame.caption) if frame.caption else ""


class GuideText(QLabel):
    """One line or two in large type; longer words are set smaller in the same room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reserve()
        theme.changed.connect(self._reserve)

    def say(self, text: str) -> None:
        """Shows the words, and has them read aloud where a screen reader runs."""
        if text == self._words:
            return
        self._words = text
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
        self.setText(self._words)
        font = self._largest()
        self.setFont(font)
        self.setText(self._broken(font))
        # Lines of about one length are read in one look; a last line of two words is not.
        spare = (self.width() - self._narrowest(font)) // 2
        self.setContentsMargins(spare, 0, spare, 0)

    def _broken(self, font: QFont) -> str:
        """The words; where they need two lines, the break between two sentences where those have room."""
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(self._words) <= self.width():
            return self._words
        ends = [match.end() for match in _SENTENCE.finditer(self._words)]
        lines = [(self._words[:end].rstrip(), self._words[end:]) for end in ends]
        wide = [max(metrics.horizontalAdvance(line) for line in pair) for pair in lines]
        fitting = [n for n, width in enumerate(wide) if width <= self.width()]
        return "\n".join(lines[min(fitting, key=wide.__getitem__)]) if fitting else self._words

    def _narrowest(self, font: QFont) -> int:
        """The least width at which the words need no more lines than at the full one."""
        height = self._needed(font, self.width()).height()
        low, high = self.width() // 3, self.width()
        while high - low > 4:
            middle = (low + high) // 2
            needed = self._needed(font, middle)
            if needed.height() <= height and needed.width() <= middle:
                high = middle
            else:
                low = middle
        return high

    def _largest(self) -> QFont:
        for size in _SIZES:
            font = self._theme.font(size)
            if self._fits(font):
                return font
        while not self._fits(font) and font.pointSizeF() > _SMALLEST:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _fits(self, font: QFont) -> bool:
        needed = self._needed(font, self.width())
        return needed.height() <= self.height() and needed.width() <= self.width()

    def _needed(self, font: QFont, width: int) -> QRect:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        return QFontMetrics(font).boundingRect(0, 0, max(1, width), 10_000, flags, self.text())
