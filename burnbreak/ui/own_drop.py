"""Where something of one's own is taken in: dropped or picked, asked about, waited for, answered."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from burnbreak.core.own import Imported
from burnbreak.core.practice import Situation
from burnbreak.ui.fields import hit_height
from burnbreak.ui.kit import (
    Card,
    LeadLabel,
    ManyChips,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SoftLabel,
    Switch,
    TextLabel,
    row,
)
from burnbreak.ui.library_words import SITUATIONS, words
from burnbreak.ui.theme import GAP, GRID, Theme

LONGEST_TITLE = 60


class TakeIn(Card):
    """One card that is in turn an invitation, a form for a recording, a progress and an answer."""

    chosen = Signal(object)
    """A path that was dropped or picked."""
    wanted = Signal()
    """Take in what is shown, with `title`, `situations` and `level`."""
    replace_wanted = Signal()
    """Take it in again, in place of what is there."""
    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=GAP)
        self._theme = theme
        self.setAcceptDrops(True)
        # Not a stacked layout, which would be as high as the highest of them.
        self._pages: list[QWidget] = []
        self._invitation = self._put(self._make_invitation())
        self._form = self._put(self._make_form())
        self._wait = self._put(self._make_wait())
        self._answer = self._put(self._make_answer())
        self.invite()

    # --- what it shows -----------------------------------------------------------------------------------

    def invite(self) -> None:
        """Waits for something."""
        self._show(self._invitation, self.file_button)

    def ask_about(self, name: str, title: str) -> None:
        """A single recording: what is it called, and when does it help?"""
        self._name.setText(name)
        self.title_field.setText(title)
        self.situation_chips.set_values(())
        self.level_switch.setChecked(True)
        self._show(self._form, self.title_field)
        self.title_field.selectAll()

    def wait_for(self, name: str) -> None:
        """Something is under way."""
        self._what.setText(self.tr("Taking in {0} ...").format(name))
        self.bar.setRange(0, 0)
        self._show(self._wait, self.stop_button)

    def progress(self, done: float) -> None:
        """So much of it is done."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(done * 1000))

    def answer(self, done: Imported) -> None:
        """It is there."""
        titles = ", ".join(item.title for item in done.items)
        lines = [*done.notes]
        if done.ignored:
            several = ", ".join(done.ignored[:6]) + (" ..." if len(done.ignored) > 6 else "")
            lines.append(self.tr("Left out, because nothing names it: {0}").format(several))
        self.tell(self.tr("Taken in: {0}").format(titles), lines)

    def tell(self, sentence: str, lines: Sequence[str] = (), *, replace: bool = False) -> None:
        """One sentence of what came of it; `replace` offers to put it in place of what is there."""
        self._sentence.setText(sentence)
        self._details.setText("\n".join(lines))
        self._details.setVisible(bool(lines))
        self.replace_button.setVisible(replace)
        self._show(self._answer, self.again_button)

    @property
    def sentence(self) -> str:
        """What is told now; empty while nothing is."""
        return self._sentence.text() if self._shown is self._answer else ""

    @property
    def asking(self) -> bool:
        """Whether it asks about a recording."""
        return self._shown is self._form

    @property
    def title(self) -> str:
        """What the recording is to be called."""
        return self.title_field.text().strip()

    @property
    def situations(self) -> tuple[str, ...]:
        """When it helps."""
        return tuple(str(value) for value in self.situation_chips.values)

    @property
    def level(self) -> bool:
        """Whether it is to be as loud as the other voices."""
        return self.level_switch.isChecked()

    # --- how it is made ----------------------------------------------------------------------------------

    def _put(self, widget: QWidget) -> QWidget:
        widget.hide()
        self._pages.append(widget)
        self.body.addWidget(widget)
        return widget

    def _show(self, page: QWidget, focus: QWidget) -> None:
        for other in self._pages:
            other.setVisible(other is page)
        self._shown = page
        if self.window().isActiveWindow():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_invitation(self) -> QWidget:
        self.file_button = PrimaryButton(self.tr("Choose a file ..."))
        self.folder_button = PlainButton(self.tr("Choose a folder ..."))
        self.file_button.clicked.connect(self._pick_file)
        self.folder_button.clicked.connect(self._pick_folder)
        return _page(
            LeadLabel(self.tr("Drop a recording or a pack here")),
            SoftLabel(
                self.tr(
                    "A recording (WAV, FLAC, Ogg, Opus or MP3) becomes a practice of your own. A pack is a "
                    "folder or zip that someone made: practices, recordings, voices."
                )
            ),
            row(self.file_button, self.folder_button, 1),
        )

    def _make_form(self) -> QWidget:
        self._name = SoftLabel()
        self.title_field = QLineEdit()
        self.title_field.setMaxLength(LONGEST_TITLE)
        self.title_field.setMinimumHeight(hit_height(self))
        self.title_field.setAccessibleName(self.tr("Title"))
        title = TextLabel(self.tr("Title"))
        title.setBuddy(self.title_field)
        self.situation_chips = ManyChips(
            [(s, words(SITUATIONS[s])) for s in Situation], self.tr("When it helps")
        )
        self.level_switch = Switch(self._theme, self.tr("As loud as the other voices"))
        self.take_button = PrimaryButton(self.tr("Take it in"))
        self.take_button.clicked.connect(self.wanted)
        self.title_field.returnPressed.connect(self.take_button.click)
        self.title_field.textChanged.connect(lambda text: self.take_button.setEnabled(bool(text.strip())))
        back = QuietButton(self.tr("Not now"))
        back.clicked.connect(self.invite)
        return _page(
            self._name,
            title,
            self.title_field,
            TextLabel(self.tr("When it helps")),
            self.situation_chips,
            row(self.level_switch, 1),
            row(1, back, self.take_button),
        )

    def _make_wait(self) -> QWidget:
        self._what = LeadLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How much of it is done"))
        self.stop_button = PlainButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self.stopped)
        return _page(self._what, self.bar, row(1, self.stop_button))

    def _make_answer(self) -> QWidget:
        self._sentence = LeadLabel()
        self._details = SoftLabel()
        self.replace_button = PlainButton(self.tr("Replace it"))
        self.replace_button.clicked.connect(self.replace_wanted)
        self.again_button = PrimaryButton(self.tr("All right"))
        self.again_button.clicked.connect(self.invite)
        return _page(self._sentence, self._details, row(1, self.replace_button, self.again_button))

    # --- how something comes in --------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether something may be dropped now."""
        return self._shown is not self._wait

    def _pick_file(self) -> None:
        kinds = self.tr("Recordings and packs") + " (*.wav *.flac *.ogg *.opus *.mp3 *.zip *.toml)"
        every = self.tr("All files") + " (*)"
        found, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file"), "", f"{kinds};;{every}")
        if found:
            self.chosen.emit(Path(found))

    def _pick_folder(self) -> None:
        if found := QFileDialog.getExistingDirectory(self, self.tr("Choose a folder")):
            self.chosen.emit(Path(found))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file or folder of this computer."""
        if self.waits and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes it."""
        path = _dropped(event)
        if self.waits and path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form or the answer."""
        if event.key() == Qt.Key.Key_Escape and self._shown in (self._form, self._answer):
            self.invite()
        else:
            super().keyPressEvent(event)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _page(*items: object) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(GRID, GRID, GRID, GRID)
    layout.setSpacing(GRID)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)  # type: ignore[arg-type]
    return page
