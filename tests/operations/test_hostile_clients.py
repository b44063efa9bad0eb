"""A real server answers ordinary pages while hostile programs try to occupy it."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.site import Site
from tests.waiting import until

MB = 2**20
# Seconds that the site gives a body to arrive, and a response to be read.
LIMIT = 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    site = Site(folder / "var", BODY_SECONDS=str(LIMIT), SEND_SECONDS=str(LIMIT))
    yield site
    site.kill()


@pytest.fixture(scope="module")
def tokens(site: Site) -> dict[str, str]:
    return {name: site.token(name) for name in ("teacher", "ada", "bo")}


@pytest.fixture(scope="module")
def original(site: Site, tokens: dict[str, str]) -> str:
    """The URL of a file of several megabytes that a signed-in session may download."""
    page = b"<p>The bridge closes on Monday.</p><!--" + b"x" * 8 * MB + b"-->"
    with httpx.Client(base_url=site.url, headers=auth_header(tokens["teacher"]), timeout=60) as client:
        answer = client.post("/api/v1/articles/", files={"file": ("page.html", page)})
        return f"/articles/{answer.raise_for_status().json()['id']}/original/"


def auth_header(token: str) -> dict[str, str]:
    return {"Authorization": f"Token {token}"}


def connected(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=60)


def head(method: str, path: str, *headers: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def status(connection: socket.socket) -> int:
    """Return the status of the next response; 0 if the connection is closed without one."""
    with closing(connection.makefile("rb")) as answer:
        line = answer.readline()
    return int(line.split()[1]) if line else 0


def temporary_bytes(process: psutil.Process) -> int:
    """Return the size of the process's deleted temporary files."""
    descriptors = Path(f"/proc/{process.pid}/fd")
    sizes = [0]
    for descriptor in descriptors.iterdir():
        try:
            if "(deleted)" in os.readlink(descriptor):
                sizes.append(descriptor.stat().st_size)
        except FileNotFoundError:
            continue
    return sum(sizes)


def test_two_hundred_megabytes_for_no_page_at_all_do_not_reach_the_disk(site: Site) -> None:
    process = psutil.Process(site.process.pid)
    block = b"%x\r\n" % MB + b"x" * MB + b"\r\n"
    max_bytes = 0
    with closing(connected(site)) as connection:
        connection.sendall(head("POST", "/nothing", "Transfer-Encoding: chunked"))
        for _ in range(200):
            connection.sendall(block)
            max_bytes = max(max_bytes, temporary_bytes(process))
        connection.sendall(b"0\r\n\r\n")
        assert status(connection) == 413
    assert max_bytes < 22 * MB


def test_a_body_that_says_how_large_it_is_is_refused_at_once(site: Site) -> None:
    with closing(connected(site)) as connection:
        connection.sendall(head("POST", "/join/", f"Content-Length: {200 * MB}"))
        assert status(connection) == 413


@pytest.mark.parametrize("half", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Wait: "])
def test_a_request_that_does_not_begin_is_not_waited_for(site: Site, half: bytes) -> None:
    with closing(connected(site)) as connection:
        connection.sendall(half)
        assert status(connection) == 0


def test_a_second_request_on_a_connection_has_to_begin_too(site: Site) -> None:
    with closing(connected(site)) as connection, closing(connection.makefile("rb")) as answers:
        connection.sendall(head("GET", "/healthz"))
        assert answers.readline() == b"HTTP/1.1 200 OK\r\n"
        connection.sendall(b"GET /healthz HT")
        assert b"HTTP/1.1" not in answers.read()


def test_a_head_without_end_is_cut_off(site: Site) -> None:
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(100_000))
    with closing(connected(site)) as connection, pytest.raises(OSError, match=r"reset|pipe"):
        connection.sendall(b"GET / HTTP/1.1\r\n" + lines)


def test_lines_without_end_after_a_body_are_cut_off(site: Site) -> None:
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(100_000))
    with closing(connected(site)) as connection, pytest.raises(OSError, match=r"reset|pipe"):
        connection.sendall(head("POST", "/join/", "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n" + lines)


def test_a_page_answers_while_twenty_send_slowly_and_twenty_read_nothing(
    site: Site, tokens: dict[str, str], original: str
) -> None:
    process, mine = psutil.Process(site.process.pid), cookie(site, "teacher")
    threads = process.num_threads()
    with ExitStack() as stack:
        slow = [stack.enter_context(closing(connected(site))) for _ in range(20)]
        for connection in slow:
            connection.sendall(head("POST", "/articles/new/", f"Content-Length: {MB}") + b"x" * 1000)
        unread = [stack.enter_context(closing(connected(site))) for _ in range(20)]
        for connection in unread:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(head("GET", original, *mine))
        page = httpx.get(f"{site.url}/accounts/login/", timeout=60)
        assert page.status_code == 200
        assert process.num_threads() - threads < 10
        assert [status(connection) for connection in slow] == [408] * 20
        assert sorted(status(connection) for connection in unread) == [200] * 4 + [429] * 16
        # The server has closed all of them.
        until(lambda: not open_connections(process))


def open_connections(process: psutil.Process) -> list[Any]:
    return [
        connection
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_ESTABLISHED
    ]


def cookie(site: Site, name: str) -> list[str]:
    """Return the cookie header of a signed-in user."""
    password = (site.folder / "demo_password").read_text().strip()
    with httpx.Client(base_url=site.url, timeout=60) as client:
        client.get("/accounts/login/")
        form = {
            "login": f"{name}@claimlight.example",
            "password": password,
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }
        assert client.post("/accounts/login/", data=form).status_code == 302
        return [f"Cookie: sessionid={client.cookies['sessionid']}"]


def test_a_fifth_download_waits_until_another_is_complete(
    site: Site, tokens: dict[str, str], original: str
) -> None:
    mine = cookie(site, "teacher")

    def begin() -> socket.socket:
        connection = connected(site)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(head("GET", original, *mine))
        return connection

    with ExitStack() as stack:
        four = [stack.enter_context(closing(begin())) for _ in range(4)]
        assert [status(connection) for connection in four] == [200] * 4
        assert status(stack.enter_context(closing(begin()))) == 429
        four[0].close()
        until(lambda: status(stack.enter_context(closing(begin()))) == 200)


def test_the_twenty_first_stream_of_one_person_is_refused_and_others_listen(
    site: Site, tokens: dict[str, str]
) -> None:
    def listen(name: str) -> socket.socket:
        connection = connected(site)
        accept = "Accept: text/event-stream"
        authorization = f"Authorization: Token {tokens[name]}"
        connection.sendall(head("GET", "/api/v1/rounds/1/changes/", accept, authorization))
        return connection

    with ExitStack() as stack:
        mine = [stack.enter_context(closing(listen("ada"))) for _ in range(25)]
        assert sorted(status(connection) for connection in mine) == [200] * 20 + [429] * 5
        assert status(stack.enter_context(closing(listen("bo")))) == 200
    # After closing them, the same person can listen again.
    until(lambda: listened(listen("ada")))


def listened(connection: socket.socket) -> bool:
    with closing(connection):
        return status(connection) == 200


def test_nothing_is_held_after_all_that(site: Site) -> None:
    """Connections are closed and temporary files deleted."""
    process = psutil.Process(site.process.pid)
    until(lambda: process.num_fds() < 100)
    assert temporary_bytes(process) == 0
