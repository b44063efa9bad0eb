"""Links to a report: how long they work, their address, and the report they lead to."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.models import SharedReport
from reports.options import ReportOptions, parse_options

# Days -> their name; 0 is no limit.
LIFETIMES = {7: _("a week"), 31: _("a month"), 366: _("a year"), 0: _("until revoked")}


def share_link(request: HttpRequest, token: str) -> str:
    """Return the absolute address of the report shared under ``token``."""
    return request.build_absolute_uri(reverse("reports:shared", args=[token]))


def options_of(share: SharedReport) -> ReportOptions:
    """Return the options of the shared report."""
    return parse_options(QueryDict(share.query.removeprefix("?")))
