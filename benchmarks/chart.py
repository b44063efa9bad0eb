"""The README's chart: a few rows of the results as bars."""

from html import escape

from benchmarks.table import OURS, Part, Row

MODES = {
    "light": {"ink": "#1c1b1a", "soft": "#5c5955", "ours": "#0b5d57", "peer": "#c9c4bc"},
    "dark": {"ink": "#f1eee8", "soft": "#b3aea6", "ours": "#4fb8ad", "peer": "#55514b"},
}
# (part, name of the row, its unit, title)
CHARTED = (
    ("writes", "SQLite, 1 at once", "a second", "Marks made through the API, a second (more is better)"),
    (
        "opening",
        "1,000 marks",
        "ms to the last one",
        "An article with 1,000 marks opens, ms (less is better)",
    ),
    ("files", "export, doccano’s JSONL", "s", "1,000 articles exported as JSONL, s (less is better)"),
    ("footprint", "memory, idle, all processes", "MB", "Memory while nobody is there, MB (less is better)"),
)
WIDTH, LABEL, BAR, GAP, HEAD = 720, 130, 18, 6, 30


def chart(parts: dict[str, Part], mode: str) -> str:
    """Return an SVG, without rows that were not measured."""
    colours, y = MODES[mode], 0
    drawn: list[str] = []
    for part, what, unit, title in CHARTED:
        row = next(
            (row for row in parts[part].rows if (row.what, row.unit) == (what, unit))
            if part in parts
            else iter(()),
            None,
        )
        if row is None:
            continue
        y += HEAD
        drawn.append(
            f'<text x="0" y="{y - 9}" font-weight="600" fill="{colours["ink"]}">{escape(title)}</text>'
        )
        for name, value in bars(row).items():
            width = max(2, (WIDTH - LABEL - 90) * value / max(bars(row).values()))
            colour = colours["ours" if name == OURS else "peer"]
            middle = y + BAR - 5
            drawn += [
                f'<text x="0" y="{middle}" fill="{colours["soft"]}">{escape(name)}</text>',
                f'<rect x="{LABEL}" y="{y}" width="{width:.0f}" height="{BAR}" rx="2" fill="{colour}"/>',
                f'<text x="{LABEL + width + 8:.0f}" y="{middle}" fill="{colours["ink"]}">{figure(value)}</text>',
            ]
            y += BAR + GAP
        y += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="sans-serif" font-size="13">'
    return "\n".join([head, *drawn, "</svg>\n"])


def bars(row: Row) -> dict[str, float]:
    """Return our median first, then the peers'."""
    return {OURS: row.ours, **row.peers()}


def figure(value: float) -> str:
    """Format a value with as many digits as are meaningful."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
