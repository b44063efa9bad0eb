"""Start a Python process without the server's environment, in the folder of this project's packages."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What Python needs to start. Everything else, above all secrets, stays with the server.
ENVIRONMENT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


def start(
    module: str, *arguments: str, stdin: Any, stdout: Any, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start ``python -m module arguments`` in a session of its own, with ``environment`` in addition."""
    inherited = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-s", "-B", "-m", module, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=inherited | dict(environment or {}),
        start_new_session=True,
        # On Windows the priority is set here; elsewhere the child sets its own.
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
