"""The page for what is heard: how loud each part is, whose voice, what lies under it, and when bells ring."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from burnbreak.core.narration import Narration
from burnbreak.core.settings import Ambience, Settings, limits
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.ui import narrator_words
from burnbreak.ui.fields import Columns, Row
from burnbreak.ui.kit import DropDown, Flow, LabelledSlider, LinkButton, PlainButton, column, row
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import GAP, Theme

_BETWEEN = (0, 1, 2, 3, 5)
"""Minutes between the bells within a sitting; 0 for none."""
_NAME = 10
"""So many characters of a voice's name can be read at least."""


class SoundPage(Page):
    """Volumes at the start, what there is to hear beside them."""

    section = "sound"
    name = "sound"

    sound_check = Signal()
    """The bell is to be played once, at the volume that is set."""
    listen = Signal(str)
    """A sentence of this narrator is to be heard."""
    window_wanted = Signal(str)
    """One's own voices are to be seen ("own_practices"), or made ("recorder")."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        narrators: Sequence[Narration] = (),
        *,
        own: frozenset[str] = frozenset(),
    ) -> None:
        """`own`: the windows there are for one's own voices."""
        self._narrators, self._has_own = narrators, own
        super().__init__(theme, settings)

    def fill(self) -> None:
        loud, heard = QVBoxLayout(), QVBoxLayout()
        for layout in (loud, heard):
            layout.setSpacing(GAP)
        self._fill_loud(loud)
        self._fill_heard(heard)
        for layout in (loud, heard):
            layout.addStretch(1)
        self.body.addWidget(Columns(loud, heard))
        self.body.addStretch(1)

    def _fill_loud(self, into: QVBoxLayout) -> None:
        self._sliders: dict[str, LabelledSlider] = {}
        volume = self._slider("volume", self.tr("Volume"), self._percent)
        bell = PlainButton(self.tr("Play the bell"))
        bell.clicked.connect(self.sound_check)
        check = Row(self.theme, self.tr("Is it loud enough?"), bell)
        self._muted, muted = self.switch(
            "muted", self.tr("Mute"), self.tr("Every practice works without sound.")
        )
        self.group(volume, check, muted, into=into)
        parts = (
            ("voice_volume", self.tr("Voice")),
            ("bed_volume", self.tr("Background")),
            ("bell_volume", self.tr("Bells")),
            ("tone_volume", self.tr("Breath tones")),
        )
        self.group(*(self._slider(name, label, self._percent) for name, label in parts), into=into)

    def _fill_heard(self, into: QVBoxLayout) -> None:
        self.group(self._narrator_row(), into=into)
        self._ambience = self._list(
            "ambience",
            self.tr("Under a practice"),
            [
                (Ambience.WAVES, self.tr("Waves")),
                (Ambience.RAIN, self.tr("Rain")),
                (Ambience.PAD, self.tr("Warm tone")),
                (Ambience.ROOM, self.tr("Quiet room")),
                (Ambience.NONE, self.tr("Nothing")),
            ],
        )
        self._bells, bells = self.switch("bells", self.tr("Bells at start and end"))
        often = [(m, self.tr("Every %n minute(s)", "", m) if m else self.tr("No bell")) for m in _BETWEEN]
        self._between = self._list("interval_bell_minutes", self.tr("In between"), often)
        self._tones, tones = self.switch("breath_tones", self.tr("Breath tones"))
        rows = (
            Row(self.theme, self.tr("Under a practice"), self._ambience),
            bells,
            Row(self.theme, self.tr("In between"), self._between),
            tones,
        )
        self.group(*rows, into=into)
        delay = self._slider(
            "visual_offset_ms",
            self.tr("Delay of the picture"),
            self._delayed,
            self.tr("For headphones whose sound arrives late."),
        )
        self._sliders["visual_offset_ms"].slider.setSingleStep(10)
        self.group(delay, into=into)

    def _narrator_row(self) -> Row:
        chosen = self.settings.sound.narrator
        options = narrator_words.choices(self._narrators, chosen)
        self._narrator = DropDown(self.theme, options, chosen, self.tr("Voice"))
        self._narrator.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._narrator.setMinimumContentsLength(_NAME)
        self._narrator.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.connected(self._narrator, "narrator")
        self._listen = PlainButton(self.tr("Listen"))
        self._listen.clicked.connect(lambda: self.listen.emit(self._narrator.value))
        both = QWidget()
        both.setAccessibleName(self.tr("Voice"))
        links = Flow(*self._links())
        both.setLayout(column(row(self._narrator, self._listen), links, spacing=0))
        both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._narrator_line = Row(self.theme, self.tr("Voice"), both, " ", under=True)
        return self._narrator_line

    def _links(self) -> list[LinkButton]:
        """To what one can add oneself, where there are windows for it."""
        found = []
        for name, text in (
            ("own_practices", self.tr("Own practices and voices ...")),
            ("recorder", self.tr("Record a voice ...")),
        ):
            if name in self._has_own:
                link = LinkButton(text)
                link.clicked.connect(lambda _=False, n=name: self.window_wanted.emit(n))
                found.append(link)
        return found

    def show_values(self, settings: Settings) -> None:
        sound = settings.sound
        for name, slider in self._sliders.items():
            slider.set_value(getattr(sound, name))
        self._muted.setChecked(sound.muted)
        self._bells.setChecked(sound.bells)
        self._tones.setChecked(sound.breath_tones)
        self._ambience.set_value(sound.ambience)
        self._between.show_value(
            sound.interval_bell_minutes, self.tr("Every %n minute(s)", "", sound.interval_bell_minutes)
        )
        self._narrator.show_value(sound.narrator, narrator_words.missing(sound.narrator))
        self._narrator_line.set_hint(narrator_words.made(self._narrators, sound.narrator))
        self._listen.setEnabled(any(v.id == sound.narrator for v in self._narrators))

    def _list(self, name: str, label: str, options: Sequence[tuple[object, str]]) -> DropDown:
        # A value that only the file has joins the list when it is shown.
        control = DropDown(self.theme, options, options[0][0], label)
        self.connected(control, name)
        return control

    def _slider(self, name: str, label: str, words: Callable[[int], str], hint: str = "") -> Row:
        low, high = limits(SoundSettings(), name)
        value = getattr(self.settings.sound, name)
        slider = LabelledSlider(label, low=low, high=high, value=value, words=words)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.connected(slider, name)
        self._sliders[name] = slider
        found = Row(self.theme, "", slider, hint, under=True)
        found.words += f"{label} {self.tr('Volume') if name.endswith('volume') else ''}".casefold()
        return found

    def _percent(self, value: int) -> str:
        return self.tr("{0} %").format(self.locale().toString(value))

    def _delayed(self, value: int) -> str:
        if value == 0:
            return self.tr("none")
        return self.tr("{0} ms").format(self.locale().toString(value))
