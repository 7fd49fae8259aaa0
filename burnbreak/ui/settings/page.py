"""What every page of the settings is: a title, rows on cards, values in and changed Settings out."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import Group, Row, Scroller
from burnbreak.ui.kit import (
    DropDown,
    LabelledSlider,
    QuietButton,
    SegmentedChoice,
    Stepper,
    Switch,
    TitleLabel,
)
from burnbreak.ui.settings.titles import title
from burnbreak.ui.theme import GAP, GRID, Theme

_TELLS = {Stepper: "changed", SegmentedChoice: "chosen", DropDown: "chosen", LabelledSlider: "moved"}


class Page(QWidget):
    """One page. `section` names the part of Settings it shows; empty for pages that change nothing there."""

    changed = Signal(object)
    """The user changed something: the whole new Settings."""

    name = ""
    """Its key in `titles.TITLES`."""
    section = ""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.theme, self.settings = theme, settings
        self.rows: list[Row] = []
        self._before: Settings | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.setAccessibleName(self.title())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, GRID, 0)
        outer.setSpacing(GAP)
        outer.addWidget(TitleLabel(self.title()))
        outer.addLayout(self.body, 1)
        if self.section:
            self._defaults = QuietButton(self.tr("Defaults"))
            self._defaults.clicked.connect(self._to_defaults)
        self.fill()
        if self.section and self._defaults.parentWidget() is None:
            # A page short of height has found it another place.
            foot = QHBoxLayout()
            foot.addStretch(1)
            foot.addWidget(self._defaults)
            outer.addLayout(foot)
        self.show_settings(settings)

    # --- what a page says of itself ----------------------------------------------------------------------

    def title(self) -> str:
        """Its name in the list and at its top."""
        return title(self.name)

    def fill(self) -> None:
        """Makes its rows in `body`, from `self.settings`; each page has its own."""

    def show_values(self, settings: Settings) -> None:
        """Sets its controls without telling."""

    def words(self) -> str:
        """What else a search finds it by, beside its title and rows."""
        return ""

    # --- what the window does with it --------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """These settings count now."""
        self.settings = settings
        self.show_values(settings)
        if self.section:
            part = getattr(settings, self.section)
            self._defaults.setText(self.tr("Undo") if self._before else self.tr("Defaults"))
            self._defaults.setEnabled(self._before is not None or part != self._default())

    def search(self, wanted: str) -> bool:
        """Marks the rows that hold the words (casefolded; empty: none); tells whether the page has any."""
        found = False
        for row in self.rows:
            hit = bool(wanted) and wanted in row.words
            row.mark(hit)
            found = found or hit
        return found or wanted in f"{self.title()} {self.words()}".casefold()

    def show_found(self) -> None:
        """Scrolls to the first marked row. After the layout: on a new page no row has its place yet."""
        first = next((row for row in self.rows if row.marked and row.isVisibleTo(self)), None)
        holder = self.parentWidget()
        view = holder.parentWidget() if holder is not None else None
        if first is not None and isinstance(view, QScrollArea):
            view.ensureWidgetVisible(first, 0, GAP)

    # --- for the pages -----------------------------------------------------------------------------------

    def group(self, *rows: Row, into: QVBoxLayout | None = None) -> Group:
        """Puts rows on a card of their own, into the body or one of its columns."""
        group = Group(*rows)
        self.rows += rows
        (into or self.body).addWidget(group)
        return group

    def change(self, **values: Any) -> None:
        """New values in the page's own section."""
        self._before = None
        part = replace(getattr(self.settings, self.section), **values)
        self._tell(replace(self.settings, **{self.section: part}))

    def switch(self, name: str, label: str, hint: str = "") -> tuple[Switch, Row]:
        """A row with a switch for one value of the section."""
        control = Switch(self.theme)
        control.clicked.connect(lambda on: self.change(**{name: on}))
        return control, Row(self.theme, label, control, hint)

    def connected(self, control: Stepper | SegmentedChoice | LabelledSlider | DropDown, name: str) -> None:
        """A control of the kit changes one value of the section."""
        signal = _TELLS[type(control)]
        getattr(control, signal).connect(lambda value: self.change(**{name: value}))

    def _default(self) -> Any:
        return getattr(Settings(), self.section)

    def _to_defaults(self) -> None:
        if self._before is not None:
            # Of this page alone: what was changed on others meanwhile stays.
            was, self._before = getattr(self._before, self.section), None
            settings = replace(self.settings, **{self.section: was})
        else:
            self._before = self.settings
            settings = replace(self.settings, **{self.section: self._default()})
        self._tell(settings)

    def _tell(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.changed.emit(settings)


class PageScroller(Scroller):
    """A page that scrolls downward; it tells how narrow it may become without scrolling sideways."""

    least_changed = Signal()

    @property
    def least(self) -> int:
        """The width that the page needs (px), with the scroll bar that a low window brings."""
        page = self.widget() or self
        return page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.least_changed.emit()
        return super().eventFilter(watched, event)
