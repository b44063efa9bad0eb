"""Articles from a link: what is read and stored, and what is said if a site refuses."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles import fetching
from articles.cleaning import as_read
from articles.fetching import fetch_page, only_address
from articles.models import Article, ScanJob
from articles.text.draft import Draft
from people.models import User
from tests.articles.drafts import GOOD
from tests.articles.readers import clipboards
from tests.articles.scans.pages import picture, scanned_pdf
from tests.websites import Websites, page, redirect, running
from tests.wording import says
from tests.world import World
from web.rate_limits import LIMITS

pytestmark = pytest.mark.django_db

WORDS = "The ferry to Port Alder stops in May, and nobody on the island knows what comes next. "
ARTICLE = f"""<!doctype html><html><head><title>The ferry stops | The Daily</title></head><body><nav>Menu</nav>
<article><h1>The ferry stops</h1><p>{WORDS * 4}</p><p>See <a href="/bridge">the bridge</a>. {WORDS * 4}</p></article>
</body></html>"""


@pytest.fixture
def websites(monkeypatch: pytest.MonkeyPatch) -> Iterator[Websites]:
    with running(monkeypatch) as websites:
        websites.pages["daily.example/ferry"] = page(ARTICLE)
        yield websites


@pytest.fixture
def client(world: World) -> Client:
    return world.client("teacher")


def sent(client: Client, text: str, **fields: str) -> Any:
    return client.post("/articles/new/", {"text": text, **fields})


def test_a_pasted_address_adds_the_article_at_it(client: Client, websites: Websites) -> None:
    websites.pages["daily.example/f"] = redirect("/ferry")
    # Some browsers copy an address with HTML beside it.
    answer = sent(client, " http://daily.example/f \n", html='<a href="http://daily.example/f">Ferry</a>')
    assert answer.status_code == 302
    article = Article.objects.latest("pk")
    assert (article.title, article.url) == ("The ferry stops", "http://daily.example/ferry")
    assert "Menu" not in as_read(Draft.from_json(article.draft)).draft.text
    assert [row["value"] for row in article.draft["formatting"] if row["kind"] == "link"] == [
        "http://daily.example/bridge"
    ]
    assert article.original_name == "ferry.html"
    with article.original.open() as file:
        assert file.read() == ARTICLE.encode()


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.daily.example/news/ferry", "https://www.daily.example/news/ferry"),
        ("https://bank.example/", "http://daily.example/ferry"),
        ("https://daily.example.bank.example/", "http://daily.example/ferry"),
    ],
    ids=["the same site", "another site", "another site with its name"],
)
def test_a_page_names_its_address_on_its_own_site_only(websites: Websites, canonical: str, url: str) -> None:
    websites.pages["daily.example/ferry"] = page(
        ARTICLE.replace("</title>", f'</title><link rel="canonical" href="{canonical}">')
    )
    assert fetch_page("http://daily.example/ferry").read().url == url


@pytest.mark.parametrize(
    ("path", "response", "name"),
    [
        ("a.pdf", page(GOOD["pdf"], "application/pdf"), "a.pdf"),
        ("a.pdf?x=1", page(GOOD["pdf"], "application/octet-stream"), "a.pdf"),
        ("a", page(GOOD["pdf"], ""), "a.pdf"),
        ("report.docx", page(GOOD["docx"], "application/octet-stream"), "report.docx"),
        ("readme", page(WORDS, "text/plain"), "readme.txt"),
        ("", page(ARTICLE, "application/xhtml+xml"), "daily.example.html"),
    ],
    ids=["PDF", "PDF by its bytes", "PDF without a type", "Word by its name", "plain text", "XHTML"],
)
def test_each_type_has_its_reader(websites: Websites, path: str, response: bytes, name: str) -> None:
    websites.pages[f"daily.example/{path}"] = response
    article = fetch_page(f"http://daily.example/{path}")
    assert article.name == name
    assert len(article.read().text) > 50


def test_the_language_and_the_parts_of_a_page_are_as_without_the_address(websites: Websites) -> None:
    websites.pages["daily.example/lang"] = page(ARTICLE.replace("<html>", '<html lang="en-GB">'))
    websites.pages["daily.example/part"] = page(f"<article><h1>Ferry</h1><p>{WORDS * 9}</p></article>")
    assert fetch_page("http://daily.example/lang").read().language == "en-GB"
    assert fetch_page("http://daily.example/part").read().text.startswith("Ferry\n\nThe ferry to")


def test_the_encoding_that_the_server_names_counts(websites: Websites) -> None:
    source = ARTICLE.replace("Alder", "Älder").encode("iso-8859-7", "replace").replace(b"?lder", b"\xe1lder")
    websites.pages["daily.example/ferry"] = page(source, "text/html; charset=ISO-8859-7")
    assert "αlder" in fetch_page("http://daily.example/ferry").read().text


GATE = '<html><body><form><p>Sign in to go on.</p><input name="p" type="password"></form></body></html>'
REFUSALS = {
    "missing": (page("", status="404 Not Found"), fetching.MISSING),
    "refused": (page("", status="403 Forbidden"), fetching.REFUSED),
    "signed in only": (page("", status="401 Unauthorized"), fetching.REFUSED),
    "too many": (page("", status="429 Too Many Requests"), fetching.TOO_MANY),
    "broken": (page("", status="503 Service Unavailable"), fetching.BROKEN),
    "a gate elsewhere": (redirect("http://consent.example/?to=x"), fetching.GATE),
    "a gate": (page(GATE), fetching.GATE),
    "a picture": (page(b"\x89PNG\r\n", "image/png"), fetching.NO_ARTICLE),
    "a program": (page(b"MZ\0\0", "application/octet-stream"), fetching.NO_ARTICLE),
    "no answer": (b"", fetching.NO_ANSWER),
    "in circles": (redirect("/a"), fetching.REDIRECTS),
}


@pytest.mark.parametrize(("response", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_says_why_and_what_else_to_do(
    client: Client, websites: Websites, response: bytes, message: str
) -> None:
    websites.pages |= {"daily.example/a": response, "consent.example/?to=x": page(ARTICLE)}
    answer = sent(client, "http://daily.example/a", title="Mine")
    content = answer.content.decode()
    assert answer.status_code == 422
    assert says(message, content)
    assert says(fetching.OTHER_WAYS, content)
    assert 'data-refused="http://daily.example/a"' in content
    assert "http://daily.example/a</textarea>" in content
    assert 'value="Mine"' in content


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://127.0.0.1:9/", "http://inside.example/", "http://none.example/"]
)
def test_what_is_inside_cannot_be_told_from_what_does_not_exist(
    client: Client, websites: Websites, address: str
) -> None:
    websites.names |= {"inside.example": ["10.0.0.7"], "none.example": []}
    answer = sent(client, address)
    assert answer.status_code == 422
    assert says(fetching.NO_HOST, answer.content.decode())
    assert websites.connections == []


def test_a_scan_is_read_in_the_background(client: Client, websites: Websites) -> None:
    websites.pages["daily.example/scan.pdf"] = page(
        scanned_pdf(picture("The ferry stops.")), "application/pdf"
    )
    assert sent(client, "http://daily.example/scan.pdf").url.startswith("/articles/scans/")
    job = ScanJob.objects.get()
    assert (job.name, job.metadata["url"]) == ("scan.pdf", "http://daily.example/scan.pdf")
    body = json.dumps({"url": "http://daily.example/scan.pdf"})
    answer = client.post("/api/v1/articles/", body, content_type="application/json")
    assert answer.status_code == 202
    assert ScanJob.objects.latest("pk").metadata["url"] == "http://daily.example/scan.pdf"


def test_a_page_with_few_words_is_shown_with_a_note(websites: Websites) -> None:
    websites.pages["daily.example/short"] = page("<html><body><p>The ferry stops.</p></body></html>")
    draft = fetch_page("http://daily.example/short").read()
    assert draft.text == "The ferry stops."
    assert any(says(fetching.SHORT, note) for note in draft.notes)


class TestProgrammingInterface:
    """``POST /api/v1/articles/`` with a ``url`` and nothing else."""

    def post(self, client: Client, **fields: str) -> Any:
        return client.post("/api/v1/articles/", json.dumps(fields), content_type="application/json")

    def test_an_address_alone_is_fetched(self, client: Client, websites: Websites) -> None:
        answer = self.post(client, url="http://daily.example/ferry")
        assert answer.status_code == 201
        assert (answer.json()["title"], answer.json()["url"]) == (
            "The ferry stops",
            "http://daily.example/ferry",
        )
        assert answer.json()["text"].startswith("The ferry stops\n\nThe ferry to")

    def test_an_address_beside_a_text_is_not(self, client: Client, websites: Websites) -> None:
        answer = self.post(client, url="http://daily.example/ferry", text="Mine.", title="T")
        assert (answer.status_code, answer.json()["text"]) == (201, "Mine.")
        assert websites.requests == []

    def test_a_refusal_has_a_type_of_its_own(self, client: Client, websites: Websites) -> None:
        answer = self.post(client, url="http://daily.example/missing")
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:claimlight:problem:not-fetched")

    def test_nothing_is_fetched_for_a_guest(self, world: World, websites: Websites) -> None:
        User.objects.filter(pk=world.pupil.pk).update(email=None)
        assert self.post(world.client("pupil"), url="http://daily.example/ferry").status_code == 403
        assert websites.requests == []


def test_a_person_can_fetch_so_many_pages_in_ten_minutes(
    client: Client, websites: Websites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "fetch", 1)
    assert sent(client, "http://daily.example/ferry").status_code == 302
    assert sent(client, "http://daily.example/ferry").status_code == 422
    assert len(websites.requests) == 1


def test_a_site_can_turn_it_off(client: Client, websites: Websites, settings: Settings) -> None:
    assert b"data-fetches" in client.get("/articles/new/").content
    settings.FETCH_ARTICLES = False
    assert b"data-fetches" not in client.get("/articles/new/").content
    assert sent(client, "http://daily.example/ferry").status_code == 302
    assert Article.objects.latest("pk").draft["text"] == "http://daily.example/ferry"
    body = json.dumps({"url": "http://daily.example/ferry"})
    assert client.post("/api/v1/articles/", body, content_type="application/json").status_code == 400
    assert websites.requests == []


@pytest.mark.parametrize(
    ("url", "box"),
    [
        ("http://daily.example/ferry", "http://daily.example/ferry"),
        ("javascript:alert(1)", ""),
        ("two words", ""),
    ],
    ids=["an address", "another scheme", "no address"],
)
def test_a_link_from_the_share_menu_waits_in_the_box(
    client: Client, websites: Websites, url: str, box: str
) -> None:
    content = client.get("/articles/new/", {"url": url}).content.decode()
    assert f"\n{box}</textarea>" in content
    assert websites.requests == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://daily.example/a\n", "https://daily.example/a"),
        ("www.daily.example", "https://www.daily.example"),
        ("HTTP://daily.example", "HTTP://daily.example"),
        ("See https://daily.example/a", ""),
        ("daily.example", ""),
        ("javascript:alert(1)", ""),
        ("https://daily.example/" + "a" * 2000, ""),
        ("", ""),
    ],
    ids=["alone", "www", "capitals", "in a text", "a name", "another scheme", "too long", "empty"],
)
def test_an_address_stands_alone(settings: Settings, text: str, address: str) -> None:
    settings.FETCH_ARTICLES = True
    assert only_address(text) == address


def test_a_page_that_the_bookmarklet_copied_is_read_like_a_saved_one(client: Client) -> None:
    html = f"<!-- saved from url=(0025)https://daily.example/fer -->{ARTICLE}"
    sent(client, clipboards.plain(ARTICLE) + "Menu " * 500, html=html)
    article = Article.objects.latest("pk")
    assert (article.title, article.url) == ("The ferry stops", "https://daily.example/fer")
    assert "Menu" not in as_read(Draft.from_json(article.draft)).draft.text
