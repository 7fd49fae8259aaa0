"""The first minute: working hours, pauses, a bell, launch at login; "Later" at every step."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core.settings import Breaks, Rhythm, Settings, limits
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.fields import Group, LoginState, Row, Scroller, line_up, make_room, roomy
from burnbreak.ui.kit import (
    Card,
    LabelledSlider,
    LeadLabel,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SegmentedChoice,
    Stepper,
    Switch,
)
from burnbreak.ui.step_parts import Dots, ReadyIcon, step
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme
from burnbreak.ui.week_editor import WeekEditor


class FirstRun(QWidget):
    """Four steps. What was chosen counts at the end, and also when the rest is left for later."""

    command = Signal(object)
    """A ChangeSettings, when something was changed."""
    sound_check = Signal()
    """Play the bell once; the volume has been set by a command before."""
    autostart_wanted = Signal(bool)
    done = Signal()
    """All steps were taken, or the rest was left for later; the window is closed."""

    def __init__(
        self, theme: Theme, settings: Settings, login: LoginState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.settings, self._sent = theme, settings, settings
        self._over = False
        self.setWindowTitle(self.tr("Welcome to burnbreak"))
        self.setWindowIcon(theme.icons.app())
        self._steps = QStackedWidget()
        for page in (self._week(), self._breaks(), self._sound(), self._login(login)):
            self._steps.addWidget(Scroller(page))
        self._dots = Dots(theme, self._steps.count())
        self.put_off = QuietButton(self.tr("Later"))
        self.back = PlainButton(self.tr("Back"))
        self.next = PrimaryButton("")
        self.put_off.clicked.connect(self._leave)
        self.back.clicked.connect(lambda: self._go(self._steps.currentIndex() - 1))
        self.next.clicked.connect(self._onward)
        self._lay_out()
        # The week and what is asked about it stand there whole.
        self.resize(roomy(self, 720, 660))
        self._go(0)

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 0."""
        return self._steps.currentIndex()

    # --- the steps ---------------------------------------------------------------------------------------

    def _week(self) -> QWidget:
        editor = WeekEditor(self._theme, self.settings.week)
        editor.changed.connect(lambda week: self._set(replace(self.settings, week=week)))
        return step(
            self.tr("When do you work?"),
            self.tr("Pauses are offered in these hours, and in no others."),
            editor,
        )

    def _breaks(self) -> QWidget:
        breaks = self.settings.breaks
        self._rhythm = SegmentedChoice(
            [(Rhythm.ON_CLOCK, self.tr("On the clock")), (Rhythm.EVERY, self.tr("After a while"))],
            breaks.rhythm,
            self.tr("Rhythm"),
        )
        self._rhythm.chosen.connect(lambda rhythm: self._set_breaks(rhythm=rhythm))
        rhythm = Row(self._theme, self.tr("Rhythm"), self._rhythm)
        self._past = self._number(
            "minute_past",
            self.tr("Minute of the hour"),
            lambda n: self.tr("past the hour", "after a number of minutes", n),
        )
        self._every = self._number("every_minutes", self.tr("Time between pauses"), self._minutes, 5)
        length = self._number("length_minutes", self.tr("Length of a pause"), self._minutes)
        cap = self._number(
            "daily_cap", self.tr("At most"), lambda n: self.tr("offer(s) a day", "after a number", n)
        )
        self._group = Group(rhythm, self._past, self._every, length, cap)
        line_up(*self._group.findChildren(QSpinBox))
        self._show_rhythm()
        return step(
            self.tr("How often, how long?"),
            self.tr("A small card asks. It takes no focus, waits while you type, and goes by itself."),
            self._group,
            1,
        )

    def _sound(self) -> QWidget:
        slider = LabelledSlider(
            self.tr("Volume"),
            low=0,
            high=100,
            value=self.settings.sound.volume,
            words=lambda value: self.tr("{0} %").format(self.locale().toString(value)),
        )
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.moved.connect(self._set_volume)
        bell = PlainButton(self.tr("Play the bell"))
        bell.clicked.connect(self._check)
        card = Group(
            Row(self._theme, "", slider, under=True),
            Row(
                self._theme,
                self.tr("Is it loud enough?"),
                bell,
                self.tr("If you hear nothing: every practice works with captions alone."),
            ),
        )
        return step(self.tr("Can you hear it?"), self.tr("A bell begins and ends each practice."), card, 1)

    def _login(self, login: LoginState) -> QWidget:
        self._at_login = Switch(self._theme)
        # A default that helps: an app that does not run cannot offer anything.
        self._at_login.setChecked(login.kind in ("on", "off"))
        self._at_login.setEnabled(login.kind != "unknown")
        self._was_on = login.on
        hint = login.reason or self.tr("It starts quietly and shows no window.")
        promise = Card()
        promise.body.addWidget(
            LeadLabel(
                self.tr(
                    "burnbreak keeps what you tell it on this computer. It sends nothing about you. Only a "
                    "calendar that you connect by its address is asked for its times, and nobody else is. "
                    "It never reads the titles of your appointments. It will not tell anyone how you are, "
                    "and it cannot know."
                )
            )
        )
        return step(
            self.tr("There when you need it"),
            self.tr("Start, Later and Not now are one click each. All of this can be changed in Settings."),
            Group(*self._where(), Row(self._theme, self.tr("Launch at login"), self._at_login, hint)),
            promise,
            1,
        )

    def _where(self) -> list[Row]:
        # Without a tray the small window comes up afterwards, and says where burnbreak lives.
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return []
        hint = self.tr("As this circle, in the panel or menu bar. Its menu has everything.")
        return [Row(self._theme, self.tr("Where it waits"), ReadyIcon(self._theme), hint)]

    # --- what happens ------------------------------------------------------------------------------------

    def _go(self, number: int) -> None:
        count = self._steps.count()
        number = max(0, min(count - 1, number))
        self._steps.setCurrentIndex(number)
        self._dots.show_step(number)
        self._dots.setAccessibleName(self.tr("Step {step} of {count}").format(step=number + 1, count=count))
        self.back.setVisible(number > 0)
        self.next.setText(self.tr("Begin") if number == count - 1 else self.tr("Next"))
        self.next.setFocus()

    def _onward(self) -> None:
        if self.step < self._steps.count() - 1:
            self._go(self.step + 1)
            return
        if self._at_login.isEnabled() and self._at_login.isChecked() != self._was_on:
            self.autostart_wanted.emit(self._at_login.isChecked())
        self._leave()

    def _check(self) -> None:
        self._send()
        self.sound_check.emit()

    def _send(self) -> None:
        if self.settings != self._sent:
            self._sent = self.settings
            self.command.emit(ChangeSettings(self.settings))

    def _set(self, settings: Settings) -> None:
        self.settings = settings

    def _set_breaks(self, **values: Any) -> None:
        self._set(replace(self.settings, breaks=replace(self.settings.breaks, **values)))
        self._show_rhythm()

    def _set_volume(self, volume: int) -> None:
        self._set(replace(self.settings, sound=replace(self.settings.sound, volume=volume)))

    def _show_rhythm(self) -> None:
        on_clock = self.settings.breaks.rhythm is Rhythm.ON_CLOCK
        self._group.show_row(self._past, on_clock)
        self._group.show_row(self._every, not on_clock)

    def _leave(self) -> None:
        """What was chosen so far counts; the rest keeps its defaults."""
        self._over = True
        self._send()
        self.close()
        self.done.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._over:
            self._over = True
            self._send()
            # A close by the program is the app's end, after which nothing follows.
            if event.spontaneous():
                self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # --- how it is made ----------------------------------------------------------------------------------

    def _number(self, name: str, label: str, unit, step: int = 1) -> Row:  # type: ignore[no-untyped-def]
        low, high = limits(Breaks(), name)
        value = getattr(self.settings.breaks, name)
        control = Stepper(self._theme, label, low=low, high=high, value=value, unit=unit, step=step)
        make_room(control.field)
        control.changed.connect(lambda number: self._set_breaks(**{name: number}))
        return Row(self._theme, label, control)

    def _minutes(self, count: int) -> str:
        return self.tr("minute(s)", "after a number", count)

    def _lay_out(self) -> None:
        # Two sides of one width, so that the dots stay in the middle whatever buttons there are.
        before, after, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        before.addWidget(self.put_off)
        before.addStretch(1)
        after.addStretch(1)
        after.addWidget(self.back)
        after.addWidget(self.next)
        for side in (before, after, foot):
            side.setSpacing(GRID)
        foot.addLayout(before, 1)
        foot.addWidget(self._dots)
        foot.addLayout(after, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.setSpacing(GAP)
        box.addWidget(self._steps, 1)
        box.addLayout(foot)
