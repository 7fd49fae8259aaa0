"""What the recorder says: what is amiss with a microphone or a take, and what helps."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from burnbreak.core.recording import Level, MicTrouble, Piece, Remark

translate = QCoreApplication.translate

TOO_LOUD, TOO_SOFT = -2.0, -42.0
"""Peaks over the one are cut off; speech whose peaks stay under the other is hardly there (dBFS)."""


def trouble(what: MicTrouble) -> str:
    """One sentence for the user."""
    match what:
        case MicTrouble.NO_LIBRARY:
            return translate("recorder", "A library for sound is missing, so nothing can be recorded here.")
        case MicTrouble.NO_MICROPHONE:
            return translate(
                "recorder",
                "No microphone answers: none is connected, or this computer does not let burnbreak use it.",
            )
        case MicTrouble.LOST:
            return translate("recorder", "The microphone went away. What you said until then is here.")
        case MicTrouble.STUCK:
            return translate("recorder", "The microphone does not answer; connecting it again may help.")
        case MicTrouble.DEAF:
            return translate(
                "recorder",
                "The microphone gives nothing at all: it may be muted, or burnbreak may not listen to it.",
            )
        case MicTrouble.FULL:
            return translate(
                "recorder", "That is as long as one take can be. What you said until then is here."
            )
        case MicTrouble.UNWRITTEN:
            return translate("recorder", "The recording could not be written; the disk may be full.")


def remark(what: Remark) -> str:
    """What may be amiss with a cue, and what helps."""
    match what:
        case Remark.NOTHING:
            return translate("recorder", "Nobody can be heard in it.")
        case Remark.CLIPPED:
            return translate("recorder", "Too loud for the microphone: sit a little further away.")
        case Remark.QUIET:
            return translate("recorder", "Very soft: sit nearer, or turn the microphone up.")
        case Remark.NOISY:
            return translate(
                "recorder", "There is a lot of noise around: sit nearer, or find a quieter room."
            )
        case Remark.CUT_START:
            return translate("recorder", "The beginning may be cut: wait a moment before you speak.")
        case Remark.CUT_END:
            return translate("recorder", "The end may be cut: wait a moment before you stop.")
        case Remark.GAPS:
            return translate("recorder", "The computer was too busy and lost some of it; say it again.")


def piece(found: Piece, seconds: str) -> str:
    """What is said of a recorded cue; `seconds` is its length in words."""
    if not found.remarks:
        return translate("recorder", "Sounds good, {0}.").format(seconds)
    return " ".join(remark(what) for what in found.remarks)


def loudness(loudest: Level) -> str:
    """How loud somebody is who speaks now."""
    if loudest.peak > TOO_LOUD:
        return translate("recorder", "Too loud")
    if loudest.peak < TOO_SOFT:
        return translate("recorder", "Hardly anything yet")
    return translate("recorder", "Good")


def fit(pieces: Sequence[object], sentences: int) -> str:
    """Whether what was heard is as many pieces as there are sentences."""
    count = len(pieces)
    if count == sentences:
        return translate("recorder", "%n recording(s), one for each sentence.", "", count)
    wanted = translate("recorder", "%n sentence(s)", "how many are wanted", sentences)
    if count < sentences:
        words = translate("recorder", "%n recording(s) for {0}: see where one is missing.", "", count)
    else:
        words = translate("recorder", "%n recording(s) for {0}: see which belong together.", "", count)
    return words.format(wanted)
