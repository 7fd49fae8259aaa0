"""The page that says what this is, what it says and never says, and whom it owes."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from burnbreak import __version__
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.kit import Card, LeadLabel, SoftLabel, StrongLabel
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import GAP

_ICON = 48


class AboutPage(Page):
    """Version, claims, licences, credits."""

    name = "about"

    def words(self) -> str:
        return self.tr("version, licence, credits, evidence")

    def fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        picture = QLabel()
        picture.setPixmap(self.theme.icons.app().pixmap(_ICON, _ICON))
        head.addWidget(picture)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(LeadLabel(self.tr("burnbreak {0}").format(__version__)))
        names.addWidget(SoftLabel(self.tr("Guided pauses for clinical workdays")))
        head.addLayout(names, 1)
        self.body.addLayout(head)
        self._card(
            self.tr("What it says, and what it never says"),
            self.tr(
                "A pause may help you settle, reset and notice how you are between sessions. Workload and "
                "control over your schedule matter too. burnbreak is no treatment and promises no cure; it "
                "does not count you, rate you or compare you."
            ),
        )
        self._card(
            self.tr("Licences"),
            self.tr("The program is free software under the Apache License 2.0."),
            self.tr("Its bells, breath tones and ambience are licensed CC BY 4.0."),
        )
        self._card(
            self.tr("Made with"),
            self.tr(
                "Python, Qt for Python (LGPL 3), APScheduler, NumPy, python-sounddevice and PortAudio, "
                "python-soundfile and libsndfile (LGPL 2.1). Thank you."
            ),
            self.tr(
                "Check-ins ask the single burnout item (Physician Work Life Study; B. M. Rohland et al., "
                "Stress and Health 2004; E. D. Dolan et al., Journal of General Internal Medicine 2015) and "
                "the Affective Slider (A. Betella, P. Verschure, PLoS ONE 2016, CC BY 4.0; redrawn)."
            ),
        )
        self.body.addStretch(1)

    def _card(self, heading: str, *texts: str) -> None:
        card = Card()
        card.body.addWidget(StrongLabel(heading))
        for text in texts:
            card.body.addWidget(Paragraph(text))
        self.body.addWidget(card)
