"""One long take falls into its cues at the pauses."""

import numpy as np
import pytest

from burnbreak.audio.heard import RATE
from burnbreak.audio.pauses import around, said_so_far, split
from burnbreak.audio.speech import HOP, Levels, high_passed, levels
from tests.audio.speaking import Sound, as_recorded, key_press, placed, room, sentence


def heard(sound: Sound) -> Levels:
    return levels(high_passed(as_recorded(sound).astype(np.float32) / 32768))


class Reading:
    """Sentences with pauses, as someone reads them who keeps to no clock."""

    def __init__(self, count: int, *, pause: tuple[float, float], seed: int, noise_db: float = -58.0) -> None:
        dice = np.random.default_rng(seed)
        at, pieces = 1.5, []
        self.spans: list[tuple[float, float]] = []
        for number in range(count):
            words = sentence(dice.uniform(0.7, 4.0), seed=seed * 100 + number, level=dice.uniform(0.06, 0.15))
            pieces.append((at, words))
            self.spans.append((at, at + len(words) / RATE))
            at = self.spans[-1][1] + dice.uniform(*pause)
        self.total = at + 0.5
        self.sound = placed(self.total, *pieces) + room(self.total, level_db=noise_db, seed=seed)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("pause", [(0.7, 1.2), (1.5, 4.0)])
@pytest.mark.parametrize("noise_db", [-70.0, -46.0])
def test_every_cue_is_found_where_it_was_said(seed: int, pause: tuple[float, float], noise_db: float) -> None:
    reading = Reading(8, pause=pause, seed=seed, noise_db=noise_db)
    pieces = split(heard(reading.sound), 8)
    assert len(pieces) == 8
    for (start, end), (first, last) in zip(pieces, reading.spans, strict=True):
        assert start * HOP / RATE == pytest.approx(first, abs=0.08)
        assert end * HOP / RATE == pytest.approx(last, abs=0.08)


def test_a_pause_within_a_sentence_does_not_part_it() -> None:
    halves = placed(3.2, (0.0, sentence(1.0, seed=1)), (2.0, sentence(1.0, seed=2)))
    sound = placed(16.0, (1.5, sentence(2.0, seed=3)), (6.0, halves), (11.5, sentence(2.0, seed=4)))
    found = heard(sound + room(16.0))
    assert len(split(found, 3)) == 3
    assert len(split(found, 4)) == 4, "as many as are wanted, if the pauses allow"


def test_keys_and_knocks_are_no_cues() -> None:
    reading = Reading(5, pause=(2.0, 2.5), seed=2)
    at = [(a[1] + b[0]) / 2 for a, b in zip(reading.spans, reading.spans[1:], strict=False)]
    knocks = placed(reading.total, *((second, key_press()) for second in at))
    assert len(split(heard(reading.sound + knocks), 5)) == 5


@pytest.mark.parametrize("said", [6, 9])
def test_another_number_than_wanted_is_left_for_the_reader_to_see(said: int) -> None:
    reading = Reading(said, pause=(1.8, 2.2), seed=5)
    assert len(split(heard(reading.sound), 8)) == said


def test_silence_and_an_empty_take_hold_no_cue() -> None:
    assert split(heard(room(20.0)), 4) == []
    assert split(heard(np.zeros(0)), 4) == []
    assert said_so_far(heard(np.zeros(0))) == 0


def test_the_prompter_can_follow_while_it_is_said() -> None:
    reading = Reading(6, pause=(1.6, 2.4), seed=7)
    found = heard(reading.sound)
    for number, (_, end) in enumerate(reading.spans, start=1):
        if end > 3.0:
            assert said_so_far(found[:, : round((end + 0.5) * RATE) // HOP]) == number - 1
            assert said_so_far(found[:, : round((end + 1.4) * RATE) // HOP]) == number


def test_each_piece_keeps_some_of_the_pauses_beside_it_and_none_of_its_neighbours() -> None:
    spans = around([(100, 200), (220, 300), (500, 600)], 610)
    assert spans == [(50, 210), (210, 350), (450, 610)]
