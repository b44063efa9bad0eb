"""A course at the school with a link to one round, which its teacher has opened."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client

from annotate.models import Annotation, Round
from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft, Formatting
from lti.models import PlatformAccount, ResourceLink
from people.models import User
from tests.lti.platform import LearningPlatform
from tests.lti.platform.courses import Course, Link, Person
from tests.lti.platform.names import TEACHER

BODY = (
    "Mayor slams critics\n\n"
    "The globalist council voted nine to six. “It was a disgrace,” said the family of José.\n\n"
    + "A second paragraph says the same in other words, so that the page is longer than a frame. " * 12
    + "\n\nTaxes fell by four per cent in 2023. Nobody should be surprised by that."
)


@dataclass
class LinkedRound:
    """A link of a course, and the round that it opens."""

    platform: LearningPlatform
    course: Course
    link: Link
    teacher: Person
    pupil: Person
    round: Round

    @property
    def path(self) -> str:
        """The platform's page with the link in a frame."""
        return f"/courses/{self.course.id}/links/{self.link.id}"

    def user(self, person: Person) -> User:
        """Return who somebody of the platform is here."""
        return PlatformAccount.objects.get(subject=person.id).user

    def quotes(self) -> list[str]:
        """Return what is highlighted on the server, in order of the text."""
        rows = Annotation.objects.filter(layer__round=self.round, deleted=False)
        return list(rows.order_by("start").values_list("quote", flat=True))


def linked_round(platform: LearningPlatform) -> LinkedRound:
    """Open a course whose teacher has chosen a round for its link."""
    course, teacher, pupil = (
        platform.add_course(),
        platform.add_person("Grace Hopper"),
        platform.add_person("Ada"),
    )
    course.enroll(teacher, TEACHER)
    course.enroll(pupil)
    link = platform.add_link(course)
    platform.launch(Client(HTTP_HOST=urlsplit(link.url).netloc), course, teacher, link)
    row = ResourceLink.objects.select_related("course__team").get()
    user = PlatformAccount.objects.get(subject=teacher.id).user
    draft = Draft(
        BODY, title="Mayor slams critics", formatting=(Formatting(0, BODY.index("\n"), "heading", "1"),)
    )
    article = add_article(user, draft, BODY.encode(), "article.txt", team=row.course.team)
    round_ = create_round(user, freeze(user, article, cleaning=False))
    row.round = round_
    row.save()
    return LinkedRound(platform, course, link, teacher, pupil, round_)
