"""The one list of the pages there are."""

from collections.abc import Callable
from dataclasses import dataclass

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import LoginState
from burnbreak.ui.settings.about import AboutPage
from burnbreak.ui.settings.breaks import BreaksPage
from burnbreak.ui.settings.general import GeneralPage
from burnbreak.ui.settings.look import LookPage
from burnbreak.ui.settings.my_week import MyWeekPage
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.practices import PracticesPage
from burnbreak.ui.settings.privacy import PrivacyPage
from burnbreak.ui.settings.quiet import QuietPage
from burnbreak.ui.settings.sound import SoundPage
from burnbreak.ui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the pages show that is not in the settings."""

    login: LoginState
    folder: str
    """Where the history is kept, as the user may read it."""


PAGES: tuple[tuple[str, Callable[[Theme, Settings, Told], Page]], ...] = (
    ("week", lambda theme, settings, told: MyWeekPage(theme, settings)),
    ("breaks", lambda theme, settings, told: BreaksPage(theme, settings)),
    ("practices", lambda theme, settings, told: PracticesPage(theme, settings)),
    ("sound", lambda theme, settings, told: SoundPage(theme, settings)),
    ("quiet", lambda theme, settings, told: QuietPage(theme, settings)),
    ("look", lambda theme, settings, told: LookPage(theme, settings)),
    ("general", lambda theme, settings, told: GeneralPage(theme, settings, told.login)),
    ("privacy", lambda theme, settings, told: PrivacyPage(theme, settings, told.folder)),
    ("about", lambda theme, settings, told: AboutPage(theme, settings)),
)
"""Every page by its name, in the order of the list."""
