"""What a report is made of: marks, in layers. Plain values, which know nothing of the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotate.enums import LayerKind


@dataclass(frozen=True, slots=True)
class SpanAnnotation:
    """One reader's mark on ``[start, end)``, in code points of the text. ``created`` is an ISO time."""

    id: str
    start: int
    end: int
    tag: str
    quote: str
    annotator: str
    created: str
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one reader marked in one round, or what its team settled on there.

    ``done``: handed in, or the round is over; who is still at it is no part of the agreement.
    """

    reader: str
    marks: tuple[SpanAnnotation, ...]
    done: bool = True
    round: int = 0
    kind: LayerKind = LayerKind.READER


def annotations_by_reader(layers: Iterable[Layer]) -> dict[str, tuple[SpanAnnotation, ...]]:
    """reader -> everything they marked, in the order of the text: one person in several rounds is one reader."""
    found: dict[str, list[SpanAnnotation]] = {}
    for layer in layers:
        if layer.kind == LayerKind.READER:
            found.setdefault(layer.reader, []).extend(layer.marks)
    return {reader: tuple(sorted(found[reader], key=text_order)) for reader in sorted(found)}


def layers_to_combine(layers: Iterable[Layer]) -> list[Layer]:
    """The layers that passages are made of: where a round is settled, that stands in place of its readers' own."""
    layers = list(layers)
    settled = {layer.round for layer in layers if layer.kind == LayerKind.SETTLED and layer.marks}
    return [layer for layer in layers if (layer.kind == LayerKind.SETTLED) == (layer.round in settled)]


def text_order(mark: SpanAnnotation) -> tuple[int, int, str, str, str]:
    """What puts marks in order: first by place, then so that the order never depends on chance."""
    return mark.start, -mark.end, mark.tag, mark.annotator, mark.id


OUTER_CHARACTERS = " \t\r\n\u00a0.,;:!?…\"'“”‘’«»()[]—–-"


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Without outer white space and punctuation; what is nothing else stays as it is."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip(OUTER_CHARACTERS))
    right = len(inner) - len(inner.rstrip(OUTER_CHARACTERS))
    return (start + left, end - right) if left + right < len(inner) else (start, end)
