"""A file of any size takes little memory, and the rest of its form is kept."""

import tempfile
import tracemalloc

import pytest
from django.core.handlers.asgi import ASGIRequest

from articles.views import TOO_MUCH_AT_ONCE
from tests.world import World

MiB = 2**20


def request_with_file(size: int) -> ASGIRequest:
    """Return a form with a title after a file of ``size`` bytes without a line break."""
    body = tempfile.TemporaryFile()  # noqa: SIM115 (the request closes it)
    head = '--X\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    body.write(head.encode())
    for _ in range(size // MiB):
        body.write(bytes(MiB))
    body.write(b'\r\n--X\r\nContent-Disposition: form-data; name="title"\r\n\r\nMine\r\n--X--\r\n')
    length = body.tell()
    body.seek(0)
    headers = [(b"content-type", b"multipart/form-data; boundary=X"), (b"content-length", b"%d" % length)]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    return ASGIRequest(scope, body)


def test_a_file_past_the_limit_is_dropped_in_flat_memory_and_the_form_is_whole() -> None:
    request = request_with_file(100 * MiB)
    tracemalloc.start()
    try:
        assert request.POST["title"] == "Mine"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        request.close()
    assert request.META["UPLOAD_TOO_LARGE"]
    assert peak < 20 * MiB


@pytest.mark.django_db
def test_the_page_says_so_and_keeps_what_was_typed(world: World) -> None:
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.truncate(21 * MiB)
        client = world.client("teacher")
        page = client.post("/articles/new/", {"text": "", "title": "My title", "files": file})
    assert page.status_code == 422
    assert TOO_MUCH_AT_ONCE.format(limit=20) in page.content.decode()
    assert 'value="My title"' in page.content.decode()
