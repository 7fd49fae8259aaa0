"""Writes the page for a talk without a window, for the command line."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, QTranslator
from PySide6.QtGui import QGuiApplication

from burnbreak.core.load import WeekLoad
from burnbreak.core.report import DEFAULT_ROWS, RowKey
from burnbreak.core.report_html import html
from burnbreak.core.settings import Settings
from burnbreak.resources import asset
from burnbreak.ui import report_paint, report_words


def write_page(
    target: Path,
    weeks: Sequence[WeekLoad],
    settings: Settings,
    rows: Sequence[str],
    pauses: Sequence[tuple[int, int]],
) -> None:
    """Write it as HTML or PDF, as the name ends; OSError where that cannot be. Needs no display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app, words = QGuiApplication([]), QTranslator()
    if words.load(str(asset("translations/burnbreak_en.qm"))):
        app.installTranslator(words)
    kept = settings.report
    page = report_words.make_page(
        weeks,
        settings.load,
        [RowKey(row) for row in rows] or DEFAULT_ROWS,
        words=(kept.propose, kept.stay, kept.again),
        box=kept.box,
        pauses=pauses,
    )
    if target.suffix.casefold() in (".html", ".htm"):
        write_whole(target, html(page).encode())
    else:
        write_whole(target, report_paint.pdf(page, app.font()))


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, or leave the one from before as it is; OSError."""
    file = QSaveFile(str(target))
    wrote = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not (wrote and file.commit()):
        raise OSError(errno.EIO, file.errorString())
