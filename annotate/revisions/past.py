"""Rounds as they stood on an earlier revision of their text, when it was corrected: replayed from their change logs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from annotate.access import changes_before, corrections_of, polls_in, visible_layers
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.discussion.polls import CLOSE, OPEN
from annotate.enums import LayerKind
from annotate.models import Change, Layer, Poll, Round
from articles.models import Text
from people.models import User

FIELDS = {"start", "end", "tag", "quote", "created_at", "updated_at", "note", "details", "version"}


def ends_of_rounds(rounds: Iterable[Round], texts: Iterable[Text]) -> dict[int, Change]:
    """Return by round the change with which it left one of the texts, for the rounds that were on them."""
    revisions = {text.article_id: text.revision for text in texts}
    if not revisions:
        return {}
    corrections = corrections_of(rounds, {revision + 1 for revision in revisions.values()})
    return {
        change.round_id: change
        for change in corrections
        if change.payload["before"]["revision"] == revisions.get(change.round.text.article_id)
    }


def past_annotations(user: User, end: Change, kind: LayerKind) -> list[tuple[int, dict[str, Any]]]:
    """Return (layer, JSON) of the annotations before ``end`` in the layers that ``user`` may see now, in text order."""
    layers = visible_layers(user, end.round, kind)
    changes = (
        changes_before(end, PUT, DELETE).filter(layer__in=layers).values_list("layer", "verb", "payload")
    )
    annotations: dict[str, tuple[int, dict[str, Any]]] = {}
    for layer, verb, payload in changes:
        if verb == PUT:
            annotations[payload["id"]] = layer, payload
        else:
            annotations.pop(payload["id"], None)
    body = _text_before(end).body
    complete = [(layer, row) for layer, row in annotations.values() if _is_complete(row, body)]
    return sorted(complete, key=lambda item: (item[1]["start"], item[1]["end"], item[1]["id"]))


def past_annotation_rows(user: User, end: Change, kind: LayerKind) -> list[tuple[Any, ...]]:
    """Return the same as rows of EXPORT_COLUMNS."""
    return [
        (
            row["id"], layer, end.round_id, row["start"], row["end"], row["tag"], row["quote"],
            datetime.fromisoformat(row["created_at"]), row["note"], row["details"],
            row.get("from_hint"),
        )
        for layer, row in past_annotations(user, end, kind)
    ]  # fmt: skip


def _text_before(end: Change) -> Text:
    revision = end.payload["before"]["revision"]
    return Text.objects.get(article=end.round.text.article_id, revision=revision)


def _is_complete(row: dict[str, Any], body: str) -> bool:
    """Return whether the log still has an annotation: of what was erased it has the id, and files may have less."""
    return (
        row.keys() >= FIELDS and row["start"] < row["end"] and body[row["start"] : row["end"]] == row["quote"]
    )


def set_past_submissions(layers: Iterable[Layer], end: Change) -> list[Layer]:
    """Return those of the round's layers that existed before ``end``, with ``submitted_at`` as it was then."""
    submitted: dict[int, datetime | None] = {}
    for layer, verb, time in changes_before(end, PUT, SUBMIT, REOPEN).values_list(
        "layer", "verb", "created_at"
    ):
        if verb != PUT:
            submitted[layer] = time if verb == SUBMIT else None
        else:
            submitted.setdefault(layer, None)
    existing = [layer for layer in layers if layer.pk in submitted]
    for layer in existing:
        layer.submitted_at = submitted[layer.pk]
    return existing


def past_polls(end: Change) -> list[Poll]:
    """Return the polls that were opened before ``end``, where they were then and as they stood."""
    past: dict[int, dict[str, Any]] = {}
    times: dict[int, datetime | None] = {}
    for payload, time in changes_before(end, OPEN, CLOSE).values_list("payload", "created_at"):
        past[payload["id"]] = payload
        times[payload["id"]] = None if payload["open"] else times.get(payload["id"]) or time
    polls = [poll for poll in polls_in(end.round) if poll.pk in past]
    for poll in polls:
        poll.start, poll.end = past[poll.pk]["start"], past[poll.pk]["end"]
        poll.closed_at = times[poll.pk]
    return polls
