"""Which key and modifiers of this keyboard a chord is, from the tables of an X server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from burnbreak.core.hotkeys import Chord

LOCK = 1 << 1
_SHIFT, _CONTROL = 1 << 0, 1 << 2
_NUM_LOCK = 0xFF7F
_ALTS, _SUPERS = (0xFFE9, 0xFFEA), (0xFFEB, 0xFFEC)
"""Keysyms of the left and the right one."""
_NAMED = {
    "Space": 0x20, "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54, "PgUp": 0xFF55,
    "PgDown": 0xFF56, "Home": 0xFF50, "End": 0xFF57, "Ins": 0xFF63, "Del": 0xFFFF, "Pause": 0xFF13,
    **{f"F{number}": 0xFFBD + number for number in range(1, 25)},
}  # fmt: skip
_COLUMNS = 4
"""Two layouts with two levels each; further columns need modifiers that no chord has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyboard:
    """The tables: for each key code from `first` on its keysyms, and the key codes of eight modifiers."""

    first: int
    keysyms: Sequence[Sequence[int]]
    modifiers: Sequence[Sequence[int]]

    def find(self, chord: Chord, keysyms_of: "KeysymsOf") -> tuple[int, int] | None:
        """Key code and modifiers; None where the keyboard cannot type it. The main layout goes first."""
        mask = self._mask(chord)
        if mask is None:
            return None
        wanted = keysyms_of(chord.key)
        for column in range(_COLUMNS):
            for number, row in enumerate(self.keysyms):
                if column < len(row) and row[column] in wanted:
                    shifted = column % 2 and len(chord.key) == 1 and not chord.key.isalpha()
                    return self.first + number, mask | (_SHIFT if shifted else 0)
        return None

    def ignored(self) -> tuple[int, ...]:
        """Each combination of Caps Lock and Num Lock: a key works whether they are on or not."""
        num = self._modifier_of((_NUM_LOCK,)) or 0
        return tuple(dict.fromkeys((0, LOCK, num, LOCK | num)))

    def _mask(self, chord: Chord) -> int | None:
        masks = {
            "Shift": _SHIFT,
            "Ctrl": _CONTROL,
            "Alt": self._modifier_of(_ALTS),
            "Meta": self._modifier_of(_SUPERS),
        }
        found = [masks[modifier] for modifier in chord.modifiers]
        return sum(mask or 0 for mask in found) if all(found) else None

    def _modifier_of(self, keysyms: Sequence[int]) -> int | None:
        """The bit of the modifier that a key with one of these keysyms sets."""
        codes = {
            self.first + number
            for number, row in enumerate(self.keysyms)
            if any(keysym in keysyms for keysym in row)
        }
        return next((1 << bit for bit, keys in enumerate(self.modifiers) if codes & set(keys)), None)


KeysymsOf = Callable[[str], set[int]]


def keysyms_of(key: str, from_character: Callable[[int], int]) -> set[int]:
    """The keysyms of a key's name; `from_character` knows those of other scripts than Latin."""
    if key in _NAMED:
        return {_NAMED[key]}
    found = set()
    for character in {key, key.lower()}:
        code = ord(character)
        latin = 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF
        found |= {code} if latin else {from_character(code), 0x0100_0000 | code}
    return found - {0}
