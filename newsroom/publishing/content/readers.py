"""Whose names and notes are in a published report, and how somebody is taken out of it. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from annotate.enums import LayerKind
from reports.analysis.pseudonyms import renamed, shuffled_numbers
from reports.analysis.report import ReportInput
from reports.layers import Layer
from web.text.folding import fold


@dataclass(frozen=True, slots=True)
class ReaderLabel:
    """What a reader is called in a published report: by their name, or “Reader” and ``number``."""

    number: int
    label: str
    named: bool


def public_input(
    source: ReportInput,
    named: Collection[str],
    with_notes: Collection[str],
    salt: str,
    name_of: Callable[[int], str],
) -> tuple[ReportInput, dict[str, ReaderLabel]]:
    """Return what may be published of a report, and what each of its readers is called in it.

    Only the readers in ``named`` keep their name, and only those in ``with_notes`` their notes; the others are called
    ``name_of(1)``, ``name_of(2)``, … in an order that depends on ``salt``. What the team noted about claims, hints and
    pictures are left out.
    """
    readers = {layer.reader for layer in source.layers if layer.kind == LayerKind.READER}
    numbers = {reader: number for number, reader in enumerate(shuffled_numbers(readers, salt), 1)}
    pseudonyms = {name_of(number) for number in numbers.values()}
    labels = {}
    for reader, number in numbers.items():
        # Somebody may be called “Reader 2”.
        is_named = reader in named and reader not in pseudonyms
        labels[reader] = ReaderLabel(number, reader if is_named else name_of(number), is_named)
    names = {reader: label.label for reader, label in labels.items()}
    keep_notes = {names[reader] for reader in with_notes if reader in names}
    layers = [
        layer if layer.reader in keep_notes and layer.kind == LayerKind.READER else _without_notes(layer)
        for layer in renamed(source.layers, names)
    ]
    context = source.context
    groups = tuple(
        replace(group, name="", readers=tuple(names[reader] for reader in group.readers if reader in names))
        for group in context.groups
    )
    findings = tuple(replace(finding, by="", note="") for finding in context.findings)
    public = replace(
        source,
        text=replace(source.text, pictures=()),
        layers=layers,
        query=replace(source.query, names=False, readers=()),
        context=replace(context, groups=groups, findings=findings, hints=None),
    )
    return public, labels


def without_name(source: ReportInput, label: str, pseudonym: str) -> ReportInput:
    """Return the report with the reader ``label`` called by the pseudonym."""
    layers = [
        replace(
            layer,
            reader=pseudonym,
            annotations=tuple(replace(annotation, annotator=pseudonym) for annotation in layer.annotations),
        )
        if _is_of(layer, label)
        else layer
        for layer in source.layers
    ]
    groups = tuple(
        replace(group, readers=tuple(pseudonym if reader == label else reader for reader in group.readers))
        for group in source.context.groups
    )
    return replace(source, layers=layers, context=replace(source.context, groups=groups))


def without_notes(source: ReportInput, label: str) -> ReportInput:
    """Return the report without the notes of the reader ``label``."""
    return replace(
        source,
        layers=[_without_notes(layer) if _is_of(layer, label) else layer for layer in source.layers],
    )


def without_reader(source: ReportInput, label: str) -> ReportInput:
    """Return the report without anything of the reader ``label``."""
    layers = [layer for layer in source.layers if not _is_of(layer, label)]
    groups = tuple(
        replace(group, readers=tuple(reader for reader in group.readers if reader != label))
        for group in source.context.groups
    )
    done = _readers_by_round(layers)
    rounds = tuple(
        replace(round_, readers=len(done.get(round_.id, ())), done=sum(done.get(round_.id, ())))
        for round_ in source.context.rounds
    )
    return replace(source, layers=layers, context=replace(source.context, groups=groups, rounds=rounds))


def mentions(text: str, name: str) -> bool:
    """Return whether ``text`` has the words of ``name`` next to each other, regardless of case and accents."""
    return f" {_words(name)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _readers_by_round(layers: Iterable[Layer]) -> Mapping[int, list[bool]]:
    """Return round -> for each of its readers whether they are done."""
    done: dict[int, list[bool]] = {}
    for layer in layers:
        if layer.kind == LayerKind.READER:
            done.setdefault(layer.round, []).append(layer.done)
    return done


def _is_of(layer: Layer, label: str) -> bool:
    return layer.kind == LayerKind.READER and layer.reader == label


def _without_notes(layer: Layer) -> Layer:
    return replace(layer, annotations=tuple(replace(one, note="") for one in layer.annotations))
