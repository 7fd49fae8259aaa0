"""PortAudio rests between sittings, and is never ended under an open stream."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from burnbreak.audio import ReliablePlayer, portaudio, wish
from burnbreak.audio.recorder import Recorder
from burnbreak.core.score import Channel, Score, Sound
from tests.audio.conftest import SoundFolder, tone
from tests.audio.fake_device import FakePortAudioError, FakeSounddevice


class Counted(FakeSounddevice):
    """Keeps in order what was done to PortAudio; `refuses` that many starts."""

    def __init__(self, *, refuses: int = 0) -> None:
        super().__init__()
        self.done: list[str] = []
        self.refuses = refuses

    def OutputStream(self, **settings: Any) -> Any:
        self.done.append("open")
        return super().OutputStream(**settings)

    def _terminate(self) -> None:
        super()._terminate()
        self.done.append("end")

    def _initialize(self) -> None:
        if self.refuses > 0:
            self.refuses -= 1
            raise FakePortAudioError("no driver")
        self.done.append("start")


@pytest.fixture
def score(sounds: SoundFolder) -> Score:
    sounds.add("bells/open", tone(1))
    return Score(seconds=60, sounds=(Sound(at=0, asset="bells/open", channel=Channel.BELL),))


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Counted:
    monkeypatch.setattr(wish, "_LINGERS", 0.0)
    return Counted()


@pytest.fixture
def rested() -> list[bool]:
    return []


@pytest.fixture
def player(module: Counted, sounds: SoundFolder, rested: list[bool]) -> Iterator[ReliablePlayer]:
    player = ReliablePlayer(
        sounds.open, time.monotonic, importer=module.importer, rested=lambda: rested.append(True)
    )
    yield player
    player.close()


def sit(player: ReliablePlayer, module: Counted, score: Score, eventually: Callable[..., None]) -> None:
    count = len(module.streams) + 1
    player.play(score)
    eventually(lambda: len(module.streams) == count and not player.opening())
    player.stop()


def test_it_rests_after_each_sitting_and_counts_the_devices_before_the_next(
    player: ReliablePlayer,
    module: Counted,
    score: Score,
    rested: list[bool],
    eventually: Callable[..., None],
) -> None:
    sit(player, module, score, eventually)
    eventually(lambda: len(rested) == 1)
    assert module.done == ["open", "end"]
    sit(player, module, score, eventually)
    eventually(lambda: len(rested) == 2)
    assert module.done == ["open", "end", "start", "open", "end"]
    assert player.trouble() is None


def test_getting_ready_starts_it_so_that_the_sitting_need_not(
    player: ReliablePlayer,
    module: Counted,
    score: Score,
    rested: list[bool],
    eventually: Callable[..., None],
) -> None:
    sit(player, module, score, eventually)
    eventually(lambda: len(rested) == 1)
    player.prepare()
    eventually(lambda: module.done[-1] == "start")
    sit(player, module, score, eventually)
    eventually(lambda: len(rested) == 2)
    assert module.done == ["open", "end", "start", "open", "end"]


def test_getting_ready_for_nothing_is_not_kept_up(
    player: ReliablePlayer,
    module: Counted,
    rested: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[..., None],
) -> None:
    monkeypatch.setattr(wish, "_STAYS_READY", 0.0)
    player.prepare()
    eventually(lambda: rested == [True])
    assert module.done == ["end"]


def test_nothing_rests_while_a_pause_keeps_the_device(
    player: ReliablePlayer, module: Counted, score: Score, eventually: Callable[..., None]
) -> None:
    player.play(score)
    eventually(lambda: player.position() > 0)
    player.pause()
    time.sleep(0.1)
    assert module.done == ["open"]


def test_it_is_not_ended_while_anybody_has_a_stream(module: Counted) -> None:
    portaudio.hold(module)
    portaudio.hold(module)
    portaudio.release(module)
    assert not portaudio.rest(module)
    portaudio.recount(module)
    assert module.done == []
    portaudio.release(module)
    assert portaudio.rest(module)
    assert portaudio.rest(module), "once is enough"
    assert module.done == ["end"]
    portaudio.hold(module)
    assert module.done == ["end", "start"]


def test_a_start_that_fails_is_tried_again(module: Counted) -> None:
    module.refuses = 2
    for attempt in (portaudio.recount, portaudio.hold):
        with pytest.raises(FakePortAudioError):
            attempt(module)
    portaudio.hold(module)
    portaudio.release(module)
    portaudio.recount(module)
    assert module.done == ["end", "start", "end", "start"]


def test_a_stream_that_cannot_be_opened_holds_nothing(
    player: ReliablePlayer, module: Counted, score: Score, eventually: Callable[..., None]
) -> None:
    module.refusals = 1
    player.play(score)
    eventually(lambda: not player.audible())
    player.stop()
    assert portaudio.rest(module)


def test_a_player_ends_nothing_under_the_microphone(
    player: ReliablePlayer,
    module: Counted,
    score: Score,
    rested: list[bool],
    eventually: Callable[..., None],
) -> None:
    module.InputStream = module.OutputStream  # type: ignore[attr-defined]
    module.real_time = False
    recorder = Recorder(time.monotonic, importer=module.importer)
    recorder.begin(5.0)
    module.real_time = True
    sit(player, module, score, eventually)
    eventually(lambda: rested == [True])
    assert module.done == ["open", "open"]
    recorder.end(whole=False)
    assert portaudio.rest(module)
