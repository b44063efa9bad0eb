"""Fetching what is at an address: never from the site's own network, and never more, or for longer, than allowed."""

import gzip
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.annotate.webhooks.test_safe_client import NOT_PUBLIC, ODD, url_of
from tests.websites import Websites, page, redirect, running
from web.http import fetch as fetching
from web.http.fetch import MAX_REDIRECTS, Failure, FetchError, fetch

MOST = 100_000


@pytest.fixture
def websites(monkeypatch: pytest.MonkeyPatch) -> Iterator[Websites]:
    with running(monkeypatch) as websites:
        yield websites


def failure(url: str) -> tuple[Failure, str, int]:
    """Why nothing is fetched, and all that its caller learns."""
    with pytest.raises(FetchError) as error:
        fetch(url, MOST)
    return error.value.failure, error.value.host, error.value.status


def test_a_page_is_fetched_without_cookies_by_a_program_that_says_so(websites: Websites) -> None:
    websites.pages["daily.example/läufe?q=1".replace("ä", "%C3%A4")] = page(
        "Hello", "Text/HTML; Charset=ISO-8859-1"
    )
    file = fetch("http://daily.example/läufe?q=1#part", MOST)
    assert (file.url, file.data) == ("http://daily.example/l%C3%A4ufe?q=1", b"Hello")
    assert (file.content_type, file.charset) == ("text/html", "iso-8859-1")
    request = websites.requests[0].lower()
    assert "user-agent: claimlight" in request
    assert "accept: text/html" in request
    assert "cookie" not in request


def test_a_certificate_must_be_that_of_the_name(
    websites: Websites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    websites.use_https("daily.example", tmp_path, monkeypatch)
    websites.pages |= {"daily.example/": page("Hello"), "other.example/": page("Hello")}
    assert fetch("https://daily.example/", MOST).data == b"Hello"
    assert failure("https://other.example/")[0] == Failure.NO_ANSWER
    monkeypatch.delenv("SSL_CERT_FILE")
    assert failure("https://daily.example/")[0] == Failure.NO_ANSWER


class TestTheOwnNetwork:
    """No connection is made to it, and nobody learns anything about it."""

    @pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
    def test_by_its_addresses(self, websites: Websites, address: str) -> None:
        assert failure(url_of(address))[0] == Failure.NO_HOST
        assert websites.connections == []

    @pytest.mark.parametrize(
        "host",
        ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"],
    )
    def test_by_odd_ways_to_write_an_address(self, websites: Websites, host: str) -> None:
        assert failure(f"http://{host}/")[0] == Failure.NO_HOST
        assert websites.connections == []

    def test_by_a_name_among_whose_addresses_one_is_private(self, websites: Websites) -> None:
        websites.names["mixed.example"] = ["93.184.216.34", "10.0.0.7"]
        assert failure("http://mixed.example/")[0] == Failure.NO_HOST
        assert websites.connections == []

    def test_by_a_redirect(self, websites: Websites) -> None:
        websites.names["inside.example"] = ["192.168.1.1"]
        for number, target in enumerate(
            ["http://127.0.0.1/", "http://inside.example/", "//[::1]/", "file:///etc/passwd"]
        ):
            websites.pages[f"daily.example/{number}"] = redirect(target)
            assert failure(f"http://daily.example/{number}")[0] == Failure.NO_HOST
        assert {address for address, _port in websites.connections} == {"93.184.216.34"}

    def test_a_private_name_cannot_be_told_from_one_that_does_not_exist(self, websites: Websites) -> None:
        websites.names |= {"inside.example": ["10.0.0.7"], "missing.example": []}
        inside, missing = failure("http://inside.example/"), failure("http://missing.example/")
        assert (inside[0], inside[2]) == (missing[0], missing[2])

    def test_the_setting_of_webhooks_does_not_count(self, websites: Websites, settings: object) -> None:
        settings.WEBHOOKS_TO_PRIVATE = True
        assert failure("http://10.0.0.7/")[0] == Failure.NO_HOST

    def test_a_name_is_looked_up_once(self, websites: Websites) -> None:
        websites.pages["daily.example/"] = page("Hello")
        fetch("http://daily.example/", MOST)
        assert websites.lookups == ["daily.example"]
        assert websites.connections == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "url", ["http://daily.example:22/", "http://daily.example:6379/", "https://daily.example:8443/"]
)
def test_only_ports_of_websites(websites: Websites, url: str) -> None:
    assert failure(url)[0] == Failure.NO_HOST
    assert websites.connections == []


@pytest.mark.parametrize("url", ODD)
def test_an_address_that_is_none(websites: Websites, url: str) -> None:
    assert failure(url)[0] == Failure.NO_HOST


def test_a_few_redirects_are_followed_and_twenty_are_not(websites: Websites) -> None:
    for number in range(20):
        websites.pages[f"daily.example/{number}"] = redirect(
            f"/{number + 1}" if number % 2 else f"{number + 1}"
        )
    websites.pages["daily.example/20"] = page("The end")
    assert fetch(f"http://daily.example/{20 - MAX_REDIRECTS}", MOST).url == "http://daily.example/20"
    websites.requests.clear()
    assert failure("http://daily.example/0")[0] == Failure.REDIRECTS
    assert len(websites.requests) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 451, 500, 503])
def test_a_refusal_is_told_by_its_status(websites: Websites, status: int) -> None:
    websites.pages["daily.example/"] = page("no", status=f"{status} No")
    assert failure("http://daily.example/") == (Failure.STATUS, "daily.example", status)


class TestLimits:
    """What is too large, too slow or damaged is given up."""

    def test_a_body_without_end(self, websites: Websites) -> None:
        def talk(caller: socket.socket) -> None:
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                caller.sendall(b"a" * 10_000)

        websites.pages["daily.example/"] = talk
        assert failure("http://daily.example/")[0] == Failure.LARGE

    @pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
    def test_a_compressed_page_and_a_bomb(self, websites: Websites, pack: Callable[[bytes], bytes]) -> None:
        encoding = "gzip" if pack is gzip.compress else "deflate"
        websites.pages["daily.example/"] = page(pack(b"Hello " * 1000), Content_Encoding=encoding)
        assert fetch("http://daily.example/", MOST).data == b"Hello " * 1000
        websites.pages["daily.example/"] = page(pack(b"0" * 100_000_000), Content_Encoding=encoding)
        tracemalloc.start()
        try:
            assert failure("http://daily.example/")[0] == Failure.LARGE
            assert tracemalloc.get_traced_memory()[1] < 20 * MOST, "it is not unpacked as a whole"
        finally:
            tracemalloc.stop()

    def test_deflate_without_its_header(self, websites: Websites) -> None:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(b"Hello") + packer.flush()
        websites.pages["daily.example/"] = page(packed, Content_Encoding="deflate")
        assert fetch("http://daily.example/", MOST).data == b"Hello"

    @pytest.mark.parametrize(
        "response",
        [
            b"",
            b"nonsense\r\n\r\n",
            page(b"no gzip", Content_Encoding="gzip"),
            page(b"br", Content_Encoding="br"),
            b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        ],
        ids=["nothing", "no HTTP", "no gzip", "another packing", "cut off"],
    )
    def test_what_is_no_answer(self, websites: Websites, response: bytes) -> None:
        websites.pages["daily.example/"] = response
        assert failure("http://daily.example/")[0] == Failure.NO_ANSWER

    @pytest.mark.parametrize(
        "head",
        [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"],
        ids=["in the head", "in the body"],
    )
    def test_a_site_that_answers_drop_by_drop(
        self, websites: Websites, monkeypatch: pytest.MonkeyPatch, head: bytes
    ) -> None:
        monkeypatch.setattr(fetching, "SECONDS", 0.5)
        ended = threading.Event()

        def talk(caller: socket.socket) -> None:
            caller.sendall(head)
            while not ended.wait(0.05):
                caller.sendall(b"a")

        websites.pages["daily.example/"] = talk
        assert failure("http://daily.example/")[0] == Failure.SLOW
        ended.set()

    def test_redirects_share_the_time(self, websites: Websites, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetching, "SECONDS", 0.5)

        def talk(caller: socket.socket) -> None:
            threading.Event().wait(0.3)
            caller.sendall(redirect("/"))

        websites.pages["daily.example/"] = talk
        assert failure("http://daily.example/")[0] == Failure.SLOW
