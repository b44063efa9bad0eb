"""Account pages that django-allauth does not have."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.actions.accounts import rename_account
from people.forms import NameForm
from people.names import NicknameError
from people.permissions import PermissionRefused


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
