"""A mark as the API carries it, written by the database; ``annotate.annotations.actions.state`` says the same of one row."""

from django.db.models import F

from annotate.enums import Kind
from web.db.json_functions import IfAny, Kept, Object


def mark_json(kind: Kind) -> Object:
    """Of a row of Annotation in a layer of this kind."""
    annotator = Object(id=F("layer__annotator"), name=F("layer__annotator__name"))
    apart = {} if kind == Kind.READER else {"layer": F("layer__kind")}
    if kind == Kind.KEY:
        apart["answer"] = Kept(F("answer"))
    return Object(
        id=F("id"), tag=F("tag__slug"), start=F("start"), end=F("end"), quote=F("quote"), prefix=F("prefix"),
        suffix=F("suffix"), details=Kept(F("details")), note=F("note"), version=F("version"),
        annotator=IfAny("layer__annotator", annotator), created_at=F("created_at"), updated_at=F("updated_at"),
        **apart,
    )  # fmt: skip
