"""Draws how a sitting sounds: bells and words along the top, the waveform, the spectrogram, the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from burnbreak.core.breath import Phase
from burnbreak.core.score import Channel
from burnbreak.core.timeline import Timeline
from burnbreak.ui.tokens import Tokens
from pages.spectrum import HIGHEST, LOWEST, Levels, Sound, peaks, spectrogram

WIDTH, HEIGHT, SCALE = 900, 400, 1.5
"""Pixels as shown, and how many drawn for each."""
_PLOT = QRect(58, 58, WIDTH - 58 - 20, 300)
_WAVE = 110
_GAP = 16
_FLOOR = -48.0
"""Decibels of the waveform's middle line; its edge is full scale."""
_PITCHES = ((100, "100 Hz"), (400, "400 Hz"), (1600, "1.6 kHz"), (6400, "6.4 kHz"))
_LEVELS = (-12, -30)
_STEPS = (5, 10, 15, 30, 60)
_NUMBER_WIDTH = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A sitting as samples: all of it, and the bed alone."""

    whole: Sound
    bed: Sound


def drawn(timeline: Timeline, heard: Heard, tokens: Tokens) -> QImage:
    """The picture in these colours; needs a QGuiApplication for its letters."""
    image = QImage(round(WIDTH * SCALE), round(HEIGHT * SCALE), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    _Picture(painter, timeline, heard, tokens).draw()
    painter.end()
    return image


class _Picture:
    def __init__(self, painter: QPainter, timeline: Timeline, heard: Heard, tokens: Tokens) -> None:
        self.painter, self.timeline, self.heard, self.tokens = painter, timeline, heard, tokens
        self.wave = QRect(_PLOT.left(), _PLOT.top(), _PLOT.width(), _WAVE)
        top = _PLOT.top() + _WAVE + _GAP
        self.pitch = QRect(_PLOT.left(), top, _PLOT.width(), _PLOT.bottom() - top + 1)
        self.font = QFont("DejaVu Sans")
        self.font.setPixelSize(11)

    def draw(self) -> None:
        """All of it, from behind to front."""
        self.painter.setFont(self.font)
        self._spectrogram()
        self._words()
        self._waveform()
        self._scales()
        self._minutes()
        self._bells()

    def _x(self, second: float) -> float:
        return _PLOT.left() + second / self.timeline.seconds * _PLOT.width()

    def _spectrogram(self) -> None:
        columns, rows = round(self.pitch.width() * SCALE), round(self.pitch.height() * SCALE)
        levels = spectrogram(self.heard.whole, columns, rows)
        self.painter.drawImage(self.pitch, _tinted(levels, self.tokens))

    def _words(self) -> None:
        """A band behind each sentence, with the number that it has in the table; or behind each in-breath."""
        soft = QColor(self.tokens.accent_soft)
        last = -np.inf
        for number, (start, end) in enumerate(_spans(self.timeline), start=1):
            left, right = self._x(start), self._x(end)
            self.painter.fillRect(QRectF(left, self.wave.top(), right - left, self.wave.height()), soft)
            if left - last >= _NUMBER_WIDTH:
                last = left
                self.painter.setPen(QColor(self.tokens.ink_soft))
                self.painter.drawText(QPointF(left, self.wave.top() - 5), str(number))

    def _waveform(self) -> None:
        bed = _between(self.tokens.surface, self.tokens.ink_soft)
        self.painter.fillPath(self._outline(self.heard.whole), QColor(self.tokens.accent))
        self.painter.fillPath(self._outline(self.heard.bed), bed)

    def _outline(self, sound: Sound) -> QPainterPath:
        levels = _loudness(peaks(sound, round(self.wave.width() * SCALE)))
        middle, half = self.wave.center().y() + 0.5, self.wave.height() / 2
        xs = self.wave.left() + (np.arange(len(levels)) + 0.5) / SCALE
        path = QPainterPath(QPointF(self.wave.left(), middle))
        for x, level in zip(xs, levels, strict=True):
            path.lineTo(QPointF(x, middle - half * level))
        for x, level in zip(reversed(xs), reversed(levels), strict=True):
            path.lineTo(QPointF(x, middle + half * level))
        path.closeSubpath()
        return path

    def _scales(self) -> None:
        middle, half = self.wave.center().y() + 0.5, self.wave.height() / 2
        for level in _LEVELS:
            self._beside(middle - half * float(_loudness(np.array([10 ** (level / 20)]))[0]), f"{level} dB")
        for pitch, words in _PITCHES:
            share = np.log(pitch / LOWEST) / np.log(HIGHEST / LOWEST)
            self._beside(self.pitch.bottom() - share * self.pitch.height(), words)

    def _beside(self, y: float, words: str) -> None:
        place = QRectF(0, y - 8, _PLOT.left() - 8, 16)
        self.painter.setPen(QColor(self.tokens.ink_soft))
        self.painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        self.painter.setPen(QPen(QColor(self.tokens.line), 1))
        self.painter.drawLine(QPointF(_PLOT.left() - 5, y), QPointF(_PLOT.left() - 1, y))

    def _minutes(self) -> None:
        seconds = self.timeline.seconds
        step = next((each for each in _STEPS if seconds / each <= 12), _STEPS[-1])
        bottom = _PLOT.bottom() + 1
        for second in range(0, int(seconds) + 1, step):
            x = self._x(second)
            self.painter.setPen(QPen(QColor(self.tokens.ink_soft), 1))
            self.painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 5))
            place = QRectF(x - 30, bottom + 7, 60, 16)
            self.painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, clock(second))

    def _bells(self) -> None:
        """A small diamond over each bell."""
        self.painter.setBrush(QColor(self.tokens.warm))
        self.painter.setPen(Qt.PenStyle.NoPen)
        for sound in self.timeline.score.sounds:
            if sound.channel is Channel.BELL:
                x, y = self._x(sound.at), self.wave.top() - 26
                corners = ((0, -5), (4, 0), (0, 5), (-4, 0))
                self.painter.drawPolygon([QPointF(x + a, y + b) for a, b in corners])
                self.painter.setPen(QColor(self.tokens.ink_soft))
                self.painter.drawText(QPointF(x + 8, y + 4), "bell")
                self.painter.setPen(Qt.PenStyle.NoPen)


def _between(one: str, other: str) -> QColor:
    """The colour half-way."""
    a, b = QColor(one), QColor(other)
    return QColor(*((part(a) + part(b)) // 2 for part in _PARTS))


def clock(second: float) -> str:
    """Minutes and seconds, as 1:05."""
    return f"{int(second) // 60}:{int(second) % 60:02}"


def _spans(timeline: Timeline) -> Sequence[tuple[float, float]]:
    if timeline.stretches:
        return [(each.start, each.end) for each in timeline.stretches if each.phase is Phase.IN]
    return [(placed.start / 48_000, placed.end / 48_000) for placed in timeline.placed]


def _loudness(peaks: Levels) -> Levels:
    """From 0 at the floor to 1 at full scale."""
    decibels = 20 * np.log10(np.maximum(peaks, 1e-9))
    return np.clip(1.0 - decibels / _FLOOR, 0.0, 1.0)


def _tinted(levels: Levels, tokens: Tokens) -> QImage:
    """Levels from the surface over the accent to the ink."""
    stops = [QColor(name) for name in (tokens.surface, tokens.accent_soft, tokens.accent, tokens.ink)]
    at = np.array([0.0, 0.35, 0.75, 1.0])
    parts = [np.interp(levels, at, [part(stop) for stop in stops]) for part in _PARTS]
    colors = (parts[0].astype(np.uint32) << 16) | (parts[1].astype(np.uint32) << 8)
    pixels = np.ascontiguousarray(colors | parts[2].astype(np.uint32) | 0xFF000000)
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()


_PARTS = (QColor.red, QColor.green, QColor.blue)
