"""The names of the pages and their icons, known before a page is made."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from burnbreak.core.wording import QT_TRANSLATE_NOOP

TITLES: Mapping[str, tuple[str, str]] = {
    "week": (QT_TRANSLATE_NOOP("settings", "My week"), "week"),
    "sessions": (QT_TRANSLATE_NOOP("settings", "Sessions"), "person"),
    "breaks": (QT_TRANSLATE_NOOP("settings", "Breaks"), "clock"),
    "practices": (QT_TRANSLATE_NOOP("settings", "Practices"), "breathe"),
    "sound": (QT_TRANSLATE_NOOP("settings", "Sound"), "volume"),
    "calendars": (QT_TRANSLATE_NOOP("settings", "Calendars"), "calendar"),
    "quiet": (QT_TRANSLATE_NOOP("settings", "Quiet times"), "leaf"),
    "keys": (QT_TRANSLATE_NOOP("settings", "Keys"), "keyboard"),
    "check-ins": (QT_TRANSLATE_NOOP("settings", "Check-ins"), "check-ins"),
    "look": (QT_TRANSLATE_NOOP("settings", "Look"), "sun"),
    "general": (QT_TRANSLATE_NOOP("settings", "General"), "settings"),
    "privacy": (QT_TRANSLATE_NOOP("settings", "Privacy and data"), "lock"),
    "about": (QT_TRANSLATE_NOOP("settings", "About"), "about"),
}
"""Title and icon (of assets/icons/ui) by the page's name, in the order of the list."""


def title(name: str) -> str:
    """A page's name in the user's language."""
    return QCoreApplication.translate("settings", TITLES[name][0])


def icon(name: str) -> str:
    """The icon beside it."""
    return TITLES[name][1]


def list_width(metrics: QFontMetrics) -> int:
    """The width of the list of pages (px) in a font."""
    return max(184, 64 + max(metrics.horizontalAdvance(title(name)) for name in TITLES))
