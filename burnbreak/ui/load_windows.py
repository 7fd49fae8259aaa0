"""The windows about the load, each made when it is opened, and the card that asks whether to look back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from burnbreak.core.week import first_day
from burnbreak.engine.coach import Coach
from burnbreak.engine.commands import ChangeSettings
from burnbreak.engine.load_desk import LoadDesk
from burnbreak.engine.view import View
from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.theme import Theme

EVERY_MS = 1_000
"""However often the moment changes, days are looked after once in so long."""


def this_week(desk: LoadDesk) -> date:
    """The first day of the present week, where weeks begin for the user."""
    return first_day(desk.today()[1], first_weekday(QLocale()))


def week_to_look_back_on(desk: LoadDesk) -> date:
    """The present week, or the one before as long as nothing of this one has been."""
    first, today = this_week(desk), desk.today()[1]
    begun = any(d.booked and d.date <= today for d in desk.week(first).days)
    before = first - timedelta(weeks=1)
    return before if not begun and desk.week(before).booked else first


def load_page(desk: LoadDesk, coach: Coach, theme: Theme, opens: Callable[[str], None]) -> QWidget:
    """The page of a week's load, for the window of the week."""
    from burnbreak.ui.load_page import LoadPage

    page = LoadPage(theme, desk, coach.settings)
    # What else has changed meanwhile stays as it is.
    page.command.connect(
        lambda said: coach.do(ChangeSettings(replace(coach.settings, load=said.settings.load)))
    )
    page.window_wanted.connect(opens)
    return page


def review_window(desk: LoadDesk, coach: Coach, theme: Theme, opens: Callable[[str], None]) -> QWidget:
    """The look back on the present week."""
    from burnbreak.ui.review import ReviewWindow

    first = week_to_look_back_on(desk)
    shown = desk.review(first)
    window = ReviewWindow(theme, shown, coach.settings.load, desk.choice(first))
    if shown is not None:
        desk.taken()
        window.chosen.connect(lambda choice: desk.choose(shown, choice))
    window.window_wanted.connect(opens)
    return window


def report_window(desk: LoadDesk, coach: Coach, theme: Theme, do: Callable[[object], None]) -> QWidget:
    """The page for a talk."""
    from burnbreak.ui.report import ReportWindow

    window = ReportWindow(
        theme,
        desk,
        coach.settings,
        this_week(desk),
        lambda first, count: desk.pauses(first, count, coach.entries),
    )
    window.command.connect(
        lambda said: do(ChangeSettings(replace(coach.settings, report=said.settings.report)))
    )
    return window


class LoadWatch(QObject):
    """Follows the moment: has days kept as they change, and asks once a week whether to look back."""

    def __init__(
        self,
        desk: LoadDesk,
        theme: Theme,
        opens: Callable[[str], None],
        asked_today: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`asked_today` tells whether anything else was asked, or is to be asked, on this day."""
        super().__init__(parent)
        self._desk, self._theme, self._opens, self._asked_today = desk, theme, opens, asked_today
        self._view: View | None = None
        self.card: QWidget | None = None
        self._rests = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._rests.timeout.connect(self._look)

    def follow(self, view: View) -> None:
        """The moment has changed."""
        self._view = view
        if self.card is not None and (view.holds or view.offer or view.sitting):
            self._take_away()
        if not self._rests.isActive():
            self._rests.start()

    def close(self) -> None:
        """The app ends: what has just changed is kept."""
        self._take_away()
        self._rests.stop()
        self._desk.look()

    def _look(self) -> None:
        self._desk.look()
        # On Wayland every new window takes the keyboard; there the menu is the way.
        if (
            self._view is None
            or self.card is not None
            or QGuiApplication.platformName().startswith("wayland")
        ):
            return
        if self._desk.may_offer(self._view, asked_today=self._asked_today()):
            self._ask()

    def _ask(self) -> None:
        from burnbreak.ui.review import ReviewCard

        self._desk.offered()
        card = ReviewCard(self._theme)
        card.wanted.connect(lambda: self._opens("review"))
        card.destroyed.connect(self._gone)
        self.card = card
        card.show()

    def _take_away(self) -> None:
        if self.card is not None:
            self.card.close()

    def _gone(self) -> None:
        self.card = None
