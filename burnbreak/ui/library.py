"""The library: a shelf of practices, and a page for the one that was picked."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QWidget

from burnbreak.core.events import StartNow
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.fields import roomy
from burnbreak.ui.library_shelf import Ranked, Shelf
from burnbreak.ui.practice_page import PracticePage
from burnbreak.ui.preview import Preview
from burnbreak.ui.theme import Theme

SIZE = (900, 640)


class LibraryWindow(QWidget):
    """Begins, previews and hides practices; Esc leads back, then closes."""

    command = Signal(object)
    window_wanted = Signal(str)
    """The name of another window: "settings/holds", "settings/sound", "own_practices", "recorder/ID"."""
    preview_wanted = Signal(str)
    """Play the beginning of this practice."""

    def __init__(
        self,
        theme: Theme,
        practices: Sequence[Practice],
        settings: Settings,
        *,
        narrators: Sequence[Narration],
        preview: Preview,
        ranked: Ranked,
        surprise: Callable[[int | None], str],
        own: frozenset[str],
    ) -> None:
        """`surprise` picks a practice (id, or "") for so many minutes; `own`: the windows for one's own."""
        super().__init__()
        self._theme, self._practices, self.settings = theme, tuple(practices), settings
        self._narrators, self._preview, self._surprise = tuple(narrators), preview, surprise
        self.page: PracticePage | None = None
        self._own, self._heard = own, False
        self.setWindowTitle(self.tr("Practices"))
        self.setWindowIcon(theme.icons.app())
        self.shelf = Shelf(
            theme, practices, ranked, holds=settings.practices.holds, own="own_practices" in own
        )
        self.shelf.picked.connect(self.show_practice)
        self.shelf.surprise.connect(self._surprised)
        self.shelf.own_wanted.connect(lambda: self.window_wanted.emit("own_practices"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.shelf)
        preview.moved.connect(self._preview_moved)
        preview.ended.connect(self._preview_over)
        self.resize(roomy(self, *SIZE))
        self.shelf.search.setFocus()

    # --- what it shows -----------------------------------------------------------------------------------

    def show_practice(self, id: str) -> None:
        """Turns to one practice by its id; to the shelf where there is none."""
        found = next((p for p in self._practices if p.id == id), None)
        self._leave_page()
        if found is None:
            return
        page = PracticePage(
            self._theme,
            found,
            self.settings,
            self._narrators,
            minutes=self.shelf.minutes,
            recorder="recorder" in self._own,
        )
        page.back.connect(self.show_shelf)
        card = page.card
        card.begin.connect(lambda seconds: self._begin(found, seconds))
        card.preview_pressed.connect(lambda: self._toggle_preview(found))
        card.used.connect(self._preview.stop)
        card.narrator_chosen.connect(self._narrator_chosen)
        page.suggested.connect(lambda on: self._suggested(found, on))
        card.holds_wanted.connect(lambda: self._go("settings/holds"))
        card.record_wanted.connect(lambda: self._go(f"recorder/{found.id}"))
        card.sound_wanted.connect(lambda: self._go("settings/sound"))
        self.page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        card.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, id: str) -> None:
        """The same, by the name that a window's pages are opened by."""
        self.show_practice(id)

    def show_shelf(self) -> None:
        """Back to all of them, where one was."""
        left = self.page.practice.id if self.page else ""
        self._leave_page()
        tile = next((tile for tile in self.shelf.tiles if tile.objectName() == left), None)
        (tile or self.shelf.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_settings(self, settings: Settings) -> None:
        """These settings count now, wherever they were changed."""
        if settings != self.settings:
            self.settings = settings
            self.shelf.show_practices(self._practices, holds=settings.practices.holds)
            if self.page is not None:
                self.page.show_settings(settings)

    def show_practices(self, practices: Sequence[Practice], narrators: Sequence[Narration]) -> None:
        """These are there now; a page of one that is gone is left."""
        if (tuple(practices), tuple(narrators)) == (self._practices, self._narrators):
            return
        self._practices, self._narrators = tuple(practices), tuple(narrators)
        self.shelf.show_practices(practices, holds=self.settings.practices.holds)
        if self.page is not None:
            self.show_practice(self.page.practice.id)

    # --- what happens ------------------------------------------------------------------------------------

    def _leave_page(self) -> None:
        self._preview.stop()
        page, self.page = self.page, None
        self._stack.setCurrentWidget(self.shelf)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _begin(self, practice: Practice, seconds: float) -> None:
        self.close()
        self.command.emit(StartNow(practice.id, seconds, self.shelf.situation.value))

    def _surprised(self) -> None:
        if name := self._surprise(self.shelf.minutes):
            self.show_practice(name)

    def _narrator_chosen(self, id: str) -> None:
        self._change(sound=replace(self.settings.sound, narrator=id))

    def _suggested(self, practice: Practice, on: bool) -> None:
        chosen = self.settings.practices
        others = tuple(name for name in chosen.hidden if name != practice.id)
        self._change(practices=replace(chosen, hidden=others if on else (*others, practice.id)))

    def _change(self, **parts: object) -> None:
        self.show_settings(replace(self.settings, **parts))  # type: ignore[arg-type]
        self.command.emit(ChangeSettings(self.settings))

    def _go(self, window: str) -> None:
        self._preview.stop()
        self.window_wanted.emit(window)

    # --- the preview -------------------------------------------------------------------------------------

    def _toggle_preview(self, practice: Practice) -> None:
        if self._heard:
            self._preview.stop()
        else:
            self._preview.stop()
            # What else plays there, such as the bell of the settings, is not this practice.
            self._heard = True
            self.preview_wanted.emit(practice.id)
            self._heard = self._preview.running

    def _preview_moved(self, share: float) -> None:
        if self.page is not None and self._heard:
            self.page.card.show_preview(share, self._preview.frame())

    def _preview_over(self) -> None:
        self._heard = False
        if self.page is not None:
            self.page.card.show_preview(None, None)

    # --- keys and going ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.matches(QKeySequence.StandardKey.Back) or event.key() == Qt.Key.Key_Escape
        if back and self.page is not None:
            self.show_shelf()
        elif event.key() == Qt.Key.Key_Escape and not self.shelf.clear():
            self.close()
        elif event.matches(QKeySequence.StandardKey.Find) and self.page is None:
            self.shelf.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.page is not None:
            self.page.card.start.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._preview.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preview.stop()
        super().closeEvent(event)
