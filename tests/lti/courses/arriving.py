"""People who come from a course, as the verified launch brings them."""

from dataclasses import dataclass
from typing import Any

from lti.courses.accounts import account_for
from lti.courses.courses import enter_course
from lti.courses.destinations import path_for
from lti.courses.links import open_link
from lti.enums import EnrollmentRole
from lti.messages.launch import Launch, parse_launch
from lti.messages.roles import enrollment_role
from lti.models import Deployment, Enrollment, Platform, PlatformAccount, ResourceLink
from people.models import Team, User
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course, Link, Person
from tests.lti.platform.messages import Message, claims_of, with_changes


@dataclass(frozen=True)
class Arrival:
    """Somebody who has come."""

    account: PlatformAccount
    enrollment: Enrollment
    link: ResourceLink

    @property
    def user(self) -> User:
        """Who they are here, with the roles of now."""
        return User.objects.get(pk=self.account.user_id)

    @property
    def team(self) -> Team:
        """The class of the course."""
        return Team.all_objects.get(pk=self.enrollment.course.team_id)

    @property
    def role(self) -> str | None:
        """Their role in the class; None if they are no member."""
        return self.team.memberships.filter(user=self.user).values_list("role", flat=True).first()

    @property
    def path(self) -> str:
        """Where they get now."""
        return path_for(self.user, ResourceLink.objects.get(pk=self.link.pk))


def launch_of(
    platform: LearningPlatform, course: Course, person: Person, link: Link, **changes: Any
) -> Launch:
    """Return the launch of ``link``; ``changes`` replace claims by their names in ``names``."""
    claims = claims_of(platform, Message(course, person, link), "nonce")
    return parse_launch(
        with_changes(claims, {getattr(names, name): value for name, value in changes.items()})
    )


def arrive(platform: LearningPlatform, course: Course, person: Person, link: Link, **changes: Any) -> Arrival:
    """Let somebody come by ``link``."""
    launch = launch_of(platform, course, person, link, **changes)
    row = Platform.objects.get(issuer=platform.issuer, client_id=platform.client_id)
    deployment = Deployment.objects.get(platform=row, deployment_id=launch.deployment_id)
    role = enrollment_role(launch.roles) or EnrollmentRole.PUPIL
    account = account_for(row, launch, role)
    enrollment = enter_course(deployment, launch, account)
    return Arrival(account, enrollment, open_link(enrollment.course, launch, account))
