"""Settings > Check-ins: what is asked word for word, how long it is kept, what rests, and one's own trend."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import MONTHLY_ANSWERS, MONTHLY_QUESTION, WEEKLY_WORDS
from burnbreak.core.retention import Data
from burnbreak.core.settings import AfterSitting, CheckIns, Settings
from burnbreak.core.trend import Comparison, Trend, by_month, trend
from burnbreak.ui.settings.check_ins import CheckInsPage
from burnbreak.ui.theme import Theme
from burnbreak.ui.trend import Shown, TrendChart, comparison, tell
from burnbreak.ui.trends import TrendsCard, shown_for
from tests.ui_windows.check_ins import Things
from tests.ui_windows.values import nameless, too_small

ALARM = (
    "risk",
    "normal",
    "high",
    "low score",
    "severe",
    "mild",
    "warning",
    "burned out.",
    "percent",
    "average",
)


def opened(qtbot: QtBot, theme: Theme, things: Things | None = None) -> tuple[CheckInsPage, list[Settings]]:
    page, told = CheckInsPage(theme, Settings(), things), list[Settings]()
    page.changed.connect(told.append)
    qtbot.addWidget(page)
    page.resize(640, 600)
    page.show()
    qtbot.waitExposed(page)
    return page, told


def words(page: CheckInsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_each_set_has_its_switch(qtbot: QtBot, theme: Theme) -> None:
    page, told = opened(qtbot, theme)
    page._often.buttons()[1].click()
    assert told[-1].check_ins == CheckIns(after_sitting=AfterSitting.EACH)
    for topic, name, on in (
        (Topic.WEEKLY, "weekly", False), (Topic.MONTHLY, "monthly", False), (Topic.AFFECT, "affect", True),
    ):  # fmt: skip
        page.show_topic(topic)
        switch = page._switches[name]
        assert switch.isVisible()
        assert switch.isChecked() is not on
        switch.click()
        assert getattr(told[-1].check_ins, name) is on
        assert nameless(page) == []
        assert too_small(page) == []


def test_what_is_asked_stands_there_word_for_word(qtbot: QtBot, theme: Theme) -> None:
    page, _ = opened(qtbot, theme)
    assert "Lighter, the same, heavier" in words(page)
    assert "for 90 day" in words(page)
    page.show_topic(Topic.WEEKLY)
    assert all(text in words(page) for texts in WEEKLY_WORDS.values() for text in texts)
    assert "13 month" in words(page)
    page.show_settings(replace(Settings(), data=Data(answers_months=0)))
    assert "until the day is over" in words(page)
    page.show_topic(Topic.MONTHLY)
    assert all(text in words(page) for text in (MONTHLY_QUESTION, *MONTHLY_ANSWERS))
    page.show_topic(Topic.AFFECT)
    assert "A. Betella and P. Verschure" in words(page)


def test_a_rest_is_told_and_can_be_ended(qtbot: QtBot, theme: Theme) -> None:
    things = Things()
    things.rests = datetime(2026, 12, 14, 9, tzinfo=UTC)
    page, _ = opened(qtbot, theme, things)
    page.show_topic(Topic.WEEKLY)
    assert "14 December 2026" in words(page)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Ask again")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert things.rests is None
    assert "14 December 2026" not in words(page)


def test_no_answer_yet_is_said_and_the_picture_stays_away(qtbot: QtBot, theme: Theme) -> None:
    page, _ = opened(qtbot, theme, Things())
    page.show_topic(Topic.WEEKLY)
    assert words(page).count("No answer yet.") == 3
    assert not any(chart.isVisible() for chart in page.findChildren(TrendChart))


def test_the_trend_is_a_picture_and_the_same_in_words(qtbot: QtBot, theme: Theme) -> None:
    page, _ = opened(qtbot, theme, Things(weeks=10))
    page.show_topic(Topic.WEEKLY)
    charts = [chart for chart in page.findChildren(TrendChart) if chart.isVisible()]
    assert [chart.accessibleName() for chart in charts] == [
        "Tension as a picture", "Energy as a picture", "Connection as a picture",
    ]  # fmt: skip
    assert "24 August: 3" in charts[0].accessibleDescription()
    assert "One answer on one day moves a lot" in words(page)
    page._lines.more.click()
    assert not any(chart.isVisible() for chart in charts)
    told = words(page)
    # Energy is 2, 3, 4, 5, 6 over and over: 3, 4, 5 and 6 in the last four of ten weeks.
    assert "24 August: 2; 31 August: 3; 7 September: 4" in told
    assert "The last four weeks lie between 3 and 6, their middle is 4.5." in told


def test_no_word_judges(qtbot: QtBot, theme: Theme) -> None:
    page, _ = opened(qtbot, theme, Things(weeks=12))
    for topic in Topic:
        page.show_topic(topic)
        said = words(page).casefold()
        for text in (MONTHLY_QUESTION, *MONTHLY_ANSWERS):
            said = said.replace(text.casefold(), "")
        assert not any(word in said for word in ALARM), topic


def test_pauses_stand_beside_only_with_enough_weeks() -> None:
    assert all(one.comparison is None for one in shown_for(Topic.WEEKLY, Things(weeks=7), 0))
    found = shown_for(Topic.WEEKLY, Things(weeks=10), 0)
    # Pauses 2 to 6 over and over, the middle is 4: weeks with 5 and 6 have energy 5 and 6.
    assert found[1].comparison == Comparison(pauses=4, more_weeks=4, more=5.5, fewer_weeks=6, fewer=3.0)


def test_the_comparison_tells_its_numbers_and_claims_nothing(theme: Theme) -> None:
    said = comparison(shown_for(Topic.WEEKLY, Things(weeks=10), 0)[1], TrendChart(theme).locale())
    assert said == (
        "In 4 weeks with more than 4 pauses the middle was 5.5, in 6 weeks with fewer it was 3. "
        "That says nothing of what caused what."
    )


@pytest.mark.parametrize("weeks", [1, 2, 60])
def test_a_picture_of_any_length_can_be_drawn(qtbot: QtBot, theme: Theme, weeks: int) -> None:
    chart = TrendChart(theme)
    qtbot.addWidget(chart)
    chart.show_trend(shown_for(Topic.WEEKLY, Things(weeks=weeks), 0)[0])
    chart.resize(320, chart.sizeHint().height())
    assert len(chart.stretches()) == min(weeks, 26)
    assert not chart.grab().isNull()


def test_months_are_called_by_their_names(theme: Theme) -> None:
    found = trend(Things(weeks=10).answers(), "energy", UTC, by_month)
    said = tell(Shown(item="burnout", trend=found, monthly=True), TrendChart(theme).locale())
    assert said.startswith("August 2026: 2; September 2026: 4")
    assert "The last four months" in said
    assert tell(Shown(item="burnout", trend=Trend(points=(), bands=())), TrendChart(theme).locale())


@pytest.mark.usefixtures("mirrored")
def test_mirrored_time_runs_to_the_left(qtbot: QtBot, theme: Theme) -> None:
    chart = TrendChart(theme)
    qtbot.addWidget(chart)
    chart.resize(320, 90)
    chart.show_trend(shown_for(Topic.WEEKLY, Things(weeks=3), 0)[0])
    room = QRectF(0, 0, 300, 60)
    assert chart._x(0, 3, room) > chart._x(2, 3, room)


def test_the_card_for_a_month_is_there_only_with_answers(qtbot: QtBot, theme: Theme) -> None:
    things = Things()
    holder, card = QWidget(), TrendsCard(theme, things, 0)
    qtbot.addWidget(holder)
    card.setParent(holder)
    assert card.isHidden()
    things.kept = list(Things(weeks=3).answers())
    card.refresh()
    assert not card.isHidden()
    assert not TrendsCard(theme, things, 0).isVisible(), "no window of its own"
