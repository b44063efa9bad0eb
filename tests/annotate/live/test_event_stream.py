"""The live feed on a real server: each change once and in order, resumed where it broke off, and never a sound of what
is hidden."""

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from uuid import uuid4

import pytest

from tests.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all these tests."""
    # One of them is a whole crowd.
    site = Site(tmp_path_factory.mktemp("live") / "var", STREAMS_PER_PERSON="200")
    yield site
    site.kill()


@pytest.fixture(scope="module")
def tokens(site: Site) -> dict[str, str]:
    """Of a teacher and two pupils."""
    return {name: site.token(name) for name in ("teacher", "ada", "bo")}


class Stream:
    """An open stream; its lines arrive in a queue."""

    def __init__(self, site: Site, token: str, round_: int, after: int = 0, last: str = "") -> None:
        self.connection = http.client.HTTPConnection("localhost", site.port, timeout=60)
        # As browsers do, compressed answers are taken.
        headers = {
            "Accept": "text/event-stream", "Accept-Encoding": "gzip, br", "Authorization": f"Token {token}",
        }  # fmt: skip
        if last:
            headers["Last-Event-ID"] = last
        self.connection.connect()
        self.socket = self.connection.sock
        self.connection.request("GET", f"/api/v1/rounds/{round_}/changes/?after={after}", headers=headers)
        self.response = self.connection.getresponse()
        self.lines: Queue[str | None] = Queue()
        self.last = ""
        self.thread: threading.Thread | None = None
        if self.response.status == 200:
            self.thread = threading.Thread(target=self.read, daemon=True)
            self.thread.start()

    def read(self) -> None:
        try:
            while line := self.response.readline():
                self.lines.put(line.decode().rstrip("\n"))
        except (OSError, http.client.HTTPException):
            self.lines.put(None)
        self.lines.put(None)

    def event(self, *but: str) -> tuple[str, Any]:
        """The next event that is none of ``but``: (verb, payload)."""
        verb = ""
        while True:
            line = self.lines.get(timeout=20)
            assert line is not None, "the stream ended"
            if line.startswith("id: "):
                self.last = line[4:]
            if line.startswith("event: "):
                verb = line[7:]
            if line.startswith("data: ") and verb not in ("ready", "presence", *but):
                return verb, json.loads(line[6:])

    def quiet(self) -> bool:
        """Nothing comes for a second, but the end of what has come."""
        try:
            return self.lines.get(timeout=1) == "" and self.quiet()
        except Empty:
            return True

    def rest(self) -> list[str]:
        """All that comes until the end."""
        lines = []
        while (line := self.lines.get(timeout=60)) is not None:
            lines.append(line)
        return lines

    def close(self) -> None:
        """As a closed lid does; the reading thread sees the end."""
        if self.thread:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
            self.thread.join()
        self.response.close()
        self.connection.close()
        self.socket.close()


@pytest.fixture
def listen(site: Site) -> Iterator[Callable[..., Stream]]:
    """``listen(token, round)``: a stream that is closed in the end."""
    streams: list[Stream] = []

    def one(*given: Any, **more: Any) -> Stream:
        streams.append(Stream(site, *given, **more))
        return streams[-1]

    yield one
    for stream in streams:
        stream.close()


def new_round(site: Site, tokens: dict[str, str], **settings: Any) -> int:
    """A round on the demo's article."""
    return int(site.ask(tokens["teacher"], "POST", "rounds/", {"article": 1} | settings)[1]["id"])


def mark(site: Site, token: str, round_: int, words: str = "council") -> str:
    """A mark through the API; its id."""
    text = json.loads((Path(site.folder) / "text.json").read_text())
    start = text.index(words)
    pk = str(uuid4())
    sent = {"tag": "opinion", "start": start, "end": start + len(words), "quote": words}
    assert site.ask(token, "PUT", f"rounds/{round_}/annotations/{pk}/", sent)[0] == 201
    return pk


@pytest.fixture(autouse=True)
def text(site: Site, tokens: dict[str, str]) -> None:
    """The demo's text, to count in."""
    body = site.ask(tokens["teacher"], "GET", "articles/1/")[1]["text"]
    (Path(site.folder) / "text.json").write_text(json.dumps(body))


def test_each_change_arrives_once_and_in_order_also_after_a_break(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens)
    stream = listen(tokens["ada"], round_)
    assert stream.response.headers["content-type"].startswith("text/event-stream")
    assert stream.response.headers["x-accel-buffering"] == "no"
    first = [mark(site, tokens["bo"], round_) for _ in range(3)]
    assert [stream.event()[1]["id"] for _ in first] == first
    stream.close()
    # So many that they come compressed to whoever takes that.
    missed = [mark(site, tokens["bo"], round_) for _ in range(12)]
    again = listen(tokens["ada"], round_, last=stream.last)
    later = [mark(site, tokens["bo"], round_) for _ in range(2)]
    assert [again.event()[1]["id"] for _ in range(14)] == [*missed, *later]


def test_who_may_not_see_the_round_hears_nothing(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    assert listen(tokens["ada"], 987_654).response.status == 404
    assert listen("nonsense", 1).response.status == 401
    draft = new_round(site, tokens, state="draft")
    assert listen(tokens["ada"], draft).response.status == 404


def test_a_hidden_mark_makes_no_sound(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens, mode="independent")
    streams = {name: listen(tokens[name], round_) for name in tokens}
    for stream in streams.values():
        assert [stream.lines.get(timeout=20) for _ in range(4)] == [
            "retry: 2000",
            "event: ready",
            "data: {}",
            "",
        ]
    hidden = mark(site, tokens["bo"], round_)
    assert streams["bo"].event()[1]["id"] == hidden
    # One's own comes, with a number of its own; of the other's there was not a byte, nor is there a gap.
    for name in ("ada", "teacher"):
        own = mark(site, tokens[name], round_)
        assert streams[name].event()[1]["id"] == own
        assert streams[name].last == "1"
    for stream in streams.values():
        assert stream.quiet()
    site.ask(tokens["teacher"], "PUT", f"rounds/{round_}/state/", {"state": "revealed"})
    for stream in streams.values():
        assert stream.event("annotation.put")[0] == "round.move"


def test_hints_make_no_sound(site: Site, tokens: dict[str, str], listen: Callable[..., Stream]) -> None:
    """Neither for whoever asks for them nor for anybody else: what comes next is the next highlight."""
    round_ = new_round(site, tokens, hints="on request")
    streams = {name: listen(tokens[name], round_) for name in tokens}
    for sent in ({"after": 0, "more": True}, {"after": 100, "more": True}):
        hint = site.ask(tokens["bo"], "POST", f"rounds/{round_}/hints/request/", sent)[1]["hint"]
        response = {"response": "dismissed"}
        assert site.ask(tokens["bo"], "PUT", f"rounds/{round_}/hints/{hint['key']}/", response)[0] == 200
    made = mark(site, tokens["bo"], round_)
    for stream in streams.values():
        assert stream.event()[1]["id"] == made
        assert stream.last == "1"


def test_the_key_is_told_to_who_writes_it(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens)
    teacher, pupil = listen(tokens["teacher"], round_), listen(tokens["ada"], round_)
    sent = {"tag": "opinion", "start": 0, "end": 7, "quote": "Harbour", "note": "secret"}
    assert site.ask(tokens["teacher"], "PUT", f"rounds/{round_}/key/{uuid4()}/", sent)[0] == 201
    assert teacher.event()[1]["note"] == "secret"
    seen = mark(site, tokens["bo"], round_)
    assert pupil.event()[1]["id"] == seen


def test_who_is_no_longer_in_the_team_is_cut_off(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    team = site.ask(tokens["teacher"], "GET", "teams/")[1]["results"][0]["id"]
    me = next(
        m["id"]
        for m in site.ask(tokens["teacher"], "GET", f"teams/{team}/")[1]["members"]
        if m["name"] == "Ada"
    )
    round_ = new_round(site, tokens)
    stream = listen(tokens["ada"], round_)
    mark(site, tokens["bo"], round_)
    stream.event()
    assert site.ask(tokens["teacher"], "DELETE", f"teams/{team}/members/{me}/")[0] == 204
    later = [mark(site, tokens["bo"], round_) for _ in range(3)]
    lines = stream.rest()
    assert not any(pk in line for pk in later for line in lines), "sent after the removal"


def test_a_deleted_round_ends_its_streams_and_a_restored_one_goes_on(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens)
    stream = listen(tokens["bo"], round_)
    mark(site, tokens["bo"], round_)
    stream.event()
    assert site.ask(tokens["teacher"], "DELETE", f"rounds/{round_}/")[0] == 204
    stream.rest()
    assert listen(tokens["bo"], round_).response.status == 404
    assert site.ask(tokens["teacher"], "POST", f"bin/rounds/{round_}/restore/")[0] == 204
    again = listen(tokens["bo"], round_, 1)
    own = mark(site, tokens["bo"], round_)
    assert again.event()[1]["id"] == own


def test_who_is_here_is_told_and_who_leaves_is_missed(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens)
    one = listen(tokens["teacher"], round_)

    def people(stream: Stream) -> list[str]:
        while not (line := stream.lines.get(timeout=30) or "").startswith('data: {"people"'):
            pass
        return [each["name"] for each in json.loads(line[6:])["people"]]

    assert people(one) == ["Ms Okafor"]
    # Whoever listens asks anew what they may be told: that is no news of who is here.
    site.ask(tokens["teacher"], "PATCH", f"rounds/{round_}/", {"instructions": "Go on."})
    other = listen(tokens["bo"], round_)
    assert people(one) == ["Bo", "Ms Okafor"]
    other.close()
    assert people(one) == ["Ms Okafor"]


def test_two_hundred_listen_and_none_misses_anything(
    site: Site, tokens: dict[str, str], listen: Callable[..., Stream]
) -> None:
    round_ = new_round(site, tokens)
    streams = [listen(tokens["bo"], round_) for _ in range(200)]
    marks = [mark(site, tokens["teacher"], round_) for _ in range(3)]
    for stream in streams:
        assert [stream.event()[1]["id"] for _ in marks] == marks
