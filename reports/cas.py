"""One reader's marks as a UIMA CAS; dkpro-cassis writes it."""

import json

from cassis import Cas, TypeSystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

from reports.exported import provenance
from reports.layers import Mark
from reports.report import Report
from reports.writable import writable

MARK, ABOUT = "org.claimlight.Mark", "org.claimlight.About"
FEATURES = {MARK: ("tag", "note", "details", "markId"), ABOUT: ("annotator", "made")}


def cas_of(report: Report, reader: str, marks: list[Mark]) -> Cas:
    """``org.claimlight.Mark`` for each mark, ``org.claimlight.About`` over the whole text."""
    types = TypeSystem()
    made = {name: types.create_type(name, TYPE_NAME_ANNOTATION) for name in FEATURES}
    for name, features in FEATURES.items():
        for feature in features:
            types.create_feature(made[name], feature, TYPE_NAME_STRING)
    cas = Cas(types)
    cas.sofa_string = writable(report.text.body)
    cas.sofa_mime = "text/plain"
    said = json.dumps(provenance(report), ensure_ascii=False)
    cas.add(made[ABOUT](begin=0, end=len(report.text.body), annotator=writable(reader), made=writable(said)))
    for mark in marks:
        details = json.dumps(mark.details, ensure_ascii=False) if mark.details else ""
        cas.add(
            made[MARK](
                begin=mark.start,
                end=mark.end,
                tag=mark.tag,
                note=writable(mark.note),
                details=writable(details),
                markId=mark.id,
            )
        )
    return cas
