"""What another program may use that the server runs: time, memory, no secrets, and a folder that goes with it."""

import sys
from pathlib import Path

import pytest

from web.sandbox import Limits, SandboxCrashed, SandboxTimeout
from web.sandbox.pool import DEFAULT_LIMITS
from web.sandbox.program import run_program


def python(code: str, data: bytes = b"", limits: Limits = DEFAULT_LIMITS, **environment: str) -> bytes:
    return run_program([sys.executable, "-c", code], data, limits, environment)


def test_it_reads_the_data_and_its_output_comes_back() -> None:
    assert python("import sys; sys.stdout.write(sys.stdin.read().upper())", b"page") == b"PAGE"


def test_it_sees_no_secret_of_the_server_and_has_low_priority() -> None:
    code = "import os; print(sorted(os.environ.keys() & {'SECRET_KEY', 'DATA_DIR', 'MINE'}), os.nice(0))"
    assert python(code, MINE="1") == b"['MINE'] 10\n"


def test_what_it_leaves_in_its_folder_is_deleted() -> None:
    path = Path(
        python("import os; f = os.environ['TMPDIR']; open(f + '/page', 'w'); print(f)").decode().strip()
    )
    assert path.is_absolute()
    assert not path.exists()


def test_it_is_ended_with_all_it_started_when_its_time_is_up() -> None:
    with pytest.raises(SandboxTimeout):
        python("import time; time.sleep(60)", limits=Limits(seconds=1))


@pytest.mark.parametrize("code", ["bytearray(2**30)", "raise SystemExit(3)"], ids=["memory", "failure"])
def test_a_program_that_fails_gives_no_result(code: str) -> None:
    with pytest.raises(SandboxCrashed):
        python(code, limits=Limits(memory=256 * 2**20))
