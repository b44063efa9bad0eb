"""A real site on a real server in its own folder, which can be killed and restarted."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Site:
    """``make run`` with the demo."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {"DATA_DIR": str(folder), "PORT": str(self.port), "DATABASE_URL": ""}
        self.environment |= settings
        self.start("scripts/serve.py")

    def start(self, *command: str) -> None:
        """Start the site: by ``make run`` at first, later only its server."""
        command = command or ("-m", "uvicorn", "config.asgi:application", "--port", str(self.port))
        self.process = subprocess.Popen(
            [sys.executable, *command],
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
        command = [sys.executable, "manage.py", "create_token", f"{name}@claimlight.example"]
        process = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return process.stdout.split()[-1]

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
