"""How well a speech recogniser understands a clip: the word error of PocketSphinx's own English model."""

import re
from collections.abc import Sequence

import numpy as np
from sounds.noise import RATE, Samples

from voice.chain import resampled

_HEARING = 16_000
_PEAK = 16_000
_PAD = 0.3
"""Seconds of silence on each side, as the recogniser expects."""

HOMOPHONES = (
    ("to", "too", "two"),
    ("its", "it's"),
    ("your", "you're"),
    ("there", "their", "they're"),
    ("hear", "here"),
    ("no", "know"),
    ("one", "won"),
    ("for", "four"),
    ("by", "bye", "buy"),
    ("right", "write"),
    ("wait", "weight"),
    ("in", "inn"),
    ("be", "bee"),
    ("rest", "wrest"),
    ("our", "hour"),
    ("hours", "ours"),
    ("piece", "peace"),
    ("whole", "hole"),
    ("feel", "feal"),
    ("feet", "feat"),
    ("side", "sighed"),
    ("way", "weigh"),
    ("through", "threw"),
    ("would", "wood"),
    ("where", "wear", "ware"),
    ("great", "grate"),
    ("see", "sea"),
    ("seen", "scene"),
    ("need", "knead"),
    ("whether", "weather"),
    ("grey", "gray"),
    ("colour", "color"),
    ("colours", "colors"),
)
"""Words that sound alike, or are spelt otherwise in the recogniser's American dictionary: no error."""

_FOLDED = {word: group[0] for group in HOMOPHONES for word in group}


class Recogniser:
    """PocketSphinx with free decoding; a clip is heard the same whatever was heard before it."""

    def __init__(self) -> None:
        import pocketsphinx  # not everywhere

        self._decoder = pocketsphinx.Decoder(samprate=_HEARING, cmn="batch", loglevel="FATAL")

    def hear(self, sound: Samples) -> str:
        """What is heard in a mono clip at 48 kHz."""
        heard = np.pad(resampled(sound, RATE, _HEARING), round(_PAD * _HEARING))
        heard *= _PEAK / np.abs(heard).max()
        self._decoder.start_utt()
        self._decoder.process_raw(heard.astype(np.int16).tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return "" if found is None else str(found.hypstr)


def words(text: str) -> list[str]:
    """The words of a text, as they count: no case, no punctuation, homophones folded."""
    plain = text.lower().replace("’", "'").replace("-", " ")
    return [_FOLDED.get(word, word) for word in re.findall(r"[a-z0-9']+", plain)]


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words wrong, missing or put in: the edit distance."""
    row = list(range(len(heard) + 1))
    for count, word in enumerate(said, 1):
        above, row[0] = row[0], count
        for place, other in enumerate(heard, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1]
