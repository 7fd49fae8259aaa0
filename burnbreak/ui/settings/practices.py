"""The page for how practices are guided; breath holds open only behind one quiet page of text."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import Paragraph, Row
from burnbreak.ui.kit import Card, Flow, LeadLabel, PlainButton, PrimaryButton, SegmentedChoice
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import GAP, Theme


class PracticesPage(Page):
    """Gentle breath, breath holds, anchor, and what is not to be suggested."""

    section = "practices"
    name = "practices"

    def __init__(self, theme: Theme, settings: Settings, titles: Mapping[str, str] | None = None) -> None:
        """`titles`: what the practices are called, by id."""
        self._titles = titles or {}
        super().__init__(theme, settings)

    def fill(self) -> None:
        self._gentle, gentle = self.switch(
            "gentle", self.tr("Gentle breathing"), self.tr("Shorter breaths in every breathing exercise.")
        )
        self._holds, holds = self.switch(
            "holds",
            self.tr("Breath holds"),
            self.tr("Off until you open them. Everything works without them."),
        )
        self._holds.clicked.disconnect()
        self._holds.clicked.connect(self._holds_clicked)
        self._anchor = SegmentedChoice(
            [
                ("breath", self.tr("Breath")),
                ("hands", self.tr("Hands and feet")),
                ("sounds", self.tr("Sounds")),
                ("sight", self.tr("Sight")),
            ],
            self.settings.practices.anchor,
            self.tr("Where attention may rest"),
        )
        self.connected(self._anchor, "anchor")
        anchor = Row(
            self.theme,
            self.tr("Where attention may rest"),
            self._anchor,
            self.tr("Guided practices come back to this. The breath is not for everyone."),
            under=True,
        )
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.group(gentle, holds))
        column.addWidget(self.group(anchor))
        column.addWidget(self.group(self._hidden_row()))
        column.addStretch(1)
        # In its place before it is filled: it shows its first page at once, in a window of its own otherwise.
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        self._stack.addWidget(rows)
        self._stack.addWidget(self._about_holds())

    def show_values(self, settings: Settings) -> None:
        practices = settings.practices
        self._gentle.setChecked(practices.gentle)
        self._holds.setChecked(practices.holds)
        self._anchor.set_value(practices.anchor)
        self._stack.setCurrentIndex(0)
        self._show_hidden(practices.hidden)

    def _hidden_row(self) -> Row:
        """What was left out of suggestions; a press brings one back."""
        self._hidden = Flow()
        self._shown_hidden: tuple[str, ...] | None = None
        label = self.tr("Left out of suggestions")
        self._hidden_line = Row(self.theme, label, self._hidden, " ", under=True)
        return self._hidden_line

    def _show_hidden(self, hidden: tuple[str, ...]) -> None:
        if hidden == self._shown_hidden:
            return
        self._shown_hidden = hidden
        self._hidden.clear()
        for name in hidden:
            title = self._titles.get(name, name)
            button = PlainButton(self.tr("Bring back “{0}”").format(title))
            button.clicked.connect(lambda _=False, n=name: self._bring_back(n))
            self._hidden.add(button)
        self._hidden.setVisible(bool(hidden))
        none = self.tr("None. After a practice that felt heavier, or on its page, you can leave it out.")
        some = self.tr("They can still be chosen. They come neither by themselves nor as a surprise.")
        self._hidden_line.set_hint(some if hidden else none)

    def _bring_back(self, name: str) -> None:
        self.change(hidden=tuple(other for other in self.settings.practices.hidden if other != name))

    def _about_holds(self) -> QWidget:
        """What to know first; it asks nothing, and nothing is kept but the switch."""
        card = Card(padding=24)
        card.body.setSpacing(GAP)
        card.body.addWidget(LeadLabel(self.tr("Before you open breath holds")))
        for text in (
            self.tr(
                "Please leave them out if you are pregnant, have a condition of the heart, the lungs or the "
                "blood pressure, epilepsy, glaucoma or a problem of the retina, have had surgery lately, or "
                "are prone to panic."
            ),
            self.tr("If you are unsure, ask your own clinician first."),
            self.tr(
                "Holds are short, shorter still the first time, and you can let go of one at any time. "
                "Nothing you think here is asked or stored."
            ),
        ):
            card.body.addWidget(Paragraph(text))
        self.leave = PrimaryButton(self.tr("Leave them out"))
        self.open = PlainButton(self.tr("Open breath holds"))
        self.leave.clicked.connect(lambda: self._stack.setCurrentIndex(0))
        self.open.clicked.connect(lambda: self.change(holds=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.open)
        buttons.addWidget(self.leave)
        card.body.addLayout(buttons)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    def _holds_clicked(self, on: bool) -> None:
        if not on:
            self.change(holds=False)
            return
        self.show_holds()

    def show_holds(self) -> None:
        """What to know before breath holds are opened; nothing where they are open."""
        if not self.settings.practices.holds:
            self._holds.setChecked(False)
            self._stack.setCurrentIndex(1)
            self.leave.setFocus()
