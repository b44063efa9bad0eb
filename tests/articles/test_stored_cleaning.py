"""Cleaning runs in the sandbox when a draft comes in or something is kept; pages show what was stored."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotate import demo
from articles.cleaning import as_read, clean
from articles.models import Article
from articles.sandbox import clean as safe_cleaning
from articles.sandbox.jobs import TOO_MANY, with_language
from articles.text.draft import Draft
from tests.articles.cleaning_cases import PROSE, REST
from tests.articles.readers import make_files as make
from tests.web.sandbox.busy import busy_sandbox
from tests.wording import says
from tests.world import World
from web import rate_limits
from web.i18n.lazy_message import Message
from web.sandbox import Limits

pytestmark = pytest.mark.django_db
SCRAPED = (Path(demo.__file__).parent / "article.md").read_text()
SHORT = f"{PROSE}\n\nAdvertisement\n\n{REST}"


@pytest.fixture
def client(world: World) -> Client:
    return world.client("teacher")


def pasted(client: Client, text: str) -> Article:
    answer = client.post("/articles/new/", {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return Article.objects.latest("pk")


def review(client: Client, article: Article) -> str:
    answer = client.get(f"/articles/{article.pk}/review/")
    assert answer.status_code == 200
    return answer.content.decode()


def computed(article: Article, kept: Iterable[str] = ()) -> Any:
    """The result of cleaning, as the database returns it."""
    cleaned = clean(Draft.from_json(article.draft), frozenset(kept))
    return json.loads(json.dumps(replace(cleaned, draft=with_language(cleaned.draft)).to_json()))


def uncleaned(client: Client, text: str) -> Article:
    """A draft from before the results were stored."""
    article = pasted(client, text)
    Article.objects.filter(pk=article.pk).update(cleaning=None)
    return article


def test_the_smallest_slow_e_book_is_read(client: Client) -> None:
    """1,027 bytes on their way, and a quarter of a million letters after an opening bracket once unpacked."""
    book = make.e_book(f"<p>A bridge is closed.</p><{'a' * 250_000}")
    answer = client.post("/articles/new/", {"text": "", "files": [SimpleUploadedFile("a.epub", book)]})
    assert answer.status_code == 302, answer.content.decode()
    assert Article.objects.latest("pk").draft["text"].startswith("A bridge is closed.")


def test_a_text_made_to_be_cleaned_slowly_is_cleaned(client: Client) -> None:
    article = pasted(client, "\n\n".join([f"By A{' ' * 150}b"] * 1500))
    assert article.cleaning
    assert "stopped" not in review(client, article)


@pytest.mark.parametrize("text", [SCRAPED, SHORT, "Nothing to take off."], ids=["long", "short", "clean"])
def test_what_is_stored_is_what_cleaning_computes(client: Client, text: str) -> None:
    article = pasted(client, text)
    assert article.cleaning == computed(article)


def test_a_file_is_cleaned_as_a_pasted_text_is(client: Client) -> None:
    client.post("/articles/new/", {"text": "", "files": [SimpleUploadedFile("a.txt", SHORT.encode())]})
    assert Article.objects.latest("pk").cleaning == pasted(client, SHORT).cleaning


def test_the_review_page_shows_what_is_stored_and_cleans_nothing(client: Client) -> None:
    article = pasted(client, SHORT)
    assert 'class="clutter"' in review(client, article)
    stored = as_read(Draft.from_json(article.draft)).to_json()
    Article.objects.filter(pk=article.pk).update(cleaning=stored)
    assert 'class="clutter"' not in review(client, article)


def test_the_review_page_opens_while_all_processors_are_busy(client: Client) -> None:
    article = pasted(client, SHORT)
    with busy_sandbox(seconds=2):
        assert 'class="clutter"' in review(client, article)


def test_keeping_a_passage_is_stored_and_can_be_undone(client: Client) -> None:
    article = pasted(client, SHORT)
    before = article.cleaning
    (edit,) = {segment.edit for segment in clean(Draft.from_json(article.draft)).segments if segment.shown}
    for kept, ids in (("1", [edit]), ("0", [])):
        client.post(f"/articles/{article.pk}/keep/", {"edit": edit, "kept": kept})
        article.refresh_from_db()
        assert article.undone_edits == ids
        assert article.cleaning == computed(article, ids)
    assert article.cleaning == before


def test_only_what_was_taken_off_can_be_kept(client: Client) -> None:
    article = pasted(client, SHORT)
    client.post(f"/articles/{article.pk}/keep/", {"edit": "x" * 100_000, "kept": "1"})
    article.refresh_from_db()
    assert article.undone_edits == []


def test_what_is_frozen_is_what_was_stored(client: Client) -> None:
    article = pasted(client, SHORT)
    with busy_sandbox(seconds=2):
        client.post(f"/articles/{article.pk}/freeze/")
    article.refresh_from_db()
    assert article.texts.get().body == f"{PROSE}\n\n{REST}"
    assert article.cleaning is None


def test_cleaning_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rate_limits.LIMITS, "cleaning", 2)
    article = pasted(client, SHORT)
    addresses = [f"/articles/{article.pk}/{verb}/" for verb in ("keep", "clean", "keep", "clean")]
    answers = [client.post(address, {"edit": "none"}).status_code for address in addresses]
    assert answers == [302, 302, 429, 429]


def test_a_draft_from_before_is_shown_as_it_was_read_until_it_is_cleaned(client: Client) -> None:
    article = uncleaned(client, SHORT)
    page = review(client, article)
    assert "data-not-cleaned" in page
    assert "Advertisement" in page
    assert 'class="clutter"' not in page
    client.post(f"/articles/{article.pk}/clean/")
    page = review(client, article)
    assert "data-not-cleaned" not in page
    assert 'class="clutter"' in page


def test_a_draft_that_is_not_cleaned_is_frozen_as_it_is_shown(client: Client) -> None:
    article = uncleaned(client, SHORT)
    client.post(f"/articles/{article.pk}/freeze/")
    assert article.texts.get().body == SHORT


def test_when_all_processors_stay_busy_nothing_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = uncleaned(client, SHORT)
    monkeypatch.setattr(safe_cleaning, "WAIT", 0.1)
    with busy_sandbox(seconds=3):
        answer = client.post(f"/articles/{article.pk}/clean/", follow=True)
    assert says(safe_cleaning.BUSY, answer.content.decode())
    article.refresh_from_db()
    assert article.cleaning is None


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ("sleep", safe_cleaning.TOO_SLOW.format(seconds=1)),
        ("allocate", safe_cleaning.TOO_LARGE),
        ("abort", safe_cleaning.FAILED),
        ("answer_something_else", safe_cleaning.FAILED),
    ],
)
def test_when_cleaning_is_stopped_the_text_is_there_as_it_was_read(
    client: Client, monkeypatch: pytest.MonkeyPatch, odd: str, reason: Message
) -> None:
    """The child is a real one; only what it calls is a function of the test's own."""
    monkeypatch.setattr(safe_cleaning, "CLEAN", f"tests.articles.odd_readers:{odd}")
    monkeypatch.setattr(safe_cleaning, "LIMITS", Limits(seconds=1))
    article = pasted(client, SHORT)
    page = review(client, article)
    assert says(safe_cleaning.AS_READ.format(reason=reason), page)
    client.post(f"/articles/{article.pk}/freeze/")
    assert article.texts.get().body == SHORT


def test_a_text_of_nothing_but_furniture_is_left_as_it_is(client: Client) -> None:
    article = pasted(client, "\n\n".join(["Advertisement", "The bridge."] * 5_001))
    page = review(client, article)
    assert says(TOO_MANY.format(most=5000), page)
    assert 'class="clutter"' not in page
    assert page.count("<span>") < 10


def test_a_program_is_told_when_its_file_cannot_be_cleaned(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_cleaning, "CLEAN", "tests.articles.odd_readers:abort")
    before = Article.objects.count()
    answer = client.post("/api/v1/articles/", {"file": SimpleUploadedFile("a.txt", SHORT.encode())})
    assert answer.status_code == 422
    assert says(safe_cleaning.FAILED, answer.json()["detail"])
    assert Article.objects.count() == before
