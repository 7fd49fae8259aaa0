"""The circle: grows from 45 to 100 % of its room, repaints only itself, and stands still where asked."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from pytestqt.qtbot import QtBot

from burnbreak.core.breath import Phase
from burnbreak.core.settings import Look, Motion
from burnbreak.core.timeline import Frame
from burnbreak.ui.breath_circle import BreathCircle
from burnbreak.ui.breath_ring import Ring, RingLook
from burnbreak.ui.theme import HIGH_CONTRAST_LIGHT, LIGHT, Theme


def frame(level: float, *, phase: Phase | None = Phase.IN, left: float = 3.0) -> Frame:
    return Frame(10.0, level, phase, left, "", 1, 10)


class Watched(BreathCircle):
    """Remembers what was repainted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = QRegion(event.region())
        super().paintEvent(event)


@pytest.fixture
def circle(qtbot: QtBot, theme: Theme) -> Watched:
    widget = Watched(theme)
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    qtbot.waitExposed(widget)
    qtbot.waitUntil(lambda: not widget.painted.isEmpty())
    return widget


def test_grows_from_45_to_100_per_cent(circle: Watched) -> None:
    circle.show_frame(frame(0.0), 0.0)
    small = circle.radius
    circle.show_frame(frame(1.0), 0.0)
    assert small / circle.radius == pytest.approx(0.45)
    assert circle.radius < 200


def test_repaints_only_its_own_rectangle(circle: Watched, qtbot: QtBot) -> None:
    circle.show_frame(frame(0.1), 0.0)
    qtbot.wait(30)
    circle.painted = QRegion()
    circle.show_frame(frame(0.2), 0.0)
    qtbot.waitUntil(lambda: not circle.painted.isEmpty())
    rect = circle.painted.boundingRect()
    assert rect.width() < 2.6 * circle.radius
    assert rect.contains(circle.rect().center())


def test_paints_nothing_when_nothing_moves(circle: Watched, qtbot: QtBot) -> None:
    circle.show_frame(frame(0.5), 0.3)
    qtbot.wait(30)
    circle.painted = QRegion()
    circle.show_frame(frame(0.5001), 0.3001)
    qtbot.wait(30)
    assert circle.painted.isEmpty()


def test_ring_grows_in_small_pieces(circle: Watched, qtbot: QtBot) -> None:
    circle.show_frame(frame(0.0), 0.30)
    qtbot.wait(30)
    circle.painted = QRegion()
    circle.show_frame(frame(0.0), 0.305)
    qtbot.waitUntil(lambda: not circle.painted.isEmpty())
    assert circle.painted.boundingRect().width() < 60
    whole = circle.grab().toImage()
    fresh = BreathCircle(circle._theme)
    fresh.resize(400, 400)
    fresh.show_frame(frame(0.0), 0.305)
    assert fresh.grab().toImage() == whole


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_ring_drawn_in_pieces_looks_like_one_drawn_at_once(
    theme: Theme, ratio: float, *, mirrored: bool
) -> None:
    look = RingLook(
        centre=QPointF(70.5, 60),
        radius=57,
        line=QColor("#ddd"),
        accent=QColor("#063"),
        width=3,
        mirrored=mirrored,
    )
    grown = Ring(look)
    for share in (0, 0.004, 0.02, 0.1, 0.24, 0.252, 0.26, 0.49, 0.6, 0.74, 0.75, 0.9, 0.985, 1, 0.3):
        at_once = Ring(look).picture(share, ratio).toImage()
        assert grown.picture(share, ratio).toImage() == at_once, share


def test_the_ring_is_stroked_only_when_it_grows(circle: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, int]] = []
    real = Ring._draw
    monkeypatch.setattr(Ring, "_draw", lambda *a: (drawn.append((a[2], a[4] - a[3])), real(*a)))
    for level in range(10):
        circle.show_frame(frame(level / 10), 0.3)
        circle.grab()
    assert [share for share, _ in drawn] == [0.3]
    circle.show_frame(frame(0.9), 0.301)
    circle.grab()
    assert drawn[1][0] == 0.301
    assert drawn[1][1] <= 3


def test_no_frames_are_needed_while_the_breath_is_held(circle: Watched) -> None:
    assert circle.lasts(frame(0.5), 180.0) == 0.0
    assert circle.lasts(frame(1.0, phase=Phase.HOLD, left=3.0), 600.0) == pytest.approx(0.1)
    assert circle.lasts(frame(1.0, phase=Phase.HOLD, left=0.01), 600.0) == pytest.approx(0.01)
    a_pixel = 60.0 / (2 * 3.1416 * 200)
    assert circle.lasts(frame(0.0, phase=Phase.REST), 60.0) == pytest.approx(a_pixel, rel=0.01)


def test_reduced_motion_shows_a_number_and_stands_still(circle: Watched, theme: Theme) -> None:
    theme.set_look(Look(motion=Motion.REDUCED))
    circle.show_frame(frame(0.0, left=3.9), 0.1)
    still = circle.radius
    with_four = circle.grab().toImage()
    circle.show_frame(frame(0.9, left=2.9), 0.1)
    assert circle.radius == still
    assert circle.grab().toImage() != with_four
    circle.show_frame(frame(0.9, phase=None, left=0.0), 0.1)
    without = circle.grab().toImage()
    assert without.pixelColor(200, 180) == without.pixelColor(200, 120)


def accent_or_paper(image: QImage) -> float:
    """The share of pixels that are neither paper nor accent nor line."""
    plain = {HIGH_CONTRAST_LIGHT.paper.lower(), HIGH_CONTRAST_LIGHT.accent.lower()}
    names = [image.pixelColor(x, 200).name() for x in range(400)]
    return sum(name not in plain for name in names) / 400


def test_high_contrast_has_no_halo(circle: Watched, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.set_look(Look(motion=Motion.FULL))
    circle.show_frame(frame(0.8), 0.0)
    assert accent_or_paper(circle.grab().toImage()) > 0.3
    monkeypatch.setattr("burnbreak.ui.theme.LIGHT", HIGH_CONTRAST_LIGHT)
    theme.set_look(Look())
    assert theme.tokens is not LIGHT
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    circle.render(image)
    assert accent_or_paper(image) < 0.04
