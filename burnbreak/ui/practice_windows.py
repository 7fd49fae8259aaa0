"""The two windows in which a practice is chosen: the library, and breathing at once."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from burnbreak.core import choosing
from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.practice import Situation
from burnbreak.engine.coach import Coach
from burnbreak.ui.hearing import voices
from burnbreak.ui.places import Desk, Places
from burnbreak.ui.theme import Theme

OWN = frozenset({"own_practices", "recorder"})
"""The windows for what the user adds: packs, recordings, voices."""


def breathe(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    from burnbreak.ui.breathe import BreatheWindow

    window = BreatheWindow(theme, {p.id: p for p in coach.practices}, _last_breathing(coach))
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    return window


def library(shell: Desk, coach: Coach, theme: Theme, places: Places) -> QWidget:
    import random

    from burnbreak.ui.library import LibraryWindow

    def surprise(minutes: int | None) -> str:
        now = coach.view().now
        entries = coach.entries(now - timedelta(days=3), now + timedelta(minutes=1))
        hidden = coach.settings.practices.hidden
        found = choosing.surprising(coach.practices, minutes, entries, hidden=hidden)
        return random.choice(found).id if found else ""

    window = LibraryWindow(
        theme,
        coach.practices,
        coach.settings,
        narrators=voices(coach),
        preview=shell.hearing.preview,
        ranked=lambda situation: _ranked(coach, situation),
        surprise=surprise,
        own=OWN,
    )
    window.command.connect(shell.do)
    window.window_wanted.connect(shell.open)
    window.preview_wanted.connect(shell.hearing.practice)
    return window


def _ranked(coach: Coach, situation: Situation) -> list[str]:
    """The three to begin with in a situation."""
    chosen, now = coach.settings.practices, coach.view().now
    lately = coach.entries(now - timedelta(hours=2), now + timedelta(minutes=1))
    choices = choosing.for_situation(
        situation, coach.practices, lately, holds=chosen.holds, hidden=chosen.hidden
    )
    return [choice.practice.id for choice in choices]


def _last_breathing(coach: Coach) -> tuple[str, int] | None:
    """The pattern and the minutes that were chosen last, from the log of two weeks."""
    now = coach.view().now
    for entry in reversed(coach.entries(now - timedelta(days=14), now + timedelta(minutes=1))):
        if entry.practice in BREATHE_NOW and entry.started is not None:
            minutes = min(BREATHE_MINUTES, key=lambda m: abs(m * 60 - entry.planned_seconds))
            return entry.practice, minutes
    return None
