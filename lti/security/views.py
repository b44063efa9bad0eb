"""The key set of this site."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lti.security.keys import public_keys


@require_safe
@cache_control(public=True, max_age=300)
def keys(request: HttpRequest) -> JsonResponse:
    """Show the public keys with which platforms check what this site signs."""
    return JsonResponse(public_keys())
