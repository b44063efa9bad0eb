"""A small text with annotations whose numbers were counted by hand."""

from typing import Any

from annotate.codebook import read_codebook
from articles.text.draft import Formatting
from reports.analysis.report import (
    ArticleFacts,
    Report,
    ReportContext,
    ReportInput,
    ReportQuery,
    TextFacts,
    build,
)
from reports.layers import Layer, SpanAnnotation

BODY = (
    "Mayor slams critics 🌉\n\n"
    "The globalist council voted nine to six. “It was a disgrace,” said the family.\n\n"
    "Taxes fell by four per cent. Nobody should be surprised by that."
)
FORMATTING = (
    Formatting(0, 21, "heading", "1"),
    Formatting(BODY.index("council"), BODY.index(" voted"), "link", "https://council.example/"),
    Formatting(BODY.index("voted nine"), BODY.index(" to six"), "emphasis"),
)
ARTICLE = ArticleFacts(7, "Mayor slams critics", "A. Writer", "The Courier", "", None, "en")


def annotation(tag: str, quote: str, reader: str, note: str = "", **details: Any) -> SpanAnnotation:
    """Return an annotation of the first occurrence of ``quote``."""
    start = BODY.index(quote)
    pk = f"{reader}-{tag}-{start}"
    return SpanAnnotation(
        pk, start, start + len(quote), tag, quote, reader, "2024-03-04T10:00:00+00:00", note, details
    )


ANNOTATIONS = [
    annotation("loaded-language", "slams", "Ada", neutral="criticises", target="the critics"),
    annotation("loaded-language", "slams", "Bo", neutral="answers"),
    annotation("loaded-language", "globalist", "Ada"),
    annotation("factual-claim", "The globalist council voted nine to six", "Ada", status="supported"),
    annotation("factual-claim", " The globalist council voted nine to six"[1:], "Bo", status="disputed"),
    annotation("factual-claim", "Taxes fell by four per cent", "Bo", evidence=["https://tax.example/2023"]),
    annotation("attributed-allegation", "“It was a disgrace,”", "Ada", source="The family", cue="said"),
    annotation("attributed-allegation", "“It was a disgrace,”", "Bo", source="family", cue="Said"),
    annotation("opinion", "It was a disgrace", "Ada", whose="quoted"),
    annotation("opinion", "Nobody should be surprised by that", "Bo", note="Why not?", whose="author"),
]


def layers(annotations: list[SpanAnnotation]) -> list[Layer]:
    """Return one layer for each reader."""
    readers = sorted({annotation.annotator for annotation in annotations})
    return [
        Layer(reader, tuple(annotation for annotation in annotations if annotation.annotator == reader))
        for reader in readers
    ]


def report(
    annotations: list[SpanAnnotation] = ANNOTATIONS,
    body: str = BODY,
    formatting: Any = FORMATTING,
    threshold: str = "anybody",
    agreed: bool = False,
    **context: Any,
) -> Report:
    """Build the report on the small text."""
    text = TextFacts(1, "0" * 64, body, formatting)
    query = ReportQuery(threshold, agreed=agreed)
    codebook = read_codebook("four-tags")
    return build(ReportInput(ARTICLE, text, codebook, layers(annotations), query, ReportContext(**context)))
