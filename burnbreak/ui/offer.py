"""The offer of a break, and a question asked once, each on a card in the corner."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from burnbreak.core.choosing import Choice
from burnbreak.core.events import Later, NotNow, StartOffered
from burnbreak.engine.commands import Answer
from burnbreak.engine.view import OfferView, Question
from burnbreak.ui import phrases
from burnbreak.ui.corner_card import WIDTH, CornerCard
from burnbreak.ui.kit import IconButton, LeadLabel, PlainButton, PrimaryButton, QuietButton, SoftLabel
from burnbreak.ui.theme import GAP, GRID, Theme

LATER_MINUTES = (2, 5, 10)
_ROOM = WIDTH - 2 * (GAP + GRID // 2)


class OfferCard(CornerCard):
    """Neutral words and lengths only, since others may see the screen."""

    def __init__(self, theme: Theme, offer: OfferView, now: datetime, zone: tzinfo) -> None:
        super().__init__(theme)
        sentence = LeadLabel(self.tr("A pause is available"))
        self.setAccessibleName(sentence.text())
        self.body.addWidget(sentence)
        if line := phrases.free_line(offer, now, zone):
            self.body.addWidget(SoftLabel(line))
        self._pages = (self._first(offer), self._later(offer))
        layout = QVBoxLayout(self.buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        for page in self._pages:
            layout.addWidget(page)
        self._turn(0)

    def _first(self, offer: OfferView) -> QWidget:
        choices = _by_length(offer.choices)
        text = self.tr("Start")
        if choices:
            text = self.tr("Start {0}").format(phrases.length(choices[0].seconds))
        start = PrimaryButton(text)
        practice = choices[0].practice.id if choices else ""
        start.clicked.connect(lambda: self.command.emit(StartOffered(practice)))
        others = [self._other(choice) for choice in choices[1:]]
        later = PlainButton(self.tr("Later"))
        later.clicked.connect(lambda: self._turn(1))
        skip = QuietButton(self.tr("Not now"))
        skip.clicked.connect(lambda: self.command.emit(NotNow()))
        return _page([[start, *others], [later, skip]])

    def _other(self, choice: Choice) -> QPushButton:
        words = phrases.length(choice.seconds)
        button = PlainButton(words)
        button.setAccessibleName(self.tr("Start {0}").format(words))
        button.clicked.connect(lambda: self.command.emit(StartOffered(choice.practice.id)))
        return button

    def _later(self, offer: OfferView) -> QWidget:
        back = IconButton(self._theme, "back", self.tr("Back"))
        back.clicked.connect(lambda: self._turn(0))
        waits: list[QPushButton] = []
        for minutes in LATER_MINUTES:
            button = PlainButton(phrases.length(minutes * 60))
            button.setAccessibleName(phrases.later(minutes))
            button.clicked.connect(self._sender(Later(timedelta(minutes=minutes))))
            waits.append(button)
        rows: list[list[QPushButton]] = [[back, *waits]]
        if offer.can_wait_for_session:
            after = PlainButton(self.tr("After the next session"))
            after.clicked.connect(self._sender(Later(None)))
            rows.append([after])
        return _page(rows)

    def _sender(self, command: object) -> Callable[[], None]:
        return lambda: self.command.emit(command)

    def _turn(self, shown: int) -> None:
        for number, page in enumerate(self._pages):
            page.setVisible(number == shown)
        if self.isVisible():
            self.settle()


class QuestionCard(CornerCard):
    """Asks one thing; going away without an answer is an answer too."""

    def __init__(self, theme: Theme, question: Question) -> None:
        super().__init__(theme)
        if question is Question.FEWER:
            asked = self.tr("Pauses have gone unanswered for a while. Fewer, other times, or off?")
            answers = [
                [("fewer", self.tr("Fewer")), ("times", self.tr("Other times")), ("off", self.tr("Off"))],
                [("", self.tr("Leave it as it is"))],
            ]
        else:
            asked = self.tr("Offers are still paused. Resume?")
            answers = [[("resume", self.tr("Resume")), ("stay", self.tr("Stay paused"))]]
        self.setAccessibleName(asked)
        self.body.addWidget(LeadLabel(asked))
        rows = [[self._button(question, *answer) for answer in line] for line in answers]
        layout = QVBoxLayout(self.buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_page(rows))

    def _button(self, question: Question, choice: str, text: str) -> QPushButton:
        kinds = {"resume": PrimaryButton, "": QuietButton, "stay": QuietButton}
        button = kinds.get(choice, PlainButton)(text)
        button.clicked.connect(lambda: self.command.emit(Answer(question, choice)))
        return button


def _by_length(choices: Sequence[Choice]) -> list[Choice]:
    """The suggested choice, then one for each other length, the shortest first."""
    if not choices:
        return []
    others: dict[str, Choice] = {}
    for choice in sorted(choices[1:], key=lambda c: c.seconds):
        others.setdefault(phrases.length(choice.seconds), choice)
    others.pop(phrases.length(choices[0].seconds), None)
    return [choices[0], *others.values()]


def _page(rows: Sequence[Sequence[QPushButton]]) -> QWidget:
    """Buttons in rows, all in one row where they fit; a row too wide for the card becomes a column."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    everything = [button for line in rows for button in line]
    lines = [everything] if len(rows[0]) == 1 and _width(everything) <= _ROOM else rows
    for line in lines:
        layout.addLayout(_line(line))
    return page


def _line(buttons: Sequence[QPushButton]) -> QLayout:
    fits = _width(buttons) <= _ROOM
    line: QHBoxLayout | QVBoxLayout = QHBoxLayout() if fits else QVBoxLayout()
    line.setSpacing(GRID)
    for number, button in enumerate(buttons):
        line.addWidget(button, 1 if number == 0 and not isinstance(button, IconButton) else 0)
    return line


def _width(buttons: Sequence[QPushButton]) -> int:
    for button in buttons:
        button.ensurePolished()
    return sum(button.sizeHint().width() for button in buttons) + GRID * (len(buttons) - 1)
