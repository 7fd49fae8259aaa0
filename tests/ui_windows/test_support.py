"""More than a break: one's own lines, written and read in the same place, kept on this computer."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Breaks, Settings, Support
from burnbreak.core.support import Audience, Country, Line, Open, Seen, Source
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui import support
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import nameless, too_small

WRITTEN = Settings(support=Support(supervisor="Dr Osei, room 4", colleague="Marit"))


def opened(qtbot: QtBot, theme: Theme, settings: Settings) -> tuple[SupportWindow, list[Settings]]:
    window, told = SupportWindow(theme, settings), list[Settings]()

    def note(command: object) -> None:
        assert isinstance(command, ChangeSettings)
        told.append(command.settings)

    window.command.connect(note)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, told


def test_what_was_written_is_there(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    assert {name: field.text() for name, field in window.fields.items()} == {
        "supervisor": "Dr Osei, room 4", "assistance": "", "doctor": "", "colleague": "Marit",
    }  # fmt: skip
    assert nameless(window) == []
    assert too_small(window) == []
    window.close()
    assert told == []


def test_a_line_is_kept_when_it_is_left(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    field = window.fields["doctor"]
    field.setFocus()
    qtbot.keyClicks(field, "Dr Ek, 020 7946 0000 ")
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert told == [replace(WRITTEN, support=replace(WRITTEN.support, doctor="Dr Ek, 020 7946 0000"))]


def test_a_line_is_kept_by_itself_and_by_closing(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, told = opened(qtbot, theme, Settings())
    window._rests.setInterval(20)
    qtbot.keyClicks(window.fields["colleague"], "Ada")
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.keyClicks(window.fields["colleague"], "!")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert [s.support.colleague for s in told] == ["Ada", "Ada!"]
    assert support.RESTS_MS < 1000


def test_a_line_of_several_lines_becomes_one(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, Settings())
    window.fields["doctor"].setText("Dr Ek\u2028room 2\x07")
    window.close()
    assert told[-1].support.doctor == "Dr Ek room 2"


def test_changes_made_elsewhere_stay(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    changed = replace(WRITTEN, breaks=Breaks(daily_cap=2))
    window.show_settings(changed)
    qtbot.keyClicks(window.fields["doctor"], "x")
    window.close()
    assert told == [replace(changed, support=replace(WRITTEN.support, doctor="x"))]


def test_a_line_being_written_is_not_taken_away(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, WRITTEN)
    field = window.fields["doctor"]
    field.setFocus()
    qtbot.keyClicks(field, "Dr")
    window.show_settings(WRITTEN)
    assert field.text() == "Dr"


def test_a_number_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, WRITTEN)
    copies = [b for b in window.findChildren(QPushButton) if b.accessibleName().startswith("Copy")]
    assert [b.accessibleName() for b in copies if b.isVisible()] == ["Copy: Supervision", "Copy: A colleague"]
    qtbot.mouseClick(copies[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Dr Osei, room 4"


def test_the_words_promise_nothing_and_name_no_number(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, Settings())
    words = " ".join(label.text() for label in window.findChildren(QLabel))
    assert not any(c.isdigit() for c in words)
    assert "nothing about a client" in words
    assert window.windowTitle() == "burnbreak"
    for label in window.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


class Countries:
    """Two countries, one of them with lines of every kind."""

    def __init__(self) -> None:
        source = Source(url="https://example.org/help", verified_on=date(2026, 11, 28), seen=Seen.COPY)
        day = Open(first=0, last=4, start=time(8), end=time(20))
        lines = (
            Line(name="Night line", phone="116 123", always=True, langs=("en",), source=source),
            Line(name="Text line", sms="85258", sms_word="SHOUT", langs=("en",), source=source),
            Line(name="Chat line", chat="https://example.org/chat", langs=("en", "fr"), source=source),
            Line(name="For staff", phone="0300 1", hours=(day,), langs=("en",), audience=Audience.CLINICIAN,
                 source=source),
        )  # fmt: skip
        link = "https://findahelpline.com"
        self.known = {
            "GB": Country(code="GB", emergency="999", emergency_source=source, lines=lines, fallback=link),
            "IT": Country(code="IT", emergency="112", emergency_source=source, lines=(), fallback=link),
        }

    def codes(self) -> tuple[str, ...]:
        return tuple(self.known)

    def country(self, code: str) -> Country | None:
        return self.known.get(code)


def with_lines(qtbot: QtBot, theme: Theme, country: str = "", region: str = "") -> Any:
    settings = replace(WRITTEN, support=replace(WRITTEN.support, country=country))
    window = SupportWindow(theme, settings, Countries(), region)
    window.told = []  # type: ignore[attr-defined]
    window.links = []  # type: ignore[attr-defined]
    window.command.connect(lambda command: window.told.append(command.settings.support))  # type: ignore[attr-defined]
    window.link_wanted.connect(window.links.append)  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def said(window: Any) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_the_region_only_preselects_and_is_not_kept(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, region="GB")
    assert window.lines.choice.value == "GB"
    assert "999" in said(window)
    assert any("region of your computer" in text for text in said(window))
    window.close()
    assert window.told == []


def test_without_a_known_region_no_number_is_guessed(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, region="ZA")
    assert window.lines.choice.value == ""
    assert not any(c.isdigit() for text in said(window) for c in text)


def test_the_country_is_the_users_choice(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, region="GB")
    qtbot.keyClicks(window.fields["doctor"], "Dr Ek")
    window.lines.choice.chosen.emit("IT")
    assert [(s.country, s.doctor) for s in window.told] == [("", "Dr Ek"), ("IT", "Dr Ek")]
    qtbot.waitUntil(lambda: "112" in said(window) and "999" not in said(window))
    assert not any("region of your computer" in text for text in said(window))
    assert any("could be checked" in text for text in said(window))
    window.fields["doctor"].setText("")
    window.close()
    assert window.told[-1].country == "IT", "the own lines leave the country alone"


def test_no_number_without_the_day_it_was_checked_and_its_source(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, country="GB")
    shown = said(window)
    assert shown.count("Checked on 28 November 2026") == 5, "the emergency number and four lines"
    assert {"Night line", "116 123", "Text SHOUT to 85258", "For staff", "0300 1"} <= set(shown)
    assert "Day and night · English" in shown
    assert "Monday to Friday 08:00 to 20:00 · English" in shown
    assert "English, Français" in shown
    names = [b.accessibleName() for b in window.findChildren(QPushButton)]
    assert sum(name.startswith("Source: ") for name in names) == 5
    assert nameless(window) == []


def test_a_link_opens_only_by_a_click_and_a_number_is_copied(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, country="GB")
    assert window.links == []
    buttons = {b.accessibleName(): b for b in window.findChildren(QPushButton)}
    buttons["Chat: Chat line"].click()
    buttons["Source: Night line"].click()
    buttons["More helplines, at findahelpline.com"].click()
    assert window.links == [
        "https://example.org/chat", "https://example.org/help", "https://findahelpline.com",
    ]  # fmt: skip
    buttons["Copy: Text line, 85258"].click()
    assert QGuiApplication.clipboard().text() == "85258"


def test_nothing_legal_is_said(qtbot: QtBot, theme: Theme) -> None:
    window = with_lines(qtbot, theme, country="GB")
    words = " ".join(said(window)).casefold()
    assert not any(word in words for word in ("board", "licen", "disclos", "report", "confidential"))
