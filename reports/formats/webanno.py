"""WebAnno TSV 3.3, for INCEpTION and WebAnno: a ZIP with a file a reader."""

import io
import json
import zipfile
from bisect import bisect_left, bisect_right

from django.utils.translation import gettext_lazy as _

from articles.sentences import Sentences
from reports.exported import Token, by_reader, edges_of, provenance, tokens
from reports.formats.brat import WHEN
from reports.layers import Mark
from reports.report import Report

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=org.claimlight.Mark|tag|note\n\n"
# The format's own signs, within a value.
SIGNS = {sign: f"\\{sign}" for sign in "\\[]|_;*"} | {"\n": "\\n", "\t": "\\t", "\r": "\\r", "->": "\\->"}


class WebannoFormat:
    """A span layer with the features ``tag`` and ``note``. Offsets count UTF-16 units, as the format has it."""

    slug = "webanno"
    ending = "webanno.zip"
    group = "tools"
    order = 27
    title = _("WebAnno TSV 3.3")
    media_type = "application/zip"
    loses = _("Details, and white space beyond one space between words.")

    def write(self, report: Report) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, text: str) -> None:
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)

            people = by_reader(report)
            said = provenance(report) | {"annotators": list(people)}
            put("made.json", json.dumps(said, ensure_ascii=False, indent=1))
            for number, marks in enumerate(people.values(), 1):
                put(f"{number:03}.tsv", HEAD + _document(report.text.body, marks))
        return file.getvalue()


def _document(body: str, marks: list[Mark]) -> str:
    """Sentence by sentence; a token a line with the marks on it. Tokens are cut where a mark begins or ends."""
    cut = tokens(body, edges_of(marks))
    columns = _columns(cut, marks)
    units = _utf16(body)
    sentences = Sentences(body)
    lines: list[str] = []
    sentence, number, place = -1, 0, 0
    for n, token in enumerate(cut):
        if sentences.at(token.start) != sentence:
            sentence, number, place = sentences.at(token.start), number + 1, 0
            start, end = sentences.span(sentence)
            shown = " ".join(body[start:end].split())
            lines += ["", f"#Text={escaped(shown)}"] if lines else [f"#Text={escaped(shown)}"]
        place += 1
        word = body[token.start : token.end]
        lines.append(f"{number}-{place}\t{units[token.start]}-{units[token.end]}\t{word}\t{columns[n]}\t")
    return "".join(f"{line}\n" for line in lines)


def _columns(cut: list[Token], marks: list[Mark]) -> list[str]:
    """For each token its tags and its notes: ``_`` without a mark, ``*`` without a note.

    A number ties the tokens of a mark.
    """
    starts, ends = [token.start for token in cut], [token.end for token in cut]
    on: list[list[tuple[int, Mark]]] = [[] for _ in cut]
    for number, mark in enumerate(marks, 1):
        for n in range(bisect_left(starts, mark.start), bisect_right(ends, mark.end)):
            on[n].append((number, mark))

    def column(here: list[tuple[int, Mark]]) -> str:
        if not here:
            return "_\t_"
        tags = "|".join(f"{escaped(mark.tag)}[{number}]" for number, mark in here)
        notes = "|".join(f"{escaped(mark.note) or '*'}[{number}]" for number, mark in here)
        return f"{tags}\t{notes}"

    return [column(here) for here in on]


def escaped(text: str) -> str:
    """A value with the format's own signs marked as text."""
    for sign, said in SIGNS.items():
        text = text.replace(sign, said)
    return text


def _utf16(body: str) -> list[int]:
    """For each code point, and the end, how many UTF-16 units come before it."""
    found = [0]
    for letter in body:
        found.append(found[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return found
