"""A tagged PDF with bookmarks, typeset by Typst. Typst gets the text as data, never as markup."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

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
from reports.formats.typesetting import Notices, PdfTemplate
from reports.rendering.charts import minimap_description, tag_runs
from reports.rendering.group_rows import GroupSection
from reports.rendering.hint_rows import HintSection
from reports.rendering.phrases import (
    loaded_word_count,
    other_ways,
    reader_count,
    readers_phrase,
    report_phrases,
    unsourced_phrase,
)
from reports.rendering.pictures import picture_files, printed_pictures
from reports.rendering.tag_codes import tag_codes
from reports.rendering.template_context import MAX_DISPUTES, MAX_SIDES, report_context
from reports.rendering.underline_lanes import lanes
from web.i18n.translate import translate

TEMPLATE = Path(__file__).with_name("report.typ")
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
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
    "groups": _("The groups compared"),
    "group": _("Group"),
    "within": _("Agreement within"),
    "scale": _("1 is full agreement, 0 is what chance gives."),
    "groups_differ": _("Where groups differ"),
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


MISSING_FONT = N_(
    "This server has no font for some characters of this article, such as “{letters}”, so "
    "you see boxes instead. The site administrator can install a font. The report as a web "
    "page shows every character."
)
TOO_LARGE = N_(
    "This report is too large for a PDF. Download it as a web page (HTML) or as DOCX, or "
    "choose a single exercise or fewer readers."
)


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
        files, pictures = picture_files(printed_pictures(report))
        template = PdfTemplate(TEMPLATE, Notices(TOO_LARGE, MISSING_FONT))
        return template.typeset(_data(report) | {"pictures": pictures}, files)


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
        "groups": [_group_section(section) for section in context["groups"]],
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
        "codes": tag_codes(report.tags),
        "title": gettext("Report: %(title)s") % {"title": report.article.title},
        "unsourced": unsourced_phrase(len(report.unsourced)),
        "hints": _hints(context["hints"]),
        "from_hints": context["from_hints"],
        "exposure": context["exposure"],
        "words": {key: str(text) for key, text in WORDS.items()} | report_phrases(report),
    }


def _printed(report: Report) -> dict[str, Any]:
    """Return the values of the report that the PDF shows."""
    left_out = {"marks", "settled", "heat", "agreement", "disputed", "groups", "hints"}
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


def _group_section(section: GroupSection) -> dict[str, Any]:
    return section._asdict() | {
        "rows": [row._asdict() for row in section.rows],
        "differences": [
            one._asdict() | {"choices": [choice._asdict() for choice in one.choices]}
            for one in section.differences
        ],
    }


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
