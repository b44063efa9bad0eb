"""The annotations that a report is built from, grouped in layers. Plain values that know nothing of the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotate.enums import LayerKind


@dataclass(frozen=True, slots=True)
class SpanAnnotation:
    """One reader's annotation on ``[start, end)``, in code points of the text. ``created`` is an ISO time.

    ``from_hint`` has the ``code`` and the ``rules`` of the hint that it was made from.
    """

    id: str
    start: int
    end: int
    tag: str
    quote: str
    annotator: str
    created: str
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    from_hint: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """What one reader annotated in one round, or the team's final annotations of that round.

    ``done``: the reader has handed in, or the round is over. Readers who are not done are left out of the agreement.
    ``hints_requested``: how many hints the reader asked for while annotating.
    """

    reader: str
    annotations: tuple[SpanAnnotation, ...]
    done: bool = True
    round: int = 0
    kind: LayerKind = LayerKind.READER
    hints_requested: int = 0


def annotations_by_reader(layers: Iterable[Layer]) -> dict[str, tuple[SpanAnnotation, ...]]:
    """Return reader -> all their annotations in text order. One person in several rounds is one reader."""
    by_reader: dict[str, list[SpanAnnotation]] = {}
    for layer in layers:
        if layer.kind == LayerKind.READER:
            by_reader.setdefault(layer.reader, []).extend(layer.annotations)
    return {reader: tuple(sorted(by_reader[reader], key=text_order)) for reader in sorted(by_reader)}


def annotations_by_annotator(annotations: Iterable[SpanAnnotation]) -> dict[str, list[SpanAnnotation]]:
    """Return annotator -> their annotations, in the given order."""
    by_annotator: dict[str, list[SpanAnnotation]] = {}
    for annotation in annotations:
        by_annotator.setdefault(annotation.annotator, []).append(annotation)
    return by_annotator


def layers_to_combine(layers: Iterable[Layer]) -> list[Layer]:
    """Return the layers that passages are built from: adjudicated layers replace the readers' own of their round."""
    layers = list(layers)
    adjudicated_rounds = {
        layer.round for layer in layers if layer.kind == LayerKind.ADJUDICATED and layer.annotations
    }
    return [
        layer
        for layer in layers
        if (layer.kind == LayerKind.ADJUDICATED) == (layer.round in adjudicated_rounds)
    ]


def text_order(annotation: SpanAnnotation) -> tuple[int, int, str, str, str]:
    """Return the sort key of an annotation: by position, then by tag, annotator and id so that no order is random."""
    return annotation.start, -annotation.end, annotation.tag, annotation.annotator, annotation.id


OUTER_CHARACTERS = " \t\r\n\u00a0.,;:!?…\"'“”‘’«»()[]—–-"


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer white space and punctuation, or unchanged if it contains nothing else."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip(OUTER_CHARACTERS))
    right = len(inner) - len(inner.rstrip(OUTER_CHARACTERS))
    return (start + left, end - right) if left + right < len(inner) else (start, end)
