"""UIMA CAS as JSON, for INCEpTION and DKPro."""

import io

from cassis import load_cas_from_json
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader
from reports.formats.interchange._base import ToolFormat, zip_bytes
from reports.formats.interchange.nlp._cas import cas_of, read_all
from reports.formats.json_rows import first_object
from reports.formats.parsed import Files, ParsedFile


class CasJsonFormat(ToolFormat):
    """A ZIP with a file per reader, each with the type system in it."""

    slug = "cas-json"
    ending = "cas-json.zip"
    order = 28
    title = _("UIMA CAS (JSON)")
    media_type = "application/zip"
    limitations = _("Control characters (replaced by spaces), and hints.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a ZIP."""
        return zip_bytes(
            (f"{number:03}.json", cas_of(report, reader, annotations).to_json())
            for number, (reader, annotations) in enumerate(by_reader(report).items(), 1)
        )

    def fits(self, files: Files) -> bool:
        """Return whether the first object has feature structures."""
        return "%FEATURE_STRUCTURES" in first_object(files)

    def read(self, files: Files) -> ParsedFile:
        """Read one annotator per file."""
        return read_all(files, ".json", lambda data: load_cas_from_json(io.BytesIO(data)))
