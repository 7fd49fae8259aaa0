"""The page for what is heard, with a bell to try it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from burnbreak.core.settings import Ambience, Settings, limits
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.ui.fields import Row
from burnbreak.ui.kit import LabelledSlider, PlainButton, SegmentedChoice
from burnbreak.ui.settings.page import Page


class SoundPage(Page):
    """Volume, bells, breath tones, ambience, and a delay of the picture for Bluetooth."""

    section = "sound"
    name = "sound"

    sound_check = Signal()
    """The bell is to be played once, at the volume that is set."""

    def fill(self) -> None:
        sound = self.settings.sound
        self._volume = self._slider("volume", self.tr("Volume"), self._percent)
        bell = PlainButton(self.tr("Play the bell"))
        bell.clicked.connect(self.sound_check)
        self._muted, muted = self.switch(
            "muted", self.tr("Mute"), self.tr("Every practice works without sound.")
        )
        self._bells, bells = self.switch("bells", self.tr("Bells at the beginning and the end"))
        self._tones, tones = self.switch(
            "breath_tones", self.tr("Breath tones"), self.tr("A soft sound that rises and falls.")
        )
        self._ambience = SegmentedChoice(
            [
                (Ambience.WAVES, self.tr("Waves")),
                (Ambience.RAIN, self.tr("Rain")),
                (Ambience.PAD, self.tr("Warm tone")),
                (Ambience.NONE, self.tr("None")),
            ],
            sound.ambience,
            self.tr("Under a practice"),
        )
        self.connected(self._ambience, "ambience")
        ambience = Row(self.theme, self.tr("Under a practice"), self._ambience)
        self._delay = self._slider("visual_offset_ms", self.tr("Delay of the picture"), self._delayed)
        self._delay.slider.setSingleStep(10)
        delay = Row(
            self.theme, "", self._delay, self.tr("For headphones whose sound arrives late."), under=True
        )
        check = Row(self.theme, self.tr("Is it right?"), bell, self.tr("One bell, at this volume."))
        volume = Row(self.theme, "", self._volume, under=True)
        for row, label in ((volume, self.tr("Volume")), (delay, self.tr("Delay of the picture"))):
            row.words += label.casefold()
        self.group(volume, check, muted)
        self.group(bells, tones, ambience)
        self.group(delay)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        sound = settings.sound
        self._volume.set_value(sound.volume)
        self._muted.setChecked(sound.muted)
        self._bells.setChecked(sound.bells)
        self._tones.setChecked(sound.breath_tones)
        self._ambience.set_value(sound.ambience)
        self._delay.set_value(sound.visual_offset_ms)

    def _slider(self, name: str, label: str, words) -> LabelledSlider:  # type: ignore[no-untyped-def]
        low, high = limits(SoundSettings(), name)
        value = getattr(self.settings.sound, name)
        slider = LabelledSlider(label, low=low, high=high, value=value, words=words)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.connected(slider, name)
        return slider

    def _percent(self, value: int) -> str:
        return self.tr("{0} %").format(self.locale().toString(value))

    def _delayed(self, value: int) -> str:
        if value == 0:
            return self.tr("none")
        return self.tr("{0} ms").format(self.locale().toString(value))
