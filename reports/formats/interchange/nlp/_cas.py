"""One reader's annotations as a UIMA CAS, written and read by dkpro-cassis."""

import json
from collections.abc import Callable
from typing import Any

from cassis import Cas, TypeSystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_STRING

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import provenance
from reports.formats.json_rows import annotator_name, article_metadata, require_text
from reports.formats.parsed import (
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message
from web.text.xml_text import replace_invalid_xml

MARK, ABOUT = "org.claimlight.Mark", "org.claimlight.About"
FEATURES = {MARK: ("tag", "note", "details", "markId"), ABOUT: ("annotator", "made")}


NO_CAS = Message("is not a readable CAS file: {why}")
# What other tools call the tag of an annotation.
TAG_FEATURES = ("tag", "value", "label", "identifier", "category")
# Types that describe the grammar of the text or the document itself, and are no annotations of readers.
IGNORED_TYPES = (
    "Token",
    "Sentence",
    "Lemma",
    "POS",
    "Stem",
    "DocumentMetaData",
    "DocumentAnnotation",
    "MorphologicalFeatures",
)


def cas_of(report: Report | ArticleAnnotations, reader: str, annotations: list[SpanAnnotation]) -> Cas:
    """Return a CAS with an ``org.claimlight.Mark`` per annotation and one ``org.claimlight.About`` over the text."""
    types = TypeSystem()
    created = {name: types.create_type(name, TYPE_NAME_ANNOTATION) for name in FEATURES}
    for name, features in FEATURES.items():
        for feature in features:
            types.create_feature(created[name], feature, TYPE_NAME_STRING)
    cas = Cas(types)
    cas.sofa_string = replace_invalid_xml(report.text.body)
    cas.sofa_mime = "text/plain"
    metadata = json.dumps(provenance(report), ensure_ascii=False)
    cas.add(
        created[ABOUT](
            begin=0,
            end=len(report.text.body),
            annotator=replace_invalid_xml(reader),
            made=replace_invalid_xml(metadata),
        )
    )
    for annotation in annotations:
        details = json.dumps(annotation.details, ensure_ascii=False) if annotation.details else ""
        cas.add(
            created[MARK](
                begin=annotation.start,
                end=annotation.end,
                tag=annotation.tag,
                note=replace_invalid_xml(annotation.note),
                details=replace_invalid_xml(details),
                markId=annotation.id,
            )
        )
    return cas


def read_cas(name: str, cas: Cas) -> Document:
    """Return the text with the annotations of one annotator. Raises ``RowError``."""
    text = require_text(cas.sofa_string)
    about = next(iter(cas.select(ABOUT)), None) if cas.typesystem.contains_type(ABOUT) else None
    annotations = [
        annotation
        for structure in cas.select_all_annotations()
        if (annotation := _annotation(structure)) is not None
    ]
    metadata = json.loads(about.made) if about is not None and about.made else {}
    layers = {annotator_name(about and about.annotator, name): tuple(annotations)}
    return Document(name, text, layers, **article_metadata(metadata))


def _annotation(structure: Any) -> ParsedAnnotation | None:
    type_name = structure.type.name
    names = {feature.name for feature in structure.type.all_features}
    if type_name.rpartition(".")[2] in IGNORED_TYPES or type_name == ABOUT or not {"begin", "end"} <= names:
        return None
    values = (structure.get(name) for name in TAG_FEATURES if name in names)
    tag = next((value for value in values if isinstance(value, str) and value), None)
    if tag is None:
        return None
    if structure.begin is None or structure.end is None:
        raise RowError(Message("has an annotation “{tag}” without a position.").format(tag=tag))
    details = structure.get("details") if "details" in names else None
    return ParsedAnnotation(
        structure.begin,
        structure.end,
        tag,
        note=(structure.get("note") if "note" in names else None) or "",
        details=json.loads(details) if details else {},
        id=(structure.get("markId") if "markId" in names else None) or "",
    )


def read_all(files: Files, ending: str, load: Callable[[bytes], Cas]) -> ParsedFile:
    """Read every file with that ending as the work of one annotator. What cannot be loaded is a problem."""
    documents: list[Document] = []
    problems: list[RowProblem] = []
    for name in sorted(name for name in files if name.endswith(ending)):
        try:
            documents.append(read_cas(name, load(files[name])))
        except RowError as error:
            problems.append(RowProblem(name, reason_of(error)))
        # The library raises errors of many kinds on files that are not as it expects.
        except Exception as error:
            problems.append(RowProblem(name, NO_CAS.format(why=f"{type(error).__name__}: {error}"[:300])))
    return ParsedFile(tuple(documents), tuple(problems))
