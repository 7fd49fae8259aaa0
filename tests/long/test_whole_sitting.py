"""Five minutes on a busy machine: what the sink played is what was mixed, from the first bell to the last."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from burnbreak.audio.clips import Clips
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Channel
from burnbreak.resources import audio_opener
from tests.audio.recording import RATE, place
from tests.long.conftest import Sat
from tests.long.sitter import timeline_of

pytestmark = pytest.mark.long
WINDOW = 10 * RATE
LIMIT, STEP = -60.0, 0.001


def test_the_sink_played_the_whole_practice(sittings: Callable[[str], Sat]) -> None:
    """Once in two: where other tests starve the sound server itself, it is not the player that is heard."""
    levels, worst = compared(sittings("whole"))
    if max(levels) >= LIMIT or worst >= STEP:
        print(f"once more, for it was {max(levels):.1f} dBFS, at a load of {os.getloadavg()[1]:.1f}")
        levels, worst = compared(sittings("whole again"))
    print(f"residual at most {max(levels):.1f} dBFS in ten seconds, {worst:.1e} in a sample")
    assert max(levels) < LIMIT, [round(level) for level in levels]
    assert worst < STEP, "no drop-out, not even a short one"


def compared(sat: Sat) -> tuple[list[float], float]:
    """What the recording differs by: dBFS in each ten seconds, and the most in one sample."""
    timeline = timeline_of(sat.spec)
    mixer = Mixer(timeline.score, Clips(audio_opener(Path(sat.spec["data"]))))
    assert mixer.frames == 300 * RATE
    assert {sound.channel for sound in timeline.score.sounds} == {Channel.VOICE, Channel.BELL}
    assert timeline.score.bed is not None
    assert timeline.score.bed.ducks
    sound = sat.recording.sound()
    begun, sure = place(mixer.render(0, 2 * RATE)[:, 0], sound[: 60 * RATE, 0])
    if sure < 0.99 or sound[: begun - 10].any():
        return [0.0], 1.0
    levels, worst = [], 0.0
    for first in range(0, mixer.frames, WINDOW):
        heard = sound[begun + first : begun + first + WINDOW]
        if len(heard) < WINDOW:
            return [0.0], 1.0
        residual = heard - mixer.render(first, WINDOW)
        levels.append(float(10 * np.log10(np.mean(residual.astype(np.float64) ** 2) + 1e-15)))
        worst = max(worst, float(np.abs(residual).max()))
    if worst < STEP:
        assert not sound[begun + mixer.frames + 10 :].any()
        assert all(audible for *_, audible in sat.seen)
    return levels, worst
