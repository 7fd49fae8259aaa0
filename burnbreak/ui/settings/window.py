"""The settings: a list of pages, a search over all of them, changes at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core.narration import Narration
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.data_things import DataThings
from burnbreak.ui.fields import LoginState, hit_height, roomy
from burnbreak.ui.hotkey_things import HotkeyThings
from burnbreak.ui.key_things import KeyThings
from burnbreak.ui.kit import DropDown, SoftLabel
from burnbreak.ui.kit.tab_order import ReadInOrder
from burnbreak.ui.settings.general import GeneralPage
from burnbreak.ui.settings.my_week import no_clock
from burnbreak.ui.settings.page import Page, PageScroller
from burnbreak.ui.settings.pages import Told, make_page
from burnbreak.ui.settings.practices import PracticesPage
from burnbreak.ui.settings.privacy import PrivacyPage
from burnbreak.ui.settings.sound import SoundPage
from burnbreak.ui.settings.titles import TITLES, icon, list_width, title
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme
from burnbreak.ui.trends import CheckInThings


class SettingsWindow(ReadInOrder):
    """Everything that can be set. What is done here goes out as commands and wishes."""

    command = Signal(object)
    """A ChangeSettings for each change."""
    sound_check = Signal()
    autostart_wanted = Signal(bool)
    """`show_login` then tells what came of it."""
    login_asked = Signal()
    """Launch at login is looked at: `show_login` is to tell how it stands now."""
    listen_wanted = Signal(str)
    """A sentence of this narrator is to be heard."""
    window_wanted = Signal(str)
    """The name of another window: "own_practices", "recorder"."""
    open_folder = Signal()
    export_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        *,
        login: LoginState,
        folder: str,
        narrators: Sequence[Narration] = (),
        titles: Mapping[str, str] | None = None,
        own: frozenset[str] = frozenset(),
        calendars: CalendarThings | None = None,
        capturing: Callable[[], Sequence[str]] = tuple,
        check_ins: CheckInThings | None = None,
        data: DataThings | None = None,
        keys: KeyThings | None = None,
        hotkeys: HotkeyThings | None = None,
        now: Callable[[], datetime] = no_clock,
        parent: QWidget | None = None,
    ) -> None:
        """`titles`: what the practices are called, by id; `own`: the windows there are for one's own;
        `now`: the local moment.
        """
        super().__init__(parent)
        self._theme = theme
        self.settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.setWindowIcon(theme.icons.app())
        self._told = Told(
            login=login,
            folder=folder,
            narrators=narrators,
            titles=titles or {},
            calendars=calendars,
            capturing=capturing,
            check_ins=check_ins,
            data=data,
            keys=keys,
            hotkeys=hotkeys,
            now=now,
            own=own,
        )
        self._wanted = ""
        self.pages = _Pages(self._make_page)
        self._search = QLineEdit()
        self._list = QListWidget()
        self._choice = DropDown(theme, [(name, title(name)) for name in TITLES], "week", self.tr("Page"))
        self._nothing = SoftLabel(self.tr("Nothing is called that. Another word may find it."))
        self._stack = QStackedWidget()
        self._fill()
        self._lay_out()
        self._connect()
        self.resize(roomy(self, 900, 640))
        self.show_page("week")

    # --- what it shows -----------------------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        """These settings count now, wherever they were changed."""
        self.settings = settings
        for page in self.pages.values():
            if page.settings != settings:
                page.show_settings(settings)

    def show_login(self, login: LoginState) -> None:
        """What the system says of launch at login now."""
        self._told = replace(self._told, login=login)
        general = self.pages.get("general")
        if isinstance(general, GeneralPage):
            general.show_login(login)

    def show_page(self, name: str) -> None:
        """Turns to a page by its name; "holds" is what stands before breath holds."""
        self._list.setCurrentRow(list(TITLES).index("practices" if name == "holds" else name))
        practices = self.pages.get("practices")
        if name == "holds" and isinstance(practices, PracticesPage):
            practices.show_holds()

    # --- how it is made ----------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search the settings"))
        self._search.setMinimumHeight(hit_height(self))
        self._icon = self._search.addAction(
            self._theme.icon("search", "ink_soft", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._clear = self._search.addAction(
            self._theme.icon("close", "ink_soft", 16), QLineEdit.ActionPosition.TrailingPosition
        )
        self._clear.setText(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._search.clear)
        self._list.setProperty("kind", "pages")
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setIconSize(QSize(18, 18))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for name in TITLES:
            item = QListWidgetItem(title(name), self._list)
            item.setSizeHint(QSize(0, hit_height(self) + 4))
            scroller = PageScroller(QWidget())
            scroller.least_changed.connect(self._fit)
            self._stack.addWidget(scroller)
        self._nothing.hide()
        self._paint_icons()

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self._search)
        side.addWidget(self._choice)
        side.addWidget(self._list, 1)
        side.addWidget(self._nothing)
        side.addStretch(0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(MARGIN, MARGIN, MARGIN - GRID, GAP)
        self._box.setSpacing(MARGIN)
        self._box.addWidget(self._side)
        self._box.addWidget(self._stack, 1)
        self._fold(False)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._find)
        self._list.currentRowChanged.connect(self._turned)
        self._choice.chosen.connect(self.show_page)
        self._theme.changed.connect(self._paint_icons)

    def _make_page(self, name: str) -> Page:
        """A page is made when it is first looked at, or searched."""
        page = make_page(name, self._theme, self.settings, self._told)
        page.changed.connect(self._changed)
        if isinstance(page, SoundPage):
            page.sound_check.connect(self.sound_check)
            page.listen.connect(self.listen_wanted)
            page.window_wanted.connect(self.window_wanted)
        elif isinstance(page, GeneralPage):
            page.autostart_wanted.connect(self.autostart_wanted)
            page.login_asked.connect(self.login_asked)
        elif isinstance(page, PrivacyPage):
            page.open_folder.connect(self.open_folder)
            page.export_wanted.connect(self.export_wanted)
            page.window_wanted.connect(self.window_wanted)
        scroller = self._stack.widget(list(TITLES).index(name))
        if isinstance(scroller, PageScroller):
            scroller.setWidget(page)
        return page

    def _paint_icons(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "ink_soft", 16))
        self._clear.setIcon(self._theme.icon("close", "ink_soft", 16))
        for number, name in enumerate(TITLES):
            self._list.item(number).setIcon(self._theme.icon(icon(name), "ink_soft", 18))

    # --- what happens ------------------------------------------------------------------------------------

    def _changed(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.command.emit(ChangeSettings(settings))

    def _turned(self, number: int) -> None:
        if number >= 0:
            name = list(TITLES)[number]
            self._choice.set_value(name)
            # Made before it is shown, so that nothing jumps.
            page = self.pages[name]
            page.search(self._wanted)
            self._stack.setCurrentIndex(number)
            self._fit()
            QTimer.singleShot(0, page, page.show_found)

    def _find(self, text: str) -> None:
        self._wanted = text.strip().casefold()
        found = [not self._wanted or self.pages[name].search(self._wanted) for name in TITLES]
        if not self._wanted:
            for page in self.pages.values():
                page.search("")
        for number, hit in enumerate(found):
            self._list.item(number).setHidden(not hit)
        self._nothing.setVisible(not any(found))
        self._fit_list()
        self._clear.setVisible(bool(text))
        if any(found) and not found[max(0, self._list.currentRow())]:
            self._list.setCurrentRow(found.index(True))
        page = self.pages[list(TITLES)[max(0, self._list.currentRow())]]
        QTimer.singleShot(0, page, page.show_found)

    def _fit_list(self) -> None:
        """No higher than its lines, so that the focus ring is about them; away without any."""
        lines = sum(not self._list.item(number).isHidden() for number in range(len(TITLES)))
        self._list.setMaximumHeight(lines * (hit_height(self) + 4) + 2)
        self._list.setVisible(lines > 0 and not self._choice.isVisibleTo(self))

    def _fold(self, narrow: bool) -> None:
        """In a narrow window the list of pages becomes a field above the page."""
        ways = QHBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._box.setSpacing(GAP if narrow else MARGIN)
        self._choice.setVisible(narrow)
        self._fit_list()
        beside = list_width(self.fontMetrics())
        self._side.setMinimumWidth(0 if narrow else beside)
        self._side.setMaximumWidth(16777215 if narrow else beside)
        upright = QSizePolicy.Policy.Maximum if narrow else QSizePolicy.Policy.Preferred
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def _fit(self) -> None:
        """Never so narrow that the page would scroll sideways, as far as the screen goes."""
        scroller = self._stack.currentWidget()
        least = (scroller.least if isinstance(scroller, PageScroller) else 0) + 2 * MARGIN - GRID
        self.setMinimumWidth(min(least, round(self.screen().availableGeometry().width() * 0.95)))
        both = least + list_width(self.fontMetrics()) + MARGIN
        self._fold(self.width() < max(both, 80 * self.fontMetrics().averageCharWidth() + 160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._search.setFocus()
        else:
            super().keyPressEvent(event)


class _Pages(dict[str, Page]):
    """The pages made so far; one that is asked for and not there is made."""

    def __init__(self, make: Callable[[str], Page]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Page:
        self[name] = page = self._make(name)
        return page


def page_names() -> tuple[str, ...]:
    """The names that `show_page` knows, in order."""
    return tuple(TITLES)
