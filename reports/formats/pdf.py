"""The report on paper, through Typst: tagged, with bookmarks. The text reaches it as data, never as markup."""

import json
import re
from collections import Counter
from pathlib import Path

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.telling import told
from reports.charts import strip_words
from reports.formats.json import plain
from reports.lanes import lanes
from reports.report import Report
from reports.wording import unsourced, wording

TEMPLATE = Path(__file__).with_name("report.typ")
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TITLE_IN_FOOTER = 90
# What report.typ says, by the names it uses; the sentences with numbers come from reports/wording.py.
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
    "made": _("How this report was made"),
    "between": _("Marked between"),
    "codebook_used": _("Codebook"),
    "text": _("Text"),
    "counting": _("Counting"),
    "counted": _(
        "A passage is what one or more readers marked with one tag on the same words. A word is a run of "
        "letters and digits."
    ),
    "software": _("Software"),
}


class PdfFormat:
    """A4, legible in black and white: each tag has a line style and a letter as well as a colour."""

    slug = "pdf"
    order = 1
    title = _("PDF, for printing and sending")
    media_type = "application/pdf"
    loses = ""

    def write(self, report: Report) -> bytes:
        """The PDF's bytes."""
        of_article, of_reader = LANGUAGE.match(report.article.language), LANGUAGE.match(get_language() or "")
        data = {
            "report": plain(report),
            "empty": report.empty,
            "sections": report.sections,
            "language": of_reader[0] if of_reader else "en",
            "article_language": of_article[0] if of_article else None,
            "published": report.article.published and date_format(report.article.published),
            "cut": len(report.article.title[:TITLE_IN_FOOTER].encode()),
            "strip": strip_words(report, told),
            "lanes": {str(number): lane for number, lane in lanes(report.passages).items()},
            "length": max(1, len(report.text.body)),
            "statuses": [
                ", ".join(report.statuses.get(s, s) for s in c.statuses)
                + (f"; {gettext('still to check')}" if c.to_check else "")
                for c in report.claims
            ],
            "codes": _codes(report),
            "title": gettext("Report: %(title)s") % {"title": report.article.title},
            "unsourced": unsourced(len(report.unsourced)),
            "words": {key: str(said) for key, said in WORDS.items()} | wording(report),
        }
        text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", json.dumps(data, ensure_ascii=False))
        return typst.compile(TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs={"data": text})


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
