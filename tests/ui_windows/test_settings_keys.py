"""The settings by keyboard alone: Tab goes the way one reads, through everything and out again."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDateTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.ui.settings import SettingsWindow
from burnbreak.ui.settings.calendars import CalendarsPage
from burnbreak.ui.settings.my_week import MyWeekPage
from burnbreak.ui.theme import Theme
from tests.ui_windows.test_settings_room import FULL, outside, settings_of
from tests.ui_windows.values import name_of


def stops(qtbot: QtBot, window: SettingsWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Where the focus goes from the search on, until it is back there."""
    # What was just made has its place only after a few turns of the loop.
    qtbot.waitUntil(lambda: outside(window) == [])
    window._search.setFocus()
    found: list[QWidget] = [window._search]
    for _ in range(150):
        here = found[-1]
        qtbot.keyClick(here, key)
        after = window.focusWidget()
        assert after is not None, f"lost after {name_of(here)}"
        if after is window._search:
            return found
        if after is here:
            assert isinstance(here, QDateTimeEdit), f"caught in {name_of(here)}"
            continue
        assert after not in found, f"from {name_of(here)} back to {name_of(after)}"
        assert not after.visibleRegion().isEmpty(), f"{name_of(after)} is out of sight"
        found.append(after)
    raise AssertionError("no way back to the search")


def at(window: SettingsWindow, stop: QWidget) -> QPoint:
    """Where a stop begins in its page, whatever was scrolled."""
    page = window._stack.currentWidget().widget()  # type: ignore[attr-defined]
    return stop.mapTo(page, QPoint(0, stop.height() // 2))


def reads_on(window: SettingsWindow, found: list[QWidget]) -> list[str]:
    """The stops that lie above the one before them, though in the same column."""
    page = window._stack.currentWidget().widget()  # type: ignore[attr-defined]
    inside = [s for s in found if page.isAncestorOf(s)]
    pairs = pairwise(inside)
    return [
        f"{name_of(a)} -> {name_of(b)}"
        for a, b in pairs
        if at(window, b).y() < at(window, a).y() - 12 and at(window, b).x() <= at(window, a).x()
    ]


@pytest.mark.parametrize("name", ["sessions", "quiet", "calendars"])
@pytest.mark.parametrize("settings", [Settings(), FULL], ids=["empty", "full"])
def test_tab_goes_the_way_one_reads(qtbot: QtBot, theme: Theme, name: str, settings: Settings) -> None:
    window = settings_of(qtbot, theme, settings)
    window.show_page(name)
    found = stops(qtbot, window)
    qtbot.waitUntil(lambda: reads_on(window, found) == [])
    assert all(name_of(stop) for stop in found)
    back = stops(qtbot, window, Qt.Key.Key_Backtab)
    assert back[1:] == found[:0:-1]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_tab_goes_through_my_week(qtbot: QtBot, theme: Theme, part: int) -> None:
    window = settings_of(qtbot, theme, FULL)
    page = window.pages["week"]
    assert isinstance(page, MyWeekPage)
    page.turn_to(part)
    if part == 1:
        page.days_off.sort.buttons()[1].click()
        page.days_off.more.click()
    if part == 2:
        page.ramp.add.click()
    found = stops(qtbot, window)
    qtbot.waitUntil(lambda: reads_on(window, found) == [])
    assert all(name_of(stop) for stop in found)


def test_what_is_chosen_is_the_stop_of_several(qtbot: QtBot, theme: Theme) -> None:
    window = settings_of(qtbot, theme, FULL)
    window.show_page("calendars")
    page = window.pages["calendars"]
    assert isinstance(page, CalendarsPage)
    role = page._cards["booked"].role
    found = stops(qtbot, window)
    assert [b for b in role.buttons() if b in found] == [role.buttons()[1]]


def test_no_two_stops_of_the_calendars_are_called_the_same(qtbot: QtBot, theme: Theme) -> None:
    window = settings_of(qtbot, theme, FULL)
    window.show_page("calendars")
    names = [f"{name_of(s)}, {s.accessibleDescription()}" for s in stops(qtbot, window)]
    assert sorted(names) == sorted(set(names))
