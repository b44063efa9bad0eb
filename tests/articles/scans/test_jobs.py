"""A scan that is read in the background: progress, stopping, trying again, limits, and what is left afterwards."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.access import own_articles
from articles.models import Article, ScanJob
from articles.parsing.scan.images import TOO_LARGE
from articles.sandbox.scans import MISSING, installed_languages
from articles.scans.actions import (
    MAX_ATTEMPTS,
    MAX_UNFINISHED,
    RETENTION,
    TOO_MANY_PAGES,
    TOO_MANY_SCANS,
    delete_old_scans,
    start_scan,
)
from articles.scans.work import INTERRUPTED, LEFT_OUT, PAGE_LEFT_OUT, run_scan_job
from people.models import User
from people.permissions import PermissionRefused
from tests.articles.scans.pages import (
    FIRST,
    HEADLINE,
    SECOND,
    SPANISH,
    as_file,
    half_scanned_pdf,
    picture,
    scanned_pdf,
)
from tests.waiting import until
from tests.wording import says
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
JSON = {"Accept": "application/json"}


def upload(client: Client, name: str, data: bytes, **fields: str) -> Any:
    file = BytesIO(data)
    file.name = name
    return client.post("/articles/new/", {"text": "", "title": "", "files": file} | fields)


def until_done(job: ScanJob) -> ScanJob:
    until(lambda: ScanJob.objects.get(pk=job.pk).finished)
    return ScanJob.objects.get(pk=job.pk)


def waiting_job(owner: User, data: bytes, pages: int, name: str = "paper.pdf", **fields: Any) -> ScanJob:
    """A job that no process has begun to read."""
    fields = {"language": "eng", "numbers": list(range(1, pages + 1)), "touched_at": timezone.now()} | fields
    job = ScanJob(owner=owner, name=name, **fields)
    job.file.save("scan", BytesIO(data))
    return job


def two_pages() -> bytes:
    return scanned_pdf(picture(FIRST, headline=HEADLINE), picture(SECOND))


def test_an_uploaded_scan_becomes_an_article_to_review(world: World) -> None:
    client = world.client("teacher")
    scan = two_pages()
    answer = upload(client, "paper.pdf", scan)
    job = ScanJob.objects.get()
    address = f"/articles/scans/{job.pk}/"
    assert answer["Location"] == address
    assert job.numbers == [1, 2]
    stored = job.file.name
    job = until_done(job)
    assert client.get(address)["Location"] == f"/articles/{job.article_id}/review/"
    state = client.get(address, headers=JSON).json()
    assert (state["state"], state["done"], state["pages"], state["finished"]) == ("done", 2, 2, True)
    article = Article.objects.get(pk=job.article_id)
    assert (article.owner, article.title, article.language) == (world.teacher, HEADLINE, "en")
    assert article.draft["text"] == f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"
    # The file is now that of the article, and only that.
    with article.original.open() as original:
        assert original.read() == scan
    assert article.original_name == "paper.pdf"
    until(lambda: not default_storage.exists(stored))
    assert not job.pages.exists()


def test_the_page_shows_how_far_it_is(world: World) -> None:
    job = waiting_job(world.teacher, two_pages(), 2, state="reading", run="elsewhere")
    job.pages.create(number=1, lines=[])
    client = world.client("teacher")
    page = client.get(f"/articles/scans/{job.pk}/").content.decode()
    assert '<progress max="2" value="1"' in page
    assert client.get(f"/articles/scans/{job.pk}/", headers=JSON).json() == {
        "state": "reading", "done": 1, "page": 2, "pages": 2, "readable": 1, "finished": False, "article": None,
        "language": "eng",
    }  # fmt: skip
    assert f'data-scan="{job.pk}"' in client.get("/articles/").content.decode()
    assert 'data-scan="' not in world.client("colleague").get("/articles/").content.decode()


def test_stopping_keeps_the_pages_that_were_read(world: World) -> None:
    job = waiting_job(world.teacher, two_pages(), 2, state="reading", run="elsewhere")
    job.pages.create(number=1, lines=[[[["Kept.", 95]], 0, 100, 50, 10, 1]])
    world.client("teacher").post(f"/articles/scans/{job.pk}/keep/")
    draft = Article.objects.get(pk=until_done(job).article_id).draft
    assert draft["text"] == "Kept."
    assert [LEFT_OUT.template, {"count": 1}] in draft["notes"]


def test_cancelling_keeps_nothing(world: World) -> None:
    job = waiting_job(world.teacher, two_pages(), 2, state="reading", run="elsewhere")
    articles = Article.objects.count()
    assert world.client("colleague").post(f"/articles/scans/{job.pk}/cancel/").status_code == 404
    assert world.client("teacher").post(f"/articles/scans/{job.pk}/cancel/").status_code == 302
    assert not ScanJob.objects.exists()
    assert not default_storage.exists(job.file.name)
    assert Article.objects.count() == articles
    assert world.client("teacher").get(f"/articles/scans/{job.pk}/").status_code == 404


def test_a_run_whose_job_was_taken_over_stores_nothing(world: World) -> None:
    """A process that comes back after it was given up for dead finds that the job is no longer its own."""
    job = waiting_job(world.teacher, two_pages(), 2, state="reading", run="another")
    run_scan_job(job.pk)
    assert not job.pages.exists()


def test_a_scan_whose_process_died_goes_on_from_the_page_where_it_stopped(world: World) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    job = waiting_job(world.teacher, two_pages(), 2, state="reading", run="dead", touched_at=long_ago)
    job.pages.create(number=1, lines=[[[["Before.", 95]], 0, 100, 50, 10, 1]])
    world.client("teacher").get(f"/articles/scans/{job.pk}/", headers=JSON)
    draft = Article.objects.get(pk=until_done(job).article_id).draft
    assert draft["text"] == f"Before.\n\n{SECOND}"


def test_a_scan_whose_process_dies_again_and_again_says_so_and_can_be_tried_again(world: World) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    dead = {"state": "reading", "run": "dead", "touched_at": long_ago, "attempts": MAX_ATTEMPTS}
    job = waiting_job(world.teacher, as_file(picture(FIRST)), 1, "a.png", **dead)
    client = world.client("teacher")
    client.get(f"/articles/scans/{job.pk}/", headers=JSON)
    page = client.get(f"/articles/scans/{job.pk}/").content.decode()
    assert 'data-error="scan-failed"' in page
    assert says(INTERRUPTED, page)
    client.post(f"/articles/scans/{job.pk}/again/")
    assert until_done(job).state == ScanJob.State.DONE


def test_the_language_is_told_from_the_first_page(world: World) -> None:
    job = waiting_job(world.teacher, as_file(picture(SPANISH)), 1, "a.png", language="eng")
    run_scan_job(job.pk)
    job.refresh_from_db()
    assert job.language == "spa"
    assert job.article.draft["text"] == SPANISH


def test_another_language_reads_all_pages_anew(world: World) -> None:
    assert "spa" in installed_languages()
    job = waiting_job(world.teacher, as_file(picture(SPANISH)), 1, "a.png", state="reading", run="elsewhere")
    job.pages.create(number=1, lines=[[[["afio", 95]], 0, 100, 50, 10, 1]])
    client = world.client("teacher")
    assert client.post(f"/articles/scans/{job.pk}/again/", {"language": "xyz"}).status_code == 403
    client.post(f"/articles/scans/{job.pk}/again/", {"language": "spa"})
    article = Article.objects.get(pk=until_done(job).article_id)
    assert (article.draft["text"], article.language) == (SPANISH, "es")


def test_one_page_that_cannot_be_read_does_not_stop_the_others(world: World) -> None:
    pages = as_file(
        picture(FIRST).convert("1"), "TIFF", save_all=True, append_images=[Image.new("1", (10_000, 6_000))],
        compression="group4",
    )  # fmt: skip
    upload(world.client("teacher"), "a.tif", pages)
    article = Article.objects.get(pk=until_done(ScanJob.objects.get()).article_id)
    assert article.draft["text"] == FIRST
    [(_template, values)] = [note for note in article.draft["notes"] if note[0] == PAGE_LEFT_OUT.template]
    assert values["page"] == 2
    assert values["reason"][0] == TOO_LARGE.template


def test_a_person_has_one_scan_read_at_a_time_and_the_next_one_follows(world: World) -> None:
    first = waiting_job(world.teacher, as_file(picture(FIRST)), 1, "a.png")
    second = waiting_job(world.teacher, as_file(picture(SECOND)), 1, "b.png")
    ScanJob.objects.filter(pk=first.pk).update(state="reading", run="elsewhere")
    run_scan_job(second.pk)
    assert ScanJob.objects.get(pk=second.pk).state == ScanJob.State.WAITING
    ScanJob.objects.filter(pk=first.pk).update(state="waiting", run="")
    run_scan_job(first.pk)
    assert until_done(second).state == ScanJob.State.DONE


def test_without_tesseract_an_upload_is_refused_with_how_to_install_it(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, data in (("a.png", as_file(picture(FIRST))), ("a.pdf", two_pages())):
        answer = upload(world.client("teacher"), name, data)
        assert answer.status_code == 422
        assert says(MISSING, answer.content.decode())
    assert not ScanJob.objects.exists()


def test_scans_are_limited_in_pages_and_number(world: World) -> None:
    blank = Image.new("1", (100, 100), 1)
    answer = upload(world.client("teacher"), "a.pdf", scanned_pdf(*[blank] * 61))
    assert says(TOO_MANY_PAGES, answer.content.decode())
    for _number in range(MAX_UNFINISHED):
        waiting_job(world.teacher, b"", 1, state="failed")
    answer = upload(world.client("teacher"), "a.png", as_file(picture(FIRST)))
    assert says(TOO_MANY_SCANS, answer.content.decode())


def test_nobody_adds_a_scan_to_a_group_in_which_they_may_not_add_articles(world: World) -> None:
    with pytest.raises(PermissionRefused):
        start_scan(world.pupil, b"", "a.png", 1, world.team)


def test_old_scans_are_deleted_with_their_files(world: World) -> None:
    old = waiting_job(world.teacher, b"old", 1, touched_at=timezone.now() - RETENTION - timedelta(hours=1))
    new = waiting_job(world.teacher, b"new", 1, state="failed")
    assert delete_old_scans() == 1
    assert list(ScanJob.objects.all()) == [new]
    assert not default_storage.exists(old.file.name)


def test_scans_go_with_their_owner(world: World) -> None:
    job = waiting_job(world.stranger, b"mine", 1)
    world.stranger.delete()
    assert not ScanJob.objects.exists()
    assert not default_storage.exists(job.file.name)


def test_the_scanned_pages_of_a_pdf_with_text_can_be_read_as_well(world: World) -> None:
    client = world.client("teacher")
    review = upload(client, "paper.pdf", half_scanned_pdf(FIRST, picture(SECOND)))["Location"]
    article = own_articles(world.teacher).latest("pk")
    assert review == f"/articles/{article.pk}/review/"
    assert article.draft["text"] == FIRST
    assert "data-scanned-pages" in client.get(review).content.decode()
    answer = client.post(f"/articles/{article.pk}/scanned-pages/")
    job = ScanJob.objects.get()
    assert answer["Location"] == f"/articles/scans/{job.pk}/"
    assert job.numbers == [2]
    until_done(job)
    article.refresh_from_db()
    assert article.draft["text"] == f"{FIRST}\n\n{SECOND}"
    with article.original.open() as original:
        assert original.read().startswith(b"%PDF")
    assert "data-scanned-pages" not in client.get(review).content.decode()


def test_words_to_check_are_marked_until_the_text_is_frozen(world: World) -> None:
    words = [["Sure", 96], ["unsuro", 41], ["words.", 93]]
    job = waiting_job(world.teacher, as_file(picture(FIRST)), 1, "a.png")
    job.pages.create(number=1, lines=[[words, 0, 100, 50, 10, 1]])
    run_scan_job(job.pk)
    article = Article.objects.get(pk=until_done(job).article_id)
    client = world.client("teacher")
    page = client.get(f"/articles/{article.pk}/review/").content.decode()
    assert 'data-uncertain="1"' in page
    assert page.count('class="uncertain"') == 1
    assert ">unsuro</u>" in page
    client.post(f"/articles/{article.pk}/freeze/")
    text = article.texts.get()
    assert (text.body, text.formatting) == ("Sure unsuro words.", [])


def test_the_api_answers_with_the_address_of_the_progress(world: World) -> None:
    client = world.client("teacher")
    file = BytesIO(as_file(picture(FIRST)))
    file.name = "a.png"
    answer = client.post("/api/v1/articles/", {"file": file, "title": "Ferry", "published": "2026-03-03"})
    assert answer.status_code == 202
    job = ScanJob.objects.get()
    assert answer["Location"].endswith(f"/api/v1/scans/{job.pk}/")
    assert answer.json()["id"] == job.pk
    until_done(job)
    state = client.get(answer["Location"]).json()
    article = client.get(f"/api/v1/articles/{state['article']}/").json()
    assert (article["title"], article["published"], article["text"]) == ("Ferry", "2026-03-03", None)
    assert client.delete(answer["Location"]).status_code == 204
    assert client.get(answer["Location"]).status_code == 404
    assert Article.objects.filter(pk=state["article"]).exists()
