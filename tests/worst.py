"""Small files that take long: what somebody sends who wants a site to stand still."""

import io
import json
import random
import zipfile

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


def uploads() -> list[tuple[str, bytes]]:
    """(name, content): an e-book that is one open tag, names after many spaces, a page of open tags, a long text."""
    dice = random.Random(1)
    words = " ".join(
        dice.choice(("by", "Reuters", "the", "(AP)", "—", "2023", "Council")) for _ in range(300_000)
    )
    return [
        ("book.epub", zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
                              "c.opf": PACKAGE, "a.xhtml": "<" + "a" * 200_000})),
        ("names.txt", "\n\n".join([f"By A{' ' * 150}b"] * 1500).encode()),
        ("page.html", b"<div><p>x" * 200_000),
        ("long.txt", words.replace("Council", "Council\n\n").encode()[:1_900_000]),
    ]  # fmt: skip


def imported() -> tuple[str, bytes]:
    """(name, content) of a document and half a million rows that are none."""
    return "marks.zip", zipped({"marks.json": f"[{json.dumps(DOCUMENT)}{',{}' * 500_000}]"})


def zipped(files: dict[str, str]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
