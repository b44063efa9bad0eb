"""Write the golden files of the formats and of hints: python -m tests.update_golden.

Review what changed before you commit it.
"""

import io
import os
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The parts of office files that our code writes. The others come from libraries and contain the time of writing.
OUR_PARTS = (
    "word/document.xml",
    "word/comments.xml",
    "content.xml",
    "xl/worksheets/",
    "xl/sharedStrings.xml",
)
FOLDER = ROOT / "tests" / "golden" / "formats"


def readable_form(data: bytes) -> str:
    """Return a file as text that can be compared and read: the parts of a ZIP, the text of a PDF."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in sorted(archive.namelist())]
        office = any(name in ("[Content_Types].xml", "mimetype") for name, _part in parts)
        compared = [(name, part) for name, part in parts if not office or name.startswith(OUR_PARTS)]
        return "".join(f"=== {name}\n{_text(part)}\n" for name, part in compared)
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


def golden_files() -> dict[str, str]:
    """Return the content of each golden file by name: the tests' small report with hints in each format."""
    from reports.formats import formats, of_record
    from tests.reports.hints import report_with_hints

    report = report_with_hints()
    return {
        f"{kind.ending}.txt": readable_form(kind.write(report))
        for kind in formats().values()
        if not of_record(kind)
    }


def main() -> None:
    """Write the golden files."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.articles.hints import golden

    for folder, files in ((FOLDER, golden_files()), (golden.FOLDER, golden.hint_files())):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
