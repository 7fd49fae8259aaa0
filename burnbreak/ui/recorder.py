"""The recorder's window: a voice and a practice are chosen, sentences recorded, and what is good kept."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from burnbreak.core.narration import COMMON
from burnbreak.core.practice import Practice
from burnbreak.core.recording import OwnVoice, Piece, Prompt, Recorded, Remark, Stage, common_prompts, prompts
from burnbreak.core.score import Channel, Score, Sound
from burnbreak.core.settings import Settings
from burnbreak.core.wording import ANCHORS
from burnbreak.engine.studio import Studio
from burnbreak.engine.view import View
from burnbreak.ui import recorder_words
from burnbreak.ui.fields import roomy
from burnbreak.ui.prompter import Prompter
from burnbreak.ui.recorder_setup import SetupPage
from burnbreak.ui.take_review import TakeReview
from burnbreak.ui.theme import Theme

SIZE = (720, 600)
STEP_MS = 50
_STARTS, _LINGERS = 0.2, 0.6
"""Seconds of silence around a clip that is listened to."""


class RecorderWindow(QWidget):
    """Esc goes one step back; what was kept stays kept, whenever the window is left."""

    kept = Signal()
    """Voices on the disk have changed."""
    narrator_wanted = Signal(str)
    """This voice (its id) is to tell the practices."""

    def __init__(
        self,
        theme: Theme,
        studio: Studio,
        practices: Sequence[Practice],
        settings: Settings,
        *,
        play: Callable[[Score], object],
        hush: Callable[[], None],
    ) -> None:
        """`play` makes a score heard, `hush` ends that."""
        super().__init__()
        self._theme, self._studio, self._play, self._hush = theme, studio, play, hush
        self._practices = {p.id: p for p in practices if p.stages and not p.card}
        self._anchor = settings.practices.anchor
        self._voice: OwnVoice | None = None
        self._prompts: tuple[Prompt, ...] = ()
        self._at = 0
        self._piece: Piece | None = None
        self._whole = self._changed = self._sits = False
        self.prompter: Prompter | None = None
        self.review: TakeReview | None = None
        self.setWindowTitle(self.tr("Record a voice"))
        self.setWindowIcon(theme.icons.app())
        titles = [(p.id, p.title) for p in self._practices.values()]
        common = (COMMON, self.tr("What keys say in every practice"))
        self.setup = SetupPage(theme, [*titles, common], self._said_in, narrator=settings.sound.narrator)
        self.setup.begin.connect(self._begin)
        self.setup.use_wanted.connect(self.narrator_wanted)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.setup)
        self._clock = QTimer(self, interval=STEP_MS)
        self._clock.timeout.connect(self._look)
        self._show_voices("")
        self.resize(roomy(self, *SIZE))

    # --- choosing ----------------------------------------------------------------------------------------

    def show_page(self, practice: str) -> None:
        """Chooses a practice, by the name that a window's pages are opened by."""
        if self._stack.currentWidget() is self.setup and practice in self._practices:
            self.setup.practice.set_value(practice)
            self.setup.show_narrator(self.setup.narrator)

    def show_settings(self, settings: Settings) -> None:
        """These settings count now."""
        self._anchor = settings.practices.anchor
        self.setup.show_narrator(settings.sound.narrator)

    def update_view(self, view: View) -> None:
        """While a practice runs the microphone stays closed."""
        self._sits = view.sitting is not None
        if self._sits and self._studio.look().stage is not Stage.IDLE:
            self._studio.end()

    def _said_in(self, practice: str, all_anchors: bool) -> tuple[Prompt, ...]:
        anchors = tuple(ANCHORS) if all_anchors else (self._anchor,)
        if practice == COMMON:
            return common_prompts(anchors)
        return prompts(self._practices[practice], anchors)

    def _show_voices(self, chosen: str) -> None:
        try:
            voices = self._studio.voices()
        except OSError as fault:
            self.setup.tell(str(fault))
            voices = ()
        known = [voice.id for voice in voices]
        self.setup.show_voices(voices, chosen if chosen in known else known[0] if known else "")

    def _begin(self) -> None:
        if not self.setup.start.isEnabled():
            return
        self._voice, self._prompts = self.setup.chosen, self.setup.prompts()
        self._whole = self.setup.whole.value
        self.setup.tell("")
        self._to_prompter(0 if self._whole else self._first_missing())

    def _first_missing(self) -> int:
        voice = self._voice
        missing = (n for n, prompt in enumerate(self._prompts) if voice is None or not voice.has(prompt))
        return next(missing, 0)

    # --- the prompter ------------------------------------------------------------------------------------

    def _to_prompter(self, at: int) -> None:
        self._leave_page()
        self.prompter = Prompter(self._theme, self._title())
        self.prompter.main.connect(self._main)
        self.prompter.listen.connect(self._listen)
        self.prompter.again.connect(self._record)
        self.prompter.step.connect(self._step)
        self.prompter.leave.connect(self.back)
        self._show_page(self.prompter)
        self._go_to(at)
        self.prompter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title(self) -> str:
        chosen = self.setup.practice
        return chosen.currentText()

    def _go_to(self, at: int) -> None:
        self._at, self._piece = at, None
        self._hush()
        self._show_prompt(at)
        self._show_rest()

    def _show_prompt(self, at: int) -> None:
        if self.prompter is not None:
            following = self._prompts[at + 1] if at + 1 < len(self._prompts) else None
            parts = self._prompts[-1].part
            self.prompter.show_prompt(self._prompts[at], at, len(self._prompts), parts, following)

    def _show_rest(self, sentence: str = "") -> None:
        """The microphone is closed: say what came of it and what is next."""
        if self.prompter is None:
            return
        heard = self._piece is not None and bool(self._piece.asset)
        there = self._voice is not None and self._voice.has(self._prompts[self._at]) and not self._whole
        if not sentence and self._piece is not None:
            seconds = self.tr("{0} s").format(self.locale().toString(self._piece.seconds, "f", 1))
            sentence = recorder_words.piece(self._piece, seconds)
        self.prompter.show_rest(
            sentence or self._invitation(there),
            main=self.tr("Keep and next (Enter)") if heard else self.tr("Record (Space)"),
            listen=heard or there,
            again=heard,
        )

    def _invitation(self, there: bool) -> str:
        if self._whole:
            return self.tr("Leave about two seconds after each sentence; the next one comes up by itself.")
        if there:
            return self.tr("This one is recorded. A new recording takes its place once you keep it.")
        return self.tr("Press Space, wait a moment, say it, wait a moment, press Space.")

    def _main(self) -> None:
        if self._studio.look().stage is Stage.RECORDING:
            self._studio.end()
        elif self._piece is not None and self._piece.asset:
            self._keep_one()
        else:
            self._record()

    def _record(self) -> None:
        if self._studio.look().stage is not Stage.IDLE or self.prompter is None:
            return
        self._hush()
        if self._sits:
            self._show_rest(self.tr("A practice runs; the microphone stays closed until it is over."))
            return
        self._piece = None
        self._studio.begin(len(self._prompts) if self._whole else 1)
        self._clock.start()
        self._look()

    def _look(self) -> None:
        moment = self._studio.look()
        if moment.stage is not Stage.IDLE:
            if self.prompter is not None:
                if self._whole:
                    self._at = min(moment.said, len(self._prompts) - 1)
                    self._show_prompt(self._at)
                self.prompter.show_stage(moment, whole=self._whole)
            return
        self._clock.stop()
        found = self._studio.recorded()
        if found is not None:
            self._came(found)

    def _came(self, found: Recorded) -> None:
        trouble = recorder_words.trouble(found.trouble) if found.trouble else ""
        if self._whole and found.pieces:
            self._to_review(found.pieces, trouble)
            return
        if self._whole:
            self._go_to(0)
            self._show_rest(trouble or recorder_words.remark(Remark.NOTHING))
            return
        self._piece = found.pieces[0] if found.pieces else None
        self._show_prompt(self._at)
        self._show_rest(trouble)

    def _listen(self) -> None:
        prompt = self._prompts[self._at]
        if self._piece is not None and self._piece.asset:
            self._hear(self._piece.asset, self._piece.seconds)
        elif self._voice is not None and self._voice.has(prompt):
            self._hear(f"voice/{self._voice.id}/{prompt.clip}", self._voice.clips[prompt.clip].seconds)

    def _hear(self, asset: str, seconds: float) -> None:
        said = Sound(at=_STARTS, asset=asset, channel=Channel.VOICE)
        self._play(Score(seconds=_STARTS + seconds + _LINGERS, sounds=(said,)))

    def _step(self, by: int) -> None:
        at = self._at + by
        if self._studio.look().stage is Stage.IDLE and not self._whole and 0 <= at < len(self._prompts):
            self._go_to(at)

    # --- keeping -----------------------------------------------------------------------------------------

    def _keep_one(self) -> None:
        if self._piece is None or not (fault := self._keep({self._prompts[self._at]: self._piece})):
            self._on()
        else:
            self._show_rest(fault)

    def _on(self) -> None:
        if self._at + 1 < len(self._prompts):
            self._go_to(self._at + 1)
        else:
            self._finish()

    def _keep(self, clips: Mapping[Prompt, Piece]) -> str:
        """A sentence where it could not be kept."""
        voice = self._voice.id if self._voice else ""
        self._hush()
        try:
            self._voice = self._studio.keep(voice, self.setup.name.text(), clips)
        except OSError as fault:
            return str(fault)
        self._changed = True
        return ""

    def _finish(self) -> None:
        voice, title = self._voice, self._title()
        missing = sum(voice is None or not voice.has(prompt) for prompt in self._prompts)
        self.back()
        if missing:
            self.setup.tell(self.tr("Still to be recorded: %n sentence(s).", "", missing))
        elif voice is not None:
            self.setup.tell(self.tr("{0} is recorded by {1}.").format(title, voice.name))

    # --- the review --------------------------------------------------------------------------------------

    def _to_review(self, pieces: Sequence[Piece], trouble: str) -> None:
        self._leave_page()
        self.review = TakeReview(self._theme, self._prompts, self._joined)
        self.review.listen.connect(lambda piece: self._hear(piece.asset, piece.seconds))
        self.review.keep.connect(self._keep_all)
        self.review.again.connect(lambda: self._to_prompter(0))
        self.review.leave.connect(self.back)
        self.review.show_take(pieces, trouble)
        self._show_page(self.review)
        self.review.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _joined(self, first: Piece, last: Piece) -> Piece | None:
        try:
            return self._studio.join(first, last)
        except OSError as fault:
            if self.review is not None:
                self.review.tell(str(fault))
            return None

    def _keep_all(self, clips: Mapping[Prompt, Piece]) -> None:
        fault = self._keep(clips)
        if fault and self.review is not None:
            self.review.tell(fault)
        elif len(clips) < len(self._prompts):
            self._whole = False
            self._to_prompter(self._first_missing())
        else:
            self._finish()

    # --- pages, keys and going ---------------------------------------------------------------------------

    def _show_page(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _leave_page(self) -> None:
        self._hush()
        page = self.prompter or self.review
        self.prompter = self.review = None
        self._stack.setCurrentWidget(self.setup)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def back(self) -> None:
        """To the choices; a take that runs ends, and what was not kept is gone."""
        self._studio.end()
        self._piece = None
        self._leave_page()
        self._show_voices(self._voice.id if self._voice else "")
        self._tell_kept()

    def _tell_kept(self) -> None:
        if self._changed:
            self._changed = False
            self.kept.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._stack.currentWidget() is self.setup:
                self.close()
            else:
                self.back()
        elif self.prompter is None or event.isAutoRepeat() or not self._pressed(event.key()):
            super().keyPressEvent(event)

    def _pressed(self, key: int) -> bool:
        forward = (
            Qt.Key.Key_Left if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        )
        backward = Qt.Key.Key_Right if forward == Qt.Key.Key_Left else Qt.Key.Key_Left
        idle = self._studio.look().stage is Stage.IDLE
        heard = self._piece is not None and bool(self._piece.asset)
        if key == Qt.Key.Key_Space:
            self._listen() if idle and heard else self._main()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and idle:
            self._keep_one() if heard else self._record()
        elif key == Qt.Key.Key_R and idle:
            self._record()
        elif key == Qt.Key.Key_L and idle:
            self._listen()
        elif key in (forward, backward):
            self._step(1 if key == forward else -1)
        else:
            return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """The microphone closes with the window."""
        self._clock.stop()
        self._hush()
        self._studio.close()
        self._tell_kept()
        super().closeEvent(event)
