"""UIMA CAS as XMI, for INCEpTION, DKPro and other UIMA tools."""

import io
from collections.abc import Iterator

from cassis import load_cas_from_xmi, load_typesystem
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.annotations import by_reader
from reports.formats.interchange._base import ToolFormat, zip_bytes
from reports.formats.interchange.nlp._cas import cas_of, read_all
from reports.formats.parsed import Files, ParsedFile


class CasXmiFormat(ToolFormat):
    """A ZIP with the type system and an XMI per reader."""

    slug = "cas-xmi"
    ending = "cas-xmi.zip"
    order = 27
    title = _("UIMA CAS (XMI)")
    media_type = "application/zip"
    limitations = _("Control characters, which XML does not allow (replaced by spaces), and hints.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """Return a ZIP."""
        return zip_bytes(_files(report))

    def fits(self, files: Files) -> bool:
        """Return whether there is an XMI file."""
        return any(name.endswith(".xmi") for name in files)

    def read(self, files: Files) -> ParsedFile:
        """Read one annotator per file, with the type system that UIMA tools write beside them."""
        system = next((files[name] for name in sorted(files) if name.endswith("TypeSystem.xml")), None)
        types = load_typesystem(io.BytesIO(system)) if system else None
        return read_all(files, ".xmi", lambda data: load_cas_from_xmi(io.BytesIO(data), typesystem=types))


def _files(report: Report | ArticleAnnotations) -> Iterator[tuple[str, str]]:
    for number, (reader, annotations) in enumerate(by_reader(report).items(), 1):
        cas = cas_of(report, reader, annotations)
        if number == 1:
            yield "TypeSystem.xml", cas.typesystem.to_xml()
        yield f"{number:03}.xmi", cas.to_xmi()
