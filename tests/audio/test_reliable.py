"""The sitting goes on, whatever libraries, devices and callers do."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from burnbreak.audio import ReliablePlayer, Trouble, build_player
from burnbreak.audio.libraries import load_sounddevice
from burnbreak.core.score import Bed, Channel, Score, Sound
from burnbreak.engine.ports import Player
from tests.audio.conftest import RATE, SoundFolder, noise, tone
from tests.audio.fake_device import FakeSounddevice

Wait = Callable[..., None]


@pytest.fixture
def score(sounds: SoundFolder) -> Score:
    sounds.add("bells/open", tone(2))
    sounds.add("beds/waves", noise(5))
    return Score(
        seconds=60,
        sounds=(Sound(at=0, asset="bells/open", channel=Channel.BELL),),
        bed=Bed(asset="beds/waves", start=0, end=60),
    )


@pytest.fixture
def player_on(sounds: SoundFolder) -> Iterator[Callable[..., ReliablePlayer]]:
    made: list[ReliablePlayer] = []

    def make(importer: Callable[[str], Any], **more: Any) -> ReliablePlayer:
        made.append(ReliablePlayer(sounds.open, time.monotonic, importer=importer, **more))
        return made[-1]

    yield make
    for each in made:
        begun = time.monotonic()
        each.close()
        assert time.monotonic() - begun < 0.5


def positions(player: Player, seconds: float) -> list[tuple[float, float]]:
    """(moment, position) every few milliseconds; checks that asking never blocks."""
    kept, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        asked = time.monotonic()
        kept.append((asked, player.position()))
        assert time.monotonic() - asked < 0.1
        time.sleep(0.004)
    return kept


def assert_smooth(kept: list[tuple[float, float]], *, hops: float = 0.05) -> None:
    for (then, before), (now, after) in pairwise(kept):
        assert before <= after <= before + (now - then) * 1.3 + hops


def test_making_a_player_loads_no_library() -> None:
    code = (
        "import sys, time, burnbreak.audio as a\n"
        "p = a.build_player(lambda name: None, time.monotonic)\n"
        "p.set_volume(.5); p.position(); p.pause(); p.resume(); p.stop(); p.audible(); p.close()\n"
        "import threading\n"
        "print(sorted({'numpy', 'soundfile', 'sounddevice', 'PySide6'} & set(sys.modules)),"
        " threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 1"


def test_build_player_fits_the_port(sounds: SoundFolder) -> None:
    player: Player = build_player(sounds.open, time.monotonic)
    assert player.position() == 0.0
    assert player.audible()
    player.close()


def test_every_call_returns_at_once(player_on: Callable[..., ReliablePlayer], score: Score) -> None:
    slow = FakeSounddevice()

    def importer(name: str) -> Any:
        time.sleep(0.2)
        return slow.importer(name)

    player = player_on(importer)
    for call in (lambda: player.play(score), player.pause, player.resume, player.stop):
        begun = time.monotonic()
        call()
        assert time.monotonic() - begun < 0.05


def test_the_position_waits_for_the_first_sample(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    slow = FakeSounddevice()

    def importer(name: str) -> Any:
        time.sleep(0.2)
        return slow.importer(name)

    player = player_on(importer)
    assert not player.opening()
    player.play(score)
    begun = time.monotonic()
    kept = positions(player, 0.5)
    assert kept[-1][1] == 0.0, "libraries are still loading"
    assert player.opening()
    eventually(lambda: not player.opening())
    assert slow.streams
    eventually(lambda: player.position() > 0.1)
    assert time.monotonic() - begun > 0.6 + 0.35
    assert np.any(slow.streams[0].sound()[:100]), "the bell is heard from its first sample"
    assert_smooth(positions(player, 0.5))


@pytest.mark.parametrize(
    "missing",
    [
        ("numpy", ImportError("No module named numpy"), Trouble.NO_LIBRARY),
        ("soundfile", OSError("cannot load library libsndfile"), Trouble.NO_LIBRARY),
        ("sounddevice", ImportError("No module named sounddevice"), Trouble.NO_LIBRARY),
        ("sounddevice", OSError("PortAudio library not found"), Trouble.NO_PORTAUDIO),
        ("sounddevice", RuntimeError("Error initializing PortAudio"), Trouble.NO_DEVICE),
    ],
)
def test_without_a_library_it_goes_on_silently(
    player_on: Callable[..., ReliablePlayer],
    score: Score,
    eventually: Wait,
    missing: tuple[str, Exception, Trouble],
) -> None:
    library, error, trouble = missing

    def importer(name: str) -> Any:
        if name == library:
            raise error
        return object()

    player = player_on(importer)
    player.play(score)
    eventually(lambda: player.trouble() is trouble)
    assert not player.audible()
    kept = positions(player, 0.4)
    assert kept[-1][1] == pytest.approx(0.4, abs=0.1)
    assert_smooth(kept)
    assert trouble.words.endswith(".")
    player.pause()
    held = player.position()
    time.sleep(0.1)
    assert player.position() == held
    player.resume()
    eventually(lambda: player.position() > held + 0.05, 1.0)


def test_a_device_that_comes_later_joins_in_place(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice(refusals=2)
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.trouble() is Trouble.NO_DEVICE)
    kept = positions(player, 2.5)
    assert_smooth(kept)
    assert kept[-1][1] == pytest.approx(2.5, abs=0.5)
    assert player.audible()
    assert module.rescans == 2, "the list of devices was made anew"
    assert np.max(np.abs(module.streams[0].sound()[0])) < 1e-3
    take = player._output._take  # type: ignore[union-attr]
    assert take.first / RATE == pytest.approx(1.45, abs=0.3)


def test_a_device_lost_in_mid_sitting_comes_back(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.5)
    module.refusals = 1
    module.streams[0].vanish()
    kept = positions(player, 0.2)
    assert player.trouble() is Trouble.LOST
    assert not player.audible()
    kept += positions(player, 2.5)
    assert_smooth(kept)
    assert kept[-1][1] - kept[0][1] == pytest.approx(2.7, abs=0.4)
    assert player.audible()
    assert len(module.streams) == 2
    assert module.streams[0].closed


def test_a_device_that_falls_silent_is_noticed(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.3)
    module.streams[0].stall()
    kept = positions(player, 3.0)
    assert_smooth(kept)
    assert len(module.streams) == 2
    assert player.audible()


def test_a_device_that_hangs_delays_nobody(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    module.hang_on_open = threading.Event()
    player = player_on(module.importer)
    player.play(score)
    kept = positions(player, 3.0)
    assert_smooth(kept)
    assert kept[-1][1] == pytest.approx(1.0, abs=0.2), "it stands two seconds, then runs"
    eventually(lambda: player.trouble() is Trouble.STUCK, 4.0)
    module.hang_on_open.set()
    eventually(lambda: bool(module.streams) and module.streams[0].closed)
    eventually(player.audible, 8.0)
    assert not module.streams[-1].closed


def test_pause_holds_and_resume_goes_on_from_there(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.5)
    player.pause()
    held = player.position()
    time.sleep(0.5)
    assert player.position() == held
    assert not module.streams[0].blocks[-1].any()
    player.resume()
    kept = positions(player, 1.5)
    assert_smooth(kept)
    assert kept[0][1] == pytest.approx(held, abs=0.01)
    assert kept[-1][1] > held + 0.8
    assert len(module.streams) == 1
    jumps = np.abs(np.diff(module.streams[0].sound(), axis=0))
    assert np.max(jumps[4800:]) < 0.03


def test_a_long_pause_frees_the_device(sounds: SoundFolder, score: Score, eventually: Wait) -> None:
    module = FakeSounddevice()
    ahead = 0.0
    player = ReliablePlayer(sounds.open, lambda: time.monotonic() + ahead, importer=module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.2)
    player.pause()
    held = player.position()
    time.sleep(0.2)
    assert not module.streams[0].closed
    ahead = 61.0
    player._wake.set()
    eventually(lambda: module.streams[0].closed)
    assert player.position() == held
    player.resume()
    eventually(lambda: player.position() > held + 0.2)
    assert len(module.streams) == 2
    player.close()


def test_stop_frees_the_device_and_keeps_the_position(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.3)
    player.stop()
    held = player.position()
    eventually(lambda: module.streams[0].closed, 0.15)
    assert player.position() == held > 0.3
    player.resume()
    time.sleep(0.1)
    assert player.position() == held
    player.play(score, start_at=12.5)
    assert player.position() == 12.5
    eventually(lambda: player.position() > 12.7)


def test_it_ends_by_itself_and_frees_the_device(
    player_on: Callable[..., ReliablePlayer], sounds: SoundFolder, eventually: Wait
) -> None:
    sounds.add("bells/open", tone(0.4))
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(Score(seconds=0.6, sounds=(Sound(at=0, asset="bells/open", channel=Channel.BELL),)))
    eventually(lambda: player.position() == 0.6)
    eventually(lambda: module.streams[0].closed)
    assert np.count_nonzero(module.streams[0].sound()[:, 0]) > 0.38 * RATE


def test_a_new_score_cuts_off_the_old_one(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(score)
    eventually(lambda: player.position() > 0.6)
    player.play(Score(seconds=0.5))
    assert player.position() == 0.0
    eventually(lambda: player.position() == 0.5)
    eventually(lambda: module.streams[0].closed)


def test_quick_fingers_end_in_the_last_wish(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    for turn in range(60):
        (player.pause, player.resume, player.stop, lambda: player.play(score, start_at=3))[turn * 7 % 4]()
        if turn % 5 == 0:
            time.sleep(0.02)
    player.stop()
    eventually(lambda: all(stream.closed for stream in module.streams))
    player.play(score, start_at=5)
    eventually(lambda: player.position() > 5.2)
    assert sum(not stream.closed for stream in module.streams) == 1


def test_volume_is_squared_and_kept_within_bounds(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.set_volume(0.5)
    player.play(score)
    eventually(lambda: player.position() > 0.2)
    first_second = module.streams[0].sound()[: RATE // 4]
    assert np.max(np.abs(first_second)) == pytest.approx(0.3 * 0.25 * 10 ** (-12 / 20), rel=0.1)
    player.set_volume(7)
    assert player._gain == 1.0
    player.set_volume(-1)
    eventually(lambda: not module.streams[0].blocks[-1].any())
    assert player.audible(), "silence by wish is no trouble"


def long_tone(sounds: SoundFolder) -> Score:
    """Half a minute of a steady tone on each of two channels."""
    sounds.add("voice/low", tone(29, 200, level=0.2))
    sounds.add("bells/high", tone(29, 3000, level=0.2))
    both = (("voice/low", Channel.VOICE), ("bells/high", Channel.BELL))
    return Score(seconds=60, sounds=tuple(Sound(at=0, asset=a, channel=c) for a, c in both))


def level_of(sound: Any, pitch: float) -> float:
    """How loud a pitch is in a piece of sound."""
    turn = np.exp(-2j * np.pi * pitch * np.arange(len(sound)) / RATE)
    return float(2 * np.abs((sound[:, 0] * turn).mean()))


def test_a_channel_is_turned_down_while_it_sounds(
    player_on: Callable[..., ReliablePlayer], sounds: SoundFolder, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    player.play(long_tone(sounds), start_at=5.0)
    eventually(lambda: player.position() > 5.7)
    asked = len(module.streams[0].blocks)
    player.set_channel_volumes({Channel.VOICE: 0.5})
    kept = positions(player, 0.6)
    sound = module.streams[0].sound()
    early, late = sound[: asked * 2048 - 4800], sound[asked * 2048 + int(0.45 * RATE) :][:4800]
    assert len(late) == 4800, "heard within the latency and 0.45 s"
    assert level_of(early[-4800:], 200) == pytest.approx(0.2, rel=0.02)
    assert level_of(late, 200) == pytest.approx(0.05, rel=0.02), "half is a quarter, as for the whole"
    assert level_of(late, 3000) == pytest.approx(0.2, rel=0.02)
    steps = np.abs(np.diff(sound[RATE:], axis=0))
    assert steps.max() < 0.2 * 2 * np.pi * 3200 / RATE * 1.01 + 1e-3
    assert_smooth(kept)
    assert len(module.streams) == 1
    player.play(long_tone(sounds), start_at=12.0)
    eventually(lambda: player.position() > 12.5)
    assert level_of(module.streams[0].sound()[-4800:], 200) == pytest.approx(0.05, rel=0.03), "and it stays"


def test_a_revised_score_takes_over_without_gap_or_jump(
    player_on: Callable[..., ReliablePlayer], sounds: SoundFolder, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    score = long_tone(sounds)
    player.play(score, start_at=5.0)
    eventually(lambda: player.position() > 5.7)
    kept = positions(player, 0.2)
    asked = len(module.streams[0].blocks)
    player.play(Score(seconds=50, sounds=score.sounds[1:]), start_at=player.position())
    kept += positions(player, 0.8)
    sound = module.streams[0].sound()
    assert_smooth(kept, hops=0.03)
    assert kept[-1][1] - kept[0][1] == pytest.approx(kept[-1][0] - kept[0][0], abs=0.05)
    late = sound[asked * 2048 + int(0.45 * RATE) :][:4800]
    assert level_of(late, 200) < 0.002, "what was skipped is gone"
    high = [level_of(sound[i : i + 960], 3000) for i in range(RATE, len(sound) - 960, 960)]
    assert min(high) > 0.19, "what goes on has no gap of even 20 ms"
    assert np.abs(np.diff(sound[RATE:], axis=0)).max() < 0.2 * 2 * np.pi * 3200 / RATE * 1.01 + 1e-3
    assert len(module.streams) == 1


def test_a_revision_in_silence_keeps_the_position_and_takes_the_new_end(
    player_on: Callable[..., ReliablePlayer], sounds: SoundFolder, eventually: Wait
) -> None:
    module = FakeSounddevice(refusals=99)
    player = player_on(module.importer)
    player.play(long_tone(sounds))
    eventually(lambda: player.position() > 0.5)
    kept = positions(player, 0.1)
    player.play(Score(seconds=1.2), start_at=player.position())
    kept += positions(player, 0.9)
    assert_smooth(kept)
    assert kept[-1][1] == 1.2


def test_a_revision_survives_a_lost_device(
    player_on: Callable[..., ReliablePlayer], sounds: SoundFolder, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer)
    score = long_tone(sounds)
    player.play(score, start_at=5.0)
    eventually(lambda: player.position() > 5.5)
    player.play(Score(seconds=50, sounds=score.sounds[1:]), start_at=player.position())
    time.sleep(0.1)
    module.streams[0].vanish()
    kept = positions(player, 1.5)
    assert_smooth(kept)
    sound = module.streams[1].sound()
    assert level_of(sound[-9600:], 3000) == pytest.approx(0.2, rel=0.05)
    assert level_of(sound[-9600:], 200) < 0.002


def test_prepare_loads_ahead(player_on: Callable[..., ReliablePlayer], eventually: Wait) -> None:
    asked: list[str] = []
    module = FakeSounddevice()
    player = player_on(lambda name: asked.append(name) or module)
    player.prepare()
    eventually(lambda: set(asked) == {"numpy", "soundfile", "sounddevice"})
    assert player.audible()


def test_libraries_start_no_threads_and_servers_unless_the_user_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    monkeypatch.delenv("JACK_NO_START_SERVER", raising=False)
    at_import: list[tuple[str, str]] = []
    load_sounddevice(
        lambda name: at_import.append(
            (os.environ["OPENBLAS_NUM_THREADS"], os.environ["JACK_NO_START_SERVER"])
        )
    )
    assert set(at_import) == {("4", "1")}
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")  # so that it is taken back afterwards


def test_every_trouble_has_plain_words() -> None:
    assert len({trouble.words for trouble in Trouble}) == len(Trouble)


def test_rescan_counts_the_devices_before_every_sitting_but_the_first(
    player_on: Callable[..., ReliablePlayer], score: Score, eventually: Wait
) -> None:
    module = FakeSounddevice()
    player = player_on(module.importer, rescan=True)
    for sitting in range(3):
        player.play(score)
        eventually(lambda sitting=sitting: len(module.streams) == sitting + 1)
        player.stop()
        eventually(lambda sitting=sitting: module.streams[sitting].closed)
    assert module.rescans == 2
