"""The height that number, time and date fields need where the system's text is large."""

from PySide6.QtWidgets import QAbstractSpinBox


def make_room(field: QAbstractSpinBox) -> None:
    """Gives a number or time field the height its text needs where the system's text is large.

    The application's sheet names a least height in pixels, which wins over the widget's own.
    """
    needed = max(20, field.fontMetrics().height() + 2)
    field.setStyleSheet(f"QAbstractSpinBox {{ min-height: {needed}px; }}")
