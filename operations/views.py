"""The dashboard of the site's operator."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from operations.monitoring.dashboard import dashboard_data
from people.permissions import is_site_admin


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the dashboard; for everybody else this URL does not exist."""
    if not is_site_admin(request.user):
        raise Http404(_("This page does not exist."))
    return render(request, "operations/dashboard.html", dashboard_data())
