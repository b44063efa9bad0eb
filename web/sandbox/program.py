"""Run another program within limits: ``python -m web.sandbox.program LIMITS PROGRAM ARGUMENT ...``

The child limits itself and then becomes the program. Its temporary files are in a folder of their own, which is deleted
afterwards, and it sees none of the server's environment.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict

from web.sandbox.errors import SandboxCrashed, SandboxTimeout
from web.sandbox.limits import Limits
from web.sandbox.start import start


def run_program(
    command: Sequence[str], data: bytes, limits: Limits, environment: Mapping[str, str] | None = None
) -> bytes:
    """Return what the program at the path ``command[0]`` writes when it reads ``data``. Raise a ``SandboxError``."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as output,
    ):
        source.write(data)
        source.seek(0)
        process = start(
            "web.sandbox.program",
            json.dumps(asdict(limits)),
            *command,
            stdin=source,
            stdout=output,
            environment={"TMPDIR": folder} | dict(environment or {}),
        )
        try:
            status = process.wait(limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise SandboxTimeout from error
        finally:
            _end(process)
        if status != 0:
            raise SandboxCrashed
        output.seek(0)
        return output.read()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with every process that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> None:
    """Become the program, within the limits."""
    Limits(**json.loads(sys.argv[1])).limit_resources()
    command = sys.argv[2:]
    if sys.platform == "win32":
        # There, a process cannot become another program.
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)  # noqa: S606  # nosec B606


if __name__ == "__main__":
    main()
