"""An uploaded file of any suffix: a Draft that can be stored, or an error message; nothing else."""

import io
from collections.abc import Iterator

from articles.sandbox.jobs import read_file
from articles.text.draft import Draft
from tests.articles.drafts import GOOD
from web.i18n.lazy_message import Message
from web.plugins import load_plugins

KINDS = [
    (slug, suffix)
    for slug, kind in sorted(load_plugins("articles.readers").items())
    for suffix in kind.suffixes
]


def check(data: bytes) -> None:
    """The first byte selects the file's suffix."""
    if not data:
        return
    slug, suffix = KINDS[data[0] % len(KINDS)]
    answer = read_file(io.BytesIO(data[1:]), slug, suffix)
    if "unreadable" in answer:
        Message.from_json(answer["unreadable"])
        return
    draft = Draft.from_json(answer)
    assert all(0 <= f.start < f.end <= len(draft.text) for f in draft.formatting), draft.formatting


def seeds() -> Iterator[bytes]:
    """Yield a good file of each kind."""
    for number, (slug, _suffix) in enumerate(KINDS):
        yield bytes([number]) + GOOD[slug]
