"""Build Word documents from pieces of their XML, for the tests of the reader."""

import io

import docx

from tests.articles.readers.make_files import unzipped, zipped

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}
XMLNS = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """Return a paragraph; text that is no XML becomes a run."""
    inside = inside if inside.startswith("<") else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def text_box(inside: str, fallback: bool = True) -> str:
    """Return a run with a text box as Word 2010 writes it: twice, the second time for older programs."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    drawing = (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    alternatives = choice + (f"<mc:Fallback>{old}</mc:Fallback>" if fallback else "")
    return f"<w:r><mc:AlternateContent>{alternatives}</mc:AlternateContent></w:r>"


def document(
    body: str,
    styles: str = "",
    footnotes: str = "",
    endnotes: str = "",
    imported: dict[str, str | bytes] | None = None,
    properties: dict[str, object] | None = None,
    **more: str | bytes,
) -> bytes:
    """Return a Word document with this body; ``imported`` has the content of the parts ``rId90``, ``rId91``, …"""
    file = docx.Document()
    for name, value in (properties or {}).items():
        setattr(file.core_properties, name, value)
    out = io.BytesIO()
    file.save(out)
    members: dict[str, str | bytes] = dict(unzipped(out.getvalue()))
    members["word/document.xml"] = f"<w:document {XMLNS}><w:body>{body}</w:body></w:document>"
    links = members["word/_rels/document.xml.rels"]
    added = ""
    for name, notes in (("footnotes", footnotes), ("endnotes", endnotes)):
        if notes:
            members[f"word/{name}.xml"] = f"<w:{name} {XMLNS}>{notes}</w:{name}>"
            added += f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
    for number, (name, content) in enumerate((imported or {}).items(), 90):
        members[f"word/{name}"] = content
        added += f'<Relationship Id="rId{number}" Type="{OFFICE}/aFChunk" Target="{name}"/>'
    assert isinstance(links, bytes)
    members["word/_rels/document.xml.rels"] = links.replace(
        b"</Relationships>", f"{added}</Relationships>".encode()
    )
    if styles:
        written = members["word/styles.xml"]
        assert isinstance(written, bytes)
        members["word/styles.xml"] = written.replace(b"</w:styles>", f"{styles}</w:styles>".encode())
    return zipped(members | more)


def style(name: str, properties: str, based_on: str = "", kind: str = "character") -> str:
    """Return a style, whose id is its name without spaces."""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{parent}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def note(number: int, text: str, kind: str = "footnote") -> str:
    """Return a foot- or endnote."""
    return f'<w:{kind} w:id="{number}">{p(f"<w:r><w:{kind}Ref/></w:r>" + run(" " + text))}</w:{kind}>'


def sign(number: int, kind: str = "footnote") -> str:
    """Return the sign of a note in a sentence."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'
