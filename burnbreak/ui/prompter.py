"""The prompter: the sentence to say in large letters, how loud it is, and what can be done with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.recording import Moment, Prompt, Stage
from burnbreak.core.wording import ANCHORS
from burnbreak.ui.kit import (
    IconButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SmallLabel,
    SoftLabel,
    TextLabel,
    row,
)
from burnbreak.ui.level_meter import LevelMeter
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme


class PromptLabel(TextLabel):
    """What is to be said, readable from an arm's length and more."""

    role = "number"


class Prompter(QWidget):
    """Shows one sentence of several and says what was pressed; the window knows what it means."""

    main = Signal()
    """Record, stop, or keep and go on: whatever the large button says."""
    listen = Signal()
    again = Signal()
    step = Signal(int)
    """To the next sentence (1) or the one before (-1)."""
    leave = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        self.meter = LevelMeter(theme)
        self._title = title
        self.place = SoftLabel("", wrap=False)
        self.number = SoftLabel("", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Sentences"))
        self.anchor = SmallLabel("")
        self.text = PromptLabel("")
        self.following = SoftLabel("")
        self.state = TextLabel("")
        for label in (self.anchor, self.text, self.following, self.state):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        # Three lines at the most usual width, so that nothing jumps from sentence to sentence.
        self.text.setMinimumHeight(self.fontMetrics().height() * 7)
        self.state.setMinimumHeight(self.fontMetrics().height() * 2 + GRID // 2)
        self._make_buttons(theme)
        self._lay_out()

    def _make_buttons(self, theme: Theme) -> None:
        self.go = PrimaryButton("")
        self.go.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.play = PlainButton(self.tr("Listen"))
        self.retake = PlainButton(self.tr("Again (R)"))
        self.back = IconButton(theme, "back", self.tr("The sentence before (left arrow)"))
        self.on = IconButton(theme, "forward", self.tr("The next sentence (right arrow)"))
        self.close_ = QuietButton(self.tr("Leave it for now"))
        self.go.clicked.connect(self.main)
        self.play.clicked.connect(self.listen)
        self.retake.clicked.connect(self.again)
        self.back.clicked.connect(lambda: self.step.emit(-1))
        self.on.clicked.connect(lambda: self.step.emit(1))
        self.close_.clicked.connect(self.leave)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(row(self.place, 1, self.number))
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addWidget(self.anchor)
        layout.addWidget(self.text)
        layout.addWidget(self.following)
        layout.addStretch(1)
        layout.addWidget(self.state)
        layout.addWidget(self.meter)
        layout.addLayout(row(self.back, 1, self.play, self.go, self.retake, 1, self.on))
        layout.addLayout(row(1, self.close_, 1))

    # --- what it shows -----------------------------------------------------------------------------------

    def show_prompt(
        self, prompt: Prompt, number: int, count: int, parts: int, following: Prompt | None
    ) -> None:
        """This sentence, the `number`th (from 0) of `count`."""
        locale = self.locale()
        part = self.tr("{0}, part {1} of {2}").format(
            self._title, locale.toString(prompt.part), locale.toString(parts)
        )
        self.place.setText(part if parts > 1 else self._title)
        shown = self.tr("{0} of {1}").format(locale.toString(number + 1), locale.toString(count))
        self.number.setText(shown)
        self.bar.setRange(0, count)
        self.bar.setValue(number)
        self.anchor.setText(self._resting(prompt))
        self.text.setText(prompt.text)
        self.text.setAccessibleName(f"{shown}: {prompt.text}")
        self.following.setText(self.tr("Next: {0}").format(following.text) if following else "")
        self.back.setEnabled(number > 0)
        self.on.setEnabled(following is not None)

    def show_stage(self, moment: Moment, *, whole: bool) -> None:
        """What the recorder does, while it does something."""
        recording = moment.stage is Stage.RECORDING
        for button in (self.play, self.retake):
            button.setVisible(False)
        if whole:
            self.back.setEnabled(False)
            self.on.setEnabled(False)
        self.go.setEnabled(recording)
        self.go.setText(self.tr("Stop (Space)"))
        if recording:
            self.meter.show_level(moment.level)
            self.state.setText(self._heard(moment, whole=whole))
        else:
            self.meter.rest()
            opening = moment.stage is Stage.OPENING
            self.state.setText(
                self.tr("Opening the microphone ...") if opening else self.tr("Just a moment ...")
            )

    def show_rest(self, sentence: str, *, main: str, listen: bool, again: bool) -> None:
        """The microphone is closed: what came of it, and what can be done now."""
        self.meter.rest()
        self.state.setText(sentence)
        self.go.setText(main)
        self.go.setEnabled(True)
        self.play.setVisible(listen)
        self.play.setText(self.tr("Listen (Space)") if again else self.tr("Listen (L)"))
        self.retake.setVisible(again)

    def _heard(self, moment: Moment, *, whole: bool) -> str:
        if whole and moment.seconds < 1.5:
            return self.tr("A second of silence first ...")
        seconds = self.tr("{0} s").format(self.locale().toString(moment.seconds, "f", 1))
        return self.tr("Recording, {0}. {1}").format(seconds, self.meter.word)

    def _resting(self, prompt: Prompt) -> str:
        if not prompt.anchor:
            return ""
        resting = QCoreApplication.translate("guide", ANCHORS[prompt.anchor])
        return self.tr("For those who rest with {0}").format(resting)
