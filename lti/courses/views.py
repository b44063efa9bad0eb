"""The pages of links: for teachers what one opens and how it goes, for pupils what there is not yet, and nicknames."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lti.access import get_link, get_link_of_nameless
from lti.courses.destinations import path_for
from lti.courses.nicknames import choose_nickname
from people.forms import NicknameForm
from people.names import NicknameError
from people.permissions import Permission, has_permission


@login_required
@require_safe
def link_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link to those who teach; lead others to what it opens for them."""
    link = get_link(request.user, pk)
    if has_permission(request.user, Permission.OVERSEE_ROUNDS, link.course.team):
        return render(request, "lti/link.html", {"link": link, "team": link.course.team})
    path = path_for(request.user, link)
    if path != request.path:
        return redirect(path)
    return render(request, "lti/not_yet.html", {"link": link, "team": link.course.team})


@login_required
@require_http_methods(["GET", "POST"])
def nickname(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who have no name for one, once, and lead them to what the link opens."""
    link = get_link_of_nameless(request.user, pk)
    form = NicknameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_nickname(request.user, link, form.cleaned_data["nickname"])
        except NicknameError as error:
            form.add_error("nickname", str(error))
        else:
            return redirect("lti:link", pk)
    if request.user.name:
        return redirect("lti:link", pk)
    context = {"form": form, "link": link, "team": link.course.team}
    return render(request, "lti/nickname.html", context, status=422 if form.errors else 200)
