"""A page for a talk: rows to choose, three paragraphs of one's own, and a preview of exactly what leaves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core.load_setting import BOXES, PARAGRAPH, Report
from burnbreak.core.report import DEFAULT_ROWS, WEEKS, Page, RowKey, first_week, plain
from burnbreak.core.report_html import html
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui import report_paint, report_words
from burnbreak.ui.fields import Scroller, roomy
from burnbreak.ui.kit import (
    DropDown,
    PlainButton,
    PrimaryButton,
    SegmentedChoice,
    SoftLabel,
    StrongLabel,
    Switch,
    Tick,
    TitleLabel,
    row,
)
from burnbreak.ui.load_things import LoadThings
from burnbreak.ui.report_file import write_whole
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

Pauses = Callable[[date, int], Sequence[tuple[int, int]]]
RESTS_MS = 250
"""So long after the last keystroke the page is made anew."""


class PagePreview(QWidget):
    """The page as it will leave, drawn by the same hand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._page = theme, None
        self.setAccessibleName(self.tr("Preview of the page"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    _page: Page | None

    def show_page(self, page: Page) -> None:
        """Draw this one."""
        self._page = page
        self.setAccessibleDescription("\n".join(page.texts()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 400)

    def sheet(self) -> QRectF:
        """Where the sheet of paper lies in the widget."""
        whole = report_paint.size()
        factor = min((self.width() - 8) / whole.width(), (self.height() - 8) / whole.height())
        width, height = whole.width() * factor, whole.height() * factor
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self.sheet()
        painter.setPen(self._theme.color("line"))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(sheet)
        painter.translate(sheet.topLeft())
        factor = sheet.width() / report_paint.size().width()
        painter.scale(factor, factor)
        report_paint.draw(painter, self._page, self.font())
        painter.end()


class ReportWindow(QWidget):
    """What is chosen at the start, the page at the end; nothing is kept unless the user wants it."""

    command = Signal(object)
    """A ChangeSettings, where words are to be kept or another box is chosen."""

    def __init__(
        self, theme: Theme, things: LoadThings, settings: Settings, last: date, pauses: Pauses
    ) -> None:
        """`last` is the first day of the last week; `pauses` tells those taken and offered, a pair a week."""
        super().__init__()
        self._things, self._settings, self._last, self._pauses = things, settings, last, pauses
        self.page: Page | None = None
        self.pdf, self.html = b"", b""
        """What is written: made together with what is shown."""
        self.setWindowTitle(self.tr("A page for a talk"))
        self.setWindowIcon(theme.icons.app())
        weeks = [(n, self.tr("%n week(s)", "", n)) for n in WEEKS]
        self.weeks = SegmentedChoice(weeks, WEEKS[0], self.tr("How many weeks"))
        self.rows = {key: Tick(theme, report_words.row_name(key)) for key in RowKey}
        self.paragraphs = [_Paragraph(heading) for heading in report_words.headings()]
        self.keep = Switch(theme, self.tr("Keep these words on this computer"))
        boxes = [(code, report_words.country_box(code).title if code else self.tr("none")) for code in BOXES]
        self.box = DropDown(theme, boxes, settings.report.box, self.tr("What the law says"))
        self.preview = PagePreview(theme)
        self.save_pdf = PrimaryButton(self.tr("Save as PDF ..."))
        self.save_html = PlainButton(self.tr("Save as HTML ..."))
        self.told = SoftLabel("")
        self._rests = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._lay_out()
        self._fill(settings.report)
        self._connect()
        self.refresh()
        self.resize(roomy(self, 980, 760))

    def _lay_out(self) -> None:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(TitleLabel(self.tr("A page for a talk")))
        column.addWidget(
            SoftLabel(
                self.tr(
                    "For a supervisor or a manager. The preview is exactly what leaves, when you send it."
                )
            )
        )
        column.addWidget(self.weeks)
        column.addWidget(StrongLabel(self.tr("Rows")))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for key, box in self.rows.items():
            box.setChecked(key in DEFAULT_ROWS)
            rows.addWidget(box)
        column.addLayout(rows)
        column.addWidget(SoftLabel(self.tr("No client details, please.")))
        for paragraph in self.paragraphs:
            column.addWidget(StrongLabel(paragraph.accessibleName()))
            column.addWidget(paragraph)
        column.addWidget(self.keep)
        column.addWidget(StrongLabel(self.tr("What the law says")))
        column.addWidget(self.box)
        column.addStretch(1)
        page = QVBoxLayout()
        page.setSpacing(GAP)
        page.addWidget(self.preview, 1)
        page.addWidget(self.told)
        page.addLayout(row(1, self.save_html, self.save_pdf))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._both.setSpacing(MARGIN)
        scroller = Scroller(choices)
        scroller.setMinimumWidth(choices.minimumSizeHint().width() + 2 * GAP)
        self._both.addWidget(scroller, 2)
        self._both.addLayout(page, 3)

    def _fill(self, kept: Report) -> None:
        self.keep.setChecked(kept.keep_words)
        for field, text in zip(self.paragraphs, (kept.propose, kept.stay, kept.again), strict=True):
            field.setPlainText(text)

    def _connect(self) -> None:
        self.weeks.chosen.connect(lambda _: self.refresh())
        for box in self.rows.values():
            box.toggled.connect(lambda _: self.refresh())
        self._rests.timeout.connect(self._typed)
        for field in self.paragraphs:
            field.textChanged.connect(self._rests.start)
        self.keep.toggled.connect(lambda _: self._keep())
        self.box.chosen.connect(lambda _: self._keep())
        self.box.chosen.connect(lambda _: self.refresh())
        self.save_pdf.clicked.connect(lambda: self._save("PDF (*.pdf)", "pdf"))
        self.save_html.clicked.connect(lambda: self._save("HTML (*.html)", "html"))

    # --- what it shows -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the page anew out of what is chosen, in all its forms at once."""
        count: int = self.weeks.value
        first = first_week(self._last, count)
        keys = [key for key, box in self.rows.items() if box.isChecked()]
        pauses = self._pauses(first, count) if RowKey.PAUSES in keys else ()
        self.page = report_words.make_page(
            self._things.weeks(first, count),
            self._settings.load,
            keys,
            words=self.words,
            box=self.box.value,
            pauses=pauses,
        )
        self.pdf = report_paint.pdf(self.page, self.font())
        self.html = html(self.page).encode()
        self.preview.show_page(self.page)
        self.told.setText("")
        self.rows[RowKey.AGREED].setEnabled(self._settings.load.agreed_minutes > 0)

    @property
    def words(self) -> tuple[str, ...]:
        """The user's own, as they stand on the page."""
        return tuple(plain(field.toPlainText(), PARAGRAPH) for field in self.paragraphs)

    def show_settings(self, settings: Settings) -> None:
        """These settings count now; what is being written here is left alone."""
        if settings.load != self._settings.load:
            self._settings = settings
            self.refresh()
        self._settings = settings

    def _typed(self) -> None:
        self.refresh()
        if self.keep.isChecked():
            self._keep()

    def _keep(self) -> None:
        """Nothing of what was typed stays where it is not wished."""
        words = self.words if self.keep.isChecked() else ("", "", "")
        kept = Report(
            keep_words=self.keep.isChecked(), propose=words[0], stay=words[1], again=words[2],
            box=self.box.value,
        )  # fmt: skip
        if kept != self._settings.report:
            self._settings = replace(self._settings, report=kept)
            self.command.emit(ChangeSettings(self._settings))

    # --- what leaves -------------------------------------------------------------------------------------

    def _save(self, kinds: str, ending: str) -> None:
        if self._rests.isActive():
            self._rests.stop()
            self._typed()
        name = self.tr("working time {0}").format(self._last + timedelta(days=6))
        target, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), f"{name}.{ending}", kinds)
        if target:
            self.write(Path(target))

    def write(self, target: Path) -> None:
        """Write what is shown; whether it went well is told in the window."""
        try:
            write_whole(target, self.html if target.suffix.casefold() in (".html", ".htm") else self.pdf)
        except OSError as fault:
            self.told.setText(self.tr("It could not be written: {0}").format(fault.strerror or fault))
        else:
            self.told.setText(self.tr("Written to {0}").format(target.name))

    def closeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if self._rests.isActive():
            self._rests.stop()
            self._typed()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < 96 * self.fontMetrics().averageCharWidth()
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        super().resizeEvent(event)


class _Paragraph(QPlainTextEdit):
    """A few lines of one's own; Tab goes on to the next field."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().height() * 3 + 2 * GRID + 4)
