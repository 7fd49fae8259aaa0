"""The card at the side of a practice: length, voice, a preview, and the start."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QWidget

from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.core.timeline import Frame
from burnbreak.ui import phrases
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.guide_text import words
from burnbreak.ui.kit import (
    Card,
    Chips,
    DropDown,
    LinkButton,
    PlainButton,
    PrimaryButton,
    SoftLabel,
    StrongLabel,
    column,
)
from burnbreak.ui.narrator_words import choices, made, missing
from burnbreak.ui.theme import GAP, GRID, Theme

_USUAL = 180
"""The length most people take first (seconds)."""


class StartCard(Card):
    """Says what was wished for; the window knows how to do it."""

    begin = Signal(float)
    """Seconds."""
    preview_pressed = Signal()
    narrator_chosen = Signal(str)
    holds_wanted = Signal()
    sound_wanted = Signal()
    record_wanted = Signal()
    """One's own voice for this practice."""
    used = Signal()
    """Something else than the preview was touched."""

    def __init__(
        self,
        theme: Theme,
        practice: Practice,
        settings: Settings,
        narrators: Sequence[Narration],
        *,
        minutes: int | None,
        recorder: bool,
    ) -> None:
        super().__init__(padding=GAP + GRID // 2)
        self._theme, self._practice, self._narrators = theme, practice, narrators
        self.body.setSpacing(GRID)
        self._open = QWidget()
        self._inside = column(spacing=GRID)
        self._open.setLayout(self._inside)
        self.length = self._length(minutes)
        self.voice: DropDown | None = None
        self._voice_made = SoftLabel("")
        if practice.stages and not practice.card:
            self._add_voice(settings, recorder)
        self._add_start()
        self._add_preview()
        self._add_closed()
        self.body.addWidget(self._open)
        self.show_settings(settings)

    # --- what it shows -----------------------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """These settings count now."""
        closed = self._practice.holds and not settings.practices.holds
        self._closed.setVisible(closed)
        self._open.setVisible(not closed)
        silent = settings.sound.muted or settings.sound.volume == 0
        self._silent.setVisible(silent and not self._practice.card)
        if self.voice is not None:
            self.voice.show_value(settings.sound.narrator, missing(settings.sound.narrator))
            self._voice_made.setText(made(self._narrators, settings.sound.narrator))
            self._voice_made.setVisible(bool(self._voice_made.text()))

    def show_preview(self, share: float | None, frame: Frame | None) -> None:
        """The preview has come so far, 0 to 1 (None: it is over), and this is seen in it."""
        on = share is not None
        self.preview.setText(self.tr("Stop the preview") if on else self.tr("Listen for 20 seconds"))
        self._line.setValue(round((share or 0.0) * 1000))
        self._line.setVisible(on)
        self._said.setVisible(on)
        self._said.setText(words(frame) if frame is not None else "")

    def first(self) -> QPushButton:
        """Where the keyboard begins: the start, or what leads to it."""
        return self.start if self._closed.isHidden() else self.holds

    def set_width(self, width: int) -> None:
        """As wide as this, or (0) as there is room."""
        if width:
            self.setFixedWidth(width)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)

    # --- how it is made ----------------------------------------------------------------------------------

    def _length(self, minutes: int | None) -> Chips:
        practice = self._practice
        found = sorted(
            {*practice.durations, *([minutes * 60] if minutes and self._allows(minutes * 60) else [])}
        )
        wanted = minutes * 60 if minutes else _USUAL
        first = min(found, key=lambda seconds: (abs(seconds - wanted), seconds))
        chips = Chips([(s, phrases.length(s)) for s in found], first, self.tr("Length"))
        chips.chosen.connect(self._length_chosen)
        self._inside.addWidget(StrongLabel(self.tr("Length")))
        self._inside.addWidget(chips)
        return chips

    def _allows(self, seconds: int) -> bool:
        return self._practice.shortest <= seconds <= self._practice.longest

    def _add_voice(self, settings: Settings, recorder: bool) -> None:
        chosen = settings.sound.narrator
        self.voice = DropDown(self._theme, choices(self._narrators, chosen), chosen, self.tr("Voice"))
        self.voice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.voice.chosen.connect(self._voice_chosen)
        heading = StrongLabel(self.tr("Voice"))
        heading.setContentsMargins(0, GRID, 0, 0)
        for widget in (heading, self.voice, self._voice_made):
            self._inside.addWidget(widget)
        if recorder:
            record = LinkButton(self.tr("Record it yourself ..."))
            record.clicked.connect(self.record_wanted)
            self._inside.addWidget(record)

    def _add_start(self) -> None:
        self.start = PrimaryButton("")
        self.start.clicked.connect(lambda: self.begin.emit(float(self.length.value)))
        self._inside.addSpacing(GRID)
        self._inside.addWidget(self.start)
        self._name_start()

    def _add_preview(self) -> None:
        """At the bottom, so that nothing moves when it begins."""
        self.preview = PlainButton("")
        self.preview.clicked.connect(self.preview_pressed)
        self._line = QProgressBar()
        self._line.setRange(0, 1000)
        self._line.setTextVisible(False)
        self._line.setAccessibleName(self.tr("How much of the preview has passed"))
        self._said = SoftLabel("")
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._silent = LinkButton(self.tr("The sound is off ..."))
        self._silent.clicked.connect(self.sound_wanted)
        for widget in (self.preview, self._silent, self._line, self._said):
            self._inside.addWidget(widget)
        self.preview.setVisible(not self._practice.card)
        self.show_preview(None, None)

    def _add_closed(self) -> None:
        """In place of everything else, until the user has opened breath holds."""
        text = self.tr("This practice holds the breath, and breath holds are closed until you open them.")
        self.holds = PlainButton(self.tr("About breath holds ..."))
        self.holds.clicked.connect(self.holds_wanted)
        self._closed = QWidget()
        self._closed.setLayout(column(Paragraph(text), self.holds, spacing=GAP))
        self.body.addWidget(self._closed)

    def _name_start(self) -> None:
        self.start.setText(self.tr("Start {0}").format(phrases.length(self.length.value)))

    # --- what happens ------------------------------------------------------------------------------------

    def _length_chosen(self) -> None:
        self._name_start()
        self.used.emit()

    def _voice_chosen(self, id: str) -> None:
        self.used.emit()
        self.narrator_chosen.emit(id)
