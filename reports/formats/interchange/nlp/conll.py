"""CoNLL-2003: a token per line with an IOB tag. Annotations cannot overlap; the ones that were dropped are listed."""

import json
import re

from django.utils.translation import gettext_lazy as _

from articles.text.sentences import Sentences
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader, provenance
from reports.formats.interchange._base import ToolFormat, zip_bytes
from reports.formats.json_rows import annotator_name, article_metadata, decode, parse_json, require_annotation
from reports.formats.parsed import (
    LINE,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    reason_of,
)
from reports.formats.tokens import edges_of, tokens
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

NO_IOB = Message("has no IOB tag at the end of line {number} of {file}.")


class ConllFormat(ToolFormat):
    """A ZIP: ``marks.conll`` with a document per reader, the text, and ``dropped.json`` with what overlapped."""

    slug = "conll"
    ending = "conll.zip"
    order = 26
    title = _("CoNLL-2003 (IOB)")
    media_type = "application/zip"
    limitations = _(
        "Notes, details, hints, and all but the longest of overlapping highlights. A second file lists "
        "what was left out."
    )

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a ZIP."""
        documents, dropped = [], []
        readers = by_reader(report)
        for reader, annotations in readers.items():
            longest, others = _without_overlaps(annotations)
            documents.append(
                f"-DOCSTART- -X- -X- O\n\n{_lines(report.text.body, report.article.language, longest)}\n"
            )
            dropped += [
                {"annotator": reader, "start": m.start, "end": m.end, "tag": m.tag, "quote": m.quote}
                for m in others
            ]
        metadata = {"made": provenance(report), "annotators": list(readers), "dropped": dropped}
        return zip_bytes(
            [
                ("marks.conll", "".join(documents)),
                ("text.txt", report.text.body),
                ("dropped.json", json.dumps(metadata, ensure_ascii=False, indent=1)),
            ]
        )

    def fits(self, files: Files) -> bool:
        """Return whether a file is called as those with a token and its tag on each line are."""
        return any(name.endswith((".conll", ".iob", ".bio")) for name in files)

    def read(self, files: Files) -> ParsedFile:
        """Read the tags. Without a text beside them, tokens are joined by spaces and sentences by line ends."""
        metadata = parse_json(decode(files["dropped.json"])) if "dropped.json" in files else {}
        text = decode(files["text.txt"]) if "text.txt" in files else None
        people = metadata.get("annotators") or []
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name in sorted(name for name in files if name.endswith((".conll", ".iob", ".bio"))):
            for number, lines in enumerate(_documents(decode(files[name]))):
                where = LINE.format(file=name, number=lines[0][0])
                annotator = annotator_name(people[number] if number < len(people) else "", name)
                try:
                    body, annotations = _annotations(name, lines, text)
                except RowError as error:
                    problems.append(RowProblem(where, reason_of(error)))
                    continue
                annotations += [
                    require_annotation(d.get("start"), d.get("end"), d.get("tag"), quote=d.get("quote"))
                    for d in metadata.get("dropped", ())
                    if d.get("annotator") == annotator
                ]
                about = article_metadata(metadata.get("made"))
                documents.append(Document(where, body, {annotator: tuple(annotations)}, **about))
        return ParsedFile(tuple(documents), tuple(problems))


TAG = re.compile(r"(?:(O)|([BIES])-(.+))")


def _documents(text: str) -> list[list[tuple[int, str]]]:
    """Return the (number, line) pairs of each document that is not empty."""
    documents: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith("-DOCSTART-"):
            documents.append([])
        else:
            documents[-1].append((number, line))
    return [lines for lines in documents if any(line.strip() for _number, line in lines)]


def _annotations(
    name: str, lines: list[tuple[int, str]], text: str | None
) -> tuple[str, list[ParsedAnnotation]]:
    """Return the text and its annotations. An empty line ends a sentence; I- and E- continue an annotation."""
    body, offset = "", 0
    annotations: list[ParsedAnnotation] = []
    tag, start, end = "", 0, 0

    def close() -> None:
        if tag:
            annotations.append(ParsedAnnotation(start, end, tag))

    for number, line in lines:
        columns = line.split()
        if not columns:
            body += "" if body.endswith("\n") or not body else "\n"
            continue
        token = TAG.fullmatch(columns[-1])
        if len(columns) < 2 or not token:
            raise RowError(NO_IOB.format(number=number, file=name))
        if text is None:
            body += "" if body.endswith("\n") or not body else " "
            offset = len(body)
            body += columns[0]
        else:
            offset = text.find(columns[0], offset)
            if offset < 0:
                raise RowError(
                    Message("does not match its text file from line {number} on.").format(number=number)
                )
        if token[2] not in ("I", "E") or token[3] != tag:
            close()
            tag, start = token[3] or "", offset
        offset = end = offset + len(columns[0])
    close()
    return (body.rstrip("\n") if text is None else text), annotations


def _without_overlaps(annotations: list[SpanAnnotation]) -> tuple[list[SpanAnnotation], list[SpanAnnotation]]:
    """Return the longest annotations of which no two overlap, and the others."""
    longest: list[SpanAnnotation] = []
    others: list[SpanAnnotation] = []
    for annotation in sorted(annotations, key=lambda m: (m.start - m.end, m.start, m.tag, m.id)):
        free = all(annotation.end <= m.start or m.end <= annotation.start for m in longest)
        (longest if free else others).append(annotation)
    return sorted(longest, key=lambda m: m.start), sorted(others, key=lambda m: (m.start, m.end, m.tag))


def _lines(body: str, language: str, annotations: list[SpanAnnotation]) -> str:
    sentences = Sentences(body, language)
    upcoming = list(reversed(annotations))
    lines, sentence = [], 0
    for token in tokens(body, edges_of(annotations)):
        while upcoming and upcoming[-1].end <= token.start:
            upcoming.pop()
        if sentences.at(token.start) != sentence:
            sentence = sentences.at(token.start)
            lines.append("")
        annotation = upcoming[-1] if upcoming and upcoming[-1].start <= token.start else None
        begins = annotation is not None and not body[annotation.start : token.start].strip()
        tag = "O" if annotation is None else f"{'B' if begins else 'I'}-{annotation.tag}"
        lines.append(f"{body[token.start : token.end]} -X- -X- {tag}")
    return "".join(f"{line}\n" for line in lines)
