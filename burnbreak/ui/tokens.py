"""The colours and the sizes of text, by what they are for."""

from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour there is, by what it is for."""

    paper: str
    surface: str
    ink: str
    ink_soft: str
    line: str
    accent: str
    accent_soft: str
    warm: str
    """The one thing that wants attention; for shapes and large text, not for body text."""
    on_accent: str
    """Text and marks on `accent`."""
    dark: bool = False
    contrast: bool = False
    """High contrast: lines of 2 px, no halo, no shadow."""

    @property
    def line_width(self) -> int:
        """Width of hairlines and borders (px)."""
        return 2 if self.contrast else 1


LIGHT = Tokens(
    paper="#F6F4EF", surface="#FFFDF9", ink="#22302D", ink_soft="#5C6B66", line="#E2DED4",
    accent="#2F6F62", accent_soft="#CFE3DB", warm="#B4633C", on_accent="#FFFDF9",
)  # fmt: skip
DARK = Tokens(
    paper="#16201E", surface="#1E2A27", ink="#E8EDE9", ink_soft="#9DB0A9", line="#2C3A36",
    accent="#7FC3AE", accent_soft="#2A4A42", warm="#E0A37E", on_accent="#16201E", dark=True,
)  # fmt: skip
HIGH_CONTRAST_LIGHT = Tokens(
    paper="#FFFFFF", surface="#FFFFFF", ink="#000000", ink_soft="#000000", line="#000000",
    accent="#00513F", accent_soft="#CFE3DB", warm="#7A2E00", on_accent="#FFFFFF", contrast=True,
)  # fmt: skip
HIGH_CONTRAST_DARK = Tokens(
    paper="#000000", surface="#000000", ink="#FFFFFF", ink_soft="#FFFFFF", line="#FFFFFF",
    accent="#9FF0D6", accent_soft="#17493D", warm="#FFB38A", on_accent="#000000", dark=True, contrast=True,
)  # fmt: skip


class Role(IntEnum):
    """What a text is; the number is its size where body is 13."""

    SMALL = 12
    BODY = 13
    LEAD = 15
    TITLE = 20
    CAPTION = 22
    NUMBER = 28
