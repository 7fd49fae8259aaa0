"""What the tests of the larger windows share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from burnbreak.core.settings import Look
from burnbreak.ui.icons import Icons
from burnbreak.ui.theme import Theme

ICONS = Path(__file__).parents[2] / "assets" / "icons"


@pytest.fixture(scope="session")
def the_theme(qapp: QApplication) -> Theme:
    """The application's one theme: two would answer each other."""
    return qapp.findChild(Theme) or Theme(qapp, Icons(ICONS))


@pytest.fixture
def theme(the_theme: Theme) -> Iterator[Theme]:
    """The theme with the default look."""
    the_theme.set_look(Look())
    yield the_theme
    the_theme.set_look(Look())


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    """Monday first, 24 hours, whatever the machine is set to."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """Right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window; it means nothing."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
