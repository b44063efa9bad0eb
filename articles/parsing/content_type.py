"""Check that the content of a file is what its name says."""

from articles.errors import Unreadable
from articles.parsing.scan.photos import Photos
from web.i18n.lazy_message import Message

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (
    (b"\x7fELF", Message("a Linux program")),
    (b"\xcf\xfa\xed\xfe", Message("a macOS program")),
    (b"\xca\xfe\xba\xbe", Message("a program")),
)
PICTURES = (
    (b"\x89PNG\r\n", Message("a PNG picture")),
    (b"\xff\xd8\xff", Message("a JPEG picture")),
    (b"GIF87a", Message("a GIF picture")),
    (b"GIF89a", Message("a GIF picture")),
    (b"II*\0", Message("a TIFF picture")),
    (b"MM\0*", Message("a TIFF picture")),
)
WEBP = Message("a WebP picture")
# The endings of pictures that text recognition can read, by the first bytes.
ENDINGS = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpg", b"II*\0": "tif", b"MM\0*": "tif"}
OTHERS = (
    (b"Rar!\x1a", Message("a RAR archive")),
    (b"7z\xbc\xaf", Message("a 7-Zip archive")),
    (b"\x1f\x8b", Message("a gzip archive")),
    (b"bplist00", Message("a Safari web archive")),
    (b"SQLite format 3\0", Message("a database")),
)
# Kinds of ZIP, recognized without unpacking: (bytes that must all be in it, slug of the reader or "", name).
ZIPS = (
    ((b"mimetypeapplication/epub+zip",), "epub", Message("an e-book")),
    ((b"application/vnd.oasis.opendocument.text", b"content.xml"), "odt", Message("an OpenDocument text")),
    ((b"[Content_Types].xml", b"word/"), "docx", Message("a Word document")),
    ((b"[Content_Types].xml", b"xl/"), "", Message("an Excel workbook")),
    ((b"[Content_Types].xml", b"ppt/"), "", Message("a PowerPoint presentation")),
    ((b"META-INF/container.xml",), "epub", Message("an e-book")),
    ((b"content.xml", b"META-INF/manifest.xml"), "odt", Message("an OpenDocument text")),
)
# What is text looks like nothing else; the readers of its formats look closer.
TEXT_FORMATS = ("text", "html", "mhtml", "eml", "subtitles")
ZIP_FORMATS, ZIP, ZIP_END = ("docx", "odt", "epub"), Message("a ZIP archive"), b"PK\x05\x06"
WRONG = Message("This file is named {suffix}, but it is {what}. {advice}")
PDF = Message("a PDF")
DOCUMENTS = ((b"%PDF-", "pdf", PDF), (b"{\\rtf", "rtf", Message("a rich text file (RTF)")))
WINDOWS_PROGRAM = Message("a Windows program")
SOMETHING = Message("something else or damaged")
SAVE = Message("Save the article as .docx, .pdf or .txt and upload that, or paste its text.")
RENAME = Message("Rename it so that its name ends in .{slug} and upload it again.")
LOCKED = Message(
    "This Word file is protected with a password. Save it without the password and upload it again."
)
OLD = Message("This file is in an old Office format (.doc). Open it, save it as .docx and upload that.")


def check_content_type(slug: str, suffix: str, data: bytes) -> None:
    """Raise ``Unreadable`` unless ``data`` can be what the reader ``slug`` reads."""
    if data.startswith(OLE):
        raise Unreadable(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD)
    # Some printers put a line before the header of a PDF; elsewhere, these bytes mean nothing.
    actual_slug, what = ("pdf", PDF) if slug == "pdf" and b"%PDF-" in data[:1024] else _kind(data)
    if actual_slug == slug or (slug in TEXT_FORMATS and not what):
        return
    if what == ZIP and slug in ZIP_FORMATS and ZIP_END not in data[-66_000:]:
        return  # A truncated document: its reader says that it is damaged.
    ending = _picture_ending(data) if actual_slug == Photos.slug else actual_slug
    advice = RENAME.format(slug=ending) if ending else SAVE
    raise Unreadable(WRONG.format(suffix=suffix, what=what or SOMETHING, advice=advice))


def _kind(data: bytes) -> tuple[str, Message | None]:
    """Return the slug of the reader for ``data`` (or "") and the name of its kind, judged by its first bytes."""
    for start, slug, what in DOCUMENTS:
        if data.startswith(start):
            return slug, what
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for signs, slug, what in ZIPS:
            if all(sign in data for sign in signs):
                return slug, what
        return "", ZIP
    if _picture_ending(data):
        return Photos.slug, next((what for sign, what in PICTURES if data.startswith(sign)), WEBP)
    return "", _other(data)


def _other(data: bytes) -> Message | None:
    """Return what a file is that cannot be read; None if nothing is known."""
    if data[:2] == b"MZ" and b"\0" in data[:256]:
        return WINDOWS_PROGRAM
    if b"\0" in data[:16] and (data[:4] == b"RIFF" or data[4:8] == b"ftyp"):
        return Message("a picture, a sound or a film")
    return next((what for sign, what in PROGRAMS + PICTURES + OTHERS if data.startswith(sign)), None)


def _picture_ending(data: bytes) -> str:
    """Return how the name of this picture should end; "" for what text recognition does not read."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for sign, ending in ENDINGS.items() if data.startswith(sign)), "")
