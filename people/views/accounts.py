"""Account pages that django-allauth does not have."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.accounts import rename_account, set_time_zone
from people.forms import NameForm, TimeZoneForm
from people.names import NicknameError
from people.permissions import PermissionRefused
from web.time_zones import city


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the account of somebody who signs in through a learning platform alone; others have another page for it."""
    if request.user.is_guest:
        return redirect("people:teams")
    if request.user.email:
        return redirect("account_email")
    return render(request, "people/account.html")


@login_required
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change the user's own name. Guests cannot."""
    if request.user.is_guest:
        raise PermissionRefused(
            _("Guests cannot change their nickname. Ask your teacher or the lead of your team to change it.")
        )
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_account(request.user, form.cleaned_data["name"])
        except NicknameError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved. Your name is now {name}.").format(name=request.user.name))
            return redirect("account_email")
    return render(request, "people/name.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def time_zone(request: HttpRequest) -> HttpResponse:
    """Choose the user's own time zone; guests too, who often have only one device."""
    form = TimeZoneForm(request.POST or None, present=str(get_current_timezone()))
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["time_zone"]
        set_time_zone(request.user, name, chosen=True)
        message = _("Saved. Times are shown as in {city} now.").format(city=city(name))
        messages.success(request, message, "time-zone-saved")
        return redirect("people:teams" if request.user.is_guest else "account_email")
    return render(request, "people/time_zone.html", {"form": form}, status=422 if form.errors else 200)
