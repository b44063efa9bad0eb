"""A running site whose parts can be killed: one process on SQLite, or the whole stack on PostgreSQL."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import httpx

from scripts.dev_stack import ROOT, SERVER, Part, Stack, free_port
from tests.waiting import until

# The teacher opens as many streams as a whole class.
MANY_STREAMS = {"STREAMS_PER_PERSON": "40"}


class Alone:
    """One web process on SQLite, under a supervisor."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = {"DATA_DIR": str(folder / "data"), "DATABASE_URL": "", "BROKER_URL": ""}
        self.environment |= MANY_STREAMS
        server = [sys.executable, *SERVER, "--port", str(self.port)]
        self.parts = {"web": Part("web", server, self.port, environment=self.environment)}

    def start(self) -> None:
        """Start the site and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        managed(self, "prepare")
        part = self.parts["web"]
        threading.Thread(target=part.watch, args=[self.folder / "web.log"], daemon=True).start()
        until(lambda: ready(self))

    def stop(self) -> None:
        """Stop the site for good."""
        self.parts["web"].stop()


Site = Alone | Stack


def managed(site: Site, *command: str) -> str:
    """Run a management command on the site and return its output; raise if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | site.environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def ready(site: Site) -> bool:
    """Return whether the site answers."""
    try:
        return httpx.get(f"http://127.0.0.1:{site.port}/accounts/login/", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
