"""How the windows of check-ins and support are made and connected."""

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import TOP, CheckSet
from burnbreak.engine import commands
from burnbreak.engine.check_ins import CheckIns, Closing
from burnbreak.engine.coach import Coach
from burnbreak.ui.affect import BeforeCard
from burnbreak.ui.check_in import CheckInWindow
from burnbreak.ui.closing import ClosingCard
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.support_lines import Countries
from burnbreak.ui.support_words import region
from burnbreak.ui.theme import Theme


class Desk(Protocol):
    """What these windows need of the shell that opens them."""

    def do(self, command: object) -> None:
        """Pass a command to the Coach."""
        ...

    def carry_out(self, command: object) -> None:
        """The same, with nothing asked before a sitting."""
        ...

    def open(self, name: str, *, quietly: bool = False) -> None:
        """Open another window; `quietly` without taking the focus from where it is."""
        ...


def closing(shell: Desk, coach: Coach, theme: Theme, check_ins: CheckIns | None) -> QWidget:
    """The card after a sitting; without check-ins it asks for the tap each time."""
    sitting = coach.view().closing or ""
    asks = Closing.TAP if check_ins is None else check_ins.closing()
    window = ClosingCard(theme, {p.id: p for p in coach.practices}, _just_sat(coach), asks)
    # What leads outward after "heavier" begins at once.
    window.command.connect(shell.carry_out)
    window.window_wanted.connect(shell.open)
    window.hide_wanted.connect(lambda practice, on: shell.do(_with_hidden(coach, practice, on)))
    if check_ins is not None:
        topic = Topic.MONTHLY if asks is Closing.MONTHLY else Topic.WEEKLY

        def tapped(ease: object) -> None:
            if check_ins.tapped(ease):  # type: ignore[arg-type]
                shell.open("support", quietly=True)
                # The kind lines first; the other card waits behind them.
                window.raise_()

        window.tapped.connect(tapped)
        window.affect_kept.connect(lambda values: check_ins.keep(CheckSet.AFTER, values, sitting))
        window.check_in_wanted.connect(lambda: shell.open("check_in"))
        window.check_in_declined.connect(lambda: check_ins.decline(topic))
    return window


def _just_sat(coach: Coach) -> str:
    """The id of the practice whose closing card is open; empty where it is not known."""
    view = coach.view()
    near = coach.entries(view.now - timedelta(days=1), view.now + timedelta(minutes=1))
    return next((entry.practice for entry in near if entry.uuid == view.closing), "")


def _with_hidden(coach: Coach, practice: str, on: bool) -> commands.ChangeSettings:
    """The settings with one practice left out of suggestions, or let in again."""
    chosen = coach.settings.practices
    others = tuple(name for name in chosen.hidden if name != practice)
    practices = replace(chosen, hidden=(*others, practice) if on else others)
    return commands.ChangeSettings(replace(coach.settings, practices=practices))


def check_in(shell: Desk, theme: Theme, check_ins: CheckIns) -> QWidget:
    """The set that waits; the weekly one where none does, because somebody asked for it."""
    topic = check_ins.waiting() or Topic.WEEKLY
    window = CheckInWindow(theme, topic)
    check = CheckSet.WEEKLY if topic is Topic.WEEKLY else CheckSet.MONTHLY

    def keep(values: dict[str, int]) -> None:
        check_ins.keep(check, values)
        if values.get("burnout") == TOP:
            shell.open("support", quietly=True)

    window.kept.connect(keep)
    window.declined.connect(lambda: check_ins.decline(topic))
    window.window_wanted.connect(shell.open)
    check_ins.opened(topic)
    return window


def before(shell: Desk, coach: Coach, theme: Theme, check_ins: CheckIns, command: object) -> QWidget:
    """The sliders before the sitting that this command begins."""
    window = BeforeCard(theme)

    def begin(values: dict[str, int]) -> None:
        shell.carry_out(command)
        if coach.run is not None:
            check_ins.keep(CheckSet.BEFORE, values, coach.run.entry_id)

    window.begins.connect(begin)
    return window


def support(shell: Desk, coach: Coach, theme: Theme, helplines: Countries | None) -> QWidget:
    """More than a break."""
    window = SupportWindow(theme, coach.settings, helplines, region())
    window.command.connect(shell.do)
    window.link_wanted.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    return window
