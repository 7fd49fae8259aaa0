"""How narrators are called, and what is said plainly about a voice that no person has."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from burnbreak.core.narration import Narration, VoiceKind

translate = QCoreApplication.translate


def narrator(voice: Narration) -> str:
    """One narrator in a list."""
    if voice.id == "low":
        return translate("narrators", "Low voice")
    if voice.id == "high":
        return translate("narrators", "High voice")
    if voice.kind is VoiceKind.SYSTEM:
        return translate("narrators", "This computer's own voice")
    return voice.name


def choices(voices: Sequence[Narration], chosen: str) -> list[tuple[str, str]]:
    """Id and words of all that can be chosen: none, each narrator, and one that is set but not there."""
    found = [("", translate("narrators", "No voice, captions only")), *((v.id, narrator(v)) for v in voices)]
    if chosen not in (id for id, _ in found):
        found.append((chosen, missing(chosen)))
    return found


def missing(id: str) -> str:
    """A narrator that is set but not there."""
    return translate("narrators", "{0} (not found)").format(id)


def made(voices: Sequence[Narration], chosen: str) -> str:
    """How the chosen voice was made, or why it cannot be heard; empty for a person's."""
    voice = next((v for v in voices if v.id == chosen), None)
    if voice is None or voice.kind is VoiceKind.HUMAN:
        return ""
    if voice.kind is VoiceKind.SYSTEM:
        from burnbreak.ui.system_voice import availability

        return availability() or translate(
            "narrators", "It speaks beside the sound, and is computer-generated."
        )
    return translate("narrators", "Computer-generated; nobody recorded it.")
