"""The first command: what a newcomer sees, and what survives a second start."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent
NOBODY = 65534


def start(**environment: object) -> subprocess.Popen[str]:
    """Start ``scripts/serve.py`` with these settings."""
    return subprocess.Popen(
        [sys.executable, ROOT / "scripts/serve.py"],
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_error(**environment: object) -> str:
    """Return the error message of a start that must fail: one line and nothing else."""
    out, message = start(**environment).communicate(timeout=30)
    assert not out
    assert message.count("\n") == 1, message
    return message.strip()


@pytest.fixture(name="free_port")
def _free_port() -> int:
    return free_port()


@pytest.mark.parametrize("port", ["abc", "", "0", "-1", "65536", "99999", "80000000000"])
def test_a_port_that_is_none_is_told(port: str, tmp_path: Path) -> None:
    assert start_error(PORT=port, DATA_DIR=tmp_path) == (
        f"PORT is a number from 1 to 65535, not {port!r}. Try: PORT=8001 make run"
    )


def test_a_busy_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        message = start_error(PORT=port, DATA_DIR=tmp_path)
    assert message.startswith(f"Port {port} on 127.0.0.1 is taken by another program. Try another: PORT=")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = start_error(PORT=8000, DATA_DIR=tmp_path / "file/var")
    assert message.startswith(f"Cannot write to {tmp_path / 'file/var'}: ")
    assert message.endswith("Set DATA_DIR to a folder of your own.")


@pytest.fixture
def started(tmp_path: Path, free_port: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Servers that the test starts, which are stopped afterwards."""
    servers: list[subprocess.Popen[str]] = []
    yield servers
    for server in servers:
        server.kill()
        server.communicate()


def announced(server: subprocess.Popen[str]) -> list[str]:
    """Return the lines that a server prints before it serves."""
    assert server.stdout
    lines = []
    while not (line := server.stdout.readline()).startswith("  demo login   tomas@"):
        assert line, server.communicate()[1]
        lines.append(line.strip())
    return [*lines, line.strip()]


def fetched(address: str) -> tuple[str, Message]:
    """Request the page until the server listens."""
    while True:
        try:
            with urlopen(address, timeout=30) as page:
                return page.read().decode(), page.headers
        except ConnectionRefusedError:
            continue
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise


def test_a_start_serves_the_demo_and_a_second_start_keeps_everything(
    tmp_path: Path, free_port: int, started: list[subprocess.Popen[str]]
) -> None:
    site = f"http://localhost:{free_port}/"
    started.append(start(PORT=free_port, DATA_DIR=tmp_path, SECRET_KEY="", DATABASE_URL=""))
    first = announced(started[0])
    assert any(site in line for line in first)
    assert len([line for line in first if line.startswith("demo login")]) == 8
    page, _ = fetched(site)
    sheet = re.search(r'href="/(static/site\.[0-9a-f]{12}\.css)"', page)
    assert sheet
    assert "immutable" in fetched(site + sheet[1])[1]["Cache-Control"]
    assert (tmp_path / sheet[1]).with_name(Path(sheet[1]).name + ".br").exists()
    key = (tmp_path / "secret_key").read_text()
    assert len(key) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0

    started[0].send_signal(signal.SIGINT)
    assert started[0].wait(30) in (0, 130)
    started.append(start(PORT=free_port, DATA_DIR=tmp_path, SECRET_KEY="", DATABASE_URL=""))
    assert announced(started[1]) == first
    assert (tmp_path / "secret_key").read_text() == key
    assert fetched(site)[0]


def make(folder: Path, *arguments: str, **options: object) -> str:
    """Return the output of ``make`` in ``folder``, without make's own last line."""
    done = subprocess.run(
        ["make", "-C", folder, "--no-print-directory", "run", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )
    assert done.returncode == 2
    assert re.fullmatch(r"make(\[\d+\])?: \*\*\* .*\n", done.stderr), done.stderr
    assert done.stdout.count("\n") == 1, done.stdout
    return done.stdout.strip()


@pytest.fixture
def clone() -> Iterator[Path]:
    """A folder with the Makefile but no virtual environment, which another user can enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / "Makefile", folder)
        shutil.copy(ROOT / "requirements.txt", folder)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_too_old_a_python_is_told(clone: Path) -> None:
    clone.chmod(0o755)
    old = clone / "old"
    old.write_text('#!/bin/sh\ncase "$*" in *--version) echo Python 3.9.2;; *) exit 1;; esac\n')
    old.chmod(0o755)
    message = make(clone, f"PYTHON={old}")
    assert message.startswith(f"Claimlight needs Python 3.11 or later; {old} is Python 3.9.2. Try: ")
    assert " is missing. " in make(clone, "PYTHON=python3.99")


def test_a_clone_that_cannot_be_written_to_is_told(clone: Path) -> None:
    somebody_else = {"user": NOBODY, "group": NOBODY} if os.getuid() == 0 else {}
    assert make(clone, **somebody_else) == (
        f"Cannot write to {clone}. Copy Claimlight into a folder of your own and try again there."
    )
