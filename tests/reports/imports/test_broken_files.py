"""A truncated, damaged or malicious file is refused with a message, whatever its parser raises."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from reports.formats import formats
from reports.formats.parsed import RowError
from reports.imports.reading import read_import as understood
from tests.reports.formats.test_reading_back import BACK
from tests.reports.formats.tools import write
from tests.reports.import_files import zipped
from tests.reports.small import report

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "eee">]>'
MANGLED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _data: b"",
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut at the end": lambda data: data[:-3],
    "twice": lambda data: data + data,
    "no UTF-8": lambda data: data.replace(b"a", b"\xff"),
    "UTF-16": lambda data: data.decode("latin-1").encode("utf-16"),
    "NUL": lambda data: data.replace(b"e", b"\0"),
    "half a surrogate": lambda data: data.replace(b"e", b"\\ud800"),
    "great numbers": lambda data: data.replace(b"1", b"9" * 400),
    "no numbers": lambda data: data.replace(b"1", b"one"),
    "deep": lambda data: b"[" * 100_000 + data,
    "deep markup": lambda data: b"<a>" * 10_000 + data,
    "an entity": lambda data: ENTITY + data.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b"", 1),
    "an entity that is used": lambda data: ENTITY + data.replace(b'="', b'="&e;').partition(b"?>")[2],
    "an unknown entity": lambda data: data.replace(b'="', b'="&nobody;'),
    "an unknown encoding": lambda data: data.replace(b"UTF-8", b"UTF-99"),
}


def copies(name: str, data: bytes, change: Callable[[bytes], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield changed copies of the file; for a ZIP, also with each of its files changed."""
    yield name, change(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {entry: archive.read(entry) for entry in archive.namelist()}
        for entry, content in files.items():
            yield name, zipped(files | {entry: change(content)})


@pytest.mark.parametrize("slug", BACK)
@pytest.mark.parametrize("how", MANGLED)
def test_a_mangled_file_is_refused_or_read(slug: str, how: str) -> None:
    written = write(slug, report())
    for name, data in copies(f"report.{formats()[slug].ending}", written, MANGLED[how]):
        with suppress(RowError):
            understood(name, data)
