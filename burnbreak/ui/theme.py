"""The look as tokens, fonts and one stylesheet, following the desktop's light or dark and its preferences."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from burnbreak.core.settings import Look, Motion
from burnbreak.core.settings import Theme as Mode
from burnbreak.ui.icons import Icons
from burnbreak.ui.stylesheet import mix, stylesheet
from burnbreak.ui.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Role, Tokens

__all__ = [
    "DARK",
    "FRAME_MS",
    "GAP",
    "GRID",
    "HIGH_CONTRAST_DARK",
    "HIGH_CONTRAST_LIGHT",
    "HIT",
    "LIGHT",
    "MARGIN",
    "RADIUS_CARD",
    "RADIUS_CONTROL",
    "Role",
    "Theme",
    "Tokens",
    "palette",
]

GRID = 8
MARGIN = 24
"""Between a window's edge and what is in it (px)."""
GAP = 16
RADIUS_CARD = 12
RADIUS_CONTROL = 8
HIT = 32
"""Nothing that can be clicked is smaller than this (px)."""
FRAME_MS = 33
"""One picture of anything that moves: 30 in a second."""


class Theme(QObject):
    """The look that counts now; `changed` tells that everything painted by hand must be painted anew."""

    changed = Signal()

    def __init__(
        self, app: QApplication, icons: Icons, look: Look | None = None, *, at_once: bool = True
    ) -> None:
        """`at_once`: whether the app wears it now; else from when it is first asked for anything."""
        super().__init__(app)
        self._app = app
        self.icons = icons
        self._look = look or Look()
        self._hints = app.styleHints()
        self._worn = False
        self._base = QFont(app.font())
        self._tokens = LIGHT
        self._motion_reduced = False
        self._setting = False
        self.blends = True
        """Whether windows may let the desktop shine through: false on X11 without a compositor."""
        if at_once:
            self.wear()

    def wear(self) -> None:
        """The app looks like this from now on: style, stylesheet and the desktop's preferences take 2 MiB."""
        if self._worn:
            return
        self._worn = True
        self._app.setStyle("Fusion")
        self._hints.colorSchemeChanged.connect(self._follow)
        accessible = self._accessibility()
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            if signal := getattr(accessible, name, None):
                signal.connect(self._follow)
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """The colours that count now."""
        self.wear()
        return self._tokens

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move or fade."""
        self.wear()
        return self._motion_reduced

    @property
    def look(self) -> Look:
        """The user's own choices."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Applies the user's choices at once."""
        if look != self._look:
            self._look = look
            if self._worn:
                self._apply()

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token by its name."""
        color = QColor(getattr(self.tokens, token))
        color.setAlphaF(alpha)
        return color

    def icon(self, name: str, token: str = "ink", size: int = 20) -> QIcon:
        """An interface icon in the colour of a token; ask again after `changed`."""
        faint = QColor(mix(self.tokens.ink_soft, self.tokens.paper, 0.5))
        return self.icons.icon(name, self.color(token), size, faint)

    def font(self, role: Role, *, tabular: bool = False, strong: bool = False) -> QFont:
        """The system's font at the size of a role; `tabular` gives figures of equal width."""
        font = QFont(self._base)
        font.setPointSizeF(self._points(role))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _points(self, role: Role) -> float:
        body = self._base.pointSizeF()
        if body <= 0:
            body = self._base.pixelSize() * 0.75
        return body * role / Role.BODY

    def _accessibility(self) -> object | None:
        ask = getattr(self._hints, "accessibility", None)
        return ask() if ask else None

    def _follow(self, *_changed: object) -> None:
        if not self._setting:
            self._apply()

    def _apply(self) -> None:
        self._setting = True
        try:
            self._ask_native()
        finally:
            self._setting = False
        self.blends = True
        """Whether windows may let the desktop shine through: false on X11 without a compositor."""
        self._tokens = self._choose()
        self._motion_reduced = self._reduced()
        self._app.setPalette(palette(self._tokens))
        self._app.setStyleSheet(stylesheet(self._tokens, {role: self._points(role) for role in Role}))
        self.changed.emit()

    def _ask_native(self) -> None:
        """Lets title bars and native dialogs follow as well, where the system can."""
        if self._look.theme is Mode.AUTO:
            self._hints.unsetColorScheme()
        else:
            from PySide6.QtCore import Qt

            dark = self._look.theme is Mode.DARK
            self._hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _choose(self) -> Tokens:
        # The namespace takes a MiB, and is not needed as long as there is no window.
        from PySide6.QtCore import Qt

        dark = self._look.theme is Mode.DARK
        if self._look.theme is Mode.AUTO:
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        preference = getattr(self._accessibility(), "contrastPreference", None)
        if preference is not None and preference() == Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
        return DARK if dark else LIGHT

    def _reduced(self) -> bool:
        if self._look.motion is not Motion.AUTO:
            return self._look.motion is Motion.REDUCED
        preference = getattr(self._accessibility(), "motionPreference", None)
        return preference is not None and "Reduced" in str(preference())


def palette(tokens: Tokens) -> QPalette:
    """The tokens as a palette for the Fusion style, for all that the stylesheet does not reach."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, name in (
        (roles.Window, tokens.paper), (roles.WindowText, tokens.ink), (roles.Base, tokens.surface),
        (roles.AlternateBase, tokens.paper), (roles.Text, tokens.ink), (roles.Button, tokens.surface),
        (roles.ButtonText, tokens.ink), (roles.BrightText, tokens.warm),
        (roles.Highlight, tokens.accent_soft),
        (roles.HighlightedText, tokens.ink), (roles.PlaceholderText, tokens.ink_soft),
        (roles.ToolTipBase, tokens.ink), (roles.ToolTipText, tokens.paper), (roles.Link, tokens.accent),
        (roles.LinkVisited, tokens.accent), (roles.Accent, tokens.accent), (roles.Mid, tokens.line),
        (roles.Midlight, tokens.line), (roles.Light, tokens.surface), (roles.Dark, tokens.line),
        (roles.Shadow, tokens.line),
    ):  # fmt: skip
        result.setColor(role, QColor(name))
    faint = QColor(mix(tokens.ink_soft, tokens.paper, 0.35))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return result
