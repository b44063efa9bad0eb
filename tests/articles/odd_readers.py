"""Functions that tests run in the sandbox in place of the readers, to fail in ways for which there is no known file."""

import os
import time
from collections.abc import Iterator
from typing import IO, Any

from articles.errors import Unreadable
from articles.sandbox.batch_jobs import read_files
from articles.sandbox.jobs import check_draft
from articles.text.draft import Draft


def sleep(file: IO[bytes], **arguments: str) -> None:
    time.sleep(30)


def allocate(file: IO[bytes], **arguments: str) -> dict[str, Any]:
    return Draft(str(len(bytearray(600 * 1024**2)))).to_json()


def abort(file: IO[bytes], **arguments: str) -> None:
    os.abort()


def answer_something_else(file: IO[bytes], **arguments: str) -> dict[str, Any]:
    return {"text": "No draft.", "notes": 7}


def answer_no_phrase(file: IO[bytes], **arguments: str) -> dict[str, Any]:
    return {"unreadable": [1, 2, 3]}


def answer_half_a_character(file: IO[bytes], **arguments: str) -> dict[str, Any]:
    try:
        return check_draft(Draft("\ud800")).to_json()
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}


def read_only_the_first(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    yield next(read_files(file))


def answer_nothing_usable(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    yield {"read": {"text": "No draft."}, "cleaned": 7}
    yield {"cleaned": {}}
