"""The window for the report: what is chosen is on the page, and the preview is exactly what leaves."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from burnbreak.core.load_setting import BOXES, Load, Report
from burnbreak.core.report import DEFAULT_ROWS, RowKey
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui import report_paint, report_words
from burnbreak.ui.report import ReportWindow
from burnbreak.ui.theme import Theme
from tests.core.test_report import read
from tests.ui_windows.load_things import Things, nine_weeks
from tests.ui_windows.values import nameless, too_small

LAST = date(2026, 11, 16)
AGREED = replace(Settings(), load=Load(agreed_minutes=1500, note_minutes=15))


def shown(qtbot: QtBot, theme: Theme, settings: Settings = AGREED) -> ReportWindow:
    window = ReportWindow(theme, Things(nine_weeks(), settings), settings, LAST, lambda _, n: [(3, 5)] * n)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def names(window: ReportWindow) -> list[str]:
    assert window.page is not None
    return [row.name for row in window.page.rows]


def test_the_rows_are_the_users_choice(qtbot: QtBot, theme: Theme) -> None:
    window = shown(qtbot, theme)
    assert [key for key, box in window.rows.items() if box.isChecked()] == list(DEFAULT_ROWS)
    assert "Pauses taken" not in names(window)
    for key, box in window.rows.items():
        box.setChecked(key in (RowKey.BOOKED, RowKey.PAUSES))
    assert names(window) == ["Booked time", "Pauses taken"]
    assert window.page is not None
    assert window.page.rows[1].cells == ("3/5",) * 4
    window.weeks.chosen.emit(window.weeks.set_value(12) or 12)
    assert len(window.page.weeks if window.page else ()) == 12


def test_no_figure_of_mood_or_practice_is_on_it(qtbot: QtBot, theme: Theme) -> None:
    window = shown(qtbot, theme)
    told = window.html.decode().casefold()
    for word in ("burnout", "mood", "lighter", "heavier", "breath", "practice", "energy", "tension"):
        assert word not in told, word


def test_the_files_are_made_together_with_the_preview(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = shown(qtbot, theme)
    assert window.page is not None
    window.paragraphs[0].setPlainText("Fifteen minutes\nafter the third.")
    qtbot.waitUntil(lambda: "after the third" in window.html.decode())
    window.write(tmp_path / "page.pdf")
    window.write(tmp_path / "page.html")
    assert (tmp_path / "page.pdf").read_bytes() == window.pdf
    assert (tmp_path / "page.html").read_bytes() == window.html
    assert read(window.html.decode()).texts == list(window.page.texts())
    assert window.preview.accessibleDescription() == "\n".join(window.page.texts())
    assert "Fifteen minutes after the third." in window.page.texts()


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = shown(qtbot, theme)
    window.write(tmp_path / "nowhere" / "page.pdf")
    assert window.told.text() == "It could not be written: No such file or directory"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_the_pdf_has_one_page_and_says_what_the_page_says(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = shown(qtbot, theme)
    for paragraph in window.paragraphs:
        paragraph.setPlainText("word " * 80)
    for box in window.rows.values():
        box.setChecked(True)
    window.box.set_value("GB")
    window.weeks.set_value(12)
    window.refresh()
    (tmp_path / "page.pdf").write_bytes(window.pdf)
    read_back = subprocess.run(["pdftotext", "page.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    # Some fonts have one sign for "fi".
    text = normalize("NFKC", read_back.stdout.decode())
    assert text.count("\f") == 1, "one page"
    assert window.page is not None
    words = [word for part in window.page.texts() for word in part.split()]
    assert sorted(text.split()) == sorted(words)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs pdftoppm")
def test_the_preview_looks_as_the_pdf_does(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = shown(qtbot, theme)
    assert window.page is not None
    (tmp_path / "page.pdf").write_bytes(window.pdf)
    subprocess.run(["pdftoppm", "-r", "72", "-png", "page.pdf", "page"], cwd=tmp_path, check=True)
    printed = QImage(str(next(tmp_path.glob("page*.png"))))
    painted = QImage(printed.size(), QImage.Format.Format_RGB32)
    painted.fill(0xFFFFFF)
    painter = QPainter(painted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1 / report_paint.UNITS, 1 / report_paint.UNITS)
    report_paint.draw(painter, window.page, window.font())
    painter.end()
    # Two rasterisers differ at the edges of letters; where something is drawn, they agree.
    small = QSize(60, 84)
    pairs = [
        image.scaled(small).convertToFormat(QImage.Format.Format_Grayscale8) for image in (printed, painted)
    ]
    smooth = [i.scaled(20, 28).scaled(20, 28) for i in pairs]
    far = [
        abs((smooth[0].pixel(x, y) & 255) - (smooth[1].pixel(x, y) & 255))
        for x in range(20)
        for y in range(28)
    ]
    assert sum(far) / len(far) < 8


def test_it_stays_on_one_page_whatever_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    things = Things(nine_weeks(), AGREED)
    page = report_words.make_page(
        things.weeks(LAST - timedelta(weeks=11), 12), AGREED.load, tuple(RowKey), words=("W" * 400,) * 3,
        box="GB", pauses=[(3, 5)] * 12,
    )  # fmt: skip
    image = QImage(60, 84, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert report_paint.draw(painter, page, shown(qtbot, theme).font()) <= report_paint.size().height()
    painter.end()


def test_words_are_not_kept_unless_wanted(qtbot: QtBot, theme: Theme) -> None:
    window = shown(qtbot, theme)
    told: list[ChangeSettings] = []
    window.command.connect(told.append)
    window.paragraphs[1].setPlainText("The team meeting.")
    qtbot.waitUntil(lambda: "The team meeting." in window.html.decode())
    assert told == []
    window.keep.setChecked(True)
    assert told[-1].settings.report == Report(keep_words=True, stay="The team meeting.")
    window.keep.setChecked(False)
    assert told[-1].settings.report == Report()


def test_kept_words_are_there_again(qtbot: QtBot, theme: Theme) -> None:
    kept = replace(AGREED, report=Report(keep_words=True, propose="Less.", box="GB"))
    window = shown(qtbot, theme, kept)
    assert window.page is not None
    assert window.page.paragraphs == (("What I propose", "Less."),)
    assert window.page.box is not None


def test_no_box_unless_chosen_and_each_has_its_source_and_date() -> None:
    assert Report().box == BOXES[0] == ""
    for code in BOXES[1:]:
        box = report_words.country_box(code)
        assert box.lines
        assert "Read on 28 November 2026" in box.source


def test_everything_has_a_name_and_room(qtbot: QtBot, theme: Theme) -> None:
    window = shown(qtbot, theme)
    assert nameless(window) == []
    assert too_small(window) == []


@pytest.mark.parametrize(("locale", "language"), [(QLocale.c(), "en"), (QLocale("de_AT"), "de-AT")])
def test_the_page_names_its_language_as_browsers_do(locale: QLocale, language: str) -> None:
    weeks = Things(nine_weeks()).weeks(LAST, 1)
    # The fixture of these tests sets the locale back.
    QLocale.setDefault(locale)
    assert report_words.make_page(weeks, Load(), DEFAULT_ROWS).language == language
