"""Makes the week window and connects it with the Coach."""

from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.theme import Theme


def make_window(theme: Theme, coach: Coach) -> HistoryWindow:
    """The week window, told by the Coach and correcting its log."""
    view = coach.view()
    things = HistoryThings(
        entries=coach.entries,
        titles={p.id: p.title for p in coach.practices},
        situations={p.id: p.situations for p in coach.practices},
        work_week=lambda: coach.settings.week,
        booked=coach.booked,
    )
    window = HistoryWindow(theme, things, now=view.now, zone=view.zone)
    window.removed.connect(lambda uuid: coach.do(commands.RemoveEntry(uuid)))
    window.added.connect(lambda entry: coach.do(commands.AddEntry(entry)))
    return window
