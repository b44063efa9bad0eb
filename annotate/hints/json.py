"""A hint as pages and the API get it."""

from typing import Any

from annotate.hints.visible import VisibleHint
from annotate.models import ShownHint
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
        "suggested_by": details.get("suggested_by"),
    }


def shown_hint_json(shown: ShownHint) -> dict[str, Any]:
    """Return what is stored about a hint that somebody asked for or responded to, without who and where."""
    return {
        "key": shown.key,
        "tag": shown.tag,
        "code": shown.code,
        "rules": shown.rules,
        "response": shown.response,
        "shown_at": shown.shown_at.isoformat(),
        "responded_at": shown.responded_at.isoformat() if shown.responded_at else None,
    }
