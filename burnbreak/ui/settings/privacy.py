"""The page that says what is kept, where, and how to take it along."""

from PySide6.QtCore import Qt, Signal

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import Paragraph, Row
from burnbreak.ui.kit import Card, PlainButton
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import Theme


class PrivacyPage(Page):
    """The promise, the folder, the export."""

    name = "privacy"

    open_folder = Signal()
    """The folder of the data is to be shown in the file manager."""
    export_wanted = Signal()
    """The whole history is to be written as CSV to a file the user picks."""

    def __init__(self, theme: Theme, settings: Settings, folder: str) -> None:
        self._folder = folder
        super().__init__(theme, settings)

    def words(self) -> str:
        return self.tr("erase, delete, network, files, spreadsheet")

    def fill(self) -> None:
        promise = Card()
        for text in (
            self.tr(
                "burnbreak keeps what you tell it on this computer. It sends nothing about you. Only a "
                "calendar that you connect by its address is asked for its times, and nobody else is. "
                "It never reads the titles of your appointments. It will not tell anyone how you are, "
                "and it cannot know."
            ),
            self.tr(
                "Kept of each pause: when it was due and when it began, which practice, how long it lasted, "
                "what became of it and why, and your one tap afterwards. There is no free text in it."
            ),
        ):
            promise.body.addWidget(Paragraph(text))
        self.body.addWidget(promise)
        folder = PlainButton(self.tr("Open folder"))
        folder.clicked.connect(self.open_folder)
        export = PlainButton(self.tr("Export ..."))
        export.clicked.connect(self.export_wanted)
        where = Row(self.theme, self.tr("Your history is in this folder"), folder, self._folder)
        where.make_hint_selectable()
        taken = Row(
            self.theme,
            self.tr("Take it along"),
            export,
            self.tr("All of it as one CSV file, for a spreadsheet."),
        )
        self.group(where, taken)
        erase = Paragraph(self.tr("To erase your history, quit burnbreak and delete that folder."))
        erase.setProperty("role", "soft")
        erase.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.body.addWidget(erase)
        self.body.addStretch(1)
