"""Addresses of linking: see lti/urls.py."""

from django.urls import URLPattern, path

from lti.linking import views
from lti.linking.targets import LINK, REQUEST

ADDRESSES = {REQUEST: "choose/<slug:key>/", LINK: "links/<int:key>/choose/"}


def _of_each_target(route: str, address: str) -> list[URLPattern]:
    """Return the pages that there are for a request and for a link."""
    given = {"route": route}
    return [
        path(address, views.choose, given, name=route),
        path(f"{address}<slug:kind>/<slug:item>/", views.choose_item, given, name=f"{route}-item"),
    ]


urlpatterns = [
    path("choose/<slug:key>/finish/", views.finish, name="choose-finish"),
    *(pattern for route, address in ADDRESSES.items() for pattern in _of_each_target(route, address)),
]
