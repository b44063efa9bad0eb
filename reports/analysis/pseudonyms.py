"""Readers without their names: numbers that lead back to nobody. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from annotate.enums import LayerKind
from reports.layers import Layer, SpanAnnotation, text_order


def without_names(layers: Sequence[Layer], salt: str, called: Callable[[int], str]) -> list[Layer]:
    """The same layers of readers 1, 2, 3 …, as ``called`` names them.

    ``salt`` sets the order of the numbers, so that it says nothing about names; what is written in notes stays. Marks
    get new ids, in the order of the text, and keep of their time only the day.
    """
    readers = {layer.reader for layer in layers if layer.kind == LayerKind.READER}
    names = {name: called(number) for number, name in enumerate(shuffled_numbers(readers, salt), 1)}
    numbers = _numbers(mark for layer in layers for mark in layer.marks)

    def nameless(layer: Layer, mark: SpanAnnotation) -> SpanAnnotation:
        who = names[layer.reader] if layer.kind == LayerKind.READER else mark.annotator
        return replace(mark, id=numbers[mark.id], annotator=who, created=mark.created[:10])

    return [
        replace(
            layer,
            reader=names.get(layer.reader, layer.reader),
            marks=tuple(nameless(layer, mark) for mark in layer.marks),
        )
        for layer in layers
    ]


def shuffled_numbers(values: Iterable[Any], salt: str) -> list[Any]:
    """In an order that hangs on ``salt`` alone."""
    return sorted(values, key=lambda value: hashlib.sha256(f"{salt}:{value}".encode()).digest())


def _numbers(marks: Iterable[SpanAnnotation]) -> dict[str, str]:
    """A number for each mark, by place alone: two on one span are told apart by chance, as their ids are made."""
    ordered = sorted(marks, key=lambda mark: (*text_order(mark)[:3], mark.id))
    return {mark.id: str(number) for number, mark in enumerate(ordered, 1)}
