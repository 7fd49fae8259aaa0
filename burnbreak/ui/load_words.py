"""The load in words: lengths, figures with what they mean, facts, hints, questions, changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from burnbreak.core.booked import taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import GAP_CLASSES, DayLoad, WeekLoad, gaps
from burnbreak.core.load_setting import Load
from burnbreak.core.review import Choice, FactKind, Hint, HintKind, Question, Review
from burnbreak.ui import phrases

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: its name, its value, and what is counted."""

    key: str
    name: str
    value: str
    meaning: str


def length(span: timedelta) -> str:
    """A sum of time, "24 h 30 min"; whole minutes."""
    minutes = round(span.total_seconds() / 60)
    sign, minutes = ("\N{MINUS SIGN}" if minutes < 0 else ""), abs(minutes)
    locale = QLocale()
    h, m = locale.toString(minutes // 60), locale.toString(minutes % 60)
    if minutes < 60:
        text = translate("load", "{minutes} min")
    elif minutes % 60:
        text = translate("load", "{hours} h {minutes} min")
    else:
        text = translate("load", "{hours} h")
    return sign + text.format(hours=h, minutes=m)


def day_name(day: date) -> str:
    """The name of the weekday."""
    return QLocale().standaloneDayName(day.isoweekday())


def day_month(day: date) -> str:
    """Day and month, "17 Nov" or "Nov 17"."""
    locale = QLocale()
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    day_first = long.find("d", long.find("dddd") + 4 if "dddd" in long else 0) < long.find("M")
    return locale.toString(QDate(day.year, day.month, day.day), "d MMM" if day_first else "MMM d")


def figures(week: WeekLoad, limits: Load) -> tuple[Figure, ...]:
    """Every figure of a week in the order in which it is shown."""
    longest, most = week.longest, week.most
    kept, of = week.lunches
    fine, moved, over = week.protected
    one = Figure
    found = [
        one(key="booked", name=translate("load", "Booked"), value=length(week.booked),
            meaning=translate("load", "everything that is booked; what is booked twice counts once")),
        one(key="outside", name=translate("load", "Booked outside working hours"), value=length(week.outside),
            meaning=translate("load", "before, after or between the hours of your week")),
        one(key="longest", name=translate("load", "The longest run"),
            value=length(longest.longest) if longest else length(timedelta()),
            meaning=translate("load", "without a gap of {0} minutes; {1}").format(
                limits.gap_minutes, _run_words(longest))),
        one(key="most", name=translate("load", "Most in a row"), value=_number(most.most if most else 0),
            meaning=translate("load", "booked times in one run; {0} had three and more").format(
                _runs(week.runs))),
        one(key="gaps", name=translate("load", "Gaps of 10 minutes and more"),
            value=_of(sum(week.gaps[2:]), sum(week.gaps)),
            meaning=translate("load", "between two booked times in working hours, in minutes: {0}").format(
                gap_profile(week.gaps))),
    ]  # fmt: skip
    if of:
        found.append(one(key="lunch", name=translate("load", "Room for lunch"), value=_days_of(kept, of),
            meaning=translate("load", "30 minutes free in one piece between 11:00 and 14:30")))  # fmt: skip
    if fine or moved or over:
        found.append(one(key="protected", name=translate("load", "Protected time kept"),
            value=_of(fine, fine + moved + over),
            meaning=translate("load", "{0} moved within the day, {1} booked over").format(
                _number(moved), _number(over))))  # fmt: skip
    found += [
        one(key="evenings", name=translate("load", "Evenings"), value=_number(week.evenings),
            meaning=translate("load", "days with something booked after {0}").format(
                phrases.clock(datetime(2000, 1, 1, limits.evening_hour, tzinfo=UTC), UTC))),
        one(key="weekends", name=translate("load", "Days of the weekend"), value=_number(week.weekends),
            meaning=translate("load", "with something booked")),
    ]  # fmt: skip
    if limits.agreed_minutes:
        agreed = timedelta(minutes=limits.agreed_minutes)
        actual = week.actual(limits.note_minutes)
        found.insert(1, one(key="agreed", name=translate("load", "Agreed and actual"),
            value=translate("load", "{actual} of {agreed}").format(
                actual=length(actual), agreed=length(agreed)),
            meaning=_actual_words(limits)))  # fmt: skip
    return tuple(found)


def _actual_words(limits: Load) -> str:
    if not limits.note_minutes:
        return translate("load", "booked time against what you agreed")
    return translate(
        "load", "booked time and {0} minutes for notes a session, against what you agreed"
    ).format(_number(limits.note_minutes))


def _run_words(day: DayLoad | None) -> str:
    if day is None:
        return translate("load", "nothing is booked")
    return translate("load", "{day}, {count} in a row").format(
        day=day_name(day.date), count=_number(day.longest_count)
    )


def _runs(count: int) -> str:
    return translate("load", "%n run(s)", "", count)


def _number(count: int) -> str:
    return QLocale().toString(count)


def _of(count: int, whole: int) -> str:
    return translate("load", "{0} of {1}").format(_number(count), _number(whole))


def _days_of(count: int, whole: int) -> str:
    return translate("load", "{0} of {1} days").format(_number(count), _number(whole))


def gap_profile(profile: Sequence[int]) -> str:
    """How many gaps of each class."""
    a, b, c, d = GAP_CLASSES
    names = (
        translate("load", "under {0}").format(a),
        translate("load", "{0} to {1}").format(a, b - 1),
        translate("load", "{0} to {1}").format(b, c - 1),
        translate("load", "{0} to {1}").format(c, d - 1),
        translate("load", "{0} and more").format(d),
    )
    pairs = [f"{name}: {_number(n)}" for name, n in zip(names, profile, strict=True) if n]
    return "; ".join(pairs) or translate("load", "there was none")


def day_line(load: DayLoad | None, day: BookedDay | None, name: str) -> str:
    """One day in one line, for pointer, keyboard and screen reader."""
    if load is None or not load.booked:
        return translate("load", "{0}: nothing is booked").format(name)
    if day is None:
        return translate("load", "{day}: {booked} booked; the longest run {run}, {count} in a row").format(
            day=name, booked=length(load.booked), run=length(load.longest), count=_number(load.longest_count)
        )
    blocks, between = taken(day.booked), gaps(day)
    line = translate(
        "load", "{day}: {booked} booked from {start} to {end}; the longest run {run}, {count} in a row"
    ).format(
        day=name, booked=length(load.booked), start=phrases.clock(blocks[0].start, day.zone),
        end=phrases.clock(blocks[-1].end, day.zone), run=length(load.longest),
        count=_number(load.longest_count),
    )  # fmt: skip
    if not between:
        return line
    minutes = ", ".join(_number(round(gap.length.total_seconds() / 60)) for gap in between)
    return translate("load", "{line}; gaps of {minutes} min").format(line=line, minutes=minutes)


def fact(kind: FactKind, week: WeekLoad, limits: Load) -> tuple[str, str]:
    """A fact as a few large words and a line under them."""
    by_key = {f.key: f for f in figures(week, limits)}
    match kind:
        case FactKind.AGREED if "agreed" in by_key:
            found = by_key["agreed"]
        case FactKind.LONGEST:
            return by_key["longest"].value, translate("load", "the longest run: {0}").format(
                _run_words(week.longest)
            )
        case FactKind.LUNCH if "lunch" in by_key:
            found = by_key["lunch"]
            return found.value, translate("load", "had room for lunch")
        case FactKind.GAPS | FactKind.LUNCH:
            found = by_key["gaps"]
            return found.value, translate("load", "gaps were 10 minutes or longer")
        case _:
            return by_key["booked"].value, _on_days(week.days_booked)
    return found.value, found.meaning


def _on_days(count: int) -> str:
    return translate("load", "booked on %n day(s)", "", count)


def hint(found: Hint, limits: Load, zone: tzinfo) -> str:
    """What the user's own number says, and what could be done; never that it must."""
    if found.kind is HintKind.WEEK_LIMIT:
        return translate(
            "load",
            "This week reaches {0}, the number you chose. You can leave it, move one, or change the number.",
        ).format(length(timedelta(minutes=limits.week_limit_minutes)))
    day = day_name(found.day) if found.day else ""
    return translate(
        "load", "{day} has {count} in a row with no {gap}-minute gap. Would a block at {time} suit you?"
    ).format(
        day=day, count=_number(found.count), gap=_number(limits.gap_minutes),
        time=phrases.clock(found.at, zone) if found.at else "",
    )  # fmt: skip


def question(shown: Review) -> str:
    """The one question; there is nothing to type."""
    match shown.question:
        case Question.LIGHTER_DAY:
            day = day_name(shown.day) if shown.day else ""
            return translate("load", "What made {0} lighter?").format(day)
        case Question.GOOD_GAP:
            return translate("load", "Which gap did you good this week?")
        case Question.UNSEEN:
            return translate("load", "What did you do well that nobody saw?")
        case Question.ON_TIME:
            return translate("load", "On which day did you leave when you wanted to?")
        case Question.ASK:
            return translate("load", "What would you like to ask somebody for?")


def choice(what: Choice) -> str:
    """One change for the next week."""
    match what:
        case Choice.GAP:
            return translate("load", "A gap after the third in a row")
        case Choice.LUNCH:
            return translate("load", "Half an hour for lunch on one more day")
        case Choice.EARLIER:
            return translate("load", "One evening without anything booked")
        case Choice.MOVE:
            return translate("load", "One session moved to a lighter day")
        case Choice.NOTES:
            return translate("load", "Half an hour for notes, once")
        case Choice.SHORTER:
            return translate("load", "Sessions five minutes shorter on one day")
        case Choice.LEAVE:
            return translate("load", "Leave it as it is")
