"""Helplines in words: countries, hours, languages, and when somebody last looked."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from burnbreak.core.support import Country, Line, Open
from burnbreak.core.wording import QT_TRANSLATE_NOOP
from burnbreak.ui.fields import clock_text, day_name
from burnbreak.ui.history_words import day_month

translate = QCoreApplication.translate

_COUNTRIES = {
    "AT": QT_TRANSLATE_NOOP("countries", "Austria"),
    "AU": QT_TRANSLATE_NOOP("countries", "Australia"),
    "BE": QT_TRANSLATE_NOOP("countries", "Belgium"),
    "CA": QT_TRANSLATE_NOOP("countries", "Canada"),
    "CH": QT_TRANSLATE_NOOP("countries", "Switzerland"),
    "DE": QT_TRANSLATE_NOOP("countries", "Germany"),
    "DK": QT_TRANSLATE_NOOP("countries", "Denmark"),
    "ES": QT_TRANSLATE_NOOP("countries", "Spain"),
    "FI": QT_TRANSLATE_NOOP("countries", "Finland"),
    "FR": QT_TRANSLATE_NOOP("countries", "France"),
    "GB": QT_TRANSLATE_NOOP("countries", "United Kingdom"),
    "IE": QT_TRANSLATE_NOOP("countries", "Ireland"),
    "IT": QT_TRANSLATE_NOOP("countries", "Italy"),
    "LU": QT_TRANSLATE_NOOP("countries", "Luxembourg"),
    "NL": QT_TRANSLATE_NOOP("countries", "Netherlands"),
    "NZ": QT_TRANSLATE_NOOP("countries", "New Zealand"),
    "PL": QT_TRANSLATE_NOOP("countries", "Poland"),
    "PT": QT_TRANSLATE_NOOP("countries", "Portugal"),
    "SE": QT_TRANSLATE_NOOP("countries", "Sweden"),
    "US": QT_TRANSLATE_NOOP("countries", "United States"),
}
_LANGUAGES = {
    "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano", "nl": "Nederlands",
}  # fmt: skip
"""Each as its speakers call it."""


def country_name(code: str) -> str:
    """What a country is called in the user's language, or in English where only that is known."""
    if code in _COUNTRIES:
        return translate("countries", _COUNTRIES[code])
    return QLocale.territoryToString(QLocale.codeToTerritory(code)) or code


def region() -> str:
    """The country the computer is set to; empty where it is set to none."""
    return QLocale.territoryToCode(QLocale.system().territory())


def hours(line: Line, locale: QLocale) -> str:
    """When it is answered; empty where that is not known."""
    if line.always:
        return translate("support", "Day and night")
    return "; ".join(_open(part, locale) for part in line.hours)


def _open(part: Open, locale: QLocale) -> str:
    start, end = clock_text(locale, part.start), clock_text(locale, part.end)
    if (part.first, part.last) == (0, 6):
        return translate("support", "Every day {0} to {1}").format(start, end)
    if part.first == part.last:
        return translate("support", "{day} {start} to {end}").format(
            day=day_name(locale, part.first), start=start, end=end
        )
    return translate("support", "{first} to {last} {start} to {end}").format(
        first=day_name(locale, part.first), last=day_name(locale, part.last), start=start, end=end
    )


def languages(line: Line) -> str:
    """The languages that are spoken there, each as its speakers call it."""
    return ", ".join(_LANGUAGES.get(code, code) for code in line.langs)


def about(line: Line, locale: QLocale) -> str:
    """The second line: hours and languages."""
    when = hours(line, locale)
    return f"{when} \N{MIDDLE DOT} {languages(line)}" if when else languages(line)


def text_to(line: Line) -> str:
    """How to write to it."""
    if line.sms_word:
        return translate("support", "Text {word} to {number}").format(word=line.sms_word, number=line.sms)
    return translate("support", "Text to {0}").format(line.sms)


def checked(day: date, locale: QLocale) -> str:
    """When somebody last looked whether it is still so."""
    when = QDate(day.year, day.month, day.day)
    return translate("support", "Checked on {day} {year}").format(
        day=day_month(locale, when), year=locale.toString(when, "yyyy")
    )


def none_known(country: Country) -> str:
    """For a country whose helplines nobody could check."""
    return (
        translate("support", "No helpline of this country could be checked so far. The list below has some.")
        if not country.lines
        else ""
    )
