"""A small ordinary window: the way in where there is no tray, and what a second start brings to the front."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from burnbreak.core.events import Later, NotNow, StartOffered
from burnbreak.engine import commands
from burnbreak.engine.view import View
from burnbreak.ui import phrases
from burnbreak.ui.kit import Card, LeadLabel, PlainButton, PrimaryButton, QuietButton, SoftLabel, row
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme
from burnbreak.ui.tray import LATER_MINUTES


class HomeWindow(QWidget):
    """Shows the next break and offers everything the tray menu does; the menus are the tray's own."""

    command = Signal(object)
    window_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        without_tray: bool,
        pause_menu: QMenu,
        session_menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("burnbreak")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        if without_tray:
            hint = self.tr("This desktop shows no tray icons, so burnbreak lives in this window.")
            layout.addWidget(SoftLabel(hint))
        card = Card()
        self._headline = LeadLabel()
        self._offer_line = SoftLabel()
        card.body.addWidget(self._headline)
        card.body.addWidget(self._offer_line)
        self._start = PrimaryButton(self.tr("Start the pause on offer"))
        self._start.clicked.connect(lambda: self.command.emit(StartOffered()))
        self._later = PlainButton(self.tr("Later"))
        menu = QMenu(self)
        for minutes in LATER_MINUTES:
            later = Later(timedelta(minutes=minutes))
            menu.addAction(phrases.later(minutes)).triggered.connect(
                lambda _=False, c=later: self.command.emit(c)
            )
        self._later.setMenu(menu)
        self._skip = QuietButton(self.tr("Not now"))
        self._skip.clicked.connect(lambda: self.command.emit(NotNow()))
        card.body.addLayout(row(self._start, self._later, self._skip, 1))
        layout.addWidget(card)
        layout.addLayout(self._actions(pause_menu, session_menu))
        layout.addStretch(1)
        self.setMinimumWidth(420)

    def _actions(self, pause_menu: QMenu, session_menu: QMenu) -> QGridLayout:
        self._breathe = PlainButton(self.tr("Breathe now"))
        self._breathe.clicked.connect(lambda: self.window_wanted.emit("breathe"))
        self._pause = PlainButton(self.tr("Pause for"))
        self._pause.setMenu(pause_menu)
        self._resume = PlainButton(self.tr("Offer pauses again"))
        self._resume.clicked.connect(lambda: self.command.emit(commands.ResumeOffers()))
        self._session = PlainButton(self.tr("In session until"))
        self._session.setMenu(session_menu)
        self._over = PlainButton(self.tr("The session is over"))
        self._over.clicked.connect(lambda: self.command.emit(commands.SessionOver()))
        buttons: list[QWidget] = [self._breathe, self._session, self._over, self._pause, self._resume]
        for name, text in (("week", self.tr("This week")), ("settings", self.tr("Settings"))):
            opener = PlainButton(text)
            opener.clicked.connect(lambda _=False, n=name: self.window_wanted.emit(n))
            buttons.append(opener)
        quit_button = QuietButton(self.tr("Quit"))
        quit_button.clicked.connect(lambda: self.window_wanted.emit("quit"))
        buttons.append(quit_button)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        # Pausing and resuming share a place; only one of them is ever shown.
        places = ((0, 0), (0, 1), (3, 1), (1, 0), (1, 0), (1, 1), (2, 0), (2, 1))
        for button, (line, column) in zip(buttons, places, strict=True):
            grid.addWidget(button, line, column)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def update_view(self, view: View) -> None:
        """Show this moment."""
        self._headline.setText(phrases.next_break(view))
        line = phrases.offer_line(view)
        self._offer_line.setText(line)
        self._offer_line.setVisible(bool(line))
        offered = (view.offer is not None or view.owed) and view.sitting is None
        for button in (self._start, self._later, self._skip):
            button.setVisible(offered)
        self._breathe.setEnabled(view.sitting is None)
        self._pause.setVisible(view.pause is None)
        self._resume.setVisible(view.pause is not None)
        self._over.setVisible(view.session_until is not None)
