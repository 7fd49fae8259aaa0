"""The composition root: builds every part, makes every connection, runs, closes.

It starts in this order, after `burnbreak.launch` has put the icon into the tray:
the program's own log; settings, log and practices (a broken value falls back alone, a broken file is set
aside, named); the look; the adapters of this system, the player, the desktop around the Coach, the Coach,
the menu of the icon, the socket of the command line.
Then what there is to tell, the command it was started with, the scheduler, sleep and lock.
It ends the other way round: sitting, windows, system, log.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from burnbreak.audio import ReliablePlayer
from burnbreak.calendar_desk import CalendarDesk
from burnbreak.core.narration import Narration
from burnbreak.engine.coach import Coach
from burnbreak.engine.control import Control, request_line
from burnbreak.engine.view import View
from burnbreak.logs import catch_everything, log_to
from burnbreak.resources import asset, audio_opener
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths
from burnbreak.stores import open_narrators, open_practices, open_stores
from burnbreak.system.clock import SystemClock
from burnbreak.system.local_socket import control_address
from burnbreak.system.platform import Platform, current

if TYPE_CHECKING:
    from burnbreak.calendar_view import CalendarView
    from burnbreak.engine.check_ins import CheckIns
    from burnbreak.engine.load_desk import LoadDesk
    from burnbreak.own_content import OwnContent
    from burnbreak.storage.support_files import SupportFiles
    from burnbreak.ui.file_watch import FileWatch
    from burnbreak.ui.first_icon import FirstIcon
    from burnbreak.ui.instance import Instance
    from burnbreak.ui.places import Places
    from burnbreak.ui.scheduler import Schedule
    from burnbreak.ui.worker import Worker
    from burnbreak.voice_studio import VoiceStudio

log = logging.getLogger(__name__)

SETTLED_MS = 300
"""The scheduler can wait until what the user sees is there."""


class Desktop:
    """All parts of the running app."""

    def __init__(self, app: Any, paths: Paths) -> None:
        self._app = app
        self._schedule: Schedule | None = None
        self._worker: Worker | None = None
        self._watch: FileWatch | None = None
        self._clock = SystemClock()
        self._log_file = log_to(paths.state)
        self._stores = open_stores(paths, self._clock)

    def build(self, instance: "Instance", first: "FirstIcon") -> Iterator[None]:
        """Make and connect every part; between two of them the event loop may turn."""
        self._dress(first)
        yield
        self._build(first)
        catch_everything(self._shell.something_failed)
        instance.listen(control_address(self._stores.paths.runtime), self._answer)

    def go(self, command: str, request: Mapping[str, Any], *, autostarted: bool) -> None:
        """All is there: begin, and carry out the command it was started with."""
        self._later(lambda: self._up(command, request, autostarted))

    def _dress(self, first: "FirstIcon") -> None:
        """Words and look."""
        from PySide6.QtCore import QTranslator

        from burnbreak.ui.theme import Theme

        # English needs its plural forms; other languages will bring whole catalogues.
        self._words = QTranslator()
        if self._words.load(str(asset("translations/burnbreak_en.qm"))):
            self._app.installTranslator(self._words)
        self._theme = Theme(self._app, first.icons, self._stores.settings.look, at_once=False)

    def _build(self, first: "FirstIcon") -> None:
        from burnbreak.data_desk import DataDesk, TakeOver
        from burnbreak.hold_desk import HoldDesk
        from burnbreak.hotkey_desk import HotkeyDesk
        from burnbreak.key_desk import KeyDesk
        from burnbreak.load_room import LoadRoom
        from burnbreak.login_desk import LoginDesk
        from burnbreak.sleep_desk import SleepDesk
        from burnbreak.system.build import build
        from burnbreak.system.memory import give_back
        from burnbreak.ui.bridge import Bridge
        from burnbreak.ui.clock_jumps import ClockJumps
        from burnbreak.ui.settings_saver import SettingsSaver
        from burnbreak.ui.shell import Shell
        from burnbreak.ui.signals import EndOnSignals

        self._system = build(current(), os.environ)
        self._login = LoginDesk(self._system.autostart)
        # Only PulseAudio and PipeWire move a stream to the device that has become the default.
        rescan = self._system.platform is not Platform.LINUX
        paths = self._stores.paths
        open_asset = audio_opener(paths.data, paths.takes)
        self._player = ReliablePlayer(open_asset, self._clock.monotonic, rescan=rescan, rested=give_back)
        self._shell = Shell(
            theme=self._theme,
            notifier=self._system.notifier,
            idle_seconds=self._system.idle.seconds,
            windows_blend=self._windows_blend,
            check=self._check,
            places=self._places(),
            app=self._app,
        )
        self._saver = SettingsSaver(self._stores.settings_file, self._shell.trouble, self._app)
        self._calendars = CalendarDesk(self._stores.paths.data, self._clock, self._work, self._times_changed)
        self._coach = Coach(
            clock=self._clock,
            log=self._stores.log,
            settings=self._stores.settings,
            store=self._saver,
            player=self._player,
            practices=self._stores.practices,
            outside=self._shell,
            calendars=self._calendars,
            narrators=self._narrators,
            idle_seconds=self._system.idle.seconds,
            say=self._translated,
        )
        trouble = self._shell.trouble
        self._load = LoadRoom(self._stores.log, self._clock, self._coach, self._calendars, trouble)
        take = TakeOver(do=self._shell.carry_out, reload=self._reload, flush=self._saver.flush)
        self._data = DataDesk(self._stores, self._coach, self._clock, self._calendars, trouble, take=take)
        opened, quit = lambda: self._data.start(self._work), self._app.quit
        self._keys = KeyDesk(self._stores.log, self._coach, self._work, opened=opened, quit=quit)
        self._control = Control(
            self._coach,
            sentence=self._sentence,
            windows=self._open,
            refused=self._shell.take_refusal,
            reload=self._reload,
            check_ins=self._check_ins,
            near=self._player.prepare,
        )
        self._jumps = ClockJumps(self._system.clock_watch, self._rests_at)
        self._bridge = Bridge(self._app)
        self._holds = HoldDesk(self._system.holds, self._coach.set_hold, self._bridge, self._later)
        self._hotkeys = HotkeyDesk(self._coach, self._answer, self._bridge)
        self._sleep = SleepDesk(self._system.power, self._coach, self._later)
        self._shell.quit_wanted.connect(lambda: self._keys.leave(lambda: self._shell.open("unlock/end")))
        self._shell.settings_changed.connect(self._follow_calendars)
        self._shell.settings_changed.connect(lambda: self._data.follow(self._coach.settings.data))
        self._shell.settings_changed.connect(lambda: self._holds.follow(self._coach.settings.quiet))
        self._shell.settings_changed.connect(lambda: self._hotkeys.follow(self._coach.settings.keys))
        self._shell.attach(self._coach, self._player, first)
        self._signals = EndOnSignals(self._app.quit, self._app)

    def _up(self, command: str, request: Mapping[str, Any], autostarted: bool) -> None:
        """The event loop turns: what is to be seen and done first."""
        if autostarted or self._stores.log.locked is not None:
            # A login is a busy minute, and a locked log tells nothing of today; what is due comes after it.
            self._coach.woke()
        # What was last known of the calendars counts for the very first look.
        self._follow_calendars()
        self._look()
        notes = [note.text for note in self._stores.notes]
        first = self._stores.first_time and command == "show"
        self._shell.begin(autostarted=autostarted, first_time=first, notes=notes)
        ask = partial(self._shell.open, "unlock", quietly=autostarted)
        # After the window that stands in for the icon, which would cover the question.
        self._keys.start(partial(self._later, ask) if command == "show" else ask, self._shell.trouble)
        if command != "show":
            self._carry_out(command, request)
        self._later(self._settle, SETTLED_MS)

    def _carry_out(self, command: str, request: Mapping[str, Any]) -> None:
        """What it was started for; whoever asked is told why if it cannot be done."""
        answer = json.loads(self._control.answer(request_line(command, request)))
        if not answer["ok"]:
            print(f"burnbreak: {answer['text']}", file=sys.stderr, flush=True)
            self._shell.say(answer["text"])

    def _settle(self) -> None:
        """The icon is up: now for everything that could wait."""
        from burnbreak.ui.scheduler import Schedule

        self._schedule = Schedule(
            self._app, self._clock, self._look, self._beat, self._failed, spared=self._jumps.spares
        )
        self._shell.due = self._schedule.due_at
        self._shell.opened.connect(self._schedule.beat_again)
        self._schedule.start()
        self._jumps.start(self._schedule.clock_was_set, self._app)
        self._look()
        for last in (
            self._start_power,
            lambda: self._holds.start(self._coach.settings.quiet),
            lambda: self._hotkeys.follow(self._coach.settings.keys),
            self._login.refresh,
            lambda: self._data.start(self._work),
            self._keys.tidy,
            lambda: self._load.follow(self._shell, self._theme, self._asked_today),
        ):
            self._later(last)

    def _follow_calendars(self) -> None:
        """Connect the calendars of the settings in force; a file among them is watched."""
        calendars = self._coach.settings.calendars
        self._calendars.connect(calendars)
        paths = [c.path for c in calendars if c.path]
        if paths or self._watch is not None:
            if self._watch is None:
                from burnbreak.ui.file_watch import FileWatch

                self._watch = FileWatch(self._calendars.refresh_files, self._app)
            self._watch.watch(paths)

    def _asked_today(self) -> bool:
        check_ins = self._check_ins()
        return check_ins is not None and check_ins.asked_today()

    def _load_desk(self) -> "LoadDesk | None":
        return self._load.desk()

    def _times_changed(self) -> None:
        """A calendar has been read, or could not be."""
        self._coach.look()

    def _work(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do something in the background; the worker is made for the first of it."""
        if self._worker is None:
            from burnbreak.ui.worker import Worker

            self._worker = Worker(self._app)
        self._worker(job, done)

    def _look(self) -> None:
        self._tend(self._coach.look)

    def _beat(self) -> None:
        # An open window may tell of this very minute.
        self._tend(self._coach.look if self._shell.shows_windows else self._coach.beat)

    def _rests_at(self, moment: datetime) -> bool:
        return not self._shell.shows_windows and self._coach.rests_at(moment)

    def _tend(self, look: Callable[[], None]) -> None:
        self._calendars.refresh()
        look()
        if self._schedule is not None:
            self._data.look()
        for note in self._stores.log.take_notes():
            self._shell.trouble(note.text)

    def _start_power(self) -> None:
        self._sleep.start()
        self._shell.viewed.connect(self._sleep.follow)

    def _check(self, then: Callable[[], None] | None = None) -> None:
        self._holds.check(then)

    def _failed(self, fault: BaseException) -> None:
        log.error("A scheduled look failed", exc_info=fault)
        self._shell.something_failed()

    def close(self) -> None:
        """Keep what is to be kept, and let go of screen, sound and system."""
        self._signals.close()
        if self._schedule is not None:
            self._schedule.stop()
        self._keys.close()
        if self._worker is not None:
            self._worker.close()
        self._jumps.close()
        self._bridge.close()
        self._holds.close()
        self._hotkeys.close()
        self._load.close()
        self._coach.close()
        self._shell.close()
        self._saver.flush()
        self._sleep.close()
        self._system.notifier.close()
        try:
            self._stores.log.close()
        except StorageError as fault:
            log.error("Not everything could be written at the end: %s", fault)
            print(f"burnbreak: {fault}", file=sys.stderr, flush=True)

    # --- what the windows and the command line need ------------------------------------------------------

    def _answer(self, line: bytes) -> bytes:
        return self._control.answer(line)

    def _reload(self) -> None:
        """The user's own practices or voices have changed on the disk."""
        self._coach.forget_narrators()
        practices, notes = open_practices(self._stores.paths)
        self._coach.set_practices(practices)
        for note in notes:
            self._shell.trouble(note.text)

    def _own(self) -> "OwnContent":
        from burnbreak.own_content import OwnContent

        return OwnContent(self._stores.paths)

    def _narrators(self) -> tuple[Narration, ...]:
        """Read when the first voice is needed, not while the icon is still to come up."""
        found, notes = open_narrators(self._stores.paths)
        for note in notes:
            self._later(lambda note=note: self._shell.trouble(note.text))  # type: ignore[misc]
        return found

    def _studio(self) -> "VoiceStudio":
        from burnbreak.voice_studio import VoiceStudio

        def player_rests() -> bool:
            return self._coach.run is None and not self._shell.hearing.preview.running

        return VoiceStudio(self._stores.paths, self._clock.monotonic, may_rescan=player_rests)

    def _calendar_view(self) -> "CalendarView":
        from burnbreak.calendar_view import CalendarView

        return CalendarView(self._calendars, self._clock)

    def _sentence(self, view: View) -> str:
        from burnbreak.ui import phrases

        return phrases.next_break(view)

    def _translated(self, text: str) -> str:
        from PySide6.QtCore import QCoreApplication

        return QCoreApplication.translate("guide", text)

    def _open(self, name: str) -> None:
        """Windows open after the answer has gone out, so that the command line never waits for one.

        Whoever ends burnbreak there has been told so, and is not asked at the screen.
        """
        self._later(self._app.quit if name == "quit" else lambda: self._shell.open(name))

    def _later(self, action: Callable[[], None], milliseconds: int = 0) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(milliseconds, self._app, action)

    def _places(self) -> "Places":
        from burnbreak.ui.places import Places

        return Places(
            autostart_state=self._login.state,
            autostart_set=self._login.set,
            data_folder=str(self._stores.paths.data),
            export_csv=self._export_csv,
            own=self._own,
            own_changed=self._reload,
            studio=self._studio,
            calendars=self._calendar_view,
            capturing=self._capturing,
            check_ins=self._check_ins,
            data=lambda: self._data,
            keys=lambda: self._keys,
            hotkeys=lambda: self._hotkeys,
            helplines=self._helplines,
            load=self._load_desk,
        )

    def _check_ins(self) -> "CheckIns":
        from uuid import uuid4

        from burnbreak.engine.check_ins import CheckIns

        return CheckIns(self._coach, self._stores.log, lambda: uuid4().hex, self._shell.trouble)

    def _helplines(self) -> "SupportFiles":
        from burnbreak.storage.support_files import SupportFiles

        return SupportFiles(self._stores.paths.data / "support")

    def _capturing(self) -> tuple[str, ...]:
        """Who is seen now; where the system does not tell by itself, who was seen at the last question."""
        self._holds.check()
        return self._holds.programs()

    def _windows_blend(self) -> bool:
        from PySide6.QtGui import QGuiApplication

        from burnbreak.system.x11 import windows_blend

        on_x11 = QGuiApplication.platformName() == "xcb"
        return windows_blend(os.environ.get("DISPLAY", "")) if on_x11 else True

    def _export_csv(self, target: str) -> None:
        from pathlib import Path

        from burnbreak.engine.answers import HISTORY_COLUMNS, history_rows
        from burnbreak.storage.export import write_sheet

        entries = self._coach.entries(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
        write_sheet(Path(target), HISTORY_COLUMNS, history_rows(entries, self._clock.zone()))
