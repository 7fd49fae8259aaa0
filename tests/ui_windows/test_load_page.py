"""The load of a week on the screen: the figures of the core, in words, and what would change them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.load_setting import Load, Weekend
from burnbreak.core.review import Choice
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.load_page import LoadPage
from burnbreak.ui.load_weeks_picture import WeeksPicture
from burnbreak.ui.review import ReviewCard, ReviewWindow
from burnbreak.ui.theme import Theme
from tests.core.booked import MONDAY, hm
from tests.ui_windows.load_things import Things, a_week, nine_weeks
from tests.ui_windows.values import nameless, too_small

OWN = replace(Settings(), load=Load(agreed_minutes=1500, note_minutes=15, in_a_row=3))
KEY = Qt.Key


def shown(qtbot: QtBot, theme: Theme, things: Things, settings: Settings | None = None) -> LoadPage:
    page = LoadPage(theme, things, settings or things.settings)
    qtbot.addWidget(page)
    page.resize(900, 1000)
    page.show_week(MONDAY)
    page.show()
    qtbot.waitExposed(page)
    return page


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_every_figure_with_what_it_counts(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week(), OWN))
    found = texts(page.figures)
    # Monday 3:50, Tuesday 4:10, Wednesday 1:40, Thursday 4:10, Friday 4:10; 20 sessions, 15 minutes each.
    for text in (
        "18 h", "23 h of 25 h", "1 h 30 min", "3 h 35 min", "7 of 13", "5 of 5 days", "4 of 5",
        "without a gap of 10 minutes; Tuesday, 4 in a row",
        "between two booked times in working hours, in minutes: "
        "5 to 9: 6; 10 to 14: 1; 15 to 29: 2; 30 and more: 4",
        "30 minutes free in one piece between 11:00 and 14:30", "days with something booked after 18:00",
    ):  # fmt: skip
        assert text in found, text


def test_two_facts_come_before_a_hint(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week(), OWN))
    assert texts(page._hints) == [
        "18 h, booked on 5 day(s)",
        "3 h 35 min, the longest run: Tuesday, 4 in a row",
        "Friday has 4 in a row with no 10-minute gap. Would a block at 11:35 suit you?",
    ]
    plain = shown(qtbot, theme, Things(a_week()))
    assert not plain._hints.isVisible()


def test_a_reached_number_is_the_users_own(qtbot: QtBot, theme: Theme) -> None:
    limit = replace(Settings(), load=Load(week_limit_minutes=18 * 60))
    page = shown(qtbot, theme, Things(a_week(), limit))
    assert texts(page._hints)[2] == (
        "This week reaches 18 h, the number you chose. You can leave it, move one, or change the number."
    )


def test_earlier_weeks_are_beside_the_agreement_or_not_there(qtbot: QtBot, theme: Theme) -> None:
    assert shown(qtbot, theme, Things(nine_weeks(), OWN)).weeks.isVisible()
    assert not shown(qtbot, theme, Things(nine_weeks())).weeks.isVisible()
    # A single week has nothing to be beside.
    assert not shown(qtbot, theme, Things(a_week(), OWN)).weeks.isVisible()


def test_nothing_is_called_good_or_bad(qtbot: QtBot, theme: Theme) -> None:
    page = shown(
        qtbot, theme, Things(nine_weeks(), replace(OWN, load=replace(OWN.load, week_limit_minutes=60)))
    )
    told = " ".join(texts(page)).casefold()
    for word in ("too much", "too many", "safe", "healthy", "overwork", "warning", "risk", "well done", "!"):
        assert word not in told, word


def test_arrow_keys_and_pointer_tell_a_day(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week()))
    qtbot.keyClick(page.shape, KEY.Key_Home)
    assert page.line.text() == (
        "Monday: 3 h 50 min booked from 09:00 to 15:00; the longest run 1 h 45 min, 2 in a row; "
        "gaps of 10, 5, 75, 40 min"
    )
    qtbot.keyClick(page.shape, KEY.Key_End)
    assert page.line.text() == "Sunday: nothing is booked"
    page.shape.clearFocus()
    qtbot.mouseMove(page.shape, QPoint(200, round(page.shape._top(2) + 5)))
    assert page.line.text().startswith("Wednesday: 1 h 40 min booked")
    assert "Friday: 4 h 10 min booked" in page.shape.accessibleDescription()


def test_shorter_sessions_change_every_figure_beside_it(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week(), OWN))
    what = page.what_if
    assert (what.length.value, what.changed.booked) == (50, hm(18))
    what.length.field.setValue(45)
    # 18 sessions of 50 minutes: five minutes each.
    assert what.changed.booked == hm(18) - 18 * timedelta(minutes=5)
    assert what.changed.most is not None
    assert what.changed.most.most == 2
    qtbot.waitUntil(lambda: {"16 h 30 min", "18 h"} <= set(texts(what)))


def test_a_moved_session_goes_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week()))
    what = page.what_if
    second = next(
        n for n in range(what.session.count()) if what.session.itemText(n) == "Tuesday, 09:55 – 10:45"
    )
    what.session.setCurrentIndex(second)
    what.session.activated.emit(second)
    assert what.day.currentText() == "Wednesday"
    # 10:00 to 10:50 is taken: with gaps of ten minutes, 9:00 is nearer to 9:55 than 11:00 is.
    assert "It would be from 09:00 to 09:50." in texts(what)
    assert what.changed.booked == hm(18)
    assert what.changed.days[1].most == 2
    full = Things([*a_week()[:2]])
    page = shown(qtbot, theme, full)
    assert page.what_if.session.count() == 1 + 9


def test_own_numbers_are_told_and_kept(qtbot: QtBot, theme: Theme) -> None:
    things = Things(a_week())
    page = shown(qtbot, theme, things)
    told: list[ChangeSettings] = []
    page.command.connect(told.append)
    page.numbers.agreed.field.setValue(2310)
    assert page.numbers.agreed.field.text() == "38.5\N{NO-BREAK SPACE}h"
    assert told[-1].settings.load == Load(agreed_minutes=2310)
    page.numbers.weekend.chosen.emit(Weekend.SUNDAY)
    page.numbers.evening.field.setValue(20)
    assert page.numbers.evening.field.text() == "20:00"
    assert told[-1].settings.load == Load(agreed_minutes=2310, weekend=Weekend.SUNDAY, evening_hour=20)


def test_a_number_that_is_not_set_reads_none(qtbot: QtBot, theme: Theme) -> None:
    numbers = shown(qtbot, theme, Things(a_week())).numbers
    unset = (numbers.agreed, numbers.limit, numbers.notes, numbers.row)
    assert [stepper.field.text() for stepper in unset] == ["none"] * 4
    numbers.row.field.setValue(3)
    numbers.notes.field.setValue(10)
    assert numbers.row.field.text() == "3"
    assert numbers.notes.field.text() == "10\N{NO-BREAK SPACE}min"


@pytest.mark.parametrize(("text", "minutes"), [("38.5", 2310), ("40 h", 2400), ("", 0), ("none", 0)])
def test_hours_can_be_typed(qtbot: QtBot, theme: Theme, text: str, minutes: int) -> None:
    page = shown(qtbot, theme, Things(a_week()))
    assert page.numbers.agreed.field.valueFromText(text) == minutes


def test_an_empty_week_is_told_kindly_and_has_the_numbers_still(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things([]))
    assert "Nothing is booked in this week, as far as burnbreak knows." in texts(page)
    assert not page.figures.isVisible()
    assert not page.review.isVisible()
    assert page.numbers.isVisible()


def test_the_doors_to_the_look_back_and_the_report(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(a_week()))
    wanted: list[str] = []
    page.window_wanted.connect(wanted.append)
    page.review.click()
    page.report.click()
    assert wanted == ["review", "report"]


@pytest.mark.usefixtures("mirrored")
def test_right_to_left_begins_at_the_right(qtbot: QtBot, theme: Theme) -> None:
    shape = shown(qtbot, theme, Things(a_week())).shape
    assert shape._x(9) > shape._x(17)


def test_everything_has_a_name_and_room(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme, Things(nine_weeks(), OWN))
    assert nameless(page) == []
    assert too_small(page) == []


# --- looking back -------------------------------------------------------------------------------------------


def look_back(qtbot: QtBot, theme: Theme, things: Things) -> ReviewWindow:
    window = ReviewWindow(theme, things.review(MONDAY), things.settings.load, things.choice(MONDAY))
    qtbot.addWidget(window)
    window.show()
    return window


def test_three_facts_one_question_and_one_change(qtbot: QtBot, theme: Theme) -> None:
    things = Things(a_week())
    things.chosen[MONDAY - timedelta(weeks=1)] = Choice.NOTES
    window = look_back(qtbot, theme, things)
    found = texts(window)
    for text in (
        "18 h", "3 h 35 min", "5 of 5 days", "Only for you: there is nothing to write down.",
        "A week ago you chose: Half an hour for notes, once.",
    ):  # fmt: skip
        assert text in found, text
    assert sum(text.endswith("?") for text in found) == 2
    assert list(window.choices) == [Choice.GAP, Choice.EARLIER, Choice.MOVE, Choice.LEAVE]
    chosen: list[Choice] = []
    window.chosen.connect(chosen.append)
    qtbot.mouseClick(window.choices[Choice.MOVE], Qt.MouseButton.LeftButton, pos=QPoint(12, 16))
    assert chosen == [Choice.MOVE]


def test_a_choice_of_this_week_is_marked(qtbot: QtBot, theme: Theme) -> None:
    things = Things(a_week())
    things.chosen[MONDAY] = Choice.LEAVE
    assert look_back(qtbot, theme, things).choices[Choice.LEAVE].isChecked()


def test_without_anything_booked_there_is_nothing_to_choose(qtbot: QtBot, theme: Theme) -> None:
    window = look_back(qtbot, theme, Things([]))
    assert window.choices == {}
    qtbot.keyClick(window, KEY.Key_Escape)
    assert not window.isVisible()


def test_the_card_asks_once_and_takes_no_focus(qtbot: QtBot, theme: Theme) -> None:
    card = ReviewCard(theme)
    qtbot.addWidget(card)
    assert card.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert texts(card) == [] or all("week" in t or "like" in t for t in texts(card))
    wanted: list[bool] = []
    card.wanted.connect(lambda: wanted.append(True))
    card.show()
    yes = card.buttons.findChildren(QWidget)[0]
    yes.click()  # type: ignore[attr-defined]
    assert (wanted, card.isVisible()) == ([True], False)


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_was_agreed_is_written_beside_the_bars(qtbot: QtBot, theme: Theme, mirrored: bool) -> None:
    picture = WeeksPicture(theme)
    qtbot.addWidget(picture)
    picture.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    picture.resize(600, 140)
    picture.show_weeks(tuple((MONDAY + timedelta(weeks=n), hm(50)) for n in range(8)), hm(25))
    drawn, fill = picture.grab().toImage(), theme.color("accent_soft").rgb()
    columns = [x for x in range(600) if any(drawn.pixel(x, y) == fill for y in range(140))]
    words = picture.fontMetrics().horizontalAdvance("agreed: 25 h")
    assert len(columns) > 8 * 20
    assert min(columns) > words if mirrored else max(columns) < 600 - words
