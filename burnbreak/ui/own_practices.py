"""Own practices and voices: taken in, listed, taken along, removed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from burnbreak.core.narration import Narration
from burnbreak.core.own import AlreadyThereError, Imported, OwnItem
from burnbreak.core.practice import Practice
from burnbreak.ui.fields import Scroller, roomy
from burnbreak.ui.kit import LinkButton, SoftLabel, TitleLabel, row
from burnbreak.ui.own_drop import TakeIn
from burnbreak.ui.own_list import OwnList
from burnbreak.ui.own_things import OwnThings, Worker
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

SIZE = (640, 640)


class OwnPracticesWindow(QWidget):
    """Everything that takes long is done by a worker; the window stays alive and can stop it."""

    changed = Signal()
    """Something came or went."""
    window_wanted = Signal(str)
    """The name of another window: "library/ID", "recorder"."""

    def __init__(self, theme: Theme, own: OwnThings) -> None:
        super().__init__()
        self._own = own
        self._path, self._recording = Path(), False
        self._seen: object = None
        self.setWindowTitle(self.tr("Own practices and voices"))
        self.setWindowIcon(theme.icons.app())
        self.worker = Worker(self)
        self.worker.done.connect(self._done)
        self.worker.failed.connect(self._failed)
        self.take_in = TakeIn(theme)
        self.worker.progressed.connect(self.take_in.progress)
        self.take_in.chosen.connect(self.choose)
        self.take_in.wanted.connect(self._bring)
        self.take_in.replace_wanted.connect(lambda: self._bring(replace=True))
        self.take_in.stopped.connect(self.worker.stop)
        self.list = OwnList(theme)
        self.list.open_wanted.connect(lambda item: self.window_wanted.emit(f"library/{item.id}"))
        self.list.export_wanted.connect(self._export)
        self.list.remove_wanted.connect(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN - GRID, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(TitleLabel(self.tr("Own practices and voices")))
        record = LinkButton(self.tr("Record a voice ..."))
        record.clicked.connect(lambda: self.window_wanted.emit("recorder"))
        said = row(SoftLabel(self.tr("What you bring stays on this computer.")), record)
        said.setContentsMargins(0, 0, GRID, 0)
        layout.addLayout(said)
        layout.addWidget(Scroller(self._content()), 1)
        self.resize(roomy(self, *SIZE))
        self._known: tuple[OwnItem, ...] | None = None
        self.refresh()

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.take_in)
        layout.addWidget(self.list)
        layout.addStretch(1)
        return content

    def refresh(self) -> None:
        """Reads what is there."""
        try:
            items = self._own.items()
        except OSError as fault:
            self.take_in.tell(str(fault))
            items = ()
        if items != self._known:
            self._known = items
            self.list.show_items(items)

    def show_practices(self, practices: Sequence[Practice], narrators: Sequence[Narration]) -> None:
        """Something may have come or gone elsewhere, as by the command line."""
        seen = (tuple(practices), tuple(narrators))
        if seen != self._seen:
            self._seen = seen
            self.refresh()

    def choose(self, path: Path) -> None:
        """This is to be taken in: a recording is asked about, a pack begins at once."""
        if self.worker.busy:
            return
        self._path = path
        try:
            title = self._own.recording_title(path)
        except OSError as fault:
            self.take_in.tell(str(fault))
            return
        self._recording = bool(title)
        if title:
            self.take_in.ask_about(path.name, title)
        else:
            self._bring()

    def _bring(self, *, replace: bool = False) -> None:
        path, take_in = self._path, self.take_in
        title, situations = (take_in.title, take_in.situations) if self._recording else ("", ())
        level = take_in.level or not self._recording
        take_in.wait_for(path.name)
        self.worker.start(
            lambda progress: self._own.bring(
                path, title=title, situations=situations, replace=replace, level=level, progress=progress
            )
        )

    def _export(self, item: OwnItem) -> None:
        target, _ = QFileDialog.getSaveFileName(
            self, self.tr("Take along: {0}").format(item.title), f"{item.id}.zip", "Zip (*.zip)"
        )
        if target and not self.worker.busy:
            self.worker.start(lambda _: self._write(item, Path(target)))

    def _write(self, item: OwnItem, target: Path) -> Path:
        self._own.export(item.id, target, voice=item.voice, replace=True)
        return target

    def _remove(self, item: OwnItem) -> None:
        if not self.worker.busy:
            self.worker.start(lambda _: self._own.remove(item.id, voice=item.voice))

    def _done(self, what: object) -> None:
        if isinstance(what, Imported):
            self.take_in.answer(what)
        elif isinstance(what, Path):
            self.take_in.tell(self.tr("Written: {0}").format(what.name))
        elif not self.take_in.waits:
            self.take_in.invite()
        self.refresh()
        if isinstance(what, Imported | OwnItem):
            self.changed.emit()

    def _failed(self, sentence: str, fault: object) -> None:
        self.take_in.tell(sentence, replace=isinstance(fault, AlreadyThereError))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is under way is stopped, and leaves nothing behind."""
        self.worker.stop()
        super().closeEvent(event)
