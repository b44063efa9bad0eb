"""Check imported documents, make them storable, and merge those with the same text. Pure."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from annotate.annotations.spans import SpanError, check_span
from reports.formats.parsed import MAX_PROBLEMS, Document, ParsedAnnotation, RowProblem
from web.i18n.lazy_message import Message
from web.values import replace_unstorable

SHA = "urn:sha256:"
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# Of the names of annotators and labels.
MAX_NAME = 200


def storable(document: Document) -> Document:
    """Return the document with storable names and notes. A record has been checked already."""
    if document.record is not None:
        return document
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    for annotator, annotations in document.layers.items():
        name = replace_unstorable(annotator)[:MAX_NAME]
        layers[name] = (*layers.get(name, ()), *map(_storable_annotation, annotations))
    title, url, source = map(replace_unstorable, (document.title, document.url, document.source))
    return replace(document, layers=layers, title=title, url=url, source=source)


def _storable_annotation(annotation: ParsedAnnotation) -> ParsedAnnotation:
    tag, note = replace_unstorable(annotation.tag)[:MAX_NAME], replace_unstorable(annotation.note)
    return replace(annotation, tag=tag, note=note)


def validate_document(document: Document) -> tuple[Document, tuple[RowProblem, ...]]:
    """Return the document with normalized line ends and offsets, and a problem for each annotation that does not fit.

    If the quotes show that a file counts UTF-16 units, its offsets are converted to code points.
    """
    if document.text is None:
        return document, ()
    text, new_offsets = _normalize_line_ends(document.text)
    utf16 = _Utf16Offsets(document.text) if _counts_utf16(document) else None
    layers: dict[str, tuple[ParsedAnnotation, ...]] = {}
    problems: list[RowProblem] = []
    for annotator, annotations in document.layers.items():
        valid = []
        for annotation in annotations:
            if len(problems) >= MAX_PROBLEMS:
                break
            try:
                valid.append(_checked_annotation(document.text, text, new_offsets, utf16, annotation))
            except SpanError as error:
                problems.append(RowProblem(document.where, _left_out_message(annotation, error)))
        layers[annotator] = tuple(valid)
    return replace(document, text=text, layers=layers), tuple(problems)


def _checked_annotation(
    original: str,
    text: str,
    new_offsets: list[int] | None,
    utf16: "_Utf16Offsets | None",
    annotation: ParsedAnnotation,
) -> ParsedAnnotation:
    """Return the annotation with its offsets in ``text``. Raises ``SpanError``."""
    start, end = annotation.start, annotation.end
    if utf16:
        # An offset within a surrogate pair is invalid.
        start, end = utf16.get(start, -1), utf16.get(end, -1)
    check_span(original, start, end, annotation.quote or original[max(start, 0) : max(end, 0)])
    if new_offsets:
        start, end = new_offsets[start], new_offsets[end]
        check_span(text, start, end, text[start:end])
    return replace(annotation, start=start, end=end, quote=text[start:end])


def _left_out_message(annotation: ParsedAnnotation, error: SpanError) -> Message:
    return Message("A highlight “{tag}” at {start}–{end} was not imported: {why}").format(
        tag=annotation.tag, start=str(annotation.start), end=str(annotation.end), why=error.args[0]
    )


def _counts_utf16(document: Document) -> bool:
    """Return whether more quotes match their offsets in UTF-16 units than in code points."""
    text = document.text or ""
    if not ASTRAL.search(text):
        return False
    utf16 = _Utf16Offsets(text)
    votes = 0
    for annotation in (a for annotations in document.layers.values() for a in annotations if a.quote):
        start, end = annotation.start, annotation.end
        as_code_points = text[max(start, 0) : max(end, 0)] == annotation.quote
        as_utf16 = text[utf16.get(start, 0) : utf16.get(end, 0)] == annotation.quote
        votes += as_utf16 - as_code_points
    return votes > 0


class _Utf16Offsets:
    """Converts UTF-16 offsets of a text to code points. It stores only the characters that take two units."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # The offset of the second unit of each surrogate pair.
        self.pairs = [match.start() + number + 1 for number, match in enumerate(ASTRAL.finditer(text))]

    def get(self, offset: int, default: int) -> int:
        """Return the code points before ``offset``, or ``default`` within a pair and outside of the text."""
        pairs = bisect_left(self.pairs, offset)
        code_points = offset - pairs
        if not 0 <= code_points <= self.length or (pairs < len(self.pairs) and self.pairs[pairs] == offset):
            return default
        return code_points


def _normalize_line_ends(text: str) -> tuple[str, list[int] | None]:
    """Return the storable text with LF line ends, and the new offset of each old one; None if all are the same."""
    text = replace_unstorable(text)
    if "\r" not in text:
        return text, None
    new_offsets, pieces, length = [0], [], 0
    for offset, character in enumerate(text):
        piece = character
        if character == "\r":
            piece = "" if text[offset + 1 : offset + 2] == "\n" else "\n"
        pieces.append(piece)
        length += len(piece)
        new_offsets.append(length)
    return "".join(pieces), new_offsets


def text_key(document: Document) -> str:
    """Return what identifies a text: a URN of its hash, or the source of a document without a text."""
    if document.text is None:
        return document.source
    return f"{SHA}{hashlib.sha256(document.text.encode()).hexdigest()}"


def merge_same_texts(documents: Iterable[Document]) -> list[Document]:
    """Return one document per text, with the annotations in their order: many tools write a row per annotator."""
    merged: dict[tuple[str | None, str], Document] = {}
    layers: dict[tuple[str | None, str], dict[str, list[ParsedAnnotation]]] = {}
    for document in documents:
        key = (document.text, document.source if document.text is None else "")
        if document.record:
            merged[document.where, ""] = document
            continue
        first = merged.setdefault(key, document)
        if document.title and not first.title:
            merged[key] = replace(first, title=document.title)
        text_layers = layers.setdefault(key, {})
        for annotator, annotations in document.layers.items():
            text_layers.setdefault(annotator, []).extend(annotations)
    return [
        replace(document, layers={name: tuple(layer) for name, layer in layers[key].items()})
        if key in layers
        else document
        for key, document in merged.items()
    ]
