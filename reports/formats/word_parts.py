"""Parts of Word documents: pictures, and the direction of paragraphs."""

import io
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports.rendering.direction import is_right_to_left
from reports.rendering.printed_picture import PrintedPicture
from web.text.xml_text import replace_invalid_xml

# Word wants the properties of a paragraph in order.
AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)


def add_pictures(document: Any, pictures: Iterable[PrintedPicture]) -> None:
    """Add the pictures at the end of the document."""
    for picture in pictures:
        shape = document.add_picture(io.BytesIO(picture.content), Mm(picture.width), Mm(picture.height))
        shape._inline.docPr.set("descr", replace_invalid_xml(picture.alt))
        # Its caption follows.
        document.paragraphs[-1].paragraph_format.keep_with_next = True


def set_direction(paragraph: Paragraph) -> None:
    """Write from right to left what begins so. Bold and italic of such scripts are properties of their own."""
    if not is_right_to_left(paragraph.text):
        return
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    for run in paragraph.runs:
        run.font.rtl = True
        run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
