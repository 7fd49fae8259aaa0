"""Days off and other hours on the My week page: added, changed, each as one change of the week."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.core.workweek import DayException, Hours, Place, WorkWeek, office_week
from burnbreak.ui.settings.days_off import DaysOff
from burnbreak.ui.settings.my_week import MyWeekPage
from burnbreak.ui.theme import Theme

DAY = date(2026, 12, 2)
MORNING = Hours(start=time(9), end=time(13))
NIGHT = Hours(start=time(22), end=time(6), place=Place.HOME_VISITS)


def page_of(qtbot: QtBot, theme: Theme, *exceptions: DayException) -> MyWeekPage:
    settings = replace(Settings(), week=replace(office_week(), exceptions=exceptions))
    made = MyWeekPage(theme, settings, lambda: datetime(2026, 11, 25, 8, tzinfo=UTC))
    qtbot.addWidget(made)
    made.resize(660, 600)
    made.turn_to(1)
    made.show()
    qtbot.waitExposed(made)
    return made


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def shown(part: DaysOff, name: str) -> list[QPushButton]:
    return [b for b in part.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]


def named(part: DaysOff, name: str) -> QPushButton:
    (found,) = shown(part, name)
    return found


def other_hours(qtbot: QtBot, part: DaysOff) -> None:
    click(qtbot, part.sort.buttons()[1])


def test_a_day_of_other_hours(qtbot: QtBot, theme: Theme) -> None:
    page = page_of(qtbot, theme)
    part = page.days_off
    part.first.setDate(QDate(2026, 12, 2))
    assert part.lines == []
    other_hours(qtbot, part)
    assert [line.hours() for line in part.lines] == [MORNING], "a morning to begin with"
    assert not part.lines[0].remove.isVisible(), "one is the least there is"
    click(qtbot, part.more)
    part.lines[1].start.setTime(QTime(22, 0))
    part.lines[1].end.setTime(QTime(6, 0))
    part.lines[1].place.set_value(Place.HOME_VISITS)
    click(qtbot, part.add)
    assert page.settings.week.exceptions == (DayException(first=DAY, last=DAY, hours=(MORNING, NIGHT)),)
    assert [place for _, place in page.settings.week.worked_on(DAY, UTC)] == [
        Place.ON_SITE,
        Place.HOME_VISITS,
    ]
    assert part.lines == [], "and the fields begin anew"
    assert not part.sort.value


def test_hours_are_given_up_one_by_one_and_four_are_the_most(qtbot: QtBot, theme: Theme) -> None:
    part = page_of(qtbot, theme).days_off
    other_hours(qtbot, part)
    for _ in range(3):
        click(qtbot, part.more)
    assert len(part.lines) == 4
    assert not part.more.isVisible()
    for left in (3, 2, 1):
        click(qtbot, part.lines[0].remove)
        assert len(part.lines) == left
    assert part.more.isVisible()
    assert not part.lines[0].remove.isVisible()


def test_hours_that_were_typed_survive_a_look_at_off_and_do_not_count_there(
    qtbot: QtBot, theme: Theme
) -> None:
    page = page_of(qtbot, theme)
    part = page.days_off
    other_hours(qtbot, part)
    part.lines[0].start.setTime(QTime(11, 0))
    click(qtbot, part.sort.buttons()[0])
    assert not part.lines[0].isVisible()
    other_hours(qtbot, part)
    assert part.lines[0].hours().start == time(11)
    click(qtbot, part.sort.buttons()[0])
    click(qtbot, part.add)
    (kept,) = page.settings.week.exceptions
    assert kept.hours == ()


def test_an_exception_is_changed_in_its_place_and_that_is_undone(qtbot: QtBot, theme: Theme) -> None:
    holiday = DayException(first=date(2026, 12, 23), last=date(2027, 1, 4))
    page = page_of(qtbot, theme, DayException(first=DAY, last=DAY, hours=(MORNING, NIGHT)), holiday)
    part, before = page.days_off, page.settings.week
    click(qtbot, named(part, "Change Wednesday, 2 December"))
    assert (part.first.value, part.last.value, part.add.text()) == (DAY, DAY, "Keep")
    assert [line.hours() for line in part.lines] == [MORNING, NIGHT]
    part.first.setDate(QDate(2026, 12, 3))
    assert part.last.value == date(2026, 12, 3), "a single day stays one"
    click(qtbot, part.lines[1].remove)
    click(qtbot, part.add)
    changed = DayException(first=date(2026, 12, 3), last=date(2026, 12, 3), hours=(MORNING,))
    assert page.settings.week.exceptions == (holiday, changed)
    assert (part.add.text(), part.cancel.isVisible()) == ("Add", False)
    click(qtbot, page.undo)
    assert page.settings.week == before


def test_a_change_that_is_cancelled_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    page = page_of(qtbot, theme, DayException(first=DAY, last=DAY))
    part, before = page.days_off, page.settings.week
    click(qtbot, named(part, "Change Wednesday, 2 December"))
    other_hours(qtbot, part)
    click(qtbot, part.cancel)
    assert page.settings.week == before
    assert part.lines == []


def test_what_is_removed_while_it_is_changed_does_not_come_back(qtbot: QtBot, theme: Theme) -> None:
    page = page_of(qtbot, theme, DayException(first=DAY, last=DAY))
    part = page.days_off
    click(qtbot, named(part, "Change Wednesday, 2 December"))
    click(qtbot, named(part, "Remove Wednesday, 2 December"))
    assert page.settings.week.exceptions == ()
    assert (part.add.text(), part.cancel.isVisible()) == ("Add", False)


def test_the_last_day_is_never_before_the_first(qtbot: QtBot, theme: Theme) -> None:
    part = page_of(qtbot, theme).days_off
    part.first.setDate(QDate(2026, 12, 24))
    part.last.setDate(QDate(2026, 12, 28))
    part.first.setDate(QDate(2026, 12, 26))
    assert part.last.value == date(2026, 12, 28), "a range keeps its end while that is possible"
    part.first.setDate(QDate(2027, 1, 2))
    assert part.last.value == date(2027, 1, 2)


def test_each_line_is_told_by_its_dates_and_number(qtbot: QtBot, theme: Theme) -> None:
    """No two fields have one name, whatever is added, taken away or dated anew."""
    part = page_of(qtbot, theme).days_off
    part.first.setDate(QDate(2026, 12, 2))
    other_hours(qtbot, part)
    click(qtbot, part.more)
    click(qtbot, part.more)

    def names() -> list[str]:
        parts = ((line.start, line.end, line.place, line.remove) for line in part.lines)
        return [widget.accessibleName() for line in parts for widget in line]

    assert len(set(names())) == 12
    assert names()[4:8] == [
        "Start of the other hours 2, Wednesday, 2 December",
        "End of the other hours 2, Wednesday, 2 December",
        "Place of the other hours 2, Wednesday, 2 December",
        "Remove the other hours 2, Wednesday, 2 December",
    ]
    click(qtbot, part.lines[0].remove)
    assert [name.partition(",")[0][-1] for name in names()[::4]] == ["1", "2"]
    part.last.setDate(QDate(2026, 12, 3))
    assert names()[0] == "Start of the other hours 1, Wednesday, 2 December to Thursday, 3 December"


def test_exceptions_that_are_over_are_not_listed(qtbot: QtBot, theme: Theme) -> None:
    over, running = (
        DayException(first=date(2026, 11, day), last=date(2026, 11, last)) for day, last in ((2, 6), (23, 27))
    )
    part = page_of(qtbot, theme, over, running).days_off
    names = [b.accessibleName() for b in part.findChildren(QPushButton) if b.isVisible()]
    assert sum(name.startswith("Remove") for name in names) == 1


def test_settings_from_elsewhere_are_shown(qtbot: QtBot, theme: Theme) -> None:
    page = page_of(qtbot, theme)
    week = WorkWeek(exceptions=(DayException(first=DAY, last=DAY),))
    page.show_settings(replace(page.settings, week=week))
    # What joins a window that is shown becomes visible with the next turn of the loop.
    qtbot.waitUntil(lambda: len(shown(page.days_off, "Change Wednesday, 2 December")) == 1)
