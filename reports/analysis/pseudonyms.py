"""Replaces readers' names by numbers or codes that cannot be traced back to them. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotate.enums import LayerKind
from reports.layers import Layer, SpanAnnotation, text_order

# Two of a thousand people have the same code once in two million campaigns.
CODE_DIGITS = 10


def without_names(layers: Sequence[Layer], salt: str, name_of: Callable[[int], str]) -> list[Layer]:
    """Return the layers with readers renamed to ``called(1)``, ``called(2)``, …

    ``salt`` decides the order of the numbers, so that it reveals nothing about names; see ``renamed``.
    """
    readers = {layer.reader for layer in layers if layer.kind == LayerKind.READER}
    names = {name: name_of(number) for number, name in enumerate(shuffled_numbers(readers, salt), 1)}
    return renamed(layers, names)


def renamed(layers: Sequence[Layer], names: Mapping[str, str]) -> list[Layer]:
    """Return the layers with the readers called by their ``names``; notes are unchanged.

    Annotations get new ids in text order, and keep only the day of their time.
    """
    numbers = _numbers(annotation for layer in layers for annotation in layer.annotations)

    def pseudonymize(layer: Layer, annotation: SpanAnnotation) -> SpanAnnotation:
        annotator = names[layer.reader] if layer.kind == LayerKind.READER else annotation.annotator
        return replace(
            annotation, id=numbers[annotation.id], annotator=annotator, created=annotation.created[:10]
        )

    return [
        replace(
            layer,
            reader=names.get(layer.reader, layer.reader),
            annotations=tuple(pseudonymize(layer, annotation) for annotation in layer.annotations),
        )
        for layer in layers
    ]


@dataclass(frozen=True, slots=True)
class PersonNames:
    """What people are called in many files: by pseudonyms if there is a ``salt``, else by ``names``.

    Who does not know the ``salt`` cannot find the person of a pseudonym.
    """

    salt: str | None
    names: Mapping[int, str] = field(default_factory=dict)

    def of(self, person: int, default: str = "") -> str:
        """Return a code such as ``person-3fa9c1d07b``, or the name, ``default`` if it is not known.

        ``person`` is the id of a user, or of a layer with a minus.
        """
        if self.salt is None:
            return self.names.get(person, default)
        return f"person-{hashlib.sha256(f'{self.salt}:{person}'.encode()).hexdigest()[:CODE_DIGITS]}"


def shuffled_numbers(values: Iterable[Any], salt: str) -> list[Any]:
    """Return the values in an order that depends on ``salt`` alone."""
    return sorted(values, key=lambda value: hashlib.sha256(f"{salt}:{value}".encode()).digest())


def _numbers(annotations: Iterable[SpanAnnotation]) -> dict[str, str]:
    """Number the annotations by position and tag alone; two with the same span and tag in order of their random ids."""
    ordered = sorted(annotations, key=lambda annotation: (*text_order(annotation)[:3], annotation.id))
    return {annotation.id: str(number) for number, annotation in enumerate(ordered, 1)}
