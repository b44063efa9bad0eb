"""Small files that take long to read, as an attacker would send them."""

import io
import json
import random
import zipfile
from functools import cache

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)
DOCUMENT = {"text": "Taxes fell.", "label": [[0, 5, "opinion"]], "annotator": "Zoe"}


@cache
def uploads() -> list[tuple[str, bytes]]:
    """Return (name, content) of four files that use up a reader's limits, and two that once were slow."""
    dice = random.Random(1)
    words = ("by", "Ann", "Lee", "Reuters", "the", "(AP)", "2023", "Council", "said")
    paragraphs = "".join(f"<p>{' '.join(dice.choices(words, k=15))}</p>" for _ in range(20_000))
    return [
        ("table.html", f"<table>{'<tr><td>x</td><td>By Ann Lee</td></tr>' * 100_000}</table>".encode()),
        ("links.html", b"<div class='a b c'><a href='/x'>x</a></div>" * 400_000),
        ("paragraphs.html", paragraphs.encode()),
        ("cells.html", f"<table>{'<tr><td><p>x</p></td></tr>' * 100_000}</table>".encode()),
        ("book.epub", zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
                              "c.opf": PACKAGE, "a.xhtml": "<" + "a" * 200_000})),
        ("names.txt", "\n\n".join([f"By A{' ' * 150}b"] * 1500).encode()),
    ]  # fmt: skip


@cache
def imported() -> tuple[str, bytes]:
    """Return (name, content) of a document with half a million invalid rows."""
    return "marks.zip", zipped({"marks.json": f"[{json.dumps(DOCUMENT)}{',{}' * 500_000}]"})


def zipped(files: dict[str, str]) -> bytes:
    """Return a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
