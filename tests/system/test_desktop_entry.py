"""Desktop entries: quoting that survives every reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.system import desktop_entry

LINE = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1
)


def test_exec_line_quotes_and_escapes() -> None:
    """By hand, after the specification."""
    assert desktop_entry.exec_line(["/opt/a b", "--autostarted"]) == '"/opt/a b" --autostarted'
    assert desktop_entry.exec_line(["a", 'a"b`c$d\\e%f']) == '"a" "a\\"b\\`c\\$d\\\\e%%f"'
    assert desktop_entry.exec_line(["/opt/1%"]) == '"/usr/bin/env" "/opt/1%%"'
    # Inside the file each backslash is doubled once more: four for one.
    assert 'Exec="a\\\\\\\\b"' in desktop_entry.render({"Exec": desktop_entry.exec_line(["a\\b"])})


@given(st.dictionaries(st.from_regex(r"[A-Za-z-]+", fullmatch=True), LINE.map(str.strip)))
def test_render_and_parse_are_inverse(entries: dict[str, str]) -> None:
    """Any printable value comes back as it was."""
    assert desktop_entry.parse(desktop_entry.render(entries)) == entries


def test_parse_takes_the_one_group_and_the_first_value() -> None:
    """Comments, other groups and repeated keys do not matter."""
    text = "# hello\n[Desktop Entry]\nName = A\\sb\nName=C\nlost\n[Desktop Action x]\nName=D\n"
    assert desktop_entry.parse(text) == {"Name": "A b"}


def test_parse_refuses_what_is_no_entry() -> None:
    """A file without the group is damaged."""
    with pytest.raises(ValueError, match="group"):
        desktop_entry.parse("Name=x")


@pytest.mark.parametrize(
    ("value", "truth"), [("true", True), ("1", True), ("false", False), ("nonsense", True)]
)
def test_is_true(value: str, truth: bool) -> None:
    """Nonsense is the default."""
    assert desktop_entry.is_true({"Hidden": value}, "Hidden", default=True) is truth
