"""The report on paper, through Typst: tagged, with bookmarks. The text reaches it as data, never as markup."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
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
from reports.rendering.phrases import (
    loaded_word_count,
    other_ways,
    reader_count,
    readers_phrase,
    report_phrases,
    unsourced_phrase,
)
from reports.rendering.template_context import MAX_DISPUTES, MAX_SIDES, report_context
from reports.rendering.underline_lanes import lanes
from web.errors import ServiceUnavailable
from web.i18n.translate import translate

TEMPLATE = Path(__file__).with_name("report.typ")
TYPESETTER = Path(__file__).with_name("_typst.py")
# Each wants a processor, and up to 150 MB.
AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TITLE_IN_FOOTER = 90
# What report.typ says, by the names it uses; the sentences with numbers come from reports/rendering/phrases.py.
WORDS = {
    "kicker": _("Report on an article"),
    "nothing": _("Nobody has marked anything yet. Mark a few passages, then download this report again."),
    "at_a_glance": _("At a glance"),
    "tag": _("Tag"),
    "passages": _("Passages"),
    "marks": _("Marks"),
    "words": _("Words"),
    "share": _("Share of the words"),
    "lanes": _("The whole article from its first word to its last, a lane a tag in the order of the table."),
    "annotated": _("The annotated text"),
    "legend": _(
        "Each passage is underlined in its tag’s style; the number before it leads to the lists, and the "
        "letter is its tag:"
    ),
    "claims": _("The claims, and what is still to check"),
    "no_claim": _("Nobody marked a factual claim."),
    "number": _("No."),
    "claim": _("Claim"),
    "status": _("Check status"),
    "evidence": _("Evidence and notes"),
    "who": _("Who says so"),
    "no_allegation": _("Nobody marked an attributed allegation."),
    "source": _("Source"),
    "heard": _("Heard"),
    "cues": _("In which words"),
    "said": _("What is said"),
    "opinions": _("Opinions"),
    "no_opinion": _("Nobody marked an opinion."),
    "loaded_words": _("Loaded words"),
    "no_loaded": _("Nobody marked loaded language."),
    "loaded": _("Loaded"),
    "neutral": _("Neutral"),
    "target": _("Aimed at"),
    "times": _("Times"),
    "readers": _("Readers"),
    "every": _("Every passage"),
    "passage": _("Passage"),
    "marked_by": _("Marked by"),
    "agreement": _("How far the readers agree"),
    "further": _("The measures in numbers stand near the end."),
    "numbers": _("The agreement in numbers"),
    "measure": _("Measure"),
    "value": _("Value"),
    "units": _("Units"),
    "in_words": _("In words"),
    "together": _("All tags together"),
    "alone": _("Each tag alone"),
    "matrix": _("Of the letters that one reader tagged as in the row, another tagged them as in the column"),
    "unmarked": _("unmarked"),
    "part": _("Where readers part"),
    "part_how": _("The passages to talk about, the most evenly split first."),
    "not_marked": _("not marked"),
    "of_article": _("Of the article"),
    "loaded_sentences": _("The most loaded sentences"),
    "neutrally": _("The same text, put neutrally"),
    "stands": _("As it stands"),
    "put": _("Put neutrally"),
    "stronger": _("The stronger the tint, the more readers marked these words."),
    "rounds_in": _("Rounds"),
    "threshold": _("Threshold"),
    "made": _("How this report was made"),
    "between": _("Marked between"),
    "codebook_used": _("Codebook"),
    "text": _("Text"),
    "counting": _("Counting"),
    "counted": _(
        "A passage is the words that enough readers put one tag on; marks that only meet at their edges make "
        "none. A word is a run of letters and digits."
    ),
    "software": _("Software"),
}


STANDARD = "ua-1"
# Letters that no font of this machine has, as far as they were met: Typst finds out by setting the whole report.
LACKING: set[str] = set()
NO_FONT = re.compile(r'the text `"(.{1,40}?)"` could not be displayed')
NO_MEMORY = re.compile(
    "MemoryError|memory allocation|Cannot allocate memory|Resource temporarily unavailable"
)
LACKS = N_(
    "This server has no font for some letters of this article, such as “{letters}”: boxes stand in their place. "
    "Whoever runs it can install one. The web page in one file shows every letter."
)
TOO_LARGE = N_(
    "This report is too large to be set as a PDF here. Download it as a web page (HTML) or as DOCX, or choose "
    "one round or some of the readers."
)


class TypesettingError(RuntimeError):
    """Typst could not set a report; says why."""


class TooLargeForPdf(ServiceUnavailable):
    """Typst was ended: it took too long, or too much memory."""

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
    loses = _("Each reader’s own marks, one by one.")

    def write(self, report: Report) -> bytes:
        """The PDF's bytes."""
        data = _data(report)
        text = _as_json(data)
        if known := next((letters for letters in sorted(LACKING) if letters in text), None):
            return _lacking(known, data)
        try:
            return _typeset(data, STANDARD)
        except TypesettingError as error:
            # Typst's own check of PDF/UA finds letters that no font here has.
            letters = NO_FONT.search(str(error))
            if not letters:
                raise
            LACKING.add(letters[1])
            return _lacking(letters[1], data)


def _data(report: Report) -> dict[str, Any]:
    """What the template sets."""
    of_article, of_reader = LANGUAGE.match(report.article.language), LANGUAGE.match(get_language() or "")
    whole = report_context(report)
    people = len(report.made.readers)
    return {
        "report": _printed(report),
        "empty": report.empty,
        "sections": report.sections,
        "agree": whole["agree"],
        "enough": whole["enough"],
        "scores": whole["scores"],
        "confusion": whole["confusion"],
        "disputed": [_dispute(report, dispute) for dispute in report.disputed[:MAX_DISPUTES]],
        "more_disputes": whole["more_disputes"],
        "sides": {str(p.number): readers_phrase(p.readers, people) for p in report.passages},
        "cues": [[_cue(cue, stance) for cue, stance in cues] for _, cues, _ in whole["sources"]],
        "strip_runs": {tag.slug: tag_runs(report, tag.slug) for tag in report.tags},
        "sentences": [
            loaded_word_count(sentence.loaded, sentence.words) for sentence in report.loaded_sentences
        ],
        "language": of_reader[0] if of_reader else "en",
        "article_language": of_article[0] if of_article else None,
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
        "words": {key: str(said) for key, said in WORDS.items()} | report_phrases(report),
    }


def _lacking(letters: str, data: dict[str, Any]) -> bytes:
    """Without the standard, which wants a letter for everything; the reader is told."""
    return _typeset(data | {"lacks": gettext(LACKS).format(letters=letters)}, "")


def _typeset(data: dict[str, Any], standard: str) -> bytes:
    seconds, memory = settings.PDF_SECONDS, settings.PDF_MEMORY_MB
    command = [sys.executable, "-I", str(TYPESETTER), str(TEMPLATE), standard, str(seconds), str(memory)]
    # Others may be in front.
    if not AT_ONCE.acquire(timeout=seconds):
        raise TooLargeForPdf
    try:
        done = subprocess.run(
            command, check=False, input=_as_json(data).encode(), capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise TooLargeForPdf from None
    finally:
        AT_ONCE.release()
    said = done.stderr.decode(errors="replace")
    # It was ended by the system, for the processor's time or the memory that it took.
    if done.returncode < 0 or (done.returncode and NO_MEMORY.search(said)):
        raise TooLargeForPdf
    if done.returncode:
        raise TypesettingError(said)
    return done.stdout


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(_printable(data), ensure_ascii=False)


def _printable(value: Any) -> Any:
    """The same values with a sign in place of each control character: none has a letter."""
    if isinstance(value, str):
        return CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value


def _printed(report: Report) -> dict[str, Any]:
    """The report's values without what paper does not show: each mark, and the letters of the heat map."""
    left_out = {"marks", "settled", "heat", "agreement", "disputed"}
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
    shown = {name: getattr(dispute, name) for name in ("before", "quote", "after")}
    return shown | {
        "sides": sides,
        "rest": other_ways(len(dispute.sides[MAX_SIDES:])),
        "mixed": mixed,
        "silent": reader_count(dispute.silent) if dispute.silent else "",
    }


def _cue(cue: Cue, stance: str) -> str:
    said = f"{cue.words} ({cue.count}×)" if cue.count > 1 else cue.words
    return said if cue.stance == UNKNOWN else f"{said}, {stance}"


def _codes(report: Report) -> dict[str, str]:
    """A letter for each tag: its first, with that of its last word where two tags begin alike."""
    firsts = Counter(tag.name[:1].upper() for tag in report.tags)
    codes: dict[str, str] = {}
    for tag in report.tags:
        code = tag.name[:1].upper()
        if firsts[code] > 1:
            code += tag.name.split()[-1][:1].upper()
        codes[tag.slug] = code if code not in codes.values() else f"{code}{tag.key}"
    return codes
