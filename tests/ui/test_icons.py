"""The icons as the windows use them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from burnbreak.resources import asset_folder
from burnbreak.ui.icons import APP_SIZES, Icons


def test_all_windows_share_one_drawing_of_the_app_icon(qapp: QApplication) -> None:
    icons = Icons(asset_folder("icons"))
    first = icons.app()
    assert first.cacheKey() == icons.app().cacheKey()
    assert sorted(size.width() for size in first.availableSizes()) == list(APP_SIZES)


def test_the_icon_of_the_chosen_page_is_as_strong_as_the_others(qapp: QApplication) -> None:
    icon = Icons(asset_folder("icons")).icon("settings", QColor("#5C6B66"), 18)
    normal, chosen = (
        icon.pixmap(QSize(18, 18), mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert normal == chosen
