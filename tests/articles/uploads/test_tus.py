"""Uploads in parts, with tuspy, the client for Python of those who wrote the protocol."""

import io
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient

from articles.models import BulkUpload, Text
from articles.uploads.receiving import UploadStopped, receive_part
from people.actions.accounts import create_token
from tests.articles.uploads.bulk import jsonl
from tests.waiting import until
from tests.world import World

DATA = jsonl(
    [f"The windmill number {n} of Oster turns again since Monday, said its miller." for n in range(40)]
)
TUS = {"Tus-Resumable": "1.0.0"}


def metadata(**values: str) -> str:
    return ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in values.items())


def create(client: Client, length: int = 100, **headers: str) -> Any:
    """Send the request that creates an upload."""
    defaults = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata(filename="a.csv")}
    return client.post("/api/v1/uploads/", headers=defaults | headers)


def files() -> int:
    """Return how many files are stored."""
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def send(client: Client, address: str, offset: int, part: bytes) -> Any:
    """Send a part."""
    headers = TUS | {"Upload-Offset": str(offset)}
    return client.patch(address, part, content_type="application/offset+octet-stream", headers=headers)


@pytest.mark.django_db(transaction=True)
def test_tuspy_goes_on_where_it_was_interrupted(world: World, live_server: LiveServer) -> None:
    _row, token = create_token(world.teacher, "tus")
    client = TusClient(f"{live_server.url}/api/v1/uploads/", headers={"Authorization": f"Token {token}"})
    named = {"filename": "mills.jsonl", "team": str(world.team.pk)}
    first = client.uploader(file_stream=io.BytesIO(DATA), chunk_size=1_000, metadata=named)
    first.upload_chunk()
    upload = BulkUpload.objects.get()
    assert (upload.received, upload.length) == (1_000, len(DATA))

    second = client.uploader(file_stream=io.BytesIO(DATA), chunk_size=1_000, url=first.url)
    assert second.offset == 1_000
    second.upload()

    until(lambda: BulkUpload.objects.filter(finished_at__isnull=False).exists())
    upload.refresh_from_db()
    assert (len(upload.added), upload.refused, upload.team) == (40, [], world.team)
    assert Text.objects.filter(article__in=upload.added, body__contains="number 39").count() == 1


@pytest.mark.django_db
class TestProtocol:
    def test_the_server_says_what_it_can(self, world: World) -> None:
        response = world.client("teacher").options("/api/v1/uploads/")
        named = {name: response[name] for name in ("Tus-Version", "Tus-Extension", "Tus-Max-Size")}
        assert named == {"Tus-Version": "1.0.0", "Tus-Extension": "creation", "Tus-Max-Size": str(2 * 2**30)}
        assert response.status_code == 204

    def test_parts_are_counted(self, world: World) -> None:
        client = world.client("teacher")
        created = create(client)
        address = created["Location"]
        assert (created.status_code, created["Tus-Resumable"]) == (201, "1.0.0")
        sent = send(client, address, 0, b"x" * 30)
        assert (sent.status_code, sent["Upload-Offset"]) == (204, "30")
        asked = client.head(address, headers=TUS)
        assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (200, "30", "100")
        assert asked["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(("offset", "size", "status"), [(0, 10, 409), (31, 10, 409), (30, 71, 400)])
    def test_a_part_that_does_not_fit_is_refused(
        self, world: World, offset: int, size: int, status: int
    ) -> None:
        client = world.client("teacher")
        address = create(client)["Location"]
        send(client, address, 0, b"x" * 30)
        assert send(client, address, offset, b"y" * size).status_code == status
        assert BulkUpload.objects.get().received == 30

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Tus-Resumable": "0.2.2"}, 412),
            ({"Upload-Length": "-1"}, 400),
            ({"Upload-Length": "0"}, 422),
            ({"Upload-Length": str(2 * 2**30 + 1)}, 413),
            ({"Upload-Metadata": "filename %"}, 400),
            ({"Upload-Metadata": metadata(filename="a.exe")}, 422),
            ({"Upload-Metadata": metadata(filename="a.csv", duplicates="both")}, 400),
            ({"Upload-Metadata": metadata(filename="a.csv", team="999999")}, 404),
            ({"Upload-Metadata": metadata(filename="a\0.csv")}, 400),
        ],
    )
    def test_an_upload_that_cannot_be_is_not_created(
        self, world: World, headers: dict[str, str], status: int
    ) -> None:
        assert create(world.client("teacher"), **headers).status_code == status
        assert not BulkUpload.objects.exists()

    def test_a_part_of_another_type_is_refused(self, world: World) -> None:
        client = world.client("teacher")
        address = create(client)["Location"]
        response = client.patch(
            address, b"x", content_type="text/plain", headers=TUS | {"Upload-Offset": "0"}
        )
        assert response.status_code == 415

    def test_an_upload_that_was_stopped_says_so(self, world: World) -> None:
        client = world.client("teacher")
        address = create(client)["Location"]
        send(client, address, 0, b"x" * 30)
        arriving, before = BulkUpload.objects.get(), files()
        assert client.delete(address).status_code == 204
        refused = send(client, address, 30, b"x" * 30)
        assert refused.status_code == 410
        assert "was stopped" in refused.json()["detail"]
        # One that was on its way when somebody stopped the upload.
        with pytest.raises(UploadStopped):
            receive_part(arriving, 30, b"x" * 30)
        assert files() == before

    def test_nobody_else_sees_an_upload(self, world: World) -> None:
        address = create(world.client("teacher"))["Location"]
        other = world.client("colleague")
        assert other.head(address, headers=TUS).status_code == 404
        assert send(other, address, 0, b"x").status_code == 404
        assert other.delete(address).status_code == 404
