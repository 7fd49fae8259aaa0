"""After a sitting: at times a question, always the way to say "heavier", and then kind lines and ways on."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow, Tap
from burnbreak.core.practice import Practice
from burnbreak.engine.check_ins import Closing
from burnbreak.engine.view import View
from burnbreak.ui.affect import AffectSliders
from burnbreak.ui.kit import (
    Flow,
    HairLine,
    LeadLabel,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SoftLabel,
    TextLabel,
    column,
    fit,
    row,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

STAYS_MS = 20_000
SUPPORT_STAYS_MS = 180_000
"""The kind lines are read in a minute; nobody has to clear them away."""
WIDTH = 440
GROUNDING = ("five-senses", "far-look")
"""Both lead outward, into the room."""


class ClosingCard(QWidget):
    """Asks once, in passing, or nothing; it closes by itself, and its last word is always a Tap."""

    command = Signal(object)
    window_wanted = Signal(str)
    """The name of another window: "support"."""
    hide_wanted = Signal(str, bool)
    """Leave the practice of this id out of suggestions, or take that back."""
    tapped = Signal(object)
    """The Ease that was said; the Tap has gone out before."""
    affect_kept = Signal(object)
    """What the sliders say now, by item."""
    check_in_wanted = Signal()
    check_in_declined = Signal()

    def __init__(
        self,
        theme: Theme,
        practices: Mapping[str, Practice],
        sat: str = "",
        asks: Closing = Closing.TAP,
    ) -> None:
        """`practices` by id; `sat` is the id of the one that has just been sat."""
        super().__init__()
        self._theme, self._asks = theme, asks
        self._practices, self._sat = practices, practices.get(sat)
        self._hidden = False
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._answered = False
        self._supporting = False
        self._stays = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stays.timeout.connect(self._pass)
        self._question = self._ask() if asks is Closing.TAP else self._other()
        self._support = self._kind_lines()
        self._support.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(self._question)
        layout.addWidget(self._support)

    def _ask(self) -> QWidget:
        box = QWidget()
        sentence = LeadLabel(self.tr("How is it now, compared with before?"))
        self.setAccessibleName(sentence.text())
        hint = SoftLabel(self.tr("You need not answer; this goes by itself."))
        buttons = []
        for ease, text in (
            (Ease.LIGHTER, self.tr("Lighter")),
            (Ease.SAME, self.tr("The same")),
            (Ease.HEAVIER, self.tr("Heavier")),
        ):
            button = PlainButton(text)
            button.clicked.connect(lambda _=False, e=ease: self.answer(e))
            buttons.append(button)
        for button in buttons:
            button.ensurePolished()
        widest = max(button.sizeHint().width() for button in buttons)
        for button in buttons:
            button.setMinimumWidth(widest)
        box.setLayout(column(sentence, row(*buttons), hint, spacing=GAP))
        return box

    def _other(self) -> QWidget:
        """Another question, or none; what is heavier can be said all the same."""
        parts: list[QWidget | QLayout] = []
        buttons: list[QPushButton | int] = [1]
        match self._asks:
            case Closing.AFTER:
                lead = LeadLabel(self.tr("And how are you now?"))
                sliders = AffectSliders(self._theme)
                sliders.moved.connect(self._stays.start)
                done = PrimaryButton(self.tr("Keep"))
                done.clicked.connect(lambda: self._keep_affect(sliders))
                parts, buttons = [sliders], [1, done]
            case Closing.WEEKLY | Closing.MONTHLY:
                weekly = self.tr("The week is nearly over. Is there room for a check-in of 20 seconds?")
                monthly = self.tr("Once a month: is there room for one question about your work?")
                lead = LeadLabel(weekly if self._asks is Closing.WEEKLY else monthly)
                yes, no = PlainButton(self.tr("Now")), QuietButton(self.tr("Not this time"))
                yes.clicked.connect(lambda: self._leave(self.check_in_wanted))
                no.clicked.connect(lambda: self._leave(self.check_in_declined))
                buttons = [1, no, yes]
            case _:
                lead = LeadLabel(self.tr("That was your pause. Back to the day in your own time."))
        heavier = LinkButton(self.tr("It feels heavier"))
        heavier.clicked.connect(lambda: self.answer(Ease.HEAVIER))
        hint = SoftLabel(self.tr("You need not answer; this goes by itself."))
        self.setAccessibleName(lead.text())
        asked = [hint] if self._asks is not Closing.QUIET else []
        box = QWidget()
        box.setLayout(column(lead, *parts, *asked, row(heavier, *buttons), spacing=GAP))
        return box

    def _keep_affect(self, sliders: AffectSliders) -> None:
        self.close()
        self.affect_kept.emit(sliders.values())

    def _leave(self, then: SignalInstance) -> None:
        self.close()
        then.emit()

    def _kind_lines(self) -> QWidget:
        box = QWidget()
        lines = (
            self.tr("Look around the room, and let your eyes rest on three things."),
            self.tr("Feel both feet on the floor."),
            self.tr("Do one ordinary thing next: a glass of water, a window, a few steps."),
        )
        words = column(*(TextLabel(line) for line in lines), spacing=GRID)
        more = PlainButton(self.tr("More than a break"))
        more.clicked.connect(self._open_support)
        ways = [self._way(name) for name in GROUNDING if name in self._practices]
        hint = SoftLabel(self.tr("A practice that looks outward may help you settle. Or talk to someone."))
        done = QuietButton(self.tr("Close"))
        done.clicked.connect(self.close)
        foot = row(done)
        if self._sat is not None:
            foot.insertWidget(0, self._leaving_out(self._sat), 1)
        else:
            foot.insertStretch(0, 1)
        lead = LeadLabel(self.tr("Thank you for noticing. For this moment:"))
        box.setLayout(column(lead, words, hint, Flow(*ways, more), HairLine(), foot, spacing=GAP))
        return box

    def _way(self, name: str) -> PlainButton:
        button = PlainButton(self._practices[name].title)
        button.clicked.connect(lambda: self._start(name))
        return button

    def _leaving_out(self, practice: Practice) -> QWidget:
        """An offer to be spared this practice, and the way back in the same place."""
        self._about_hiding = SoftLabel("")
        self._hide = QuietButton("")
        self._hide.clicked.connect(lambda: self._toggle_hidden(practice))
        box = QWidget()
        box.setLayout(row(self._about_hiding, self._hide, 1))
        self._show_hidden(practice)
        return box

    def _toggle_hidden(self, practice: Practice) -> None:
        self._hidden = not self._hidden
        self.hide_wanted.emit(practice.id, self._hidden)
        self._show_hidden(practice)
        fit(self, WIDTH)
        self._stays.start(SUPPORT_STAYS_MS)

    def _show_hidden(self, practice: Practice) -> None:
        said = self.tr("“{0}” is no longer suggested. Settings > Practices brings it back.")
        self._about_hiding.setText(said.format(practice.title))
        self._about_hiding.setVisible(self._hidden)
        offer = self.tr("Do not suggest “{0}” again").format(practice.title)
        self._hide.setText(self.tr("Undo") if self._hidden else offer)

    def update_view(self, view: View) -> None:
        """Goes when the day goes on, for instance because a session is near; kind lines may stay."""
        if view.sitting is not None or (view.closing is None and not self._supporting):
            self._answered = True
            self.close()

    def answer(self, ease: Ease) -> None:
        """What the user said, by a button."""
        self._answered = True
        self._supporting = ease is Ease.HEAVIER
        if self._supporting:
            self._question.hide()
            self._support.show()
            fit(self, WIDTH)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stays.start(SUPPORT_STAYS_MS)
        self.command.emit(Tap(ease))
        self.tapped.emit(ease)
        if not self._supporting:
            self.close()

    def _start(self, practice: str) -> None:
        self.close()
        self.command.emit(StartNow(practice))

    def _open_support(self) -> None:
        self.close()
        self.window_wanted.emit("support")

    def _pass(self) -> None:
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, WIDTH)
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._supporting:
            self._stays.start(STAYS_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stays.stop()
        if not self._answered:
            self._answered = True
            self.command.emit(Tap(None))
        super().closeEvent(event)
