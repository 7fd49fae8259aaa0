"""The small widgets that every window is made of."""

from burnbreak.ui.kit.buttons import (
    IconButton,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    WordButton,
)
from burnbreak.ui.kit.chips import Chips, ManyChips
from burnbreak.ui.kit.choice import DropDown, SegmentedChoice
from burnbreak.ui.kit.controls import LabelledSlider, Slider, Stepper, Switch, TimeField
from burnbreak.ui.kit.dates import DateField
from burnbreak.ui.kit.flow import Flow
from burnbreak.ui.kit.focus_ring import FocusRing
from burnbreak.ui.kit.frames import Card, HairLine, column, fit, form_row, row
from burnbreak.ui.kit.labels import (
    CaptionLabel,
    LeadLabel,
    NumberLabel,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    TextLabel,
    TitleLabel,
)
from burnbreak.ui.kit.small_window import SmallWindow
from burnbreak.ui.kit.tick import Tick
from burnbreak.ui.kit.tile import Tile

__all__ = [
    "CaptionLabel",
    "Card",
    "Chips",
    "DateField",
    "DropDown",
    "Flow",
    "FocusRing",
    "HairLine",
    "IconButton",
    "LabelledSlider",
    "LeadLabel",
    "LinkButton",
    "ManyChips",
    "NumberLabel",
    "PlainButton",
    "PrimaryButton",
    "QuietButton",
    "SegmentedChoice",
    "Slider",
    "SmallLabel",
    "SmallWindow",
    "SoftLabel",
    "Stepper",
    "StrongLabel",
    "Switch",
    "TextLabel",
    "Tick",
    "Tile",
    "TimeField",
    "TitleLabel",
    "WordButton",
    "column",
    "fit",
    "form_row",
    "row",
]
