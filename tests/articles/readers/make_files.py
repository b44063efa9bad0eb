"""Build files for the tests of the readers: good ones of each format, and the bad ones that people send."""

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime

import docx
import pikepdf
import typst

ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"))
)
ODF += (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
STYLES = (
    '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T2"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T3" style:parent-style-name="T1">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
BOMB = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
BILLION_LAUGHS = BOMB + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
WORDS = "She said “stop”, and the mayor didn't answer. "


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP with these members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            # The one member that programs must find without unpacking anything.
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the members of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word() -> bytes:
    """Return a Word document with a headline, both emphases, a list, a quotation, a table and a link."""
    document = docx.Document()
    document.core_properties.title = "Police Stations"
    document.core_properties.author = "Ann Lee"
    document.core_properties.created = datetime(2022, 12, 15, tzinfo=UTC)
    document.add_heading("Police Stations", 0)
    document.add_heading("Abroad", 2)
    paragraph = document.add_paragraph("As “La Nazione” and ")
    paragraph.add_run("Il Foglio").italic = True
    paragraph.add_run(" said it is ")
    paragraph.add_run("false").bold = True
    paragraph.add_run(" 😀.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("Nobody knew.", style="Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rome", "4"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with(document: str, **more: str | bytes) -> bytes:
    """Return a Word document whose main part is replaced by ``document``."""
    return zipped(unzipped(word()) | {"word/document.xml": document} | more)


def word_xml(inside: str, doctype: str = "") -> str:
    """Return the main part of a Word document with one paragraph."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{space}"><w:body><w:p><w:r>'
        f"<w:t>{inside}</w:t></w:r></w:p></w:body></w:document>"
    )


def open_document(body: str = "", doctype: str = "", **more: str | bytes) -> bytes:
    """Return an OpenDocument text; without ``body``, one with everything that the reader keeps."""
    body = body or (
        '<text:h text:outline-level="1">Police Stations</text:h>'
        '<text:p>As “La Nazione” and <text:span text:style-name="T1">Il Foglio</text:span> said it is '
        '<text:span text:style-name="T2">false</text:span>,<text:s text:c="2"/>'
        '<text:span text:style-name="T3">both</text:span> 😀<text:line-break/>and '
        '<text:a xlink:href="https://npr.org/a">NPR</text:a><text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>The footnote.</text:p></text:note-body></text:note> too.</text:p>"
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
    )
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f"<office:document-meta {ODF}><office:meta><dc:title>Police Stations</dc:title>"
        "<meta:initial-creator>Ann Lee</meta:initial-creator><dc:language>en-GB</dc:language>"
        "<meta:creation-date>2022-12-15T09:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "meta.xml": meta} | more)


def e_book(page: str = "", **more: str | bytes) -> bytes:
    """Return an e-book of two pages, which the manifest lists in another order than the spine."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Police Stations</dc:title><dc:creator>Ann Lee</dc:creator><dc:publisher>The Daily</dc:publisher>"
        "<dc:date>2022-12-15</dc:date><dc:language>en</dc:language></metadata><manifest>"
        '<item id="two" href="two%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="one"/><itemref idref="two"/></spine></package>'
    )
    one = page or (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
        "<h1>Police Stations</h1><p>As “La Nazione” and <em>Il Foglio</em>&nbsp;said 😀.</p></body></html>"
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/book.opf": book,
        "OEBPS/two b.xhtml": '<html><body><p>The <a href="https://npr.org/a">second</a>.</p></body></html>',
        "OEBPS/one.xhtml": one,
    }
    return zipped(members | more)


def pdf(body: str = "", title: str = "Police Stations", columns: int = 1, width: str = "12cm") -> bytes:
    """Return a PDF with a large headline, typeset by Typst: justified and hyphenated."""
    body = body or "\n\n".join(
        f"Paragraph {number} starts here. {WORDS * 3}The internationalization of notwithstanding "
        "misunderstandings of representatives continued 𝔸."
        for number in range(6)
    )
    source = f"""
#set document(title: "{title}", author: "Ann Lee", date: datetime(year: 2022, month: 12, day: 15))
#set page(width: {width}, height: 14cm, columns: {columns}, footer: context [Daily #counter(page).display()])
#set text(size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true)
#text(size: 20pt)[Headline Over Two Lines of “Large” Letters]

{body}"""
    # Lines break the same on every machine only with the fonts that typst brings.
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True))


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    """Return the content of a PDF."""
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def empty_pdf(pages: int) -> bytes:
    """Return a PDF without text, like a scan."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    return saved(document)


def locked_pdf() -> bytes:
    """Return a PDF that is protected with a password."""
    with pikepdf.open(io.BytesIO(pdf("Text."))) as document:
        return saved(document, encryption=pikepdf.Encryption(owner="o", user="u"))


def old_office(*streams: str) -> bytes:
    """Return the start of an OLE file with its directory, like old and encrypted Office files."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    entries = [name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *streams)]
    return head.ljust(512, b"\0") + b"".join(entries).ljust(512, b"\0")


def lying(data: bytes, name: str, size: int) -> bytes:
    """Return the ZIP with a wrong declared size of the member ``name``, in both of its headers."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        local = archive.getinfo(name).header_offset
    struct.pack_into("<I", out, local + 22, size)
    directory = out.rindex(name.encode()) - 46
    struct.pack_into("<I", out, directory + 24, size)
    return bytes(out)


def png() -> bytes:
    """Return a picture of one pixel."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(4))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def web_page(article: str = "") -> bytes:
    """Return a news page with clutter around the article."""
    article = article or "".join(
        f"<p>Paragraph {number} quotes “La Nazione” and <em>Il Foglio</em> and <q>somebody</q>, and it "
        f'<a href="https://npr.org/{number}">links to <b>NPR</b></a> in a longer sentence of its own.</p>'
        for number in range(4)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Police Stations | The Daily</title>
<meta property="og:title" content="Police Stations"><meta property="og:site_name" content="The Daily">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2022-12-15">
<link rel="canonical" href="https://daily.example/police"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Police Stations</h1>{article}</article>
<script>track("reader")</script><footer>Copyright, all rights reserved</footer></body></html>""".encode()
