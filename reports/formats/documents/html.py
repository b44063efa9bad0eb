"""A web page in one file, which opens in any browser and loads nothing."""

from base64 import b64encode
from hashlib import sha256

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from reports.analysis.report import Report
from reports.rendering.pictures import embedded_pictures
from reports.rendering.template_context import report_context

SHEETS = ("site.css", "reports/report.css")


class HtmlFormat:
    """The sections of the report's page, with the style sheets in the file."""

    slug = "html"
    ending = "html"
    group = "people"
    order = 2
    title = _("Web page in one file")
    media_type = "text/html"
    limitations = _("Each reader’s individual highlights, and all but the strongest hints.")

    def write(self, report: Report) -> bytes:
        """Return the page as UTF-8."""
        tags = render_to_string("annotate/codebook.css", {"tags": report.tags})
        sheets = "\n".join([*map(_sheet, SHEETS), tags])
        page = report_context(report, pictures=embedded_pictures(report)) | {
            "sheets": sheets,
            "policy": policy(sheets),
        }
        return render_to_string("reports/file.html", page).encode()


def policy(sheets: str) -> str:
    """Return the Content-Security-Policy of the file: nothing runs in it or is fetched, and it has this one style.

    Pictures are in the file itself.
    """
    digest = b64encode(sha256(sheets.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _sheet(name: str) -> str:
    with open(finders.find(name), encoding="utf-8") as file:
        return file.read()
