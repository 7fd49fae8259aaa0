"""The same as the pictures in whole sentences, one for each day, and what became of the offers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from burnbreak.core.booked import taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.entry import Reason
from burnbreak.core.offer_tally import Offers
from burnbreak.core.summary import Day, Felt, Stretch
from burnbreak.ui import history_words as words

translate = QCoreApplication.translate


def day_told(day: Day, plan: BookedDay | None, locale: QLocale) -> str:
    """One day: its pauses, its offers, what was booked."""
    parts = [_pauses(day)]
    if day.offers.planned:
        parts.append(offers_told(day.offers))
    if plan is not None and plan.booked:
        booked = sum((span.length for span in taken(plan.booked)), timedelta())
        parts.append(translate("history", "booked {length}").format(length=words.hours(booked)))
    return translate("history", "{day}: {facts}.").format(
        day=words.day_text(locale, day.date), facts=translate("history", "; ").join(parts)
    )


def told(stretch: Stretch, days: Sequence[BookedDay], locale: QLocale, *, all_days: bool = True) -> str:
    """A sentence for each day; without `all_days` only for those with something to tell."""
    plans = {plan.date: plan for plan in days}
    return "\n".join(
        day_told(day, plans.get(day.date), locale)
        for day in stretch.days
        if all_days or day.sittings or day.offers.planned
    )


def _pauses(day: Day) -> str:
    count = day.pauses
    if count:
        return translate("history", "%n pause(s), {minutes}", "", count).format(
            minutes=words.minutes(day.seconds)
        )
    short = len(day.sittings)
    if short:
        return translate("history", "%n short moment(s)", "", short)
    return translate("history", "no pause")


def offers_told(offers: Offers) -> str:
    """What became of the offers, in one clause: "5 offers: 3 taken, 1 declined, 1 passed by"."""
    planned = offers.planned
    return translate("history", "%n offer(s): {ends}", "", planned).format(
        ends=translate("history", ", ").join(text for _, text in offer_rows(offers, reasons=False))
    )


def offer_rows(offers: Offers, *, reasons: bool = True) -> tuple[tuple[int, str], ...]:
    """Count and words for each thing that became of offers; with `reasons`, those that passed by say why."""
    taken_, rested, postponed = offers.taken, offers.rested, offers.postponed
    held, declined, missed = offers.held, offers.declined, sum(offers.missed.values())
    rows = [
        (taken_, translate("history", "%n taken", "", taken_)),
        (rested, translate("history", "%n spent away from the desk", "", rested)),
        (postponed, translate("history", "%n postponed", "", postponed)),
        (held, translate("history", "%n waiting", "", held)),
        (declined, translate("history", "%n declined", "", declined)),
    ]
    if reasons:
        rows += [(count, _missed(reason, count)) for reason, count in _by_words(offers).most_common()]
    else:
        rows.append((missed, translate("history", "%n passed by", "", missed)))
    return tuple(row for row in rows if row[0])


def waited_told(offers: Offers) -> str:
    """That some came up a second time; empty where none did."""
    waited = offers.waited
    if not waited:
        return ""
    return translate("history", "%n of them had been put off or held, and came up again", "", waited)


_ALIKE = {
    Reason.IN_SESSION: Reason.NEXT_SESSION,
    Reason.WAKING: Reason.ASLEEP,
    Reason.OFFERS_OFF: Reason.PAUSED,
    Reason.OTHER_PRACTICE: Reason.SITTING,
}
_NAMED = (
    Reason.UNANSWERED, Reason.ASLEEP, Reason.NEXT_SESSION, Reason.PERIOD_ENDED, Reason.PROTECTED,
    Reason.NEWER_BREAK, Reason.CALL, Reason.PRESENTING, Reason.DO_NOT_DISTURB, Reason.LOCKED, Reason.PAUSED,
    Reason.SITTING,
)  # fmt: skip


def _by_words(offers: Offers) -> Counter[Reason]:
    """Missed offers by the reasons that have words of their own; the others as one."""
    found = Counter[Reason]()
    for reason, count in offers.missed.items():
        alike = _ALIKE.get(reason, reason)
        found[alike if alike in _NAMED else Reason.NONE] += count
    return found


def _missed(reason: Reason, count: int) -> str:
    match reason:
        case Reason.UNANSWERED:
            return translate("history", "%n unanswered", "", count)
        case Reason.ASLEEP:
            return translate("history", "%n while the computer slept", "", count)
        case Reason.NEXT_SESSION:
            return translate("history", "%n with no room before the next session", "", count)
        case Reason.PERIOD_ENDED:
            return translate("history", "%n at the end of work", "", count)
        case Reason.PROTECTED:
            return translate("history", "%n when protected time began", "", count)
        case Reason.NEWER_BREAK:
            return translate("history", "%n overtaken by the next one", "", count)
        case Reason.CALL:
            return translate("history", "%n during a call", "", count)
        case Reason.PRESENTING:
            return translate("history", "%n while presenting", "", count)
        case Reason.DO_NOT_DISTURB:
            return translate("history", "%n during do not disturb", "", count)
        case Reason.LOCKED:
            return translate("history", "%n while the screen was locked", "", count)
        case Reason.PAUSED:
            return translate("history", "%n while offers were paused", "", count)
        case Reason.SITTING:
            return translate("history", "%n during another practice", "", count)
        case _:
            return translate("history", "%n for another reason", "", count)


def felt_told(felt: Felt, titles: Mapping[str, str]) -> str:
    """What the answers after one practice come to, with how many there are."""
    line = translate(
        "history", "{practice}: lighter {lighter}, the same {same}, heavier {heavier} of {answers}"
    )
    return line.format(
        practice=titles.get(felt.practice, felt.practice)
        if felt.practice
        else translate("history", "All practices"),
        lighter=felt.lighter,
        same=felt.same,
        heavier=felt.heavier,
        answers=felt.answers,
    )
