"""The way back to the page of a link, from the pages of the frame to which it leads its teachers."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from annotate.access import rounds_of_assignment
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Assignment, Round
from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft
from lti.models import Platform, ResourceLink
from tests.lti.courses.conftest import School
from tests.lti.embedding.embedded_person import EmbeddedPerson


@pytest.fixture
def teacher(school: School) -> EmbeddedPerson:
    return EmbeddedPerson(school.arrived.user, Platform.objects.get())


@pytest.fixture
def assignment(school: School) -> Assignment:
    """What the link opens."""
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    made = assign_lesson(school.arrived.user, lesson, school.arrived.team)
    ResourceLink.objects.update(assignment=made)
    return made


@pytest.fixture
def round_(assignment: Assignment) -> Round:
    (only,) = rounds_of_assignment(assignment)
    return only


def back(person: EmbeddedPerson, path: str) -> list[str]:
    """Return where the page at ``path`` leads back to."""
    response = person.page(path)
    assert response.status_code == 200
    return [str(link) for link in html.document_fromstring(response.content).xpath("//a[@data-back]/@href")]


def link_address(school: School) -> str:
    return f"/embedded/lti/links/{school.arrived.link.pk}/"


def test_from_an_exercise(
    school: School, teacher: EmbeddedPerson, assignment: Assignment, round_: Round
) -> None:
    path = reverse("annotate:assignment", args=[assignment.pk])
    assert back(teacher, path) == [link_address(school)]
    article = html.document_fromstring(teacher.page(reverse("annotate:round", args=[round_.pk])).content)
    assert article.xpath("//a[@data-assignment]/@href") == [f"/embedded{path}"]


def test_from_an_exercise_with_one_text(school: School, teacher: EmbeddedPerson) -> None:
    user = school.arrived.user
    draft = Draft("It was a disgrace.", title="Council")
    article = add_article(user, draft, b"", "article.txt", team=school.arrived.team)
    round_ = create_round(user, freeze(user, article, cleaning=False))
    ResourceLink.objects.update(round=round_)
    assert back(teacher, reverse("annotate:round", args=[round_.pk])) == [link_address(school)]


def test_from_the_people_of_the_course(school: School, teacher: EmbeddedPerson) -> None:
    link = school.arrived.link
    people = reverse("lti:people", args=[link.course_id])
    assert back(teacher, f"{people}?link={link.pk}") == [link_address(school)]
    for unknown in ("", "?link=", "?link=x", f"?link={link.pk + 1}", f"?link={2**64}"):
        assert back(teacher, people + unknown) == []
    read = teacher.page(reverse("lti:read-people", args=[link.course_id]) + f"?link={link.pk}", "post")
    assert read["Location"] == f"/embedded{people}?link={link.pk}"


def test_from_the_page_that_opens_a_tab(school: School, teacher: EmbeddedPerson) -> None:
    settings = reverse("people:team", args=[school.arrived.team.pk])
    came = teacher.page(settings, headers={"Referer": f"http://testserver{link_address(school)}"})
    assert html.document_fromstring(came.content).xpath("//a[@data-back]/@href") == [link_address(school)]
    for referrer in ("", "https://elsewhere.example/embedded/lti/links/1/", "http://testserver/teams/"):
        page = teacher.page(settings, headers={"Referer": referrer})
        assert html.document_fromstring(page.content).xpath("//a[@data-back]") == []


def test_what_is_of_no_use_in_a_course_is_left_out(
    school: School, teacher: EmbeddedPerson, assignment: Assignment
) -> None:
    school.arrive(school.pupil())
    path = reverse("annotate:assignment", args=[assignment.pk])
    framed = html.document_fromstring(teacher.page(path).content)
    teacher.client.force_login(assignment.created_by)
    whole = html.document_fromstring(teacher.client.get(path).content)
    reminder = reverse("annotate:remind", args=[rounds_of_assignment(assignment)[0].pk])
    assert [len(page.xpath("//a[@data-join-code]")) for page in (framed, whole)] == [0, 1]
    assert [len(page.xpath(f"//form[contains(@action, '{reminder}')]")) for page in (framed, whole)] == [0, 1]


def test_an_exercise_that_the_course_has_no_link_to_says_where_to_add_it(
    school: School, assignment: Assignment, round_: Round
) -> None:
    client = Client()
    client.force_login(school.arrived.user)
    for path in (
        reverse("annotate:assignment", args=[assignment.pk]),
        reverse("annotate:round", args=[round_.pk]),
    ):
        ResourceLink.objects.update(assignment=assignment)
        assert "data-not-in-course" not in client.get(path).content.decode()
        ResourceLink.objects.update(assignment=None)
        assert "data-not-in-course" in client.get(path).content.decode()
