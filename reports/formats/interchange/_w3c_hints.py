"""Hints in a W3C file: a collection of their own, since a program and no person made them."""

import json
from typing import Any

from reports.analysis.report import ArticleAnnotations, Report
from reports.analysis.unmarked_hints import UnmarkedHint, UnmarkedHints
from reports.formats.interchange._w3c_targets import source_urn, target
from web.i18n.translate import translate

# The program that is the generator of hints.
HINT_RULES = "Claimlight hint rules"


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
    return {
        "id": f"{source_urn(report)}#hint-{hint.key}",
        "type": "Annotation",
        "motivation": "questioning",
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
    """Return whether an annotation or a collection of a file comes from our rules."""
    generator = item.get("generator") if isinstance(item, dict) else None
    return isinstance(generator, dict) and generator.get("name") == HINT_RULES
