"""Rounds as they stood on an earlier revision of their text, when it was corrected: replayed from their change logs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from annotate.access import changes_before, corrections_of, visible_layers
from annotate.annotations.replay import DELETE, PUT, REOPEN, SUBMIT
from annotate.enums import LayerKind
from annotate.models import Change, Layer, Round
from articles.models import Text
from people.models import User


def ends_of_rounds(rounds: Iterable[Round], texts: Iterable[Text]) -> dict[int, Change]:
    """Return by round the change with which it left one of the texts, for the rounds that were on them."""
    revisions = {text.article_id: text.revision for text in texts}
    corrections = corrections_of(rounds, {revision + 1 for revision in revisions.values()})
    return {
        change.round_id: change
        for change in corrections
        if change.payload["before"]["revision"] == revisions.get(change.round.text.article_id)
    }


def past_annotation_rows(user: User, end: Change, kind: LayerKind) -> list[tuple[Any, ...]]:
    """Return the annotations before ``end`` in the layers that ``user`` may see now, as rows of EXPORT_COLUMNS."""
    layers = visible_layers(user, end.round, kind)
    changes = (
        changes_before(end, PUT, DELETE).filter(layer__in=layers).values_list("layer", "verb", "payload")
    )
    rows: dict[str, tuple[int, dict[str, Any]]] = {}
    for layer, verb, payload in changes:
        # What was erased since is in the log with nothing but its id.
        if verb == PUT and "tag" in payload:
            rows[payload["id"]] = layer, payload
        else:
            rows.pop(payload["id"], None)
    return [
        (
            pk, layer, end.round_id, row["start"], row["end"], row["tag"], row["quote"],
            datetime.fromisoformat(row["created_at"]), row["note"], row["details"],
        )
        for pk, (layer, row) in sorted(rows.items(), key=lambda item: (item[1][1]["start"], item[1][1]["end"]))
    ]  # fmt: skip


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
