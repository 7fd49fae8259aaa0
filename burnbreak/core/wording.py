"""Texts that the core names and others show: marked for translation here, translated where they are shown."""

from datetime import timedelta


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """Marks a text for Qt's lupdate without Qt."""
    return text


LEAD_IN_TEXT = QT_TRANSLATE_NOOP("guide", "Find a comfortable seat.")
CLOSING_TEXT = QT_TRANSLATE_NOOP("guide", "Let the breath go its own way.")

PHASES = {
    "in": QT_TRANSLATE_NOOP("guide", "Breathe in"),
    "top-up": QT_TRANSLATE_NOOP("guide", "A little more"),
    "hold": QT_TRANSLATE_NOOP("guide", "Hold"),
    "out": QT_TRANSLATE_NOOP("guide", "Breathe out"),
    "rest": QT_TRANSLATE_NOOP("guide", "Rest"),
}

CAUTIONS = {
    "dizzy": QT_TRANSLATE_NOOP(
        "guide", "If you feel light-headed, breathe as you like and watch the circle."
    ),
    "holds": QT_TRANSLATE_NOOP("guide", "Leave breath holds out if you are unsure whether they suit you."),
    "flooded": QT_TRANSLATE_NOOP("guide", "If it gets too much, look around the room and feel your feet."),
    "touch": QT_TRANSLATE_NOOP("guide", "Touch is optional; a hand on the desk or a mug does as well."),
}

ANCHORS = {
    "breath": QT_TRANSLATE_NOOP("guide", "the breath"),
    "hands": QT_TRANSLATE_NOOP("guide", "your hands and feet"),
    "sounds": QT_TRANSLATE_NOOP("guide", "the sounds around you"),
    "sight": QT_TRANSLATE_NOOP("guide", "something you can see"),
}


def clock_length(length: timedelta | float) -> str:
    """A length as minutes and seconds, "3:05"."""
    seconds = round(length.total_seconds() if isinstance(length, timedelta) else length)
    return f"{seconds // 60}:{seconds % 60:02}"
