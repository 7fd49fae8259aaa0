"""The library: situations, minutes, kinds and words lead to a few tiles; a page tells what each is."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.events import StartNow
from burnbreak.core.narration import Narration, VoiceKind
from burnbreak.core.practice import Practice, Situation, Track
from burnbreak.core.settings import Practices, Settings, Sound
from burnbreak.core.timeline import lay_out
from burnbreak.engine.commands import ChangeSettings
from burnbreak.stores import open_practices
from burnbreak.ui import library_words
from burnbreak.ui.kit import Tile
from burnbreak.ui.library import LibraryWindow
from burnbreak.ui.preview import Preview
from burnbreak.ui.theme import Theme
from tests.fakes import ClockPlayer, FakeClock
from tests.ui_windows.values import NOW, nameless, too_small

PRACTICES = open_practices()[0]
BY_ID = {p.id: p for p in PRACTICES}
VOICES = tuple(
    Narration(id=name, name=words, kind=kind, clips={})
    for name, words, kind in (
        ("low", "Low", VoiceKind.SYNTHETIC),
        ("ada", "Ada", VoiceKind.HUMAN),
    )
)


class Room:
    """An open library and all that it said."""

    def __init__(self, qtbot: QtBot, theme: Theme, settings: Settings, **more: object) -> None:
        self.said: list[object] = []
        self.clock = FakeClock(NOW)
        self.player, self.sitting = ClockPlayer(self.clock), False
        self.preview = Preview(self.player, lambda: self.sitting)
        values: dict[str, object] = {
            "narrators": VOICES,
            "preview": self.preview,
            "ranked": lambda situation: [p.id for p in PRACTICES if situation in p.situations][:2],
            "surprise": lambda minutes: "stop",
            "own": frozenset(),
        }
        self.window = LibraryWindow(theme, PRACTICES, settings, **{**values, **more})  # type: ignore[arg-type]
        for signal in (self.window.command, self.window.window_wanted):
            signal.connect(self.said.append)
        self.window.preview_wanted.connect(self.hear)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def hear(self, practice: str) -> None:
        found = BY_ID[practice]
        line = lay_out(found, found.durations[0], Sound())
        self.preview.play(replace(line.score, seconds=20.0), line.frame)

    def titles(self) -> list[str]:
        return [tile.objectName() for tile in self.window.shelf.tiles]

    def headings(self) -> list[str]:
        QApplication.processEvents()
        found = self.window.shelf.scroller.findChildren(QLabel)
        tiles = self.window.shelf.tiles
        return [w.text() for w in found if w.isVisible() and w.parentWidget() not in tiles]

    def texts(self) -> str:
        assert self.window.page is not None
        QApplication.processEvents()
        return "\n".join(w.text() for w in self.window.page.findChildren(QLabel) if w.isVisible())

    def button(self, text: str) -> QPushButton:
        found = self.window.findChildren(QPushButton)
        return next(b for b in found if b.text() == text and b.isVisible())


Open = Callable[..., Room]


@pytest.fixture
def library(qtbot: QtBot, theme: Theme) -> Open:
    return lambda settings=None, **more: Room(qtbot, theme, settings or Settings(), **more)


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# --- the shelf -------------------------------------------------------------------------------------------


def test_all_of_them_by_their_kind(library: Open) -> None:
    room = library()
    assert sorted(room.titles()) == sorted(BY_ID)
    assert room.headings() == ["Breath", "Self-compassion", "Body", "Meaning"]
    assert nameless(room.window) == []
    assert too_small(room.window) == []


def test_each_tile_says_what_it_is_and_how_long(library: Open) -> None:
    room = library()
    tile = next(t for t in room.window.shelf.tiles if t.objectName() == "clear-the-room")
    words = [label.text() for label in tile.findChildren(QLabel)]
    assert words == ["Clear the room", "1 to 8 min", "Set the last hour down and arrive for the next."]
    assert "1 to 8 min" in tile.accessibleDescription()
    for label in tile.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_a_situation_has_its_first_ones_before_the_others(qtbot: QtBot, library: Open) -> None:
    room = library()
    chips = room.window.shelf.situation.buttons()
    assert len(chips) == 8
    click(qtbot, chips[list(Situation).index(Situation.LITTLE_TIME)])
    expected = [p.id for p in PRACTICES if Situation.LITTLE_TIME in p.situations]
    assert room.titles() == expected
    assert room.headings() == ["To begin with", "Also"]
    click(qtbot, chips[list(Situation).index(Situation.LITTLE_TIME)])
    assert len(room.titles()) == len(PRACTICES)


@pytest.mark.parametrize("minutes", [1, 2, 3, 5, 8, 10])
def test_minutes_leave_what_can_be_that_long(qtbot: QtBot, library: Open, minutes: int) -> None:
    room = library()
    chips = {b.text(): b for b in room.window.shelf._minutes.buttons()}
    click(qtbot, chips[str(minutes)])
    assert set(room.titles()) == {p.id for p in PRACTICES if p.shortest <= minutes * 60 <= p.longest}
    assert 0 < len(room.titles()) < len(PRACTICES)


def test_a_kind_and_words(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.shelf.track.set_value(Track.MEANING)
    room.window.shelf.track.chosen.emit(Track.MEANING)
    assert set(room.titles()) == {p.id for p in PRACTICES if p.track is Track.MEANING}
    qtbot.keyClicks(room.window.shelf.search, "HOUR room")
    assert room.titles() == ["clear-the-room"]


def test_nothing_found_is_said_kindly_with_the_way_back(qtbot: QtBot, library: Open) -> None:
    room = library()
    qtbot.keyClicks(room.window.shelf.search, "xyzzy")
    assert room.titles() == []
    assert room.headings()[0].startswith("Nothing here is all of that.")
    click(qtbot, room.button("Show all of them"))
    assert len(room.titles()) == len(PRACTICES)
    assert room.window.shelf.search.text() == ""


def test_a_surprise_opens_its_page(qtbot: QtBot, library: Open) -> None:
    asked: list[int | None] = []

    def pick(minutes: int | None) -> str:
        asked.append(minutes)
        return "stop"

    room = library(surprise=pick)
    click(qtbot, room.button("Surprise me"))
    assert room.window.page is not None
    assert room.window.page.practice.id == "stop"
    assert asked == [None]
    assert room.said == []


def test_nothing_to_be_surprised_by_changes_nothing(qtbot: QtBot, library: Open) -> None:
    room = library(surprise=lambda minutes: "")
    click(qtbot, room.button("Surprise me"))
    assert room.window.page is None


def test_own_practices_only_where_they_can_be_kept(qtbot: QtBot, library: Open) -> None:
    with pytest.raises(StopIteration):
        library().button("Own practices and voices ...")
    room = library(own=frozenset({"own_practices", "recorder"}))
    click(qtbot, room.button("Own practices and voices ..."))
    room.window.show_practice("stop")
    click(qtbot, room.button("Record it yourself ..."))
    assert room.said == ["own_practices", "recorder/stop"]


def test_an_own_practice_is_there_as_soon_as_it_is_known(library: Open) -> None:
    room = library()
    own = replace(BY_ID["stop"], id="lake", title="The lake")
    room.window.show_practices((*PRACTICES, own), VOICES)
    assert "lake" in room.titles()
    room.window.show_practice("lake")
    room.window.show_practices(PRACTICES, VOICES)
    assert room.window.page is None
    assert "lake" not in room.titles()


# --- the page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_every_practice_tells_what_it_is_and_where_to_be_careful(library: Open, id: str) -> None:
    room, practice = library(), BY_ID[id]
    room.window.show_practice(id)
    shown = room.texts()
    assert practice.title in shown
    assert practice.summary in shown
    assert practice.origin in shown
    assert practice.evidence_note in shown
    assert library_words.GRADES[practice.evidence] in shown
    assert all(words in shown for words in library_words.cautions(practice))
    assert len(library_words.cautions(practice)) == len(practice.cautions)
    assert not any(ref in shown for ref in practice.refs)
    page = room.window.page
    assert page is not None
    assert nameless(page) == []
    assert too_small(page) == []
    for label in (w for w in page.findChildren(QLabel) if w.isVisible() and w.text()):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_sources_unfold(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("Sources"))
    assert all(ref in room.texts() for ref in BY_ID["clear-the-room"].refs)


def test_start_begins_the_length_that_is_chosen(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    assert room.button("Start 3 min").hasFocus()
    page = room.window.page
    assert page is not None
    click(qtbot, next(b for b in page.card.length.buttons() if b.text() == "5 min"))
    click(qtbot, room.button("Start 5 min"))
    assert room.said == [StartNow("clear-the-room", 300.0)]
    assert not room.window.isVisible()


def test_the_situation_that_is_chosen_goes_along(qtbot: QtBot, library: Open) -> None:
    room = library()
    click(qtbot, room.window.shelf.situation.buttons()[list(Situation).index(Situation.ORDINARY)])
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("Start 3 min"))
    assert room.said == [StartNow("clear-the-room", 180.0, Situation.ORDINARY)]


def test_the_minutes_that_were_looked_for_are_chosen(qtbot: QtBot, library: Open) -> None:
    room = library()
    click(qtbot, next(b for b in room.window.shelf._minutes.buttons() if b.text() == "10"))
    room.window.show_practice("clear-the-room")
    assert room.button("Start 10 min")


def test_the_voice_is_a_setting_and_plainly_named(library: Open) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    page = room.window.page
    assert page is not None
    assert page.card.voice is not None
    assert "Computer-generated" in room.texts()
    page.card.voice.chosen.emit("ada")
    assert room.said == [ChangeSettings(Settings(sound=Sound(narrator="ada")))]
    assert "Computer-generated" not in room.texts()


def test_a_voice_that_is_not_there_is_shown_as_that(library: Open) -> None:
    room = library(Settings(sound=Sound(narrator="gone")))
    room.window.show_practice("clear-the-room")
    page = room.window.page
    assert page is not None
    assert page.card.voice is not None
    assert page.card.voice.currentText() == "gone (not found)"


@pytest.mark.parametrize("id", ["long-exhale", "hands"])
def test_no_voice_where_nobody_speaks(library: Open, id: str) -> None:
    room = library()
    room.window.show_practice(id)
    assert room.window.page is not None
    assert room.window.page.card.voice is None


def test_breath_holds_say_why_they_are_closed_and_lead_to_their_page(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.show_practice("box")
    assert "breath holds are closed" in room.texts()
    with pytest.raises(StopIteration):
        room.button("Start 3 min")
    click(qtbot, room.button("About breath holds ..."))
    assert room.said == ["settings/holds"]
    room.window.show_settings(Settings(practices=Practices(holds=True)))
    assert "breath holds are closed" not in room.texts()
    assert room.button("Start 2 min").isEnabled()


def test_a_practice_can_be_left_out_of_suggestions(qtbot: QtBot, library: Open) -> None:
    room = library(Settings(practices=Practices(hidden=("stop",))))
    room.window.show_practice("chair-scan")
    page = room.window.page
    assert page is not None
    assert page.suggest.isChecked()
    click(qtbot, page.suggest)
    click(qtbot, page.suggest)
    hidden = [c.settings.practices.hidden for c in room.said if isinstance(c, ChangeSettings)]
    assert hidden == [("stop", "chair-scan"), ("stop",)]


# --- the preview -----------------------------------------------------------------------------------------


def test_the_preview_plays_and_shows_how_far_it_is(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("Listen for 20 seconds"))
    assert room.player.score is not None
    assert room.player.score.seconds == 20.0
    page = room.window.page
    assert page is not None
    for _ in range(10):
        room.clock.steady += 1.0
        room.preview._look()
    assert page.card._line.value() == 500
    assert page.card._line.isVisible()
    room.clock.steady += 10.0
    room.preview._look()
    assert not room.preview.running
    assert not page.card._line.isVisible()
    assert room.button("Listen for 20 seconds")


def stop_by_button(qtbot: QtBot, room: Room) -> None:
    click(qtbot, room.button("Stop the preview"))


def stop_by_length(qtbot: QtBot, room: Room) -> None:
    click(qtbot, room.button("1 min"))


def stop_by_voice(qtbot: QtBot, room: Room) -> None:
    assert room.window.page is not None
    assert room.window.page.card.voice is not None
    room.window.page.card.voice.chosen.emit("")


def stop_by_going_back(qtbot: QtBot, room: Room) -> None:
    qtbot.keyClick(room.window, Qt.Key.Key_Escape)


def stop_by_starting(qtbot: QtBot, room: Room) -> None:
    click(qtbot, room.button("Start 3 min"))


def stop_by_closing(qtbot: QtBot, room: Room) -> None:
    room.window.close()


def stop_by_a_sitting(qtbot: QtBot, room: Room) -> None:
    room.sitting = True
    room.preview._look()


@pytest.mark.parametrize(
    "other",
    [
        stop_by_button, stop_by_length, stop_by_voice, stop_by_going_back, stop_by_starting, stop_by_closing,
        stop_by_a_sitting,
    ],
)  # fmt: skip
def test_the_preview_ends_with_anything_else(
    qtbot: QtBot, library: Open, other: Callable[[QtBot, Room], None]
) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("Listen for 20 seconds"))
    assert room.preview.running
    other(qtbot, room)
    assert not room.preview.running


def test_no_preview_while_a_sitting_runs(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.sitting = True
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("Listen for 20 seconds"))
    assert not room.preview.running
    assert room.player.score is None
    assert room.button("Listen for 20 seconds")


def test_another_sound_is_not_taken_for_the_preview(library: Open) -> None:
    room = library()
    room.window.show_practice("clear-the-room")
    room.preview.play(lay_out(BY_ID["stop"], 60, Sound()).score)
    room.preview._look()
    assert room.button("Listen for 20 seconds")


def test_muted_sound_is_said_with_the_way_to_it(qtbot: QtBot, library: Open) -> None:
    room = library(Settings(sound=Sound(muted=True)))
    room.window.show_practice("clear-the-room")
    click(qtbot, room.button("The sound is off ..."))
    assert room.said == ["settings/sound"]


# --- keys ------------------------------------------------------------------------------------------------


def test_the_keyboard_goes_all_the_way(qtbot: QtBot, library: Open) -> None:
    room = library()
    qtbot.keyClicks(room.window.shelf.search, "a")
    assert room.window.shelf.search.hasFocus()
    first = room.window.shelf.tiles[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = QApplication.focusWidget()
    assert second is room.window.shelf.tiles[1]
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert room.window.page is not None
    assert room.window.page.practice.id == room.titles()[1]
    qtbot.keyClick(room.window, Qt.Key.Key_Escape)
    assert room.window.page is None
    assert QApplication.focusWidget() is room.window.shelf.tiles[1]
    qtbot.keyClick(room.window, Qt.Key.Key_Escape)
    assert room.window.shelf.search.text() == ""
    assert room.window.isVisible()
    qtbot.keyClick(room.window, Qt.Key.Key_Escape)
    assert not room.window.isVisible()


def test_enter_begins_from_the_page(qtbot: QtBot, library: Open) -> None:
    room = library()
    room.window.show_practice("stop")
    qtbot.keyClick(room.button("Start 90 s"), Qt.Key.Key_Return)
    assert room.said == [StartNow("stop", 90.0)]


def test_arrows_move_among_chips_and_tab_leaves_them(qtbot: QtBot, library: Open) -> None:
    room = library()
    chips = room.window.shelf._minutes.buttons()
    chips[0].setFocus()
    qtbot.keyClick(chips[0], Qt.Key.Key_Right)
    qtbot.keyClick(chips[1], Qt.Key.Key_Right)
    assert room.window.shelf.minutes == 2
    assert QApplication.focusWidget() is chips[2]
    qtbot.keyClick(chips[2], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in chips
    situations = room.window.shelf.situation.buttons()
    situations[0].setFocus()
    qtbot.keyClick(situations[0], Qt.Key.Key_Right)
    assert room.window.shelf.situation.value is None
    qtbot.keyClick(situations[1], Qt.Key.Key_Space)
    assert room.window.shelf.situation.value is Situation.BEFORE_HARD


# --- room ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [420, 640, 900, 1400])
def test_nothing_is_cut_at_any_width(qtbot: QtBot, library: Open, width: int) -> None:
    room = library(own=frozenset({"own_practices", "recorder"}))
    room.window.resize(width, 640)
    shelf = room.window.shelf

    def laid_out() -> None:
        for tile in shelf.tiles:
            assert tile.width() <= shelf.scroller.viewport().width()
            for label in tile.findChildren(QLabel):
                assert label.height() >= label.heightForWidth(label.width())

    qtbot.waitUntil(laid_out)
    for chip in shelf.situation.buttons():
        assert chip.mapTo(shelf, chip.rect().topRight()).x() < shelf.width()
    assert shelf.scroller.horizontalScrollBar().maximum() == 0
    room.window.show_practice("tense-release")
    page = room.window.page
    assert page is not None

    def whole() -> None:
        told = [w for w in page.findChildren(QLabel) if w.isVisible() and w.text()]
        assert told
        for label in told:
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert label.mapTo(page, label.rect().topRight()).x() < page.width()

    qtbot.waitUntil(whole)


def test_mirrored_the_arrows_are_too(qtbot: QtBot, library: Open, mirrored: None) -> None:
    room = library()
    first = room.window.shelf.tiles[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is room.window.shelf.tiles[1]
    assert isinstance(first, Tile)
    assert first.x() > room.window.shelf.tiles[1].x()


def lengths(*durations: int) -> str:
    return library_words.lengths(replace(BY_ID["stop"], durations=durations))


def test_lengths_in_words() -> None:
    assert lengths(60, 120, 480) == "1 to 8 min"
    assert lengths(20, 60) == "20 s to 1 min"
    assert lengths(30) == "30 s"
    assert lengths(180) == "3 min"


def test_every_caution_and_situation_has_words(library: Open) -> None:
    assert set(library_words.SITUATIONS) == set(Situation)
    assert set(library_words.TRACKS) == set(Track)
    everything: tuple[Practice, ...] = PRACTICES
    assert all(library_words.cautions(p) or not p.cautions for p in everything)
