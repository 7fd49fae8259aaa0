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
        "guide",
        "If you feel light-headed, breathe as you like and watch the circle.",
    ),
    "holds": QT_TRANSLATE_NOOP("guide", "Leave breath holds out if you are unsure whether they suit you."),
    "driving": QT_TRANSLATE_NOOP("guide", "Not while driving, or where you have to stay fully alert."),
    "flooded": QT_TRANSLATE_NOOP("guide", "If it gets too much, look around the room and feel your feet."),
    "after-shock": QT_TRANSLATE_NOOP(
        "guide",
        "If the room itself does not feel safe, go first to a place or a person that does.",
    ),
    "heavy": QT_TRANSLATE_NOOP(
        "guide",
        "Kindness can stir up old sadness; if it is too much, stop and do something ordinary.",
    ),
    "touch": QT_TRANSLATE_NOOP("guide", "Touch is optional; a hand on the desk or a mug does as well."),
    "not-now": QT_TRANSLATE_NOOP(
        "guide",
        "Leave it for another day while you feel flooded or numb; Five senses suits that better.",
    ),
    "outline": QT_TRANSLATE_NOOP(
        "guide",
        "Leave it out straight after a case that shook you, and choose an outline, never a story.",
    ),
    "easy-first": QT_TRANSLATE_NOOP(
        "guide",
        "If wishing yourself well is hard, stay with someone easy; that is a whole practice.",
    ),
    "backup": QT_TRANSLATE_NOOP(
        "guide",
        "If you expect danger, arrange help first; a pause does not replace it.",
    ),
    "overload": QT_TRANSLATE_NOOP(
        "guide",
        "It does not make too much work acceptable; leave it out on a day when it would sting.",
    ),
    "paper": QT_TRANSLATE_NOOP(
        "guide",
        "Write on paper that stays at work, without names; nothing is typed here.",
    ),
    "urgent": QT_TRANSLATE_NOOP("guide", "If something cannot wait until you are back, see to it first."),
    "body": QT_TRANSLATE_NOOP(
        "guide",
        "If the body is no good place today, leave parts out or choose Five senses.",
    ),
    "injury": QT_TRANSLATE_NOOP(
        "guide",
        "Leave out what is hurt or newly operated on; go gently in pregnancy or with high blood pressure.",
    ),
    "walking": QT_TRANSLATE_NOOP(
        "guide",
        "If standing or walking is unsteady or painful, take the seated way; nothing is lost by it.",
    ),
    "eyes": QT_TRANSLATE_NOOP(
        "guide",
        "This is a rest for the eyes; if they hurt or see differently than usual, have them looked at.",
    ),
    "skin": QT_TRANSLATE_NOOP(
        "guide",
        "If your skin is sore, do it while drying your hands or rubbing in cream.",
    ),
}
"""When to leave a practice out, or what to take care of, by the keys that practices name."""

HOLD_DETAILS = {
    "microphone": QT_TRANSLATE_NOOP("phrases", "Held: microphone in use"),
    "camera": QT_TRANSLATE_NOOP("phrases", "Held: camera in use"),
    "screen": QT_TRANSLATE_NOOP("phrases", "Held: presenting"),
    "shared": QT_TRANSLATE_NOOP("phrases", "Held: the screen is shared"),
    "awake": QT_TRANSLATE_NOOP("phrases", "Held: a program keeps the screen awake"),
    "desktop": QT_TRANSLATE_NOOP("phrases", "Held: do not disturb, by the desktop"),
}
"""What was noticed, by the detail of a hold."""

ANCHORS = {
    "breath": QT_TRANSLATE_NOOP("guide", "the breath"),
    "hands": QT_TRANSLATE_NOOP("guide", "your hands and feet"),
    "sounds": QT_TRANSLATE_NOOP("guide", "what you can hear"),
    "sight": QT_TRANSLATE_NOOP("guide", "something you can see"),
}


def clock_length(length: timedelta | float) -> str:
    """A length as minutes and seconds, "3:05"."""
    seconds = round(length.total_seconds() if isinstance(length, timedelta) else length)
    return f"{seconds // 60}:{seconds % 60:02}"
