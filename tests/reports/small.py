"""A small text with marks whose numbers were counted by hand."""

from typing import Any

from annotate.codebook import read_codebook
from articles.text.draft import Formatting
from reports.analysis.report import ArticleFacts, Report, ReportContext, ReportQuery, TextFacts, build
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


def mark(tag: str, quote: str, by: str, note: str = "", **details: Any) -> SpanAnnotation:
    """A mark on the first place where ``quote`` stands."""
    start = BODY.index(quote)
    name = f"{by}-{tag}-{start}"
    return SpanAnnotation(
        name, start, start + len(quote), tag, quote, by, "2024-03-04T10:00:00+00:00", note, details
    )


MARKS = [
    mark("loaded-language", "slams", "Ada", neutral="criticises", target="the critics"),
    mark("loaded-language", "slams", "Bo", neutral="answers"),
    mark("loaded-language", "globalist", "Ada"),
    mark("factual-claim", "The globalist council voted nine to six", "Ada", status="supported"),
    mark("factual-claim", " The globalist council voted nine to six"[1:], "Bo", status="disputed"),
    mark("factual-claim", "Taxes fell by four per cent", "Bo", evidence=["https://tax.example/2023"]),
    mark("attributed-allegation", "“It was a disgrace,”", "Ada", source="The family", cue="said"),
    mark("attributed-allegation", "“It was a disgrace,”", "Bo", source="family", cue="Said"),
    mark("opinion", "It was a disgrace", "Ada", whose="quoted"),
    mark("opinion", "Nobody should be surprised by that", "Bo", note="Why not?", whose="author"),
]


def layers(marks: list[SpanAnnotation]) -> list[Layer]:
    """One layer a reader."""
    readers = sorted({mark.annotator for mark in marks})
    return [Layer(reader, tuple(m for m in marks if m.annotator == reader)) for reader in readers]


def report(
    marks: list[SpanAnnotation] = MARKS,
    body: str = BODY,
    formatting: Any = FORMATTING,
    threshold: str = "anybody",
    agreed: bool = False,
    **around: Any,
) -> Report:
    """The report on the small text."""
    text = TextFacts(1, "0" * 64, body, formatting)
    asked = ReportQuery(threshold, agreed=agreed)
    return build(ARTICLE, text, read_codebook("four-tags"), layers(marks), asked, ReportContext(**around))
