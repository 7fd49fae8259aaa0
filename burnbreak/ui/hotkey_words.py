"""The words for keys that work everywhere: what they do, how they stand, what came of a press."""

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, chord_from
from burnbreak.ui.hotkey_things import Press, PressKind


def title(action: KeyAction, session_minutes: int) -> str:
    """What a key does."""
    match action:
        case KeyAction.MORE:
            return _tr("Still with someone, 5 minutes more")
        case KeyAction.OVER:
            return _tr("The session is over")
        case KeyAction.CANCELLED:
            return _tr("This one is cancelled")
        case KeyAction.HALF_HOUR:
            return _tr("In session for half an hour")
        case KeyAction.USUAL:
            return QCoreApplication.translate("hotkeys", "In session for %n minute(s)", "", session_minutes)
        case KeyAction.BREATHE:
            return _tr("Breathe now")
        case KeyAction.START:
            return _tr("Start the pause on offer")


def shown(text: str) -> str:
    """A chord as people know its keys."""
    return text.replace("Meta+", _tr("Super+"))


def standing(action: KeyAction, text: str, answer: KeyAnswer | None, session_minutes: int) -> str:
    """How a key stands with the system; `text` is the chord. Empty while nothing has been answered."""
    match answer.kind if answer else None:
        case KeyKind.SET if answer is not None and answer.trigger:
            return _tr("Set by the desktop: {0}").format(answer.trigger)
        case KeyKind.SET if chord_from(text).everyday:
            return _tr("Set. Other programs do not get this key any more.")
        case KeyKind.SET:
            return _tr("Set.")
        case KeyKind.ASKING:
            return _tr("The desktop has not answered yet; it may ask you.")
        case KeyKind.TAKEN:
            return _tr("Another program has this key.")
        case KeyKind.OURS:
            return _tr("It is the key of another line here, in another script.")
        case KeyKind.NO_KEY:
            return _tr("This keyboard has no such key.")
        case KeyKind.DECLINED:
            return _tr("The desktop has not set this key.")
        case KeyKind.NO_ENTRY:
            return _tr(
                "This desktop gives keys to programs in its menu, and burnbreak is not there. Its own "
                "keyboard settings can run “{0}”."
            ).format(_command(action, session_minutes))
        case KeyKind.NOT_HERE:
            return _tr(
                "This desktop does not let programs set keys. Its own keyboard settings can run “{0}”."
            ).format(_command(action, session_minutes))
        case None:
            return ""


def _command(action: KeyAction, session_minutes: int) -> str:
    command, arguments = action.request(session_minutes)
    return " ".join(["burnbreak", command, *arguments.values()])


def clash(other: KeyAction, session_minutes: int) -> str:
    """An earlier line has the same key."""
    return _tr("“{0}” has the same key, and only that works.").format(title(other, session_minutes))


def pressed(press: Press) -> str:
    """What came of the last press."""
    at = QLocale().toString(QTime(press.at.hour, press.at.minute), QLocale.FormatType.ShortFormat)
    match press.kind:
        case PressKind.DONE:
            return _tr("Pressed at {0}.").format(at)
        case PressKind.QUIET:
            return _tr("Pressed at {0}, while nothing may come up.").format(at)
        case PressKind.NOTHING:
            return _tr("Pressed at {0}; there was nothing it could be about.").format(at)


def _tr(text: str) -> str:
    return QCoreApplication.translate("hotkeys", text)
