"""A tagged PDF with bookmarks, typeset by Typst. Typst gets the text as data, never as markup."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from reports.analysis.combine import Passage
from reports.analysis.disputes import Dispute
from reports.analysis.report import Report
from reports.analysis.reporting_verbs import UNKNOWN
from reports.analysis.sources import Cue
from reports.formats.interchange.json import plain_value
from reports.rendering.charts import minimap_description, tag_runs
from reports.rendering.hint_rows import HintSection
from reports.rendering.phrases import (
    loaded_word_count,
    other_ways,
    reader_count,
    readers_phrase,
    report_phrases,
    unsourced_phrase,
)
from reports.rendering.pictures import PrintedPicture, printed_pictures
from reports.rendering.template_context import MAX_DISPUTES, MAX_SIDES, report_context
from reports.rendering.underline_lanes import lanes
from web.errors import ServiceUnavailable
from web.i18n.translate import translate

TEMPLATE = Path(__file__).with_name("report.typ")
TYPESETTER = Path(__file__).with_name("_typst.py")
# Each Typst process takes a processor and up to 150 MB.
SLOTS = BoundedSemaphore(os.cpu_count() or 1)
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TITLE_IN_FOOTER = 90
# The texts of report.typ, by the names it uses; the sentences with numbers come from reports/rendering/phrases.py.
WORDS = {
    "kicker": _("Report on an article"),
    "nothing": _(
        "Nobody has highlighted anything yet. Highlight a few passages, then download this report again."
    ),
    "at_a_glance": _("At a glance"),
    "tag": _("Tag"),
    "passages": _("Passages"),
    "marks": _("Highlights"),
    "words": _("Words"),
    "share": _("Share of the words"),
    "lanes": _(
        "The whole article from first word to last. Each tag has its own row, in the order of the table."
    ),
    "annotated": _("The text with highlights"),
    "legend": _(
        "Each passage is underlined in the style of its tag. The number before it is its number "
        "in the lists, and the letter stands for the tag:"
    ),
    "claims": _("Claims, and what still needs checking"),
    "no_claim": _("Nobody highlighted a factual claim."),
    "number": _("No."),
    "claim": _("Claim"),
    "status": _("Check status"),
    "evidence": _("Evidence and notes"),
    "who": _("Who says so"),
    "no_allegation": _("Nobody highlighted an attributed allegation."),
    "source": _("Source"),
    "quoted": _("Quoted"),
    "cues": _("Reporting words"),
    "said": _("What is said"),
    "opinions": _("Opinions"),
    "no_opinion": _("Nobody highlighted an opinion."),
    "loaded_words": _("Loaded words"),
    "no_loaded": _("Nobody highlighted loaded language."),
    "loaded": _("Loaded"),
    "neutral": _("Neutral"),
    "target": _("Aimed at"),
    "times": _("Times"),
    "readers": _("Readers"),
    "every": _("Every passage"),
    "passage": _("Passage"),
    "marked_by": _("Highlighted by"),
    "agreement": _("Agreement between readers"),
    "further": _("The detailed figures are near the end."),
    "numbers": _("Agreement in figures"),
    "measure": _("Measure"),
    "value": _("Value"),
    "units": _("Units"),
    "in_words": _("In words"),
    "together": _("All tags together"),
    "alone": _("Each tag separately"),
    "matrix": _(
        "Tags compared: how much of the text that one reader gave the tag in the row got the tag "
        "in the column from another reader"
    ),
    "unmarked": _("no highlight"),
    "part": _("Where readers disagree"),
    "part_how": _("These passages are worth discussing. The most evenly split come first."),
    "not_marked": _("not highlighted"),
    "of_article": _("Of the article"),
    "loaded_sentences": _("The most loaded sentences"),
    "neutrally": _("The same text in neutral words"),
    "stands": _("Original"),
    "put": _("In neutral words"),
    "stronger": _("The stronger the colour, the more readers highlighted these words."),
    "rounds_in": _("Exercises"),
    "threshold": _("Threshold"),
    "made": _("How this report was made"),
    "between": _("Highlighted between"),
    "codebook_used": _("Codebook"),
    "text": _("Text"),
    "changed": _("Changed by hand"),
    "counting": _("How passages are counted"),
    "counted": _(
        "A passage is a stretch of text to which enough readers gave the same tag. Highlights "
        "that only overlap at their edges do not form one. A word is a sequence of letters and "
        "digits."
    ),
    "hints": _("Hints"),
    "software": _("Software"),
}


STANDARD = "ua-1"
# Characters that no font of this machine has. Typst finds each only by typesetting a whole report, so it is remembered.
MISSING_CHARACTERS: set[str] = set()
NO_FONT = re.compile(r'the text `"(.{1,40}?)"` could not be displayed')
NO_MEMORY = re.compile(
    "MemoryError|memory allocation|Cannot allocate memory|Resource temporarily unavailable"
)
MISSING_FONT = N_(
    "This server has no font for some characters of this article, such as “{letters}”, so "
    "you see boxes instead. The site administrator can install a font. The report as a web "
    "page shows every character."
)
TOO_LARGE = N_(
    "This report is too large for a PDF. Download it as a web page (HTML) or as DOCX, or "
    "choose a single exercise or fewer readers."
)


class TypesettingError(RuntimeError):
    """Typst failed; the message is its error."""


class TooLargeForPdf(ServiceUnavailable):
    """Typst took too long or too much memory."""

    def __str__(self) -> str:
        return gettext(TOO_LARGE)


class PdfFormat:
    """A4, legible in black and white: each tag has a line style and a letter as well as a colour."""

    slug = "pdf"
    ending = "pdf"
    group = "people"
    order = 1
    title = _("PDF, for printing and sending")
    media_type = "application/pdf"
    limitations = _("Each reader’s individual highlights, and all but the strongest hints.")

    def write(self, report: Report) -> bytes:
        """Return the PDF. Raises ``TooLargeForPdf``."""
        pictures = printed_pictures(report)
        if not pictures:
            return _write(report, TEMPLATE, {})
        with TemporaryDirectory() as folder:
            # Typst reads files only beside the template.
            template = Path(folder) / TEMPLATE.name
            shutil.copyfile(TEMPLATE, template)
            return _write(report, template, _write_pictures(pictures, template.parent))


def _write(report: Report, template: Path, pictures: dict[str, Any]) -> bytes:
    data = _data(report) | {"pictures": pictures}
    text = _as_json(data)
    for characters in sorted(MISSING_CHARACTERS):
        if characters in text:
            return _typeset_without_standard(template, characters, data)
    try:
        return _typeset(template, data, STANDARD)
    except TypesettingError as error:
        # For PDF/UA, Typst refuses characters that no font of this machine has.
        missing = NO_FONT.search(str(error))
        if not missing:
            raise
        MISSING_CHARACTERS.add(missing[1])
        return _typeset_without_standard(template, missing[1], data)


def _write_pictures(pictures: dict[int, list[PrintedPicture]], folder: Path) -> dict[str, Any]:
    """Write the pictures into files; return what the template needs of them, by the offset of their block."""
    result: dict[str, Any] = {}
    for offset, group in pictures.items():
        for number, picture in enumerate(group):
            name = f"picture-{offset}-{number}.{picture.ending}"
            (folder / name).write_bytes(picture.content)
            row = {"file": name, "width": picture.width, "alt": picture.alt or gettext("Picture")}
            result.setdefault(str(offset), []).append(row)
    return result


def _data(report: Report) -> dict[str, Any]:
    """Return the values that the template uses."""
    article_language = LANGUAGE.match(report.article.language)
    language = LANGUAGE.match(get_language() or "")
    context = report_context(report)
    people = len(report.made.readers)
    return {
        "report": _printed(report),
        "empty": report.empty,
        "sections": report.sections,
        "agree": context["agree"],
        "enough": context["enough"],
        "scores": context["scores"],
        "confusion": context["confusion"],
        "disputed": [_dispute(report, dispute) for dispute in report.disputed[:MAX_DISPUTES]],
        "more_disputes": context["more_disputes"],
        "sides": {str(p.number): readers_phrase(p.readers, people) for p in report.passages},
        "cues": [[_cue(cue, stance) for cue, stance in cues] for _, cues, _ in context["sources"]],
        "strip_runs": {tag.slug: tag_runs(report, tag.slug) for tag in report.tags},
        "sentences": [
            loaded_word_count(sentence.loaded, sentence.words) for sentence in report.loaded_sentences
        ],
        "language": language[0] if language else "en",
        "article_language": article_language[0] if article_language else None,
        "published": report.article.published and date_format(report.article.published),
        "cut": len(report.article.title[:TITLE_IN_FOOTER].encode()),
        "strip": minimap_description(report, translate),
        "lanes": {str(number): lane for number, lane in lanes(report.passages).items()},
        "length": max(1, len(report.text.body)),
        "statuses": [
            ", ".join(report.statuses.get(s, s) for s in c.statuses)
            + (f"; {gettext('still to check')}" if c.to_check else "")
            for c in report.claims
        ],
        "codes": _codes(report),
        "title": gettext("Report: %(title)s") % {"title": report.article.title},
        "lacks": "",
        "unsourced": unsourced_phrase(len(report.unsourced)),
        "hints": _hints(context["hints"]),
        "from_hints": context["from_hints"],
        "exposure": context["exposure"],
        "words": {key: str(text) for key, text in WORDS.items()} | report_phrases(report),
    }


def _typeset_without_standard(template: Path, characters: str, data: dict[str, Any]) -> bytes:
    """Return a PDF with boxes for missing characters, which PDF/UA does not allow, and a note that says so."""
    return _typeset(template, data | {"lacks": gettext(MISSING_FONT).format(letters=characters)}, "")


def _typeset(template: Path, data: dict[str, Any], standard: str) -> bytes:
    seconds, memory = settings.PDF_SECONDS, settings.PDF_MEMORY_MB
    command = [sys.executable, "-I", str(TYPESETTER), str(template), standard, str(seconds), str(memory)]
    if not SLOTS.acquire(timeout=seconds):
        raise TooLargeForPdf
    try:
        process = subprocess.run(
            command, check=False, input=_as_json(data).encode(), capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise TooLargeForPdf from None
    finally:
        SLOTS.release()
    error = process.stderr.decode(errors="replace")
    # A negative code is a signal: the process went over its limits.
    if process.returncode < 0 or (process.returncode and NO_MEMORY.search(error)):
        raise TooLargeForPdf
    if process.returncode:
        raise TypesettingError(error)
    return process.stdout


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(_printable(data), ensure_ascii=False)


def _printable(value: Any) -> Any:
    """Return the values with U+FFFD for each control character, for which no font has a glyph."""
    if isinstance(value, str):
        return CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value


def _printed(report: Report) -> dict[str, Any]:
    """Return the values of the report that the PDF shows."""
    left_out = {"marks", "settled", "heat", "agreement", "disputed", "hints"}
    return {f.name: _slim(getattr(report, f.name)) for f in fields(report) if f.name not in left_out}


def _slim(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], Passage):
        return [
            {
                "number": p.number,
                "start": p.start,
                "end": p.end,
                "tag": p.tag,
                "quote": p.quote,
                "notes": p.notes,
            }
            for p in value
        ]
    return plain_value(value)


def _dispute(report: Report, dispute: Dispute) -> dict[str, Any]:
    people = len(report.made.readers)
    sides = [
        {
            "tag": s.tag,
            "share": s.share,
            "quote": s.quote,
            "who": readers_phrase(s.readers, people),
            "notes": s.notes,
        }
        for s in dispute.sides[:MAX_SIDES]
    ]
    mixed = len({(side.start, side.end) for side in dispute.sides}) > 1
    texts = {name: getattr(dispute, name) for name in ("before", "quote", "after")}
    return texts | {
        "sides": sides,
        "rest": other_ways(len(dispute.sides[MAX_SIDES:])),
        "mixed": mixed,
        "silent": reader_count(dispute.silent) if dispute.silent else "",
    }


def _hints(section: HintSection | None) -> dict[str, Any] | None:
    return section and section._asdict() | {"rows": [row._asdict() for row in section.rows]}


def _cue(cue: Cue, stance: str) -> str:
    words = f"{cue.words} ({cue.count}×)" if cue.count > 1 else cue.words
    return words if cue.stance == UNKNOWN else f"{words}, {stance}"


def _codes(report: Report) -> dict[str, str]:
    """Return a code per tag: its initial, with the initial of its last word where two tags have the same."""
    initials = Counter(tag.name[:1].upper() for tag in report.tags)
    codes: dict[str, str] = {}
    for tag in report.tags:
        code = tag.name[:1].upper()
        if initials[code] > 1:
            code += tag.name.split()[-1][:1].upper()
        codes[tag.slug] = code if code not in codes.values() else f"{code}{tag.key}"
    return codes
