"""The take beside its sentences: each piece can be heard, joined, left out or moved down; all are kept."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.recording import Piece, Prompt, Remark
from burnbreak.ui import recorder_words
from burnbreak.ui.fields import Group, Paragraph, Scroller
from burnbreak.ui.kit import (
    IconButton,
    LeadLabel,
    PlainButton,
    PrimaryButton,
    SoftLabel,
    TitleLabel,
    column,
    row,
)
from burnbreak.ui.theme import GAP, GRID, HIT, MARGIN, Theme


class TakeReview(QWidget):
    """Emits what is wanted; pieces and sentences are matched in order."""

    listen = Signal(object)
    """A Piece."""
    keep = Signal(object)
    """Mapping of Prompt to Piece: all that can be heard."""
    again = Signal()
    leave = Signal()

    def __init__(
        self, theme: Theme, prompts: Sequence[Prompt], join: Callable[[Piece, Piece], Piece | None]
    ) -> None:
        """`join` makes one piece of two, or tells why not and returns None."""
        super().__init__()
        self._theme, self._prompts, self._join = theme, tuple(prompts), join
        self.slots: list[Piece | None] = []
        self.fits = LeadLabel("")
        self.hint = SoftLabel(
            self.tr("What is left without a recording can be said sentence by sentence afterwards.")
        )
        self.trouble = Paragraph("")
        self.save = PrimaryButton(self.tr("Keep them"))
        self.save.clicked.connect(lambda: self.keep.emit(self.matched()))
        anew = PlainButton(self.tr("Record it all again"))
        anew.clicked.connect(self.again)
        leave = PlainButton(self.tr("Leave it"))
        leave.clicked.connect(self.leave)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, GRID, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN - GRID, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(TitleLabel(self.tr("What was heard")))
        for label in (self.trouble, self.fits, self.hint):
            layout.addWidget(label)
        layout.addWidget(Scroller(self._inside), 1)
        layout.addLayout(row(leave, anew, 1, self.save))

    def show_take(self, pieces: Sequence[Piece], trouble: str = "") -> None:
        """These pieces, in the order in which they were said."""
        self.slots = [piece for piece in pieces if Remark.NOTHING not in piece.remarks]
        self.tell(trouble)
        self._refresh()

    def tell(self, sentence: str) -> None:
        """One sentence over the list; none if it is empty."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def matched(self) -> dict[Prompt, Piece]:
        """The sentences that have a piece."""
        pairs = zip(self._prompts, self.slots, strict=False)
        return {prompt: piece for prompt, piece in pairs if piece is not None}

    # --- what can be done with a piece -------------------------------------------------------------------

    def join_with_next(self, number: int) -> None:
        """This piece and the next one are one sentence."""
        first, last = self.slots[number], self.slots[number + 1]
        if first is not None and last is not None and (both := self._join(first, last)) is not None:
            self.slots[number : number + 2] = [both]
            self._refresh(number)

    def leave_out(self, number: int) -> None:
        """This piece is none of the sentences; those after it move up."""
        del self.slots[number]
        self._refresh(number)

    def move_down(self, number: int) -> None:
        """This sentence was not said: the piece and those after it belong further down."""
        self.slots.insert(number, None)
        self._refresh(number + 1)

    def _refresh(self, focus: int | None = None) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = max(len(self._prompts), len(self.slots))
        rows = [self._row(number) for number in range(count)]
        self._rows.addWidget(Group(*rows))
        self._rows.addStretch(1)
        heard = [piece for piece in self.slots if piece is not None]
        self.fits.setText(recorder_words.fit(heard, len(self._prompts)))
        self.hint.setVisible(len(heard) < len(self._prompts))
        self.save.setEnabled(bool(heard) and len(self.slots) <= len(self._prompts))
        if focus is not None and focus < count:
            buttons = rows[focus].findChildren(IconButton)
            (buttons[0] if buttons else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, number: int) -> QWidget:
        prompt = self._prompts[number] if number < len(self._prompts) else None
        piece = self.slots[number] if number < len(self.slots) else None
        text = Paragraph(prompt.text if prompt else self.tr("No sentence is left for this one."))
        said = SoftLabel(self._said(piece))
        box = QWidget()
        layout = row(column(text, said, spacing=2), spacing=GRID)
        layout.setStretch(0, 1)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        for button in self._buttons(number, piece):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        box.setLayout(layout)
        box.setMinimumHeight(HIT + 2 * GRID)
        return box

    def _said(self, piece: Piece | None) -> str:
        if piece is None:
            return self.tr("Nothing yet")
        seconds = self.tr("{0} s").format(QLocale().toString(piece.seconds, "f", 1))
        return " · ".join([seconds, *(recorder_words.remark(what) for what in piece.remarks)])

    def _buttons(self, number: int, piece: Piece | None) -> list[IconButton]:
        if piece is None:
            empty = IconButton(self._theme, "up", self.tr("Move the rest up"), size=HIT)
            empty.clicked.connect(lambda: self.leave_out(number))
            return [empty] if number < len(self.slots) else []
        play = IconButton(self._theme, "play", self.tr("Listen"), size=HIT)
        play.clicked.connect(lambda: self.listen.emit(piece))
        join = IconButton(self._theme, "join", self.tr("Join with the next"), size=HIT)
        join.clicked.connect(lambda: self.join_with_next(number))
        follows = number + 1 < len(self.slots) and self.slots[number + 1] is not None
        join.setEnabled(follows)
        down = IconButton(self._theme, "down", self.tr("Belongs one sentence further down"), size=HIT)
        down.clicked.connect(lambda: self.move_down(number))
        out = IconButton(self._theme, "delete", self.tr("Leave this recording out"), size=HIT)
        out.clicked.connect(lambda: self.leave_out(number))
        return [play, join, down, out]
