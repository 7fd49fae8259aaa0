"""The recorder's window: by button and by key, sentence by sentence and in one take."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.narration import Clip
from burnbreak.core.recording import Level, MicTrouble, OwnVoice, Recorded, Remark, Stage
from burnbreak.core.score import Score
from burnbreak.core.settings import Practices, Settings
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.resources import asset_folder
from burnbreak.storage.practice_files import load_practices
from burnbreak.ui.recorder import RecorderWindow
from burnbreak.ui.theme import Theme
from tests.fake_studio import FakeStudio, piece

PRACTICES = load_practices(asset_folder("practices"))[0]
SPOKEN = [p for p in PRACTICES if p.stages and not p.card]


class Bench:
    """A window with all it talks to."""

    def __init__(self, qtbot: QtBot, theme: Theme, studio: FakeStudio | None = None) -> None:
        self.qtbot, self.studio = qtbot, studio or FakeStudio()
        self.played: list[Score] = []
        self.hushes = self.told = 0
        self.wanted: list[str] = []
        self.window = RecorderWindow(
            theme,
            self.studio,
            PRACTICES,
            Settings(practices=Practices(anchor="sight")),
            play=self.played.append,
            hush=self._hush,
        )
        self.window.kept.connect(self._kept)
        self.window.narrator_wanted.connect(self.wanted.append)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def _hush(self) -> None:
        self.hushes += 1

    def _kept(self) -> None:
        self.told += 1

    @property
    def setup(self):  # type: ignore[no-untyped-def]
        return self.window.setup

    @property
    def page(self):  # type: ignore[no-untyped-def]
        found = self.window.prompter or self.window.review
        assert found is not None
        return found

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.window.prompter or self.window, key)

    def begin(self, practice: str = "stop", name: str = "Marit", *, whole: bool = False) -> None:
        self.setup.practice.set_value(practice)
        if self.setup.chosen is None:
            self.setup.name.setText(name)
        self.setup.whole.set_value(whole)
        self.setup.start.click()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=3000)

    def take(self) -> None:
        self.key(Qt.Key.Key_Space)
        assert self.studio.stage is Stage.RECORDING
        self.key(Qt.Key.Key_Space)
        self.wait(lambda: not self.window._clock.isActive())


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> Bench:
    return Bench(qtbot, theme)


def test_a_voice_needs_a_name_before_it_can_begin(bench: Bench) -> None:
    assert not bench.setup.start.isEnabled()
    bench.setup.name.setText("   ")
    assert not bench.setup.start.isEnabled()
    bench.setup.name.setText("Marit")
    assert bench.setup.start.isEnabled()


def test_everything_spoken_can_be_chosen_and_what_is_read_cannot(bench: Bench) -> None:
    titles = [bench.setup.practice.itemText(n) for n in range(bench.setup.practice.count())]
    assert titles[:-1] == [p.title for p in SPOKEN]
    assert titles[-1] == "What keys say in every practice"


def test_one_sentence_after_the_other_by_keys_alone(bench: Bench) -> None:
    bench.begin()
    count = len(bench.setup.prompts())
    texts = [prompt.text for prompt in bench.setup.prompts()]
    for number in range(count):
        assert bench.page.text.text() == texts[number]
        assert bench.page.number.text() == f"{number + 1} of {count}"
        bench.take()
        bench.key(Qt.Key.Key_Return)
    assert bench.studio.begun == [1] * count
    assert [next(iter(clips)).text for _, _, clips in bench.studio.kept] == texts
    assert [(voice, name) for voice, name, _ in bench.studio.kept] == [
        ("", "Marit"),
        *[("marit", "Marit")] * (count - 1),
    ]
    assert bench.window.prompter is None
    assert bench.setup.told.text() == "One minute stop is recorded by Marit."
    assert bench.told == 1


def test_a_take_can_be_heard_and_done_again_before_it_is_kept(bench: Bench) -> None:
    bench.begin()
    bench.take()
    assert bench.page.state.text() == "Sounds good, 2.4 s."
    bench.key(Qt.Key.Key_Space)
    assert bench.played[-1].sounds[0].asset == "take/take-1/1"
    assert bench.played[-1].seconds > 2.4
    bench.key(Qt.Key.Key_R)
    assert bench.studio.stage is Stage.RECORDING
    assert bench.hushes > 1, "what is listened to must not be recorded"
    bench.key(Qt.Key.Key_Space)
    bench.wait(lambda: not bench.window._clock.isActive())
    assert bench.studio.kept == []


def test_all_of_it_by_the_buttons_too(bench: Bench) -> None:
    bench.begin()
    assert not bench.page.retake.isVisible()
    bench.page.go.click()
    assert bench.page.go.text() == "Stop (Space)"
    bench.page.go.click()
    bench.wait(lambda: bench.page.go.text() == "Keep and next (Enter)")
    bench.page.play.click()
    assert len(bench.played) == 1
    bench.page.go.click()
    assert len(bench.studio.kept) == 1
    bench.page.back.click()
    assert bench.page.state.text().startswith("This one is recorded")
    bench.page.play.click()
    assert bench.played[-1].sounds[0].asset.startswith("voice/marit/stop/")


def test_the_arrows_go_on_without_keeping_and_mirror(bench: Bench, mirrored: None) -> None:
    bench.begin()
    bench.key(Qt.Key.Key_Left)
    assert bench.page.number.text().startswith("2 ")
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Right)
    assert bench.page.number.text().startswith("1 ")
    assert bench.studio.kept == []


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        (Remark.CLIPPED, "Too loud"),
        (Remark.QUIET, "Very soft"),
        (Remark.NOISY, "noise"),
        (Remark.CUT_START, "beginning"),
        (Remark.CUT_END, "end may be cut"),
        (Remark.GAPS, "busy"),
    ],
)
def test_what_is_amiss_is_said_and_can_be_kept_all_the_same(bench: Bench, remark: Remark, words: str) -> None:
    bench.studio.coming = Recorded(pieces=(piece(1, remark),))
    bench.begin()
    bench.take()
    assert words in bench.page.state.text()
    bench.key(Qt.Key.Key_Return)
    assert len(bench.studio.kept) == 1


def test_where_nobody_was_heard_there_is_nothing_to_keep(bench: Bench) -> None:
    bench.studio.coming = Recorded(pieces=(piece(1, Remark.NOTHING),))
    bench.begin()
    bench.take()
    assert bench.page.state.text() == "Nobody can be heard in it."
    assert bench.page.go.text() == "Record (Space)"
    assert not bench.page.retake.isVisible()


@pytest.mark.parametrize("trouble", list(MicTrouble))
def test_every_trouble_is_one_sentence_and_recording_can_be_tried_again(
    bench: Bench, trouble: MicTrouble
) -> None:
    bench.studio.coming = Recorded(trouble=trouble)
    bench.begin()
    bench.take()
    sentence = bench.page.state.text()
    assert sentence.endswith(".")
    assert len(sentence) > 20
    assert bench.page.go.text() == "Record (Space)"
    bench.studio.coming = Recorded(pieces=(piece(1),))
    bench.take()
    assert bench.page.go.text() == "Keep and next (Enter)"


def test_what_was_said_before_the_microphone_went_can_be_kept(bench: Bench) -> None:
    bench.studio.coming = Recorded(pieces=(piece(1),), trouble=MicTrouble.LOST)
    bench.begin()
    bench.take()
    assert "went away" in bench.page.state.text()
    bench.key(Qt.Key.Key_Return)
    assert len(bench.studio.kept) == 1


def test_a_disk_that_refuses_is_told_and_the_take_is_still_there(bench: Bench) -> None:
    bench.begin()
    bench.take()
    bench.studio.refusal = "The disk is full; your own practices and voices are as they were."
    bench.key(Qt.Key.Key_Return)
    assert bench.page.state.text() == bench.studio.refusal
    bench.studio.refusal = ""
    bench.key(Qt.Key.Key_Return)
    assert len(bench.studio.kept) == 1


def test_it_goes_on_where_it_was_left(qtbot: QtBot, theme: Theme) -> None:
    bench = Bench(qtbot, theme)
    bench.begin()
    for _ in range(3):
        bench.take()
        bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Escape)
    assert bench.told == 1
    later = Bench(qtbot, theme, bench.studio)
    later.begin()
    assert later.page.number.text().startswith("4 ")


def test_a_sentence_whose_words_have_changed_is_recorded_anew(qtbot: QtBot, theme: Theme) -> None:
    bench = Bench(qtbot, theme)
    first = bench.window._said_in("stop", False)[0]
    old = OwnVoice(id="marit", name="Marit", clips={first.clip: Clip(2.0, "Other words.")})
    bench = Bench(qtbot, theme, FakeStudio(old))
    bench.begin()
    assert bench.page.text.text() == first.text


def test_leaving_in_mid_take_closes_the_microphone(bench: Bench) -> None:
    bench.begin()
    bench.key(Qt.Key.Key_Space)
    bench.key(Qt.Key.Key_Escape)
    assert bench.studio.stage is Stage.IDLE
    assert bench.window.prompter is None
    bench.wait(lambda: not bench.window._clock.isActive())
    assert bench.studio.kept == []
    bench.window.close()
    assert bench.studio.closed


def test_the_words_for_ones_own_anchor_or_for_all(bench: Bench) -> None:
    bench.setup.practice.set_value("clear-the-room")
    own = bench.setup.prompts()
    assert {p.anchor for p in own} == {"", "sight"}
    bench.setup.anchors.set_value(True)
    assert len(bench.setup.prompts()) > len(own)
    bench.begin("clear-the-room")
    while not bench.page.anchor.text():
        bench.key(Qt.Key.Key_Right)
    assert "rest with" in bench.page.anchor.text()


def test_a_finished_voice_can_be_put_to_use(qtbot: QtBot, theme: Theme) -> None:
    voice = OwnVoice(id="marit", name="Marit", clips={"stop/x": Clip(2.0, "X.")})
    bench = Bench(qtbot, theme, FakeStudio(voice))
    assert bench.setup.use.isVisible()
    bench.setup.use.click()
    assert bench.wanted == ["marit"]
    bench.window.show_settings(Settings(sound=SoundSettings(narrator="marit")))
    assert not bench.setup.use.isVisible()


def test_while_a_practice_runs_the_microphone_stays_closed(bench: Bench) -> None:
    from tests.ui.values import view

    bench.begin()
    bench.key(Qt.Key.Key_Space)
    running = replace(view(), sitting=object())  # type: ignore[arg-type]
    bench.window.update_view(running)
    assert bench.studio.stage is Stage.IDLE
    bench.wait(lambda: not bench.window._clock.isActive())
    bench.key(Qt.Key.Key_R)
    assert bench.studio.stage is Stage.IDLE
    assert "practice runs" in bench.page.state.text()


def test_the_meter_tells_in_words_too(bench: Bench) -> None:
    bench.begin()
    bench.key(Qt.Key.Key_Space)
    bench.wait(lambda: bench.page.meter.word == "Good")
    assert bench.page.meter.accessibleDescription() == "Good"
    bench.studio.level = Level(-0.5, -9.0)
    bench.wait(lambda: "Too loud" in bench.page.state.text())


# --- all in one take -------------------------------------------------------------------------------------


def whole(bench: Bench, *pieces: object) -> None:
    bench.studio.coming = Recorded(pieces=tuple(pieces))  # type: ignore[arg-type]
    bench.begin(whole=True)
    bench.take()


def test_the_prompter_follows_and_all_is_kept_at_once(bench: Bench) -> None:
    bench.setup.practice.set_value("stop")
    prompts = bench.setup.prompts()
    bench.studio.coming = Recorded(pieces=tuple(piece(n) for n in range(len(prompts))))
    bench.begin(whole=True)
    bench.key(Qt.Key.Key_Space)
    assert bench.studio.begun == [len(prompts)]
    bench.studio.said = 2
    bench.wait(lambda: bench.page.text.text() == prompts[2].text)
    bench.key(Qt.Key.Key_Space)
    bench.wait(lambda: bench.window.review is not None)
    assert bench.page.fits.text() == f"{len(prompts)} recording(s), one for each sentence."
    assert not bench.page.hint.isVisible()
    bench.page.save.click()
    assert dict(bench.studio.kept[0][2]) == {p: piece(n) for n, p in enumerate(prompts)}
    assert "is recorded by Marit" in bench.setup.told.text()


def test_pieces_are_joined_left_out_and_moved_until_they_fit(bench: Bench) -> None:
    bench.setup.practice.set_value("stop")
    prompts = bench.setup.prompts()
    whole(bench, *(piece(n) for n in range(len(prompts) + 1)))
    review = bench.page
    assert not review.save.isEnabled()
    review.join_with_next(1)
    assert review.save.isEnabled()
    assert review.slots[1].asset == "take/take-1/1+"
    review.leave_out(0)
    assert review.slots[0].asset == "take/take-1/1+"
    review.move_down(1)
    assert review.slots[1] is None
    assert list(review.matched()) == [p for n, p in enumerate(prompts) if n != 1]
    assert review.hint.isVisible()


def test_what_is_missing_afterwards_is_said_by_itself(bench: Bench) -> None:
    bench.setup.practice.set_value("stop")
    prompts = bench.setup.prompts()
    whole(bench, *(piece(n) for n in range(len(prompts) - 1)))
    bench.page.save.click()
    assert bench.page.text.text() == prompts[-1].text
    bench.studio.coming = Recorded(pieces=(piece(1),))
    bench.take()
    bench.key(Qt.Key.Key_Return)
    assert bench.window.prompter is None
    assert len(bench.studio.held["marit"].clips) == len(prompts)


def test_each_row_can_be_heard_and_says_its_remarks(bench: Bench) -> None:
    whole(bench, piece(0), piece(1, Remark.QUIET))
    buttons = [b for b in bench.page.findChildren(QAbstractButton) if b.accessibleName() == "Listen"]
    buttons[1].click()
    assert bench.played[-1].sounds[0].asset == "take/take-1/1"
    assert any("Very soft" in label.text() for label in bench.page.findChildren(QLabel))


def test_a_take_of_nothing_stays_at_the_prompter(bench: Bench) -> None:
    whole(bench)
    assert bench.window.review is None
    assert bench.page.state.text() == "Nobody can be heard in it."


def test_a_take_that_cannot_be_joined_or_kept_says_why(bench: Bench) -> None:
    whole(bench, piece(0), piece(1))
    bench.studio.refusal = "That take is gone; record it again."
    bench.page.join_with_next(0)
    assert bench.page.trouble.text() == bench.studio.refusal
    bench.page.save.click()
    assert bench.page.trouble.isVisible()
    assert bench.studio.kept == []


def test_every_control_has_a_name(bench: Bench) -> None:
    bench.begin()
    for button in bench.window.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
    assert bench.page.text.accessibleName().startswith("1 of ")
