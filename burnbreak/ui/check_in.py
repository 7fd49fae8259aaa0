"""The weekly and the monthly check-in: a few seconds, every question may be left open."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import ITEMS, CheckSet
from burnbreak.core.holds import HoldKind
from burnbreak.engine.view import View
from burnbreak.ui import check_words as words
from burnbreak.ui.fields import Paragraph, Scroller
from burnbreak.ui.kit import (
    Card,
    LeadLabel,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SoftLabel,
    TextLabel,
    column,
    fit,
    row,
)
from burnbreak.ui.scale import Scale
from burnbreak.ui.theme import GAP, GRID, HIT, MARGIN, Theme

WIDTH = 480
QWIDGETSIZE_MAX = 16777215


class CheckInWindow(QWidget):
    """Asks one set. Closing it without an answer is as good as any other end."""

    kept = Signal(object)
    """The answers by item, of those that were given."""
    declined = Signal()
    """Not this time."""
    window_wanted = Signal(str)

    def __init__(self, theme: Theme, topic: Topic) -> None:
        super().__init__()
        self.topic = topic
        # Others may see the task bar.
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.questions: Weekly | Monthly = Weekly(theme) if topic is Topic.WEEKLY else Monthly()
        self.keep = PrimaryButton(self.tr("Keep"))
        self.keep.setEnabled(False)
        self.keep.clicked.connect(self._keep)
        self.skip = QuietButton(self.tr("Not this time"))
        self.skip.clicked.connect(self._skip)
        self.more = LinkButton(self.tr("About this ..."))
        self.more.clicked.connect(lambda: self.window_wanted.emit("settings/check-ins"))
        self.questions.answered.connect(lambda: self.keep.setEnabled(True))
        self.setAccessibleName(self.questions.accessibleName())
        note = SoftLabel(self.questions.note())
        self._box = layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.questions)
        layout.addWidget(note)
        layout.addLayout(row(self.more, 1, self.skip, self.keep))

    def update_view(self, view: View) -> None:
        """Goes when somebody may look at the screen with the user, or a practice begins."""
        if view.sitting is not None or any(hold.kind is not HoldKind.PAUSED for hold in view.holds):
            self.close()

    def _keep(self) -> None:
        values = self.questions.values()
        self.close()
        self.kept.emit(values)

    def _skip(self) -> None:
        self.close()
        self.declined.emit()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, max(WIDTH, self.fontMetrics().averageCharWidth() * 68))
        room = round(self.screen().availableGeometry().height() * 0.95)
        if self.height() > room:
            self._scroll(room)
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll(self, height: int) -> None:
        """Large text on a small screen: the questions scroll, the buttons stay."""
        width = self.width()
        # Before it moves: a layout forgets at once what has another parent.
        self._box.removeWidget(self.questions)
        scroller = Scroller(self.questions)
        self._box.insertWidget(0, scroller, 1)
        # What the window holds has been shown by now; what comes to it later stays hidden by itself.
        for widget in (scroller, self.questions):
            widget.show()
        self.setMinimumSize(0, 0)
        self.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        self.resize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.keep.isEnabled():
            self._keep()
        else:
            super().keyPressEvent(event)


class Weekly(QWidget):
    """Three scales from 0 to 10."""

    answered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        lead = LeadLabel(self.tr("A look back at your week"))
        self.setAccessibleName(lead.text())
        hint = SoftLabel(self.tr("About 20 seconds. Leave open what you like."))
        self.scales: dict[str, Scale] = {}
        parts = column(lead, hint, spacing=GRID // 2)
        whole = column(parts, spacing=GAP)
        texts = words.weekly()
        for item in ITEMS[CheckSet.WEEKLY]:
            whole.addLayout(self._scale(theme, item.name, item.low, item.high, texts[item.name]))
        self.setLayout(whole)

    def note(self) -> str:
        """What is said under it."""
        return f"{words.not_validated()} {words.stays()}"

    def values(self) -> Mapping[str, int]:
        """What was answered."""
        return {name: scale.answer for name, scale in self.scales.items() if scale.answer is not None}

    def _scale(
        self, theme: Theme, name: str, low: int, high: int, texts: tuple[str, str, str]
    ) -> QVBoxLayout:
        scale = self.scales[name] = Scale(theme, texts[0], low, high)
        number = TextLabel("", wrap=False)
        number.setMinimumWidth(number.fontMetrics().averageCharWidth() * 3)
        number.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        scale.chosen.connect(lambda value: number.setText(self.locale().toString(value)))
        scale.chosen.connect(lambda _value: self.answered.emit())
        question = TextLabel(texts[0])
        question.setBuddy(scale)
        ends = row(SoftLabel(texts[1], wrap=False), 1, SoftLabel(texts[2], wrap=False))
        asked = row(question, number)
        asked.setStretch(0, 1)
        return column(asked, scale, ends, spacing=2)


class Monthly(QWidget):
    """One question with five answers in whole sentences."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        question, answers = words.monthly()
        lead = LeadLabel(question)
        self.setAccessibleName(question)
        self._group = QButtonGroup(self)
        self.choices = [_Choice(text) for text in answers]
        for number, choice in enumerate(self.choices, start=1):
            self._group.addButton(choice.button, number)
        self._group.idClicked.connect(lambda _number: self.answered.emit())
        card = Card(padding=GRID)
        card.body.setSpacing(0)
        for choice in self.choices:
            card.body.addWidget(choice)
        self.setLayout(column(lead, card, spacing=GAP))

    def note(self) -> str:
        """What is said under it."""
        return f"{words.no_diagnosis()} {words.stays()}"

    def values(self) -> Mapping[str, int]:
        """What was answered."""
        number = self._group.checkedId()
        return {"burnout": number} if number > 0 else {}


class _Choice(QWidget):
    """An answer whose words wrap; all of it can be clicked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(text)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        label = Paragraph(text)
        # The first line stands beside the ring, however many follow.
        label.setContentsMargins(0, max(0, (HIT - label.fontMetrics().height()) // 2), 0, GRID)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()
