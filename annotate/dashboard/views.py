"""The page of the classes that somebody leads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.dashboard.board import board


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the classes that the user leads, each with what is going on and the next step."""
    return render(request, "dashboard/dashboard.html", {"classes": board(request.user)})
