"""The icons as the windows use them."""

from PySide6.QtWidgets import QApplication

from burnbreak.resources import asset_folder
from burnbreak.ui.icons import APP_SIZES, Icons


def test_all_windows_share_one_drawing_of_the_app_icon(qapp: QApplication) -> None:
    icons = Icons(asset_folder("icons"))
    first = icons.app()
    assert first.cacheKey() == icons.app().cacheKey()
    assert sorted(size.width() for size in first.availableSizes()) == list(APP_SIZES)
