"""What the tests of the interface share: one theme on the test's application."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from burnbreak.core.settings import Look
from burnbreak.ui.icons import Icons
from burnbreak.ui.theme import Theme

ICONS = Path(__file__).parents[2] / "assets" / "icons"


@pytest.fixture(scope="session")
def the_theme(qapp: QApplication) -> Theme:
    """The one theme of the application."""
    return Theme(qapp, Icons(ICONS))


@pytest.fixture
def theme(the_theme: Theme) -> Iterator[Theme]:
    """The theme with the default look."""
    yield the_theme
    # By way of another look, so that it is applied anew whatever a test has done.
    the_theme.set_look(Look(time_left=True))
    the_theme.set_look(Look())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window; it means nothing."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
