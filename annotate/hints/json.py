"""A hint as pages and the API get it."""

from typing import Any

from annotate.hints.visible import VisibleHint
from web.i18n.translate import translate


def hint_json(visible: VisibleHint, body: str) -> dict[str, Any]:
    """Return the JSON of a hint in the text ``body``; extents are ``[start, end]`` in code points."""
    hint, details = visible.hint, visible.hint.details
    source = details.get("source")
    return {
        "key": visible.key,
        "kind": hint.kind,
        "tag": hint.tag,
        "start": hint.start,
        "end": hint.end,
        "quote": body[hint.start : hint.end],
        "cue": list(hint.cue),
        "source": list(source) if source else None,
        "pieces": [list(piece) for piece in details.get("pieces", ())],
        "neutral": list(details.get("neutral", ())),
        "code": hint.reason.code,
        "reason": translate(hint.reason),
        "sure": hint.sure,
        "first": visible.first,
        "response": visible.response,
    }
