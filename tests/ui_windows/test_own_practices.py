"""Own practices and voices: dropped, asked about, waited for, refused in one sentence, listed, removed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.own import OwnItem
from burnbreak.core.practice import Situation
from burnbreak.own_content import OwnContent
from burnbreak.ui.own_practices import OwnPracticesWindow
from burnbreak.ui.theme import Theme
from tests.own.made import Files, folder, guided, home, listing, recording, sound, spoken, voice
from tests.ui_windows.values import nameless, too_small

Open = Callable[[], OwnPracticesWindow]
PACK: Files = {"quiet.toml": guided(), "voice.toml": voice(), **spoken(content=sound(0.4))}


@pytest.fixture
def own(tmp_path: Path) -> OwnContent:
    return OwnContent(home(tmp_path / "home"))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, own: OwnContent) -> Iterator[OwnPracticesWindow]:
    made = OwnPracticesWindow(theme, own)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.worker.stop()
    qtbot.waitUntil(lambda: not made.worker.busy, timeout=20_000)


def drop(window: OwnPracticesWindow, *paths: Path) -> bool:
    """Drag files over the card and let go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
    enter.ignore()
    window.take_in.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    window.take_in.dropEvent(QDropEvent(QPointF(20, 20), copy, data, left, none))
    return True


def idle(qtbot: QtBot, window: OwnPracticesWindow) -> None:
    qtbot.waitUntil(lambda: not window.worker.busy, timeout=20_000)


def titles(window: OwnPracticesWindow) -> list[str]:
    return [line.item.title for line in window.list.lines]


def test_a_pack_that_is_dropped_comes_in_at_once(
    qtbot: QtBot, window: OwnPracticesWindow, tmp_path: Path
) -> None:
    told: list[bool] = []
    window.changed.connect(lambda: told.append(True))
    assert titles(window) == []
    assert drop(window, folder(tmp_path / "pack", {**PACK, "notes.txt": b"x"}))
    idle(qtbot, window)
    assert window.take_in.sentence == "Taken in: A quiet minute, Anna"
    assert any("notes.txt" in label.text() for label in window.take_in.findChildren(QLabel))
    assert titles(window) == ["A quiet minute", "Anna"]
    assert told == [True]
    assert nameless(window) == []
    assert too_small(window) == []


def test_a_recording_is_asked_about_first(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path
) -> None:
    (tmp_path / "by_the lake.flac").write_bytes(sound(2.0, format="FLAC", subtype="PCM_16"))
    assert drop(window, tmp_path / "by_the lake.flac")
    take_in = window.take_in
    assert take_in.asking
    assert take_in.title_field.hasFocus()
    assert take_in.title == "By the lake"
    assert nameless(window) == []
    assert too_small(window) == []
    take_in.title_field.clear()
    assert not take_in.take_button.isEnabled()
    qtbot.keyClicks(take_in.title_field, "Water")
    chip = take_in.situation_chips.buttons()[list(Situation).index(Situation.GOING_HOME)]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert take_in.situations == ("going-home",)
    take_in.take_button.click()
    idle(qtbot, window)
    assert take_in.sentence == "Taken in: Water"
    assert own.items() == (OwnItem(voice=False, id="water", title="Water", seconds=2.0),)
    assert b'"going-home"' in (tmp_path / "home/data/practices/water.toml").read_bytes()


def test_a_refusal_is_told_and_nothing_stays(
    qtbot: QtBot, window: OwnPracticesWindow, tmp_path: Path
) -> None:
    pack = folder(tmp_path / "pack", {"quiet.toml": guided(title="<script>")})
    drop(window, pack)
    idle(qtbot, window)
    assert window.take_in.sentence == "quiet.toml: title holds markup or control characters."
    assert not window.take_in.replace_button.isVisible()
    assert titles(window) == []
    qtbot.keyClick(window.take_in.again_button, Qt.Key.Key_Return)
    assert window.take_in.sentence == ""
    assert window.take_in.file_button.hasFocus()


def test_what_is_there_already_can_be_replaced(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path
) -> None:
    own.bring(folder(tmp_path / "old", {"quiet.toml": guided(title="Old")}))
    drop(window, folder(tmp_path / "new", {"quiet.toml": guided(title="New")}))
    idle(qtbot, window)
    assert window.take_in.sentence.endswith("is here already, and nothing was replaced.")
    assert titles(window) == ["Old"]
    window.take_in.replace_button.click()
    idle(qtbot, window)
    assert titles(window) == ["New"]


def test_a_long_one_can_be_stopped(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far, go_on = threading.Event(), threading.Event()
    bring = own.bring

    def slowly(path: Path, **more: object) -> object:
        progress = more.pop("progress")

        def held(done: float) -> None:
            far.set()
            assert go_on.wait(10)
            progress(done)  # type: ignore[operator]

        return bring(path, progress=held, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(own, "bring", slowly)
    before = listing(tmp_path / "home")
    drop(window, folder(tmp_path / "p", {"l.toml": recording(), "lake.opus": sound(20.0)}))
    assert far.wait(10)
    assert not drop(window, tmp_path / "p")
    window.take_in.stop_button.click()
    go_on.set()
    idle(qtbot, window)
    assert window.take_in.waits
    assert window.take_in.sentence == ""
    after = listing(tmp_path / "home")
    assert {name for name in after if name.startswith("data/")} == {
        name for name in before if name.startswith("data/")
    }


def test_it_asks_once_before_something_goes(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path
) -> None:
    own.bring(folder(tmp_path / "pack", PACK))
    window.show_practices((), ())
    (line, other) = window.list.lines
    assert other.open_button.isHidden()
    line.remove_button.click()
    assert line.keep_button.hasFocus()
    line.keep_button.click()
    assert line.remove_button.hasFocus()
    assert titles(window) == ["A quiet minute", "Anna"]
    line.remove_button.click()
    line.sure_button.click()
    idle(qtbot, window)
    assert titles(window) == ["Anna"]
    assert [item.id for item in own.items()] == ["anna"]


def test_one_is_taken_along_and_looked_at(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.bring(folder(tmp_path / "pack", PACK))
    window.refresh()
    wanted: list[str] = []
    window.window_wanted.connect(wanted.append)
    target = tmp_path / "quiet.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.list.lines[0].export_button.click()
    idle(qtbot, window)
    assert window.take_in.sentence == "Written: quiet.zip"
    assert target.read_bytes()[:2] == b"PK"
    window.list.lines[0].open_button.click()
    assert wanted == ["library/quiet-minute"]


def test_files_and_folders_are_picked_by_dialog(
    qtbot: QtBot, window: OwnPracticesWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = folder(tmp_path / "pack", {"quiet.toml": guided()})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(pack / "quiet.toml"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.take_in.folder_button.click()
    assert not window.worker.busy
    window.take_in.file_button.click()
    idle(qtbot, window)
    assert titles(window) == ["A quiet minute"]


def test_a_broken_one_says_why_and_can_only_go(
    qtbot: QtBot, window: OwnPracticesWindow, own: OwnContent, tmp_path: Path
) -> None:
    practices = tmp_path / "home" / "data" / "practices"
    practices.mkdir(parents=True)
    (practices / "broken.toml").write_text("id = =", encoding="utf-8")
    window.refresh()
    (line,) = window.list.lines
    assert any("Cannot be used: broken.toml" in label.text() for label in line.findChildren(QLabel))
    assert [b.isHidden() for b in (line.open_button, line.export_button, line.remove_button)] == [
        True,
        True,
        False,
    ]


def test_only_one_thing_of_this_computer_can_be_dropped(window: OwnPracticesWindow, tmp_path: Path) -> None:
    assert not drop(window, tmp_path / "a", tmp_path / "b")
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/lake.mp3")])
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.take_in.dragEnterEvent(event)
    assert not event.isAccepted()


def test_closing_stops_what_is_under_way(qtbot: QtBot, theme: Theme, own: OwnContent, tmp_path: Path) -> None:
    window = OwnPracticesWindow(theme, own)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    window.choose(folder(tmp_path / "p", {"l.toml": recording(), "lake.opus": sound(60.0)}))
    before = threading.active_count()
    window.close()
    qtbot.waitUntil(lambda: threading.active_count() < before or before == 1, timeout=20_000)
    assert own.items() == ()
    assert not [path for path in (tmp_path / "home" / "data").iterdir() if path.name.startswith(".")]
