"""The desktop around the Coach: tray, cards and windows, each made when it is first needed."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from burnbreak.core.events import StartNow, StartOffered
from burnbreak.core.narration import SYSTEM, VoiceKind
from burnbreak.core.score import Channel, Score, Sound
from burnbreak.core.state import Refusal
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.control import REFUSALS
from burnbreak.engine.ports import Notifier, Player
from burnbreak.engine.view import Question
from burnbreak.ui.first_icon import FirstIcon
from burnbreak.ui.placing import centre
from burnbreak.ui.prompt import Prompt
from burnbreak.ui.sound_first import SoundFirst
from burnbreak.ui.theme import Theme
from burnbreak.ui.tray import Tray
from burnbreak.ui.tray_host import TrayHost
from burnbreak.ui.windows import MAKERS, Places, check_in_line, voices

if TYPE_CHECKING:
    from burnbreak.ui.preview import Preview
    from burnbreak.ui.system_voice import SystemVoice

log = logging.getLogger(__name__)

PULSE_MS = 200
CHECK_EVERY = 25
"""In a sitting, calls are looked for at every so many pulses."""
_HEARD_IN = "clear-the-room/"
"""A narrator is tried with a sentence of this practice."""
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
        self._application = app
        self._theme, self._places, self._windows_blend = theme, places, windows_blend
        self._windows: dict[str, QWidget] = {}
        self._told: set[str] = set()
        self._refusal: Refusal | None = None
        self._by_hand = False
        self._ring: QObject | None = None
        self._audible = True
        self._preview: Preview | None = None
        self._system_voice: SystemVoice | None = None
        self._check, self._beats = check, 0
        self._prompt = Prompt(theme, notifier, idle_seconds, self, check)
        self._prompt.command.connect(self.do)
        self._prompt.shown.connect(self._card_shown)
        self._prompt.failed.connect(self._card_failed)
        self._pulse = QTimer(self)
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(self._beat)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(0)
        self._refresh.timeout.connect(self._show_view)
        self.due: Callable[[Any], None] = lambda moment: None

    def attach(self, coach: Coach, player: Player, first: FirstIcon | None = None) -> None:
        """Connect to the Coach and put the icon into the tray, or take over the first one."""
        self._coach, self._player = coach, player
        self._sound_first = SoundFirst(player.opening, self._sounds, self)
        week, icons = lambda: coach.settings.week, self._theme.icons
        self.tray = Tray(coach.practices, week, icons, self, first, now=coach.now)
        self.tray.command.connect(self.do)
        self.tray.window.connect(self.open)
        self.tray.check_in = lambda: check_in_line(self._places)
        self.tray.clicked.connect(self._tray_clicked)
        self.tray.breathing_near.connect(self._sitting_near)
        self.tray.update_view(coach.view())
        present = first.tray_present if first is not None else None
        self._host = TrayHost(self.tray.make_icon, self._tray_changed, self, present)
        self._theme.changed.connect(self._refresh.start)

    @property
    def shows_windows(self) -> bool:
        """Whether any window is open."""
        return bool(self._windows)

    @property
    def has_tray(self) -> bool:
        """Whether an icon can be seen in a tray."""
        return self._host.present

    # --- what the Coach tells ----------------------------------------------------------------------------

    def show_card(self) -> None:
        """See Outside."""
        self._sitting_near()
        self._theme.blends = self._windows_blend()
        wait = self._coach.settings.quiet.wait_for_typing
        self._prompt.put(self._coach.view, wait=wait)

    def hide_card(self) -> None:
        """See Outside."""
        self._prompt.take_away()

    def sitting_began(self) -> None:
        """See Outside."""
        self._sound_first.wait()
        self._pulse.start()
        run = self._coach.run
        narration = run.timeline.narration if run is not None else None
        if run is not None and narration is not None and narration.kind is VoiceKind.SYSTEM:
            self.system_voice.follow(run)

    def sitting_ended(self) -> None:
        """See Outside."""
        self._pulse.stop()
        if self._system_voice is not None:
            self._system_voice.silence()
        self._close("sitting")
        week = self._windows.get("week")
        if week is not None:
            week.refresh()  # type: ignore[attr-defined]
        QTimer.singleShot(0, self, self._open_closing)

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
        if not self._sound_first.waits:
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

        window = self._keep("before", before(self, self._coach, self._theme, check_ins, command))
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
            self._close("home")
        if name == "show":
            name = "sitting" if "sitting" in self._windows else "home"
        name, _, page = name.partition("/")
        window = self._windows.get(name)
        if window is None:
            window = self._make(name)
            centre(window)
        if page:
            window.show_page(page)  # type: ignore[attr-defined]
        if quietly:
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            window.show()
            return
        window.show()
        window.raise_()
        window.activateWindow()

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

        self._keep(f"say {sentence}", Message(sentence)).show()

    def close(self) -> None:
        """Take everything off the screen."""
        self._pulse.stop()
        if self._system_voice is not None:
            self._system_voice.silence()
        self._prompt.take_away()
        self._host.icon.hide()
        for name in list(self._windows):
            self._close(name)

    # --- how it is done ----------------------------------------------------------------------------------

    def _show_view(self) -> None:
        view = self._coach.view()
        self.tray.update_view(view)
        for window in self._windows.values():
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

    def _beat(self) -> None:
        self._coach.pulse()
        self._beats += 1
        if self._beats % CHECK_EVERY == 0:
            self._check(None)
        run = self._coach.run
        if run is not None and run.audible() != self._audible:
            self._audible = run.audible()
            self._refresh.start()

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

    def _sitting_near(self) -> None:
        """The first load of the sound libraries and of a window takes longer than a click should wait."""
        self._player.prepare()
        import burnbreak.ui.kit  # noqa: F401

    def _tray_changed(self, present: bool) -> None:
        # One made for the other case would close for good, or say what is no longer true.
        self._close("home")
        if not present:
            self._without_tray()

    def _without_tray(self) -> None:
        """Never leave the user without a way in."""
        if not self._host.present and "first_run" not in self._windows:
            self.open("home")

    def _sounds(self) -> None:
        """The first bell is on its way: now for everything that is seen."""
        self._open_sitting()
        self._refresh.start()

    def _open_sitting(self) -> None:
        if self._coach.run is not None:
            self._close("sitting")
            self._close("closing")
            self._close("breathe")
            self._close("library")
            self.open("sitting")

    def _open_closing(self) -> None:
        if self._coach.view().closing is not None:
            self._close("closing")
            self.open("closing")

    def _make(self, name: str) -> QWidget:
        return self._keep(name, MAKERS[name](self, self._coach, self._theme, self._places))

    def _keep(self, name: str, window: QWidget) -> QWidget:
        if self._ring is None:
            from burnbreak.ui.kit import FocusRing

            self._application.setWindowIcon(self._theme.icons.app())
            self._ring = FocusRing(self._application, self._theme, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(lambda: self._forget(name, window))
        self._windows[name] = window
        return window

    def _forget(self, name: str, window: QWidget) -> None:
        if self._windows.get(name) is window:
            del self._windows[name]

    def _close(self, name: str) -> None:
        window = self._windows.pop(name, None)
        if window is not None:
            window.close()

    @property
    def preview(self) -> "Preview":
        """What plays the beginning of a practice, a voice, or the bell, while no sitting runs."""
        if self._preview is None:
            from burnbreak.ui.preview import Preview

            self._preview = Preview(self._player, lambda: self._coach.run is not None, self)
        return self._preview

    def hear(self, practice: str) -> None:
        """Play the beginning of a practice."""
        heard = self._coach.preview(practice)
        if heard is not None:
            began = self.preview.play(heard.score, heard.frame)
            if began and heard.narration is SYSTEM:
                from burnbreak.ui.system_voice import Heard

                self.system_voice.follow(Heard(heard, self._player.position))

    def hear_narrator(self, id: str) -> None:
        """Play a sentence in a narrator's voice."""
        if id == SYSTEM.id:
            self.preview.stop()
            self.system_voice.try_out(self.tr("Arrive here, for a moment. Nothing is asked of you."))
            return
        voice = next((v for v in voices(self._coach) if v.id == id), None)
        if voice is not None and voice.clips:
            name = next((n for n in voice.clips if n.startswith(_HEARD_IN)), next(iter(voice.clips)))
            said = Sound(at=0.3, asset=voice.asset(name), channel=Channel.VOICE)
            self.preview.play(Score(seconds=voice.clips[name].seconds + 1.0, sounds=(said,)))

    @property
    def system_voice(self) -> "SystemVoice":
        """The computer's own voice, made when it is first wanted."""
        if self._system_voice is None:
            from burnbreak.ui.system_voice import SystemVoice

            self._system_voice = SystemVoice(lambda: self._coach.settings.sound, self)
            self._system_voice.failed.connect(self.trouble)
            self.preview.ended.connect(self._system_voice.silence)
        return self._system_voice

    def sound_check(self) -> None:
        """Play the opening bell once, at the volume that is set."""
        bell = Sound(at=0.0, asset="bells/open", channel=Channel.BELL)
        self.preview.play(Score(seconds=6.0, sounds=(bell,)))

    def switch_login(self, on: bool) -> None:
        """Launch at login or not; what the system refuses is told."""
        if fault := self._places.autostart_set(on):
            self.say(fault)

    def first_run_over(self) -> None:
        """The first steps are done, or left for later: a settings file tells that they were seen."""
        self._close("first_run")
        self.do(commands.ChangeSettings(self._coach.settings))
        self._without_tray()
