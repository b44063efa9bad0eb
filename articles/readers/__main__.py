"""The child process, ``python -m articles.readers``: a file comes in, a Draft goes out as JSON."""

import importlib
import json
import os
import sys
from typing import IO, Any

from articles.draft import Draft
from articles.phrase import Phrase
from articles.readers import Unreadable
from articles.readers._damage import lost_is_told
from articles.readers._limits import fits, limit
from articles.readers._sniff import check

MAX_FORMATTING = 50_000
TOO_MUCH_MEMORY = Phrase(
    "Reading this file needs more memory than any article should. "
    "Upload the part you need, or paste its text."
)
TOO_FORMATTED = Phrase(
    "The file has so many links and emphasised words that they were left out. Its text is whole."
)
HALF = Phrase(
    "The file holds half characters that no text may hold. Save it again as UTF-8, or paste the text."
)


def main(slug: str, suffix: str, memory: str, seconds: str) -> None:
    """Reads standard input with the reader ``slug`` and writes one JSON object."""
    # Libraries that print must not write into the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(int(memory), int(seconds))
    with answer:
        answer.write(json.dumps(answered(slug, suffix, sys.stdin.buffer), ensure_ascii=False).encode())


def answered(slug: str, suffix: str, given: IO[bytes]) -> dict[str, Any]:
    """The Draft of what is ``given``, or why there is none."""
    try:
        data = given.read()
        check(slug, suffix, data)
        return _checked(_reader(slug).read(data)).to_json()
    except Unreadable as error:
        return {"unreadable": error.phrase.to_json()}
    except MemoryError:
        return {"unreadable": TOO_MUCH_MEMORY.to_json()}


def _reader(slug: str) -> Any:
    """The one reader that is needed: loading all of them takes longer than reading."""
    module = importlib.import_module(f"articles.readers.{slug}")
    return next(v for v in vars(module).values() if isinstance(v, type) and vars(v).get("slug") == slug)()


def _checked(draft: Draft) -> Draft:
    from dataclasses import replace

    draft = lost_is_told(draft)
    fits(draft.text)
    try:
        json.dumps(draft.to_json(), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Unreadable(HALF) from error
    if len(draft.formatting) > MAX_FORMATTING:
        return replace(draft, formatting=(), notes=(*draft.notes, TOO_FORMATTED))
    return draft


if __name__ == "__main__":
    main(*sys.argv[1:])
