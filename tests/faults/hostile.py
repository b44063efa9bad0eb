"""Programs that want a site to stand still for everybody else, while a class works on it; bounded, and only here."""

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

# Accounts of the hostile, connections that each attack holds, and seconds for which they are held.
ACCOUNTS, HELD, SECONDS_HELD = 7, 100, 5
# Seconds from one mark of a pupil to the next.
PACE = 0.5
PASSWORD = "a-long-password"
MAKE = """
from people.actions.accounts import issue_token
from people.models import User
for number in range({accounts}):
    user = User.objects.create_user(f"mallory{{number}}@evil.example", "{password}", f"Mallory {{number}}")
    print(issue_token(user, "program", None, False)[1])
"""


def besieged(site: Site, seconds: float) -> dict[str, int]:
    """A class works beside hostile programs; what became of both, after nothing of the class was lost or refused."""
    # The class brings the demo, which there is only where nobody is yet.
    crowd = Crowd(site, pace=PACE)
    hostile = Hostile(site)
    with hostile.at_work():
        crowd.begin()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.1)
            assert not crowd.wrong, crowd.wrong[:3]
        crowd.marking = False
    said = verdict(crowd)
    refused = {answer: n for answer, n in crowd.answers.items() if answer not in FINE}
    assert not refused, f"the class was refused: {refused}"
    print(dict(hostile.answers))
    idle = set(ATTACKS) - {attack for attack, _answer in hostile.answers}
    assert not idle, f"these attacks did not take place: {idle}"
    wait = round(1000 * quantiles(crowd.waits, n=20)[-1])
    return {"hostile requests": hostile.answers.total(), "ms for 95 % of the marks": wait} | said


FINE = {200, 201, 204, 302, "stream 200"}


@dataclass
class Hostile:
    """Accounts with tokens, and what each attack was answered."""

    site: Site
    answers: Counter[tuple[str, int | str]] = field(default_factory=Counter)
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Accounts of their own, an article and a round to listen to."""
        code = MAKE.format(accounts=ACCOUNTS, password=PASSWORD)
        self.tokens = managed(self.site, "shell", "--no-imports", "-c", code).split()
        self.base = f"http://127.0.0.1:{self.site.port}"
        with self.client(0) as client:
            given = {"title": "Bridge", "text": "The bridge closes on Monday. " * 60_000}
            self.article = client.post("/api/v1/articles/", json=given).raise_for_status().json()["id"]
            made = client.post("/api/v1/rounds/", json={"article": self.article}).raise_for_status()
            self.round = made.json()["id"]

    def client(self, number: int) -> httpx.Client:
        """One of their programs."""
        headers = {"Authorization": f"Token {self.tokens[number]}"}
        return httpx.Client(base_url=self.base, headers=headers, timeout=120)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All attacks, again and again, until the end of the block."""
        threads = [
            threading.Thread(target=self.again, args=(name, attack), daemon=True)
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

    def again(self, name: str, attack: Callable[["Hostile"], Iterator[int | str]]) -> None:
        """One attack; each answer of the site is counted."""
        while not self.ended.is_set():
            try:
                for answer in attack(self):
                    self.answers[name, answer] += 1
                    if self.ended.is_set():
                        break
            except (OSError, httpx.HTTPError) as error:
                self.answers[name, type(error).__name__] += 1

    def connection(self) -> socket.socket:
        """To this machine, and nowhere else."""
        return socket.create_connection(("127.0.0.1", self.site.port), timeout=30)

    def held(self, *requests: bytes) -> Iterator[int | str]:
        """Ask all of it, read no more than the status of each answer, and hold the connections for a while."""
        with ExitStack() as stack:
            connections = []
            for request in requests:
                connection = stack.enter_context(closing(self.connection()))
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                with suppress(OSError):
                    connection.sendall(request)
                connections.append(connection)
            self.ended.wait(SECONDS_HELD)
            for connection in connections:
                connection.settimeout(1)
                try:
                    yield connection.recv(12).decode("latin-1")[9:] or "closed"
                except OSError as error:
                    yield type(error).__name__


def head(method: str, path: str, *headers: str) -> bytes:
    """The beginning of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def worst_upload(number: int) -> Callable[[Hostile], Iterator[int]]:
    """One of the files that take long to read, again and again."""

    def attack(hostile: Hostile) -> Iterator[int]:
        file = uploads()[number]
        with hostile.client(number) as client:
            yield client.post("/api/v1/articles/", files={"file": file}).status_code

    return attack


def worst_imports(hostile: Hostile) -> Iterator[int]:
    """A file with more problems than anybody wants to read."""
    with hostile.client(6) as client:
        yield client.post("/api/v1/imports/", files={"file": imported()}).status_code


def endless_bodies(hostile: Hostile) -> Iterator[int | str]:
    """Two hundred megabytes for an address at which there is nothing."""
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
    """Forms of which most never comes."""
    yield from hostile.held(*[head("POST", "/join/", "Content-Length: 100000") + b"x"] * HELD)


def half_heads(hostile: Hostile) -> Iterator[int | str]:
    """Requests that do not end."""
    yield from hostile.held(*[b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Wait: "] * HELD)


def streams(hostile: Hostile) -> Iterator[int | str]:
    """A hundred live pages of one person."""
    headers = f"Authorization: Token {hostile.tokens[0]}", "Accept: text/event-stream"
    yield from hostile.held(*[head("GET", f"/api/v1/rounds/{hostile.round}/changes/", *headers)] * HELD)


def unread_downloads(hostile: Hostile) -> Iterator[int | str]:
    """A hundred copies of a file that nobody reads."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/accounts/login/")
        form = {
            "login": "mallory0@evil.example", "password": PASSWORD,
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }  # fmt: skip
        yield client.post("/accounts/login/", data=form).status_code
        cookie = f"Cookie: sessionid={client.cookies.get('sessionid', '')}"
    yield from hostile.held(*[head("GET", f"/articles/{hostile.article}/original/", cookie)] * HELD)


def guesses(hostile: Hostile) -> Iterator[int]:
    """Join codes at random."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/join/")
        for _ in range(HELD):
            form = {
                "code": secrets.token_hex(3),
                "nickname": "Ana",
                "csrfmiddlewaretoken": client.cookies["csrftoken"],
            }
            yield client.post("/join/", data=form).status_code


def wrong_passwords(hostile: Hostile) -> Iterator[int]:
    """Of somebody's account."""
    with httpx.Client(base_url=hostile.base, timeout=60) as client:
        client.get("/accounts/login/")
        for _ in range(HELD):
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
