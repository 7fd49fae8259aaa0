"""What is to be seen in ten seconds: the pauses, what they did, the shape of the days, what could change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.noticing import Notice, Noticed, longest_run, notice
from burnbreak.core.summary import Stretch
from burnbreak.core.wording import clock_length
from burnbreak.ui import history_words as words
from burnbreak.ui import phrases
from burnbreak.ui.kit import LeadLabel, PrimaryButton
from burnbreak.ui.theme import GAP

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Fact:
    """A few large words under a heading, and a line below them."""

    heading: str
    large: str
    small: str


def facts(
    stretch: Stretch, days: Sequence[BookedDay], titles: Mapping[str, str], locale: QLocale
) -> tuple[Fact, ...]:
    """Up to four plain facts; none where nothing was sat and nothing offered."""
    if not stretch.pauses and not stretch.offers.planned:
        return ()
    found = [_paused(stretch)]
    if stretch.pauses:
        found.append(_afterwards(stretch, titles))
    found += [fact for fact in (_shape(stretch, days, titles, locale), _change(stretch)) if fact is not None]
    return tuple(found)


def _paused(stretch: Stretch) -> Fact:
    heading = translate("history", "Pauses")
    count, on_days = stretch.pauses, stretch.days_paused
    if not count:
        offered = stretch.offers.planned
        return Fact(
            heading,
            translate("history", "None this time"),
            translate("history", "%n offer(s); the next one comes by itself", "", offered),
        )
    line = translate("history", "{minutes}, on %n day(s)", "", on_days)
    return Fact(
        heading,
        translate("history", "%n pause(s)", "", count),
        line.format(minutes=words.minutes(stretch.seconds)),
    )


def _afterwards(stretch: Stretch, titles: Mapping[str, str]) -> Fact:
    heading, told, best = translate("history", "Afterwards"), stretch.answers, stretch.lighter
    if best is not None:
        line = translate("history", "left you lighter most often: {lighter} of {answers} times")
        return Fact(
            heading,
            titles.get(best.practice, best.practice),
            line.format(lighter=best.lighter, answers=best.answers),
        )
    if told.enough:
        large = translate("history", "Lighter {lighter} of {answers} times")
        small = translate("history", "the same {same}, heavier {heavier}")
        return Fact(
            heading,
            large.format(lighter=told.lighter, answers=told.answers),
            small.format(same=told.same, heavier=told.heavier),
        )
    count = told.answers
    return Fact(
        heading,
        translate("history", "%n answer(s) so far", "", count)
        if count
        else translate("history", "No answers"),
        translate("history", "from five on, this tells what they come to"),
    )


def _shape(
    stretch: Stretch, days: Sequence[BookedDay], titles: Mapping[str, str], locale: QLocale
) -> Fact | None:
    run = longest_run(tuple(days))
    if run is not None:
        day, longest = run
        line = translate("history", "booked in a row, {day} from {time}").format(
            day=locale.standaloneDayName(day.date.isoweekday()),
            time=phrases.clock(longest.span.start, day.zone),
        )
        return Fact(translate("history", "The longest run"), words.hours(longest.span.length), line)
    if stretch.longest is None:
        return None
    practice = titles.get(stretch.longest.practice, stretch.longest.practice)
    day_name = locale.standaloneDayName(stretch.longest.day.isoweekday())
    line = translate("history", "{practice}, {day}").format(practice=practice, day=day_name)
    return Fact(translate("history", "The longest pause"), clock_length(stretch.longest.real_seconds), line)


def _change(stretch: Stretch) -> Fact | None:
    if not stretch.offers.planned:
        return None
    heading, found = translate("history", "What could change"), notice(stretch.offers)
    if found is None:
        return Fact(
            heading,
            translate("history", "Nothing stands out"),
            translate("history", "it can stay as it is"),
        )
    return Fact(heading, _noticed(found), _idea(found))


def _noticed(found: Noticed) -> str:
    count = found.count
    match found.notice:
        case Notice.NO_ROOM:
            return translate("history", "%n offer(s) had no room", "", count)
        case Notice.UNANSWERED:
            return translate("history", "%n offer(s) went unanswered", "", count)
        case Notice.DECLINED:
            return translate("history", "%n offer(s) were not for then", "", count)
        case Notice.CALLS:
            return translate("history", "%n offer(s) met a call", "", count)


def _idea(found: Noticed) -> str:
    match found.notice:
        case Notice.NO_ROOM:
            return translate("history", "shorter pauses fit between sessions")
        case Notice.UNANSWERED:
            return translate("history", "another minute of the hour may suit you")
        case Notice.DECLINED:
            return translate("history", "fewer, or another minute, is fine too")
        case Notice.CALLS:
            return translate("history", "a later minute may find you free")


class Empty(QWidget):
    """What an empty week says."""

    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = LeadLabel("")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.breathe = PrimaryButton(self.tr("Breathe for a minute"))
        self.breathe.clicked.connect(self.begun)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._text)
        box.addWidget(self.breathe, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_for(self, *, present: bool, month: bool) -> None:
        """`present`: the stretch holds today."""
        self.breathe.setVisible(present)
        if present:
            self._text.setText(self.tr("Room for a pause. One minute is a good beginning, at any hour."))
        elif month:
            self._text.setText(self.tr("No practice is noted for this month."))
        else:
            self._text.setText(self.tr("No practice is noted for this week."))
