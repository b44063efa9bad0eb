"""A real site on a real server in its own folder, which can be killed and restarted."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from scripts import serve
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
TOKENS = "tokens.json"


# What scripts/serve.py ends in, once it has brought the database up to date.
SERVE = "from scripts import serve; serve.allow_many_connections(); serve.load(); serve.serve('127.0.0.1', {port})"


def prepared_folder() -> Path:
    """Return a DATA_DIR with the demo in it, made once for all processes of a test run; it is copied, never served."""
    tests = Path(os.environ["CLAIMLIGHT_TESTS"])
    folder = tests / "prepared-site"
    with open(tests / "prepared-site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = tests / "unfinished-site"
            environment = os.environ | {"DATA_DIR": str(unfinished), "DATABASE_URL": ""}
            command = [sys.executable, "-c", "from tests import site; site.prepare()"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, umask=0o077)
            unfinished.rename(folder)
    return folder


def prepare() -> None:
    """Prepare a site with the demo in DATA_DIR, and with API tokens for some of the demo's people."""
    serve.prepare()
    from people.actions.accounts import issue_token
    from people.models import User

    people = {
        name: User.objects.get(email=f"{name}@claimlight.example") for name in ("teacher", "ada", "bo", "cem")
    }
    tokens = {name: issue_token(user, "", None, False)[1] for name, user in people.items()}
    (Path(os.environ["DATA_DIR"]) / TOKENS).write_text(json.dumps(tokens))


class Site:
    """A server of its own in a folder of its own, with the demo in it; ``settings`` are environment variables."""

    def __init__(self, folder: Path, **settings: str) -> None:
        shutil.copytree(prepared_folder(), folder)
        self.port = free_port()
        self.folder = folder
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(self.port), "DATABASE_URL": ""}
        self.environment |= settings
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=20).close()
                return
            except OSError:
                assert self.process.poll() is None

    def kill(self) -> None:
        """Kill the process, as a power failure would."""
        self.process.kill()
        self.process.wait()

    def token(self, name: str) -> str:
        """Return an API token of one of the demo's people."""
        return str(json.loads((self.folder / TOKENS).read_text())[name])

    def ask(self, token: str, method: str, path: str, body: Any = None) -> Any:
        """Send an API request; return the status and the JSON."""
        headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                text = response.read()
                return response.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
