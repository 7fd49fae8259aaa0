"""More than a break: whom one can turn to, in one's own words, always one step away."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from burnbreak.core.settings import SUPPORT_LENGTH, Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.fields import Columns, Paragraph, Scroller, hit_height, roomy
from burnbreak.ui.kit import (
    Card,
    IconButton,
    LeadLabel,
    PlainButton,
    SoftLabel,
    StrongLabel,
    TitleLabel,
    column,
    fit,
    row,
)
from burnbreak.ui.support_lines import Countries, SupportLines
from burnbreak.ui.theme import GAP, GRID, HIT, MARGIN, Theme

WIDTH = 600
SIZE = (880, 640)
"""With helplines beside the user's own lines."""
RESTS_MS = 800
"""So long after the last keystroke a line is kept."""


class SupportWindow(QWidget):
    """Calm words, four lines that are written and read in the same place, and the helplines of a country."""

    command = Signal(object)
    """A ChangeSettings after each change."""
    link_wanted = Signal(str)
    """A web address is to be opened in the browser; the user clicked on it."""

    def __init__(
        self, theme: Theme, settings: Settings, countries: Countries | None = None, region: str = ""
    ) -> None:
        """`region` is where the computer lives; it decides nothing but where the list of countries stands."""
        super().__init__()
        self._theme, self.settings = theme, settings
        # Others may see the task bar.
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fields: dict[str, QLineEdit] = {}
        self._copies: dict[str, IconButton] = {}
        self._rests = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rests.timeout.connect(self._keep)
        self._lay_out(theme, settings, countries, region)
        self.show_settings(settings)
        if countries is not None:
            self.resize(roomy(self, *SIZE))

    def _lay_out(self, theme: Theme, settings: Settings, countries: Countries | None, region: str) -> None:
        title = TitleLabel(self.tr("More than a break"))
        self.setAccessibleName(title.text())
        own = column(
            StrongLabel(self.tr("Who is there for me")),
            self._own_lines(),
            SoftLabel(self._note()),
            spacing=GAP,
        )
        words = column(title, *self._words(), spacing=GAP)
        close = PlainButton(self.tr("Close"))
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self.lines: SupportLines | None = None
        if countries is None:
            layout.addLayout(words)
            card = Card()
            card.body.addLayout(own)
            layout.addWidget(card)
        else:
            self.lines = SupportLines(theme, countries, settings.support.country, region)
            self.lines.country_chosen.connect(self._choose_country)
            self.lines.link_wanted.connect(self.link_wanted)
            left, right = QVBoxLayout(), QVBoxLayout()
            for side, content in ((left, own), (right, self.lines)):
                card = Card()
                if isinstance(content, QWidget):
                    card.body.addWidget(content)
                else:
                    card.body.addLayout(content)
                side.addWidget(card)
                side.addStretch(1)
            inner = QWidget()
            inner.setLayout(column(words, Columns(right, left), 1, spacing=GAP))
            layout.addWidget(Scroller(inner), 1)
        layout.addLayout(row(1, close))

    def _words(self) -> tuple[QWidget, ...]:
        return (
            LeadLabel(self.tr("Some days ask for more than a pause can give.")),
            Paragraph(
                self.tr(
                    "Being shaken by this work is part of doing it with care. You need not carry it alone, "
                    "and it need not be very bad before you talk to someone."
                )
            ),
            Paragraph(
                self.tr(
                    "If you are not safe, or someone else is not, call the emergency number of where you "
                    "are, or go to someone near."
                )
            ),
        )

    def _note(self) -> str:
        return self.tr(
            "These lines stay in the settings file on this computer. "
            "Please write nothing about a client here."
        )

    def _own_lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 1)
        lines = (
            ("supervisor", self.tr("Supervision")),
            ("assistance", self.tr("Staff support")),
            ("doctor", self.tr("Doctor or therapist")),
            ("colleague", self.tr("A colleague")),
        )
        for number, (name, label) in enumerate(lines):
            field = self._field(name, label)
            words = SoftLabel(label, wrap=False)
            words.setBuddy(field)
            grid.addWidget(words, 2 * number, 0)
            grid.addWidget(field, 2 * number + 1, 0)
            grid.addWidget(self._copies[name], 2 * number + 1, 1)
        return grid

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("kind", "in-place")
        field.setMaxLength(SUPPORT_LENGTH)
        field.setAccessibleName(label)
        field.setPlaceholderText(self.tr("Name, number, where to find them"))
        field.setMinimumHeight(hit_height(self))
        field.textEdited.connect(self._edited)
        field.editingFinished.connect(self._keep)
        copy = IconButton(self._theme, "copy", self.tr("Copy: {0}").format(label), size=HIT)
        kept = copy.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        copy.setSizePolicy(kept)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(field.text()))
        field.textChanged.connect(lambda text: copy.setVisible(bool(text.strip())))
        self.fields[name], self._copies[name] = field, copy
        return field

    def show_settings(self, settings: Settings) -> None:
        """These settings count now, wherever they were changed; a line being written is left alone."""
        self.settings = settings
        if self.lines is not None:
            self.lines.show_country(settings.support.country)
        for name, field in self.fields.items():
            if not (field.hasFocus() and self._rests.isActive()):
                text = getattr(settings.support, name)
                if field.text() != text:
                    field.setText(text)
                    field.setCursorPosition(0)
            self._copies[name].setVisible(bool(field.text().strip()))

    def _edited(self) -> None:
        self._rests.start()

    def _keep(self) -> None:
        self._rests.stop()
        said = {name: _one_line(field.text()) for name, field in self.fields.items()}
        support = replace(self.settings.support, **said)
        if support != self.settings.support:
            self.settings = replace(self.settings, support=support)
            self.command.emit(ChangeSettings(self.settings))

    def _choose_country(self, code: str) -> None:
        self._keep()
        support = replace(self.settings.support, country=code)
        self.settings = replace(self.settings, support=support)
        self.command.emit(ChangeSettings(self.settings))

    def showEvent(self, event: QShowEvent) -> None:
        if self.lines is None:
            fit(self, max(WIDTH, self.fontMetrics().averageCharWidth() * 80))
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep()
        super().closeEvent(event)


def _one_line(text: str) -> str:
    """What may stand in the settings file: no control characters, as a paste may bring them."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
