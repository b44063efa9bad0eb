"""Charts as inline SVG with a text alternative. No style attributes: the page's CSP forbids them."""

from html import escape

from reports.report import Report

LANE, GAP = 12, 4


def strip(report: Report) -> str:
    """The whole article from left to right, a lane a tag: where its passages lie."""
    length = max(1, len(report.text.body))
    height = len(report.tags) * (LANE + GAP)
    pieces = []
    for lane, tag in enumerate(report.tags):
        top = lane * (LANE + GAP)
        pieces.append(f'<rect class="lane" x="0" y="{top}" width="1000" height="{LANE}"/>')
        pieces += [
            f'<rect class="piece tag-{tag.slug}" x="{1000 * p.start / length:.1f}" y="{top}" '
            f'width="{max(2.0, 1000 * (p.end - p.start) / length):.1f}" height="{LANE}"/>'
            for p in report.passages
            if p.tag == tag.slug
        ]
    return (
        f'<svg class="strip" viewBox="0 0 1000 {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(strip_words(report))}">{"".join(pieces)}</svg>'
    )


def strip_words(report: Report) -> str:
    """What the strip shows, in words: how much of each tag lies in each third of the article."""
    third = max(1, len(report.text.body)) / 3
    said = []
    for tag in report.tags:
        thirds = [0, 0, 0]
        for passage in report.passages:
            if passage.tag == tag.slug:
                thirds[min(2, int(passage.start / third))] += 1
        said.append(
            f"{tag.plural}: {thirds[0]} in the first third, {thirds[1]} in the second, {thirds[2]} in the last"
        )
    return "Where the passages lie. " + ". ".join(said) + "."
