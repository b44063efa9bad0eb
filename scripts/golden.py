"""The golden files of the formats: python scripts/golden.py writes them anew. Look at what changed, then keep it."""

import io
import os
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Of an office file what we write ourselves: the rest is its library's, and the hour of its making.
OURS = ("word/document.xml", "word/comments.xml", "content.xml", "xl/worksheets/", "xl/sharedStrings.xml")
FOLDER = ROOT / "tests" / "golden" / "formats"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def told(data: bytes) -> str:
    """A file as text that can be compared and read: what is in a ZIP, what a PDF says."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in sorted(archive.namelist())]
        office = any(name in ("[Content_Types].xml", "mimetype") for name, _part in parts)
        kept = [(name, part) for name, part in parts if not office or name.startswith(OURS)]
        return "".join(f"=== {name}\n{_text(part)}\n" for name, part in kept)
    if data.startswith(b"%PDF"):
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        return "\n".join(pages).replace("\r\n", "\n")
    return _text(data)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f"{len(data)} bytes\n"


def made() -> dict[str, str]:
    """Name of the golden file -> what it should hold, of the small report of the tests."""
    from reports.formats import formats, of_record
    from tests.reports.small import report

    return {
        f"{kind.ending}.txt": told(kind.write(report())) for kind in formats().values() if not of_record(kind)
    }


def main() -> None:
    """Write them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, text in made().items():
        (FOLDER / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
