"""One file that opens in any browser, with nothing to fetch."""

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from reports.context import context
from reports.report import Report

SHEETS = ("site.css", "reports/report.css")


class HtmlFormat:
    """The page's own sections with the style sheets inside."""

    slug = "html"
    ending = "html"
    group = "people"
    order = 2
    title = _("Web page in one file")
    media_type = "text/html"
    loses = _("Each reader’s own marks, one by one.")

    def write(self, report: Report) -> bytes:
        """UTF-8."""
        sheets = "\n".join(_sheet(name) for name in SHEETS)
        tags = render_to_string("annotate/codebook.css", {"tags": report.tags})
        page = context(report) | {"sheets": f"{sheets}\n{tags}"}
        return render_to_string("reports/file.html", page).encode()


def _sheet(name: str) -> str:
    with open(finders.find(name), encoding="utf-8") as file:
        return file.read()
