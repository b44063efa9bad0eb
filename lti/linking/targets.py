"""What a teacher chooses for: a deep linking request, or a link that opens nothing yet."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from lti.access import get_deep_linking_request, get_link
from lti.grading.line_items import can_send
from lti.models import Course, DeepLinkingRequest, ResourceLink
from people.permissions import Permission

# Names of routes.
REQUEST, LINK = "choose", "choose-for-link"


@dataclass(frozen=True)
class Target:
    """A deep linking ``request``, or a ``link``. ``key`` is in the addresses of its pages."""

    route: str
    key: str | int
    course: Course
    request: DeepLinkingRequest | None = None
    link: ResourceLink | None = None

    @property
    def takes_several(self) -> bool:
        """Return whether further lessons and exercises can be chosen before the answer is sent."""
        asked = self.request
        return asked is not None and asked.accepts_several and asked.answered_at is None

    @property
    def takes_line_items(self) -> bool:
        """Return whether the platform makes a column of its gradebook with the link."""
        return self.request is not None and self.request.accepts_line_items

    @property
    def takes_grades(self) -> bool:
        """Return whether the platform has a gradebook column for this, or lets Claimlight add one."""
        if self.takes_line_items:
            return True
        services = {"line_items_url": self.course.line_items_url, "scopes": self.course.scopes}
        return can_send(self.link or ResourceLink(**services))

    @property
    def url(self) -> str:
        """Return the address of the list to choose from."""
        return reverse(f"lti:{self.route}", args=[self.key])

    @property
    def finish_url(self) -> str:
        """Return where a request is answered with what was chosen so far, or with nothing; empty for a link."""
        return "" if self.link else reverse("lti:choose-finish", args=[self.key])

    def choice_url(self, kind: str, key: str | int) -> str:
        """Return the address of one lesson or exercise."""
        return reverse(f"lti:{self.route}-item", args=[self.key, kind, key])


def get_target(request: HttpRequest, route: str, key: str | int) -> Target:
    """Return what the user of ``request`` chooses for. Raise Http404 or ``PermissionRefused``."""
    if route == LINK:
        link = get_link(request.user, int(key), Permission.CREATE_ROUND)
        return Target(route, key, link.course, link=link)
    asked = get_deep_linking_request(request.user, str(key))
    return Target(route, key, asked.course, asked)
