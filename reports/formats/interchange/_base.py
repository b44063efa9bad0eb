"""Base classes of the formats of annotation tools: what they have in common, and how their files are written."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader
from reports.formats.parsed import Document, Files, ParsedFile, read_rows
from reports.layers import SpanAnnotation

# The same annotations give the same bytes.
ZIP_TIMESTAMP = (1980, 1, 1, 0, 0, 0)


class ToolFormat:
    """A format that holds annotations and needs nothing else of the report."""

    group = "tools"
    of_marks = True
    loses = ""


class JsonRowsFormat(ToolFormat):
    """A JSON list with a row per reader. ``tool`` is the name of the program that uses it."""

    tool: str
    media_type = "application/json"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return the rows as UTF-8."""
        return json.dumps(self.rows(report), ensure_ascii=False).encode()

    def rows(self, report: Report | ArticleAnnotations) -> list[dict[str, Any]]:
        """Return a row per reader."""
        return [self.row(report, reader, annotations) for reader, annotations in by_reader(report).items()]

    def row(
        self, report: Report | ArticleAnnotations, reader: str, annotations: list[SpanAnnotation]
    ) -> dict[str, Any]:
        """Return the row with the annotations of one reader."""
        raise NotImplementedError

    def read(self, files: Files) -> ParsedFile:
        """Read a JSON list of rows, or a row per line."""
        return read_rows(files, self.tool, self.document)

    def document(self, file: str, where: str, row: dict[str, Any]) -> Document:
        """Return the document in a row of ``file``. Raises ``RowError``."""
        raise NotImplementedError


class JsonLinesFormat(JsonRowsFormat):
    """A row per reader, each on a line of its own."""

    media_type = "application/x-ndjson"

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return the rows as UTF-8."""
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in self.rows(report)).encode()


def zip_bytes(files: Iterable[tuple[str, str]]) -> bytes:
    """Return a ZIP with the (name, text) ``files`` in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIMESTAMP), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
