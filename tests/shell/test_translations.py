"""Counted texts have both their English forms, and the files say what the sources say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from burnbreak.resources import asset

SCRIPT = Path(__file__).parents[2] / "script" / "make_translations.py"


def test_the_catalogue_is_as_the_sources_are() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_counted_text_is_overlooked() -> None:
    """lupdate passes over a text whose number is more than a plain name."""
    catalogue = asset("translations/burnbreak_en.ts").read_text()
    for path in (SCRIPT.parents[1] / "burnbreak" / "ui").rglob("*.py"):
        for text in re.findall(r'"([^"\n]*%n[^"\n]*)"', path.read_text()):
            assert f"<source>{text}</source>" in catalogue, f"{text} in {path.name}"


def comment(source: str) -> str:
    return "a length in minutes" if source == "%n min" else ""


@pytest.mark.parametrize(
    ("context", "source", "count", "text"),
    [
        ("Tray", "%n minute(s)", 1, "1 minute"),
        ("Tray", "%n minute(s)", 3, "3 minutes"),
        ("history", "%n pause(s)", 1, "1 pause"),
        ("history", "%n pause(s)", 12, "12 pauses"),
        ("phrases", "%n min", 3, "3 min"),
    ],
)
def test_plurals(qtbot: QtBot, context: str, source: str, count: int, text: str) -> None:
    words = QTranslator()
    assert words.load(str(asset("translations/burnbreak_en.qm")))
    QCoreApplication.installTranslator(words)
    try:
        assert QCoreApplication.translate(context, source, comment(source), count) == text
    finally:
        QCoreApplication.removeTranslator(words)
