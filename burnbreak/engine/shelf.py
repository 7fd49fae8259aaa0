"""The practices there are, and the voices that can say them."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from burnbreak.core import choosing
from burnbreak.core.entry import Entry
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.preview import preview
from burnbreak.core.settings import Settings
from burnbreak.core.timeline import Timeline
from burnbreak.engine.voices import Voices


class Shelf:
    """Answers which of them suits, and how one begins."""

    def __init__(
        self, practices: tuple[Practice, ...], narrators: Callable[[], tuple[Narration, ...]]
    ) -> None:
        """`narrators` reads the voices there are; it is asked when the first is needed."""
        self.practices = practices
        self.voices = Voices(narrators)

    def preview(self, practice: str, settings: Settings) -> Timeline | None:
        """Twenty seconds of a practice with the voice, anchor and sound that are set; None for no such id."""
        found = next((p for p in self.practices if p.id == practice), None)
        if found is None:
            return None
        sound, anchor = settings.sound, settings.practices.anchor
        return preview(found, sound, narration=self.voices.chosen(sound), anchor=anchor)

    def suggestion(
        self, seconds: float, settings: Settings, entries: tuple[Entry, ...], now: datetime, zone: tzinfo
    ) -> str:
        """The id of the practice that suits so many seconds best at `now`; empty where none is known."""
        chosen = settings.practices
        choices = choosing.fitting(
            self.practices,
            seconds,
            entries,
            holds=chosen.holds,
            hidden=chosen.hidden,
            place=settings.week.place_at(now, zone),
        )
        return choices[0].practice.id if choices else ""
