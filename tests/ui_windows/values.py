"""Values and small looks into windows that several tests share."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QLineEdit,
    QSlider,
    QWidget,
)

from burnbreak.core.entry import Ease, Entry, Outcome
from burnbreak.core.plan import Plan, Why
from burnbreak.core.workweek import WorkPeriod
from burnbreak.engine.view import IconState, View

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 14, 20, tzinfo=UTC)
"""A Friday afternoon."""


def period(weekday: int, start: str, end: str) -> WorkPeriod:
    return WorkPeriod(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))


def sitting(day: int, hour: int, minute: int = 0, real: float = 180, **more: object) -> Entry:
    moment = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    planned = 180.0
    values: dict[str, object] = {
        "uuid": moment.isoformat(), "due": moment, "recorded": moment, "started": moment, "offered": True,
        "outcome": Outcome.COMPLETED if real >= planned else Outcome.PARTIAL, "practice": "long-exhale",
        "planned_seconds": planned, "real_seconds": real, "ease": Ease.LIGHTER,
    }  # fmt: skip
    return Entry(**{**values, **more})  # type: ignore[arg-type]


def view(**more: object) -> View:
    plan = Plan(NOW + timedelta(minutes=30), timedelta(minutes=3), Why.ON_THE_CLOCK)
    values: dict[str, object] = {
        "now": NOW, "zone": LONDON, "icon": IconState.READY, "plan": plan, "holds": (), "offer": None,
        "sitting": None, "closing": None, "pause": None, "session_until": None, "question": None,
        "owed": False,
    }  # fmt: skip
    return View(**{**values, **more})  # type: ignore[arg-type]


def controls(window: QWidget) -> list[QWidget]:
    """Everything visible that a person can operate; parts of a control count with the control."""
    kinds = (QAbstractButton, QAbstractSpinBox, QSlider, QLineEdit, QAbstractItemView)
    found = [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
    return [
        w
        for w in found
        if not isinstance(w.parent(), QAbstractSpinBox | QLineEdit | QAbstractItemView)
        and not w.objectName().startswith("qt_")
    ]


def name_of(control: QWidget) -> str:
    """What a screen reader calls it."""
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or text


def nameless(window: QWidget) -> list[str]:
    return [repr(c) for c in controls(window) if not name_of(c).strip()]


def too_small(window: QWidget) -> list[str]:
    return [
        f"{name_of(c)}: {c.width()} x {c.height()}"
        for c in controls(window)
        if min(c.height(), c.width()) < 30
    ]
