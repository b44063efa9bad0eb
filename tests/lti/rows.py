"""Rows of a learning platform around the class of the world, for tables of all addresses."""

from django.utils import timezone

from lti.enums import GradeBy, GradeWhen
from lti.models import Course, Deployment, Platform, ResourceLink
from tests.world import World


def platform_row() -> Platform:
    """Return a platform that nothing answers for; it is made when it is first asked for."""
    fields = {
        "name": "School",
        "auth_url": "https://school.example/auth",
        "token_url": "https://school.example/token",
    }
    fields |= {"keyset_url": "https://school.example/keys"}
    return Platform.objects.get_or_create(
        issuer="https://school.example", client_id="claimlight", defaults=fields
    )[0]


def course_row(world: World) -> Course:
    """Return a course whose class is that of the world."""
    accepted = {"accepted_at": timezone.now()}
    deployment, _ = Deployment.objects.get_or_create(
        platform=platform_row(), deployment_id="1", defaults=accepted
    )
    course, _ = Course.objects.get_or_create(
        deployment=deployment, context_id="9b", defaults={"team": world.team, "title": "Class 9b"}
    )
    return course


def link_row(world: World) -> ResourceLink:
    """Return a link that opens the world's round."""
    fields = {
        "title": "A bridge",
        "round": world.round,
        "grade_by": GradeBy.NONE,
        "grade_when": GradeWhen.ON_HAND_IN,
    }
    link, _ = ResourceLink.objects.get_or_create(
        course=course_row(world), resource_link_id="bridge", defaults=fields
    )
    return link
