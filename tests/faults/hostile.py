"""Programs that try to make a site unusable for others while a class works on it; limited, and for tests only."""

import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from statistics import quantiles

import httpx

from tests.faults.crowd import Crowd
from tests.faults.sites import Site, managed
from tests.faults.verdict import verdict
from tests.worst import imported, uploads

# Accounts of the attackers, connections that each attack holds, and seconds for which it holds them.
ACCOUNTS, CONNECTIONS, HOLD_SECONDS = 7, 100, 5
# Seconds between two annotations of a pupil.
PACE = 0.5
PASSWORD = "a-long-password"
MAKE = """
from people.actions.accounts import issue_token
from people.models import User
for number in range({accounts}):
    user = User.objects.create_user(f"mallory{{number}}@evil.example", "{password}", f"Mallory {{number}}")
    print(issue_token(user, "program", None, False)[1])
"""


def besiege(site: Site, seconds: float) -> dict[str, int]:
    """Let a class work beside hostile programs; return counts after checking that the class lost nothing."""
    # The class comes first: the demo is only loaded into an empty site.
    crowd = Crowd(site, pace=PACE)
    hostile = Hostile(site)
    with hostile.at_work():
        crowd.begin()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.1)
            assert not crowd.wrong, crowd.wrong[:3]
        crowd.marking = False
    counts = verdict(crowd)
    refused = {answer: n for answer, n in crowd.answers.items() if answer not in FINE}
    assert not refused, f"the class was refused: {refused}"
    print(dict(hostile.answers))
    idle = set(ATTACKS) - {attack for attack, _answer in hostile.answers}
    assert not idle, f"these attacks did not take place: {idle}"
    wait = round(1000 * quantiles(crowd.waits, n=20)[-1])
    return {"hostile requests": hostile.answers.total(), "ms for 95 % of the marks": wait} | counts


FINE = {200, 201, 204, 302, "stream 200"}


@dataclass
class Hostile:
    """Accounts with tokens, and the responses to each attack."""

    site: Site
    answers: Counter[tuple[str, int | str]] = field(default_factory=Counter)
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Create accounts, and an article and a round to listen to."""
        code = MAKE.format(accounts=ACCOUNTS, password=PASSWORD)
        self.tokens = managed(self.site, "shell", "--no-imports", "-c", code).split()
        self.base = f"http://127.0.0.1:{self.site.port}"
        with self.client(0) as client:
            article = {"title": "Bridge", "text": "The bridge closes on Monday. " * 60_000}
            self.article = client.post("/api/v1/articles/", json=article).raise_for_status().json()["id"]
            response = client.post("/api/v1/rounds/", json={"article": self.article}).raise_for_status()
            self.round = response.json()["id"]

    def client(self, number: int) -> httpx.Client:
        """Return an API client of one of them."""
        headers = {"Authorization": f"Token {self.tokens[number]}"}
        return httpx.Client(base_url=self.base, headers=headers, timeout=120)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Run all attacks repeatedly until the end of the block."""
        threads = [
            threading.Thread(target=self.repeat, args=(name, attack), daemon=True)
            for name, attack in ATTACKS.items()
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.ended.set()
            for thread in threads:
                thread.join(180)

    def repeat(self, name: str, attack: Callable[["Hostile"], Iterator[int | str]]) -> None:
        """Repeat one attack and count the site's responses."""
        while not self.ended.is_set():
            try:
                for answer in attack(self):
                    self.answers[name, answer] += 1
                    if self.ended.is_set():
                        break
            except (OSError, httpx.HTTPError) as error:
                self.answers[name, type(error).__name__] += 1

    def connection(self) -> socket.socket:
        """Connect to the site on this machine."""
        return socket.create_connection(("127.0.0.1", self.site.port), timeout=30)

    def hold_connections(self, *requests: bytes) -> Iterator[int | str]:
        """Send the requests, read only the status of each response, and hold the connections for a while."""
        with ExitStack() as stack:
            connections = []
            for request in requests:
                connection = stack.enter_context(closing(self.connection()))
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                with suppress(OSError):
                    connection.sendall(request)
                connections.append(connection)
            self.ended.wait(HOLD_SECONDS)
            for connection in connections:
                connection.settimeout(1)
                try:
                    yield connection.recv(12).decode("latin-1")[9:] or "closed"
                except OSError as error:
                    yield type(error).__name__


def head(method: str, path: str, *headers: str) -> bytes:
    """Return the head of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def worst_upload(number: int) -> Callable[[Hostile], Iterator[int]]:
    """Return an attack that uploads one of the files that take long to read."""

    def attack(hostile: Hostile) -> Iterator[int]:
        file = uploads()[number]
        with hostile.client(number) as client:
            yield client.post("/api/v1/articles/", files={"file": file}).status_code

    return attack


def worst_imports(hostile: Hostile) -> Iterator[int]:
    """Import a file with more problems than anybody wants to read."""
    with hostile.client(6) as client:
        yield client.post("/api/v1/imports/", files={"file": imported()}).status_code


def endless_bodies(hostile: Hostile) -> Iterator[int | str]:
    """Send two hundred megabytes to a URL that does not exist."""
    block = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
    with closing(hostile.connection()) as connection:
        connection.sendall(head("POST", "/nothing", "Transfer-Encoding: chunked"))
        for _ in range(200):
            connection.sendall(block)
            if hostile.ended.is_set():
                yield "broken off"
                return
        connection.sendall(b"0\r\n\r\n")
        yield connection.recv(12).decode("latin-1")[9:] or "closed"


def slow_bodies(hostile: Hostile) -> Iterator[int | str]:
    """Send forms whose bodies never arrive."""
    yield from hostile.hold_connections(
        *[head("POST", "/join/", "Content-Length: 100000") + b"x"] * CONNECTIONS
    )


def half_heads(hostile: Hostile) -> Iterator[int | str]:
    """Send requests whose heads never end."""
    yield from hostile.hold_connections(*[b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Wait: "] * CONNECTIONS)


def streams(hostile: Hostile) -> Iterator[int | str]:
    """Open a hundred event streams of one person."""
    headers = f"Authorization: Token {hostile.tokens[0]}", "Accept: text/event-stream"
    yield from hostile.hold_connections(
        *[head("GET", f"/api/v1/rounds/{hostile.round}/changes/", *headers)] * CONNECTIONS
    )


def unread_downloads(hostile: Hostile) -> Iterator[int | str]:
    """Request a hundred copies of a file without reading them."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/accounts/login/")
        form = {
            "login": "mallory0@evil.example", "password": PASSWORD,
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }  # fmt: skip
        yield client.post("/accounts/login/", data=form).status_code
        cookie = f"Cookie: sessionid={client.cookies.get('sessionid', '')}"
    yield from hostile.hold_connections(
        *[head("GET", f"/articles/{hostile.article}/original/", cookie)] * CONNECTIONS
    )


def guesses(hostile: Hostile) -> Iterator[int]:
    """Try random join codes."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/join/")
        for _ in range(CONNECTIONS):
            form = {
                "code": secrets.token_hex(3),
                "nickname": "Ana",
                "csrfmiddlewaretoken": client.cookies["csrftoken"],
            }
            yield client.post("/join/", data=form).status_code


def wrong_passwords(hostile: Hostile) -> Iterator[int]:
    """Try random passwords for an account."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/accounts/login/")
        for _ in range(CONNECTIONS):
            form = {
                "login": "mallory1@evil.example", "password": secrets.token_hex(8),
                "csrfmiddlewaretoken": client.cookies["csrftoken"],
            }  # fmt: skip
            yield client.post("/accounts/login/", data=form).status_code


ATTACKS: dict[str, Callable[[Hostile], Iterator[int | str]]] = {
    **{name: worst_upload(number) for number, (name, _content) in enumerate(uploads())},
    "imports": worst_imports,
    "endless bodies": endless_bodies,
    "slow bodies": slow_bodies,
    "half heads": half_heads,
    "streams": streams,
    "unread downloads": unread_downloads,
    "guesses": guesses,
    "wrong passwords": wrong_passwords,
}
