"""Searching one's articles: each word, regardless of case and accents, in title, byline or publication."""

from collections.abc import Callable
from functools import partial
from unicodedata import normalize
from urllib.parse import quote

import pytest

from articles.actions import METADATA_FIELDS, create_frozen_articles, set_metadata
from articles.text.draft import Draft
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(world: World) -> World:
    """Some articles of the class, and one elsewhere."""
    drafts = [
        Draft("One.", title="Harbour bridge closes", byline="Mara Quill", publication="The Lantern"),
        Draft("Two.", title="Bridge opens again", byline="Jo Sand", publication="The Lantern"),
        Draft("Three.", title="100% of taxes_fell", byline="Mara Quill", publication="Gazette"),
    ]
    create_frozen_articles(world.teacher, drafts, world.team)
    create_frozen_articles(world.stranger, [Draft("Four.", title="A bridge elsewhere")], world.foreign_team)
    return world


CASES = [
    ("bridge lantern", {"Harbour bridge closes", "Bridge opens again"}),
    ("QUILL brid", {"Harbour bridge closes"}),
    ("quill", {"Harbour bridge closes", "100% of taxes_fell"}),
    ("0% s_f", {"100% of taxes_fell"}),
    ("%", {"100% of taxes_fell"}),
    ("zebra", set()),
    ("' OR 1=1 --", set()),
]


@pytest.mark.parametrize(("words", "titles"), CASES)
def test_what_has_all_the_words_is_found(library: World, words: str, titles: set[str]) -> None:
    client = library.client("pupil")
    # The world's own articles are about a mayor and a bridge, of no publication.
    own = {"A bridge is closed 🚧", "🌉 Mayor slams critics"}
    rows = client.get(f"/api/v1/articles/?q={quote(words)}").json()["results"]
    assert {row["title"] for row in rows} - own == titles
    shown = client.get(f"/articles/?q={quote(words)}").content.decode()
    for title in {title for _words, found in CASES for title in found}:
        assert (f">{title}</a>" in shown) == (title in titles)
    assert ("data-no-results" in shown) == (not rows)
    assert "elsewhere" not in shown


FORMS = ("NFC", "NFD", "NFKD")
TITLES = ["Café strike", "E\u0301lysée plan", "Ñandú escapes", "Über die Brücke", "İstanbul ferry", "Στάθης speaks",
          "Мост закрыт", "soft\u00adware fails", "Straße closed", "Łódź votes"]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("written", [str.upper, str.lower, *(partial(normalize, form) for form in FORMS)])
def test_a_title_is_found_however_it_is_written(
    world: World, title: str, written: Callable[[str], str]
) -> None:
    drafts = [Draft("One.", title=title), Draft("Two.", title="Other")]
    text, _ = create_frozen_articles(world.teacher, drafts, world.team)
    client = world.client("teacher")
    for field in ("q", "title"):
        rows = client.get("/api/v1/articles/", {field: written(title)}).json()["results"]
        assert [row["id"] for row in rows] == [text.article_id]


def test_a_changed_title_is_found(world: World) -> None:
    metadata = {field: getattr(world.article, field) for field in METADATA_FIELDS}
    set_metadata(world.teacher, world.article, metadata | {"title": "Élysée"})
    rows = world.client("teacher").get("/api/v1/articles/?q=ELYSEE").json()["results"]
    assert [row["id"] for row in rows] == [world.article.pk]


def test_what_was_searched_for_stays_on_the_page_and_in_its_links(library: World) -> None:
    create_frozen_articles(
        library.teacher, [Draft(f"{n}.", title=f"Fish & <b>chips</b> {n}") for n in range(60)], library.team
    )
    client = library.client("teacher")
    shown = client.get("/articles/", {"q": '& "<b>'}).content.decode()
    assert "data-no-results" in shown
    assert 'value="&amp; &quot;&lt;b&gt;"' in shown
    shown = client.get("/articles/", {"q": "& <b>"}).content.decode()
    assert 'value="&amp; &lt;b&gt;"' in shown
    assert "?q=%26%20%3Cb%3E&amp;page=2" in shown
    assert client.get("/articles/", {"q": "& <b>", "page": 2}).content.decode().count("Fish &amp;") == 10


def test_who_has_few_articles_is_not_asked_to_search(world: World) -> None:
    client = world.client("teacher")
    assert 'type="search"' not in client.get("/articles/").content.decode()
    assert 'type="search"' in client.get("/articles/?q=x").content.decode()
    assert client.get(f"/api/v1/articles/?q={'x' * 101}").status_code == 400
