"""Everything that a page's readers see comes through: as the article's text, or struck through with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaning import clean
from articles.editing.compose import compose
from articles.editing.display import shown_blocks
from articles.editing.hand_edits import HandEdits
from articles.parsing.html import main_text, regions
from articles.readers.html import WHOLE_PAGE, HtmlReader
from articles.text.draft import Draft

P1 = "<p>The harbour bridge will stay closed until June, the city council said, after engineers found rust in it.</p>"
P2 = "<p>Shopkeepers on the north side fear for their trade, since the only other way across takes forty minutes.</p>"
P3 = "<p>The mayor, who had promised in March that the bridge was safe, did not answer questions on Friday.</p>"
P4 = "<p>Repairs will cost four million, of which the region pays half, according to a paper of the council.</p>"
MENU = '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>'
FOOT = "<footer>Contact us. All rights reserved.</footer>"
HEADLINE = "Harbour bridge closed until June"


def page(inner: str, head: str = "", around: tuple[str, str] = ("<article>", "</article>")) -> bytes:
    body = f"{MENU}{around[0]}{inner}{around[1]}{FOOT}"
    head = f"<title>{HEADLINE} | The Tide</title>{head}"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def article(middle: str = "", before: str = "", after: str = "", head: str = "") -> bytes:
    return page(f"{before}<h1>{HEADLINE}</h1>{P1}{P2}{middle}{P3}{P4}{after}", head)


def read(data: bytes) -> tuple[Draft, str, list[tuple[str, str]]]:
    """Return the draft, the cleaned text, and what is struck through with its reasons."""
    draft = HtmlReader().read(data)
    cleaned = clean(draft)
    struck = [(s.text.strip(), str(s.reason)) for s in cleaned.segments if s.state == "removed" and s.shown]
    return draft, cleaned.draft.text, struck


@pytest.mark.parametrize(
    "head", ["{title}", "<html lang=en><head>{title}", "<head>{title}<meta charset=utf-8>"]
)
@pytest.mark.parametrize("body", ["", "<body>"], ids=["no body", "body"])
@pytest.mark.parametrize("first", [MENU, "", "<header>The Tide</header>", "<main>"])
def test_a_page_may_leave_out_the_tags_of_head_and_body(head: str, body: str, first: str) -> None:
    title = f"<title>{HEADLINE} | The Tide</title>"
    inner = f"<article><h1>{HEADLINE}</h1>{P1}{P2}{P3}{P4}</article>{FOOT}"
    draft, text, _struck = read(f"<!doctype html>{head.format(title=title)}{body}{first}{inner}".encode())
    assert draft.title == HEADLINE
    assert text == read(article())[1]


# What stands in the middle of an article, and the text that must come through.
KEPT = {
    "time": ("<p>It was closed on <time>3 May 2031</time> at noon.</p>", "It was closed on 3 May 2031 at noon."),
    "label": ("<p>Question <label>number seven</label> was not asked.</p>", "Question number seven was not asked."),
    "output": ("<p>In all <output>412</output> people signed the letter.</p>", "In all 412 people signed"),
    "caption": (
        "<figure><img src=a.jpg><figcaption>The mayor, who says he knew nothing, beside a cable.</figcaption></figure>",
        "The mayor, who says he knew nothing, beside a cable.",
    ),
    "quotation with its speaker": (
        "<blockquote><p>“Nobody told us that it was rotten.”</p><footer>Jo Sand, ferryman</footer></blockquote>",
        "“Nobody told us that it was rotten.”\n\nJo Sand, ferryman",
    ),
    "list of links": (
        "<p>Three papers are public:</p>"
        '<ul><li><a href="/1">The report</a></li><li><a href="/2">The budget</a></li></ul>',
        "Three papers are public:\n\nThe report\n\nThe budget",
    ),
    "list": (
        "<ul><li>The fares must fall</li><li>The ferry must run</li></ul>",
        "The fares must fall\n\nThe ferry must run",
    ),
    "definitions": (
        "<dl><dt>Span</dt><dd>The part between two piers.</dd></dl>",
        "Span\n\nThe part between two piers.",
    ),
    "table": (
        "<table><tr><th>Day</th><th>Ferry</th></tr>"
        "<tr><td>Monday</td><td><ul><li>6 am</li><li>9 pm</li></ul></td></tr></table>",
        "Day\tFerry\nMonday\t6 am 9 pm",
    ),
    "lines": ("<pre>Roses are rusted,\ncables are too.</pre>", "Roses are rusted,\ncables are too."),
    "embedded post": (
        '<blockquote class="social-embed"><p>I never said that.</p>'
        '— The mayor <a href="https://s.example/1">3 May</a></blockquote>',
        "I never said that.",
    ),
    "heading": ("<h2>What now</h2><p>Nobody knows.</p>", "What now\n\nNobody knows."),
    "short paragraph": ("<p>Nobody knows.</p>", "Nobody knows."),
    "raised digits": (
        "<p>It carries 10<sup>6</sup> cars on 40 m<sup>2</sup>, or CO<sub>2</sub>.</p>",
        "10⁶ cars on 40 m², or CO₂.",
    ),
    "note sign": ('<p>It was built in 1911<sup><a href="#n1">2</a></sup> by hand.</p>', "built in 1911² by hand."),
    "ruby": (
        "<p>The <ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby> office is open.</p>",
        "The 東京 office is open.",
    ),
    "insertion": ("<p>The mayor <ins>was mistaken</ins> about it.</p>", "The mayor was mistaken about it."),
}  # fmt: skip

# What stands in or beside an article but is no part of it, with the words that must be struck through and the reason.
STRUCK = {
    "links": (
        '<div class="related"><h3>Related</h3><ul><li><a href="/a">Ferry fares up</a></li></ul></div>',
        "Ferry fares up", regions.OTHER_ARTICLES,
    ),
    "newsletter": (
        '<div class="newsletter-box"><p>Get the best of the Tide in your inbox each morning, for free.</p></div>',
        "Get the best of the Tide", regions.NEWSLETTER,
    ),
    "share": ('<div class="share-bar"><span>Share</span> <span>Send</span></div>', "Share Send", regions.SHARING),
    "button": ("<button>Play the video</button>", "Play the video", main_text.SHORT),
    "box": ("<aside><p>The Tide has been printed in Saltmarsh since 1884, on paper of the region.</p></aside>",
            "printed in Saltmarsh since 1884", regions.BESIDE),
    "comments": ('<section id="comments"><p>First! What a mess this town has become, I say.</p></section>',
                 "What a mess this town", regions.COMMENTS),
    "headline again": (f"<p>{HEADLINE}</p>", HEADLINE, main_text.REPEATED),
    "crossed out": ("<p>The mayor <del>lied</del> <ins>was mistaken</ins> about the costs.</p>", "lied",
                    "crossed out on the page itself"),
}  # fmt: skip


class TestWhatComesThrough:
    @pytest.mark.parametrize("kind", KEPT)
    @pytest.mark.parametrize("where", ["middle", "after"])
    def test_parts_of_an_article_are_its_text(self, kind, where):
        part, expected = KEPT[kind]
        _, text, _ = read(article(**{where: part}))
        assert expected in text

    @pytest.mark.parametrize("kind", STRUCK)
    @pytest.mark.parametrize("where", ["middle", "after"])
    def test_clutter_is_struck_through_with_a_reason(self, kind, where):
        part, words, reason = STRUCK[kind]
        draft, text, struck = read(article(**{where: part}))
        assert words in draft.text
        assert text.count(words) == (1 if words == HEADLINE else 0)
        assert any(words in quote and str(reason) == why for quote, why in struck), struck

    def test_each_can_be_kept(self):
        draft = HtmlReader().read(article("".join(part for part, *_ in STRUCK.values())))
        cleaned = clean(draft)
        ids = {s.edit for s in cleaned.segments if s.edit.startswith("page-clutter")}
        for edit in ids:
            gone = "".join(s.text for s in cleaned.segments if s.edit == edit)
            assert gone.strip() in clean(draft, frozenset([edit])).draft.text

    def test_words_crossed_out_in_a_sentence_are_shown_in_it(self):
        parts = STRUCK["crossed out"][0] + STRUCK["newsletter"][0]
        cleaned = clean(HtmlReader().read(article(parts)))
        shown = shown_blocks(compose(cleaned, HandEdits()))
        inside = {
            p.html: b.kind for b in shown for p in b.pieces if p.kind == "clutter" and not b.around_article
        }
        assert inside.pop("lied") == "paragraph"
        assert list(inside.values()) == ["removed"]

    def test_menus_around_the_article_stay_out(self):
        _, text, struck = read(article())
        assert "Sport" not in text
        assert "All rights reserved" not in text
        assert ("Home News Sport", "rest of the page: menu or links of the website") in struck

    def test_hidden_words_stay_out(self):
        hidden = (
            '<p hidden>Hidden a</p><p style="display: none">Hidden b</p><span class="sr-only">Hidden c</span>'
            "<template>Hidden d</template><dialog>Hidden e</dialog>"
        )
        draft, _, _ = read(article(hidden))
        assert "Hidden" not in draft.text

    def test_an_article_in_several_boxes_is_joined(self):
        boxes = f"<h1>{HEADLINE}</h1><div>{P1}{P2}</div><div class=ad-slot>Buy boats</div><div>{P3}{P4}</div>"
        _, text, struck = read(page(boxes, around=("<div>", "</div>")))
        assert all(p[3:40] in text for p in (P1, P2, P3, P4))
        assert ("Buy boats", str(regions.ADVERTISEMENT)) in struck

    def test_a_lead_above_the_article_element_belongs_to_it(self):
        lead = "<p>For the first time since the war, nobody crosses the harbour on foot in Saltmarsh.</p>"
        _, text, _ = read(
            page(f"{P1}{P2}{P3}{P4}", around=(f"<h1>{HEADLINE}</h1>{lead}<article>", "</article>"))
        )
        assert text.startswith(f"{HEADLINE}\n\nFor the first time")

    @given(
        st.lists(
            st.sampled_from(["The bridge is closed.", "It rained.", "Nobody knew of the rust."]),
            min_size=1,
            max_size=6,
        )
    )
    def test_short_pages_keep_their_paragraphs(self, sentences):
        inner = f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{sentence}</p>" for sentence in sentences)
        draft, text, _ = read(page(inner))
        assert text.split("\n\n") == [HEADLINE, *sentences]
        assert WHOLE_PAGE not in draft.notes

    def test_raised_figures_within_one_another_keep_their_words(self):
        deep = "<sup>" * 120 + "12" + "</sup>" * 120
        assert "In ¹² days." in read(article(f"<p>In {deep} days.</p>"))[1]

    def test_tables_that_lay_out_a_page_keep_its_paragraphs(self):
        _, text, _ = read(
            page(f"<table><tr><td>{P1}{P2}{P3}{P4}</td></tr></table>", around=("<div>", "</div>"))
        )
        assert text.count("\n\n") >= 3


class TestHeadline:
    def test_it_is_the_one_on_the_page(self):
        head = '<meta property="og:title" content="You won’t believe why this bridge closed">'
        draft, text, _ = read(article(head=head))
        assert draft.title == HEADLINE
        assert text.startswith(HEADLINE)
        assert "believe" not in text

    def test_a_page_without_one_gets_a_title_without_the_site(self):
        draft, text, _ = read(page(f"{P1}{P2}{P3}{P4}"))
        assert draft.title == HEADLINE
        assert HEADLINE not in text

    @pytest.mark.parametrize("level", ["h1", "h2", "h3", "div"])
    def test_of_several_headings_it_is_the_one_that_the_title_names(self, level):
        inner = f"<h2>The Tide</h2><{level}>{HEADLINE}</{level}>{P1}{P2}<h2>What now</h2>{P3}{P4}"
        assert read(page(inner))[0].title == HEADLINE

    def test_a_kicker_above_it_is_shown(self):
        draft, _, _ = read(article(before="<p>Saltmarsh</p>"))
        assert draft.title == HEADLINE
