"""The security headers that Django does not set. django-csp would replace some of these lines.

A view or middleware may set ``request.frame_ancestors`` to the origins whose pages may show the page in a frame, and
``request.form_action`` to further origins to which its forms may be sent.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def SecurityHeadersMiddleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: add security headers, and forbid caching by default."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = _policy(request)
        if getattr(request, "frame_ancestors", ()):
            # X-Frame-Options knows no origins.
            response.xframe_options_exempt = True
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def _policy(request: HttpRequest) -> str:
    policy: str = settings.CONTENT_SECURITY_POLICY
    if origins := getattr(request, "frame_ancestors", ()):
        policy = policy.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}")
    if origins := getattr(request, "form_action", ()):
        policy = policy.replace("form-action 'self'", f"form-action 'self' {' '.join(origins)}")
    return policy
