"""CoNLL-2003: a token a line with an IOB tag; overlaps have no place there, and what was dropped is listed."""

import io
import json
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from articles.text.sentences import Sentences
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader, edges_of, provenance, tokens
from reports.formats.interchange.brat import WHEN
from reports.formats.parsed import (
    LINE,
    Document,
    Files,
    ParsedAnnotation,
    ParsedFile,
    RowError,
    RowProblem,
    annotator_name,
    article_metadata,
    decode,
    parse_json,
    reason_of,
    require_annotation,
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

NO_IOB = Message("has no IOB tag at the end of line {number} of {file}.")


class ConllFormat:
    """A ZIP: ``marks.conll`` with a document a reader, the text, and ``dropped.json`` with what found no place."""

    slug = "conll"
    ending = "conll.zip"
    group = "tools"
    of_marks = True
    order = 26
    title = _("CoNLL-2003 (IOB)")
    media_type = "application/zip"
    loses = _(
        "Of marks that overlap all but the longest, notes and details. What is dropped is listed in the file beside it."
    )

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A ZIP."""
        written, dropped = [], []
        for reader, marks in by_reader(report).items():
            kept, left = _apart(marks)
            written.append(f"-DOCSTART- -X- -X- O\n\n{_lines(report.text.body, kept)}\n")
            dropped += [
                {"annotator": reader, "start": m.start, "end": m.end, "tag": m.tag, "quote": m.quote}
                for m in left
            ]
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            said = {"made": provenance(report), "annotators": list(by_reader(report)), "dropped": dropped}
            for name, text in (
                ("marks.conll", "".join(written)),
                ("text.txt", report.text.body),
                ("dropped.json", json.dumps(said, ensure_ascii=False, indent=1)),
            ):
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def fits(self, files: Files) -> bool:
        """Lines of a token with its tag in the last column."""
        return any(name.endswith((".conll", ".iob", ".bio")) for name in files)

    def read(self, files: Files) -> ParsedFile:
        """Tokens joined by spaces and sentences by line ends, where the text is not beside them; so are ours."""
        said = parse_json(decode(files["dropped.json"])) if "dropped.json" in files else {}
        text = decode(files["text.txt"]) if "text.txt" in files else None
        people = said.get("annotators") or []
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name in sorted(name for name in files if name.endswith((".conll", ".iob", ".bio"))):
            for number, lines in enumerate(_documents(decode(files[name]))):
                at = LINE.format(file=name, number=lines[0][0])
                annotator = annotator_name(people[number] if number < len(people) else "", name)
                try:
                    body, marks = _marks(name, lines, text)
                except RowError as error:
                    problems.append(RowProblem(at, reason_of(error)))
                    continue
                dropped = [d for d in said.get("dropped", ()) if d.get("annotator") == annotator]
                marks += [
                    require_annotation(d.get("start"), d.get("end"), d.get("tag"), quote=d.get("quote"))
                    for d in dropped
                ]
                documents.append(
                    Document(at, body, {annotator: tuple(marks)}, **article_metadata(said.get("made")))
                )
        return ParsedFile(tuple(documents), tuple(problems))


TAG = re.compile(r"(?:(O)|([BIES])-(.+))")


def _documents(text: str) -> list[list[tuple[int, str]]]:
    """(number, line) of each document; a sentence ends with an empty line."""
    found: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith("-DOCSTART-"):
            found.append([])
        else:
            found[-1].append((number, line))
    return [lines for lines in found if any(line.strip() for _number, line in lines)]


def _marks(name: str, lines: list[tuple[int, str]], text: str | None) -> tuple[str, list[ParsedAnnotation]]:
    """(the text, its marks): a mark goes on while the tag says I, E or the same tag goes on."""
    body, at = "", 0
    marks: list[ParsedAnnotation] = []
    tag, start, end = "", 0, 0

    def close() -> None:
        if tag:
            marks.append(ParsedAnnotation(start, end, tag))

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
            at = len(body)
            body += columns[0]
        else:
            at = text.find(columns[0], at)
            if at < 0:
                raise RowError(
                    Message("does not fit the text beside it, from line {number} on.").format(number=number)
                )
        goes_on = token[2] in ("I", "E") and token[3] == tag
        if not goes_on:
            close()
            tag, start = token[3] or "", at
        at = end = at + len(columns[0])
    close()
    return (body.rstrip("\n") if text is None else text), marks


def _apart(marks: list[SpanAnnotation]) -> tuple[list[SpanAnnotation], list[SpanAnnotation]]:
    """(the longest marks of which no two overlap, the others)."""
    kept: list[SpanAnnotation] = []
    left: list[SpanAnnotation] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start, m.tag, m.id)):
        free = all(mark.end <= other.start or other.end <= mark.start for other in kept)
        (kept if free else left).append(mark)
    return sorted(kept, key=lambda m: m.start), sorted(left, key=lambda m: (m.start, m.end, m.tag))


def _lines(body: str, marks: list[SpanAnnotation]) -> str:
    sentences = Sentences(body)
    waiting = list(reversed(marks))
    lines, sentence = [], 0
    for token in tokens(body, edges_of(marks)):
        while waiting and waiting[-1].end <= token.start:
            waiting.pop()
        if (here := sentences.at(token.start)) != sentence:
            sentence = here
            lines.append("")
        mark = waiting[-1] if waiting and waiting[-1].start <= token.start else None
        begins = mark is not None and not body[mark.start : token.start].strip()
        tag = "O" if mark is None else f"{'B' if begins else 'I'}-{mark.tag}"
        lines.append(f"{body[token.start : token.end]} -X- -X- {tag}")
    return "".join(f"{line}\n" for line in lines)
