"""The actions of the week window by menu and key: remove and add, copy, print, write a PDF."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.entry import Entry
from burnbreak.core.span import day_of
from burnbreak.core.summary import Stretch
from burnbreak.ui import history_words as words
from burnbreak.ui.history_head import Head
from burnbreak.ui.history_line import Line
from burnbreak.ui.history_menu import MenuButton
from burnbreak.ui.history_pages import Pages
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.theme import Theme

if TYPE_CHECKING:
    from burnbreak.ui.history_sheet import Sheet


class Host(Protocol):
    """What the hand needs of the window it works in."""

    theme: Theme
    things: HistoryThings
    now: datetime
    zone: tzinfo
    week: Stretch | None
    days: tuple[BookedDay, ...]
    entries: tuple[Entry, ...]
    running: str
    pages: Pages
    line: Line
    head: Head

    def title(self) -> str:
        """What is shown, in words."""
        ...

    def refresh(self) -> None:
        """Asks for the shown days again."""
        ...

    def go(self, steps: int) -> None:
        """So many weeks or months on."""
        ...

    def go_today(self) -> None:
        """Back to the present."""
        ...


class Hand(QObject):
    """One for a window."""

    removed = Signal(str)
    added = Signal(object)
    brought_back = Signal(object)
    """The Entry that was removed, as it was."""
    export_wanted = Signal()

    def __init__(self, widget: QWidget, window: Host) -> None:
        """`widget` is the window once more, as what Qt knows of it."""
        super().__init__(widget)
        self._widget, self._window = widget, window
        self._gone: Entry | None = None
        self._said = ""
        tr = self.tr
        self.button = MenuButton(
            window.theme,
            widget,
            (
                (tr("Earlier"), "Alt+Left", lambda: window.go(-window.head.ahead())),
                (tr("Later"), "Alt+Right", lambda: window.go(window.head.ahead())),
                (tr("Today"), "Home", window.go_today),
                None,
                (tr("Add a practice ..."), "Ctrl+N", self.add),
                (tr("Delete this practice"), "Del", self.remove),
                (tr("Undo"), "Ctrl+Z", self.undo),
                None,
                (tr("Copy as a picture"), "Ctrl+C", self.copy),
                (tr("Print ..."), "Ctrl+P", self.print),
                (tr("Save as PDF ..."), "Ctrl+S", self.save),
                (tr("Export everything as CSV ..."), "Ctrl+E", self.export_wanted.emit),
            ),
        )
        by_text = self.button.actions_by_text
        self._delete, self._undo = by_text[tr("Delete this practice")], by_text[tr("Undo")]

    def look(self) -> None:
        """What cannot be done now is grey in the menu; its keys do nothing then."""
        self._delete.setEnabled(self._window.pages.sitting is not None)
        self._undo.setEnabled(self._gone is not None)

    # --- corrections -------------------------------------------------------------------------------------

    @property
    def removed_text(self) -> str:
        """What was just done, for the line under the picture; empty for nothing."""
        return self._said

    def remove(self) -> None:
        """The sitting that is looked at goes, at once and with a way back."""
        sitting, window = self._window.pages.sitting, self._window
        if sitting is None:
            return
        if sitting.uuid == window.running:
            self._say(self.tr("This one is still running."))
            return
        entry = next((e for e in window.entries if e.uuid == sitting.uuid), None)
        if entry is None:
            return
        self.removed.emit(entry.uuid)
        self._gone = entry
        text = self.tr("Removed: {practice}, {day}.")
        self._said = text.format(
            practice=window.things.titles.get(entry.practice, entry.practice),
            day=words.day_text(self._widget.locale(), sitting.day),
        )
        window.refresh()

    def undo(self) -> None:
        """What was removed last comes back."""
        gone, self._gone = self._gone, None
        self._said = ""
        if gone is not None:
            self.brought_back.emit(gone)
        self._window.refresh()

    def forget(self) -> None:
        """Another week is shown: what was removed is not spoken of any more."""
        self._gone, self._said = None, ""

    def add(self) -> None:
        """Asks for a forgotten practice."""
        from burnbreak.ui.history_add import AddDialog

        window = self._window
        today, shown = day_of(window.now, window.zone), window.week
        if shown is None:
            return
        last = shown.days[-1].date
        day = min(today, last)
        if window.pages.sitting is not None:
            day = window.pages.sitting.day
        dialog = AddDialog(
            window.theme, window.things.titles, day=day, now=window.now, zone=window.zone, parent=self._widget
        )
        # What is shown most is the likeliest to have been forgotten.
        usual = next((s.name for s in shown.practices if s.name in window.things.titles), None)
        if usual is not None:
            dialog.practice.set_value(usual)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._added)
        dialog.open()

    def _added(self, entry: Entry) -> None:
        self.added.emit(entry)
        self._window.refresh()

    def _say(self, text: str) -> None:
        self._window.line.tell(text)

    # --- taking it along ---------------------------------------------------------------------------------

    def sheet(self) -> "Sheet":
        """What is shown, as one page."""
        from burnbreak.ui.history_facts import facts
        from burnbreak.ui.history_more import offer_lines, practice_bars, situation_bars
        from burnbreak.ui.history_sheet import Sheet

        window, shown = self._window, self._window.week
        assert shown is not None
        things = window.things
        return Sheet(
            title=window.title(),
            stretch=shown,
            days=window.days,
            facts=facts(shown, window.days, things.titles, self._widget.locale()),
            practices=(self.tr("Minutes by practice"), practice_bars(shown, things.titles)),
            situations=(self.tr("Minutes by situation"), situation_bars(shown, things.situations)),
            offers=(self.tr("What became of the offers"), offer_lines(shown)),
            widget=self._widget,
        )

    def copy(self) -> None:
        """The page as a picture, to the clipboard."""
        from burnbreak.ui.history_sheet import picture

        QGuiApplication.clipboard().setImage(picture(self.sheet(), self._window.theme))
        self._say(self.tr("Copied as a picture."))

    def save(self) -> None:
        """The page as a PDF, to a file that is asked for."""
        name = self.tr("burnbreak {period}").format(period=self._window.title()) + ".pdf"
        target, _ = QFileDialog.getSaveFileName(
            self._widget, self.tr("Save as PDF"), name, self.tr("PDF (*.pdf)")
        )
        if target:
            self.save_as(target)

    def save_as(self, target: str) -> None:
        """The page as a PDF in this file."""
        from burnbreak.ui.history_look import PaperPaint
        from burnbreak.ui.history_sheet import write_pdf

        if write_pdf(self.sheet(), PaperPaint(self._widget.font()), target):
            self._say(self.tr("Saved as a PDF."))
        else:
            self._say(self.tr("The PDF could not be written there."))

    def print(self) -> None:
        """The page on paper, after the system's own questions."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from burnbreak.ui.history_look import PaperPaint
        from burnbreak.ui.history_sheet import on_paper, page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(self._widget))
        printer.setDocName(self._window.title())
        dialog = QPrintDialog(printer, self._widget)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            done = on_paper(self.sheet(), PaperPaint(self._widget.font()), printer)
            self._say(self.tr("Sent to the printer.") if done else self.tr("The printer took nothing."))
