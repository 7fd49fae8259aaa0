"""Plain words for how a calendar stands."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from burnbreak.core.wording import QT_TRANSLATE_NOOP
from burnbreak.ui import phrases
from burnbreak.ui.calendar_things import CalendarLine, CalendarTrial

_TROUBLE = {
    "not-a-calendar": QT_TRANSLATE_NOOP("calendars", "Something else came, such as a page to log in."),
    "cut-off": QT_TRANSLATE_NOOP("calendars", "It ended too early. The next try may bring the rest."),
    "too-large": QT_TRANSLATE_NOOP("calendars", "It holds more than burnbreak reads."),
    "too-slow": QT_TRANSLATE_NOOP("calendars", "It took too long."),
    "unreadable": QT_TRANSLATE_NOOP("calendars", "It could not be read."),
    "not-found": QT_TRANSLATE_NOOP("calendars", "Nothing was found there."),
    "not-allowed": QT_TRANSLATE_NOOP("calendars", "It may not be read."),
    "wrong-login": QT_TRANSLATE_NOOP("calendars", "Name and password do not fit."),
    "not-secure": QT_TRANSLATE_NOOP("calendars", "The address is not https, or leads to one that is not."),
    "certificate": QT_TRANSLATE_NOOP(
        "calendars", "This computer does not trust the certificate of that server."
    ),
    "not-an-address": QT_TRANSLATE_NOOP("calendars", "This is no address that begins with https://."),
    "unreachable": QT_TRANSLATE_NOOP("calendars", "The server cannot be reached at the moment."),
    "server": QT_TRANSLATE_NOOP("calendars", "The server answered with an error."),
    "no-address": QT_TRANSLATE_NOOP(
        "calendars", "Its address is not in the keyring. Remove it and add it again."
    ),
    "no-keyring": QT_TRANSLATE_NOOP(
        "calendars",
        "This desktop has no keyring, and an address is kept nowhere else. A file works without one.",
    ),
    "keyring-locked": QT_TRANSLATE_NOOP("calendars", "The keyring is locked. Refresh asks to open it."),
}
TROUBLES = frozenset(_TROUBLE)
"""The kinds there are words for."""


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("calendars", text, "", number)


def trouble(kind: str) -> str:
    """One sentence for a kind of trouble."""
    return _tr(_TROUBLE.get(kind, _TROUBLE["unreadable"]))


def not_kept(kind: str) -> str:
    """One sentence for an address that could not be put into the keyring."""
    if kind == "keyring-locked":
        return _tr(
            QT_TRANSLATE_NOOP(
                "calendars", "The keyring is locked, and an address is kept nowhere else. Connect asks again."
            )
        )
    return trouble(kind)


def state(line: CalendarLine | None, now: datetime) -> str:
    """How old its times are, and what was wrong last."""
    if line is None or (line.read_at is None and not line.trouble):
        return _tr(QT_TRANSLATE_NOOP("calendars", "Not read yet"))
    said = [] if line.read_at is None else [_age(now, line.read_at)]
    if line.trouble:
        said.append(trouble(line.trouble))
    if line.hosts:
        said.append(_tr(QT_TRANSLATE_NOOP("calendars", "It asks {0} over https.")).format(hosts((line,))))
    if line.unreadable:
        said.append(
            _tr(QT_TRANSLATE_NOOP("calendars", "%n event(s) could not be understood."), line.unreadable)
        )
    return "\n".join(said)


def hosts(lines: Iterable[CalendarLine]) -> str:
    """The servers that are asked, each once."""
    return ", ".join(dict.fromkeys(host for line in lines for host in line.hosts))


def promise(calendars: Iterable[CalendarSetting], lines: Iterable[CalendarLine]) -> str:
    """What is sent, and who is asked, with these calendars."""
    asking = {
        c.id: c.kind
        for c in calendars
        if c.kind is not CalendarKind.FILE and c.role is not CalendarRole.IGNORE
    }
    if not asking:
        return _tr(QT_TRANSLATE_NOOP("calendars", "It sends nothing, and asks nobody."))
    asked = hosts(line for line in lines if line.id in asking) or _tr(
        QT_TRANSLATE_NOOP("calendars", "the address of your calendar")
    )
    if CalendarKind.CALDAV in asking.values():
        said = QT_TRANSLATE_NOOP(
            "calendars",
            "It sends nothing of what it keeps. It asks {0} when you are booked, with the name and password "
            "of your account, and nobody else.",
        )
    else:
        said = QT_TRANSLATE_NOOP(
            "calendars",
            "It sends nothing of what it keeps. It asks {0} when you are booked, and nobody else.",
        )
    return _tr(said).format(asked)


def _age(now: datetime, read_at: datetime) -> str:
    minutes = max(0, int((now - read_at).total_seconds() // 60))
    if minutes < 1:
        return _tr(QT_TRANSLATE_NOOP("calendars", "Read just now"))
    if minutes < 120:
        return _tr(QT_TRANSLATE_NOOP("calendars", "Read %n minute(s) ago"), minutes)
    if minutes < 48 * 60:
        return _tr(QT_TRANSLATE_NOOP("calendars", "Read %n hour(s) ago"), minutes // 60)
    return _tr(QT_TRANSLATE_NOOP("calendars", "Read %n day(s) ago"), minutes // (24 * 60))


def tried(trial: CalendarTrial, zone: tzinfo) -> str:
    """What a trial brought."""
    if trial.trouble:
        return trouble(trial.trouble)
    return "\n".join(
        (
            _tr(QT_TRANSLATE_NOOP("calendars", "%n booked time(s) in the next week."), trial.count),
            today(trial.today, zone),
        )
    )


def today(booked: tuple[Booked, ...], zone: tzinfo) -> str:
    """The times of today, nothing but times."""
    if not booked:
        return _tr(QT_TRANSLATE_NOOP("calendars", "Nothing booked today."))
    shown = [one(b, zone) for b in booked]
    return _tr(QT_TRANSLATE_NOOP("calendars", "Today: {0}")).format(", ".join(shown))


def one(booked: Booked, zone: tzinfo) -> str:
    """One booked time."""
    words = {
        BookedKind.SESSION: _tr(QT_TRANSLATE_NOOP("calendars", "{0} to {1} session")),
        BookedKind.OTHER: _tr(QT_TRANSLATE_NOOP("calendars", "{0} to {1} other")),
    }
    start, end = phrases.clock(booked.span.start, zone), phrases.clock(booked.span.end, zone)
    return words[booked.kind].format(start, end)
