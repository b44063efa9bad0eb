"""UIMA CAS as XMI, for INCEpTION, DKPro and other UIMA tools."""

import io
import zipfile

from cassis import load_cas_from_xmi, load_typesystem
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import ArticleAnnotations, Report
from reports.formats.interchange._annotations import by_reader
from reports.formats.interchange._cas import cas_of, read_all
from reports.formats.interchange.brat import WHEN
from reports.formats.parsed import Files, ParsedFile


class CasXmiFormat:
    """A ZIP with the type system and an XMI a reader."""

    slug = "cas-xmi"
    ending = "cas-xmi.zip"
    group = "tools"
    of_marks = True
    order = 27
    title = _("UIMA CAS (XMI)")
    media_type = "application/zip"
    loses = _("Control characters, which XML has no way to write: spaces stand for them.")

    def write(self, report: Report | ArticleAnnotations) -> bytes:
        """A ZIP."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (reader, marks) in enumerate(by_reader(report).items(), 1):
                cas = cas_of(report, reader, marks)
                if number == 1:
                    types = cas.typesystem.to_xml()
                    archive.writestr(zipfile.ZipInfo("TypeSystem.xml", WHEN), types, zipfile.ZIP_DEFLATED)
                entry = zipfile.ZipInfo(f"{number:03}.xmi", WHEN)
                archive.writestr(entry, cas.to_xmi(), zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def fits(self, files: Files) -> bool:
        """XMI files."""
        return any(name.endswith(".xmi") for name in files)

    def read(self, files: Files) -> ParsedFile:
        """With the type system beside them, as UIMA tools write it."""
        system = next((files[name] for name in sorted(files) if name.endswith("TypeSystem.xml")), None)
        types = load_typesystem(io.BytesIO(system)) if system else None
        return read_all(files, ".xmi", lambda data: load_cas_from_xmi(io.BytesIO(data), typesystem=types))
