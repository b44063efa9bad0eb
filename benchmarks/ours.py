"""Claimlight as somebody new starts it: a real server in a scratch folder, and somebody who has a token."""

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
    """Nobody listens there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server process, until ``close``."""

    def __init__(self, command: list[str], folder: Path, database: str, ready: str) -> None:
        self.port = free_port()
        self.environment = os.environ | {
            "DATA_DIR": str(folder), "PORT": str(self.port), "DATABASE_URL": database,
            # One person plays a whole crowd.
            "STREAMS_PER_PERSON": "1000",
        }  # fmt: skip
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *(part.format(port=self.port) for part in command)], cwd=ROOT,
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        answers(f"http://127.0.0.1:{self.port}{ready}")
        self.started = time.monotonic() - begun

    def memory(self) -> int:
        """Megabytes that the server holds now."""
        return psutil.Process(self.process.pid).memory_info().rss // 2**20

    def processor(self) -> float:
        """Seconds of it that the server has used."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def close(self) -> None:
        """It is gone."""
        self.process.terminate()
        self.process.wait()


class Bare(Served):
    """The floor, under the same server."""

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
    """On SQLite, as ``make run`` serves it, or on ``database``."""

    def __init__(self, folder: Path, database: str = "") -> None:
        super().__init__(["scripts/serve.py"], folder, database, "/accounts/login/")
        made = subprocess.run(
            [sys.executable, "manage.py", "create_token", "teacher@claimlight.example"], cwd=ROOT,
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        self.token = made.stdout.split()[-1]
        self.headers = {"Authorization": f"Token {self.token}"}
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}/api/v1", timeout=600, headers=self.headers
        )

    def session(self) -> dict[str, str]:
        """The cookies of the same person's browser."""
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}") as browser:
            browser.get("/accounts/login/")
            given = {
                "login": "teacher@claimlight.example",
                "password": (Path(self.environment["DATA_DIR"]) / "demo_password").read_text().strip(),
                "csrfmiddlewaretoken": browser.cookies["csrftoken"],
            }
            assert browser.post("/accounts/login/", data=given).status_code == 302
            return dict(browser.cookies)

    def team(self) -> int:
        """A new one; its number."""
        return int(self.client.post("/teams/", json={"name": "Bench"}).raise_for_status().json()["id"])

    def library(self, articles: int, marks: int) -> int:
        """A team with so many articles, each with so many marks; its number."""
        command = [sys.executable, "-m", "benchmarks.library", str(articles), str(marks)]
        made = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return int(made.stdout)

    def round(self, team: int, text: str, title: str = "Bench") -> int:
        """An open round on a new article; its number."""
        given = {"team": team, "text": text, "title": title}
        article = self.client.post("/articles/", json=given).raise_for_status().json()["id"]
        return int(self.client.post("/rounds/", json={"article": article}).raise_for_status().json()["id"])

    def bring(self, team: int, name: str, data: bytes) -> dict[str, Any]:
        """Import a file, whole; what became of it."""
        seen = self.client.post(
            "/imports/", data={"team": team}, files={"file": (name, data)}
        ).raise_for_status()
        done = self.client.post(f"/imports/{seen.json()['id']}/", json={})
        return dict(done.raise_for_status().json()["taken"])

    def files(self, team: int, slug: str) -> bytes:
        """A team's reports, as a ZIP."""
        return self.client.get(f"/teams/{team}/reports.{slug}.zip").raise_for_status().content


class Workers(Served):
    """Two processes on the database of a site that is there, as a site on PostgreSQL is served."""

    def __init__(self, folder: Path, database: str) -> None:
        command = ["-m", "uvicorn", "config.asgi:application", "--workers", "2", "--port", "{port}"]
        super().__init__(
            [*command, "--log-level", "warning", "--lifespan", "off"], folder, database, "/accounts/login/"
        )


def new_database(name: str) -> str:
    """An empty one on the PostgreSQL server; its URL."""
    import psycopg

    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"{POSTGRES}/{name}"
