"""UIMA CAS as JSON, for INCEpTION and DKPro."""

import io
import zipfile

from cassis import load_cas_from_json
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader
from reports.formats.interchange._cas import cas_of, read_all
from reports.formats.interchange.brat import WHEN
from reports.formats.parsed import Files, ParsedFile, first_object


class CasJsonFormat:
    """A ZIP with a file a reader; the type system is in each."""

    slug = "cas-json"
    ending = "cas-json.zip"
    group = "tools"
    of_marks = True
    order = 28
    title = _("UIMA CAS (JSON)")
    media_type = "application/zip"
    loses = _("Control characters: spaces stand for them.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (reader, marks) in enumerate(by_reader(report).items(), 1):
                entry = zipfile.ZipInfo(f"{number:03}.json", WHEN)
                archive.writestr(entry, cas_of(report, reader, marks).to_json(), zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def fits(self, files: Files) -> bool:
        """JSON with a type system and feature structures."""
        return "%FEATURE_STRUCTURES" in first_object(files)

    def read(self, files: Files) -> ParsedFile:
        """The type system is in each file."""
        return read_all(files, ".json", lambda data: load_cas_from_json(io.BytesIO(data)))
