"""A process that is told to end answers what it is at, sends its streams away at once, and is gone."""

import http.client
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "var")
    yield made
    made.kill()


def test_what_is_being_sent_is_taken_to_its_end(site: Site) -> None:
    body = json.dumps({"title": "Bridge", "text": "The bridge closes on Monday."}).encode()
    asked = http.client.HTTPConnection("localhost", site.port, timeout=25)
    asked.putrequest("POST", "/api/v1/articles/")
    for name, value in {
        "Authorization": f"Token {site.token('teacher')}", "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }.items():  # fmt: skip
        asked.putheader(name, value)
    asked.endheaders(body[:10])
    # Another question is answered after what came before it has been read.
    assert site.ask(site.token("teacher"), "GET", "rounds/1/")[0] == 200
    site.process.send_signal(signal.SIGTERM)
    asked.send(body[10:])
    answer = asked.getresponse()
    assert (answer.status, answer.read() != b"") == (201, True)
    asked.close()
    site.process.wait(25)


def test_streams_end_at_once_and_the_process_with_them(site: Site) -> None:
    token = site.token("teacher")
    stream = http.client.HTTPConnection("localhost", site.port, timeout=25)
    headers = {"Accept": "text/event-stream", "Authorization": f"Token {token}"}
    stream.request("GET", "/api/v1/rounds/1/changes/?after=0", headers=headers)
    answer = stream.getresponse()
    assert answer.status == 200
    assert answer.readline().startswith(b"retry:")
    site.process.send_signal(signal.SIGTERM)
    # Less than the thirty seconds that a server waits for what does not end by itself.
    while answer.readline():
        pass
    answer.close()
    stream.close()
    site.process.wait(25)
    site.start()
    assert site.ask(token, "GET", "rounds/1/")[0] == 200
