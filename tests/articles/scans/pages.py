"""Pictures of pages to read, typeset by Typst, whose fonts come with it."""

import io
from functools import cache

import pikepdf
import typst
from PIL import Image

HEADLINE = "Ferry stops at noon"
FIRST = "The ferry across the sound stops at noon on Monday, the harbour office said. It carried 1,240 people a day."
SECOND = (
    "Shopkeepers call the decision a disgrace. They say that nobody had asked them before it was announced."
)
THIRD = "The council meets again in September. Until then a bus goes round by the northern bridge every hour."
SPANISH = (
    "El año pasado cruzaron el puente más de diez mil niños y niñas, según la compañía. Así lo señaló ayer."
)


def typeset(*paragraphs: str, headline: str = "", columns: int = 1, head: str = "", width: int = 300) -> str:
    """Return a small page for Typst."""
    title = f'#block(text(size: 18pt, weight: "bold")[{headline}])\n' if headline else ""
    body = "\n\n".join(paragraphs)
    return (
        f"#set page(width: {width}pt, height: auto, margin: 20pt, header: [{head}], header-ascent: 4pt)\n"
        '#set text(size: 10pt, lang: "en")\n#set par(justify: true, first-line-indent: 1em, spacing: 0.65em)\n'
        f"{title}#columns({columns}, gutter: 14pt)[{body}]"
    )


@cache
def picture(*paragraphs: str, **options: object) -> Image.Image:
    """Return a page as a picture, as a scanner with 200 dots per inch would."""
    png = typst.compile(typeset(*paragraphs, **options).encode(), format="png", ppi=200)
    return Image.open(io.BytesIO(png)).convert("L")


def as_file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return the picture as a file."""
    out = io.BytesIO()
    # Saving leaves traces in the picture, which tests share.
    image.copy().save(out, kind, **options)
    return out.getvalue()


def scanned_pdf(*pages: Image.Image) -> bytes:
    """Return a PDF of pictures, without any text."""
    return as_file(
        pages[0], "PDF", save_all=True, append_images=[page.copy() for page in pages[1:]], resolution=200
    )


def half_scanned_pdf(text: str, page: Image.Image) -> bytes:
    """Return a PDF of which the first page has text and the second is a picture."""
    with (
        pikepdf.open(io.BytesIO(typst.compile(typeset(text).encode(), format="pdf"))) as pdf,
        pikepdf.open(io.BytesIO(scanned_pdf(page))) as scan,
    ):
        pdf.pages.extend(scan.pages)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
