"""A mark as the API carries it, written by the database; ``annotate.annotations.actions.annotation_json`` says the same of one row."""

from django.db.models import F

from annotate.enums import LayerKind
from web.db.json_functions import JsonObject, JsonObjectOrNull, RawJson


def mark_json(kind: LayerKind) -> JsonObject:
    """Of a row of Annotation in a layer of this kind."""
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
