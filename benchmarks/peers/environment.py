"""Installs a peer once, and starts its programs: nothing of it ever comes into our own environment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("PEERS") or ROOT / "var" / "peers")


class Peer:
    """One installed tool, with a new folder of its own for what it keeps."""

    def __init__(self, name: str, requirements: list[str], data: Path) -> None:
        self.home, self.data = FOLDER / name, data
        self.running: list[subprocess.Popen[bytes]] = []
        done = self.home / "installed"
        if not done.exists():
            subprocess.run([sys.executable, "-m", "venv", str(self.home)], check=True)
            subprocess.run([str(self.home / "bin" / "pip"), "install", "--quiet", *requirements], check=True)
            done.touch()
        data.mkdir(parents=True, exist_ok=True)

    def run(self, *command: str, **environment: str) -> None:
        """To its end."""
        subprocess.run(
            self._command(command), cwd=self.data, env=self._environment(environment), check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Until ``stop``."""
        log = (self.data / f"{command[0]}-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(
            self._command(command), cwd=self.data, env=self._environment(environment), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        self.running.append(process)
        return process

    def stop(self) -> None:
        """All that was started, with what that started."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _command(self, command: tuple[str, ...]) -> list[str]:
        return [str(self.home / "bin" / command[0]), *command[1:]]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))
        }
        return kept | {"PATH": f"{self.home / 'bin'}:{os.environ['PATH']}"} | more


def answers(url: str, seconds: int = 120) -> float:
    """Waits until ``url`` answers, and returns how long that took."""
    begun = time.monotonic()
    while True:
        try:
            httpx.get(url, timeout=5)
            return time.monotonic() - begun
        except httpx.TransportError:
            if time.monotonic() - begun > seconds:
                raise
            time.sleep(0.1)


def headers(client: httpx.Client) -> dict[str, str]:
    """Of somebody who is signed in with ``client``, for other clients."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {
        "Cookie": cookies,
        "X-CSRFToken": client.cookies.get("csrftoken", ""),
        "Referer": str(client.base_url),
    }
