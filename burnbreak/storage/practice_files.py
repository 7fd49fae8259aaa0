"""Practices from TOML files; one that cannot be used is named and left out."""

from pathlib import Path

from burnbreak.core.practice import Practice, PracticeError, read_practice
from burnbreak.storage.note import Note
from burnbreak.storage.tables import read_table

LARGEST = 200_000
"""Bytes of a practice file; ours have about 3,000."""


def load_practices(folder: Path) -> tuple[tuple[Practice, ...], tuple[Note, ...]]:
    """Every usable practice of a folder in the order of the file names, which begin with a number.

    Of two with one id the first counts.
    """
    practices: dict[str, Practice] = {}
    notes: list[Note] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            practice = _practice(path)
            if practice.id in practices:
                raise PracticeError(f"{path.name}: the id {practice.id!r} is taken by another file")
        except PracticeError as fault:
            notes.append(
                Note(key=f"practice-left-out:{path.name}", text=f"A practice was left out: {fault}.")
            )
        else:
            practices[practice.id] = practice
    if not practices and not notes:
        notes.append(
            Note(key="practices-missing", text="No practice was found; please install burnbreak again.")
        )
    return tuple(practices.values()), tuple(notes)


def _practice(path: Path) -> Practice:
    return read_practice(read_table(path, LARGEST), path.name)
