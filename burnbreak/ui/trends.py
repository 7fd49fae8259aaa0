"""The trends of one set of questions beside each other, made from the answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import ITEMS, Answer, CheckSet, of_set
from burnbreak.core.trend import by_month, by_week, compare, trend
from burnbreak.ui import check_words as words
from burnbreak.ui.kit import Card, LinkButton, SoftLabel, StrongLabel
from burnbreak.ui.theme import GRID, Theme
from burnbreak.ui.trend import Shown, TrendCard

MOST = max(len(items) for items in ITEMS.values())


class CheckInThings(Protocol):
    """What a page needs of the check-ins; the engine's CheckIns is one."""

    @property
    def zone(self) -> tzinfo:
        """Where the user lives now."""
        ...

    def answers(self) -> tuple[Answer, ...]:
        """All answers that are kept."""
        ...

    def pauses(self, stretch: Callable[[date], date]) -> dict[date, int]:
        """The pauses of each whole week."""
        ...

    def resting_until(self, topic: Topic) -> datetime | None:
        """Until when a topic keeps quiet after two skips."""
        ...

    def wake(self, topic: Topic) -> None:
        """Ask again from now on."""
        ...


def shown_for(topic: Topic, things: CheckInThings, first_weekday: int) -> Sequence[Shown]:
    """The trends of a set, one for each of its items."""
    answers, zone, week = things.answers(), things.zone, by_week(first_weekday)
    match topic:
        case Topic.WEEKLY:
            pauses: Mapping[date, int] = things.pauses(week)
            kept = of_set(answers, CheckSet.WEEKLY)
            found = []
            for item in ITEMS[CheckSet.WEEKLY]:
                line = trend(kept, item.name, zone, week)
                found.append(Shown(item=item.name, trend=line, comparison=compare(line.points, pauses)))
            return found
        case Topic.MONTHLY:
            line = trend(of_set(answers, CheckSet.MONTHLY), "burnout", zone, by_month)
            return [Shown(item="burnout", trend=line, monthly=True)]
        case Topic.AFFECT:
            # Before only: what a sitting did is not read off two clicks.
            kept = of_set(answers, CheckSet.BEFORE)
            return [
                Shown(item=item.name, trend=trend(kept, item.name, zone, week))
                for item in ITEMS[CheckSet.BEFORE]
            ]
    return []


class Trends(QWidget):
    """A picture for each item of a set; one press tells them all in words instead."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: Sequence[Shown] = ()
        self._in_words = False
        self.cards = [TrendCard(theme) for _ in range(MOST)]
        self.more = LinkButton("")
        self.more.clicked.connect(self._toggle)
        self._about = SoftLabel("")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        for widget in (*self.cards, self.more, self._about):
            box.addWidget(widget)

    def show_topic(self, topic: Topic, shown: Sequence[Shown]) -> None:
        """The trends of a set, and what always belongs to them."""
        self._shown = shown
        parts = [words.moves_a_lot()]
        if topic is Topic.WEEKLY:
            parts.append(words.not_validated())
        if topic is Topic.MONTHLY:
            parts.append(words.no_diagnosis())
        self._about.setText(" ".join(parts))
        self._show()

    def _toggle(self) -> None:
        self._in_words = not self._in_words
        self._show()

    def _show(self) -> None:
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(self._shown))
            if number < len(self._shown):
                card.show_trend(self._shown[number], in_words=self._in_words)
        compared = any(one.comparison is not None for one in self._shown)
        words_too = self.tr("In words, with your pauses") if compared else self.tr("In words")
        self.more.setText(self.tr("As a picture") if self._in_words else words_too)
        self.more.setVisible(any(one.trend.points for one in self._shown))


class TrendsCard(Card):
    """The trends of the weekly set under their heading, for what shows a month."""

    def __init__(self, theme: Theme, things: CheckInThings, first_weekday: int) -> None:
        super().__init__()
        self._things, self._first_weekday = things, first_weekday
        self._trends = Trends(theme)
        self.body.addWidget(StrongLabel(self.tr("Your own trend, from the weekly check-in")))
        self.body.addWidget(self._trends)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the answers again; without any there is nothing to see."""
        shown = shown_for(Topic.WEEKLY, self._things, self._first_weekday)
        self._trends.show_topic(Topic.WEEKLY, shown)
        there = any(one.trend.points for one in shown)
        # Made visible before it has a place, it would be a window of its own.
        if not (there and self.isWindow()):
            self.setVisible(there)
