"""The pictures in the documentation: every view is there, light and dark, and none is heavy."""

from pathlib import Path

import pytest

from script.picture_index import index, views

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
KIBI = 1024


def test_the_page_shows_every_picture() -> None:
    assert (FOLDER / "README.md").read_text() == index(FOLDER)


def test_each_is_there_light_and_dark_and_small() -> None:
    pictures = sorted(path for path in FOLDER.glob("*.png") if path.stem != "overview")
    light, dark = (
        {p.stem.removesuffix(look) for p in pictures if p.stem.endswith(look)} for look in ("-light", "-dark")
    )
    assert light == dark
    assert len(pictures) == 2 * len(light)
    assert [p.name for p in pictures if p.stat().st_size > 150 * KIBI] == []


@pytest.mark.parametrize("view", ["week", "week-table", "month", "load"])
@pytest.mark.parametrize("amount", ["", "-empty", "-heavy"])
def test_what_shows_a_week_is_there_empty_ordinary_and_heavy(view: str, amount: str) -> None:
    assert (FOLDER / f"{view}{amount}-light.png").exists()


def test_a_picture_that_belongs_nowhere_is_noticed() -> None:
    assert views({"week-heavy", "month"}) == {"The week": ["week-heavy"], "The month": ["month"]}
    with pytest.raises(KeyError):
        views({"weather"})
