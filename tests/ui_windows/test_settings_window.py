"""The settings window: every change at once, every page in sight, true states only."""

from dataclasses import fields, replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from burnbreak.core.narration import Narration, VoiceKind
from burnbreak.core.settings import Ambience, Breaks, Motion, Practices, Rhythm, Settings, Sound
from burnbreak.core.settings import Theme as Mode
from burnbreak.core.workweek import WorkPeriod, WorkWeek
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.fields import LoginState
from burnbreak.ui.settings import SettingsWindow, general, page_names
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import nameless, too_small

FOLDER = "/home/ada/.local/share/burnbreak"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> SettingsWindow:
    made = SettingsWindow(theme, Settings(), login=LoginState("off"), folder=FOLDER)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(window: SettingsWindow) -> list[Settings]:
    seen: list[Settings] = []

    def note(command: object) -> None:
        assert isinstance(command, ChangeSettings)
        seen.append(command.settings)

    window.command.connect(note)
    return seen


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def test_every_page_fits_without_scrolling(window: SettingsWindow) -> None:
    window.resize(900, 640)  # The screen of the tests is smaller than its first size.
    for name in page_names():
        window.show_page(name)
        window.layout().activate()  # type: ignore[union-attr]
        scroller = window._stack.currentWidget()
        assert isinstance(scroller, QScrollArea)
        needed = window.pages[name].minimumSizeHint().height()
        assert needed <= scroller.viewport().height(), name
        assert scroller.verticalScrollBar().maximum() == 0, name
        assert scroller.horizontalScrollBar().maximum() == 0, name


def test_every_control_has_a_name_and_room_for_a_finger(window: SettingsWindow) -> None:
    for name in page_names():
        window.show_page(name)
        assert nameless(window) == []
        assert too_small(window) == []


def test_each_switch_and_number_is_told_at_once(
    qtbot: QtBot, window: SettingsWindow, told: list[Settings]
) -> None:
    window.show_page("breaks")
    page = window.pages["breaks"]
    page._length.field.stepUp()
    page._every.field.setValue(90)
    click(qtbot, page._longer)
    click(qtbot, page._rhythm.buttons()[1])
    window.show_page("quiet")
    click(qtbot, window.pages["quiet"]._switches["wait_for_typing"])
    window.show_page("look")
    click(qtbot, window.pages["look"]._theme.buttons()[2])
    click(qtbot, window.pages["look"]._motion.buttons()[2])
    window.show_page("sound")
    sound = window.pages["sound"]
    sound._sliders["volume"].slider.setValue(35)
    sound._sliders["voice_volume"].slider.setValue(80)
    sound._sliders["tone_volume"].slider.setValue(0)
    for choice, number in ((sound._ambience, 3), (sound._between, 2), (sound._narrator, 0)):
        choice.setCurrentIndex(number)
        choice.activated.emit(number)
    final = told[-1]
    assert final.breaks == Breaks(length_minutes=4, every_minutes=90, one_longer=False, rhythm=Rhythm.EVERY)
    assert not final.quiet.wait_for_typing
    assert (final.look.theme, final.look.motion) == (Mode.DARK, Motion.REDUCED)
    assert final.sound == Sound(
        volume=35,
        voice_volume=80,
        tone_volume=0,
        ambience=Ambience.ROOM,
        interval_bell_minutes=2,
        narrator="",
    )
    assert len(told) == 13
    assert final.week == Settings().week


def test_only_the_fields_of_the_chosen_rhythm_are_there(qtbot: QtBot, window: SettingsWindow) -> None:
    window.show_page("breaks")
    page = window.pages["breaks"]
    assert (page._past_row.isVisible(), page._every_row.isVisible()) == (True, False)
    click(qtbot, page._rhythm.buttons()[1])
    assert (page._past_row.isVisible(), page._every_row.isVisible()) == (False, True)
    click(qtbot, page._offered)
    assert not page._rhythm.isEnabled()
    assert page._offered.isEnabled()


def test_settings_changed_elsewhere_are_shown_and_not_told(
    window: SettingsWindow, told: list[Settings]
) -> None:
    changed = Settings(
        week=WorkWeek((WorkPeriod(weekday=2, start=time(8), end=time(12)),)),
        breaks=Breaks(offered=False, daily_cap=3),
        sound=Sound(volume=10, muted=True),
    )
    window.show_settings(changed)
    assert told == []
    assert window.pages["breaks"]._cap.value == 3
    assert window.pages["sound"]._muted.isChecked()
    assert window.pages["week"].editor.strip.week == changed.week
    # What is changed next is built on them.
    window.pages["breaks"]._length.field.stepUp()
    assert told[-1] == replace(changed, breaks=replace(changed.breaks, length_minutes=4))


def test_defaults_and_the_way_back(qtbot: QtBot, window: SettingsWindow, told: list[Settings]) -> None:
    window.show_page("breaks")
    page = window.pages["breaks"]
    assert not page._defaults.isEnabled()
    page._cap.field.setValue(2)
    page._length.field.setValue(5)
    click(qtbot, page._defaults)
    assert told[-1].breaks == Breaks()
    assert page._cap.value == 6
    assert page._defaults.text() == "Undo"
    click(qtbot, page._defaults)
    assert told[-1].breaks == Breaks(daily_cap=2, length_minutes=5)
    assert page._defaults.text() == "Defaults"


def test_breath_holds_open_only_behind_the_text(
    qtbot: QtBot, window: SettingsWindow, told: list[Settings]
) -> None:
    window.show_page("practices")
    page = window.pages["practices"]
    click(qtbot, page._holds)
    assert told == []
    assert not page._holds.isChecked()
    assert page.open.isVisible()
    click(qtbot, page.leave)
    assert told == []
    assert page._holds.isVisible()
    click(qtbot, page._holds)
    click(qtbot, page.open)
    assert told[-1].practices.holds
    assert page._holds.isVisible()
    assert page._holds.isChecked()
    click(qtbot, page._holds)
    assert not told[-1].practices.holds


def test_every_part_of_the_sound_has_its_own_volume(window: SettingsWindow) -> None:
    window.show_page("sound")
    names = {f.name for f in fields(Sound) if f.name.endswith("volume")}
    assert names == {name for name in window.pages["sound"]._sliders if name.endswith("volume")}


def test_a_narrator_is_named_plainly_and_can_be_heard(
    qtbot: QtBot, theme: Theme, window: SettingsWindow
) -> None:
    voices = [
        Narration(id="low", name="Low", kind=VoiceKind.SYNTHETIC, clips={}),
        Narration(id="ada", name="Ada", kind=VoiceKind.HUMAN, clips={}),
    ]
    made = SettingsWindow(
        theme,
        Settings(),
        login=LoginState("off"),
        folder=FOLDER,
        narrators=voices,
        own=frozenset({"own_practices", "recorder"}),
    )
    qtbot.addWidget(made)
    made.show_page("sound")
    page, heard, opened = made.pages["sound"], list[str](), list[str]()
    made.listen_wanted.connect(heard.append)
    made.window_wanted.connect(opened.append)
    texts = [page._narrator.itemText(n) for n in range(page._narrator.count())]
    assert texts == ["No voice, captions only", "Low voice", "Ada"]
    assert "Computer-generated" in page._narrator_line._hint.text()
    click(qtbot, page._listen)
    page._narrator.setCurrentIndex(2)
    page._narrator.activated.emit(2)
    assert page._narrator_line._hint.text() == ""
    click(qtbot, page._listen)
    assert heard == ["low", "ada"]
    page.change(narrator="")
    assert not page._listen.isEnabled()
    buttons = {b.text(): b for b in page.findChildren(QPushButton)}
    click(qtbot, buttons["Own practices and voices ..."])
    click(qtbot, buttons["Record a voice ..."])
    assert opened == ["own_practices", "recorder"]
    window.show_page("sound")
    assert not window.pages["sound"]._listen.isEnabled(), "there is no voice here"


def test_values_from_the_file_that_no_list_has_are_shown(window: SettingsWindow) -> None:
    window.show_settings(Settings(sound=Sound(narrator="gone", interval_bell_minutes=7)))
    window.show_page("sound")
    page = window.pages["sound"]
    assert page._between.currentText().startswith("Every 7 minute")
    assert page._narrator.currentText() == "gone (not found)"


def test_what_was_left_out_can_be_brought_back(qtbot: QtBot, theme: Theme) -> None:
    settings = Settings(practices=Practices(hidden=("chair-scan", "own-one")))
    titles = {"chair-scan": "Chair body scan"}
    made = SettingsWindow(theme, settings, login=LoginState("off"), folder=FOLDER, titles=titles)
    qtbot.addWidget(made)
    told: list[ChangeSettings] = []
    made.command.connect(told.append)
    made.show_page("practices")
    page = made.pages["practices"]

    def offered() -> list[QPushButton]:
        found = page._hidden.findChildren(QPushButton)
        return [b for b in found if b.text().startswith("Bring back") and not b.isHidden()]

    assert [b.text() for b in offered()] == ["Bring back “Chair body scan”", "Bring back “own-one”"]
    click(qtbot, offered()[0])
    assert [c.settings.practices.hidden for c in told] == [("own-one",)]
    assert [b.text() for b in offered()] == ["Bring back “own-one”"]
    click(qtbot, offered()[0])
    assert told[-1].settings.practices.hidden == ()
    assert page._hidden_line._hint.text().startswith("None.")


def test_the_page_before_breath_holds_can_be_opened_by_name(window: SettingsWindow) -> None:
    window.show_page("holds")
    page = window.pages["practices"]
    assert page.open.isVisible()
    window.show_settings(Settings(practices=Practices(holds=True)))
    window.show_page("holds")
    assert not page.open.isVisible()


def test_launch_at_login_shows_the_system_s_state(qtbot: QtBot, window: SettingsWindow) -> None:
    wanted: list[bool] = []
    window.autostart_wanted.connect(wanted.append)
    window.show_page("general")
    page = window.pages["general"]
    click(qtbot, page._switch)
    assert wanted == [True]
    assert not page._switch.isChecked()
    window.show_login(LoginState("on"))
    assert page._switch.isChecked()
    window.show_login(LoginState("blocked", "The Task Manager keeps it from starting."))
    assert not page._switch.isChecked()
    assert page._row._hint.text() == "The Task Manager keeps it from starting."
    assert page._switch.accessibleDescription() == page._row._hint.text()
    window.show_login(LoginState("unknown"))
    assert not page._switch.isEnabled()


def test_launch_at_login_follows_the_system_while_its_page_is_seen(
    qtbot: QtBot, window: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(general, "LOOK_AGAIN_MS", 20)
    asked: list[None] = []

    def tell() -> None:
        asked.append(None)
        window.show_login(LoginState("on" if len(asked) > 2 else "off"))

    window.login_asked.connect(tell)
    assert asked == []
    window.show_page("general")
    page = window.pages["general"]
    assert len(asked) == 1, "at once"
    assert not page._switch.isChecked()
    qtbot.waitUntil(page._switch.isChecked)
    window.show_page("look")
    before = len(asked)
    qtbot.wait(100)
    assert len(asked) == before, "and not when nobody sees it"


def test_search_finds_pages_and_marks_rows(qtbot: QtBot, window: SettingsWindow) -> None:
    def shown() -> list[str]:
        return [n for i, n in enumerate(page_names()) if not window._list.item(i).isHidden()]

    window._search.setText("Volume")
    assert shown() == ["sound"]
    assert window._stack.currentIndex() == page_names().index("sound")
    marked = [row.words for row in window.pages["sound"].rows if row.marked]
    assert len(marked) == 5
    window._search.setText("spreadsheet")
    assert shown() == ["privacy"]
    window._search.setText("xyzzy")
    assert shown() == []
    assert window._nothing.isVisible()
    window._search.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert shown() == list(page_names())
    assert not any(row.marked for page in window.pages.values() for row in page.rows)


def test_wishes_reach_the_outside(qtbot: QtBot, window: SettingsWindow) -> None:
    seen: list[str] = []
    window.sound_check.connect(lambda: seen.append("bell"))
    window.open_folder.connect(lambda: seen.append("folder"))
    window.export_wanted.connect(lambda: seen.append("export"))
    for page, text in (("sound", "Play the bell"), ("privacy", "Open folder"), ("privacy", "Export ...")):
        window.show_page(page)
        buttons = window.pages[page].findChildren(QPushButton)
        click(qtbot, next(b for b in buttons if b.text() == text))
    assert seen == ["bell", "folder", "export"]
    assert window.pages["privacy"].rows[0]._hint.text() == FOLDER


def test_a_narrow_window_has_the_pages_in_a_field(qtbot: QtBot, window: SettingsWindow) -> None:
    assert window._list.isVisible()
    window.resize(520, 640)
    assert (window._list.isVisible(), window._choice.isVisible()) == (False, True)
    window._choice.chosen.emit("look")
    assert window._stack.currentIndex() == page_names().index("look")
    window.resize(900, 640)
    assert window._list.isVisible()
    assert window._list.currentRow() == page_names().index("look")


def test_what_nothing_reads_is_not_offered(window: SettingsWindow) -> None:
    made = [window.pages[name] for name in page_names()]
    # The lines of the support card are written on the card, the numbers of the load on its page.
    elsewhere = {"support", "load", "report"}
    assert {p.section for p in made if p.section} == {f.name for f in fields(Settings)} - elsewhere


def test_what_was_found_further_down_comes_into_sight(qtbot: QtBot, window: SettingsWindow) -> None:
    window.resize(900, 340)
    window._search.setText("delay of the picture")
    page = window.pages["sound"]

    def found() -> bool:
        row = next(row for row in page.rows if row.marked)
        return bool(row.visibleRegion().boundingRect().height() == row.height())

    qtbot.waitUntil(found)


def test_what_is_not_found_is_said_right_under_the_search(qtbot: QtBot, window: SettingsWindow) -> None:
    window._search.setText("zzzz")
    window.layout().activate()  # type: ignore[union-attr]
    assert window._nothing.isVisible()
    qtbot.waitUntil(lambda: window._nothing.y() - window._search.geometry().bottom() <= 24)
    assert window._nothing.alignment() & Qt.AlignmentFlag.AlignTop
    window._search.setText("bell")
    assert not window._nothing.isVisible()
    assert window._list.isVisible()
    assert window._list.maximumHeight() < 2 * window._list.visualItemRect(window._list.currentItem()).height()
    window._search.clear()
    assert window._list.maximumHeight() > 8 * window._list.visualItemRect(window._list.currentItem()).height()
    window.resize(420, 640)
    window._search.setText("bell")
    assert not window._list.isVisible(), "in a narrow window the pages are in a field"


def test_a_page_is_made_when_it_is_first_needed(window: SettingsWindow) -> None:
    assert list(window.pages) == ["week"]
    window.show_page("look")
    assert list(window.pages) == ["week", "look"]
    window.show_login(LoginState("on"))
    window.show_settings(Settings(breaks=Breaks(daily_cap=2)))
    assert window.pages["general"]._switch.isChecked()
    assert window.pages["breaks"]._cap.value == 2
