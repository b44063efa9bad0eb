"""Many articles that are ready at once: each is added exactly once, and texts that were there before are shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, BulkUpload, Text, UploadPart
from articles.uploads import storing, work
from articles.uploads.actions import KEEP_FILES, RETENTION, add_duplicates, delete_old_uploads, stop_upload
from articles.uploads.archive_files import SCANNED
from articles.uploads.progress import progress_of
from articles.uploads.work import run_upload
from tests.articles.readers.make_files import png, zipped
from tests.articles.uploads.bulk import ADD, jsonl, upload_file
from tests.world import World

pytestmark = pytest.mark.django_db
MILL = (
    "The windmill of Oster turns again since Monday, said the miller, who had waited for the wind for weeks."
)
QUAY = (
    "The quay is closed until May, since a ship had hit it in the storm of January, wrote the harbour master."
)


def read(world: World, name: str, data: bytes, **options: Any) -> BulkUpload:
    """Upload a file for the class, read it, and return the upload."""
    upload = upload_file(world.teacher, world.team, name, data, **options)
    run_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def test_rows_are_frozen_as_they_are_with_their_further_columns(world: World) -> None:
    csv = f"title;text;date;desk\r\nMill;{MILL};2024-03-01;7\r\nQuay;;;\r\n".encode()
    upload = read(world, "texts.csv", csv)
    [article] = Article.objects.filter(pk__in=upload.added)
    assert (article.team, article.title, article.published.isoformat()) == (world.team, "Mill", "2024-03-01")
    assert (article.frozen, article.texts.get().body, article.metadata) == (True, MILL, {"desk": "7"})
    assert (upload.done, upload.total, [name for name, _reason in upload.refused]) == (2, 2, ["Row 2"])


def test_files_are_cleaned_and_frozen(world: World) -> None:
    page = f"<html><body><nav>Home</nav><article><h1>Mill</h1><p>{MILL}</p></article></body></html>"
    upload = read(world, "texts.zip", zipped({"a.html": page, "b.txt": QUAY, "c.png": png()}))
    bodies = set(Text.objects.filter(article__in=upload.added).values_list("body", flat=True))
    assert bodies == {f"Mill\n\n{MILL}", QUAY}
    assert upload.refused == [["c.png", SCANNED.to_json()]]
    with Article.objects.get(pk=upload.added[0]).original.open() as original:
        assert original.read() == page.encode()


@pytest.mark.parametrize("odd", ["abort", "allocate", "read_only_the_first", "answer_nothing_usable"])
def test_files_are_read_by_themselves_if_reading_them_together_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    monkeypatch.setattr("articles.sandbox.batches.READ", f"tests.articles.odd_readers:{odd}")
    files: dict[str, str | bytes] = {"a.txt": MILL, "b.odd": "?", "c.zip": b"", "d.txt": QUAY, "e.txt": ""}
    upload = read(world, "texts.zip", zipped(files))
    bodies = Text.objects.filter(article__in=upload.added).order_by("pk").values_list("body", flat=True)
    assert (list(bodies), [name for name, _ in upload.refused]) == ([MILL, QUAY], ["b.odd", "c.zip", "e.txt"])


@pytest.mark.parametrize("kind", ["jsonl", "zip"])
def test_more_entries_need_no_more_statements(world: World, kind: str) -> None:
    def statements(first: int, last: int) -> int:
        texts = [" ".join(f"{word} of windmill {n}" for word in MILL.split()) for n in range(first, last)]
        files = {f"{n}.txt": text for n, text in enumerate(texts)}
        data = zipped(files) if kind == "zip" else jsonl(texts)
        with CaptureQueriesContext(connection) as queries:
            assert len(read(world, f"texts.{kind}", data).added) == len(texts)
        return len(queries)

    # The first one also computes what finds the texts that are there.
    statements(0, 1)
    assert statements(1, 5) == statements(5, 25)


def test_refused_entries_beyond_a_limit_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MAX_REFUSED", 2)
    upload = read(world, "texts.jsonl", jsonl(["", " ", "", MILL]))
    assert (len(upload.refused), upload.refused_count, len(upload.added)) == (2, 3, 1)


def test_the_same_and_nearly_the_same_texts_are_skipped_and_shown(world: World) -> None:
    read(world, "old.jsonl", jsonl([MILL]))
    changed = f"{MILL} Now it turns."
    upload = read(world, "new.jsonl", jsonl([MILL.upper(), changed, QUAY, QUAY]))
    found = [(row.number, round(row.similarity, 2), row.article) for row in upload.found_duplicates.all()]
    assert found == [(1, 1.0, None), (2, 0.83, None), (4, 1.0, None)]
    assert (len(upload.added), progress_of(upload)["skipped"]) == (1, 3)


def test_nearly_the_same_texts_in_one_file_are_found(world: World) -> None:
    texts = [MILL, QUAY, f"{MILL} Now it turns.", f"{MILL} Now it turns!"]
    upload = read(world, "new.jsonl", jsonl(texts))
    found = [
        (row.number, round(row.similarity, 2), row.original.body) for row in upload.found_duplicates.all()
    ]
    assert found == [(3, 0.83, MILL), (4, 0.83, MILL)]
    upload = read(world, "again.jsonl", jsonl([f"{text} Again." for text in texts]), duplicates=ADD)
    added = Text.objects.filter(article__in=upload.added)
    assert (len(added), upload.found_duplicates.filter(article__in=upload.added).count()) == (4, 3)


def test_texts_from_before_there_were_fingerprints_are_found(world: World) -> None:
    body = world.text.body
    upload = read(world, "new.jsonl", jsonl([body]))
    assert (upload.added, upload.found_duplicates.get().original) == ([], world.text)


def test_who_has_left_the_team_adds_nothing_more(world: World) -> None:
    upload = upload_file(world.colleague, world.team, "new.jsonl", jsonl([MILL, "", QUAY]))
    world.team.memberships.filter(user=world.colleague).delete()
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.added, len(upload.refused), upload.finished_at is not None) == ([], 3, True)


def test_texts_of_others_are_not_told(world: World) -> None:
    read(world, "old.jsonl", jsonl([MILL]))
    upload = upload_file(world.stranger, None, "new.jsonl", jsonl([MILL]))
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (len(upload.added), upload.found_duplicates.count()) == (1, 0)


def test_duplicates_are_added_and_shown_on_request(world: World) -> None:
    upload = read(world, "new.jsonl", jsonl([MILL, MILL]), duplicates=ADD)
    assert upload.found_duplicates.get().article_id == upload.added[1]


@pytest.mark.parametrize("name", ["new.jsonl", "new.zip"])
def test_a_skipped_duplicate_can_be_added_later(world: World, name: str) -> None:
    texts = [MILL, QUAY, MILL, QUAY]
    data = zipped({f"{n}.txt": text for n, text in enumerate(texts)}) if name == "new.zip" else jsonl(texts)
    upload = read(world, name, data)
    second = upload.found_duplicates.get(number=4)
    add_duplicates(upload, [second])
    run_upload(upload.pk)
    upload.refresh_from_db()
    second.refresh_from_db()
    assert (len(upload.added), second.article_id, upload.done) == (3, upload.added[2], 4)
    assert second.article.texts.get().body == QUAY
    add_duplicates(upload, [second])
    run_upload(upload.pk)
    assert Text.objects.filter(body=QUAY).count() == 2


@pytest.mark.parametrize("at", range(4))
def test_each_row_is_added_once_when_the_process_dies(
    world: World, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr("articles.uploads.entries.ROWS", 1)
    texts = [f"{MILL} {n}" * (n + 1) for n in range(4)]
    upload = upload_file(world.teacher, world.team, "new.jsonl", jsonl(texts), ADD)
    store, calls = work.store, []

    def die(*arguments: Any) -> bool:
        if len(calls) == at:
            raise SystemExit
        calls.append(arguments)
        return bool(store(*arguments))

    monkeypatch.setattr(work, "store", die)
    with pytest.raises(SystemExit):
        run_upload(upload.pk)
    monkeypatch.setattr(work, "store", store)
    # Another process takes over once this one has been silent for long.
    BulkUpload.objects.update(run="")
    run_upload(upload.pk)
    upload.refresh_from_db()
    bodies = list(Text.objects.filter(article__in=upload.added).order_by("pk").values_list("body", flat=True))
    assert (bodies, len(upload.added), upload.finished_at is not None) == (texts, 4, True)


def test_a_turn_ends_and_the_next_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.uploads.entries.ROWS", 1)
    monkeypatch.setattr(work, "TURN", -1)
    started: list[int] = []
    monkeypatch.setattr(work, "begin", started.append)
    upload = upload_file(world.teacher, world.team, "new.jsonl", jsonl([MILL, QUAY]))
    for _turn in range(10):
        run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.finished_at, started) == (None, [upload.pk] * 10)


def test_parts_are_deleted_once_nothing_is_left_to_decide(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        first = upload_file(world.teacher, world.team, "a.jsonl", jsonl([MILL]))
        second = upload_file(world.teacher, world.team, "b.jsonl", jsonl([MILL]))
    files = list(UploadPart.objects.order_by("pk").values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        run_upload(first.pk)
        run_upload(second.pk)
    assert [default_storage.exists(name) for name in files] == [False, False, True, True]
    BulkUpload.objects.update(finished_at=timezone.now() - KEEP_FILES - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        delete_old_uploads()
    assert not any(map(default_storage.exists, files))
    assert second.found_duplicates.get().body == ""


def test_an_upload_that_stopped_arriving_is_deleted(world: World) -> None:
    upload = upload_file(world.teacher, world.team, "a.jsonl", jsonl([MILL]))
    BulkUpload.objects.update(received=1, touched_at=timezone.now() - RETENTION - timedelta(hours=1))
    delete_old_uploads()
    assert not BulkUpload.objects.filter(pk=upload.pk).exists()


def test_a_table_without_texts_says_why(world: World) -> None:
    upload = read(world, "a.csv", b"headline,body text\nMill,It turns.\n")
    assert (upload.added, "body text" in str(progress_of(upload)["error"])) == ([], True)


def test_stopping_deletes_the_file(world: World) -> None:
    upload = upload_file(world.teacher, world.team, "a.jsonl", jsonl([MILL]))
    stop_upload(upload)
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.added, upload.parts.count(), upload.finished_at is not None) == ([], 0, True)
