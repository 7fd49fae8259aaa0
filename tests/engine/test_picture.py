"""The one picture of the moment: the icon, and what is on offer."""

from burnbreak.core.events import StartNow
from burnbreak.core.holds import HoldKind
from burnbreak.engine.commands import ChangeSettings, InSession, PauseOffers
from burnbreak.engine.view import IconState
from tests.core.stories import at, breaks, later, tuesday
from tests.fakes import Day, pacer


def icon(day: Day) -> IconState:
    return day.coach.view().icon


def test_the_icon_through_a_morning() -> None:
    day = Day(tuesday(9))
    assert icon(day) is IconState.READY
    assert icon(day.until("9:45")) is IconState.SOON
    assert icon(day.until("9:50")) is IconState.OWED
    assert icon(day.until("9:55")) is IconState.OWED, "the badge"
    assert icon(day.do(later(20))) is IconState.READY
    assert icon(day.do(InSession(at("10:05")))) is IconState.IN_SESSION
    assert icon(day.until("10:05:30").do(StartNow("long-exhale", 60))) is IconState.PRACTISING
    assert icon(day.until("10:30").do(PauseOffers(None))) is IconState.PAUSED


def test_owed_shows_through_a_pause_and_a_session_shows_through_everything() -> None:
    day = Day(tuesday(9)).do(PauseOffers(None)).until("9:51")
    assert (icon(day), day.coach.view().owed) == (IconState.OWED, True)
    assert icon(day.do(InSession(at("10:30")))) is IconState.IN_SESSION


def test_with_offers_off_the_icon_rests() -> None:
    assert icon(Day(tuesday(9), breaks(offered=False))) is IconState.PAUSED


def test_an_offer_shows_the_time_until_the_next_session_and_at_most_three_choices() -> None:
    day = Day(tuesday(9)).book("10:00", "10:50").until("9:50:01")
    offer = day.coach.view().offer
    assert offer is not None
    assert (offer.card, offer.free_until, offer.can_wait_for_session) == (True, at("10:00"), True)
    assert len(offer.choices) == 3
    assert offer.choices[0].practice.id == day.coach.suggestion(offer.choices[0].seconds)


def test_choices_shrink_with_the_time_that_is_left() -> None:
    day = Day(tuesday(9), breaks(reserve_minutes=0, length_minutes=5)).book("9:57", "10:40")
    longest = {}
    for moment in ("9:50:01", "9:52:00", "9:54:30"):
        offer = day.until(moment).coach.view().offer
        longest[moment] = max(c.seconds for c in offer.choices) if offer else 0
    assert longest == {"9:50:01": 300, "9:52:00": 180, "9:54:30": 60}


def test_where_no_practice_fits_there_is_nothing_to_show() -> None:
    day = Day(tuesday(9), breaks(length_minutes=1), practices=(pacer(),)).book("9:00", "9:50")
    day.book("9:53:40", "10:40").until("9:51:35")
    assert day.coach.view().offer is None
    assert (day.cards(), day.told()) == ([], ["09:51 missed (not-shown)"])


def test_the_view_of_a_sitting() -> None:
    day = Day(tuesday(9)).do(StartNow("coherent", 120)).until("9:00:10")
    sitting = day.coach.view().sitting
    assert sitting is not None
    assert (sitting.id, sitting.practice.id, sitting.paused, sitting.audible) == (
        "e1",
        "coherent",
        False,
        False,
    )
    assert sitting.seconds == day.entries()[0].planned_seconds


def test_holds_and_zone_are_told() -> None:
    view = Day(tuesday(9)).hold(HoldKind.LOCKED).do(ChangeSettings(breaks())).coach.view()
    assert [h.kind for h in view.holds] == ["locked"]
    assert (str(view.zone), view.now) == ("Europe/London", at("9:00"))
