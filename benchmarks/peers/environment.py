"""Install a peer once and start its programs, separate from our own environment."""

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
    """An installed tool with a new folder for its data."""

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
        """Run a command to its end."""
        subprocess.run(
            self._command(command), cwd=self.data, env=self._environment(environment), check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command that runs until ``stop``."""
        log = (self.data / f"{command[0]}-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(
            self._command(command), cwd=self.data, env=self._environment(environment), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        self.running.append(process)
        return process

    def stop(self) -> None:
        """Stop all started processes and their children."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _command(self, command: tuple[str, ...]) -> list[str]:
        return [str(self.home / "bin" / command[0]), *command[1:]]

    def _environment(self, extra: dict[str, str]) -> dict[str, str]:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))
        }
        return inherited | {"PATH": f"{self.home / 'bin'}:{os.environ['PATH']}"} | extra


def answers(url: str, seconds: int = 120) -> float:
    """Wait until ``url`` answers; return the seconds it took."""
    started = time.monotonic()
    while True:
        try:
            httpx.get(url, timeout=5)
            return time.monotonic() - started
        except httpx.TransportError:
            if time.monotonic() - started > seconds:
                raise
            time.sleep(0.1)


def headers(client: httpx.Client) -> dict[str, str]:
    """Return the headers of the user who is signed in with ``client``, for other clients."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {
        "Cookie": cookies,
        "X-CSRFToken": client.cookies.get("csrftoken", ""),
        "Referer": str(client.base_url),
    }
