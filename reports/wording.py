"""Sentences of the report in the reader's language, for the page, the HTML file and the PDF alike."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report import Report
from reports.templatetags.report_text import moment, percent


def wording(report: Report) -> dict[str, Any]:
    """The sentences with numbers in them. The numbers are the report's."""
    made = report.made
    return {
        "glance": _glance(report),
        "marked_between": _("{first} and {last}").format(first=moment(made.first), last=moment(made.last)),
        "codebook": _("{title}, version {version}").format(
            title=made.codebook, version=made.codebook_version
        ),
        "revision": _("revision {number}").format(number=made.text_revision),
        "whose": {
            "author": _("The author’s"),
            "quoted": _("Of people who are quoted"),
            "unsaid": _("Whose is not said"),
        },
    }


def unsourced(count: int) -> str:
    """What stands above the allegations that nobody is named for."""
    return ngettext(
        "No source is named for {count} allegation:", "No source is named for {count} allegations:", count
    ).format(count=count)


def _glance(report: Report) -> str:
    glance = report.glance
    passages = ngettext("{count} passage", "{count} passages", glance.passages).format(count=glance.passages)
    readers = ngettext("{count} reader", "{count} readers", glance.readers).format(count=glance.readers)
    return _(
        "{passages} marked by {readers}: {share} of the article’s {words} words, {rate} passages per 100 words."
    ).format(
        passages=passages,
        readers=readers,
        share=percent(glance.share),
        words=glance.words,
        # Django cuts off the digits that it does not show.
        rate=number_format(round(glance.per_100_words, 1), decimal_pos=1),
    )
