"""Many articles in a ZIP archive: each is read as if it had been uploaded by itself, in the background."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, BulkUpload, ScanJob
from articles.parsing.content_type import PDF
from articles.parsing.uploaded_zip import EMPTY
from articles.sandbox.read import NO_BYTES
from articles.sandbox.scans import MISSING
from articles.uploads import archive_files
from articles.uploads.actions import MAX_UNFINISHED, RETENTION, TOO_MANY, delete_old_uploads
from articles.uploads.archive_files import NESTED
from articles.uploads.work import STALE_AFTER, run_upload
from people.models import User
from tests.articles.drafts import GOOD
from tests.articles.readers.make_files import png, zipped
from tests.waiting import until
from tests.wording import says
from tests.world import World
from web.rate_limits import LIMITS

pytestmark = pytest.mark.django_db
MEMBERS = {
    "day/mill.txt": "The windmill of Oster turns.",
    "day/page.html": GOOD["html"],
    ".DS_Store": "x",
    "day/wrong.txt": GOOD["pdf"],
    "empty.txt": "",
    "more.zip": zipped({"a.txt": "x"}),
    "mill.rtf": r"{\rtf1 The mill stands still.}",
}


@pytest.fixture
def client(world: World) -> Client:
    return world.client("teacher")


def send(client: Client, members: dict[str, str | bytes], **data: object) -> BulkUpload:
    """Upload an archive; nothing in it is read yet."""
    file = SimpleUploadedFile("articles.zip", zipped(members))
    response = client.post("/articles/new/", {"text": "", "title": "", "files": [file]} | data)
    upload = BulkUpload.objects.latest("pk")
    assert response["Location"] == f"/articles/zips/{upload.pk}/"
    return upload


def stored_archives() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).glob("zips/**/*") if path.is_file()]


def test_the_page_lists_what_was_added_and_what_was_refused(world: World, client: Client) -> None:
    upload = send(client, MEMBERS, team=world.team.pk)
    address = f"/articles/zips/{upload.pk}/"
    state = client.get(address, headers={"Accept": "application/json"}).json()
    assert state == {"done": 0, "all": 6, "added": 0, "finished": False}
    assert address in client.get("/articles/").content.decode()

    run_upload(upload.pk)

    page = client.get(address).content.decode()
    added = Article.objects.order_by("-pk")[:3]
    assert {a.title for a in added} == {"mill", "Police Stations"}
    assert {(a.owner, a.team, a.frozen) for a in added} == {(world.teacher, world.team, False)}
    assert {a.original_name for a in added} == {"mill.txt", "page.html", "mill.rtf"}
    assert all(f"/articles/{a.pk}/review/" in page for a in added)
    assert 'data-added="3"' in page
    client.post(f"/articles/{added[0].pk}/freeze/")
    assert f'href="/articles/{added[0].pk}/"' in client.get(address).content.decode()
    for path, message in [("day/wrong.txt", PDF), ("empty.txt", NO_BYTES), ("more.zip", NESTED)]:
        assert f'data-refused="{path}"' in page
        assert says(message, page)
    assert address not in client.get("/articles/").content.decode()


def test_the_archive_is_deleted_once_it_is_read(
    client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    before = stored_archives()
    upload = send(client, {"a.txt": "The mill."})
    assert len(stored_archives()) == len(before) + 1
    with django_capture_on_commit_callbacks(execute=True):
        run_upload(upload.pk)
    assert stored_archives() == before


def test_each_file_counts_for_the_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "upload", 3)
    upload = send(client, {f"{n}.txt": "The mill." for n in range(4)})
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (len(upload.added), [path for path, _ in upload.refused]) == (2, ["2.txt", "3.txt"])


def test_who_has_left_the_team_adds_nothing_more(world: World) -> None:
    upload = send(world.client("colleague"), {"a.txt": "The mill."}, team=world.team.pk)
    world.team.memberships.filter(user=world.colleague).delete()
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.added, len(upload.refused)) == ([], 1)


def test_stopping_keeps_what_was_added(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = send(client, {f"{n}.txt": "The mill." for n in range(3)})
    read = archive_files.read_file

    def stop_after_one(*arguments: object) -> object:
        draft = read(*arguments)
        if BulkUpload.objects.get(pk=upload.pk).done == 1:
            client.post(f"/articles/zips/{upload.pk}/stop/")
        return draft

    monkeypatch.setattr(archive_files, "read_file", stop_after_one)
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.done, len(upload.added), upload.finished_at is not None) == (1, 1, True)
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.done == 1


def test_a_run_that_is_replaced_adds_nothing_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = send(client, {f"{n}.txt": "The mill." for n in range(3)})
    read, calls = archive_files.read_file, []

    def replaced(*arguments: object) -> object:
        if not calls:
            calls.append(1)
            run_upload(upload.pk)
        return read(*arguments)

    monkeypatch.setattr(archive_files, "read_file", replaced)
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.done, len(upload.added)) == (3, 3)
    assert Article.objects.filter(title__in="012").count() == 3


def test_an_upload_whose_archive_is_lost_ends(client: Client) -> None:
    upload = send(client, {"a.txt": "The mill."})
    upload.file.storage.delete(upload.file.name)
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.finished_at is not None, len(upload.refused)) == (True, 1)


def test_a_refused_archive_is_told_like_a_file(client: Client) -> None:
    files = [SimpleUploadedFile("a.zip", zipped({".x": ""})), SimpleUploadedFile("b.txt", b"The mill.")]
    response = client.post("/articles/new/", {"text": "", "title": "", "files": files})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'data-refused="a.zip"' in page
    assert says(EMPTY, page)
    assert "data-added" in page


def test_scans_are_handed_over_to_text_recognition(world: World, client: Client) -> None:
    upload = send(client, {"photo.png": png(), "a.txt": "The mill."}, team=world.team.pk)
    run_upload(upload.pk)
    scan = ScanJob.objects.get()
    assert (scan.owner, scan.team, scan.name, len(scan.numbers)) == (
        world.teacher,
        world.team,
        "photo.png",
        1,
    )
    upload.refresh_from_db()
    assert (upload.done, len(upload.added), upload.refused) == (2, 1, [])
    page = client.get(f"/articles/zips/{upload.pk}/").content.decode()
    assert f'data-scan="{scan.pk}"' in page
    assert 'data-scanned="1"' in page


def test_without_text_recognition_scans_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    upload = send(client, {"photo.png": png()})
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.refused == [["photo.png", MISSING.to_json()]]


def test_one_person_has_few_archives_waiting(client: Client) -> None:
    for _ in range(MAX_UNFINISHED):
        send(client, {"a.txt": "The mill."})
    file = SimpleUploadedFile("b.zip", zipped({"a.txt": "The mill."}))
    response = client.post("/articles/new/", {"text": "", "title": "", "files": [file]})
    assert says(TOO_MANY.format(count=MAX_UNFINISHED), response.content.decode())
    assert BulkUpload.objects.count() == MAX_UNFINISHED


def test_one_archive_of_a_person_is_read_at_a_time(world: World, client: Client) -> None:
    first, second = (send(client, {"a.txt": "The mill."}) for _ in range(2))
    other = send(world.client("stranger"), {"a.txt": "The mill."})
    BulkUpload.objects.filter(pk=first.pk).update(run="of another process", touched_at=timezone.now())
    for upload in (second, other):
        run_upload(upload.pk)
    done = dict(BulkUpload.objects.values_list("pk", "done"))
    assert done == {first.pk: 0, second.pk: 0, other.pk: 1}


def test_nobody_else_sees_an_upload(world: World, client: Client) -> None:
    upload = send(client, {"a.txt": "The mill."}, team=world.team.pk)
    for person in ("colleague", "pupil", "stranger"):
        other = world.client(person)
        assert other.get(f"/articles/zips/{upload.pk}/").status_code == 404
        assert other.post(f"/articles/zips/{upload.pk}/stop/").status_code == 404


def test_old_uploads_are_deleted(client: Client) -> None:
    upload = send(client, {"a.txt": "The mill."})
    delete_old_uploads()
    assert BulkUpload.objects.filter(pk=upload.pk).exists()
    BulkUpload.objects.update(created_at=timezone.now() - RETENTION - timedelta(hours=1))
    delete_old_uploads()
    assert not BulkUpload.objects.filter(pk=upload.pk).exists()


@pytest.mark.django_db(transaction=True)
class TestInThreads:
    """What a process does that has no worker."""

    def test_reading_begins_at_once(self, client: Client) -> None:
        upload = send(client, {"a.txt": "The mill."})
        until(lambda: BulkUpload.objects.filter(pk=upload.pk, finished_at__isnull=False).exists())
        assert len(BulkUpload.objects.get(pk=upload.pk).added) == 1

    def test_the_next_archive_begins_when_one_has_been_read(self, client: Client) -> None:
        uploads = [send(client, {"a.txt": "The mill."}) for _ in range(3)]
        until(lambda: not BulkUpload.objects.filter(finished_at=None).exists())
        assert [len(BulkUpload.objects.get(pk=upload.pk).added) for upload in uploads] == [1, 1, 1]

    def test_a_dead_upload_goes_on_when_its_page_is_opened(self, world: World, client: Client) -> None:
        then = timezone.now() - STALE_AFTER - timedelta(seconds=1)
        upload = _dead_upload(world.teacher, then)
        client.get(f"/articles/zips/{upload.pk}/")
        until(lambda: BulkUpload.objects.filter(pk=upload.pk, finished_at__isnull=False).exists())
        assert len(BulkUpload.objects.get(pk=upload.pk).added) == 1


def _dead_upload(owner: User, touched_at: object) -> BulkUpload:
    """Return an upload of two files, after the first of which its process died."""
    upload = BulkUpload(
        owner=owner,
        name="a.zip",
        language="en",
        files=[[0, "a.txt"], [1, "b.txt"]],
        done=1,
        touched_at=touched_at,
    )
    content = SimpleUploadedFile("a.zip", zipped({"a.txt": "One.", "b.txt": "Two."}))
    upload.file.save("a.zip", content, save=False)
    upload.save()
    return upload
