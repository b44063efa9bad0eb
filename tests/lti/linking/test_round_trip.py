"""From the platform's request to a link in its course that pupils open, and into a copy of the course."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from annotate.models import Assignment, Round
from lti.linking.requests import NO_LINKS
from lti.models import Course, Placement, ResourceLink
from tests.lti.linking.course import DEFAULTS, LESSON
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course as PlatformCourse
from tests.lti.platform.courses import Link
from tests.lti.platform.http import Refused
from tests.lti.platform.names import TEACHER
from tests.lti.platform.pages.deep_links import take_response
from tests.wording import says


class Teacher:
    """The browser of a teacher whom the platform asks in its frame what to add to a course."""

    def __init__(self, platform: LearningPlatform, course: PlatformCourse) -> None:
        self.platform, self.course, self.client = platform, course, Client()
        self.person = platform.add_person("Grace Hopper")
        course.enroll(self.person, TEACHER)

    def ask(self, **claims: Any) -> Any:
        """Return the response to the platform's request."""
        return self.platform.launch(
            self.client, self.course, self.person, message_type=names.DEEP_LINKING, claims=claims
        )

    def choose(self, path: str, **fields: str) -> str:
        """Add the lesson; return what the page sends to the platform."""
        assert self.client.get(path).status_code == 200
        page = html.document_fromstring(self.client.post(f"{path}{LESSON}", DEFAULTS | fields).content)
        (form,) = page.forms
        assert form.action.startswith(self.platform.url)
        return form.fields["JWT"]


@pytest.fixture
def teacher(learning_platform: LearningPlatform) -> Teacher:
    return Teacher(learning_platform, learning_platform.add_course())


def answer(teacher: Teacher, token: str) -> list[Link]:
    """Give the platform the answer; return the links that it has created."""
    teacher.platform.read_tool_keys()
    return take_response(teacher.platform, teacher.course, token)


def test_the_chosen_lesson_is_one_click_from_the_course(teacher: Teacher) -> None:
    (link,) = answer(teacher, teacher.choose(teacher.ask()["Location"], points="20"))
    assert link.title == "The four tags"
    assert link.line_item
    assert link.line_item.score_maximum == 20
    pupil = teacher.platform.add_person("Ada Byron")
    teacher.course.enroll(pupil)
    round_ = Round.objects.get(assigned__assignment=Assignment.objects.get())
    landed = teacher.platform.launch(Client(), teacher.course, pupil, link)
    assert landed["Location"] in (
        f"/embedded/rounds/{round_.pk}/",
        f"/embedded/assignments/{round_.assigned.assignment_id}/",
    )
    row = ResourceLink.objects.get()
    assert (row.placement, row.points) == (Placement.objects.get(), 20)
    assert row.line_item == teacher.platform.line_item_url(teacher.course, link.line_item)


def test_an_answer_is_taken_in_its_own_course_alone(teacher: Teacher) -> None:
    other = Teacher(teacher.platform, teacher.platform.add_course("History"))
    token = teacher.choose(teacher.ask()["Location"])
    with pytest.raises(Refused):
        answer(other, token)
    # Nor does the other course's teacher find the request.
    path = teacher.ask()["Location"]
    other.ask()
    assert other.client.post(f"{path}{LESSON}", DEFAULTS).status_code == 404
    assert Course.objects.count() == 2
    assert Placement.objects.count() == 1


@pytest.mark.parametrize("accept_types", [["file", "link"], ["html"]])
def test_a_request_that_takes_no_links_is_refused(teacher: Teacher, accept_types: list[str]) -> None:
    settings = {"deep_link_return_url": f"{teacher.platform.url}/x", "accept_types": accept_types}
    refused = teacher.ask(**{names.DEEP_LINKING_SETTINGS: settings})
    assert refused.status_code == 403
    assert says(NO_LINKS, refused.content.decode())


def test_a_platform_without_line_items_gets_none(teacher: Teacher) -> None:
    teacher.platform.accepts_line_items = teacher.platform.grades = False
    page = teacher.client.get(f"{teacher.ask()['Location']}{LESSON}").content.decode()
    assert "data-no-grades" in page
    (link,) = answer(teacher, teacher.choose(teacher.ask()["Location"]))
    assert link.line_item is None


def test_a_link_added_by_hand_asks_the_teacher_what_it_opens(teacher: Teacher) -> None:
    link = teacher.platform.add_link(teacher.course, "Reading")
    landed = teacher.platform.launch(teacher.client, teacher.course, teacher.person, link)
    row = ResourceLink.objects.get()
    choose = f"/embedded/lti/links/{row.pk}/choose/"
    assert choose in teacher.client.get(landed["Location"]).content.decode()
    chosen = teacher.client.post(f"{choose}{LESSON}", DEFAULTS)
    assert chosen["Location"] == landed["Location"]
    pupil, browser = teacher.platform.add_person("Ada Byron"), Client()
    teacher.course.enroll(pupil)
    opened = teacher.platform.launch(browser, teacher.course, pupil, link)
    assert "The four tags" in browser.get(opened["Location"]).content.decode()
