"""The computer's own voice says each cue once, at its time, and is silent at once when it should be."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from burnbreak.core import revise
from burnbreak.core.narration import SYSTEM, Narration, VoiceKind
from burnbreak.core.settings import Sound
from burnbreak.core.sheet import RATE
from burnbreak.core.timeline import lay_out
from burnbreak.resources import asset_folder
from burnbreak.storage.practice_files import load_practices
from burnbreak.ui import narrator_words, system_voice
from burnbreak.ui.system_voice import SpeechError, SystemVoice, availability
from tests.ui.fake_speech import FakeSpeech

PRACTICE = next(p for p in load_practices(asset_folder("practices"))[0] if p.id == "clear-the-room")


class Sat:
    """A sitting whose position is set by hand."""

    def __init__(self, narration: Narration | None = SYSTEM) -> None:
        self.timeline = lay_out(PRACTICE, 180, Sound(), narration=narration)
        self.paused = False
        self.at = 0.0

    def heard(self) -> float:
        return self.at


class Bench:
    """A voice over a fake engine, and what it told."""

    def __init__(self) -> None:
        self.speech, self.sound = FakeSpeech(), Sound(volume=50, voice_volume=80)
        self.made = 0
        self.told: list[str] = []
        self.voice = SystemVoice(lambda: self.sound, make=self._make)
        self.voice.failed.connect(self.told.append)
        self.sat = Sat()

    def _make(self) -> Any:
        self.made += 1
        return self.speech

    @property
    def log(self) -> list[str]:
        return self.speech.log

    def go(self, position: float) -> None:
        self.sat.at = position
        self.voice.look()

    def text(self, number: int) -> str:
        return self.sat.timeline.placed[number].line.text

    def start(self, number: int) -> float:
        return self.sat.timeline.placed[number].start / RATE

    def end(self, number: int) -> float:
        return self.sat.timeline.placed[number].end / RATE


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench()


def test_every_cue_is_said_once_at_its_time_and_never_early(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    when: dict[str, float] = {}
    for step in range(int(bench.sat.timeline.seconds / 0.05)):
        before = len(bench.log)
        bench.go(step * 0.05)
        for text in bench.log[before:]:
            when[text] = bench.sat.at
        if step % 40 == 0:
            bench.speech.finish()
    placed = bench.sat.timeline.placed
    assert bench.log == [p.line.text for p in placed]
    for p in placed:
        assert 0.0 <= when[p.line.text] - p.start / RATE <= 0.06


def test_the_bed_makes_room_for_it(bench: Bench) -> None:
    bed = bench.sat.timeline.score.bed
    assert bed is not None
    for p in bench.sat.timeline.placed:
        assert any(d.start <= p.start / RATE and p.end / RATE <= d.end + 1e-6 for d in bed.ducks)
    assert not any(sound.asset.startswith("voice/") for sound in bench.sat.timeline.score.sounds)


def test_a_pause_silences_it_and_the_cue_is_said_again_afterwards(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    bench.sat.paused = True
    bench.go(bench.start(0) + 1.5)
    assert bench.log == [bench.text(0), "(silence)"]
    bench.go(bench.start(0) + 1.5)
    bench.sat.paused = False
    bench.go(bench.start(0) + 1.5)
    assert bench.log == [bench.text(0), "(silence)", bench.text(0)]


def test_a_cue_that_was_said_to_its_end_is_not_said_again(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    bench.speech.finish()
    bench.sat.paused = True
    bench.go(bench.start(0) + 0.5)
    bench.sat.paused = False
    bench.go(bench.start(0) + 0.6)
    assert bench.log == [bench.text(0)]


@pytest.mark.parametrize("change", [{"muted": True}, {"volume": 0}, {"voice_volume": 0}])
def test_it_is_silent_when_the_sound_is_off(bench: Bench, change: dict[str, Any]) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    bench.sound = replace(bench.sound, **change)
    bench.go(bench.start(0) + 0.2)
    assert bench.log[-1] == "(silence)"
    bench.go(bench.start(1) + 0.1)
    assert bench.log[-1] == "(silence)"


def test_the_end_of_the_sitting_silences_it_at_once(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    bench.voice.silence()
    assert bench.log == [bench.text(0), "(silence)"]
    bench.go(bench.start(1) + 0.1)
    assert len(bench.log) == 2


def test_skipping_a_part_cuts_off_what_belongs_to_it(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    number = next(n for n, p in enumerate(bench.sat.timeline.placed) if p.line.stage.skippable and n > 0)
    position = bench.start(number) + 0.2
    bench.go(position)
    changed = revise.skip_part(bench.sat.timeline, position)
    assert changed is not bench.sat.timeline
    bench.sat.timeline = changed
    bench.go(position + 0.05)
    kept = {p.start for p in changed.placed}
    cut = round((position - 0.2) * RATE) not in kept
    assert (bench.log[-1] == "(silence)") == cut
    following = next(p for p in changed.placed if p.start / RATE > position)
    bench.go(following.start / RATE + 0.05)
    assert bench.log[-1] == following.line.text


def test_a_cue_that_comes_too_late_is_left_to_its_caption(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 1.4)
    assert bench.log == []


def test_volume_pace_and_language_are_set(bench: Bench) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    assert bench.speech.volume == pytest.approx(0.4)
    assert -0.5 < bench.speech.rate < 0.0
    assert bench.speech.language == QLocale("en_GB")


@pytest.mark.parametrize(
    "narration", [None, Narration(id="low", name="Low", kind=VoiceKind.SYNTHETIC, clips={})]
)
def test_other_narrators_do_not_even_load_it(bench: Bench, narration: Narration | None) -> None:
    bench.voice.follow(Sat(narration))
    assert bench.made == 0


def test_a_service_that_goes_away_is_told_once_and_tried_again_next_time(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.voice.follow(bench.sat)
    bench.go(bench.start(0) + 0.1)
    failing = bench.speech
    failing.fail()
    failing.fail()
    assert len(bench.told) == 1
    assert bench.told[0].endswith("the captions go on.")
    bench.go(bench.start(1) + 0.1)
    assert failing.log == [bench.text(0)]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    caplog.clear()
    bench.speech = FakeSpeech()
    bench.voice.follow(bench.sat)
    bench.go(bench.start(2) + 0.1)
    assert bench.speech.log == [bench.text(2)]


def test_an_absent_service_is_told_and_the_sitting_goes_on(qtbot: QtBot) -> None:
    def refuse() -> Any:
        raise SpeechError("No speech service answers.")

    told: list[str] = []
    voice = SystemVoice(Sound, make=refuse)
    voice.failed.connect(told.append)
    voice.follow(Sat())
    voice.look()
    assert told == ["No speech service answers."]


def test_it_can_be_tried_out(bench: Bench) -> None:
    bench.voice.try_out("Arrive here.")
    assert bench.log == ["Arrive here."]


# --- where it is chosen ----------------------------------------------------------------------------------


class Module:
    """Stands for PySide6.QtTextToSpeech."""

    def __init__(self, engines: list[str], *, works: bool) -> None:
        speech = FakeSpeech()
        if not works:
            speech.now = type(speech.now).Error

        class QTextToSpeech:
            availableEngines = staticmethod(lambda: engines)  # noqa: N815

            def __new__(cls) -> Any:
                return speech

        self.QTextToSpeech = QTextToSpeech


@pytest.fixture(autouse=True)
def forgotten() -> Any:
    system_voice._found.cache_clear()
    yield
    system_voice._found.cache_clear()


def test_an_absent_module_is_told_kindly(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(system_voice, "import_module", absent)
    assert availability().startswith("The part of burnbreak that speaks with this voice is not installed")
    assert narrator_words.made((SYSTEM,), "system") == availability()


@pytest.mark.parametrize("module", [Module(["mock"], works=True), Module(["speechd", "mock"], works=False)])
def test_an_absent_service_is_told_kindly(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, module: Module
) -> None:
    monkeypatch.setattr(system_voice, "import_module", lambda name: module)
    assert "speech-dispatcher" in availability()


def test_where_it_speaks_it_is_called_what_it_is(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(system_voice, "import_module", lambda name: Module(["speechd"], works=True))
    assert availability() == ""
    assert "computer-generated" in narrator_words.made((SYSTEM,), "system")


def test_qts_own_engine_for_tests_speaks_the_cues(qtbot: QtBot) -> None:
    """Needs the extra system-voice; its mock engine takes 100 ms or more a word and makes no sound."""
    module = pytest.importorskip("PySide6.QtTextToSpeech", reason="the extra system-voice is not installed")
    made = module.QTextToSpeech("mock")
    states: list[str] = []
    made.stateChanged.connect(lambda state: states.append(state.name))
    voice, sat = SystemVoice(lambda: Sound(volume=50), make=lambda: made), Sat()
    told: list[str] = []
    voice.failed.connect(told.append)
    voice.follow(sat)
    first = sat.timeline.placed[0]
    sat.at = first.start / RATE + 0.01
    qtbot.waitUntil(lambda: states == ["Speaking"], timeout=3000)
    assert made.volume() == pytest.approx(0.5)
    assert made.locale().language() == QLocale("en").language()
    qtbot.waitUntil(lambda: states == ["Speaking", "Ready"], timeout=10_000)
    sat.at = sat.timeline.placed[1].start / RATE + 0.01
    qtbot.waitUntil(lambda: states[2:] == ["Speaking"], timeout=3000)
    sat.paused = True
    qtbot.waitUntil(lambda: states[3:] == ["Ready"], timeout=500)
    assert told == []
