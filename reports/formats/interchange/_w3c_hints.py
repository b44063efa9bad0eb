"""Hints in a W3C file: a collection of their own, since software and no person made them."""

import json
from typing import Any

from reports.analysis.report import ArticleAnnotations, Report
from reports.analysis.unmarked_hints import UnmarkedHint, UnmarkedHints
from reports.formats.interchange._w3c_targets import source_urn, target
from web.i18n.translate import translate

# The program that is the generator of hints.
HINT_RULES = "Claimlight hint rules"
MOTIVATION = "questioning"


def hint_collection(report: Report | ArticleAnnotations, hints: UnmarkedHints) -> dict[str, Any]:
    """Return the hints that nobody highlighted as a collection with one page."""
    source = f"{source_urn(report)}#hints"
    generator = {"type": "Software", "name": HINT_RULES, "schema:softwareVersion": hints.rules}
    items = [_hint(report, hint, generator) for hint in hints.items]
    return {
        "id": source,
        "type": "AnnotationCollection",
        "generator": generator,
        "total": len(items),
        "first": {
            "id": f"{source}-page",
            "type": "AnnotationPage",
            "partOf": source,
            "startIndex": 0,
            "items": items,
        },
    }


def _hint(
    report: Report | ArticleAnnotations, hint: UnmarkedHint, generator: dict[str, str]
) -> dict[str, Any]:
    facts = {
        name: getattr(hint, name)
        for name in ("code", "kind", "cue", "source", "pieces", "neutral", "sure", "first")
    }
    if hint.suggested_by:
        generator = {"type": "Software", "name": hint.suggested_by}
    return {
        "id": f"{source_urn(report)}#hint-{hint.key}",
        "type": "Annotation",
        "motivation": MOTIVATION,
        "generator": generator,
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": hint.tag},
            {
                "type": "TextualBody",
                "purpose": "questioning",
                "format": "text/plain",
                "value": translate(hint.reason),
            },
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(facts, ensure_ascii=False),
            },
        ],
        "target": target(report, hint),
    }


def is_hint(item: Any) -> bool:
    """Return whether an annotation of a file, or a collection, holds hints instead of what people highlighted."""
    generator = item.get("generator") if isinstance(item, dict) else None
    if not isinstance(generator, dict):
        return False
    is_question = item.get("motivation") == MOTIVATION and generator.get("type") == "Software"
    return is_question or generator.get("name") == HINT_RULES
