"""The pages of the working day have room for what is on them: narrow, with long words, full of data."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from burnbreak.core.settings import Sessions, Settings
from burnbreak.core.week_cycle import usual_steps
from burnbreak.core.workweek import DayException, Hours, Place, ProtectedTime, WorkPeriod, WorkWeek
from burnbreak.ui.fields import LoginState
from burnbreak.ui.settings import SettingsWindow
from burnbreak.ui.settings.my_week import MyWeekPage
from burnbreak.ui.settings.page import PageScroller
from burnbreak.ui.settings.quiet import QuietPage
from burnbreak.ui.theme import Theme
from tests.ui_windows.calendar_things import Things
from tests.ui_windows.hotkey_things import SOME, HotThings
from tests.ui_windows.test_large_text import cut_off

DAY = date(2026, 12, 2)
LONG = "A program with a name as long as somebody may come to type it"
WEEK = WorkWeek(
    tuple(WorkPeriod(weekday=d, start=time(9), end=time(17), week=d % 3) for d in range(7)),
    (ProtectedTime(weekday=0, start=time(12), end=time(13)),),
    3,
    DAY,
    (
        DayException(
            first=DAY, last=DAY, hours=(Hours(start=time(9), end=time(13), place=Place.HOME_VISITS),)
        ),
    ),
    usual_steps(DAY),
)
CALENDARS = tuple(
    CalendarSetting(id=role.value, name=f"{LONG} {role}", kind=CalendarKind.FILE, role=role)
    for role in CalendarRole
)
FULL = replace(
    Settings(),
    week=WEEK,
    calendars=CALENDARS,
    keys=SOME,
    sessions=Sessions(template=True),
    quiet=replace(Settings().quiet, ignored_programs=("obs", "zoom", LONG, "discord", "dragon", "teams")),
)
PAGES = ("week", "sessions", "calendars", "quiet", "keys")


class Longer(QTranslator):
    """Every text 40 % longer."""

    def translate(
        self,
        context: str,
        text: str,
        disambiguation: str | None = None,
        n: int = -1,  # type: ignore[override]
    ) -> str:
        return text + (" nmlkopruwe" * 40)[: max(4, round(len(text) * 0.4))].rstrip()

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    words = Longer()
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)


def settings_of(qtbot: QtBot, theme: Theme, settings: Settings) -> SettingsWindow:
    window = SettingsWindow(
        theme,
        settings,
        login=LoginState("off"),
        folder="~",
        calendars=Things(),
        hotkeys=HotThings(SOME),
        capturing=lambda: ("firefox", LONG[::-1]),
        now=lambda: datetime(2026, 11, 25, 10, tzinfo=UTC),
    )
    qtbot.addWidget(window)
    window.show()
    return window


def sideways(window: SettingsWindow) -> int:
    scroller = window._stack.currentWidget()
    assert isinstance(scroller, PageScroller)
    return scroller.horizontalScrollBar().maximum()


def outside(page: QWidget) -> list[str]:
    """The texts of which a part lies outside of what holds them; what scrolls may."""
    found = []
    for part in page.findChildren(QWidget):
        if isinstance(part, QLabel | QAbstractButton) and part.isVisible() and part.text():
            rect, holder = part.rect(), part
            while holder is not page:
                rect = rect.translated(holder.pos())
                holder = holder.parentWidget()
                if isinstance(holder.parentWidget(), PageScroller):
                    break
                if not holder.rect().contains(rect):
                    found.append(part.text())
                    break
    return found


def parts(window: SettingsWindow, name: str) -> Iterator[QWidget]:
    window.show_page(name)
    page = window.pages[name]
    for number in range(3 if isinstance(page, MyWeekPage) else 1):
        if isinstance(page, MyWeekPage):
            page.turn_to(number)
        yield page


def check(qtbot: QtBot, window: SettingsWindow, width: int | None) -> None:
    for name in PAGES:
        for page in parts(window, name):
            if width is None:
                # As narrow as the window lets itself be made, whatever is shown now.
                qtbot.waitUntil(lambda: window.resize(window.minimumWidth(), 700) or sideways(window) == 0)
            else:
                window.resize(width, 640)
            qtbot.waitUntil(lambda: sideways(window) == 0)
            qtbot.waitUntil(lambda shown=page: [*cut_off(shown), *outside(shown)] == [])  # type: ignore[misc]


@pytest.mark.parametrize("width", [900, None])
@pytest.mark.parametrize("settings", [Settings(), FULL], ids=["empty", "full"])
def test_nothing_is_cut_off(qtbot: QtBot, theme: Theme, settings: Settings, width: int | None) -> None:
    check(qtbot, settings_of(qtbot, theme, settings), width)


@pytest.mark.usefixtures("longer")
@pytest.mark.parametrize("width", [900, None])
def test_nothing_is_cut_off_in_longer_words(qtbot: QtBot, theme: Theme, width: int | None) -> None:
    check(qtbot, settings_of(qtbot, theme, FULL), width)


@pytest.mark.usefixtures("mirrored")
def test_nothing_is_cut_off_right_to_left(qtbot: QtBot, theme: Theme) -> None:
    check(qtbot, settings_of(qtbot, theme, FULL), 900)


@pytest.mark.usefixtures("mirrored")
def test_a_date_reads_the_same_right_to_left(qtbot: QtBot, theme: Theme) -> None:
    window = settings_of(qtbot, theme, FULL)
    page = window.pages["week"]
    assert isinstance(page, MyWeekPage)
    page.days_off.first.set_date(DAY)
    assert page.days_off.first.text() == "02/12/2026"


def test_a_narrow_window_has_a_field_of_pages_and_a_wide_one_a_list(qtbot: QtBot, theme: Theme) -> None:
    window = settings_of(qtbot, theme, Settings())
    window.resize(window.minimumWidth(), 640)
    qtbot.waitUntil(lambda: window._choice.isVisible() and not window._list.isVisible())
    window.resize(900, 640)
    qtbot.waitUntil(lambda: window._list.isVisible() and not window._choice.isVisible())


def test_a_long_name_is_shortened_on_its_button_and_told_in_full(qtbot: QtBot, theme: Theme) -> None:
    window = settings_of(qtbot, theme, FULL)
    window.show_page("quiet")
    page = window.pages["quiet"]
    assert isinstance(page, QuietPage)
    found = [b for b in page._programs.buttons() if LONG in b.accessibleName()]
    assert found
    assert all("…" in button.text() and LONG in button.toolTip() for button in found)
