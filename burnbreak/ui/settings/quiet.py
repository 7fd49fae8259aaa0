"""The page for when burnbreak holds back: calls, presentations, typing, the locked screen, time away."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import Columns, Row
from burnbreak.ui.kit import SoftLabel, Switch
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.program_list import ProgramList
from burnbreak.ui.theme import GAP, Theme


class QuietPage(Page):
    """What is noticed at the start, the user's own hands beside it."""

    section = "quiet"
    name = "quiet"

    def __init__(
        self, theme: Theme, settings: Settings, capturing: Callable[[], Sequence[str]] = tuple
    ) -> None:
        """`capturing` tells which programs use a microphone, a camera or the screen now."""
        self._capturing = capturing
        super().__init__(theme, settings)

    def fill(self) -> None:
        self._switches: dict[str, Switch] = {}
        noticed, hands = QVBoxLayout(), QVBoxLayout()
        for layout in (noticed, hands):
            layout.setSpacing(GAP)
        self._fill_noticed(noticed)
        self._fill_hands(hands)
        for layout in (noticed, hands):
            layout.addStretch(1)
        self.body.addWidget(Columns(noticed, hands))
        self.body.addStretch(1)

    def _fill_noticed(self, into: QVBoxLayout) -> None:
        self.group(
            self._row(
                "calls", self.tr("Microphone in use"), self.tr("By another program: you are in a call.")
            ),
            self._row("cameras", self.tr("Camera in use"), self.tr("By another program.")),
            self._row(
                "presenting",
                self.tr("Presenting"),
                self.tr("Full screen, a shared screen, or one kept awake, where the system tells."),
            ),
            self._row("do_not_disturb", self.tr("Do not disturb"), self.tr("Where the desktop tells.")),
            into=into,
        )
        promise = SoftLabel(
            self.tr(
                "A pause that comes meanwhile waits until it is over. burnbreak never opens a microphone or "
                "a camera for this: it sees whether one is in use, and nothing else."
            )
        )
        promise.setWordWrap(True)
        into.addWidget(promise)

    def _fill_hands(self, into: QVBoxLayout) -> None:
        self._programs = ProgramList(self.theme, self._capturing)
        self._programs.setAccessibleName(self.tr("Programs that never count"))
        self._programs.changed.connect(lambda names: self.change(ignored_programs=names))
        programs = Row(
            self.theme,
            self.tr("Programs that never count"),
            self._programs,
            self.tr("For one that listens or fills the screen all day."),
            under=True,
        )
        self.group(programs, into=into)
        self.group(
            self._row(
                "wait_for_typing",
                self.tr("Wait while I type"),
                self.tr("Until three seconds without a key, at most a minute."),
            ),
            self._row(
                "play_while_locked",
                self.tr("Go on while locked"),
                self.tr("A practice is heard to its end."),
            ),
            self._row(
                "wait_for_return",
                self.tr("Wait until I am back"),
                self.tr("After a session, for the first key or movement; five minutes at most."),
            ),
            self._row(
                "natural_rest",
                self.tr("Time away counts"),
                self.tr("Five minutes away from the desk in free time are the pause."),
            ),
            into=into,
        )

    def _row(self, name: str, label: str, hint: str) -> Row:
        self._switches[name], found = self.switch(name, label, hint)
        return found

    def show_values(self, settings: Settings) -> None:
        for name, switch in self._switches.items():
            switch.setChecked(getattr(settings.quiet, name))
        self._programs.show_names(settings.quiet.ignored_programs)

    def words(self) -> str:
        return self.tr("calls zoom teams video meeting full screen share ignore idle notifications")
