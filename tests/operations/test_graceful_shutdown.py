"""A process that is told to end finishes its requests, closes its streams at once, and exits."""

import http.client
import json
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from tests.site import Site

# Seconds, far less than the thirty that the server waits for requests that do not end.
AT_ONCE = 15


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site") / "var")
    yield site
    site.kill()


@pytest.fixture
def site(one_site: Site) -> Site:
    """The site, started again if the test before has ended it."""
    if one_site.process.poll() is not None:
        one_site.start()
    return one_site


def test_what_is_being_sent_is_taken_to_its_end(site: Site) -> None:
    body = json.dumps({"title": "Bridge", "text": "The bridge closes on Monday."}).encode()
    request = http.client.HTTPConnection("localhost", site.port, timeout=25)
    request.putrequest("POST", "/api/v1/articles/")
    for name, value in {
        "Authorization": f"Token {site.token('teacher')}", "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }.items():  # fmt: skip
        request.putheader(name, value)
    request.endheaders(body[:10])
    # The response to a later request shows that the server has read the earlier one.
    assert site.ask(site.token("teacher"), "GET", "rounds/1/")[0] == 200
    site.process.send_signal(signal.SIGTERM)
    request.send(body[10:])
    answer = request.getresponse()
    assert (answer.status, answer.read() != b"") == (201, True)
    request.close()
    site.process.wait(25)


def test_streams_end_at_once_and_the_process_with_them(site: Site) -> None:
    token = site.token("teacher")
    stream = open_stream(site, token)
    answer = stream.getresponse()
    assert answer.status == 200
    assert answer.readline().startswith(b"retry:")
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(AT_ONCE)
    while answer.readline():
        pass
    answer.close()
    stream.close()
    site.start()
    assert site.ask(token, "GET", "rounds/1/")[0] == 200


def test_who_comes_back_at_once_does_not_hold_a_process_that_ends(site: Site) -> None:
    token = site.token("teacher")
    began, ended = threading.Event(), threading.Event()

    def listens_again_and_again() -> None:
        while not ended.is_set():
            with suppress(OSError, http.client.HTTPException), closing(open_stream(site, token)) as stream:
                answer = stream.getresponse()
                began.set()
                while answer.readline():
                    pass

    listener = threading.Thread(target=listens_again_and_again)
    listener.start()
    began.wait(25)
    site.process.send_signal(signal.SIGTERM)
    try:
        site.process.wait(AT_ONCE)
    finally:
        ended.set()
        site.kill()
        listener.join(25)


def open_stream(site: Site, token: str) -> http.client.HTTPConnection:
    """Request the event stream of the round."""
    request = http.client.HTTPConnection("localhost", site.port, timeout=25)
    headers = {"Accept": "text/event-stream", "Authorization": f"Token {token}"}
    request.request("GET", "/api/v1/rounds/1/changes/?after=0", headers=headers)
    return request
