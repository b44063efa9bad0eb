"""Start a Python without the server's environment, in the folder that holds this project's packages."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What a bare Python needs to start; everything else, secrets first, stays with the server.
ENVIRONMENT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


def start(module: str, argument: str, stdin: Any, stdout: Any) -> "subprocess.Popen[bytes]":
    """Start ``python -m module argument`` in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-s", "-B", "-m", module, argument],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        start_new_session=True,
        # Only Windows has priorities here; elsewhere the child sets its own.
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
