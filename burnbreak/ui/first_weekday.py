"""The day weeks begin with; apart from the fields, as it is asked for where no window is loaded yet."""

from PySide6.QtCore import QLocale


def first_weekday(locale: QLocale) -> int:
    """0 is Monday."""
    return int(locale.firstDayOfWeek().value) - 1
