"""Helplines of the country the user chose: numbers to read and copy, each with the day it was checked."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.support import Audience, Country, Line, Source
from burnbreak.ui import support_words as words
from burnbreak.ui.kit import (
    DropDown,
    HairLine,
    IconButton,
    LeadLabel,
    LinkButton,
    SmallLabel,
    SoftLabel,
    StrongLabel,
    column,
    row,
)
from burnbreak.ui.theme import GAP, GRID, HIT, Theme


class Countries(Protocol):
    """Where the helplines are read from."""

    def codes(self) -> tuple[str, ...]:
        """The countries there are, by their code."""
        ...

    def country(self, code: str) -> Country | None:
        """What is known of one; None for nothing."""
        ...


class SupportLines(QWidget):
    """Shows one country. Nothing is dialled or opened but by the user's own click."""

    country_chosen = Signal(str)
    """The user chose this country, by its code."""
    link_wanted = Signal(str)
    """A web address is to be opened in the browser."""

    def __init__(self, theme: Theme, countries: Countries, chosen: str, region: str) -> None:
        """`region` is only where the list stands before the user has chosen."""
        super().__init__()
        self._theme, self._countries = theme, countries
        self._region = region if region in countries.codes() else ""
        pairs = sorted((words.country_name(code), code) for code in countries.codes())
        options = [("", self.tr("Choose a country")), *((code, name) for name, code in pairs)]
        self.choice = DropDown(theme, options, "", self.tr("Country"))
        self.choice.chosen.connect(self._choose)
        self._note = SoftLabel(
            self.tr("By the region of your computer. Choose another if you are elsewhere.")
        )
        self._shown: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addWidget(StrongLabel(self.tr("Helplines")))
        self._box.addWidget(self.choice)
        self._box.addWidget(self._note)
        self._code: str | None = None
        self.show_country(chosen)

    def show_country(self, chosen: str) -> None:
        """The country the user has chosen by now; empty for none yet."""
        code = chosen or self._region
        self._note.setVisible(not chosen and bool(code))
        if code == self._code:
            return
        self._code = code
        if code in ("", *self._countries.codes()):
            self.choice.set_value(code)
        country = self._countries.country(code) if code else None
        if self._shown is not None:
            self._shown.hide()
            self._box.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = self._of(country) if country is not None else None
        if self._shown is not None:
            self._box.addWidget(self._shown)

    def _choose(self, code: str) -> None:
        self.show_country(code)
        self.country_chosen.emit(code)

    # --- one country -------------------------------------------------------------------------------------

    def _of(self, country: Country) -> QWidget:
        shown = QWidget()
        box = QVBoxLayout(shown)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._emergency(country))
        if nothing := words.none_known(country):
            box.addWidget(SoftLabel(nothing))
        ours = [line for line in country.lines if line.audience is Audience.ALL]
        clinicians = [line for line in country.lines if line.audience is Audience.CLINICIAN]
        for line in ours:
            box.addLayout(self._line(line))
        if clinicians:
            box.addWidget(HairLine())
            box.addWidget(SoftLabel(self.tr("For people who work in health care")))
        for line in clinicians:
            box.addLayout(self._line(line))
        box.addWidget(HairLine())
        more = self._link(self.tr("More helplines, at findahelpline.com"), country.fallback)
        box.addWidget(more)
        return shown

    def _emergency(self, country: Country) -> QVBoxLayout:
        label = self.tr("Emergency number")
        source = self._source(country.emergency_source, label)
        number = self._number(country.emergency, country.emergency, label, source)
        return column(SoftLabel(label), number, self._checked(country.emergency_source), spacing=0)

    def _line(self, line: Line) -> QVBoxLayout:
        parts = column(StrongLabel(line.name), SoftLabel(words.about(line, self.locale())), spacing=0)
        ways: list[QWidget] = []
        source = self._source(line.source, line.name)
        if line.phone:
            ways.append(self._number(line.phone, line.phone, line.name, source))
        if line.sms:
            last = None if ways else source
            ways.append(self._number(words.text_to(line), line.sms, line.name, last))
        if line.chat:
            ways.append(self._chat(line, None if ways else source))
        for way in ways:
            parts.addWidget(way)
        parts.addWidget(self._checked(line.source))
        return parts

    def _number(self, shown: str, number: str, whose: str, beside: QWidget | None) -> QWidget:
        label = LeadLabel(shown, wrap=False)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(self.tr("{name}: {number}").format(name=whose, number=shown))
        # A number reads from the left in every language.
        label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        copy = IconButton(self._theme, "copy", self.tr("Copy: {0}, {1}").format(whose, number), size=HIT)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(number))
        return _beside(label, copy, 1, *([beside] if beside is not None else []))

    def _chat(self, line: Line, beside: QWidget | None) -> QWidget:
        chat = self._link(self.tr("Chat"), line.chat, self.tr("Chat: {0}").format(line.name))
        return _beside(chat, 1, *([beside] if beside is not None else []))

    def _checked(self, source: Source) -> QWidget:
        return SmallLabel(words.checked(source.verified_on, self.locale()))

    def _source(self, source: Source, whose: str) -> QWidget:
        return self._link(self.tr("Source"), source.url, self.tr("Source: {0}").format(whose))

    def _link(self, text: str, address: str, name: str = "") -> LinkButton:
        button = LinkButton(text)
        button.setAccessibleName(name or text)
        button.setToolTip(address)
        button.clicked.connect(lambda: self.link_wanted.emit(address))
        return button


def _beside(*parts: QWidget | int) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*parts))
    return holder
