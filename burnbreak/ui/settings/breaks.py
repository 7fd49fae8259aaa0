"""The page for how often pauses are offered and how long they are."""

from burnbreak.core.settings import Breaks, Rhythm, Settings, limits
from burnbreak.ui.fields import Row, line_up, make_room
from burnbreak.ui.kit import SegmentedChoice, Stepper
from burnbreak.ui.settings.page import Page


class BreaksPage(Page):
    """Rhythm, length, and how many a day."""

    section = "breaks"
    name = "breaks"

    def fill(self) -> None:
        self._offered, offered = self.switch(
            "offered", self.tr("Offer pauses"), self.tr("When off, you can still breathe at any time.")
        )
        self._rhythm = SegmentedChoice(
            [(Rhythm.ON_CLOCK, self.tr("On the clock")), (Rhythm.EVERY, self.tr("After a while"))],
            self.settings.breaks.rhythm,
            self.tr("Rhythm"),
        )
        self.connected(self._rhythm, "rhythm")
        rhythm = Row(
            self.theme,
            self.tr("Rhythm"),
            self._rhythm,
            self.tr("At the same minute of each hour, or counted from the last pause."),
        )
        self._past, past = self._number(
            "minute_past",
            self.tr("Minute of the hour"),
            lambda n: self.tr("past the hour", "after a number of minutes", n),
        )
        self._every, every = self._number("every_minutes", self.tr("Time between pauses"), self._minutes, 5)
        self._length, length = self._number("length_minutes", self.tr("Length of a pause"), self._minutes)
        self._longer, longer = self.switch(
            "one_longer", self.tr("One longer pause a day"), self.tr("Five minutes or more, once.")
        )
        self._cap, cap = self._number(
            "daily_cap", self.tr("At most"), lambda n: self.tr("offer(s) a day", "after a number", n)
        )
        self._reserve, reserve = self._number(
            "reserve_minutes",
            self.tr("Kept free before a session"),
            self._minutes,
            hint=self.tr("For notes, water, and a moment to arrive."),
        )
        self.group(offered)
        self._timing, self._past_row, self._every_row = self.group(rhythm, past, every), past, every
        self.group(length, longer, cap, reserve)
        line_up(*(s.field for s in (self._past, self._every, self._length, self._cap, self._reserve)))
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        breaks = settings.breaks
        self._offered.setChecked(breaks.offered)
        self._rhythm.set_value(breaks.rhythm)
        self._past.set_value(breaks.minute_past)
        self._every.set_value(breaks.every_minutes)
        self._length.set_value(breaks.length_minutes)
        self._longer.setChecked(breaks.one_longer)
        self._cap.set_value(breaks.daily_cap)
        self._reserve.set_value(breaks.reserve_minutes)
        on_clock = breaks.rhythm is Rhythm.ON_CLOCK
        self._timing.show_row(self._past_row, on_clock)
        self._timing.show_row(self._every_row, not on_clock)
        for row in self.rows[1:]:
            row.setEnabled(breaks.offered)

    def _minutes(self, count: int) -> str:
        return self.tr("minute(s)", "after a number", count)

    def _number(self, name: str, label: str, unit, step: int = 1, hint: str = "") -> tuple[Stepper, Row]:  # type: ignore[no-untyped-def]
        low, high = limits(Breaks(), name)
        value = getattr(self.settings.breaks, name)
        control = Stepper(self.theme, label, low=low, high=high, value=value, unit=unit, step=step)
        make_room(control.field)
        self.connected(control, name)
        return control, Row(self.theme, label, control, hint)
