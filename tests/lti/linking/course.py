"""The class of the world as a course of a platform, and teachers whom the platform asks what to add."""

from typing import Any

from django.test import Client
from django.utils import timezone

from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from lti.linking.requests import begin_choosing
from lti.messages.launch import DeepLinkingSettings
from lti.messages.names import LINE_ITEM_SCOPE, SCORE_SCOPE
from lti.models import Course, Deployment, Enrollment, Platform, PlatformAccount, ResourceLink
from people.models import Team
from tests.world import World

ORIGIN = "https://lms.school.example"
RETURN_URL = f"{ORIGIN}/courses/7/deep-links?mod=1"
ROLES = {
    "teacher": EnrollmentRole.TEACHER,
    "colleague": EnrollmentRole.ASSISTANT,
    "pupil": EnrollmentRole.PUPIL,
    "viewer": EnrollmentRole.PUPIL,
}
# What the form sends if nobody touches it.
DEFAULTS = {
    "due_at": "",
    "mode": "independent",
    "feedback": "key",
    "feedback_when": "on reveal",
    "state": "open",
    "grade_by": "key",
    "highlights": "5",
    "grade_when": "on-reveal",
    "points": "100",
}
LESSON = "built-in/the-four-tags/"


def course_of(world: World, team: Team | None = None, context_id: str = "7") -> Course:
    """Return a course whose people are those of the class of the world."""
    platform = Platform.objects.get_or_create(
        issuer=ORIGIN,
        client_id="claimlight-at-school",
        defaults={"name": "School", "auth_url": ORIGIN, "token_url": ORIGIN, "keyset_url": ORIGIN},
    )[0]
    deployment = Deployment.objects.get_or_create(
        platform=platform, deployment_id="1", defaults={"accepted_at": timezone.now()}
    )[0]
    course = Course.objects.create(
        deployment=deployment,
        context_id=context_id,
        title="Media literacy",
        team=team or world.team,
        line_items_url=f"{ORIGIN}/line-items",
        scopes=[LINE_ITEM_SCOPE, SCORE_SCOPE],
    )
    for name, role in ROLES.items():
        account = PlatformAccount.objects.get_or_create(
            platform=platform, subject=name, defaults={"user": getattr(world, name)}
        )[0]
        Enrollment.objects.create(course=course, account=account, role=role)
    return course


def asked(world: World, course: Course, role: str = "teacher", **settings: Any) -> tuple[Client, str]:
    """Return the browser of somebody whom the platform asks what to add, and the address of the page."""
    client = Client()
    client.force_login(getattr(world, role))
    settings = {"data": "the data"} | settings
    path = begin_choosing(getattr(world, role), course, DeepLinkingSettings(RETURN_URL, **settings))
    return client, path


def link_by_hand(course: Course) -> ResourceLink:
    """Return a link that a teacher has added in the platform, and that opens nothing yet."""
    return ResourceLink.objects.create(
        course=course,
        resource_link_id="by-hand",
        title="Reading",
        grade_by=GradeBy.NONE,
        grade_when=GradeWhen.ON_HAND_IN,
        line_items_url=course.line_items_url,
        scopes=course.scopes,
    )
