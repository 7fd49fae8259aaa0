"""Where a recording begins: whose voice, which practice, and in which way."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.recording import OwnVoice, Prompt
from burnbreak.ui.fields import Group, Paragraph, Row, hit_height
from burnbreak.ui.kit import DropDown, LinkButton, PrimaryButton, SegmentedChoice, SoftLabel, TitleLabel, row
from burnbreak.ui.theme import GAP, MARGIN, Theme

Prompts = Callable[[str, bool], tuple[Prompt, ...]]
"""What is said in a practice (its id), for the anchor that is set or for all of them."""


class SetupPage(QWidget):
    """Says what was chosen; the window records."""

    begin = Signal()
    use_wanted = Signal(str)
    """This voice is to tell the practices from now on."""

    def __init__(
        self, theme: Theme, practices: Sequence[tuple[str, str]], prompts: Prompts, *, narrator: str
    ) -> None:
        """`practices`: id and title of all that can be spoken; `narrator`: the voice that is set."""
        super().__init__()
        self._theme, self._prompts, self.narrator = theme, prompts, narrator
        self._voices: dict[str, OwnVoice] = {}
        self.voice = DropDown(theme, [("", self.tr("A new voice"))], "", self.tr("Voice"))
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setMinimumHeight(hit_height(self))
        self.name.setPlaceholderText(self.tr("Whose voice it is"))
        self.practice = DropDown(theme, practices, practices[0][0], self.tr("Practice"))
        where = self.tr("Where attention may rest")
        self.anchors = SegmentedChoice(
            [(False, self.tr("My choice")), (True, self.tr("All four"))], False, where
        )
        self.whole = SegmentedChoice(
            [(False, self.tr("Sentence by sentence")), (True, self.tr("All in one take"))],
            False,
            self.tr("How"),
        )
        for wide in (self.voice, self.name, self.practice):
            wide.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            wide.setFixedWidth(self.fontMetrics().averageCharWidth() * 40)
        self.start = PrimaryButton(self.tr("Begin"))
        self.start.clicked.connect(self.begin)
        self.use = LinkButton(self.tr("Let this voice tell the practices"))
        self.use.clicked.connect(lambda: self.use_wanted.emit(self.voice.value))
        self.told = Paragraph("")
        self._named = Row(theme, self.tr("Name"), self.name)
        self._how = Row(theme, self.tr("How"), self.whole, " ")
        self._lay_out()
        for control in (self.voice, self.practice):
            control.chosen.connect(self._changed)
        for choice in (self.anchors, self.whole):
            choice.chosen.connect(self._changed)
        self.name.textChanged.connect(self._changed)
        self.name.returnPressed.connect(self.start.click)
        self._changed()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(TitleLabel(self.tr("Record a voice")))
        layout.addWidget(
            Paragraph(
                self.tr(
                    "Your own voice, or that of a colleague who lends it to you. Each sentence is trimmed "
                    "and brought to one loudness by itself; what you do not record stays a caption."
                )
            )
        )
        anchors = Row(
            self._theme,
            self.tr("Where attention may rest"),
            self.anchors,
            self.tr("A few sentences name it: in the words for your own choice, or for all four."),
        )
        self._group = Group(
            Row(self._theme, self.tr("Voice"), self.voice),
            self._named,
            Row(self._theme, self.tr("Practice"), self.practice),
            anchors,
            self._how,
        )
        layout.addWidget(self._group)
        layout.addWidget(self.told)
        layout.addStretch(1)
        layout.addWidget(
            SoftLabel(
                self.tr(
                    "The microphone is open only while you record, and what it hears stays on this computer. "
                    "A quiet room is enough, two hands' widths from the microphone."
                )
            )
        )
        layout.addLayout(row(self.use, 1, self.start))

    @property
    def chosen(self) -> OwnVoice | None:
        """The voice that is added to; None for a new one."""
        return self._voices.get(self.voice.value)

    def show_voices(self, voices: Sequence[OwnVoice], chosen: str) -> None:
        """These are there; one of them is chosen, or a new one (an empty id)."""
        self._voices = {voice.id: voice for voice in voices}
        options = [(voice.id, voice.name) for voice in voices]
        self.voice.set_options([*options, ("", self.tr("A new voice"))], chosen)
        self._changed()

    def show_narrator(self, id: str) -> None:
        """This voice is set for the practices."""
        self.narrator = id
        self._changed()

    def tell(self, sentence: str) -> None:
        """How it went, or why it cannot begin."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def prompts(self) -> tuple[Prompt, ...]:
        """What is to be said."""
        return self._prompts(self.practice.value, self.anchors.value)

    def _changed(self, *_what: object) -> None:
        voice = self.chosen
        self._group.show_row(self._named, voice is None)
        self.use.setVisible(voice is not None and voice.id != self.narrator and bool(voice.clips))
        wanted = self.prompts()
        done = sum(voice.has(prompt) for prompt in wanted) if voice else 0
        self._how.set_hint(self._progress(done, len(wanted)))
        self.start.setEnabled(voice is not None or bool(self.name.text().strip()))

    def _progress(self, done: int, count: int) -> str:
        if self.whole.value:
            return self.tr("%n sentence(s), about two seconds of silence after each.", "", count)
        if done:
            return self.tr("{0} of %n sentence(s) recorded so far.", "", count).format(
                self.locale().toString(done)
            )
        return self.tr("%n sentence(s); you can stop and go on at any time.", "", count)

    def first(self) -> QWidget:
        """What the keyboard goes to."""
        return self.name if self.chosen is None else self.start

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)
