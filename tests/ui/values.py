"""Values that the tests of the windows share."""

from datetime import UTC, datetime, timedelta

from burnbreak.core.breath import Pacing
from burnbreak.core.choosing import Choice
from burnbreak.core.plan import Plan, Why
from burnbreak.core.practice import Cue, Evidence, Practice, Situation, Stage, Track
from burnbreak.core.settings import Sound
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.engine.view import IconState, OfferView, SittingView, View

NOW = datetime(2025, 11, 24, 10, 52, tzinfo=UTC)
"""A Monday."""


def practice(name: str = "long-exhale", *, cue: str = "") -> Practice:
    """A pacer, or with `cue` a guided practice of one line."""
    stages = (Stage(id="all", seconds=180, cues=(Cue(id="one", text=cue),)),) if cue else ()
    return Practice(
        id=name, title=name.replace("-", " ").capitalize(), summary="Slowly.", track=Track.BREATH,
        situations=(Situation.ORDINARY,), durations=(60, 180, 300), shortest=20, longest=600,
        evidence=Evidence.B, origin="", evidence_note="",
        pacing=None if cue else Pacing(inhale=4, exhale=6), stages=stages,
    )  # fmt: skip


def timeline(of: Practice | None = None) -> Timeline:
    """Three minutes of it."""
    return lay_out(of or practice(), 180, Sound())


def offer(*seconds: int, minutes: float | None = 8.2, session: bool = True) -> OfferView:
    """An offer of these lengths, each with a practice of its own."""
    choices = tuple(Choice(practice(f"p{number}"), length) for number, length in enumerate(seconds))
    free = None if minutes is None else NOW + timedelta(minutes=minutes)
    return OfferView(id="o", card=True, choices=choices, free_until=free, can_wait_for_session=session)


def sitting(*, paused: bool = False, audible: bool = True) -> SittingView:
    """The sitting that runs."""
    return SittingView(id="s", practice=practice(), seconds=188.0, paused=paused, audible=audible)


def view(**changes: object) -> View:
    """A quiet moment with the given differences."""
    values: dict[str, object] = {
        "now": NOW, "zone": UTC, "icon": IconState.READY, "holds": (), "offer": None, "sitting": None,
        "plan": Plan(NOW + timedelta(minutes=58), timedelta(minutes=3), Why.ON_THE_CLOCK),
        "closing": None, "pause": None, "session_until": None, "question": None, "owed": False,
    }  # fmt: skip
    return View(**{**values, **changes})  # type: ignore[arg-type]
