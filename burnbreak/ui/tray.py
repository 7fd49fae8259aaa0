"""The tray icon and its menu: everything the app can do, in one place that is always there."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.events import Later, NotNow, StartNow, StartOffered
from burnbreak.core.practice import Practice
from burnbreak.core.when import pause_until
from burnbreak.core.workweek import WorkWeek
from burnbreak.engine import commands
from burnbreak.engine.view import IconState, View
from burnbreak.ui import phrases
from burnbreak.ui.first_icon import FirstIcon
from burnbreak.ui.icons import Icons

LATER_MINUTES = (2, 5, 10)
PAUSE_MINUTES = (15, 30, 60, 120)
SESSION_STEPS = 6


class Tray(QObject):
    """Shows a View as icon, tool tip and menu; sends commands, and names of windows to open."""

    command = Signal(object)
    window = Signal(str)
    clicked = Signal()
    breathing_near = Signal()
    """The menu of practices opens: a sitting may begin within the second."""

    def __init__(
        self,
        practices: tuple[Practice, ...],
        week: Callable[[], WorkWeek],
        icons: Icons,
        parent: QObject,
        first: FirstIcon | None = None,
        *,
        now: Callable[[], datetime],
    ) -> None:
        """`week` tells the work week in force, for "until the next work period"; `first` is taken over.

        `now` tells the moment (UTC), which a View shown a while ago does not.
        """
        super().__init__(parent)
        self._titles = {p.id: p.title for p in practices}
        self._week, self._icons, self._now = week, icons, now
        self.check_in: Callable[[], str] = str
        """The line for a check-in that may be answered now; empty for none."""
        self._view: View | None = None
        self._icon: QSystemTrayIcon | None = None
        self._first = first.icon if first is not None else None
        self.menu = first.menu if first is not None else QMenu()
        self._build()

    def make_icon(self) -> QSystemTrayIcon:
        """A new icon with the present picture and menu, for a tray that has just appeared."""
        icon, self._first = self._first, None
        if icon is None:
            icon = QSystemTrayIcon(self)
            icon.setContextMenu(self.menu)
        icon.activated.connect(self._activated)
        icon.setIcon(self._icons.tray(self._view.icon if self._view else IconState.READY))
        icon.setToolTip(phrases.icon_tooltip(self._view) if self._view else "burnbreak")
        self._icon = icon
        return icon

    def update_view(self, view: View) -> None:
        """Show this moment."""
        before, self._view = self._view, view
        self._headline.setText(phrases.next_break(view))
        offered = view.offer is not None or view.owed
        for action in (self._start, self._later.menuAction(), self._skip):
            action.setVisible(offered and view.sitting is None)
        self._stop.setVisible(view.sitting is not None)
        self._breathe.menuAction().setVisible(view.sitting is None)
        self._resume.setVisible(view.pause is not None)
        self.pause_menu.menuAction().setVisible(view.pause is None)
        self._over.setVisible(view.session_until is not None)
        self._more.setVisible(view.session_until is not None or view.just_over)
        self._cancelled.setVisible(view.cancellable is not None)
        if view.cancellable is not None:
            at = phrases.clock(view.cancellable, view.zone)
            self._cancelled.setText(self.tr("The one at {0} is cancelled").format(at))
        self._after_session.setVisible(view.offer is not None and view.offer.can_wait_for_session)
        if self._icon is not None and (before is None or before.icon != view.icon):
            self._icon.setIcon(self._icons.tray(view.icon))
        tip = phrases.icon_tooltip(view)
        if self._icon is not None and self._icon.toolTip() != tip:
            self._icon.setToolTip(tip)

    def _build(self) -> None:
        menu = self.menu
        self._headline = menu.addAction("burnbreak")
        self._headline.setEnabled(False)
        menu.addSeparator()
        self._start = self._send(menu, self.tr("Start the pause on offer"), StartOffered())
        self._later = menu.addMenu(self.tr("Later"))
        for minutes in LATER_MINUTES:
            text = self.tr("In %n minute(s)", "", minutes)
            self._send(self._later, text, Later(timedelta(minutes=minutes)))
        self._after_session = self._send(self._later, self.tr("After the next session"), Later(None))
        self._skip = self._send(menu, self.tr("Not now"), NotNow())
        self._stop = self._send(menu, self.tr("End this practice"), commands.Stop())
        self._build_breathe(menu)
        menu.addAction(self.tr("Practices ...")).triggered.connect(lambda: self.window.emit("library"))
        menu.addSeparator()
        self._build_pause(menu)
        self.session_menu = menu.addMenu(self.tr("In session until"))
        self.session_menu.aboutToShow.connect(self._fill_session)
        self._fill_session()
        self._over = self._send(menu, self.tr("The session is over"), commands.SessionOver())
        self._more = self._send(menu, self.tr("Still with someone, 5 minutes more"), commands.Overrun())
        self._cancelled = self._send(menu, "", commands.SessionCancelled())
        menu.addSeparator()
        # Only who opens the menu sees it: nothing else tells of a check-in.
        self._check_in = menu.addAction("")
        self._check_in.triggered.connect(lambda: self.window.emit("check_in"))
        self._check_in.setVisible(False)
        menu.aboutToShow.connect(self._show_check_in)
        for name, text in (
            ("week", self.tr("This week")),
            ("review", self.tr("Look back on the week")),
            ("support", self.tr("More than a break")),
            ("settings", self.tr("Settings")),
            ("quit", self.tr("Quit")),
        ):
            if name == "quit":
                menu.addSeparator()
            menu.addAction(text).triggered.connect(lambda _=False, n=name: self.window.emit(n))

    def _show_check_in(self) -> None:
        line = self.check_in()
        self._check_in.setText(line)
        self._check_in.setVisible(bool(line))

    def _build_breathe(self, menu: QMenu) -> None:
        self._breathe = menu.addMenu(self.tr("Breathe now"))
        self._breathe.aboutToShow.connect(self.breathing_near)
        for practice in BREATHE_NOW:
            if practice in self._titles:
                lengths = self._breathe.addMenu(self._titles[practice])
                for minutes in BREATHE_MINUTES:
                    text = self.tr("%n minute(s)", "", minutes)
                    self._send(lengths, text, StartNow(practice, minutes * 60.0))
        self._breathe.addSeparator()
        self._breathe.addAction(self.tr("Choose ...")).triggered.connect(lambda: self.window.emit("breathe"))

    def _build_pause(self, menu: QMenu) -> None:
        # Not "pause": that is what is offered.
        self.pause_menu = menu.addMenu(self.tr("Offer nothing"))
        for minutes in PAUSE_MINUTES:
            hours = minutes // 60
            text = self.tr("For %n hour(s)", "", hours) if hours else self.tr("For %n minute(s)", "", minutes)
            self.pause_menu.addAction(text).triggered.connect(
                lambda _=False, m=minutes: self._pause_for(f"{m}m")
            )
        self.pause_menu.addSeparator()
        for word, text in (
            ("next", self.tr("Until the next work period")),
            ("tomorrow", self.tr("Until tomorrow")),
            ("resume", self.tr("Until I resume")),
        ):
            self.pause_menu.addAction(text).triggered.connect(lambda _=False, w=word: self._pause_for(w))
        self._resume = self._send(menu, self.tr("Offer pauses again"), commands.ResumeOffers())

    def _pause_for(self, words: str) -> None:
        if self._view is not None:
            length = words.removesuffix("m")
            if length.isdigit():
                until: datetime | None = self._now() + timedelta(minutes=int(length))
            else:
                until = pause_until(words, self._now(), self._view.zone, self._week())
            self.command.emit(commands.PauseOffers(until))

    def _fill_session(self) -> None:
        """The next quarter hours, which is where sessions end."""
        self.session_menu.clear()
        if self._view is None:
            return
        now, zone = self._now(), self._view.zone
        local = now.astimezone(zone)
        step = timedelta(
            minutes=10 - local.minute % 10, seconds=-local.second, microseconds=-local.microsecond
        )
        for number in range(SESSION_STEPS):
            until = now + step + timedelta(minutes=10 * number)
            text = phrases.clock(until, zone)
            self._send(self.session_menu, text, commands.InSession(until))

    def _send(self, menu: QMenu, text: str, command: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: self.command.emit(command))
        return action

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.clicked.emit()
