"""WebAnno TSV 3.3, for INCEpTION and WebAnno: a ZIP with a file a reader."""

import io
import json
import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.text.sentences import Sentences
from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import Token, by_reader, edges_of, provenance, tokens
from reports.formats.interchange.brat import WHEN
from reports.formats.parsed import (
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
)
from reports.layers import SpanAnnotation
from web.i18n.lazy_message import Message

# Values are parted by |, and end with the number of their mark.
PART = re.compile(r"(?:\\.|[^|\\])+")
VALUE = re.compile(r"((?:\\.|[^\\\[\]])*)(?:\[(\d+)\])?")
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=org.claimlight.Mark|tag|note\n\n"
# The format's own signs, within a value.
SIGNS = {sign: f"\\{sign}" for sign in "\\[]|_;*"} | {"\n": "\\n", "\t": "\\t", "\r": "\\r", "->": "\\->"}


class WebannoFormat:
    """A span layer with the features ``tag`` and ``note``. Offsets count UTF-16 units, as the format has it."""

    slug = "webanno"
    ending = "webanno.zip"
    group = "tools"
    of_marks = True
    order = 27
    title = _("WebAnno TSV 3.3")
    media_type = "application/zip"
    loses = _("Details.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, text: str) -> None:
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)

            people = by_reader(report)
            said = provenance(report) | {"annotators": list(people)}
            put("made.json", json.dumps(said, ensure_ascii=False, indent=1))
            put("text.txt", report.text.body)
            for number, marks in enumerate(people.values(), 1):
                put(f"{number:03}.tsv", HEAD + _document(report.text.body, marks))
        return file.getvalue()

    def fits(self, files: Files) -> bool:
        """Files that say so in their first line."""
        return any(data.startswith(b"#FORMAT=WebAnno TSV 3") for data in files.values())

    def read(self, files: Files) -> ParsedFile:
        """Span layers. The text is put together from the tokens, where it is not beside them; so are ours."""
        made = parse_json(decode(files["made.json"])) if "made.json" in files else {}
        text = decode(files["text.txt"]) if "text.txt" in files else None
        people = iter(made.get("annotators") or ())
        documents: list[Document] = []
        problems: list[RowProblem] = []
        for name in sorted(name for name in files if name.endswith(".tsv")):
            try:
                body, marks = _Tsv(decode(files[name]), text).read()
            except RowError as error:
                problems.append(RowProblem(name, reason_of(error)))
                continue
            documents.append(
                Document(
                    name,
                    body,
                    {annotator_name(next(people, ""), name): tuple(marks)},
                    **article_metadata(made),
                )
            )
        return ParsedFile(tuple(documents), tuple(problems))


@dataclass
class _Feature:
    """Where a layer's features begin among the columns, and which of them are its tag and its note."""

    column: int
    tag: int
    note: int | None


class _Tsv:
    """One file, read line by line."""

    def __init__(self, content: str, text: str | None) -> None:
        self.lines = content.replace("\r\n", "\n").split("\n")
        self.text = text
        self.layers: list[_Feature] = []
        # (start, end, token), UTF-16 units; and of each mark its places.
        self.tokens: list[tuple[int, int, str]] = []
        self.marks: dict[tuple[int, str], tuple[int, int, str, str]] = {}

    def read(self) -> tuple[str, list[ParsedAnnotation]]:
        """(text, marks); raises ``RowError``."""
        column = 3
        for number, line in enumerate(self.lines, 1):
            if line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
                _name, *features = line.partition("=")[2].split("|")
                if line.startswith("#T_SP="):
                    self.layers.append(_feature(column, features))
                column += len(features)
            elif line and not line.startswith("#"):
                self._token(number, line.split("\t"))
        body = self.text if self.text is not None else self._body()
        points = _code_points(body)
        marks = []
        for start, end, tag, note in self.marks.values():
            if start not in points or end not in points:
                raise RowError(Message("counts places that are not in its text."))
            marks.append(ParsedAnnotation(points[start], points[end], tag, note=note))
        return body, marks

    def _token(self, number: int, columns: list[str]) -> None:
        try:
            start, end = map(int, columns[1].split("-"))
        except (IndexError, ValueError):
            raise RowError(Message("has no token in line {number}.").format(number=number)) from None
        # A part of a token, such as 1-2.1, is no token of its own.
        if "." not in columns[0]:
            self.tokens.append((start, end, columns[2]))
        for layer in self.layers:
            tags = _values(columns, layer.column + layer.tag)
            notes = (
                dict(enumerate(_values(columns, layer.column + layer.note))) if layer.note is not None else {}
            )
            for place, (tag, which) in enumerate(tags):
                if tag in ("_", "*"):
                    continue
                note = _unescaped(notes.get(place, ("*", ""))[0])
                key = (layer.column, which or f"{number}-{place}")
                before = self.marks.get(key, (start, end, _unescaped(tag), note))
                self.marks[key] = (min(before[0], start), max(before[1], end), *before[2:])

    def _body(self) -> str:
        """Between tokens a space, between sentences a line end, as many as there is room for."""
        units: list[str] = []
        for start, end, token in self.tokens:
            gap = start - len(units)
            if gap < 0:
                raise RowError(Message("has tokens that overlap."))
            units += ["\n"] * gap if gap > 1 else [" "] * gap
            pair = token.encode("utf-16-le")
            letters = [pair[n : n + 2] for n in range(0, len(pair), 2)]
            if len(letters) != end - start:
                raise RowError(
                    Message("has a token that is not as long as it says: “{token}”.").format(token=token)
                )
            units += letters  # type: ignore[arg-type]
        joined = b"".join(u if isinstance(u, bytes) else u.encode("utf-16-le") for u in units)
        return joined.decode("utf-16-le", "replace")


def _feature(column: int, features: list[str]) -> _Feature:
    names = [feature.rpartition("_")[2] if feature.startswith("ROLE_") else feature for feature in features]
    tag = next((names.index(name) for name in ("tag", "value", "label", "identifier") if name in names), 0)
    return _Feature(column, tag, names.index("note") if "note" in names else None)


def _values(columns: list[str], number: int) -> list[tuple[str, str]]:
    """(value, number of its mark) of each mark on a token; the number is empty where a mark has one token."""
    if number >= len(columns):
        return []
    parts = [VALUE.fullmatch(part) for part in PART.findall(columns[number])]
    return [(part[1], part[2] or "") for part in parts if part]


def _unescaped(text: str) -> str:
    """A value as it was; none is empty."""
    if text in ("_", "*"):
        return ""
    said = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(->|.)", lambda found: said.get(found[1], found[1]), text)


def _code_points(body: str) -> dict[int, int]:
    """A place in UTF-16 units -> in code points."""
    return {units: number for number, units in enumerate(_utf16(body))}


def _document(body: str, marks: list[SpanAnnotation]) -> str:
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


def _columns(cut: list[Token], marks: list[SpanAnnotation]) -> list[str]:
    """For each token its tags and its notes: ``_`` without a mark, ``*`` without a note.

    A number ties the tokens of a mark.
    """
    starts, ends = [token.start for token in cut], [token.end for token in cut]
    on: list[list[tuple[int, SpanAnnotation]]] = [[] for _ in cut]
    for number, mark in enumerate(marks, 1):
        for n in range(bisect_left(starts, mark.start), bisect_right(ends, mark.end)):
            on[n].append((number, mark))

    def column(here: list[tuple[int, SpanAnnotation]]) -> str:
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
