"""Looking back on a week in three minutes: three facts, one question, one change. Nothing is typed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from burnbreak.core.events import CardFailed
from burnbreak.core.load_setting import Load
from burnbreak.core.review import Choice, Review
from burnbreak.ui import load_words as words
from burnbreak.ui.corner_card import CornerCard
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.history_words import week_range
from burnbreak.ui.kit import (
    HairLine,
    LeadLabel,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SoftLabel,
    StrongLabel,
    TitleLabel,
    fit,
    row,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

WIDTH = 520
STAYS_MS = 25_000
"""As long as an offer."""


class ReviewWindow(QWidget):
    """One week; it can be closed at any time, and then nothing is kept."""

    chosen = Signal(object)
    """The Choice."""
    window_wanted = Signal(str)

    def __init__(self, theme: Theme, shown: Review | None, limits: Load, kept: Choice | None = None) -> None:
        """`shown` is None where nothing was booked; `kept` is what was chosen for this week before."""
        super().__init__()
        # Others may see the task bar.
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.choices: dict[Choice, QRadioButton] = {}
        self._group = QButtonGroup(self)
        title = TitleLabel(self.tr("Your week"))
        self.setAccessibleName(title.text())
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._box.setSpacing(GAP)
        self._box.addWidget(title)
        if shown is None:
            self._box.addWidget(
                Paragraph(
                    self.tr("Nothing is booked in this week, as far as burnbreak knows. That is fine, too.")
                )
            )
        else:
            self._box.addWidget(SoftLabel(week_range(self.locale(), shown.week.first)))
            self._fill(shown, limits, kept)
        close = PrimaryButton(self.tr("Done"))
        close.clicked.connect(self.close)
        week = QuietButton(self.tr("The whole week"))
        week.clicked.connect(lambda: self.window_wanted.emit("week"))
        self._box.addLayout(row(week, 1, close))

    def _fill(self, shown: Review, limits: Load, kept: Choice | None) -> None:
        facts = QVBoxLayout()
        facts.setSpacing(GRID)
        for kind in shown.facts:
            large, small = words.fact(kind, shown.week, limits)
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(LeadLabel(large))
            pair.addWidget(SoftLabel(small))
            facts.addLayout(pair)
        self._box.addLayout(facts)
        self._box.addWidget(HairLine())
        self._box.addWidget(LeadLabel(words.question(shown)))
        self._box.addWidget(SoftLabel(self.tr("Only for you: there is nothing to write down.")))
        self._box.addWidget(HairLine())
        if shown.before is not None and shown.before is not Choice.LEAVE:
            before = self.tr("A week ago you chose: {0}.").format(words.choice(shown.before))
            self._box.addWidget(Paragraph(before))
        self._box.addWidget(StrongLabel(self.tr("One change for next week?")))
        options = QVBoxLayout()
        options.setSpacing(0)
        for choice in shown.choices:
            button = QRadioButton(words.choice(choice))
            button.setChecked(choice is kept)
            button.clicked.connect(lambda _=False, c=choice: self.chosen.emit(c))
            self._group.addButton(button)
            self.choices[choice] = button
            options.addWidget(button)
        self._box.addLayout(options)

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        fit(self, max(WIDTH, self.fontMetrics().averageCharWidth() * 70))
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class ReviewCard(CornerCard):
    """Asks once whether to look back; it takes no focus and goes away by itself."""

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(LeadLabel(self.tr("Three minutes for the week?")))
        self.body.addWidget(SoftLabel(self.tr("Three facts and one question, if you like.")))
        yes: QPushButton = PrimaryButton(self.tr("Look back"))
        no = PlainButton(self.tr("Not this week"))
        box = QHBoxLayout(self.buttons)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        for button in (yes, no):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.addWidget(button)
        yes.clicked.connect(self.wanted)
        for signal in (yes.clicked, no.clicked):
            signal.connect(self.close)
        self.command.connect(lambda said: self.close() if isinstance(said, CardFailed) else None)
        self._stays = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stays.timeout.connect(self.close)
        self._stays.start()
