"""What annotations in a W3C file are about: a span of the text of a report."""

from typing import Any

from annotate.annotations.spans import quote_context
from reports.analysis.report import ArticleAnnotations, Report
from reports.analysis.unmarked_hints import UnmarkedHint
from reports.layers import SpanAnnotation


def source_urn(report: Report | ArticleAnnotations) -> str:
    """Return a URN made of the hash of the text, which has no address of its own."""
    return f"urn:sha256:{report.made.text_sha256}"


def target(report: Report | ArticleAnnotations, span: SpanAnnotation | UnmarkedHint) -> dict[str, Any]:
    """Return the text with a quote selector and a position selector."""
    prefix, suffix = quote_context(report.text.body, span.start, span.end)
    quote = {"type": "TextQuoteSelector", "exact": span.quote, "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": source_urn(report), "selector": [quote, position]}
