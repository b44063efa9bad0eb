"""Another site in its own folder, on which tests run ``manage.py``."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class OtherSite:
    """``folder`` is its DATA_DIR. It uses SQLite unless there is a ``database``."""

    folder: Path
    database: str = ""

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return the finished process."""
        environment = os.environ | {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "SECRET_KEY": "",
            # The doctor wants PostgreSQL to be as durable as it is on a real site.
            "PGOPTIONS": "",
        }
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def does(self, *words: str) -> str:
        """Run a command that must succeed; return its output."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *words: str) -> str:
        """Run a command that must fail without a traceback; return its error message."""
        done = self.run(*words)
        assert done.returncode != 0
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr


@contextmanager
def empty_site(folder: Path, vendor: str) -> Iterator[OtherSite]:
    """Yield an empty site on SQLite, or on the PostgreSQL server of DATABASE_URL."""
    if vendor == "sqlite":
        yield OtherSite(folder)
        return
    url, name = os.environ["DATABASE_URL"], f"site_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield OtherSite(folder, url.rpartition("/")[0] + "/" + name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def newest_migration(app: str) -> str:
    """Return the name of the newest migration of an app."""
    [(_, name)] = MigrationLoader(None).graph.leaf_nodes(app)
    return name
