"""What a sandboxed function may use, how its answer comes back, and how many run at once."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.web.sandbox.busy import busy_sandbox
from web.sandbox import Limits, Sandbox, SandboxBusy, SandboxCrashed, SandboxOutOfMemory, SandboxTimeout
from web.sandbox.pool import DEFAULT_LIMITS, processors
from web.sandbox.starters import ForkServer, FreshPython

FUNCTIONS = "tests.web.sandbox.functions:"


@pytest.fixture(params=["forked", "started"])
def run(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Call one of the functions in a forked child, and in a new process, as on Windows."""
    sandbox = Sandbox(starter=ForkServer("") if request.param == "forked" else FreshPython())

    def run(
        function: str, data: bytes | Path = b"", limits: Limits = DEFAULT_LIMITS, **arguments: Any
    ) -> Any:
        return sandbox.run(FUNCTIONS + function, data, arguments, limits)

    yield run
    sandbox.close()


def test_the_function_gets_the_data_and_the_arguments(run, tmp_path: Path) -> None:
    assert run("echo", "Zoë 🌉".encode(), letter="é", numbers=[1, 2]) == {
        "data": "Zoë 🌉",
        "letter": "é",
        "numbers": [1, 2],
    }
    (tmp_path / "file").write_bytes(b"From a file.")
    assert run("echo", tmp_path / "file") == {"data": "From a file."}


def test_large_arguments_belong_into_the_file(run) -> None:
    with pytest.raises(ValueError, match="pass them in the file"):
        run("echo", letters="x" * 5000)


def test_time(run) -> None:
    started = time.monotonic()
    with pytest.raises(SandboxTimeout):
        run("sleep", limits=Limits(seconds=1))
    assert time.monotonic() - started < 15


def test_processor_time(run) -> None:
    with pytest.raises(SandboxTimeout):
        run("spin", limits=Limits(seconds=1))


def test_memory(run) -> None:
    with pytest.raises(SandboxOutOfMemory):
        run("allocate", bytes=600 * 1024**2)
    assert run("allocate", bytes=100 * 1024**2) == {"length": 100 * 1024**2}


def test_memory_in_many_pieces(run) -> None:
    assert 100 < run("allocate_in_pieces")["mebibytes"] < 512


def test_length_of_the_answer(run) -> None:
    assert len(run("answer_at_length", length=1000)["text"]) == 1000
    with pytest.raises(SandboxCrashed):
        run("answer_at_length", length=20_000, limits=Limits(output=10_000))


def test_open_files(run) -> None:
    assert run("open_many_files")["files"] < 64


@pytest.mark.parametrize(
    "function", ["abort", "raise_error", "leave", "exit_with_a_status", "end_own_group", "answer_no_object"]
)
def test_a_crash(run, function: str) -> None:
    with pytest.raises(SandboxCrashed):
        run(function)


def test_no_secrets_reach_it(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgres://s3cret")
    assert "s3cret" not in str(run("environment"))


@pytest.mark.parametrize("action", ["network", "program", "shell"])
def test_no_network_and_no_programs(run, action: str) -> None:
    assert run("try_forbidden", action=action)["refused"].startswith("A sandboxed function must not use")


def test_pages_come_first(run) -> None:
    assert run("nice")["nice"] == min(os.nice(0) + 10, 19)


def test_what_a_library_prints_is_not_the_answer(run) -> None:
    assert run("print_noise") == {"text": "Text."}


def test_half_characters_come_back_as_they_are(run) -> None:
    assert run("answer_in_half_a_character") == {"text": "\ud800"}


@pytest.fixture(params=["forked", "started"])
def lines(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return the output lines of a generator in a child process."""
    sandbox = Sandbox(starter=ForkServer("") if request.param == "forked" else FreshPython())

    def lines(limits: Limits = DEFAULT_LIMITS, **arguments: Any) -> list[Any]:
        with sandbox.run_lines(FUNCTIONS + "answer_in_lines", b"", arguments, limits) as answer:
            return [json.loads(line) for line in answer]

    yield lines
    sandbox.close()


def test_an_answer_may_come_in_lines(lines) -> None:
    assert lines(count=0) == []
    assert lines(count=3) == [{"number": number, "text": "Zoë\n\ud800"} for number in range(3)]


def test_half_an_answer_is_none(lines) -> None:
    with pytest.raises(SandboxOutOfMemory):
        lines(count=3, end="memory")
    with pytest.raises(SandboxCrashed):
        lines(count=3, end="error")
    with pytest.raises(SandboxCrashed):
        lines(count=1000, limits=Limits(output=10_000))


def test_libraries_are_loaded_once_for_all_children() -> None:
    sandbox = Sandbox(preload=FUNCTIONS + "load", starter=ForkServer(FUNCTIONS + "load"))
    assert [sandbox.run(FUNCTIONS + "loaded", b"") for _ in range(2)] == [{"loaded": ["loaded"]}] * 2
    sandbox.close()


def test_there_are_as_many_children_at_once_as_processors() -> None:
    """Others wait for their turn, or get an error after a while."""
    sandbox = Sandbox()
    with busy_sandbox(seconds=2):
        with pytest.raises(SandboxBusy):
            sandbox.run(FUNCTIONS + "echo", b"", wait=0.2)
        assert sandbox.run(FUNCTIONS + "echo", b"In turn.", wait=30) == {"data": "In turn."}
    sandbox.close()


def test_whoever_waits_uses_no_processor() -> None:
    sandbox = Sandbox()
    with busy_sandbox(seconds=2):
        before = time.process_time()
        with pytest.raises(SandboxBusy):
            sandbox.run(FUNCTIONS + "echo", b"", wait=1)
        assert time.process_time() - before < 0.5
    sandbox.close()


def test_many_wait_their_turn() -> None:
    sandbox = Sandbox()
    texts = [f"Words {number}." for number in range(8 * processors())]
    with ThreadPoolExecutor(8) as people:
        answers = people.map(partial(sandbox.run, FUNCTIONS + "echo", wait=60), map(str.encode, texts))
        assert [answer["data"] for answer in answers] == texts
    sandbox.close()


def test_when_the_process_that_children_come_from_is_gone_there_is_another() -> None:
    starter = ForkServer("")
    sandbox = Sandbox(starter=starter)
    echo = partial(sandbox.run, FUNCTIONS + "echo", b"Words.")
    first = echo()
    assert starter.process
    starter.process.kill()
    starter.process.wait()
    assert echo() == first
    sandbox.close()
    assert echo() == first
    sandbox.close()


def test_a_process_that_hangs_is_left() -> None:
    starter = ForkServer("")
    sandbox = Sandbox(starter=starter)
    echo = partial(sandbox.run, FUNCTIONS + "echo", b"Words.", limits=Limits(seconds=2))
    first = echo()
    assert starter.process
    os.kill(starter.process.pid, signal.SIGSTOP)
    assert echo() == first
    sandbox.close()


def test_where_no_process_can_start_it_is_busy() -> None:
    sandbox = Sandbox(starter=ForkServer("tests.web.no_such_module"))
    with pytest.raises(SandboxBusy):
        sandbox.run(FUNCTIONS + "echo", b"")
    sandbox.close()
