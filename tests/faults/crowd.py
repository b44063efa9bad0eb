"""Programs that use a site and do not give up: they mark, take off, listen and order reports, and try again."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.sites import Site, managed
from tests.waiting import until

BODY = " ".join(f"Sentence {n} of the council says that the bridge is number {n}." for n in range(60))
PEOPLE = ("teacher", "ada", "bo", "cem")
TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")
# Who orders files does it once in so many marks.
ORDERS = 30
# What a server that is there answers while what it needs is not; anything else is no answer to a right request.
AWAY = {429, 500, 502, 503, 504}


@dataclass
class Crowd:
    """``kept`` and ``gone``: marks whose making and whose taking off was acknowledged."""

    site: Site
    # Seconds from one mark of somebody to the next.
    pace: float = 0
    round: int = 0
    article: int = 0
    team: int = 0
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    heard: list[list[int]] = field(default_factory=list)
    answers: Counter[int | str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    # Seconds until a mark was acknowledged.
    waits: list[float] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)
    marking: bool = True
    listening: bool = True
    threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The demo's people, one open round for all of them."""
        managed(self.site, "load_demo")
        self.tokens = {
            who: managed(self.site, "create_token", f"{who}@claimlight.example").split()[-1] for who in PEOPLE
        }
        with self.client("teacher") as client:
            self.team = client.get("/teams/").raise_for_status().json()["results"][0]["id"]
            given = {"team": self.team, "text": BODY, "title": "Faults"}
            self.article = client.post("/articles/", json=given).raise_for_status().json()["id"]
            made = client.post("/rounds/", json={"article": self.article}).raise_for_status()
            self.round = made.json()["id"]

    def client(self, who: str) -> httpx.Client:
        """Somebody's program."""
        base = f"http://127.0.0.1:{self.site.port}/api/v1"
        return httpx.Client(base_url=base, headers={"Authorization": f"Token {self.tokens[who]}"}, timeout=10)

    def begin(self, listeners: int = 3) -> None:
        """Everybody starts."""
        self.heard = [[] for _ in range(listeners)]
        work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
            (self.listens, (heard,)) for heard in self.heard
        ]
        work += [(self.marks, (who, seed)) for seed, who in enumerate(PEOPLE * 2)]
        work.append((self.orders, ()))
        for target, arguments in work:
            thread = threading.Thread(target=self.told, args=(target, *arguments), daemon=True)
            self.threads.append(thread)
            thread.start()

    def told(self, target: Callable[..., None], *arguments: Any) -> None:
        """An error of a program is one of the test."""
        try:
            target(*arguments)
        except Exception as error:
            self.wrong.append(repr(error))
            raise

    def asked(self, client: httpx.Client, method: str, path: str, **more: Any) -> httpx.Response:
        """Asks until there is an answer that is one."""
        while True:
            try:
                answer = client.request(method, path, **more)
            except httpx.HTTPError as error:
                self.answers[type(error).__name__] += 1
            else:
                self.answers[answer.status_code] += 1
                if answer.status_code not in AWAY:
                    return answer
            time.sleep(0.1)

    def marks(self, who: str, seed: int) -> None:
        """Marks, and takes off each fifth of them."""
        dice = random.Random(seed)
        with self.client(who) as client:
            while self.marking:
                time.sleep(self.pace)
                start = dice.randrange(len(BODY) - 30)
                end = start + dice.randrange(5, 30)
                mark = {"start": start, "end": end, "quote": BODY[start:end], "tag": dice.choice(TAGS)}
                pk = str(uuid4())
                path = f"/rounds/{self.round}/annotations/{pk}/"
                began = time.monotonic()
                answer = self.asked(client, "PUT", path, json=mark)
                self.waits.append(time.monotonic() - began)
                if answer.status_code not in (200, 201):
                    self.wrong.append(f"PUT {answer.status_code} {answer.text[:200]}")
                    continue
                self.kept[pk] = mark
                if dice.random() < 0.2:
                    answer = self.asked(client, "DELETE", path)
                    # It may have been taken off by the same request, whose answer got lost.
                    if answer.status_code not in (200, 204, 404):
                        self.wrong.append(f"DELETE {answer.status_code} {answer.text[:200]}")
                    self.gone.add(pk)

    def listens(self, heard: list[int]) -> None:
        """Takes up each time where it was."""
        path = f"/rounds/{self.round}/changes/"
        while self.listening:
            headers = {"Accept": "text/event-stream", "Last-Event-ID": str(heard[-1] if heard else 0)}
            try:
                with (
                    self.client("teacher") as client,
                    client.stream("GET", path, headers=headers, timeout=20) as stream,
                ):
                    self.answers[f"stream {stream.status_code}"] += 1
                    number = None
                    for line in stream.iter_lines():
                        if line.startswith("id: "):
                            number = int(line[4:])
                        # As browsers have it: an event that was cut off before its empty line has not come.
                        elif not line and number is not None:
                            heard.append(number)
                            number = None
                        if not self.listening:
                            return
            except httpx.HTTPError as error:
                self.answers[f"stream {type(error).__name__}"] += 1
            time.sleep(0.1)

    def orders(self) -> None:
        """Reports of the whole team, one file after the other."""
        with httpx.Client(base_url=f"http://127.0.0.1:{self.site.port}", timeout=10) as client:
            self.sign_in(client)
            while self.marking:
                page = f"/teams/{self.team}/reports/download/"
                sent = self.asked(client, "POST", page, data={"format": "json"} | self.token(client))
                bundle = sent.headers.get("location")
                if sent.status_code != 302 or not bundle:
                    self.wrong.append(f"POST {page} {sent.status_code}")
                    return
                self.finished(client, bundle)
                time.sleep(self.pace * ORDERS)

    def sign_in(self, client: httpx.Client) -> None:
        """As the teacher. An answer that got lost may have brought a new token, so all of it is done again."""
        page, folder = "/accounts/login/", Path(self.site.environment["DATA_DIR"])
        password = (folder / "demo_password").read_text().strip()
        given = {"login": f"{PEOPLE[0]}@claimlight.example", "password": password}
        while True:
            self.asked(client, "GET", page)
            if self.asked(client, "POST", page, data=given | self.token(client)).status_code == 302:
                return

    @staticmethod
    def token(client: httpx.Client) -> dict[str, str]:
        """What a form of ours holds."""
        return {"csrfmiddlewaretoken": client.cookies.get("csrftoken", "")}

    def finished(self, client: httpx.Client, bundle: str) -> None:
        """Waits for one file; that it is made in the end, when nothing is killed any more, is part of the test."""
        began = time.monotonic()
        while True:
            state = self.asked(client, "GET", bundle, headers={"Accept": "application/json"})
            began = time.monotonic() if self.marking else began
            if state.status_code != 200 or state.json()["failed"] or time.monotonic() - began > 180:
                self.wrong.append(f"{bundle} {state.status_code} {state.text[:500]}")
                return
            if state.json()["finished"]:
                self.bundles.append(bundle)
                return
            time.sleep(0.2)

    def end(self) -> int:
        """Nobody begins anything new, and the listeners hear what there is; the number of the last change."""
        self.marking = False
        for thread in self.threads[len(self.heard) :]:
            thread.join(240)
            assert not thread.is_alive(), "somebody waits for ever"
        last = len(self.changes())
        until(lambda: all(heard and heard[-1] >= last for heard in self.heard))
        self.listening = False
        for thread in self.threads:
            thread.join(60)
        return last

    def changes(self) -> list[dict[str, Any]]:
        """The whole log of the round."""
        found: list[dict[str, Any]] = []
        with self.client("teacher") as client:
            while True:
                after = found[-1]["seq"] if found else 0
                page = self.asked(client, "GET", f"/rounds/{self.round}/changes/?after={after}").json()
                found += page["results"]
                if not page["more"]:
                    return found

    def marks_there(self) -> list[dict[str, Any]]:
        """What stands in the round."""
        found: list[dict[str, Any]] = []
        with self.client("teacher") as client:
            address = f"/rounds/{self.round}/annotations/?limit=1000"
            while address:
                page = self.asked(client, "GET", address).json()
                found += page["results"]
                address = page["next"]
        return found
