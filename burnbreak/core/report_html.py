"""The page for a talk as one HTML file that needs nothing from anywhere."""

from html import escape

from burnbreak.core.report import Page

_STYLE = """
@page { size: A4; margin: 16mm 17mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 32px; max-width: 820px; background: #fff; color: #22302d;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 25px; font-weight: 600; letter-spacing: -0.01em; }
.period { margin: 2px 0 22px; color: #5c6b66; }
table { width: 100%; border-collapse: collapse; }
caption { padding-bottom: 6px; text-align: start; color: #5c6b66; }
th, td { padding: 7px 6px; text-align: end; vertical-align: top; font-weight: 400; white-space: nowrap; }
th:first-child { padding-inline-start: 0; width: 38%; text-align: start; white-space: normal; }
td:last-child, thead th:last-child { padding-inline-end: 0; font-weight: 600; color: #22302d; }
thead th { border-bottom: 1px solid #22302d; color: #5c6b66; font-size: 12px; }
tbody tr { border-bottom: 1px solid #e2ded4; }
small { display: block; color: #5c6b66; font-size: 12px; }
.chart td, .chart th { border: 0; vertical-align: bottom; padding-bottom: 4px; }
.chart th { color: #5c6b66; }
.chart span { display: block; font-size: 12px; }
.bar { display: block; margin-inline-start: auto; width: 26px; max-width: 100%; border-radius: 4px 4px 0 0;
  background: #cfe3db; border: 1px solid #2f6f62; border-bottom: 0; }
h2 { margin: 22px 0 2px; font-size: 13px; font-weight: 600; color: #2f6f62; }
p { margin: 0; max-width: 68ch; overflow-wrap: anywhere; }
aside { margin-top: 24px; padding: 14px 18px; border-radius: 8px; background: #f6f4ef; }
aside h2 { margin-top: 0; }
aside ul { margin: 4px 0 6px; padding-inline-start: 18px; }
footer { margin-top: 26px; padding-top: 10px; border-top: 1px solid #e2ded4; color: #5c6b66;
  font-size: 12px; }
@media print { body { padding: 0; max-width: none; } }
"""
_HIGH = 96
"""Height of the longest bar (px)."""


def html(page: Page) -> str:
    """The whole document; it loads nothing, runs nothing, and says what `Page.texts` says."""
    direction = ' dir="rtl"' if page.mirrored else ""
    paragraphs = "".join(f"<h2>{escape(h)}</h2>\n<p>{escape(text)}</p>\n" for h, text in page.paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(page.language)}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(page.title)}</h1>\n<p class="period">{escape(page.period)}</p>\n'
        f"{_table(page)}{paragraphs}{_box(page)}<footer>{escape(page.method)}</footer>\n</body>\n</html>\n"
    )


def _table(page: Page) -> str:
    line = f"<small>{escape(page.line_text)}</small>" if page.line else ""
    most = max(page.line, *page.bars, 0.1)
    bars = "".join(
        f"<td><span>{escape(text)}</span>"
        f'<span class="bar" style="height: {_HIGH * hours / most:.0f}px"></span></td>'
        for hours, text in zip(page.bars, page.bar_texts, strict=True)
    )
    chart = f'<tr class="chart"><th scope="row">{escape(page.chart)}{line}</th>{bars}<td></td></tr>\n'
    weeks = "".join(f'<th scope="col">{escape(w)}</th>' for w in page.weeks)
    head = f'<tr><th></th>{weeks}<th scope="col">{escape(page.overall)}</th></tr>\n'
    rows = "".join(
        f'<tr><th scope="row">{escape(r.name)}<small>{escape(r.meaning)}</small></th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in (*r.cells, r.overall))
        + "</tr>\n"
        for r in page.rows
    )
    return f"<table>\n<thead>\n{chart}{head}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _box(page: Page) -> str:
    if page.box is None:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in page.box.lines)
    source = f"<small>{escape(page.box.source)}</small>"
    return f"<aside><h2>{escape(page.box.title)}</h2><ul>{lines}</ul>{source}</aside>\n"
