"""CoNLL-2003: a token a line with an IOB tag; overlaps have no place there, and what was dropped is listed."""

import io
import json
import zipfile

from django.utils.translation import gettext_lazy as _

from articles.sentences import Sentences
from reports.exported import by_reader, edges_of, provenance, tokens
from reports.formats.brat import WHEN
from reports.layers import Mark
from reports.report import Report


class ConllFormat:
    """A ZIP: ``marks.conll`` with a document a reader, and ``dropped.json`` with every mark that found no place."""

    slug = "conll"
    ending = "conll.zip"
    group = "tools"
    order = 26
    title = _("CoNLL-2003 (IOB)")
    media_type = "application/zip"
    loses = _(
        "Of marks that overlap all but the longest, notes, details, and white space. What is dropped is listed."
    )

    def write(self, report: Report) -> bytes:
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
                ("dropped.json", json.dumps(said, ensure_ascii=False, indent=1)),
            ):
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)
        return file.getvalue()


def _apart(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """(the longest marks of which no two overlap, the others)."""
    kept: list[Mark] = []
    left: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start, m.tag, m.id)):
        free = all(mark.end <= other.start or other.end <= mark.start for other in kept)
        (kept if free else left).append(mark)
    return sorted(kept, key=lambda m: m.start), sorted(left, key=lambda m: (m.start, m.end, m.tag))


def _lines(body: str, marks: list[Mark]) -> str:
    sentences = Sentences(body)
    waiting = list(reversed(marks))
    lines, sentence = [], 0
    for token in tokens(body, edges_of(marks)):
        while waiting and waiting[-1].end <= token.start:
            waiting.pop()
        if sentences.at(token.start) != sentence:
            sentence = sentences.at(token.start)
            lines.append("")
        mark = waiting[-1] if waiting and waiting[-1].start <= token.start else None
        begins = mark is not None and not body[mark.start : token.start].strip()
        tag = "O" if mark is None else f"{'B' if begins else 'I'}-{mark.tag}"
        lines.append(f"{body[token.start : token.end]} -X- -X- {tag}")
    return "".join(f"{line}\n" for line in lines)
