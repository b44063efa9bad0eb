"""What a published report is built from, as JSON, so that it can be built again without a person. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from annotate.codebook import Codebook
from annotate.enums import LayerKind
from annotate.tag import tag_from
from articles.text.draft import Formatting
from reports.analysis.claims import Finding
from reports.analysis.groups import GroupOfReaders
from reports.analysis.report import (
    ArticleFacts,
    ReportContext,
    ReportInput,
    ReportQuery,
    RoundFacts,
    TextFacts,
)
from reports.layers import Layer, SpanAnnotation


def input_to_json(source: ReportInput) -> str:
    """Return the input of a published report, which has neither pictures nor hints."""
    return json.dumps(asdict(source), default=_date, ensure_ascii=False)


def input_from_json(text: str) -> ReportInput:
    """Return what ``input_to_json`` wrote."""
    data = json.loads(text)
    published = data["article"]["published"]
    return ReportInput(
        ArticleFacts(**data["article"] | {"published": date.fromisoformat(published) if published else None}),
        TextFacts(
            **data["text"]
            | {"formatting": tuple(Formatting(**row) for row in data["text"]["formatting"]), "pictures": ()}
        ),
        codebook_of(data),
        [_layer(row) for row in data["layers"]],
        ReportQuery(**data["query"] | {"readers": tuple(data["query"]["readers"])}),
        _context(data["context"]),
    )


def codebook_of(data: Mapping[str, Any]) -> Codebook:
    """Return the codebook in the parsed JSON of an input."""
    return Codebook(**data["codebook"] | {"tags": tuple(map(tag_from, data["codebook"]["tags"]))})


def _layer(row: Mapping[str, Any]) -> Layer:
    annotations = tuple(SpanAnnotation(**annotation) for annotation in row["annotations"])
    return Layer(**{**row, "annotations": annotations, "kind": LayerKind(row["kind"])})


def _context(row: Mapping[str, Any]) -> ReportContext:
    return ReportContext(
        tuple(RoundFacts(**item) for item in row["rounds"]),
        row["merged"],
        tuple(Finding(**item | {"evidence": tuple(item["evidence"])}) for item in row["findings"]),
        row["hand_changes"],
        groups=tuple(GroupOfReaders(**item | {"readers": tuple(item["readers"])}) for item in row["groups"]),
    )


def _date(value: date) -> str:
    return value.isoformat()
