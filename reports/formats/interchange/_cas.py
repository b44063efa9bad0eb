"""One reader's marks as a UIMA CAS; dkpro-cassis writes it and reads it."""

import json
from collections.abc import Callable
from typing import Any

from cassis import Cas, TypeSystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import provenance
from reports.formats.parsed import (
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    annotator_name,
    article_metadata,
    reason_of,
    require_text,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message
from web.text.xml_text import replace_invalid_xml

MARK, ABOUT = "org.claimlight.Mark", "org.claimlight.About"
FEATURES = {MARK: ("tag", "note", "details", "markId"), ABOUT: ("annotator", "made")}


def cas_of(report: Report | ArticleAnnotations, reader: str, marks: list[SpanAnnotation]) -> Cas:
    """``org.claimlight.Mark`` for each mark, ``org.claimlight.About`` over the whole text."""
    types = TypeSystem()
    made = {name: types.create_type(name, TYPE_NAME_ANNOTATION) for name in FEATURES}
    for name, features in FEATURES.items():
        for feature in features:
            types.create_feature(made[name], feature, TYPE_NAME_STRING)
    cas = Cas(types)
    cas.sofa_string = replace_invalid_xml(report.text.body)
    cas.sofa_mime = "text/plain"
    said = json.dumps(provenance(report), ensure_ascii=False)
    cas.add(
        made[ABOUT](
            begin=0,
            end=len(report.text.body),
            annotator=replace_invalid_xml(reader),
            made=replace_invalid_xml(said),
        )
    )
    for mark in marks:
        details = json.dumps(mark.details, ensure_ascii=False) if mark.details else ""
        cas.add(
            made[MARK](
                begin=mark.start,
                end=mark.end,
                tag=mark.tag,
                note=replace_invalid_xml(mark.note),
                details=replace_invalid_xml(details),
                markId=mark.id,
            )
        )
    return cas


NO_CAS = Message("is no CAS that can be read: {why}")
# What other tools call the value of a mark, and the layers that are about the text's grammar or its own making.
VALUES = ("tag", "value", "label", "identifier", "category")
GRAMMAR = (
    "Token",
    "Sentence",
    "Lemma",
    "POS",
    "Stem",
    "DocumentMetaData",
    "DocumentAnnotation",
    "MorphologicalFeatures",
)


def read_cas(name: str, cas: Cas) -> Document:
    """The marks of one annotator; raises ``RowError``."""
    text = require_text(cas.sofa_string)
    about = next(iter(cas.select(ABOUT)), None) if cas.typesystem.contains_type(ABOUT) else None
    marks = [mark for each in cas.select_all_annotations() if (mark := _mark(each)) is not None]
    made = json.loads(about.made) if about is not None and about.made else {}
    return Document(
        name, text, {annotator_name(about and about.annotator, name): tuple(marks)}, **article_metadata(made)
    )


def _mark(each: Any) -> ParsedAnnotation | None:
    kind = each.type
    names = {feature.name for feature in kind.all_features}
    if kind.name.rpartition(".")[2] in GRAMMAR or kind.name == ABOUT or not {"begin", "end"} <= names:
        return None
    value = next((v for name in VALUES if name in names and isinstance(v := each.get(name), str) and v), None)
    if value is None:
        return None
    if each.begin is None or each.end is None:
        raise RowError(Message("has a mark “{tag}” without a place.").format(tag=value))
    details = each.get("details") if "details" in names else None
    return ParsedAnnotation(
        each.begin,
        each.end,
        value,
        note=(each.get("note") if "note" in names else None) or "",
        details=json.loads(details) if details else {},
        id=(each.get("markId") if "markId" in names else None) or "",
    )


def read_all(files: Files, ending: str, load: Callable[[bytes], Cas]) -> ParsedFile:
    """Each file of that ending is one annotator's; what cannot be loaded is a problem of its own."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for name in sorted(name for name in files if name.endswith(ending)):
        try:
            documents.append(read_cas(name, load(files[name])))
        except RowError as error:
            problems.append(RowProblem(name, reason_of(error)))
        # The library raises whatever it stumbles over.
        except Exception as error:
            problems.append(RowProblem(name, NO_CAS.format(why=f"{type(error).__name__}: {error}"[:300])))
    return ParsedFile(tuple(documents), tuple(problems))
