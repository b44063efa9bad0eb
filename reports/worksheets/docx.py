"""Worksheets and key sheets as Word documents, which teachers can change before they print them.

Word numbers the lines when it lays out the page, so no list can name them: the numbers of the answers stand in the
text, beside those of the lines.
"""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from annotate.tag import Tag
from reports.formats.word_parts import add_pictures, set_direction
from reports.rendering.tag_codes import tag_codes
from reports.worksheets.sheet import KeySheet, SheetAnswer, SheetBlock, SheetRun, Worksheet
from reports.worksheets.words import WORDS
from web.text.xml_text import replace_invalid_xml

PAGE, MARGIN, NOTES_WIDTH = (Mm(210), Mm(297)), Mm(22), Mm(57)
TEXT_WIDTH = PAGE[0] - 2 * MARGIN
LINES_OF_A_QUESTION = 5
UNDERLINES = {
    "solid": WD_UNDERLINE.SINGLE,
    "dashed": WD_UNDERLINE.DASH,
    "dotted": WD_UNDERLINE.DOTTED_HEAVY,
    "wavy": WD_UNDERLINE.WAVY_HEAVY,
    "double": WD_UNDERLINE.DOUBLE,
}
# Word wants the properties of a paragraph in order.
AFTER_SUPPRESSED = (
    "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing",
    "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
    "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    "w:pPrChange",
)  # fmt: skip


def worksheet_docx(worksheet: Worksheet) -> bytes:
    """Return the worksheet as DOCX."""
    sheet = _Sheet(worksheet, str(WORDS["worksheet"]), ())
    sheet.add_fields()
    sheet.add_beginning(str(WORDS["legend"]), asks=True)
    sheet.add_article()
    sheet.add_questions()
    return sheet.save()


def key_sheet_docx(key: KeySheet, kicker: str) -> bytes:
    """Return the key sheet as DOCX; ``kicker`` is what the group calls an answer key."""
    sheet = _Sheet(key.worksheet, kicker, key.answers)
    sheet.add_beginning(str(WORDS["key_legend"]), asks=False)
    sheet.add_article()
    sheet.add_answers()
    return sheet.save()


class _Sheet:
    """A document under construction; without answers it is a worksheet."""

    def __init__(self, worksheet: Worksheet, kicker: str, answers: tuple[SheetAnswer, ...]) -> None:
        self.worksheet, self.answers = worksheet, {answer.number: answer for answer in answers}
        self.codes = tag_codes(worksheet.tags)
        self.document = Document()
        self.numbered: list[Paragraph] = []
        self._set_up(kicker)
        title = self.document.add_paragraph()
        title.add_run(kicker.upper()).bold = True
        if worksheet.article.extract is not None:
            title.add_run(f" · {WORDS['excerpt']}")

    def _set_up(self, kicker: str) -> None:
        title = self.worksheet.article.title
        self.document.core_properties.title = replace_invalid_xml(f"{kicker}: {title}")[:255]
        self.document.core_properties.author = ""
        self.document.core_properties.language = get_language() or ""
        section = self.document.sections[0]
        section.page_width, section.page_height = PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        _number_lines(section, self.worksheet.is_right_to_left)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(11)
        self.document.styles.add_style("line number", WD_STYLE_TYPE.CHARACTER).font.size = Pt(9)
        for style in ("Heading 1", "Heading 2", "Heading 3"):
            _set_plain(self.document.styles[style])
        _add_footer(section, replace_invalid_xml(f"{kicker} · {title[:80]}"))

    def add_fields(self) -> None:
        """Add the lines for name, class and date."""
        line = self.document.add_paragraph()
        fields = [("name", Mm(85)), ("class", Mm(124)), ("date", TEXT_WIDTH)]
        if not self.worksheet.for_class:
            fields = [("name", Mm(124)), ("date", TEXT_WIDTH)]
        for number, (field, end) in enumerate(fields):
            line.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            line.add_run(f"{'  ' if number else ''}{WORDS[field]} \t")

    def add_beginning(self, legend: str, asks: bool) -> None:
        """Add the instructions, and the tags with their lines."""
        for text in self.worksheet.instructions.splitlines():
            if text.strip():
                self._add_text(text)
        self._add_text(legend).paragraph_format.keep_with_next = True
        table = self._add_table(2, (Mm(48), TEXT_WIDTH - Mm(48)))
        for tag in self.worksheet.tags:
            name, meaning = table.add_row().cells
            self._add_name(name.paragraphs[0], tag)
            ask = WORDS["ask"].format(question=tag.test) if asks and tag.test else ""
            text = " ".join(filter(None, (tag.meaning, ask)))
            meaning.paragraphs[0].add_run(replace_invalid_xml(text)).font.size = Pt(10)

    def add_article(self) -> None:
        """Add the article with its line numbers and room for notes."""
        article, document = self.worksheet.article, self.document
        facts = document.add_paragraph()
        facts.paragraph_format.space_before, facts.paragraph_format.keep_with_next = Pt(14), True
        facts.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH - NOTES_WIDTH + Mm(5))
        # The notes of an article that is written from right to left are on the left, below the facts.
        notes = "" if self.worksheet.is_right_to_left else f"\t{WORDS['notes']}"
        facts.add_run(replace_invalid_xml(article.facts + notes)).font.size = Pt(10)
        if not self.worksheet.has_headline:
            heading = document.add_heading(replace_invalid_xml(article.title), 1)
            heading.paragraph_format.right_indent = NOTES_WIDTH
            set_direction(heading)
        pictures = self.worksheet.printed_pictures
        for block in self.worksheet.blocks:
            add_pictures(document, pictures.get(block.start, ()))
            self._add_block(block)
        add_pictures(document, pictures.get(len(article.body), ()))

    def add_questions(self) -> None:
        """Add the questions, each with lines to write on."""
        if self.worksheet.questions:
            self.document.add_heading(str(WORDS["questions"]), 2)
        for number, question in enumerate(self.worksheet.questions, start=1):
            paragraph = self._add_text(f"{number}. {question}")
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(14), Pt(0)
            for left in reversed(range(LINES_OF_A_QUESTION)):
                self._add_writing_line(keep_with_next=left > 0)

    def add_answers(self) -> None:
        """Add the list of answers."""
        heading = self.document.add_heading(str(WORDS["answers"]), 2)
        heading.paragraph_format.page_break_before = True
        table = self._add_table(3, (Mm(16), Mm(42), TEXT_WIDTH - Mm(58)))
        header = table.add_row()
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(header.cells, ("number", "tag", "passage"), strict=True):
            cell.paragraphs[0].add_run(str(WORDS[name])).bold = True
        for answer in self.answers.values():
            row = table.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            self._add_answer(row.cells, answer)

    def save(self) -> bytes:
        """Return the file."""
        numbered = {paragraph._p for paragraph in self.numbered}
        for paragraph in self._paragraphs():
            set_direction(paragraph)
            if paragraph._p not in numbered:
                suppressed = OxmlElement("w:suppressLineNumbers")
                paragraph._p.get_or_add_pPr().insert_element_before(suppressed, *AFTER_SUPPRESSED)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _paragraphs(self) -> Iterable[Paragraph]:
        yield from self.document.paragraphs
        for table in self.document.tables:
            for cell in table._cells:
                yield from cell.paragraphs

    def _add_text(self, text: str) -> Paragraph:
        return self.document.add_paragraph(replace_invalid_xml(text))

    def _add_table(self, columns: int, widths: tuple[Any, ...]) -> Any:
        table = self.document.add_table(0, columns, style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        return table

    def _add_name(self, paragraph: Paragraph, tag: Tag) -> None:
        paragraph.add_run(replace_invalid_xml(tag.name)).underline = UNDERLINES.get(tag.line, True)
        paragraph.add_run(f" ({self.codes[tag.slug]})")

    def _add_block(self, block: SheetBlock) -> None:
        if block.kind == "heading":
            paragraph = self.document.add_heading("", min(3, block.level))
        else:
            paragraph = self.document.add_paragraph(style="List Bullet" if block.kind == "item" else None)
            paragraph.paragraph_format.line_spacing = 1.5
        paragraph.paragraph_format.right_indent = NOTES_WIDTH
        if block.kind == "quotation":
            paragraph.paragraph_format.left_indent = Mm(6)
        if block.time:
            paragraph.add_run(f"{block.time} ").font.size = Pt(9)
        for run in block.runs:
            self._add_run(paragraph, run, size=None if block.kind == "heading" else Pt(12))
        self.numbered.append(paragraph)

    def _add_run(self, paragraph: Paragraph, run: SheetRun, size: Any) -> None:
        for number in run.begins:
            label = paragraph.add_run(f"{number}{self.codes[self.answers[number].tag.slug]}")
            label.font.size, label.bold = Pt(8), True
            _raise(label)
        words = paragraph.add_run(replace_invalid_xml(run.text))
        words.font.size, words.italic, words.bold = size, run.emphasis or None, run.strong or None
        if run.answers:
            # The shortest answer lies on top.
            inner = min((self.answers[number] for number in run.answers), key=lambda a: a.end - a.start)
            words.underline = UNDERLINES.get(inner.tag.line, True)
        _set_language(words, self.worksheet.article.language)

    def _add_writing_line(self, keep_with_next: bool) -> None:
        line = self.document.add_paragraph("\t")
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(12), Pt(0)
        line.paragraph_format.keep_with_next = keep_with_next

    def _add_answer(self, cells: Any, answer: SheetAnswer) -> None:
        number, tag, passage = (cell.paragraphs[0] for cell in cells)
        number.add_run(f"{answer.number}{self.codes[answer.tag.slug]}").bold = True
        self._add_name(tag, answer.tag)
        for position, other in enumerate(answer.also):
            paragraph = cells[1].add_paragraph(f"{WORDS['also']} " if position == 0 else "")
            self._add_name(paragraph, other)
        passage.add_run(replace_invalid_xml(answer.quote)).italic = True
        details = " · ".join(f"{label}: {value}" for label, value in answer.details)
        for text in (str(WORDS["exact"]) if answer.exact else "", answer.explanation, details):
            if text:
                cells[2].add_paragraph(replace_invalid_xml(text))


def _number_lines(section: Any, right_to_left: bool) -> None:
    """Number every fifth line of the section, from its first to its last page."""
    _add_to_section(section, "w:lnNumType", {"countBy": "5", "distance": "340", "restart": "continuous"})
    if right_to_left:
        # The numbers stand where lines begin.
        _add_to_section(section, "w:bidi", {})


def _add_to_section(section: Any, name: str, attributes: Mapping[str, str]) -> None:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    after = ("w:pgNumType", "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection")
    later = (*after, "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
    section._sectPr.insert_element_before(element, *(later if name == "w:lnNumType" else later[8:]))


def _set_plain(style: Any) -> None:
    """Print headings in black, in the font of the text."""
    style.font.color.rgb = None
    style.font.name = "Times New Roman"
    style.paragraph_format.space_after = Pt(6)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _add_footer(section: Any, text: str) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{text}\t\t").font.size = Pt(9)
    for number, code in enumerate(("PAGE", "NUMPAGES")):
        if number:
            paragraph.add_run(" / ").font.size = Pt(9)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = paragraph.add_run("1")
        run.font.size = Pt(9)
        field.append(run._r)
        paragraph._p.append(field)
    tabs = paragraph.paragraph_format.tab_stops
    tabs.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _raise(run: Any) -> None:
    """Set a run higher by four points: superscript would also make it too small to read."""
    element = OxmlElement("w:position")
    element.set(qn("w:val"), "8")
    run._r.get_or_add_rPr().insert_element_before(element, "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")


def _set_language(run: Any, language: str) -> None:
    if language:
        element = OxmlElement("w:lang")
        element.set(qn("w:val"), replace_invalid_xml(language))
        run._r.get_or_add_rPr().append(element)
