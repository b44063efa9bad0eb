"""Read and clean several small files in one process of the sandbox: starting one takes longer than reading a text."""

import json
from collections.abc import Sequence
from pathlib import PurePath

from articles.cleaning import Cleaned
from articles.errors import Unreadable
from articles.sandbox.pool import LIMITS, SANDBOX, WAIT
from articles.sandbox.read import MAX_BYTES, check_size, draft_from, reader_of
from articles.text.draft import Draft
from web.sandbox import SandboxError

READ = "articles.sandbox.batch_jobs:read_files"


def read_together(files: Sequence[tuple[str, bytes]]) -> list[tuple[Draft, Cleaned] | Unreadable]:
    """Return what is in the first of these files, which are pairs of name and bytes, or why they cannot be read.

    All files together have the limits of one. If they do not suffice, or if the process fails, the list is empty: each
    is then read by itself.
    """
    refused: dict[int, Unreadable] = {}
    head, contents, numbers = [], [], []
    for number, (name, data) in enumerate(files):
        suffix = PurePath(name).suffix.lower()
        try:
            check_size(len(data), MAX_BYTES)
            head.append((reader_of(suffix), suffix, len(data)))
        except Unreadable as error:
            refused[number] = error
        else:
            numbers.append(number)
            contents.append(data)
    answers = _run(b"".join([json.dumps(head).encode(), b"\n", *contents])) if head else []
    if head and not answers:
        return []
    results = dict(zip(numbers, answers, strict=False)) | refused
    first_missing = next((number for number in range(len(files)) if number not in results), len(files))
    return [results[number] for number in range(first_missing)]


def _run(data: bytes) -> list[tuple[Draft, Cleaned] | Unreadable]:
    try:
        with SANDBOX.run_lines(READ, data, limits=LIMITS, wait=WAIT) as lines:
            return [_result(line) for line in lines]
    except (SandboxError, TypeError, ValueError, KeyError, AttributeError, RecursionError):
        # A hostile file may control the child, so its answer may be anything.
        return []


def _result(line: bytes) -> tuple[Draft, Cleaned] | Unreadable:
    answer = json.loads(line)
    try:
        draft = draft_from(answer["read"])
    except Unreadable as error:
        return error
    return draft, Cleaned.from_json(draft, answer["cleaned"])
