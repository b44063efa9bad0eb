"""The function that runs in the sandbox on several small files, one after the other."""

import io
import json
import time
from collections.abc import Iterator
from typing import IO, Any

from articles.sandbox.jobs import cleaned_json, read_file
from articles.text.draft import Draft

# After so many seconds the files that are left are for another process, long before the time of this one is over.
TURN = 3


def read_files(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield for each of the files, until the time is over, the answer of ``read_file`` and the result of cleaning.

    The first line says the reader, the ending and the number of bytes of each file; the bytes follow.
    """
    end = time.monotonic() + TURN
    for slug, suffix, length in json.loads(file.readline()):
        answer = read_file(io.BytesIO(file.read(length)), slug, suffix)
        if "unreadable" in answer:
            yield {"read": answer}
        else:
            draft = Draft.from_json({name: value for name, value in answer.items() if name != "pictures"})
            yield {"read": answer, "cleaned": cleaned_json(draft)}
        if time.monotonic() > end:
            return
