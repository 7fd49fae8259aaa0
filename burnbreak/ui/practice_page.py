"""One practice of the library: what it is and what is known of it, and at its side all to begin it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.ui import library_words
from burnbreak.ui.fields import Paragraph, Scroller
from burnbreak.ui.kit import (
    LeadLabel,
    LinkButton,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    Switch,
    TitleLabel,
    column,
    row,
)
from burnbreak.ui.practice_start import StartCard
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

_SIDE = 312
_BESIDE = 92
"""From so many characters on the card stands beside the text."""


class PracticePage(QWidget):
    """Made anew for each practice."""

    back = Signal()
    suggested = Signal(bool)
    """May it be suggested from now on?"""

    def __init__(
        self,
        theme: Theme,
        practice: Practice,
        settings: Settings,
        narrators: Sequence[Narration],
        *,
        minutes: int | None = None,
        recorder: bool = False,
    ) -> None:
        """`minutes`: the length that was looked for, if any; `recorder`: voices can be recorded."""
        super().__init__()
        self.practice = practice
        self.card = StartCard(theme, practice, settings, narrators, minutes=minutes, recorder=recorder)
        self.suggest = Switch(theme, self.tr("May be suggested"))
        self.suggest.clicked.connect(self.suggested)
        self.setAccessibleName(practice.title)
        self._back = LinkButton(self.tr("All practices"))
        self._back.setIcon(theme.icon("back", "ink_soft", 16))
        theme.changed.connect(self._render)
        self._theme = theme
        self._back.setToolTip(self.tr("Back (Esc)"))
        self._back.clicked.connect(self.back)
        body = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(MARGIN)
        self._text = self._words()
        self._box.addWidget(self._text, 1)
        self._box.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, GRID, 0)
        whole.setSpacing(GAP + GRID // 2)
        whole.addLayout(self._head())
        whole.addLayout(self._box, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN - GRID, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(row(self._back, 1))
        layout.addWidget(Scroller(body), 1)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """These settings count now."""
        self.card.show_settings(settings)
        closed = self.practice.holds and not settings.practices.holds
        self.suggest.setVisible(not closed)
        self.suggest.setChecked(self.practice.id not in settings.practices.hidden)

    def _head(self) -> QVBoxLayout:
        practice = self.practice
        return column(
            SmallLabel(library_words.kind(practice)),
            TitleLabel(practice.title),
            LeadLabel(practice.summary),
            SoftLabel(library_words.manner(practice)),
            spacing=GRID,
        )

    def _words(self) -> QWidget:
        practice = self.practice
        box = QWidget()
        grade = library_words.words(library_words.GRADES[practice.evidence])
        parts: list[QWidget] = [
            *_part(self.tr("Where it comes from"), practice.origin, first=True),
            *_part(self.tr("How good the evidence is"), grade + ".", practice.evidence_note),
        ]
        if cautions := library_words.cautions(practice):
            parts += _part(self.tr("When to leave it out, or take care"), *cautions)
        self._sources = SmallLabel("\n".join(practice.refs))
        self._sources.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._sources.hide()
        lines = column(*parts, spacing=GRID)
        foot = row(1, self.suggest)
        if practice.refs:
            self.sources = LinkButton(self.tr("Sources"))
            self.sources.setCheckable(True)
            self.sources.toggled.connect(self._sources.setVisible)
            foot.insertWidget(0, self.sources)
        lines.addSpacing(GRID)
        lines.addLayout(foot)
        lines.addWidget(self._sources)
        lines.addStretch(1)
        box.setLayout(lines)
        return box

    def _render(self) -> None:
        self._back.setIcon(self._theme.icon("back", "ink_soft", 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().averageCharWidth()
        beside = self.width() >= _BESIDE * em + 2 * MARGIN
        ways = QBoxLayout.Direction
        # Below one another the start comes first: one scrolls to read, not to begin.
        self._box.setDirection(ways.LeftToRight if beside else ways.BottomToTop)
        self.card.setSizePolicy(
            QSizePolicy.Policy.Fixed if beside else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum
        )
        self.card.set_width(max(_SIDE, 44 * em) if beside else 0)


def _part(heading: str, *texts: str, first: bool = False) -> list[QWidget]:
    """A heading with room above it, and its paragraphs."""
    head = StrongLabel(heading)
    head.setContentsMargins(0, 0 if first else GAP, 0, 0)
    return [head, *(Paragraph(text) for text in texts if text)]
