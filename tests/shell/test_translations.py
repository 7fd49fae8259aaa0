"""Counted texts have both their English forms, and the files say what the sources say."""

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


@pytest.mark.parametrize(("count", "text"), [(1, "1 minute"), (3, "3 minutes")])
def test_plurals(qtbot: QtBot, count: int, text: str) -> None:
    words = QTranslator()
    assert words.load(str(asset("translations/burnbreak_en.qm")))
    QCoreApplication.installTranslator(words)
    try:
        assert QCoreApplication.translate("Tray", "%n minute(s)", "", count) == text
    finally:
        QCoreApplication.removeTranslator(words)
