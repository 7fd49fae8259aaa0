"""The small window for desktops without a tray: the next pause, and everything the tray's menu can do."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core.events import Later, NotNow, StartOffered
from burnbreak.engine import commands
from burnbreak.engine.view import View
from burnbreak.ui import phrases
from burnbreak.ui.kit import (
    Card,
    IconButton,
    LeadLabel,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SoftLabel,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

LATER_MINUTES = (2, 5, 10)
_ICON = 40


class HomeWindow(QWidget):
    """Shows a View in words; sends commands, and names of windows to open ("breathe", "week", ...)."""

    command = Signal(object)
    window_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        without_tray: bool,
        explains: bool,
        pause_menu: QMenu,
        session_menu: QMenu,
        check_in: Callable[[], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        """The menus are the tray's own.

        `without_tray`: closed by hand it stays in the task list. `explains`: it says why it is there.
        `check_in`: the line for a check-in that may be answered now; empty for none.
        """
        super().__init__(parent)
        self._theme, self._without_tray, self._check_in_line = theme, without_tray, check_in
        self._view: View | None = None
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self._sentence = LeadLabel("")
        self._state = SoftLabel("")
        self._note = self._about_tray()
        self._make_buttons(pause_menu, session_menu)
        self._give_keys()
        self._lay_out()
        self._note.setVisible(explains)
        self.resize(380, 0)

    # --- what it shows -----------------------------------------------------------------------------------

    def update_view(self, view: View) -> None:
        """Show this moment."""
        self._view = view
        self._sentence.setText(phrases.next_break(view))
        waiting = (view.offer is not None or view.owed) and view.sitting is None
        for button in (self.start, self.later, self.skip):
            button.setVisible(waiting)
        self.breathe.setVisible(view.sitting is None)
        self.stop.setVisible(view.sitting is not None)
        self.pause.setVisible(view.pause is None)
        self.resume.setVisible(view.pause is not None)
        self.over.setVisible(view.session_until is not None)
        self.more.setVisible(view.session_until is not None or view.just_over)
        self.cancelled.setVisible(view.cancellable is not None)
        if view.cancellable is not None:
            at = phrases.clock(view.cancellable, view.zone)
            self.cancelled.setText(self.tr("The one at {0} is cancelled").format(at))
        check_in = self._check_in_line()
        self.check_in.setText(check_in)
        self.check_in.setVisible(bool(check_in))
        line = phrases.offer_line(view)
        self._state.setText(line)
        self._state.setVisible(bool(line))
        self._grow()

    def _grow(self) -> None:
        """As high as what is shown needs; wider and higher is up to the user."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            width = max(self.width(), layout.totalMinimumSize().width())
            height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            self.setMinimumSize(layout.totalMinimumSize().width(), height)
            self.resize(width, height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    # --- how it is made ----------------------------------------------------------------------------------

    def _about_tray(self) -> QWidget:
        note = Card(padding=GRID)
        text = SoftLabel(self.tr("This desktop shows no tray icons, so burnbreak lives in this window."))
        away = IconButton(self._theme, "close", self.tr("Hide this line"), size=32)
        away.setObjectName("hide-note")
        away.clicked.connect(note.hide)
        away.clicked.connect(self._grow)
        line = QHBoxLayout()
        line.setContentsMargins(GRID, 0, 0, 0)
        line.addWidget(text, 1)
        line.addWidget(away)
        note.body.addLayout(line)
        return note

    def _make_buttons(self, pause_menu: QMenu, session_menu: QMenu) -> None:
        self.start = self._sending(PrimaryButton(self.tr("Start the pause on offer")), StartOffered())
        self.later = PlainButton(self.tr("Later"))
        self.later.setMenu(self._later_menu())
        self.skip = self._sending(PlainButton(self.tr("Not now")), NotNow())
        self.breathe = self._opening(PlainButton(self.tr("Breathe now")), "breathe")
        self.library = self._opening(PlainButton(self.tr("Practices ...")), "library")
        self.stop = self._sending(PlainButton(self.tr("End this practice")), commands.Stop())
        self.pause = PlainButton(self.tr("Offer nothing ..."))
        self.pause.setMenu(pause_menu)
        self.resume = self._sending(PlainButton(self.tr("Offer pauses again")), commands.ResumeOffers())
        self.session = PlainButton(self.tr("In session until ..."))
        self.session.setMenu(session_menu)
        self.over = self._sending(PlainButton(self.tr("The session is over")), commands.SessionOver())
        self.more = self._sending(
            PlainButton(self.tr("Still with someone, 5 minutes more")), commands.Overrun()
        )
        self.cancelled = self._sending(PlainButton(""), commands.SessionCancelled())
        self.history = self._opening(PlainButton(self.tr("This week")), "week")
        self.check_in = self._opening(LinkButton(""), "check_in")
        self.support = self._opening(QuietButton(self.tr("More than a break")), "support")
        self.settings = self._opening(PlainButton(self.tr("Settings")), "settings")
        self.quit = self._opening(QuietButton(self.tr("Quit")), "quit")

    def _give_keys(self) -> None:
        """Keys of this window for what is said about sessions, named by the buttons' tool tips."""
        keys = (
            ("Ctrl+I", self.session),
            ("Ctrl+E", self.over),
            ("Ctrl+5", self.more),
            ("Ctrl+D", self.cancelled),
        )
        for key, button in keys:
            # Not the button's own shortcut, which would go with its text when that changes.
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(_press, button))
            button.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))

    def _lay_out(self) -> None:
        picture = QLabel()
        picture.setPixmap(self._theme.icons.app().pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(picture)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self._sentence)
        texts.addWidget(self._state)
        texts.addStretch(1)
        head.addLayout(texts, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        box.setSpacing(GRID)
        box.addLayout(head)
        box.addSpacing(GRID)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        pairs = ((self.later, self.skip), (self.pause, self.session), (self.history, self.settings))
        grid.addWidget(self.start, 0, 0, 1, 2)
        grid.addWidget(self.later, 1, 0)
        grid.addWidget(self.skip, 1, 1)
        grid.addWidget(self.breathe, 2, 0)
        grid.addWidget(self.stop, 2, 0)
        grid.addWidget(self.library, 2, 1)
        for number, button in enumerate((self.over, self.more, self.cancelled)):
            grid.addWidget(button, 3 + number, 0, 1, 2)
        for number, pair in enumerate(pairs[1:]):
            for place, button in enumerate(pair):
                grid.addWidget(button, 6 + number, place)
        grid.addWidget(self.resume, 6, 0)
        box.addLayout(grid)
        box.addWidget(self.check_in)
        box.addWidget(self._note)
        box.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.support)
        foot.addStretch(1)
        foot.addWidget(self.quit)
        box.addLayout(foot)

    def _sending(self, button: QPushButton, command: object) -> QPushButton:
        button.clicked.connect(lambda: self.command.emit(command))
        return button

    def _opening(self, button: QPushButton, name: str) -> QPushButton:
        button.clicked.connect(lambda: self.window_wanted.emit(name))
        return button

    # --- menus -------------------------------------------------------------------------------------------

    def _later_menu(self) -> QMenu:
        menu = QMenu(self)
        for minutes in LATER_MINUTES:
            self._item(menu, phrases.later(minutes), Later(timedelta(minutes=minutes)))
        after = self._item(menu, self.tr("After the next session"), Later(None))
        menu.aboutToShow.connect(lambda: after.setVisible(self._can_wait()))
        return menu

    def _can_wait(self) -> bool:
        offer = self._view.offer if self._view else None
        return offer is not None and offer.can_wait_for_session

    def _item(self, menu: QMenu, text: str, command: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: self.command.emit(command))
        return action

    def closeEvent(self, event: QCloseEvent) -> None:
        # Without a tray this is the only way in: closed by hand it stays in the task list.
        by_hand = event.spontaneous() and not _logging_out()
        if by_hand and self._without_tray:
            event.ignore()
            self.showMinimized()
        else:
            super().closeEvent(event)


def _press(button: QPushButton) -> None:
    if button.isVisible():
        button.click()


def _logging_out() -> bool:
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
