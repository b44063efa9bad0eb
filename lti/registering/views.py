"""The pages on which the site's administrators connect learning platforms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti.access import check_site_admin, get_deployment, get_platform, list_platforms
from lti.errors import RegistrationError
from lti.models import Platform, PlatformAccount
from lti.registering import actions
from lti.registering.actions import own_origins
from lti.registering.forms import EditPlatformForm, PlatformForm
from lti.registering.products import CANVAS, PRODUCTS, product_name, product_of
from lti.registering.tool import canvas_configuration, tool_addresses
from web.i18n.translate import translate


@login_required
@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """List the platforms, and the two ways to connect one."""
    return _list(request)


@login_required
@require_POST
def create_link(request: HttpRequest) -> HttpResponse:
    """Create an address by which a platform registers itself. Only this response shows it."""
    _link, token = actions.create_registration_link(request.user)
    return _list(request, request.build_absolute_uri(reverse("lti:register", args=[token])))


def _list(request: HttpRequest, link: str = "") -> HttpResponse:
    rows = [(platform, product_name(platform.product)) for platform in list_platforms(request.user)]
    context = {"rows": rows, "link": link, "days": actions.LINK_LIFETIME.days, "secure": request.is_secure()}
    return render(request, "lti/platforms.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_platform(request: HttpRequest) -> HttpResponse:
    """Show what to enter in a platform, and register it with the five values that it then shows."""
    check_site_admin(request.user)
    product = PRODUCTS.get(request.GET.get("product", ""))
    form = PlatformForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        try:
            platform = actions.register_platform(request.user, form.details())
        except RegistrationError as error:
            form.add_error("client_id", str(error))
        else:
            messages.success(
                request,
                _("The platform is connected. Open a course there to try it."),
                "platform-connected",
            )
            return redirect("lti:platform", platform.pk)
    context = {
        "form": form,
        "product": product,
        "where": translate(product.where) if product else "",
        "products": PRODUCTS.values(),
        "is_canvas": product == CANVAS,
        "tool": tool_addresses(request),
    }
    return render(request, "lti/new_platform.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a platform and change it."""
    row = get_platform(request.user, pk)
    form = EditPlatformForm(request.POST or None, initial=_initial(row), product=PRODUCTS.get(row.product))
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_platform(request.user, row, form.details())
        except RegistrationError as error:
            form.add_error("client_id", str(error))
        else:
            messages.success(request, _("The platform has been changed."), "platform-changed")
            return redirect("lti:platform", pk)
    context = {
        "platform": row,
        "product": product_name(row.product),
        "is_canvas": row.product == CANVAS.code,
        "form": form,
        "tool": tool_addresses(request),
        # All schools have these addresses, so they do not say where this one is.
        "needs_site": bool(product_of(row.issuer))
        and set(row.origins) == set(own_origins(row.issuer, row.auth_url)),
        "deployments": row.deployments.order_by(F("accepted_at").asc(nulls_first=True), "pk"),
    } | _numbers(row)
    return render(request, "lti/platform.html", context, status=422 if form.errors else 200)


def _initial(row: Platform) -> dict[str, Any]:
    names = ("name", "issuer", "client_id", "auth_url", "token_url", "keyset_url", "token_audience")
    return {name: getattr(row, name) for name in names} | {"origins": "\n".join(row.origins)}


def _numbers(row: Platform) -> dict[str, int]:
    """Return how many courses and people a platform has brought."""
    return {
        "courses": row.deployments.filter(courses__isnull=False).count(),
        "people": PlatformAccount.objects.filter(platform=row).count(),
    }


@login_required
@require_http_methods(["GET", "POST"])
def remove_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to remove a platform, saying what stops, and remove it."""
    row = get_platform(request.user, pk)
    if request.method == "POST":
        actions.remove_platform(request.user, row)
        messages.success(request, _("The platform has been removed."), "platform-removed")
        return redirect("lti:platforms")
    return render(request, "lti/remove_platform.html", {"platform": row} | _numbers(row))


@login_required
@require_POST
def accept_deployment(request: HttpRequest, pk: int, deployment: int) -> HttpResponse:
    """Accept a deployment of a platform."""
    actions.accept_deployment(request.user, get_deployment(get_platform(request.user, pk), deployment))
    messages.success(request, _("The deployment is accepted."), "deployment-accepted")
    return redirect("lti:platform", pk)


@require_safe
def canvas(request: HttpRequest) -> HttpResponse:
    """Return the JSON configuration for Canvas, which an administrator of Canvas pastes or names by its address."""
    return JsonResponse(
        canvas_configuration(tool_addresses(request)), headers={"Cache-Control": "public, max-age=300"}
    )
