"""The moment in words: the next break and its reason, holds, lengths and times; each a whole sentence."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from burnbreak.core.holds import Hold, HoldKind
from burnbreak.core.plan import Why
from burnbreak.core.span import day_of
from burnbreak.core.wording import HOLD_DETAILS
from burnbreak.engine.view import IconState, OfferView, View

translate = QCoreApplication.translate


def clock(moment: datetime, zone: tzinfo) -> str:
    """A moment as the user's locale writes a time of day, "10:52" or "10:52 AM"."""
    local = moment.astimezone(zone)
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def weekday(moment: datetime, zone: tzinfo) -> str:
    """The name of the day a moment lies in."""
    local = moment.astimezone(zone)
    return QLocale().standaloneDayName(QDate(local.year, local.month, local.day).dayOfWeek())


def length(seconds: float) -> str:
    """A length of a practice: "45 s" or "3 min"."""
    whole = round(seconds)
    if whole < 60 or (whole < 120 and whole % 60):
        return translate("phrases", "%n s", "a length in seconds", whole)
    minutes = round(whole / 60)
    return translate("phrases", "%n min", "a length in minutes", minutes)


def next_break(view: View) -> str:
    """When the next break is, and why; or why there is none."""
    if view.sitting is not None:
        return hold(Hold(HoldKind.SITTING), view.zone)
    if view.offer is not None:
        return translate("phrases", "A pause is available")
    if view.pause is not None and view.pause.holds(view.now):
        return hold(Hold(HoldKind.PAUSED, view.pause.until), view.zone)
    if view.holds and (view.owed or view.holds[0].kind is not HoldKind.SESSION or _far(view)):
        return hold(view.holds[0], view.zone)
    return _plan(view)


def hold(held: Hold, zone: tzinfo) -> str:
    """Why nothing is offered at the moment."""
    if held.detail in HOLD_DETAILS:
        return translate("phrases", HOLD_DETAILS[held.detail])
    until = clock(held.until, zone) if held.until is not None else ""
    match held.kind:
        case HoldKind.SITTING:
            return translate("phrases", "A practice is running")
        case HoldKind.SESSION if until:
            return translate("phrases", "Held: you are in session until {0}").format(until)
        case HoldKind.SESSION:
            return translate("phrases", "Held: you are in session")
        case HoldKind.CALL:
            return translate("phrases", "Held: microphone or camera in use")
        case HoldKind.PRESENTING:
            return translate("phrases", "Held: the screen is being presented")
        case HoldKind.DO_NOT_DISTURB:
            return translate("phrases", "Held: do not disturb is on")
        case HoldKind.LOCKED:
            return translate("phrases", "Held: the screen is locked")
        case HoldKind.PAUSED if until:
            return translate("phrases", "Offers are paused until {0}").format(until)
        case HoldKind.PAUSED:
            return translate("phrases", "Offers are paused until you resume them")
        case HoldKind.WAKING:
            return translate("phrases", "Held: the first minute after login or sleep")
        case HoldKind.NOT_BACK:
            return translate("phrases", "Held: until you are back at the desk")


def _far(view: View) -> bool:
    """Whether the next break is not today's."""
    return view.plan.at is None or day_of(view.plan.at, view.zone) != day_of(view.now, view.zone)


def _plan(view: View) -> str:
    match view.plan.why:
        case Why.OFFERED:
            return translate("phrases", "A pause is available")
        case Why.OWED:
            return translate("phrases", "A pause is waiting for you")
        case Why.POSTPONED if view.plan.at is None:
            return translate("phrases", "Next pause after the next session")
        case Why.CAP | Why.UNANSWERED:
            return _done(view)
        case Why.OFF:
            return translate("phrases", "Pauses are not offered: they are switched off")
        case Why.NO_PERIODS:
            return translate("phrases", "Pauses are not offered: no working hours are set")
        case Why.NOTHING_FITS:
            return translate("phrases", "No free time in sight that a pause fits into")
        case Why.DAYS_OFF:
            return translate("phrases", "No working hours in the coming days")
        case _:
            return _timed(view)


def _timed(view: View) -> str:
    """A plan with a moment."""
    at = view.plan.at
    if at is None:
        return translate("phrases", "No pause is planned")
    time = clock(at, view.zone)
    if (at.astimezone(view.zone).date() - view.now.astimezone(view.zone).date()).days == 0:
        if view.plan.why is Why.AFTER_SESSION and view.session_until is not None:
            return translate("phrases", "Next pause {0}, after this session").format(time)
        if view.plan.why is Why.AFTER_SESSION:
            return translate("phrases", "Next pause {0}, after the next session").format(time)
        if view.plan.why is Why.POSTPONED:
            return translate("phrases", "Next pause {0}, as you asked").format(time)
        if view.plan.why is Why.ON_THE_CLOCK:
            return translate("phrases", "Next pause {0}, on the clock").format(time)
        if view.plan.why is Why.INTERVAL:
            return translate("phrases", "Next pause {0}, counted from the last one").format(time)
        return translate("phrases", "Next pause {0}").format(time)
    return translate("phrases", "Next pause {day} {time}").format(day=weekday(at, view.zone), time=time)


def _done(view: View) -> str:
    if view.plan.at is None:
        return translate("phrases", "Done for today")
    return translate("phrases", "Done for today. Next pause {day} {time}").format(
        day=weekday(view.plan.at, view.zone), time=clock(view.plan.at, view.zone)
    )


def icon_tooltip(view: View) -> str:
    """The tool tip of the tray icon: the name, the moment, and what is owed."""
    line = next_break(view)
    if view.icon is IconState.OWED and view.offer is None and view.holds:
        return translate("phrases", "burnbreak: {0}. A pause waits until then.").format(line)
    return translate("phrases", "burnbreak: {0}").format(line)


def offer_line(view: View) -> str:
    """The soft line under an offer; empty where there is nothing to say."""
    return free_line(view.offer, view.now, view.zone) if view.offer is not None else ""


def free_line(offer: OfferView, now: datetime, zone: tzinfo) -> str:
    """How long it is until the next booked moment, "8 minutes until 11:00"; empty where none is near."""
    if offer.free_until is None:
        return ""
    minutes = int((offer.free_until - now).total_seconds() // 60)
    if not 0 < minutes <= 120:
        return ""
    until = clock(offer.free_until, zone)
    if minutes == 1:
        return translate("phrases", "One minute until {0}").format(until)
    return translate("phrases", "%n minutes until {0}", "", minutes).format(until)


def later(minutes: int) -> str:
    """The choice to be offered a break again so much later."""
    return translate("phrases", "In %n min", "", minutes)


def remaining(seconds: float) -> str:
    """The time left in a sitting, as "2:05"."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
