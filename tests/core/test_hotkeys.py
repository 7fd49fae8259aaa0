"""How keys are written, which ones typing needs, and what the settings make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.hotkeys import MODIFIERS, NAMED, Chord, KeyAction, Keys, chord_from
from burnbreak.core.settings import Settings
from burnbreak.core.settings_table import read, tables


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ctrl+Alt+5", "Ctrl+Alt+5"),
        ("Alt+Ctrl+d", "Ctrl+Alt+D"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+Shift+%", "Ctrl+%"),
        ("Ctrl+Shift+d", "Ctrl+Shift+D"),
        ("Meta+ö", "Meta+Ö"),
        ("Ctrl+ß", "Ctrl+ß"),
        ("Alt+я", "Alt+Я"),
        ("F9", "F9"),
        ("Shift+F9", "Shift+F9"),
        ("Ctrl+PgUp", "Ctrl+PgUp"),
    ],
)
def test_a_chord_is_written_in_one_way(text: str, written: str) -> None:
    assert chord_from(text).text == written


@pytest.mark.parametrize(
    "text", ["", "5", "Shift+A", "Space", "Ctrl+", "Ctrl", "Ctrl+Alt", "Hyper+A", "Ctrl+AB", "Ctrl+ ", "F25",
             "Ctrl+Tab", "Shift+Left", "Ctrl+\n", "ctrl+a", "%"],
)  # fmt: skip
def test_what_is_no_chord_or_needed_for_typing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="key"):
        chord_from(text)


PIECES = ("Ctrl+", "Shift+", "Alt+", "F", "9", "a", "ß", "ŉ", "+", " ", "%", "PgUp", "\n")


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_any_text_is_a_chord_or_refused(text: str) -> None:
    try:
        chord = chord_from(text)
    except ValueError:
        return
    assert chord_from(chord.text) == chord


@given(st.sets(st.sampled_from(MODIFIERS)), st.sampled_from(sorted(NAMED)))
def test_named_keys_with_any_modifiers(modifiers: set[str], key: str) -> None:
    chord = Chord(key, frozenset(modifiers))
    if not chord.alone:
        assert chord_from(chord.text) == chord


@pytest.mark.parametrize(("text", "everyday"), [("Ctrl+C", True), ("Ctrl+Shift+T", True), ("Alt+F", True),
    ("Ctrl+Alt+C", False), ("Meta+C", False), ("F5", False), ("Ctrl+F5", False)])  # fmt: skip
def test_keys_that_programs_have_for_their_own(text: str, everyday: bool) -> None:
    assert chord_from(text).everyday is everyday


def test_of_two_lines_with_one_key_the_first_has_it() -> None:
    keys = Keys(more="F9", cancelled="Ctrl+Alt+D", start="F9")
    assert {action.value: chord.text for action, chord in keys.chords().items()} == {
        "more": "F9",
        "cancelled": "Ctrl+Alt+D",
    }
    assert keys.clashes() == {KeyAction.START: KeyAction.MORE}
    assert Keys().clashes() == {}


def test_off_by_default_and_each_action_has_its_line() -> None:
    assert Settings().keys.chords() == {}
    assert list(tables(Settings())["keys"].items()) == [(action.value, "") for action in KeyAction]


def test_the_settings_keep_keys_and_name_what_is_none() -> None:
    settings = Settings(keys=Keys(more="Ctrl+Alt+5", breathe="F9"))
    assert read(tables(settings)) == (settings, ())
    found, problems = read({"keys": {"more": "Alt+Ctrl+5", "over": "A", "breathe": 5, "start": "Ctrl+"}})
    assert found.keys == Keys(more="Ctrl+Alt+5")
    assert [(p.key, p.found) for p in problems] == [
        ("keys.over", "'A'"), ("keys.breathe", "5"), ("keys.start", "'Ctrl+'"),
    ]  # fmt: skip


def test_each_key_is_a_command_of_the_command_line() -> None:
    assert {a.value: " ".join([c, *args.values()]) for a in KeyAction for c, args in [a.request(45)]} == {
        "more": "in-session +5", "over": "in-session over", "cancelled": "in-session cancelled",
        "half_hour": "in-session 30m", "usual": "in-session 45m", "breathe": "breathe", "start": "start",
    }  # fmt: skip
