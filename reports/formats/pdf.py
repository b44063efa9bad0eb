"""The report on paper, through Typst: tagged, with bookmarks. The text reaches it as data, never as markup."""

import json
import re
from pathlib import Path

import typst
from django.utils.formats import date_format

from reports.charts import strip_words
from reports.formats.json import plain
from reports.report import Report
from reports.templatetags.report_text import moment

TEMPLATE = Path(__file__).with_name("report.typ")
LANGUAGE = re.compile(r"[a-z]{2,3}\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TITLE_IN_FOOTER = 90


class PdfFormat:
    """A4, legible in black and white: each tag has a line style and a letter as well as a colour."""

    slug = "pdf"
    order = 1
    title = "PDF, for printing and sending"
    media_type = "application/pdf"
    loses = ""

    def write(self, report: Report) -> bytes:
        """The PDF's bytes."""
        language = LANGUAGE.match(report.article.language)
        labels = {d.slug: d.choices for tag in report.tags for d in tag.details}
        data = {
            "report": plain(report),
            "empty": report.empty,
            "language": language[0] if language else "en",
            "published": report.article.published and date_format(report.article.published, "j F Y"),
            "cut": len(report.article.title[:TITLE_IN_FOOTER].encode()),
            "strip": strip_words(report),
            "length": max(1, len(report.text.body)),
            "statuses": [
                ", ".join(labels["status"].get(s, s) for s in c.statuses)
                + ("; still to check" if c.to_check else "")
                for c in report.claims
            ],
            "first": moment(report.made.first),
            "last": moment(report.made.last),
        }
        text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", json.dumps(data, ensure_ascii=False))
        return typst.compile(TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs={"data": text})
