"""Worksheets and key sheets as tagged PDF, for printing in black and white."""

import json
import re
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as N_

from annotate.tag import Tag
from reports.cached_results import CACHE
from reports.formats.typesetting import Notices, PdfTemplate
from reports.rendering.direction import is_right_to_left
from reports.rendering.pictures import picture_files
from reports.rendering.tag_codes import tag_codes
from reports.rendering.underline_lanes import lanes
from reports.worksheets.sheet import KeySheet, SheetAnswer, SheetBlock, SheetRun, Worksheet
from reports.worksheets.words import WORDS

NOTICES = Notices(
    too_large=N_(
        "This text is too long for a PDF. Download it for Word, or choose an excerpt in the settings first."
    ),
    missing_font=N_(
        "This server has no font for some characters of this article, such as “{letters}”, so you see boxes instead. "
        "The file for Word shows every character."
    ),
)
TEMPLATE = PdfTemplate(Path(__file__).with_name("sheet.typ"), NOTICES)
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
TITLE_IN_FOOTER = 80
MAX_LEAD = 25
# A word that fits into no line gets places to break. Scripts without spaces have them anyway.
LONG_WORD = re.compile("[!-\u052f]{30}")


def worksheet_pdf(worksheet: Worksheet) -> bytes:
    """Return the worksheet as PDF. Raise ``TooLargeForPdf``."""
    return _typeset(worksheet, str(WORDS["worksheet"]), None)


def key_sheet_pdf(key: KeySheet, kicker: str) -> bytes:
    """Return the key sheet as PDF; ``kicker`` is what the group calls an answer key. Raise ``TooLargeForPdf``."""
    return _typeset(key.worksheet, kicker, key.answers)


def _typeset(sheet: Worksheet, kicker: str, answers: tuple[SheetAnswer, ...] | None) -> bytes:
    files, pictures = picture_files(sheet.printed_pictures)
    data = _data(sheet, kicker) | {
        "pictures": pictures,
        "answers": None if answers is None else [_answer(answer) for answer in answers],
        "lanes": {str(number): lane for number, lane in lanes(answers or ()).items()},
    }
    text = json.dumps([data, {name: sha256(content).hexdigest() for name, content in files.items()}])
    # A whole class asks for the same file at once.
    return CACHE.get(("sheet", sha256(text.encode()).digest()), lambda: TEMPLATE.typeset(data, files))


def _data(sheet: Worksheet, kicker: str) -> dict[str, Any]:
    article = sheet.article
    language, article_language = LANGUAGE.match(get_language() or ""), LANGUAGE.match(article.language)
    codes = tag_codes(sheet.tags)
    return {
        "document_title": f"{kicker}: {article.title}",
        "footer": f"{kicker} · {article.title[:TITLE_IN_FOOTER]}",
        "language": language[0] if language else "en",
        "article_language": article_language[0] if article_language else None,
        "rtl": sheet.is_right_to_left,
        "headline": "" if sheet.has_headline else _breakable(article.title),
        "facts": article.facts,
        "for_class": sheet.for_class,
        "part": "" if article.extract is None else str(WORDS["excerpt"]),
        "instructions": [_breakable(line) for line in sheet.instructions.splitlines() if line.strip()],
        "questions": [_breakable(question) for question in sheet.questions],
        "tags": [_tag(tag, codes[tag.slug]) for tag in sheet.tags],
        "blocks": [_block(block) for block in sheet.blocks],
        "first": sheet.blocks[0].start if sheet.has_headline else None,
        "length": len(article.body),
        "words": {name: str(text) for name, text in WORDS.items()} | {"kicker": kicker},
    }


def _tag(tag: Tag, code: str) -> dict[str, str]:
    ask = WORDS["ask"].format(question=tag.test) if tag.test else ""
    return {
        "slug": tag.slug,
        "name": tag.name,
        "code": code,
        "line": tag.line,
        "meaning": tag.meaning,
        "help": " ".join(filter(None, (tag.meaning, ask))),
    }


def _block(block: SheetBlock) -> dict[str, Any]:
    runs = [_run(run) for run in block.runs]
    return block._asdict() | {"runs": runs, "rtl": is_right_to_left(block.text)}


def _run(run: SheetRun) -> dict[str, Any]:
    """Return a run, and where answers begin in it also its first word (``lead``) and the ``rest``."""
    row = run._asdict() | {"text": _breakable(run.text)}
    if run.begins:
        lead = run.text.split(maxsplit=1)[0]
        # Lines may break anywhere in a long word, and in scripts without spaces.
        if len(lead) > MAX_LEAD or unicodedata.east_asian_width(lead[0]) in ("W", "F"):
            lead = lead[0]
        row |= {"lead": lead, "rest": _breakable(run.text[len(lead) :])}
    return row


def _answer(answer: SheetAnswer) -> dict[str, Any]:
    return {
        "number": answer.number,
        "tag": answer.tag.slug,
        "also": [tag.slug for tag in answer.also],
        "exact": answer.exact,
        "quote": _breakable(answer.quote),
        "explanation": _breakable(answer.explanation),
        "details": [(label, _breakable(value)) for label, value in answer.details],
    }


def _breakable(text: str) -> str:
    return LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)
