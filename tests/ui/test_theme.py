"""The look: contrast of every pair of tokens in use, modes, fonts, icons at every size."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from burnbreak.core.settings import Look, Motion
from burnbreak.core.settings import Theme as Mode
from burnbreak.engine.view import IconState
from burnbreak.ui.theme import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Role, Theme, Tokens
from tests.ui.conftest import ICONS

EVERY = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)


def luminance(color: str) -> float:
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in QColor(color).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", EVERY)
def test_every_text_can_be_read(tokens: Tokens) -> None:
    for ground in (tokens.paper, tokens.surface):
        assert contrast(tokens.ink, ground) >= 7
        assert contrast(tokens.ink_soft, ground) >= 4.5
        assert contrast(tokens.accent, ground) >= 4.5
        assert contrast(tokens.warm, ground) >= 3
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.ink, tokens.accent_soft) >= 7


def test_modes_change_palette_and_tell(theme: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.tokens.dark))
    theme.set_look(Look(theme=Mode.DARK))
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.paper.lower()
    assert DARK.accent in qapp.styleSheet()
    theme.set_look(Look(theme=Mode.LIGHT))
    assert theme.tokens is LIGHT
    assert told[0] is True
    assert told[-1] is False
    count = len(told)
    theme.set_look(Look(theme=Mode.LIGHT))
    assert len(told) == count


def test_nothing_of_the_sheet_is_left_unfilled(theme: Theme, qapp: QApplication) -> None:
    assert "$" not in qapp.styleSheet()


def test_own_motion_setting_counts(theme: Theme) -> None:
    theme.set_look(Look(motion=Motion.REDUCED))
    assert theme.reduced_motion
    theme.set_look(Look(motion=Motion.FULL))
    assert not theme.reduced_motion


def test_sizes_are_relative_to_the_system(theme: Theme) -> None:
    body = theme.font(Role.BODY).pointSizeF()
    assert theme.font(Role.NUMBER).pointSizeF() == pytest.approx(body * 28 / 13)
    assert theme.font(Role.CAPTION).pointSizeF() == pytest.approx(body * 22 / 13)


def pixels(image: QImage) -> list[tuple[int, int, int, int]]:
    return [
        image.pixelColor(x, y).getRgb()  # type: ignore[misc]
        for x in range(image.width())
        for y in range(image.height())
    ]


@pytest.mark.parametrize("dark", [True, False, None])
def test_tray_icons_differ_by_shape_and_show_on_their_panel(theme: Theme, dark: bool | None) -> None:
    shapes = set()
    for state in IconState:
        icon = theme.icons.tray(state, dark_panel=dark)
        image = icon.pixmap(QSize(16, 16), 1.0).toImage()
        assert image.size() == QSize(16, 16)
        drawn = [p for p in pixels(image) if p[3] > 128]
        assert len(drawn) > 25
        shapes.add(tuple(p[3] > 128 for p in pixels(image)) if dark is not None else tuple(pixels(image)))
        grounds = ["#202020", "#F0F0F0"] if dark is None else ["#202020" if dark else "#F0F0F0"]
        for ground in grounds:
            assert any(contrast(QColor(*p[:3]).name(), ground) > 4.5 for p in drawn)
    assert len(shapes) == len(IconState)


def test_every_interface_icon_renders(theme: Theme) -> None:
    names = sorted(path.stem for path in (ICONS / "ui").glob("*.svg"))
    assert {"pause", "play", "end", "volume", "volume-off", "full-screen", "back", "forward"} <= set(names)
    for name in names:
        image = theme.icon(name, "ink", 20).pixmap(QSize(20, 20), 2.0).toImage()
        assert image.width() == 40, name
        assert any(p[3] > 200 for p in pixels(image)), name


def test_an_unknown_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("nothing-of-the-kind")


def test_a_look_may_wait_until_it_is_asked_for(qapp: QApplication, theme: Theme) -> None:
    qapp.setStyleSheet("")
    late = Theme(qapp, theme.icons, Look(theme=Mode.LIGHT), at_once=False)
    late.set_look(Look(theme=Mode.DARK))
    assert qapp.styleSheet() == ""
    assert late.color("paper") == QColor(DARK.paper)
    assert qapp.styleSheet() != ""
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.paper)
    late.set_look(Look())
    late.deleteLater()
    theme._apply()
