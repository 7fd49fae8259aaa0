"""The page about the data: every act asks where it must, says what came of it, and shows what is kept."""

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from burnbreak import data_commands
from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from burnbreak.core.settings import Settings
from burnbreak.ui.calendar_things import CalendarLine, CalendarThings
from burnbreak.ui.data_things import BackupTold, RestoreTold
from burnbreak.ui.settings.privacy import PrivacyPage
from burnbreak.ui.settings.take_along import Asks
from burnbreak.ui.theme import Theme
from tests.ui_windows.data_things import Kept


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, kept: Kept) -> PrivacyPage:
    made = PrivacyPage(theme, Settings(), "~/data", kept)
    made.along.asks = Asks(lambda name: f"/tmp/{name}", lambda: "/tmp/it", lambda: "words")
    qtbot.addWidget(made)
    made.resize(640, 640)
    made.show()
    return made


class Asked:
    """Two calendars, one of which has been asked."""

    def lines(self) -> tuple[CalendarLine, ...]:
        return CalendarLine(id="a", hosts=("dav.example.org",)), CalendarLine(id="b", hosts=("b.example",))


def test_who_is_asked_is_named(qtbot: QtBot, theme: Theme) -> None:
    page = PrivacyPage(theme, Settings(), "~/data", calendars=cast("CalendarThings", Asked()))
    qtbot.addWidget(page)
    account = CalendarSetting(id="a", name="A", kind=CalendarKind.CALDAV)
    web = CalendarSetting(id="b", name="B", kind=CalendarKind.WEB, role=CalendarRole.IGNORE)
    file = CalendarSetting(id="c", name="C", kind=CalendarKind.FILE, path="/c.ics")
    told = {}
    for name, calendars in (
        ("none", ()), ("file", (file,)), ("ignored", (web, file)), ("account", (account, web)),
        ("web", (replace(web, role=CalendarRole.SESSIONS),)),
        ("new", (replace(web, id="x", role=CalendarRole.BOOKED),)),
    ):  # fmt: skip
        page.show_settings(Settings(calendars=calendars))
        told[name] = page._promise.asked.text()
    assert {told[n] for n in ("none", "file", "ignored")} == {"It sends nothing, and asks nobody."}
    assert "asks dav.example.org when" in told["account"]
    assert "name and password" in told["account"]
    assert "asks b.example when you are booked, and nobody else." in told["web"]
    assert "asks the address of your calendar when" in told["new"]


def press(page: PrivacyPage, text: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.text() == text).click()


@pytest.mark.parametrize(
    ("button", "asked", "said"),
    [
        ("Export ...", "export /tmp/burnbreak.zip", "Written to /tmp/burnbreak.zip."),
        ("Import ...", "import /tmp/it", "Taken in: 3 new record(s)."),
        ("Back up ...", "back up /tmp/burnbreak-backup-2026-11-28.zip", "Whoever has this file can read it."),
    ],
)
def test_each_act_is_done_and_told(page: PrivacyPage, kept: Kept, button: str, asked: str, said: str) -> None:
    press(page, button)
    assert kept.asked == [asked]
    assert said in page.along.told.text()
    kept.fault = "The disk is full; nothing was written."
    press(page, button)
    assert page.along.told.text() == kept.fault


@pytest.mark.parametrize(
    ("button", "asked"),
    [
        ("Restore everything", "restore all of /tmp/it"),
        ("The history alone", "restore /tmp/it"),
        ("Leave it", ""),
    ],
)
def test_a_restore_tells_what_it_is_and_asks_first(
    page: PrivacyPage, kept: Kept, button: str, asked: str
) -> None:
    press(page, "Restore ...")
    assert kept.asked == ["look into /tmp/it"]
    assert page.along.question.isVisible()
    assert "20 November 2026, " in page.along._title.text() or "November 20, 2026" in page.along._title.text()
    assert "own practices and voices become those of the backup." in page.along._what.text()
    press(page, button)
    assert not page.along.question.isVisible()
    assert kept.asked[1:] == ([asked] if asked else [])
    assert page.along.told.isVisible() == bool(asked)
    if asked:
        assert page.along.told.text() == "Restored. What was here before is kept as log.before."


def test_of_an_older_backup_the_history_is_restored(page: PrivacyPage, kept: Kept) -> None:
    kept.backup, kept.came = BackupTold(), RestoreTold(decrypted=True, secrets=True)
    press(page, "Restore ...")
    assert not page.along._all.isVisible()
    press(page, "Restore the history")
    assert kept.asked[1:] == ["restore /tmp/it"]
    assert page.along.told.text() == (
        "Restored. The history in it was encrypted; here it is not. Secrets of calendars that the keyring of "
        "this computer does not hold are to be entered again."
    )


def test_an_encrypted_backup_asks_for_its_words(page: PrivacyPage, kept: Kept) -> None:
    kept.sealed = True
    press(page, "Restore ...")
    press(page, "Restore everything")
    assert kept.asked[1:] == ["restore all of /tmp/it", "restore all of /tmp/it by words"]
    page.along.asks = page.along.asks._replace(words=lambda: "")
    press(page, "Restore ...")
    press(page, "Restore everything")
    assert page.along.told.text() == "it is encrypted"


def test_what_is_no_backup_is_told_and_nothing_is_asked(page: PrivacyPage, kept: Kept) -> None:
    kept.fault = "it is damaged; everything stays as it is."
    press(page, "Restore ...")
    assert not page.along.question.isVisible()
    assert page.along.told.text() == kept.fault


def test_window_and_command_line_say_it_in_the_same_words(page: PrivacyPage, kept: Kept) -> None:
    press(page, "Back up ...")
    assert page.along.told.text().endswith(f" {data_commands.HOLDS} {data_commands.READABLE}")
    kept.came = RestoreTold("log.before", decrypted=True, secrets=True)
    press(page, "Restore ...")
    press(page, "Restore everything")
    words = (data_commands.KEPT.format("log.before"), data_commands.DECRYPTED, data_commands.ENTER_AGAIN)
    assert page.along.told.text() == " ".join(("Restored.", *words))


def test_nothing_is_done_where_no_file_is_chosen(page: PrivacyPage, kept: Kept) -> None:
    page.along.asks = Asks(lambda name: "", lambda: "", lambda: "")
    for button in ("Export ...", "Import ...", "Back up ...", "Restore ..."):
        press(page, button)
    assert kept.asked == []


@pytest.mark.parametrize(
    ("what", "asked"),
    [("day", "erase 2026-11-20"), ("check-in", "erase check-in"), ("everything", "erase everything")],
)
def test_erasing_asks_back_first(page: PrivacyPage, kept: Kept, what: str, asked: str) -> None:
    page.erase.what.set_value(what)
    page.erase.what.chosen.emit(what)
    page.erase.day.setDate(QDate(2026, 11, 20))
    assert page.erase.day.isVisible() == (what == "day")
    press(page, "Erase ...")
    assert page.erase.sure.isVisible()
    press(page, "Keep it")
    assert (kept.asked, page.erase.sure.isVisible()) == ([], False)
    press(page, "Erase ...")
    press(page, "Erase for good")
    assert kept.asked == [asked]
    assert not page.erase.sure.isVisible()
    assert page.along.told.text().startswith("Erased.")


def test_what_is_kept_is_counted(page: PrivacyPage) -> None:
    assert page._kept.text().startswith("Kept now: 12 pause")


def test_times_and_traces_are_settings(qtbot: QtBot, page: PrivacyPage) -> None:
    with qtbot.waitSignal(page.changed) as told:
        page._times["ratings_days"].field.setValue(0)
    assert told.args[0].data.ratings_days == 0
    with qtbot.waitSignal(page.changed) as told:
        page._trace.click()
    assert told.args[0].data.leave_no_trace
