"""Files to import: real ones of other tools, and small ones."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from reports.formats import formats
from reports.formats.parsed import Document

# What servers of doccano 1.8.4 and Label Studio 1.23.2 exported.
REAL = Path(__file__).parent.parent / "golden" / "imports"
KIND = formats()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def spans(document: Document) -> dict[str, list[str]]:
    assert document.text is not None
    return {who: [document.text[m.start : m.end] for m in marks] for who, marks in document.layers.items()}
