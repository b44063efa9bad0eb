"""The text of the lists as HTML: nothing of it is lost, everything is escaped, and its size stays in bounds."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotate.hints.lists.hinted_text import DrawnCue, DrawnHighlight, hinted_html
from articles.text.blocks import blocks

TEXT = "One 🌉 <b>two</b> & three.\n\nFour “five” six, cafe\u0301 seven.\nEight."


def drawn(body: str, highlights: list[tuple[int, int, str]], cues: list[tuple[int, int]]) -> html.HtmlElement:
    result = hinted_html(
        body,
        blocks(body),
        [DrawnHighlight(*span, f"mark-{i}") for i, span in enumerate(highlights)],
        [DrawnCue(*span, f"at-{i}", i + 1, f"#hint-{i}", "<i>") for i, span in enumerate(cues)],
    )
    return html.fragment_fromstring(str(result), create_parent="article")


def words_in(element: html.HtmlElement, path: str) -> str:
    """Return the words inside the elements, without the numbers of hints."""
    texts = element.xpath(f"//text()[ancestor::{path}][not(ancestor::sup)]")
    return "".join(texts)


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda span: (min(span), max(span)) if span[0] != span[1] else (span[0], span[0] + 1)
)


@given(
    st.lists(st.tuples(spans, st.sampled_from(["opinion", "loaded-language"])), max_size=8),
    st.lists(spans, max_size=8),
)
def test_each_word_is_in_what_covers_it(
    highlights: list[tuple[tuple[int, int], str]], cues: list[tuple[int, int]]
) -> None:
    article = drawn(TEXT, [(*span, tag) for span, tag in highlights], cues)

    def covered(covering: list[tuple[int, int]]) -> str:
        inside = {at for start, end in covering for at in range(start, end)}
        return "".join(
            TEXT[at] for block in blocks(TEXT) for at in range(block.start, block.end) if at in inside
        )

    assert words_in(article, "*[@data-start]") == covered([(0, len(TEXT))])
    assert words_in(article, "span[@class='cue']") == covered(cues)
    for tag in ("opinion", "loaded-language"):
        of_tag = [span for span, each in highlights if each == tag]
        assert words_in(article, f"mark[@class='tag-{tag}']") == covered(of_tag)


def test_each_highlight_and_each_hint_is_found_once() -> None:
    start = TEXT.index("Four")
    article = drawn(
        TEXT, [(0, 3, "opinion"), (0, 7, "opinion"), (start, len(TEXT), "opinion")], [(0, 3), (0, 3)]
    )
    ids = article.xpath("//@id")
    assert sorted(ids) == ["at-0", "at-1", "mark-0", "mark-1", "mark-2"]
    assert article.xpath("//sup/a/@href") == ["#hint-0", "#hint-1"]
    assert article.xpath("//sup/a/@aria-label") == ["<i>", "<i>"]


def test_highlights_that_all_overlap_do_not_multiply_the_page() -> None:
    body = "Nobody should say so. " * 500
    highlights = [(i, len(body) - i, "opinion") for i in range(1000)]
    article = drawn(body, highlights, [])
    assert len(html.tostring(article)) < 40 * len(body)
    assert len(article.xpath("//@id")) == 1000
