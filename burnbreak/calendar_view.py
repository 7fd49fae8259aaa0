"""The calendars as the settings window sees them: plain types, nothing of the calendars' own."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from burnbreak.calendar_desk import CalendarDesk, Trial
from burnbreak.core.booked import Booked
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.span import day_of, day_span
from burnbreak.engine.ports import Clock
from burnbreak.ui.calendar_things import CalendarLine, CalendarTrial, FoundCalendar, Opening


class CalendarView:
    """CalendarThings over a CalendarDesk."""

    def __init__(self, desk: CalendarDesk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    def now(self) -> tuple[datetime, tzinfo]:
        """See CalendarThings."""
        return self._clock.now(), self._clock.zone()

    def lines(self) -> tuple[CalendarLine, ...]:
        """See CalendarThings."""
        return tuple(
            CalendarLine(
                id=state.setting.id,
                read_at=state.read_at,
                trouble=str(state.trouble or ""),
                unreadable=state.unreadable,
                hosts=state.hosts,
            )
            for state in self._desk.states()
        )

    def today(self) -> tuple[Booked, ...]:
        """See CalendarThings."""
        now, zone = self.now()
        span = day_span(day_of(now, zone), zone)
        return self._desk.between(span.start, span.end)

    def refresh(self) -> None:
        """See CalendarThings."""
        self._desk.refresh(force=True)

    def new(self, kind: CalendarKind, name: str, path: str) -> CalendarSetting:
        """See CalendarThings."""
        return self._desk.new_setting(kind, name, path)

    def find(self, opening: Opening, done: Callable[[tuple[FoundCalendar, ...], str], None]) -> None:
        """See CalendarThings."""

        def tell(found: Any) -> None:
            if isinstance(found, tuple):
                done(tuple(FoundCalendar(name=f.name, address=f.address) for f in found), "")
            else:
                done((), str(found))

        self._desk.discover(opening.address, opening.user, opening.password, tell)

    def try_out(
        self, setting: CalendarSetting, opening: Opening | None, done: Callable[[CalendarTrial], None]
    ) -> None:
        """See CalendarThings."""

        def tell(trial: Trial) -> None:
            done(CalendarTrial(trouble=str(trial.trouble or ""), today=trial.today, count=trial.count))

        self._desk.try_out(setting, None if opening is None else _secret(opening), tell)

    def keep(self, calendar: str, opening: Opening, done: Callable[[str], None]) -> None:
        """See CalendarThings."""
        self._desk.keep_secret(calendar, _secret(opening), lambda trouble: done(str(trouble or "")))

    def hold(self, calendar: str, opening: Opening) -> None:
        """See CalendarThings."""
        self._desk.hold_secret(calendar, _secret(opening))


def _secret(opening: Opening) -> Any:
    # Their library is loaded when the first calendar is added.
    from burnbreak.calendars.secrets import Secret
    from burnbreak.calendars.web import Login

    login = Login(user=opening.user, password=opening.password) if opening.user else None
    return Secret(address=opening.address, login=login)
