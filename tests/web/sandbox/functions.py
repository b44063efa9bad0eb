"""Functions that tests call in the sandbox."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import IO, Any

LOADED: list[str] = []


def load() -> None:
    LOADED.append("loaded")


def echo(file: IO[bytes], **arguments: Any) -> dict[str, Any]:
    return {"data": file.read().decode(), **arguments}


def loaded(file: IO[bytes]) -> dict[str, Any]:
    return {"loaded": LOADED}


def sleep(file: IO[bytes], seconds: float = 30) -> dict[str, Any]:
    time.sleep(seconds)
    return {}


def spin(file: IO[bytes], **arguments: Any) -> None:
    while True:
        pass


def allocate(file: IO[bytes], bytes: int) -> dict[str, Any]:
    return {"length": len(bytearray(bytes))}


def allocate_in_pieces(file: IO[bytes]) -> dict[str, Any]:
    pieces = []
    try:
        while True:
            pieces.append(bytearray(1024**2))
    except MemoryError:
        count = len(pieces)
        pieces.clear()
    return {"mebibytes": count}


def answer_at_length(file: IO[bytes], length: int) -> dict[str, Any]:
    return {"text": "x" * length}


def answer_in_half_a_character(file: IO[bytes]) -> dict[str, Any]:
    return {"text": "\ud800"}


def answer_in_lines(file: IO[bytes], count: int, end: str = "") -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {"number": number, "text": "Zoë\n\ud800"}
    if end == "memory":
        raise MemoryError
    if end == "error":
        raise KeyError(end)


def answer_no_object(file: IO[bytes], **arguments: Any) -> Any:
    return [1]


def abort(file: IO[bytes], **arguments: Any) -> None:
    os.abort()


def raise_error(file: IO[bytes]) -> None:
    raise KeyError(1)


def leave(file: IO[bytes]) -> None:
    os._exit(0)


def exit_with_a_status(file: IO[bytes]) -> None:
    sys.exit(3)


def end_own_group(file: IO[bytes]) -> None:
    os.kill(0, signal.SIGKILL)


def environment(file: IO[bytes]) -> dict[str, Any]:
    return dict(os.environ)


def nice(file: IO[bytes]) -> dict[str, Any]:
    return {"nice": os.nice(0)}


def print_noise(file: IO[bytes]) -> dict[str, Any]:
    print("noise")
    os.write(1, b"noise")
    return {"text": "Text."}


def open_many_files(file: IO[bytes]) -> dict[str, Any]:
    files = []
    try:
        while True:
            files.append(os.open(__file__, os.O_RDONLY))
    except OSError:
        count = len(files)
        for number in files:
            os.close(number)
    return {"files": count}


def try_forbidden(file: IO[bytes], action: str) -> dict[str, Any]:
    try:
        if action == "network":
            socket.create_connection(("127.0.0.1", 9))
        elif action == "program":
            subprocess.run("true", check=False)
        else:
            os.system("true")
    except PermissionError as error:
        return {"refused": str(error)}
    return {}
