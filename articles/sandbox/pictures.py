"""Decode pictures that come without an article, and write them anew, in the sandbox."""

import json
from collections.abc import Sequence

from articles.errors import Unreadable
from articles.sandbox.pool import LIMITS
from articles.sandbox.read import CRASHED, run_in_sandbox
from articles.text.draft import Picture
from articles.text.pictures import pictures_from_json, pictures_to_json

READ_PICTURES = "articles.sandbox.jobs:read_pictures"


def small_pictures(pictures: Sequence[Picture], text: str) -> tuple[Picture, ...]:
    """Return the pictures of a text as small files, without those that cannot be shown. Raises ``Unreadable``."""
    if not pictures:
        return ()
    data = json.dumps({"text": text, "pictures": pictures_to_json(pictures)}).encode()
    answer = run_in_sandbox(READ_PICTURES, data, {}, LIMITS)
    try:
        return pictures_from_json(answer["pictures"], text)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Unreadable(CRASHED) from error
