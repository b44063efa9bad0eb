"""Firefox over WebDriver BiDi, spoken to directly: one process, one socket, commands and events."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 20
PATIENCE_AT_START = 60
# Between two questions, so that asking does not keep Firefox from getting there.
PAUSE = 0.02
# Nothing is asked of the outside, and nothing is offered to the person in front of the screen.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    # Light, whatever the desktop prefers.
    "layout.css.prefers-color-scheme.content-override": 1,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "",
}


class Failed(Exception):
    """Firefox refused a command."""


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Ask ``condition`` until it holds; fails with ``what`` when it never does."""
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, f"Waited {patience} s in vain: {what}"
        time.sleep(PAUSE)
    return found


@contextmanager
def running(path: str, folder: Path) -> Iterator["Firefox"]:
    """A headless Firefox with an empty profile in ``folder``; ended whatever happens."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(folder)]
    told = folder / "WebDriverBiDiServer.json"
    with (
        open(folder / "firefox.log", "wb") as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            port = until(lambda: _port(told), "Firefox’s port", PATIENCE_AT_START)
            address = f"ws://127.0.0.1:{port}/session"
            with connect(address, max_size=None, open_timeout=PATIENCE_AT_START) as socket:
                firefox = Firefox(socket)
                firefox.send("session.new", capabilities={})
                yield firefox
                firefox.post("browser.close")
                process.wait(PATIENCE)
        finally:
            process.kill()


def _port(told: Path) -> int | None:
    """The port that Firefox wrote into its profile; None while it is still writing."""
    try:
        return int(json.loads(told.read_bytes())["ws_port"])
    except (FileNotFoundError, json.JSONDecodeError):
        return None


class Firefox:
    """A running browser at the other end of a socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.asked = 0
        self.listeners: list[Callable[[str, Any], None]] = []

    def post(self, method: str, **params: Any) -> int:
        """Send a command without waiting for its answer; returns its number."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        return self.asked

    def send(self, method: str, **params: Any) -> Any:
        """Send a command and return its answer; what happens meanwhile goes to the listeners."""
        number = self.post(method, **params)
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE))
            if message.get("type") == "event":
                for listener in list(self.listeners):
                    listener(message["method"], message["params"])
            elif message["id"] == number:
                if message["type"] == "error":
                    raise Failed(f"{method}: {message['error']}: {message['message']}")
                return message["result"]
