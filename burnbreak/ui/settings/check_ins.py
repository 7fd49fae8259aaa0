"""The page for check-ins: what may be asked, word for word, how long it is kept, and one's own trend."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QVBoxLayout

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import MONTHLY_ANSWERS
from burnbreak.core.settings import AfterSitting, Settings
from burnbreak.ui import check_words as words
from burnbreak.ui.fields import Columns, Paragraph, Row
from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.kit import (
    Card,
    Chips,
    LinkButton,
    SegmentedChoice,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    Switch,
)
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import GAP, GRID, Theme
from burnbreak.ui.trend import Shown
from burnbreak.ui.trends import CheckInThings, Trends, shown_for

MOST_LINES = 1 + len(MONTHLY_ANSWERS)


class CheckInsPage(Page):
    """Four sets, one at a time."""

    section = "check_ins"
    name = "check-ins"

    def __init__(self, theme: Theme, settings: Settings, things: CheckInThings | None = None) -> None:
        """`things` tells of answers and rests; without it there is nothing to tell."""
        self._things = things
        self._topic = Topic.SITTING
        super().__init__(theme, settings)

    def fill(self) -> None:
        lead = Paragraph(
            self.tr(
                "At most one thing is asked on a day, each can be skipped, and after two skips in a row it "
                "rests for four weeks. Nothing is counted against you, and no answer leaves this computer."
            )
        )
        self._topics = Chips(
            [
                (Topic.SITTING, self.tr("After a sitting")),
                (Topic.WEEKLY, self.tr("Each week")),
                (Topic.MONTHLY, self.tr("Each month")),
                (Topic.AFFECT, self.tr("Before and after")),
            ],
            self._topic,
            self.tr("What is asked"),
        )
        self._topics.chosen.connect(self.show_topic)
        left, right = QVBoxLayout(), QVBoxLayout()
        for layout in (left, right):
            layout.setSpacing(GAP)
        self._fill_settings(left)
        self._fill_trends(right)
        for layout in (left, right):
            layout.addStretch(1)
        self.body.addWidget(lead)
        self.body.addWidget(self._topics)
        self.body.addWidget(Columns(left, right))
        self.body.addStretch(1)

    def _fill_settings(self, into: QVBoxLayout) -> None:
        self._often = SegmentedChoice(
            [
                (AfterSitting.THIRD, self.tr("One in three")),
                (AfterSitting.EACH, self.tr("Each")),
                (AfterSitting.NEVER, self.tr("Never")),
            ],
            self.settings.check_ins.after_sitting,
            self.tr("Lighter, the same or heavier"),
        )
        self.connected(self._often, "after_sitting")
        self._rows: dict[Topic, Row] = {
            Topic.SITTING: Row(
                self.theme, self.tr("Lighter, the same or heavier"), self._often,
                self.tr("One tap, in one sitting of three, once a day at most. It can always be said "
                        "unasked that a sitting left you heavier."),
                under=True,
            )
        }  # fmt: skip
        self._switches: dict[str, Switch] = {}
        for topic, name, label, hint in (
            (Topic.WEEKLY, "weekly", self.tr("Weekly check-in"),
             self.tr("Three scales, 20 seconds, in the last gap of your week. It waits in the menu.")),
            (Topic.MONTHLY, "monthly", self.tr("Monthly check-in"),
             self.tr("One question about your work. It waits in the menu.")),
            (Topic.AFFECT, "affect", self.tr("Before and after a sitting"),
             self.tr("Two sliders without words, once a day at most, where there is time for them.")),
        ):  # fmt: skip
            self._switches[name], self._rows[topic] = self.switch(name, label, hint)
        card = Card(padding=GRID)
        for line in self._rows.values():
            card.body.addWidget(line)
        self.rows += self._rows.values()
        into.addWidget(card)
        self._resting = Card()
        self._rests = SoftLabel("")
        wake = LinkButton(self.tr("Ask again"))
        wake.clicked.connect(self._wake)
        self._resting.body.addWidget(self._rests)
        self._resting.body.addWidget(wake)
        into.addWidget(self._resting)
        self._texts = [SmallLabel("") for _ in range(MOST_LINES)]
        self._keeps = SoftLabel("")
        card = Card()
        card.body.setSpacing(GRID // 2)
        card.body.addWidget(StrongLabel(self.tr("What is asked, word for word")))
        for text in (*self._texts, self._keeps):
            card.body.addWidget(text)
        into.addWidget(card)

    def _fill_trends(self, into: QVBoxLayout) -> None:
        self._trends = Card()
        self._trends.body.addWidget(StrongLabel(self.tr("Your own trend")))
        self._lines = Trends(self.theme)
        self._trends.body.addWidget(self._lines)
        into.addWidget(self._trends)

    # --- what it shows -----------------------------------------------------------------------------------

    def show_values(self, settings: Settings) -> None:
        self._often.set_value(settings.check_ins.after_sitting)
        for name, switch in self._switches.items():
            switch.setChecked(getattr(settings.check_ins, name))
        self.show_topic(self._topic)

    def show_topic(self, topic: Topic) -> None:
        """One of the four."""
        self._topic = topic
        self._topics.set_value(topic)
        for one, line in self._rows.items():
            line.setVisible(one is topic)
        self._show_asked()
        self._show_rest()
        self._show_trends()

    def _show_asked(self) -> None:
        texts = asked(self._topic)
        for number, label in enumerate(self._texts):
            label.setVisible(number < len(texts))
            label.setText(texts[number] if number < len(texts) else "")
        self._keeps.setText(self._kept())

    def _kept(self) -> str:
        if self._topic is Topic.SITTING:
            return words.kept_with_sitting(self.settings.data.ratings_days)
        return words.kept(self.settings.data.answers_months)

    def _show_rest(self) -> None:
        until = self._things.resting_until(self._topic) if self._things is not None else None
        self._resting.setVisible(until is not None)
        if until is not None and self._things is not None:
            local = until.astimezone(self._things.zone)
            day = QDate(local.year, local.month, local.day)
            self._rests.setText(
                self.tr("It rests until {0}, because it was left open twice.").format(
                    self.locale().toString(day, QLocale.FormatType.LongFormat)
                )
            )

    def _show_trends(self) -> None:
        shown: Sequence[Shown] = ()
        if self._things is not None:
            shown = shown_for(self._topic, self._things, first_weekday(self.locale()))
        self._trends.setVisible(self._topic is not Topic.SITTING)
        self._lines.show_topic(self._topic, shown)

    def _wake(self) -> None:
        if self._things is not None:
            self._things.wake(self._topic)
            self._show_rest()

    def words(self) -> str:
        return self.tr("questions mood burnout tension energy connection slider trend weekly monthly")


def asked(topic: Topic) -> Sequence[str]:
    """Every word that is asked."""
    translate = words.translate
    match topic:
        case Topic.WEEKLY:
            line = translate("checkin", "{question} 0: {low}, 10: {high}")
            return [line.format(question=q, low=low, high=high) for q, low, high in words.weekly().values()]
        case Topic.MONTHLY:
            question, answers = words.monthly()
            return [question, *answers]
        case Topic.AFFECT:
            return [
                translate("checkin", "Two sliders: from displeased to pleased, from sleepy to wide awake."),
                translate("checkin", "The Affective Slider by A. Betella and P. Verschure, redrawn."),
            ]
        case _:
            return [translate("checkin", "How is it now, compared with before? Lighter, the same, heavier.")]
