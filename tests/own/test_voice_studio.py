"""A human voice is recorded, kept all at once or not at all, and read as a narrator afterwards."""

import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from burnbreak.audio.polish import loudness, true_peak
from burnbreak.core.narration import Clip, VoiceKind
from burnbreak.core.recording import (
    MicTrouble,
    Piece,
    Prompt,
    Recorded,
    Remark,
    Stage,
    common_prompts,
    prompts,
)
from burnbreak.core.score import Channel
from burnbreak.core.settings import Settings
from burnbreak.core.timeline import lay_out
from burnbreak.core.wording import ANCHORS
from burnbreak.own_content import OwnContent
from burnbreak.resources import asset_folder, audio_opener
from burnbreak.storage.note import StorageError
from burnbreak.storage.own_folder import OwnFolder
from burnbreak.storage.practice_files import load_practices
from burnbreak.stores import open_narrators
from burnbreak.voice_studio import VoiceStudio
from tests.audio.fake_microphone import FakeMicrophones
from tests.audio.speaking import RATE, Sound, as_recorded, placed, room, sentence
from tests.own.made import home

ROOT = Path(__file__).resolve().parents[2]
PROMPTS = [Prompt(clip=f"lake/cue-{n}", text=f"Sentence {n}.", part=1) for n in range(4)]


class Desk:
    """A studio with a microphone of paper."""

    def __init__(self, folder: Path) -> None:
        self.paths = home(folder)
        self.microphones = FakeMicrophones()
        self.studio = VoiceStudio(self.paths, time.monotonic, importer=self.microphones.importer)

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def start(self, cues: int = 1) -> None:
        self.studio.begin(cues)
        self.wait(lambda: self.studio.look().stage is not Stage.OPENING)

    def finish(self) -> Recorded:
        self.studio.end()
        return self.outcome()

    def outcome(self) -> Recorded:
        self.wait(lambda: self.studio.look().stage is Stage.IDLE)
        found = self.studio.recorded()
        assert found is not None
        return found

    def take(self, sound: Sound, cues: int = 1) -> Recorded:
        self.start(cues)
        self.microphones.streams[-1].speak(as_recorded(sound))
        return self.finish()

    def piece(self, seed: int = 1) -> Piece:
        (found,) = self.take(placed(3.0, (0.8, sentence(1.0, seed=seed))) + room(3.0)).pieces
        return found

    def table(self, id: str) -> dict[str, object]:
        return tomllib.loads((self.paths.data / "voices" / id / "voice.toml").read_text())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "home")
    yield made
    made.studio.close()


def test_a_cue_is_recorded_and_kept(desk: Desk) -> None:
    words = sentence(2.0)
    (piece,) = desk.take(placed(5.0, (1.2, words)) + room(5.0)).pieces
    assert piece.remarks == ()
    assert piece.seconds == pytest.approx(len(words) / RATE, abs=0.12)
    kept = desk.studio.keep("", "Marit", {PROMPTS[0]: piece})
    assert (kept.id, kept.name) == ("marit", "Marit")
    assert kept.clips == {"lake/cue-0": Clip(round(piece.seconds, 6), "Sentence 0.")}
    assert kept.has(PROMPTS[0])
    assert not kept.has(PROMPTS[1])
    assert not kept.has(replace(PROMPTS[0], text="Other words."))
    path = desk.paths.data / "voices" / "marit" / "lake" / "cue-0.opus"
    sound, rate = soundfile.read(path, dtype="float32")
    assert (rate, sound.ndim) == (RATE, 1)
    assert len(sound) / RATE == pytest.approx(piece.seconds, abs=1e-6)
    assert loudness(sound) == pytest.approx(-21.0, abs=1.0)
    assert true_peak(sound) <= -3.0
    assert desk.table("marit") == {
        "id": "marit",
        "name": "Marit",
        "kind": "human",
        "lang": "en",
        "clips": {"lake/cue-0": {"seconds": round(piece.seconds, 6), "text": "Sentence 0."}},
    }
    assert desk.studio.voices() == (kept,)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_next_cue_and_a_retake_join_the_same_voice(desk: Desk) -> None:
    id = desk.studio.keep("", "Marit", {PROMPTS[0]: desk.piece(1)}).id
    first = (desk.paths.data / "voices" / id / "lake" / "cue-0.opus").read_bytes()
    desk.studio.keep(id, "", {PROMPTS[1]: desk.piece(2)})
    assert (desk.paths.data / "voices" / id / "lake" / "cue-0.opus").read_bytes() == first
    kept = desk.studio.keep(id, "", {PROMPTS[0]: desk.piece(3)})
    assert list(kept.clips) == ["lake/cue-0", "lake/cue-1"]
    assert (desk.paths.data / "voices" / id / "lake" / "cue-0.opus").read_bytes() != first


def test_a_voice_can_be_exported_and_imported_as_a_pack(desk: Desk, tmp_path: Path) -> None:
    kept = desk.studio.keep("", "Marit", {PROMPTS[0]: desk.piece(1), PROMPTS[1]: desk.piece(1)})
    OwnContent(desk.paths).export(kept.id, tmp_path / "marit.zip", voice=True)
    other = home(tmp_path / "other")
    OwnContent(other).bring(tmp_path / "marit.zip")
    assert VoiceStudio(other, time.monotonic).voices() == (kept,)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Marit", "marit"),
        ("  Jörg   Ülm ", "jorg-ulm"),
        ("低い声", "recording"),
        ("low", "low-2"),
        ("System", "system-own"),
        ("con", "con-voice"),
        ("../../x", "x"),
        ("a" * 200, "a" * 36),
    ],
)
def test_every_name_makes_an_id_of_its_own(desk: Desk, name: str, id: str) -> None:
    if name == "low":
        (desk.paths.data / "voices" / "low").mkdir(parents=True)
    piece = desk.piece()
    found = [desk.studio.keep("", name, {PROMPTS[0]: piece}).id for _ in range(2)]
    assert found[0] in (id, "low-own")
    assert found[1] != found[0]
    assert len(desk.studio.voices()) == 2


def test_a_voice_without_a_name_is_refused(desk: Desk) -> None:
    with pytest.raises(StorageError, match="needs a name"):
        desk.studio.keep("", " <> ", {PROMPTS[0]: desk.piece()})
    assert desk.studio.voices() == ()


def test_a_voice_that_has_gone_is_told(desk: Desk) -> None:
    with pytest.raises(StorageError, match="not there any more"):
        desk.studio.keep("gone", "", {PROMPTS[0]: desk.piece()})


def test_a_take_that_has_gone_leaves_the_voice_as_it_was(desk: Desk) -> None:
    id = desk.studio.keep("", "Marit", {PROMPTS[0]: desk.piece()}).id
    before = desk.table(id)
    piece = desk.piece()
    shutil.rmtree(desk.paths.takes)
    with pytest.raises(StorageError, match="record it again"):
        desk.studio.keep(id, "", {PROMPTS[1]: piece})
    assert desk.table(id) == before


@pytest.mark.parametrize("steps", range(8))
def test_a_kill_between_any_two_steps_leaves_the_old_or_the_new_voice(
    desk: Desk, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing in the program may catch this."""

    id = desk.studio.keep("", "Marit", {p: desk.piece(n) for n, p in enumerate(PROMPTS[:2])}).id
    folder = desk.paths.data / "voices" / id

    def state() -> dict[str, bytes]:
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    before, left, rename = state(), [steps], OwnFolder.rename

    def cut(self: OwnFolder, old: Path, new: Path) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        rename(self, old, new)

    piece = desk.piece(7)
    monkeypatch.setattr(OwnFolder, "rename", cut)
    killed = False
    try:
        desk.studio.keep(id, "", {PROMPTS[0]: piece, PROMPTS[2]: piece})
    except Killed:
        killed = True
    monkeypatch.undo()
    desk.studio.voices()
    after = state()
    if after != before:
        assert after.keys() == before.keys() | {"lake/cue-2.opus"}
        assert after["lake/cue-0.opus"] == after["lake/cue-2.opus"] != before["lake/cue-0.opus"]
        assert after["lake/cue-1.opus"] == before["lake/cue-1.opus"]
        assert {"lake/cue-0", "lake/cue-1", "lake/cue-2"} == set(desk.studio.voices()[0].clips)
    assert (after == before) == (killed and steps == 0)
    assert sorted(p.name for p in desk.paths.data.iterdir()) == ["voices"]


def test_a_refusing_disk_is_told_and_leaves_the_voice_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = desk.studio.keep("", "Marit", {PROMPTS[0]: desk.piece()}).id
    before, piece = desk.table(id), desk.piece(3)
    rename = OwnFolder.rename

    def full(self: OwnFolder, old: Path, new: Path) -> None:
        if new.name == "voice.toml" and "new" in old.parts:
            raise OSError(28, "No space left on device")
        rename(self, old, new)

    monkeypatch.setattr(OwnFolder, "rename", full)
    with pytest.raises(StorageError, match="as they were"):
        desk.studio.keep(id, "", {PROMPTS[1]: piece})
    monkeypatch.undo()
    assert desk.table(id) == before


# --- takes -----------------------------------------------------------------------------------------------


def test_all_cues_of_a_practice_in_one_take(desk: Desk) -> None:
    """Every cue of the shortest guided practice, each as long as its words, with pauses nobody measures."""
    practice = next(p for p in load_practices(asset_folder("practices"))[0] if p.id == "stop")
    wanted = prompts(practice, ("hands",))
    dice, at, said = np.random.default_rng(4), 1.5, []
    for number, prompt in enumerate(wanted):
        words = sentence(0.35 * len(prompt.text.split()), seed=number)
        said.append((at, words))
        at += len(words) / RATE + dice.uniform(1.1, 2.6)
    desk.start(len(wanted))
    sound = placed(at + 0.4, *said) + room(at + 0.4, level_db=-52.0)
    desk.microphones.streams[-1].speak(as_recorded(sound))
    desk.wait(lambda: desk.studio.look().said >= len(wanted) - 1)
    found = desk.finish()
    assert found.trouble is None
    assert len(found.pieces) == len(wanted)
    for piece, (start, words) in zip(found.pieces, said, strict=True):
        assert piece.start == pytest.approx(start, abs=0.06)
        assert piece.end == pytest.approx(start + len(words) / RATE, abs=0.06)
    kept = desk.studio.keep("", "Marit", dict(zip(wanted, found.pieces, strict=True)))
    assert len(kept.clips) == len(wanted)
    assert all(kept.has(prompt) for prompt in wanted)
    for prompt in wanted:
        clip = soundfile.read(desk.paths.data / "voices" / "marit" / f"{prompt.clip}.opus", dtype="float32")[
            0
        ]
        assert loudness(clip) == pytest.approx(-21.0, abs=1.0)


def test_what_was_recorded_is_the_voice_of_the_next_sitting(desk: Desk) -> None:
    """From the microphone to the score: the clip, its length, its file."""
    practice = next(p for p in load_practices(asset_folder("practices"))[0] if p.id == "stop")
    first, second = prompts(practice, ("hands",))[:2]
    piece = desk.piece()
    kept = desk.studio.keep("", "Marit", {first: piece, second: desk.piece(4)})
    narrators, notes = open_narrators(desk.paths)
    assert notes == ()
    voice = next(v for v in narrators if v.id == kept.id)
    assert (voice.name, voice.kind) == ("Marit", VoiceKind.HUMAN)
    timeline = lay_out(practice, 60, Settings().sound, narration=voice)
    said = [s for s in timeline.score.sounds if s.channel is Channel.VOICE]
    assert [s.asset for s in said][:1] == [f"voice/marit/{first.clip}"]
    assert timeline.placed[0].line.length == round(piece.seconds * RATE)
    open_asset = audio_opener(desk.paths.data, desk.paths.takes)
    assert all(open_asset(s.asset).is_file() for s in said)
    assert open_asset(piece.asset).is_file()


def test_two_pieces_can_be_joined(desk: Desk) -> None:
    sound = placed(9.0, (1.0, sentence(1.0)), (3.5, sentence(1.0, seed=2)), (6.5, sentence(1.0, seed=3)))
    first, second, _ = desk.take(sound + room(9.0), cues=3).pieces
    both = desk.studio.join(first, second)
    assert both.start == pytest.approx(first.start, abs=0.02)
    assert both.end == pytest.approx(second.end, abs=0.02)
    assert both.asset not in (first.asset, second.asset)


def test_a_silent_take_says_that_nobody_was_heard(desk: Desk) -> None:
    (piece,) = desk.take(room(3.0)).pieces
    assert (piece.asset, piece.remarks) == ("", (Remark.NOTHING,))
    assert desk.take(room(6.0), cues=3).pieces == ()


def test_a_lost_microphone_leaves_what_was_said(desk: Desk) -> None:
    desk.start()
    desk.microphones.streams[-1].speak(as_recorded(placed(3.0, (0.8, sentence(1.0))) + room(3.0)))
    desk.microphones.streams[-1].vanish()
    found = desk.outcome()
    assert found.trouble is MicTrouble.LOST
    assert found.pieces[0].asset


def test_a_switched_off_and_a_missing_microphone_are_told(desk: Desk) -> None:
    assert desk.take(np.zeros(3 * RATE)) == Recorded(trouble=MicTrouble.DEAF)
    desk.microphones.refusals = 1
    desk.start()
    assert desk.outcome() == Recorded(trouble=MicTrouble.NO_MICROPHONE)


def test_a_disk_that_takes_no_clip_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from burnbreak.audio import takes

    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(takes, "write_opus", refuse)
    assert desk.take(placed(3.0, (0.8, sentence(1.0))) + room(3.0)).trouble is MicTrouble.UNWRITTEN
    assert "could not be written" in caplog.text
    caplog.clear()


def test_closing_in_mid_take_frees_the_microphone_and_keeps_nothing(desk: Desk) -> None:
    desk.start()
    desk.microphones.streams[-1].speak(as_recorded(placed(3.0, (0.8, sentence(1.0))) + room(3.0)))
    desk.studio.close()
    assert not desk.microphones.streams[-1].open
    assert not desk.paths.takes.exists()


def test_what_is_to_be_said_is_grouped_by_the_anchor() -> None:
    practice = next(p for p in load_practices(asset_folder("practices"))[0] if p.id == "clear-the-room")
    one, four = prompts(practice, ("hands",)), prompts(practice, tuple(ANCHORS))
    anchored = [p for p in four if p.anchor]
    assert [p.anchor for p in anchored] == list(ANCHORS) * (len(anchored) // 4)
    assert len(four) == len(one) + 3 * len(anchored) // 4
    assert len({p.clip for p in four}) == len(four)
    assert all("{" not in p.text for p in four)
    assert [p.clip for p in common_prompts(("sight",))] == ["common/anchor-back-sight", "common/ease-off"]


def test_opening_the_studio_loads_no_sound_library() -> None:
    code = "import burnbreak.voice_studio, sys; sys.exit('numpy' in sys.modules or 'soxr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
