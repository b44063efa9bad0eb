"""A course of a learning platform with its class, two pupils, and an exercise with an answer key that is graded."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, FeedbackTiming, LayerKind
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from lti.enums import EnrollmentRole, GradeBy, GradeWhen
from lti.models import Course, Deployment, Enrollment, Grade, PlatformAccount, ResourceLink
from people.models import User
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform import courses as at_platform
from tests.world import World, annotation_input, mark

KEY = {"globalist": "loaded-language", "Nobody should be surprised by that.": "opinion"}
SETTINGS = RoundSettings(feedback=Feedback.PERCENTAGE, feedback_when=FeedbackTiming.ON_SUBMISSION)


@dataclass
class School:
    """``course`` and ``item`` (the column of the gradebook) are the platform's, ``link`` is ours."""

    world: World
    platform: LearningPlatform
    course: at_platform.Course
    item: at_platform.LineItem
    link: ResourceLink
    round: Round
    people: dict[str, at_platform.Person]

    def enroll(self, user: User, role: EnrollmentRole = EnrollmentRole.PUPIL) -> at_platform.Person:
        """Put a member of the class into the course of the platform."""
        person = self.platform.add_person(user.name)
        self.course.enroll(person)
        platform = self.link.course.deployment.platform
        account = PlatformAccount.objects.create(platform=platform, subject=person.id, user=user)
        Enrollment.objects.create(course=self.link.course, account=account, role=role)
        self.people[user.name] = person
        return person

    def hand_in(self, name: str = "pupil", *words: str) -> None:
        """Let somebody highlight ``words`` as the key does, and hand in."""
        user = getattr(self.world, name)
        for quote in words:
            mark(user, self.round, quote, KEY[quote])
        submit_layer(user, self.round)

    def grading(self, **values: Any) -> None:
        """Change how the link is graded."""
        ResourceLink.objects.filter(pk=self.link.pk).update(**values)
        self.link.refresh_from_db()

    def arrived(self, name: str = "pupil") -> list[dict[str, Any]]:
        """Return all scores of a person that the platform has accepted."""
        return [dict(row) for row in self.item.history if row["userId"] == self.people[name].id]

    def scores(self, name: str = "pupil") -> list[float | None]:
        """Return the points of a person in the order in which they arrived; None where they were cleared."""
        return [row.get("scoreGiven") for row in self.arrived(name)]

    def grade(self, name: str = "pupil") -> Grade:
        """Return the row of a person."""
        return Grade.objects.get(link=self.link, account__user__name=name)


def build_school(world: World, platform: LearningPlatform) -> School:
    """Create the course, and an exercise whose feedback comes on handing in, graded by its key on handing in."""
    course = platform.add_course("Class 9b")
    at_link = platform.add_link(course, "Headlines")
    item = course.add_line_item("Headlines", 100, at_link)
    ours = Course.objects.create(
        deployment=Deployment.objects.get(),
        context_id=course.id,
        title=course.title,
        team=world.team,
    )
    round_ = create_round(world.teacher, world.text, SETTINGS)
    for words, tag in KEY.items():
        put_annotation(world.teacher, round_, uuid4(), annotation_input(round_, words, tag), LayerKind.KEY)
    link = ResourceLink.objects.create(
        course=ours,
        resource_link_id=at_link.id,
        title=at_link.title,
        round=round_,
        line_item=platform.line_item_url(course, item),
        line_items_url=platform.line_items_url(course),
        scopes=list(names.GRADE_SCOPES),
        grade_by=GradeBy.KEY,
        grade_when=GradeWhen.ON_HAND_IN,
    )
    school = School(world, platform, course, item, link, round_, {})
    school.enroll(world.pupil)
    school.enroll(world.classmate)
    return school
