"""The weekly and the monthly check-in from the command line: the questions, an answer, or not this time."""

from collections.abc import Mapping
from typing import Any

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import (
    ITEMS,
    MONTHLY_ANSWERS,
    MONTHLY_QUESTION,
    TOP,
    WEEKLY_WORDS,
    CheckSet,
    usable,
)
from burnbreak.engine.check_ins import CheckIns

SETS = {"weekly": (CheckSet.WEEKLY, Topic.WEEKLY), "monthly": (CheckSet.MONTHLY, Topic.MONTHLY)}


class NotAnAnswer(ValueError):  # noqa: N818  (what was typed, not a fault)
    """One sentence."""


def said(check_ins: CheckIns, args: Mapping[str, Any]) -> tuple[str, bool]:
    """What to answer to `set`, `values` and `skip`, and whether the support card is to open.

    NotAnAnswer where it is none, and then nothing is kept.
    """
    name, values, skip = args.get("set"), args.get("values") or {}, args.get("skip", False)
    if name not in SETS or not isinstance(values, Mapping) or (skip and values):
        raise NotAnAnswer("An answer belongs to 'weekly' or 'monthly', or it is skipped.")
    check, topic = SETS[name]
    if skip:
        check_ins.decline(topic)
        return "Not this time.", False
    if not values:
        return questions(check), False
    if usable(check, values) != dict(values):
        limits = ", ".join(f"--{item.name} {item.low} to {item.high}" for item in ITEMS[check])
        raise NotAnAnswer(f"The {name} check-in takes {limits}; nothing was kept.")
    if not check_ins.keeps:
        raise NotAnAnswer("'Leave no trace' is on, so nothing was kept.")
    check_ins.keep(check, {key: int(value) for key, value in values.items()})
    return "Kept.", check is CheckSet.MONTHLY and values.get("burnout") == TOP


def questions(check: CheckSet) -> str:
    """The questions of a set, with the option that answers each."""
    if check is CheckSet.MONTHLY:
        return "\n".join(
            [MONTHLY_QUESTION, *(f"  --burnout {n}  {a}" for n, a in enumerate(MONTHLY_ANSWERS, 1))]
        )
    rows = [(item, *WEEKLY_WORDS[item.name]) for item in ITEMS[check]]
    return "\n".join(
        f"{ask}\n  --{i.name} {i.low} ({low}) to {i.high} ({high})" for i, ask, low, high in rows
    )
