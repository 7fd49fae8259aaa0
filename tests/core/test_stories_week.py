"""Stories of the week that was drawn: protected time, days that differ, short days, weeks that take turns."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from burnbreak.core.events import Later
from burnbreak.core.holds import HoldKind
from burnbreak.core.plan import Why
from burnbreak.core.settings import Sessions, Settings
from burnbreak.core.week_cycle import usual_steps
from burnbreak.core.workweek import (
    EVERY_WEEK,
    DayException,
    Hours,
    Place,
    ProtectedKind,
    ProtectedTime,
    RampStep,
    WorkPeriod,
    WorkWeek,
    office_week,
)
from burnbreak.engine.commands import ChangeSettings
from tests.core.stories import breaks, declines, later, tuesday
from tests.fakes import Day, guided, pacer

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
NOTES = ProtectedKind.NOTES


def hours(text: str) -> tuple[time, time]:
    start, end = text.split("-")
    return time.fromisoformat(start), time.fromisoformat(end)


def period(weekday: int, text: str, *, week: int = EVERY_WEEK, place: Place = Place.ON_SITE) -> WorkPeriod:
    start, end = hours(text)
    return WorkPeriod(weekday=weekday, start=start, end=end, week=week, place=place)


def kept_free(text: str, kind: ProtectedKind = ProtectedKind.LUNCH) -> ProtectedTime:
    """On Tuesdays."""
    start, end = hours(text)
    return ProtectedTime(weekday=1, start=start, end=end, kind=kind)


def week_of(week: WorkWeek, **changes: int) -> Settings:
    return replace(breaks(daily_cap=20, **changes), week=week)


def guarded(*protected: ProtectedTime, **changes: int) -> Settings:
    return week_of(replace(office_week(), protected=protected), **changes)


def lived(settings: Settings, first: date, days: int = 1) -> dict[date, list[str]]:
    """The cards of each date, all declined, from midnight on."""
    day = Day(datetime(first.year, first.month, first.day, tzinfo=UTC), settings)
    day.answer = declines
    day.heartbeat = timedelta(minutes=30)
    day.until(day.now + timedelta(days=days))
    found: dict[date, list[str]] = {}
    for moment in day.witness.cards:
        local = moment.astimezone(day.clock.place)
        found.setdefault(local.date(), []).append(f"{local:%H:%M}")
    return found


# --- protected time ----------------------------------------------------------------------------------------


def test_nothing_is_offered_over_lunch_notes_and_supervision() -> None:
    settings = guarded(
        kept_free("11:30-12:10"),
        kept_free("14:45-15:15", NOTES),
        kept_free("15:50-16:30", ProtectedKind.SUPERVISION),
    )
    assert lived(settings, TUESDAY)[TUESDAY] == [
        "09:50",
        "10:50",
        "12:50",
        "13:50",
        "16:50",
    ]


def test_a_card_goes_when_lunch_begins_and_the_pause_before_it_ends_in_time() -> None:
    day = Day(tuesday(9), guarded(kept_free("11:50-12:30"), minute_past=49))
    day.answer = declines
    day.until("11:48")
    assert day.planned() == "11:49:00 1 min on-the-clock"
    day.answer, day.appears_after = None, timedelta(seconds=50)
    day.until("11:49:35")
    assert day.witness.card_up
    day.until("11:50")
    assert day.cards()[-1] == "11:49:00"
    assert not day.witness.card_up
    assert day.coach.view().offer is None, "no badge stays over lunch"
    assert day.told()[-1] == "11:49 held (protected)", "not the end of work"
    day.until("12:35")
    assert day.cards()[-1] == "12:30:00", "it was hardly seen: it comes once more, after lunch"


def test_a_card_that_was_left_alone_before_lunch_does_not_come_again_after_it() -> None:
    day = Day(tuesday(11), guarded(kept_free("11:50-12:30"), minute_past=49)).until("12:35")
    assert day.told()[-1] == "11:49 missed (unanswered)"
    assert day.cards()[-1] == "11:49:00"


def test_a_call_that_ends_a_moment_before_lunch_leaves_the_pause_for_after_it() -> None:
    """Nothing fits into the last seconds; that is not the end of work either."""
    day = Day(tuesday(11), guarded(kept_free("12:00-12:30")))
    day.until("11:45").hold(HoldKind.CALL).until("11:59:25").hold(HoldKind.CALL, on=False)
    assert day.until("12:29:59").told() == ["11:50 held (call)"]
    assert day.until("12:31").cards() == ["12:30:00"]


def test_one_put_off_to_the_last_seconds_before_lunch_comes_after_it() -> None:
    day = Day(tuesday(11), guarded(kept_free("12:00-12:30"))).until("11:50:10")
    day.do(Later(timedelta(minutes=9, seconds=35)))
    assert day.until("12:29:59").told() == ["11:50 postponed"]
    assert day.until("12:31").cards() == ["11:50:00", "12:30:00"]


def test_a_pause_owed_at_lunch_is_offered_after_it() -> None:
    day = Day(tuesday(9), guarded(kept_free("12:00-12:30")))
    day.answer = declines
    day.until("11:45").hold(HoldKind.CALL).until("12:10").hold(HoldKind.CALL, on=False)
    assert day.coach.view().owed
    day.until("12:29:59")
    assert day.cards() == ["09:50:00", "10:50:00"]
    day.until("12:35")
    assert day.cards()[2:] == ["12:30:00"]


def test_later_that_falls_into_notes_waits_for_their_end() -> None:
    day = Day(tuesday(9), guarded(kept_free("10:55-11:20", NOTES)))
    day.until("10:50:01").do(later(10)).until("11:25")
    assert day.cards() == ["09:50:00", "10:50:00", "11:20:00"]


def test_what_waits_over_protected_time_at_the_end_of_work_lapses_with_it() -> None:
    day = Day(tuesday(16), guarded(kept_free("16:51-17:00", NOTES)))
    day.until("16:50:01").do(later(5)).until("17:01")
    assert day.cards() == ["16:50:00"]
    assert day.told()[-1] == "16:50 missed (period-ended)"


def test_sessions_of_the_template_leave_protected_time_alone() -> None:
    settings = replace(guarded(kept_free("12:00-13:00")), sessions=Sessions(template=True))
    day = Day(tuesday(8), settings)
    today = [b.span.start for b in day.coach.booked() if b.span.start.date() == TUESDAY]
    assert [f"{start:%H:%M}" for start in today] == [
        "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00",
    ]  # fmt: skip


def test_a_session_booked_over_lunch_is_a_session_and_the_rest_stays_lunch() -> None:
    day = Day(tuesday(9), guarded(kept_free("12:00-13:00"))).book("12:10", "12:50")
    day.answer = declines
    day.until("14:00")
    assert day.cards() == ["09:50:00", "10:50:00", "11:50:00", "13:50:00"]


# --- dates that differ -------------------------------------------------------------------------------------


def off(first: int, last: int, *texts: str) -> DayException:
    """These days of November, off or of other hours."""
    spans = tuple(Hours(start=start, end=end) for start, end in map(hours, texts))
    return DayException(first=date(2026, 11, first), last=date(2026, 11, last), hours=spans)


def test_a_day_off_and_a_day_of_other_hours() -> None:
    settings = week_of(replace(office_week(), exceptions=(off(24, 24), off(25, 25, "18:00-20:00"))))
    found = lived(settings, MONDAY, 4)
    assert set(found) == {date(2026, 11, n) for n in (23, 25, 26)}
    assert found[date(2026, 11, 25)] == ["18:50", "19:50"]
    assert found[date(2026, 11, 26)] == found[MONDAY] == [f"{h:02}:50" for h in range(9, 17)]


def test_lunch_of_the_week_is_not_kept_on_a_date_with_hours_of_its_own() -> None:
    settings = guarded(kept_free("11:30-12:30"))
    settings = replace(settings, week=replace(settings.week, exceptions=(off(24, 24, "11:00-13:00"),)))
    assert lived(settings, TUESDAY)[TUESDAY] == ["11:50", "12:50"]


def test_work_on_a_saturday_that_is_otherwise_free() -> None:
    settings = week_of(replace(office_week(), exceptions=(off(28, 28, "10:00-12:00"),)))
    assert lived(settings, date(2026, 11, 28), 2) == {date(2026, 11, 28): ["10:50", "11:50"]}


def test_a_holiday_is_quiet_and_the_plan_says_that_no_work_is_near() -> None:
    day = Day(tuesday(18), week_of(replace(office_week(), exceptions=(off(25, 30),))))
    assert day.planned() == "09:50:00 3 min on-the-clock"
    away = DayException(first=date(2026, 11, 25), last=date(2026, 12, 18))
    day.do(ChangeSettings(week_of(replace(office_week(), exceptions=(away,)))))
    assert day.coach.view().plan.why is Why.DAYS_OFF
    assert day.coach.view().plan.at is None
    day.heartbeat = timedelta(hours=1)
    day.until(datetime(2026, 12, 21, 9, tzinfo=UTC))
    assert day.cards() == []
    assert day.planned() == "09:50:00 3 min on-the-clock"


def test_a_shift_that_began_before_a_day_off_is_worked_to_its_end() -> None:
    nights = WorkWeek(tuple(period(d, "22:00-06:00") for d in range(7)), exceptions=(off(25, 25),))
    found = lived(week_of(nights), date(2026, 11, 24), 3)
    assert found[date(2026, 11, 25)] == [f"0{h}:50" for h in range(6)]
    assert found[date(2026, 11, 26)] == ["22:50", "23:50"]


def test_a_day_off_taken_at_noon_takes_the_card_away() -> None:
    day = Day(tuesday(9), week_of(office_week())).until("11:50:01")
    assert day.witness.card_up
    day.do(ChangeSettings(week_of(replace(office_week(), exceptions=(off(24, 24),)))))
    assert not day.witness.card_up
    day.until("18:00")
    assert day.cards() == ["09:50:00", "10:50:00", "11:50:00"]


# --- short days --------------------------------------------------------------------------------------------


def test_days_begin_at_a_half_and_grow_to_whole_ones() -> None:
    week = replace(office_week(), ramp=usual_steps(MONDAY))
    last = [
        lived(week_of(week), MONDAY + timedelta(weeks=n))[MONDAY + timedelta(weeks=n)][-1]
        for n in (0, 2, 4, 6)
    ]
    # Half of eight hours ends at 13:00, 60 % at 13:45, 80 % at 15:20.
    assert last == ["12:50", "12:50", "14:50", "16:50"]


def test_what_waits_at_the_end_of_a_short_day_lapses() -> None:
    week = replace(office_week(), ramp=(RampStep(until=date(2026, 11, 30), percent=50),))
    day = Day(tuesday(12), week_of(week)).until("12:50:01").do(later(10)).until("13:30")
    assert day.cards() == ["12:50:00"]
    assert day.told() == ["12:50 missed (period-ended)"]
    assert day.planned() == "09:50:00 3 min on-the-clock"


# --- weeks that take turns, shifts -------------------------------------------------------------------------


def test_in_alternating_weeks_each_has_its_hours() -> None:
    week = WorkWeek(
        (period(0, "08:00-10:00", week=0), period(0, "18:00-20:00", week=1)),
        cycle_weeks=2,
        cycle_from=MONDAY,
    )
    found = lived(week_of(week), MONDAY, 22)
    assert found == {
        MONDAY: ["08:50", "09:50"],
        MONDAY + timedelta(weeks=1): ["18:50", "19:50"],
        MONDAY + timedelta(weeks=2): ["08:50", "09:50"],
        MONDAY + timedelta(weeks=3): ["18:50", "19:50"],
    }


def test_every_other_week_of_work_is_planned_across_the_free_one() -> None:
    week = WorkWeek((period(1, "09:00-17:00", week=0),), cycle_weeks=2, cycle_from=MONDAY)
    day = Day(tuesday(18), week_of(week))
    assert day.coach.view().plan.why is Why.DAYS_OFF
    day.heartbeat = timedelta(hours=1)
    day.until(day.wall("18:00", days=7))
    assert day.coach.view().plan.at == datetime(2026, 12, 8, 9, 50, tzinfo=UTC)


def test_early_late_and_night_shifts_of_three_weeks() -> None:
    shifts = ("06:00-14:00", "14:00-22:00", "22:00-06:00")
    week = WorkWeek(
        tuple(period(1, text, week=n) for n, text in enumerate(shifts)), cycle_weeks=3, cycle_from=MONDAY
    )
    found = lived(week_of(week), MONDAY, 23)
    turns = [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    assert [(found[d][0], found[d][-1]) for d in turns] == [
        ("06:50", "13:50"),
        ("14:50", "21:50"),
        ("22:50", "23:50"),
    ]
    assert found[date(2026, 12, 9)] == [f"0{h}:50" for h in range(6)]
    assert found[date(2026, 12, 15)][0] == "06:50", "and then the first again"


def test_a_night_from_the_last_week_of_a_cycle_reaches_into_the_first() -> None:
    week = WorkWeek((period(6, "22:00-06:00", week=1),), cycle_weeks=2, cycle_from=MONDAY)
    found = lived(week_of(week), date(2026, 12, 6), 2)
    assert found[date(2026, 12, 6)] == ["22:50", "23:50"]
    assert found[date(2026, 12, 7)] == [f"0{h}:50" for h in range(6)]


def test_a_meal_in_the_middle_of_the_night_is_kept_free() -> None:
    week = WorkWeek((period(1, "22:00-06:00"),), (ProtectedTime(weekday=2, start=time(1, 30), end=time(2)),))
    assert lived(week_of(week), date(2026, 11, 25))[date(2026, 11, 25)] == [
        "00:50",
        "02:50",
        "03:50",
        "04:50",
        "05:50",
    ]


# --- places ------------------------------------------------------------------------------------------------


def test_what_suits_the_place_of_work_is_suggested_there_and_not_elsewhere() -> None:
    far_look = replace(guided("far-look", (60, 120, 180)), places=(Place.REMOTE,))
    walk = replace(guided("walk", (60, 120, 180)), places=(Place.ON_SITE, Place.HOME_VISITS))
    places = {9: Place.REMOTE, 11: Place.ON_SITE, 13: Place.HOME_VISITS}
    week = WorkWeek(tuple(period(1, f"{h:02}:00-{h + 2}:00", place=place) for h, place in places.items()))
    day = Day(tuesday(9, 30), week_of(week), practices=(far_look, walk))
    suggested = [day.until(f"{hour}:30").coach.suggestion(180) for hour in (9, 11, 13, 16)]
    assert suggested == ["far-look", "walk", "walk", "far-look"], "after work, by their order alone"


def test_the_place_of_a_day_of_other_hours_counts_and_not_the_weeks() -> None:
    far_look = replace(guided("far-look", (60, 120, 180)), places=(Place.REMOTE,))
    walk = replace(guided("walk", (60, 120, 180)), places=(Place.ON_SITE,))
    at_home = Hours(start=time(9), end=time(12), place=Place.REMOTE)
    exception = DayException(first=date(2026, 11, 24), last=date(2026, 11, 24), hours=(at_home,))
    for week, wanted in (
        (office_week(), "walk"),
        (replace(office_week(), exceptions=(exception,)), "far-look"),
    ):
        day = Day(tuesday(9, 30), week_of(week), practices=(walk, far_look))
        assert day.coach.suggestion(180) == wanted


def test_a_card_of_home_visits_offers_what_is_at_home_there() -> None:
    walk = replace(guided("walk", (60, 120, 180)), places=(Place.HOME_VISITS,))
    week = WorkWeek((period(1, "09:00-12:00", place=Place.HOME_VISITS), period(1, "12:00-17:00")))
    practices = (*(pacer(f"pacer-{n}") for n in range(4)), walk)
    day = Day(tuesday(9), week_of(week), practices=practices)
    found = []
    for time_of_day in ("9:50:00", "12:50:00"):
        offer = day.until(time_of_day).coach.view().offer
        assert offer is not None
        found.append("walk" in {c.practice.id for c in offer.choices})
    assert found == [True, False]
