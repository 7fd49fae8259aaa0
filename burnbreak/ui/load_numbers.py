"""The user's own numbers about booked time: what was agreed, what is wanted at most, what counts as a gap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from burnbreak.core.load_setting import Load, Weekend
from burnbreak.core.settings import limits
from burnbreak.ui import load_words as words
from burnbreak.ui import phrases
from burnbreak.ui.fields import Group, Row, line_up
from burnbreak.ui.kit import DropDown, Stepper, Switch
from burnbreak.ui.kit.controls import NumberField
from burnbreak.ui.theme import Theme


class _Hours(NumberField):
    """Minutes, written as hours: "38.5 h"; 0 is none."""

    def __init__(self, none: str, unit: str) -> None:
        super().__init__()
        self._none, self._sign = none, unit

    def textFromValue(self, value: int) -> str:
        if not value:
            return self._none
        hours = self.locale().toString(value / 60, "f", -128)
        return f"{hours}\N{NO-BREAK SPACE}{self._sign}"

    def valueFromText(self, text: str) -> int:
        hours, good = self.locale().toDouble(text.replace(self._sign, "").strip())
        return round(hours * 60) if good else 0

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        plain = text.replace(self._sign, "").strip()
        fine = not plain or plain == self._none or self.locale().toDouble(plain)[1]
        state = QValidator.State.Acceptable if fine else QValidator.State.Invalid
        return state, text, pos


class _Hour(NumberField):
    """A whole hour, written as a time of day."""

    def textFromValue(self, value: int) -> str:
        return phrases.clock(datetime(2000, 1, 1, value, tzinfo=UTC), UTC)

    def valueFromText(self, text: str) -> int:
        digits = "".join(c for c in text.partition(":")[0] if c.isdigit())
        hour = int(digits or 0)
        return hour + 12 if hour < 12 and "p" in text.casefold() else hour

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        fine = any(c.isdigit() for c in text)
        return (QValidator.State.Acceptable if fine else QValidator.State.Intermediate), text, pos


class OwnNumbers(QWidget):
    """A row a number; nothing is assumed where one is not set."""

    changed = Signal(object)
    """The Load with the change."""

    def __init__(self, theme: Theme, load: Load) -> None:
        super().__init__()
        self.load = load
        none = self.tr("none")

        minutes = self.tr("min")
        self.agreed = self._hours(theme, "agreed_minutes", self.tr("Agreed in a week"))
        self.limit = self._hours(theme, "week_limit_minutes", self.tr("Booked in a week at most"))
        self.notes = self._stepper(
            theme, "note_minutes", self.tr("For notes, each session"), unit=lambda _: minutes, step=5
        )
        self.gap = self._stepper(
            theme, "gap_minutes", self.tr("A gap that ends a run"), unit=lambda _: minutes
        )
        self.row = self._stepper(theme, "in_a_row", self.tr("Booked in a row at most"))
        for stepper in (self.notes, self.row):
            stepper.field.setSpecialValueText(none)
        hour = _Hour()
        self.evening = self._stepper(theme, "evening_hour", self.tr("The evening begins at"), field=hour)
        self.weekend = DropDown(theme, self._weekends(), load.weekend, self.tr("Your weekend"))
        self.weekend.chosen.connect(lambda value: self._change(weekend=value))
        self.review = Switch(theme)
        self.review.toggled.connect(lambda on: self._change(review=on))
        line_up(*(s.field for s in (self.agreed, self.limit, self.notes, self.gap, self.row, self.evening)))
        agreed = self.tr("Hours for booked time and notes; earlier weeks are compared with this alone.")
        end = self.tr("When a week reaches it, this page says so, and what you could do.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(
            Group(
                Row(theme, self.tr("Agreed in a week"), self.agreed, agreed),
                Row(theme, self.tr("For notes, each session"), self.notes),
                Row(theme, self.tr("Booked in a week at most"), self.limit, end),
                Row(theme, self.tr("Booked in a row at most"), self.row),
                Row(theme, self.tr("A gap that ends a run"), self.gap),
                Row(theme, self.tr("The evening begins at"), self.evening),
                Row(theme, self.tr("Your weekend"), self.weekend),
                Row(
                    theme,
                    self.tr("Offer to look back on the week"),
                    self.review,
                    self.tr("Three minutes in the last gap of your last working day; quiet after two skips."),
                ),
            )
        )
        self.show_load(load)

    def _hours(self, theme: Theme, name: str, label: str) -> Stepper:
        """Hours in steps of half an hour, kept as minutes."""
        field = _Hours(self.tr("none"), self.tr("h"))
        high = limits(Load(), name)[1]
        stepper = Stepper(theme, label, low=0, high=high, value=0, step=30, field=field)
        stepper.changed.connect(lambda n: self._change(**{name: n}))
        return stepper

    def _stepper(
        self,
        theme: Theme,
        name: str,
        label: str,
        *,
        unit: Callable[[int], str] = lambda _: "",
        step: int = 1,
        field: QSpinBox | None = None,
    ) -> Stepper:
        low, high = limits(Load(), name)
        stepper = Stepper(theme, label, low=low, high=high, value=low, unit=unit, step=step, field=field)
        stepper.changed.connect(lambda n: self._change(**{name: n}))
        return stepper

    def _weekends(self) -> list[tuple[Weekend, str]]:
        def days(*numbers: int) -> str:
            names = [words.day_name(datetime(2026, 11, 16 + n, tzinfo=UTC).date()) for n in numbers]
            return self.tr("{0} and {1}").format(*names) if len(names) > 1 else names[0]

        return [
            (Weekend.SATURDAY_SUNDAY, days(5, 6)), (Weekend.FRIDAY_SATURDAY, days(4, 5)),
            (Weekend.THURSDAY_FRIDAY, days(3, 4)), (Weekend.SUNDAY, days(6)),
            (Weekend.NONE, self.tr("none")),
        ]  # fmt: skip

    def show_load(self, load: Load) -> None:
        """These numbers count now, wherever they were changed."""
        self.load = load
        for stepper, value in (
            (self.agreed, load.agreed_minutes), (self.limit, load.week_limit_minutes),
            (self.notes, load.note_minutes), (self.gap, load.gap_minutes), (self.row, load.in_a_row),
            (self.evening, load.evening_hour),
        ):  # fmt: skip
            stepper.set_value(value)
        self.weekend.set_value(load.weekend)
        blocked = self.review.blockSignals(True)
        self.review.setChecked(load.review)
        self.review.blockSignals(blocked)

    def _change(self, **values: object) -> None:
        self.load = replace(self.load, **values)  # type: ignore[arg-type]
        self.changed.emit(self.load)
