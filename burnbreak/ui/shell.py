"""The desktop around the Coach: tray, cards and windows, each made when it is first needed."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from burnbreak.core.events import StartNow, StartOffered
from burnbreak.core.state import Refusal
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.control import REFUSALS
from burnbreak.engine.ports import Notifier, Player
from burnbreak.engine.view import Question
from burnbreak.ui.first_icon import FirstIcon
from burnbreak.ui.hearing import Hearing, voices
from burnbreak.ui.open_windows import OpenWindows, bring_up
from burnbreak.ui.places import Places
from burnbreak.ui.placing import centre
from burnbreak.ui.prompt import Prompt
from burnbreak.ui.stage import Stage
from burnbreak.ui.theme import Theme
from burnbreak.ui.tray import Tray
from burnbreak.ui.tray_host import TrayHost
from burnbreak.ui.windows import MAKERS, check_in_line

log = logging.getLogger(__name__)

NO_TRAY_AFTER_MS = 10_000
"""A tray that is not there by then is not coming with the login."""


def _at_once(then: Callable[[], None] | None) -> None:
    if then is not None:
        then()


class Shell(QObject):
    """What the Coach tells becomes visible here; what the user does here goes to the Coach."""

    quit_wanted = Signal()
    settings_changed = Signal()
    """Other settings are in force."""
    viewed = Signal(object)
    """The View has changed, or may have."""
    opened = Signal()
    """A window opens."""

    def __init__(
        self,
        *,
        theme: Theme,
        notifier: Notifier,
        idle_seconds: Callable[[], float | None],
        windows_blend: Callable[[], bool],
        places: Places,
        app: QApplication,
        check: Callable[[Callable[[], None] | None], None] = _at_once,
    ) -> None:
        """`check` looks for calls anew, and then calls what it is given."""
        super().__init__(app)
        self._theme, self._places, self._windows_blend = theme, places, windows_blend
        self._windows = OpenWindows(theme, app, self)
        self._windows.opened.connect(self.opened)
        self._told: set[str] = set()
        self._refusal: Refusal | None = None
        self._by_hand = False
        self._check = check
        self._prompt = Prompt(theme, notifier, idle_seconds, self, check)
        self._prompt.command.connect(self.do)
        self._prompt.shown.connect(self._card_shown)
        self._prompt.failed.connect(self._card_failed)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(0)
        self._refresh.timeout.connect(self._show_view)
        self.due: Callable[[Any], None] = lambda moment: None

    def attach(self, coach: Coach, player: Player, first: FirstIcon | None = None) -> None:
        """Connect to the Coach and put the icon into the tray, or take over the first one."""
        self._coach = coach
        self.hearing = Hearing(coach, player, self)
        self.hearing.failed.connect(self.trouble)
        self._stage = Stage(
            coach, player, self.hearing, self._windows, open=self.open, check=self._check, parent=self
        )
        self._stage.changed.connect(self._refresh.start)
        week, icons = lambda: coach.settings.week, self._theme.icons
        self.tray = Tray(coach.practices, week, icons, self, first, now=coach.now)
        self.tray.command.connect(self.do)
        self.tray.window.connect(self.open)
        self.tray.check_in = lambda: check_in_line(self._places)
        self.tray.clicked.connect(self._tray_clicked)
        self.tray.breathing_near.connect(self._stage.near)
        # Some trays let Qt draw the menu, which is to look like the rest.
        self.tray.menu.aboutToShow.connect(self._theme.wear)
        self.tray.update_view(coach.view())
        present = first.tray_present if first is not None else None
        self._host = TrayHost(self.tray.make_icon, self._tray_changed, self, present)
        self._theme.changed.connect(self._refresh.start)

    @property
    def shows_windows(self) -> bool:
        """Whether any window is open."""
        return len(self._windows) > 0

    @property
    def has_tray(self) -> bool:
        """Whether an icon can be seen in a tray."""
        return self._host.present

    # --- what the Coach tells ----------------------------------------------------------------------------

    def show_card(self) -> None:
        """See Outside."""
        self._stage.near()
        self._theme.blends = self._windows_blend()
        wait = self._coach.settings.quiet.wait_for_typing
        self._prompt.put(self._coach.view, wait=wait)

    def hide_card(self) -> None:
        """See Outside."""
        self._prompt.take_away()

    def sitting_began(self) -> None:
        """See Outside."""
        self._stage.began()

    def sitting_ended(self) -> None:
        """See Outside."""
        self._stage.ended()
        week = self._windows.get("week")
        if week is not None:
            week.refresh()  # type: ignore[attr-defined]

    def refused(self, why: Refusal) -> None:
        """See Outside."""
        self._refusal = why
        if self._by_hand:
            self.say(REFUSALS[why])

    def take_refusal(self) -> Refusal | None:
        """Why the last command was refused, once."""
        why, self._refusal = self._refusal, None
        return why

    def trouble(self, sentence: str) -> None:
        """See Outside. The same sentence is told once."""
        if sentence not in self._told:
            self._told.add(sentence)
            log.warning("Told: %s", sentence)
            self.say(sentence)

    def changed(self) -> None:
        """See Outside."""
        if not self._stage.waits:
            self._refresh.start()

    def something_failed(self) -> None:
        """An unexpected fault was logged; tell it once."""
        self.trouble(
            self.tr("Something in burnbreak went wrong. It is noted in the log, and the app goes on.")
        )

    # --- what the user does ------------------------------------------------------------------------------

    def do(self, command: object) -> None:
        """Pass a command of a widget to the Coach, and say why if it cannot be done."""
        if not self._asks_before(command):
            self.carry_out(command)

    def carry_out(self, command: object) -> None:
        """The same, with nothing asked before."""
        self._by_hand = True
        try:
            self._coach.do(command)  # type: ignore[arg-type]
        finally:
            self._by_hand = False
        if isinstance(command, commands.ChangeSettings):
            self._theme.set_look(command.settings.look)
            self.settings_changed.emit()
        if isinstance(command, commands.Answer):
            self._prompt.take_away()
            if command.question is Question.FEWER and command.choice == "times":
                self.open("settings")

    def _asks_before(self, command: object) -> bool:
        """Whether two sliders come before the sitting that this command begins, by the user's own wish."""
        wanted = isinstance(command, StartNow | StartOffered) and self._coach.settings.check_ins.affect
        check_ins = self._places.check_ins() if wanted and "before" not in self._windows else None
        if check_ins is None or not check_ins.before(getattr(command, "seconds", 0.0)):
            return False
        from burnbreak.ui.check_in_windows import before

        window = self._windows.keep("before", before(self, self._coach, self._theme, check_ins, command))
        centre(window)
        window.show()
        window.activateWindow()
        return True

    def open(self, name: str, *, quietly: bool = False) -> None:
        """Open a window by its name, or bring it to the front; "quit" ends the app.

        "settings/sound" is a page of the settings, "library/box" a practice. `quietly`: it comes up without
        taking the focus.
        """
        if name == "quit":
            # Not from within the click on the menu that is about to go.
            QTimer.singleShot(0, self.quit_wanted.emit)
            return
        if name == "first_run" and "first_run" not in self._windows:
            self._windows.close("home")
        if name == "show":
            name = "sitting" if "sitting" in self._windows else "home"
        name, _, page = name.partition("/")
        window = self._windows.get(name)
        if window is None:
            window = self._make(name)
            centre(window)
        if page:
            window.show_page(page)  # type: ignore[attr-defined]
        bring_up(window, quietly=quietly)

    def begin(self, *, autostarted: bool, first_time: bool, notes: Sequence[str]) -> None:
        """The app is up: what is to be seen first."""
        for note in notes:
            self.trouble(note)
        if first_time and not autostarted:
            self.open("first_run")
        if not self._host.present:
            QTimer.singleShot(0 if not autostarted else NO_TRAY_AFTER_MS, self, self._without_tray)

    def say(self, sentence: str) -> None:
        """One clear sentence in a small window that blocks nothing."""
        from burnbreak.ui.message import Message

        self._windows.keep(f"say {sentence}", Message(sentence)).show()

    def close(self) -> None:
        """Take everything off the screen."""
        self._stage.stop()
        self._prompt.take_away()
        self._host.icon.hide()
        for name in self._windows.names():
            self._windows.close(name)

    # --- how it is done ----------------------------------------------------------------------------------

    def _show_view(self) -> None:
        view = self._coach.view()
        self.tray.update_view(view)
        for window in self._windows:
            if hasattr(window, "update_view"):
                window.update_view(view)
            if hasattr(window, "show_settings"):
                # What one window changes, no other may put back.
                window.show_settings(self._coach.settings)
            if hasattr(window, "show_practices"):
                # Their voices are read from the disk only where a window shows them.
                window.show_practices(self._coach.practices, voices(self._coach))
        self.due(self._coach.next_wake())
        self.viewed.emit(view)

    def _card_shown(self) -> None:
        self._coach.card_shown()

    def _card_failed(self) -> None:
        self._coach.card_failed()
        self._prompt.stand_in(self._coach.view())

    def _tray_clicked(self) -> None:
        view = self._coach.view()
        if view.sitting is not None:
            self.open("sitting")
        elif view.offer is not None and not view.offer.card:
            self.open("home")
        else:
            self.open("breathe")

    def _tray_changed(self, present: bool) -> None:
        # One made for the other case would close for good, or say what is no longer true.
        self._windows.close("home")
        if not present:
            self._without_tray()

    def _without_tray(self) -> None:
        """Never leave the user without a way in."""
        if not self._host.present and "first_run" not in self._windows:
            self.open("home")

    def _make(self, name: str) -> QWidget:
        return self._windows.keep(name, MAKERS[name](self, self._coach, self._theme, self._places))

    def switch_login(self, on: bool) -> None:
        """Launch at login or not; what the system refuses is told."""
        if fault := self._places.autostart_set(on):
            self.say(fault)

    def first_run_over(self) -> None:
        """The first steps are done, or left for later: a settings file tells that they were seen."""
        self._windows.close("first_run")
        self.do(commands.ChangeSettings(self._coach.settings))
        self._without_tray()
