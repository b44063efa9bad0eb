"""Programs that use a site and never give up: they annotate, delete, listen, order reports, and retry."""

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
# Files are ordered once per so many annotations.
ORDERS = 30
# Statuses of a server whose database or broker is down. Any other error is a failure of the site.
UNAVAILABLE = {429, 500, 502, 503, 504}


@dataclass
class Crowd:
    """``saved`` and ``deleted``: annotations whose creation and deletion were acknowledged."""

    site: Site
    # Seconds between two annotations of one person.
    pace: float = 0
    round: int = 0
    article: int = 0
    team: int = 0
    saved: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    heard: list[list[int]] = field(default_factory=list)
    answers: Counter[int | str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    # Seconds until an annotation was acknowledged.
    waits: list[float] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)
    marking: bool = True
    listening: bool = True
    threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Load the demo's people and open a round for all of them."""
        managed(self.site, "load_demo")
        self.tokens = {
            name: managed(self.site, "create_token", f"{name}@claimlight.example").split()[-1]
            for name in PEOPLE
        }
        with self.client("teacher") as client:
            self.team = client.get("/teams/").raise_for_status().json()["results"][0]["id"]
            article = {"team": self.team, "text": BODY, "title": "Faults"}
            self.article = client.post("/articles/", json=article).raise_for_status().json()["id"]
            response = client.post("/rounds/", json={"article": self.article}).raise_for_status()
            self.round = response.json()["id"]

    def client(self, name: str) -> httpx.Client:
        """Return an API client with somebody's token."""
        base = f"http://127.0.0.1:{self.site.port}/api/v1"
        return httpx.Client(
            base_url=base, headers={"Authorization": f"Token {self.tokens[name]}"}, timeout=10
        )

    def begin(self, listeners: int = 3) -> None:
        """Start all programs."""
        self.heard = [[] for _ in range(listeners)]
        work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
            (self.listen, (heard,)) for heard in self.heard
        ]
        work += [(self.annotate, (name, seed)) for seed, name in enumerate(PEOPLE * 2)]
        work.append((self.order_reports, ()))
        for target, arguments in work:
            thread = threading.Thread(target=self.run_and_record, args=(target, *arguments), daemon=True)
            self.threads.append(thread)
            thread.start()

    def run_and_record(self, target: Callable[..., None], *arguments: Any) -> None:
        """Run a program; its errors are errors of the test."""
        try:
            target(*arguments)
        except Exception as error:
            self.wrong.append(repr(error))
            raise

    def request_until_answered(
        self, client: httpx.Client, method: str, path: str, **kwargs: Any
    ) -> httpx.Response:
        """Repeat the request until the site answers it."""
        while True:
            try:
                response = client.request(method, path, **kwargs)
            except httpx.HTTPError as error:
                self.answers[type(error).__name__] += 1
            else:
                self.answers[response.status_code] += 1
                if response.status_code not in UNAVAILABLE:
                    return response
            time.sleep(0.1)

    def annotate(self, name: str, seed: int) -> None:
        """Create annotations, and delete every fifth."""
        dice = random.Random(seed)
        with self.client(name) as client:
            while self.marking:
                time.sleep(self.pace)
                start = dice.randrange(len(BODY) - 30)
                end = start + dice.randrange(5, 30)
                annotation = {"start": start, "end": end, "quote": BODY[start:end], "tag": dice.choice(TAGS)}
                pk = str(uuid4())
                path = f"/rounds/{self.round}/annotations/{pk}/"
                started = time.monotonic()
                response = self.request_until_answered(client, "PUT", path, json=annotation)
                self.waits.append(time.monotonic() - started)
                if response.status_code not in (200, 201):
                    self.wrong.append(f"PUT {response.status_code} {response.text[:200]}")
                    continue
                self.saved[pk] = annotation
                if dice.random() < 0.2:
                    response = self.request_until_answered(client, "DELETE", path)
                    # 404 if an earlier try deleted it and its response was lost.
                    if response.status_code not in (200, 204, 404):
                        self.wrong.append(f"DELETE {response.status_code} {response.text[:200]}")
                    self.deleted.add(pk)

    def listen(self, heard: list[int]) -> None:
        """Listen to the event stream, resuming where it broke off."""
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
                        # Like browsers, ignore an event that was cut off before its empty line.
                        elif not line and number is not None:
                            heard.append(number)
                            number = None
                        if not self.listening:
                            return
            except httpx.HTTPError as error:
                self.answers[f"stream {type(error).__name__}"] += 1
            time.sleep(0.1)

    def order_reports(self) -> None:
        """Order the reports of the whole team, one file after the other."""
        with httpx.Client(base_url=f"http://127.0.0.1:{self.site.port}", timeout=10) as client:
            self.sign_in(client)
            while self.marking:
                page = f"/teams/{self.team}/reports/download/"
                sent = self.request_until_answered(
                    client, "POST", page, data={"format": "json"} | self.token(client)
                )
                bundle = sent.headers.get("location")
                if sent.status_code != 302 or not bundle:
                    self.wrong.append(f"POST {page} {sent.status_code}")
                    return
                self.wait_for_file(client, bundle)
                time.sleep(self.pace * ORDERS)

    def sign_in(self, client: httpx.Client) -> None:
        """Sign in as the teacher. All of it is repeated, since a lost response may have brought a new token."""
        page, folder = "/accounts/login/", Path(self.site.environment["DATA_DIR"])
        password = (folder / "demo_password").read_text().strip()
        form = {"login": f"{PEOPLE[0]}@claimlight.example", "password": password}
        while True:
            self.request_until_answered(client, "GET", page)
            if (
                self.request_until_answered(client, "POST", page, data=form | self.token(client)).status_code
                == 302
            ):
                return

    @staticmethod
    def token(client: httpx.Client) -> dict[str, str]:
        """Return the CSRF token for a form."""
        return {"csrfmiddlewaretoken": client.cookies.get("csrftoken", "")}

    def wait_for_file(self, client: httpx.Client, bundle: str) -> None:
        """Wait for one file, which must be finished once nothing is killed any more."""
        started = time.monotonic()
        while True:
            state = self.request_until_answered(client, "GET", bundle, headers={"Accept": "application/json"})
            started = time.monotonic() if self.marking else started
            if state.status_code != 200 or state.json()["failed"] or time.monotonic() - started > 180:
                self.wrong.append(f"{bundle} {state.status_code} {state.text[:500]}")
                return
            if state.json()["finished"]:
                self.bundles.append(bundle)
                return
            time.sleep(0.2)

    def end(self) -> int:
        """Stop annotating, wait for the listeners, and return the number of the last change."""
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
        """Return the whole change log of the round."""
        changes: list[dict[str, Any]] = []
        with self.client("teacher") as client:
            while True:
                after = changes[-1]["seq"] if changes else 0
                page = self.request_until_answered(
                    client, "GET", f"/rounds/{self.round}/changes/?after={after}"
                ).json()
                changes += page["results"]
                if not page["more"]:
                    return changes

    def annotations(self) -> list[dict[str, Any]]:
        """Return the annotations in the round."""
        annotations: list[dict[str, Any]] = []
        with self.client("teacher") as client:
            url = f"/rounds/{self.round}/annotations/?limit=1000"
            while url:
                page = self.request_until_answered(client, "GET", url).json()
                annotations += page["results"]
                url = page["next"]
        return annotations
