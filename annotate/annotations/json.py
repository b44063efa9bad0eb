"""An annotation as the API, the page and the log carry it: one shape, made in one place."""

from collections.abc import Mapping
from typing import Any

from annotate.enums import LayerKind

# What ``.values(*COLUMNS)`` reads of each annotation for ``json_from_row``.
COLUMNS = (
    "id", "tag__slug", "start", "end", "quote", "prefix", "suffix", "details", "note", "version", "answer",
    "from_hint", "created_at", "updated_at", "layer__kind", "layer__annotator", "layer__annotator__name",
)  # fmt: skip


def annotation_json(annotation: Any) -> dict[str, Any]:
    """Return the JSON of an ``Annotation``, saved or about to be.

    Without a place in the newest text it has ``lost_from``: the revision on which its offsets count.
    """
    layer, annotator = annotation.layer, annotation.layer.annotator
    lost_from = {"lost_from": annotation.lost_from.revision} if annotation.lost_from_id else {}
    return lost_from | json_from_row(
        vars(annotation)
        | {
            "tag__slug": annotation.tag.slug,
            "layer__kind": layer.kind,
            "layer__annotator": annotator and annotator.pk,
            "layer__annotator__name": annotator and annotator.name,
        }
    )


def json_from_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of a row of ``COLUMNS``."""
    annotator = row["layer__annotator"]
    return {
        "id": str(row["id"]),
        "tag": row["tag__slug"],
        "start": row["start"],
        "end": row["end"],
        "quote": row["quote"],
        "prefix": row["prefix"],
        "suffix": row["suffix"],
        "details": row["details"],
        "note": row["note"],
        "version": row["version"],
        "annotator": {"id": annotator, "name": row["layer__annotator__name"]} if annotator else None,
        "created_at": row["created_at"].isoformat(),
        "updated_at": row["updated_at"].isoformat(),
        **({"from_hint": row["from_hint"]} if row["from_hint"] else {}),
    } | layer_fields(row["layer__kind"], row["answer"])


def deletion_json(annotation: Any) -> dict[str, Any]:
    """Return the JSON of an annotation's deletion."""
    fields = layer_fields(annotation.layer.kind, annotation.answer)
    return {"id": str(annotation.pk), "version": annotation.version} | fields


def layer_fields(kind: str, answer: Any) -> dict[str, Any]:
    """Return the fields that tell an annotation of the answer key, or a final one, from a reader's."""
    if kind == LayerKind.READER:
        return {}
    return {"layer": kind} | ({"answer": answer} if kind == LayerKind.KEY else {})
