"""Annotations as API JSON, written by the database; ``annotation_json`` in ``actions`` does the same for one object."""

from django.db.models import F

from annotate.enums import LayerKind
from web.db.json_functions import JsonObject, JsonObjectOrNull, RawJson


def mark_json(kind: LayerKind) -> JsonObject:
    """Return the expression that writes an annotation in a layer of this kind as a JSON object."""
    annotator = JsonObject(id=F("layer__annotator"), name=F("layer__annotator__name"))
    apart = {} if kind == LayerKind.READER else {"layer": F("layer__kind")}
    if kind == LayerKind.KEY:
        apart["answer"] = RawJson(F("answer"))
    return JsonObject(
        id=F("id"), tag=F("tag__slug"), start=F("start"), end=F("end"), quote=F("quote"), prefix=F("prefix"),
        suffix=F("suffix"), details=RawJson(F("details")), note=F("note"), version=F("version"),
        annotator=JsonObjectOrNull("layer__annotator", annotator), created_at=F("created_at"), updated_at=F("updated_at"),
        **apart,
    )  # fmt: skip
