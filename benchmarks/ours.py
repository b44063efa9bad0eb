"""Claimlight as somebody new starts it: a real server in a scratch folder, and somebody who has a token."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from benchmarks.peers.environment import ROOT, answers


class Ours:
    """On SQLite, as ``make run`` serves it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(port), "DATABASE_URL": ""}
        self.process = subprocess.Popen(
            [sys.executable, "scripts/serve.py"], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.started = answers(f"http://127.0.0.1:{port}/accounts/login/")
        made = subprocess.run(
            [sys.executable, "manage.py", "create_token", "teacher@claimlight.example"], cwd=ROOT,
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        token = made.stdout.split()[-1]
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api/v1",
            timeout=600,
            headers={"Authorization": f"Token {token}"},
        )

    def team(self) -> int:
        """A new one; its number."""
        return int(self.client.post("/teams/", json={"name": "Bench"}).raise_for_status().json()["id"])

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

    def memory(self) -> int:
        """Megabytes that the server holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024

    def close(self) -> None:
        """It is gone."""
        self.process.terminate()
        self.process.wait()
