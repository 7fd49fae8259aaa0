"""What lies below the picture: minutes by practice and situation, offers, answers, and the days in words."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.practice import Situation
from burnbreak.core.summary import Share, Stretch, by_situation
from burnbreak.ui import history_told as told
from burnbreak.ui import history_words as words
from burnbreak.ui.fields import Columns
from burnbreak.ui.history_bars import Bar, BarCard, LinesCard
from burnbreak.ui.kit import column
from burnbreak.ui.library_words import SITUATIONS
from burnbreak.ui.library_words import words as library_words
from burnbreak.ui.theme import GAP, Theme

MOST = 8
"""Bars in one card; the rest have few minutes and are in the table."""


def practice_bars(stretch: Stretch, titles: Mapping[str, str]) -> tuple[Bar, ...]:
    """Minutes by practice."""
    return _bars(stretch.practices, lambda name: titles.get(name, name))


def situation_bars(stretch: Stretch, situations: Mapping[str, Sequence[str]]) -> tuple[Bar, ...]:
    """Minutes by what they were for."""
    return _bars(by_situation(stretch, situations), _situation)


def _situation(name: str) -> str:
    found = SITUATIONS.get(Situation(name)) if name in list(Situation) else None
    return library_words(found) if found is not None else name


def _bars(shares: Sequence[Share], name: Callable[[str], str]) -> tuple[Bar, ...]:
    return tuple(Bar(name(s.name), words.minutes(s.seconds), s.seconds) for s in shares[:MOST])


def offer_lines(stretch: Stretch) -> tuple[str, ...]:
    """What became of the offers, a line each."""
    lines = [text for _, text in told.offer_rows(stretch.offers)]
    waited = told.waited_told(stretch.offers)
    return (*lines, waited) if waited else tuple(lines)


def answer_lines(stretch: Stretch, titles: Mapping[str, str]) -> tuple[str, ...]:
    """What the answers come to, where there are enough; first all of them."""
    rows = [stretch.answers] if stretch.answers.enough else []
    return tuple(told.felt_told(felt, titles) for felt in (*rows, *stretch.felt))


class More(QWidget):
    """The cards; those without anything to show are not there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.practices = BarCard(theme, self.tr("Minutes by practice"))
        self.situations = BarCard(
            theme,
            self.tr("Minutes by situation"),
            self.tr(
                "By what you chose it for, or the gap it was offered in. Where that is not known, by what "
                "the practice suits, and then in each of several."
            ),
        )
        self.offers = LinesCard(self.tr("What became of the offers"))
        self.answers = LinesCard(self.tr("What you answered afterwards"))
        self.days = LinesCard(self.tr("Day by day"))
        self._columns = (
            Columns(column(self.practices), column(self.situations)),
            Columns(column(self.offers), column(self.answers)),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for part in (*self._columns, self.days):
            box.addWidget(part)

    def tell(
        self,
        stretch: Stretch,
        days: Sequence[BookedDay],
        titles: Mapping[str, str],
        situations: Mapping[str, Sequence[str]],
    ) -> None:
        """A week with its days, or a month without."""
        self.practices.bars.show_bars(practice_bars(stretch, titles))
        self.situations.bars.show_bars(situation_bars(stretch, situations))
        self.offers.tell(offer_lines(stretch))
        answers = answer_lines(stretch, titles)
        few = self.tr("From five answers on, this tells what they come to.")
        self.answers.tell(answers or (few,))
        by_day = told.told(stretch, days, self.locale(), all_days=bool(days))
        self.days.tell(by_day.split("\n") if by_day else ())
        self._columns[0].setVisible(bool(stretch.practices))
        self._columns[1].setVisible(bool(stretch.offers.planned or answers))
        self.offers.setVisible(bool(stretch.offers.planned))
        self.days.setVisible(bool(by_day))
