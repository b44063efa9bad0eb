"""brat standoff: a ZIP with a folder a reader."""

import io
import json
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from reports.exported import by_reader, provenance
from reports.layers import Mark
from reports.report import Report

# Files of the same marks are the same bytes.
WHEN = (1980, 1, 1, 0, 0, 0)


class BratFormat:
    """``article.txt`` and ``article.ann`` for each reader, with the configuration that names the tags."""

    slug = "brat"
    ending = "brat.zip"
    group = "tools"
    order = 25
    title = _("brat")
    media_type = "application/zip"
    loses = ""

    def write(self, report: Report) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

            def put(name: str, text: str) -> None:
                archive.writestr(zipfile.ZipInfo(name, WHEN), text.encode(), zipfile.ZIP_DEFLATED)

            tags = "\n".join(tag.slug for tag in report.tags)
            put("annotation.conf", f"[entities]\n{tags}\n[relations]\n[events]\n[attributes]\n")
            put("made.json", json.dumps(provenance(report), ensure_ascii=False, indent=1))
            for number, (reader, marks) in enumerate(by_reader(report).items(), 1):
                folder = f"{number:03}-{_file_name(reader)}"
                put(f"{folder}/article.txt", report.text.body)
                put(
                    f"{folder}/article.ann",
                    "".join(_lines(report.text.body, n, m) for n, m in enumerate(marks, 1)),
                )
        return file.getvalue()


def _file_name(reader: str) -> str:
    return re.sub(r"[^\w-]+", "-", reader).strip("-")[:40] or "reader"


def _lines(body: str, number: int, mark: Mark) -> str:
    """brat reads line by line: a mark over several lines is given in pieces, and so is its note."""
    lines = re.finditer(r"[^\n]+", body[mark.start : mark.end])
    pieces = [(mark.start + line.start(), mark.start + line.end()) for line in lines]
    spans = ";".join(f"{start} {end}" for start, end in pieces)
    quote = " ".join(body[start:end] for start, end in pieces)
    found = f"T{number}\t{mark.tag} {spans}\t{quote}\n"
    if mark.note or mark.details:
        said = json.dumps({"note": mark.note, "details": mark.details}, ensure_ascii=False)
        found += f"#{number}\tAnnotatorNotes T{number}\t{said}\n"
    return found
