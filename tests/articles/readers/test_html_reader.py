"""Web pages: the article alone with its facts, and what is said when there is none."""

import pytest

from articles.cleaning import clean
from articles.readers import html
from articles.readers.html import HtmlReader
from tests.articles.drafts import GOOD, refusal, shapes
from tests.articles.readers import make_files as make


class TestHtml:
    def test_the_article_alone_with_its_facts(self) -> None:
        draft = HtmlReader().read(GOOD["html"])
        assert (draft.title, draft.byline, draft.publication) == ("Police Stations", "Ann Lee", "The Daily")
        assert (draft.url, str(draft.published), draft.language) == (
            "https://daily.example/police",
            "2022-12-15",
            "en",
        )
        draft = clean(draft).draft
        assert draft.text.startswith(
            "Police Stations\n\nParagraph 0 quotes “La Nazione” and Il Foglio and “somebody”"
        )
        assert not {"Sport", "track", "Copyright"} & set(draft.text.replace("(", " ").split())
        assert shapes(draft)[:4] == [
            ("heading", "1", "Police Stations"),
            ("emphasis", "", "Il Foglio"),
            ("link", "https://npr.org/0", "links to NPR"),
            ("strong", "", "NPR"),
        ]

    def test_the_headline_comes_first_and_once(self) -> None:
        page = make.web_page().replace(
            b"<article><h1>Police Stations</h1>",
            b"<article><p>A kicker of some words</p><h2>Police Stations</h2>",
        )
        draft = clean(HtmlReader().read(page)).draft
        assert draft.text.startswith("Police Stations\n\n")
        assert draft.text.count("Police Stations") == 1

    def test_links_that_lead_nowhere_stay_links(self) -> None:
        words = "and these are the many other words that a paragraph of an article has. " * 3
        page = make.web_page(f'<p>One <a href="#">lost</a>, <a href="javascript:x()">script</a> {words}</p>')
        assert [s for s in shapes(clean(HtmlReader().read(page)).draft) if s[0] == "link"] == [
            ("link", "", "lost")
        ]

    @pytest.mark.parametrize(
        "head",
        [
            "<!-- saved from url=(0026)https://daily.example/bridge -->",
            "<!--\n Page saved with SingleFile \n url: https://daily.example/bridge \n saved date: today-->",
            '<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://daily.example/bridge"}</script>',
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "url": "https://daily.example/"}, '
            '{"@type": ["ReportageNewsArticle"], "mainEntityOfPage": {"@id": "https://daily.example/bridge"}}]}</script>',
        ],
        ids=["browser", "SingleFile", "JSON-LD", "JSON-LD graph"],
    )
    def test_the_address_of_a_saved_page(self, head: str) -> None:
        page = f"<!DOCTYPE html>\n{head}<html><body><article><p>{'The bridge is closed. ' * 20}</p></article>"
        assert HtmlReader().read(page.encode()).url == "https://daily.example/bridge"

    @pytest.mark.parametrize(
        "told",
        [
            "{",
            "[1]",
            '"x"',
            '{"@type": "Article", "url": ["x"]}',
            '{"@type": "Article", "url": "javascript:1"}',
        ],
    )
    def test_no_address_is_read_off_nonsense(self, told: str) -> None:
        page = f'<script type="application/ld+json">{told}</script><p>{"The bridge is closed. " * 20}</p>'
        assert HtmlReader().read(page.encode()).url == ""

    @pytest.mark.parametrize(
        ("page", "text"),
        [
            (b"<title>T</title>" + "<p>Ça été l'hôtel</p>".encode("latin-1"), "Ça été l'hôtel"),
            (b"<meta charset=koi8-r><p>" + "Привет, как дела".encode("koi8-r"), "Привет, как дела"),
            ("<p>“utf-16”</p>".encode("utf-16"), "“utf-16”"),
            ('<meta charset="utf-8"><p>“so”</p>'.encode(), "“so”"),
        ],
    )
    def test_the_declared_encoding_counts(self, page: bytes, text: str) -> None:
        assert text in HtmlReader().read(b"" + page).text

    def test_a_page_without_an_article_is_taken_whole(self) -> None:
        deep = b"<div>" * 400 + b"Deep words" + b"</div>" * 400 + b"<p>and after</p>"
        draft = HtmlReader().read(deep)
        assert draft.text == "Deep words\n\nand after"
        assert draft.notes[0] == html.WHOLE_PAGE

    def test_what_is_not_seen_is_not_read(self) -> None:
        deep = (
            b"<div>" * 400
            + b"Seen<script>x</script><b hidden>y</b><i style='display: none'>z</i> too"
            + b"</div>" * 400
        )
        assert HtmlReader().read(deep).text == "Seen too"

    @pytest.mark.parametrize("page", [b"<html></html>", b"<script>x</script>", b" ", b"<!-- x -->"])
    def test_a_page_without_text_is_refused(self, page: bytes) -> None:
        assert refusal(HtmlReader(), page) == html.EMPTY
