"""The page for a talk: only what was chosen is on it, and the HTML says nothing more and needs nothing."""

from datetime import timedelta
from html.parser import HTMLParser

from burnbreak.core.load import WeekLoad, week_load
from burnbreak.core.load_setting import PARAGRAPH, Load
from burnbreak.core.report import DEFAULT_ROWS, Box, Page, Row, RowKey, first_week, numbers, plain
from burnbreak.core.report_html import html
from burnbreak.core.workweek import WorkWeek
from tests.core.booked import MONDAY, hm, load_of, week_of

LIMITS = Load(agreed_minutes=600, note_minutes=15)
VOID = {"meta", "link", "br", "img"}


def weeks() -> list[WeekLoad]:
    protected = week_of("9:00-17:00", protected=("12:00-12:30",))
    first = [load_of("9:00-11:00", "11:05-13:05"), load_of("9:00-10:00", day=MONDAY + timedelta(days=1))]
    third = MONDAY + timedelta(weeks=2)
    last = [load_of("9:00-9:50", "18:00-19:00", day=third, week=protected)]
    limits = LIMITS
    return [
        week_load(MONDAY, first, limits),
        week_load(MONDAY + timedelta(weeks=1), [], limits),
        week_load(third, last, limits),
    ]


def test_every_row_by_hand() -> None:
    found = {n.key: n for n in numbers(weeks(), LIMITS, tuple(RowKey), [(2, 3), (0, 0), (1, 4)])}
    cells = {key: (n.cells, n.overall) for key, n in found.items()}
    assert cells == {
        RowKey.BOOKED: ((hm(5), None, hm(1, 50)), hm(3, 25)),
        RowKey.AGREED: ((hm(5, 45), None, hm(2, 20)), timedelta(minutes=242, seconds=30)),
        RowKey.OUTSIDE: ((hm(0), None, hm(1)), hm(0, 30)),
        RowKey.LONGEST: ((hm(4, 5), None, hm(1)), hm(4, 5)),
        RowKey.MOST: ((2, None, 1), 2),
        RowKey.GAPS: (((0, 1), None, (0, 0)), (0, 1)),
        RowKey.LUNCH: (((2, 2), None, (1, 1)), (3, 3)),
        RowKey.PROTECTED: ((None, None, (1, 1)), (1, 1)),
        RowKey.EVENINGS: ((0, None, 1), 1),
        RowKey.WEEKENDS: ((0, None, 0), 0),
        RowKey.PAUSES: (((2, 3), (0, 0), (1, 4)), (3, 7)),
    }


def test_only_the_chosen_rows_and_none_without_anything_to_tell() -> None:
    chosen = numbers(weeks(), LIMITS, [RowKey.LUNCH, RowKey.BOOKED])
    assert [n.key for n in chosen] == [RowKey.BOOKED, RowKey.LUNCH]
    assert [n.key for n in numbers(weeks(), Load(), [RowKey.AGREED])] == []
    off = [week_load(MONDAY, [load_of("9:00-10:00", week=WorkWeek())], LIMITS)]
    assert [n.key for n in numbers(off, LIMITS, [RowKey.LUNCH, RowKey.PROTECTED])] == []


def test_nothing_about_pauses_is_there_by_itself_and_nothing_about_mood_at_all() -> None:
    assert RowKey.PAUSES not in DEFAULT_ROWS
    assert not any(word in key for key in RowKey for word in ("mood", "burnout", "ease", "practice"))


def test_own_words_are_one_plain_paragraph() -> None:
    assert plain(" Two\nlines\tand\x07 a bell ", PARAGRAPH) == "Two lines and a bell"
    assert len(plain("x" * 900, PARAGRAPH)) == PARAGRAPH
    assert first_week(MONDAY, 4) == MONDAY - timedelta(weeks=3)


def page(**more: object) -> Page:
    values: dict[str, object] = {
        "title": "Working time", "period": "a <while> & more", "chart": "Hours", "bars": (5.0, 0.0),
        "bar_texts": ("5.0", "–"), "line": 10.0, "line_text": "agreed: 10", "weeks": ("16 Nov", "23 Nov"),
        "overall": "together", "rows": (Row(name="Booked", meaning="all", cells=("5:00", "–"), overall="5"),),
        "paragraphs": (("What I propose", '"<b>Less</b>" & later'),),
        "box": Box(title="Law", lines=("One.", "Two."), source="An Act"), "method": "From times.",
    }  # fmt: skip
    return Page(**{**values, **more})  # type: ignore[arg-type]


class Reader(HTMLParser):
    """Texts in order, outside of head and style; complains about tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "head" not in self.open:
            self.texts.append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def test_the_html_says_what_the_page_says_and_nothing_else() -> None:
    shown = page()
    assert read(html(shown)).texts == list(shown.texts())
    bare = page(box=None, paragraphs=(), line=0.0)
    assert read(html(bare)).texts == list(bare.texts())


def test_the_html_stands_alone() -> None:
    text = html(page(mirrored=True, language="ar"))
    assert text.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    assert '<meta charset="utf-8">' in text
    names = {name for name, _ in read(text).attributes}
    assert not names & {"src", "href", "srcset", "action", "background", "onload"}
    for loads in ("url(", "@import", "<script", "<link", "<img", "<iframe", "http"):
        assert loads not in text, loads


def test_what_is_typed_is_text_and_no_markup() -> None:
    text = html(page(paragraphs=(("<h1>", "<script>alert(1)</script>"),)))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
