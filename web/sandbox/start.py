"""Start a Python process without the server's environment, in the folder of this project's packages."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What Python needs to start. Everything else, above all secrets, stays with the server.
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
        # On Windows the priority is set here; elsewhere the child sets its own.
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
