"""The first bytes say what a file is, whatever its name says; a file that is something else is refused."""

from articles.readers import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (
    (b"\x7fELF", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a program"),
)
PICTURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
)
OTHERS = (
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"bplist00", "a Safari web archive"),
    (b"SQLite format 3\0", "a database"),
)
# What a ZIP holds, told without unpacking it: (bytes that must all be in it, slug or "", what it is).
ZIPS = (
    ((b"mimetypeapplication/epub+zip",), "epub", "an e-book"),
    ((b"application/vnd.oasis.opendocument.text", b"content.xml"), "odt", "an OpenDocument text"),
    ((b"[Content_Types].xml", b"word/"), "docx", "a Word document"),
    ((b"[Content_Types].xml", b"xl/"), "", "an Excel workbook"),
    ((b"[Content_Types].xml", b"ppt/"), "", "a PowerPoint presentation"),
    ((b"META-INF/container.xml",), "epub", "an e-book"),
    ((b"content.xml", b"META-INF/manifest.xml"), "odt", "an OpenDocument text"),
)
WRONG = "This file is named {suffix}, but it is {what}. {advice}"
SAVE = "Save the article as .docx, .pdf or .txt and upload that, or paste its text."
LOCKED = "This Word file is protected with a password. Save it without the password and upload it again."
OLD = "This file is in an old Office format (.doc). Open it, save it as .docx and upload that."


def check(slug: str, suffix: str, data: bytes) -> None:
    """Raises ``Unreadable`` unless ``data`` can be what the reader ``slug`` reads."""
    if data.startswith(OLE):
        raise Unreadable(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD)
    found, what = _kind(data)
    if found == slug or (slug in ("text", "html") and not what):
        return
    if found:
        advice = f"Rename it so that its name ends in .{found} and upload it again."
    else:
        advice = SAVE
    raise Unreadable(WRONG.format(suffix=suffix, what=what or "something else or damaged", advice=advice))


def _kind(data: bytes) -> tuple[str, str]:
    """The slug of the reader for ``data`` if its first bytes tell one, and what it is in words."""
    if b"%PDF-" in data[:1024]:
        return "pdf", "a PDF"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for signs, slug, what in ZIPS:
            if all(sign in data for sign in signs):
                return slug, what
        return "", "a ZIP archive"
    if data[:2] == b"MZ" and b"\0" in data[:256]:
        return "", "a Windows program"
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "", "a picture, a sound or a film"
    return "", next((what for sign, what in PROGRAMS + PICTURES + OTHERS if data.startswith(sign)), "")
