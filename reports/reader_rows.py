"""Reads the readers and annotations that a report is built from, in the same few queries for any number."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import EXPORT_COLUMNS, annotation_rows, groups_in, visible_layers
from annotate.enums import LayerKind, RoundState
from annotate.models import Change, Round
from annotate.models import Layer as LayerRow
from annotate.revisions.past import past_annotation_rows
from people.models import User
from reports.analysis.groups import GroupOfReaders
from reports.analysis.pseudonyms import PersonNames
from reports.layers import Layer, SpanAnnotation

# Rows of ``EXPORT_COLUMNS`` by layer, or by round for final annotations; read when they are first needed.
ReadRows = Callable[[LayerKind], Mapping[int, Sequence[Any]]]
LEFT = N_("A former member")
FINAL = N_("Final highlights")


def reader_annotations(
    user: User, round_: Round, people: Container[int] | None = None
) -> tuple[list[SpanAnnotation], int]:
    """Return the readers' annotations of a visible round that ``user`` may see, unordered, and the number of readers.

    People who have left count as readers as long as their annotations exist. ``people``: only those of these users.
    """
    rows = row_reader(user, [round_])(LayerKind.READER)
    layers = list(visible_layers(user, round_).select_related("annotator"))
    names = reader_names(layer for layer in layers if layer.pk in rows)
    if people is not None:
        layers = [layer for layer in layers if layer.annotator_id in people]
    annotated = [layer for layer in layers if layer.pk in rows]
    annotations = [from_row(row, names[reader_key(layer)]) for layer in annotated for row in rows[layer.pk]]
    return annotations, sum(1 for layer in layers if layer.annotator_id or layer.pk in rows)


def reader_names(layers: Iterable[LayerRow], known: PersonNames | None = None) -> dict[tuple[int, int], str]:
    """Return the name of each reader by ``reader_key``, as ``known``, else readers with the same name get a number."""
    people = {reader_key(layer): layer.annotator for layer in layers}
    used: Counter[str] = Counter()
    names = {}
    for key in sorted(people):
        person = people[key]
        name = person.name if person else _(LEFT)
        used[name] += 1
        names[key] = name if used[name] == 1 else f"{name} ({used[name]})"
        if known:
            names[key] = known.of(key[0] or -key[1], names[key])
    return names


def row_reader(user: User, rounds: list[Round], ends: Mapping[int, Change] | None = None) -> ReadRows:
    """Return a function that reads the annotations of the rounds, once per kind.

    Those of the rounds in ``ends`` are read as they stood before that change.
    """
    present = [round_ for round_ in rounds if round_.pk not in (ends or {})]

    @cache
    def read(kind: LayerKind) -> dict[int, list[Any]]:
        column = EXPORT_COLUMNS.index("layer" if kind == LayerKind.READER else "layer__round")
        groups: dict[int, list[Any]] = {}
        rows = annotation_rows(user, present, kind) if present else ()
        for row in chain(rows, *(past_annotation_rows(user, end, kind) for end in (ends or {}).values())):
            groups.setdefault(row[column], []).append(row)
        return groups

    return read


def pure_layers(
    rounds: Sequence[Round],
    layers: Iterable[LayerRow],
    names: Mapping[tuple[int, int], str],
    read_rows: ReadRows,
) -> list[Layer]:
    """Return the layers that are handed in or have an annotation: to have opened a text is not to have read it."""
    rounds_by_pk = {round_.pk: round_ for round_ in rounds}
    pure = []
    for row in layers:
        round_, reader_rows = rounds_by_pk[row.round_id], read_rows(LayerKind.READER).get(row.pk, [])
        # Nobody hands in alone, and in a closed round everybody is done.
        done = (
            bool(row.submitted_at)
            or round_.team_id is None
            or round_.state in (RoundState.CLOSED, RoundState.RELEASED, RoundState.REVEALED)
        )
        if reader_rows or row.submitted_at:
            name = names[reader_key(row)]
            annotations = tuple(from_row(annotation, name) for annotation in reader_rows)
            requested = row.hints_requested
            pure.append(Layer(name, annotations, done, row.round_id, hints_requested=requested))
    for pk in rounds_by_pk:
        final = read_rows(LayerKind.ADJUDICATED).get(pk, [])
        annotations = tuple(from_row(annotation, _(FINAL)) for annotation in final)
        pure.append(Layer("", annotations, True, pk, LayerKind.ADJUDICATED))
    return pure


def groups_of_readers(
    rounds: Sequence[Round], layers: Iterable[LayerRow], names: Mapping[tuple[int, int], str]
) -> tuple[GroupOfReaders, ...]:
    """Return the groups of revealed rounds, each with those of its members who have one of the ``layers``."""
    readers = {
        (layer.round_id, layer.annotator_id): names[reader_key(layer)]
        for layer in layers
        if layer.annotator_id
    }
    return tuple(
        GroupOfReaders(
            round_.pk,
            group.position,
            group.name,
            tuple(
                readers[round_.pk, member.user_id]
                for member in group.members.all()
                if (round_.pk, member.user_id) in readers
            ),
        )
        for round_ in rounds
        for group in groups_in(round_)
    )


def reader_key(layer: LayerRow) -> tuple[int, int]:
    """Identify a reader: one person in all rounds, or one layer of somebody who has left."""
    return (layer.annotator_id, 0) if layer.annotator_id else (0, layer.pk)


def from_row(row: Any, name: str) -> SpanAnnotation:
    """Convert a row of ``EXPORT_COLUMNS``."""
    pk, _layer, _round, start, end, tag, quote, created, note, details, from_hint = row
    return SpanAnnotation(
        str(pk), start, end, tag, quote, name, created.isoformat(), note, details, from_hint
    )
