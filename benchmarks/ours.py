"""Claimlight as a newcomer starts it: a real server in a temporary folder, and a user with a token."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.peers.environment import ROOT, answers

POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server process, until ``close``."""

    def __init__(self, command: list[str], folder: Path, database: str, ready: str) -> None:
        self.port = free_port()
        self.environment = os.environ | {
            "DATA_DIR": str(folder), "PORT": str(self.port), "DATABASE_URL": database,
            # One user plays a whole crowd.
            "STREAMS_PER_PERSON": "1000",
        }  # fmt: skip
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *(part.format(port=self.port) for part in command)], cwd=ROOT,
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        answers(f"http://127.0.0.1:{self.port}{ready}")
        self.started = time.monotonic() - started

    def memory(self) -> int:
        """Return the megabytes that the server uses now."""
        return psutil.Process(self.process.pid).memory_info().rss // 2**20

    def processor(self) -> float:
        """Return the processor seconds that the server has used."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def close(self) -> None:
        """Stop the server."""
        self.process.terminate()
        self.process.wait()


class Bare(Served):
    """The lower bound, under the same server."""

    def __init__(self, folder: Path, database: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "-m",
            "uvicorn",
            "benchmarks.bare:application",
            "--port",
            "{port}",
            "--log-level",
            "warning",
        ]
        super().__init__(
            [*command, "--lifespan", "off"], folder, database or f"sqlite:///{folder}/bare.db", "/"
        )


class Ours(Served):
    """Claimlight on SQLite, as ``make run`` serves it, or on ``database``."""

    def __init__(self, folder: Path, database: str = "") -> None:
        super().__init__(["scripts/serve.py"], folder, database, "/accounts/login/")
        process = subprocess.run(
            [sys.executable, "manage.py", "create_token", "teacher@claimlight.example"], cwd=ROOT,
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        self.token = process.stdout.split()[-1]
        self.headers = {"Authorization": f"Token {self.token}"}
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}/api/v1", timeout=600, headers=self.headers
        )

    def session(self) -> dict[str, str]:
        """Return the cookies of the same user's browser."""
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}") as browser:
            browser.get("/accounts/login/")
            form = {
                "login": "teacher@claimlight.example",
                "password": (Path(self.environment["DATA_DIR"]) / "demo_password").read_text().strip(),
                "csrfmiddlewaretoken": browser.cookies["csrftoken"],
            }
            assert browser.post("/accounts/login/", data=form).status_code == 302
            return dict(browser.cookies)

    def team(self) -> int:
        """Create a team; return its id."""
        return int(self.client.post("/teams/", json={"name": "Bench"}).raise_for_status().json()["id"])

    def library(self, articles: int, marks: int) -> int:
        """Create a team with so many articles and annotations; return its id."""
        command = [sys.executable, "-m", "benchmarks.library", str(articles), str(marks)]
        process = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return int(process.stdout)

    def campaign(self, articles: int, people: int) -> tuple[int, list[str]]:
        """Create a campaign with so many articles and people; return its id and a token of each person."""
        command = [sys.executable, "-m", "benchmarks.campaign", str(articles), str(people)]
        process = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        created = json.loads(process.stdout)
        return created["campaign"], created["tokens"]

    def round(self, team: int, text: str, title: str = "Bench") -> int:
        """Create an open round on a new article; return its id."""
        payload = {"team": team, "text": text, "title": title}
        article = self.client.post("/articles/", json=payload).raise_for_status().json()["id"]
        return int(self.client.post("/rounds/", json={"article": article}).raise_for_status().json()["id"])

    def bring(self, team: int, name: str, data: bytes) -> dict[str, Any]:
        """Import a whole file; return what was imported."""
        upload = self.client.post(
            "/imports/", data={"team": team}, files={"file": (name, data)}
        ).raise_for_status()
        applied = self.client.post(f"/imports/{upload.json()['id']}/", json={})
        return dict(applied.raise_for_status().json()["taken"])

    def files(self, team: int, slug: str) -> bytes:
        """Return a team's reports as a ZIP."""
        return self.client.get(f"/teams/{team}/reports.{slug}.zip").raise_for_status().content


class Workers(Served):
    """Two processes on an existing site's database, as sites on PostgreSQL are served."""

    def __init__(self, folder: Path, database: str) -> None:
        command = ["-m", "uvicorn", "config.asgi:application", "--workers", "2", "--port", "{port}"]
        super().__init__(
            [*command, "--log-level", "warning", "--lifespan", "off"], folder, database, "/accounts/login/"
        )


def new_database(name: str) -> str:
    """Create an empty database on the PostgreSQL server; return its URL."""
    import psycopg

    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"{POSTGRES}/{name}"
