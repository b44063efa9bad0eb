"""What links open: exercises that were chosen, in copied courses exercises of their own."""

from dataclasses import replace
from typing import Any

import pytest

from annotate.access import rounds_of_assignment
from annotate.assignments.actions import delete_assignment, submit_assignment, transition_assignment
from annotate.enums import RoundState
from annotate.lessons.actions import create_lesson
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Assignment, Lesson
from annotate.rounds.actions import settings_of, update_round
from lti.enums import GradeBy, GradeWhen
from lti.models import Course, Placement, Platform, ResourceLink
from people.actions.teams import delete_team
from tests.lti.courses.arriving import Arrival
from tests.lti.courses.conftest import School
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Link

SLUG = "the-four-tags"


def choose(school: School, **fields: Any) -> Placement:
    """Choose a built-in lesson for the course, as in deep linking."""
    teacher, team = school.arrived.user, school.arrived.team
    lesson = get_builtin_lesson(SLUG)
    assert lesson
    assignment = assign_lesson(teacher, lesson, team)
    chosen: dict[str, Any] = {"builtin": SLUG, "assignment": assignment, "points": 20} | fields
    return Placement.objects.create(
        platform=Platform.objects.get(),
        course=Course.objects.get(team=team),
        created_by=teacher,
        title=lesson.content.title,
        grade_by=GradeBy.KEY,
        grade_when=GradeWhen.ON_REVEAL,
        **chosen,
    )


def link_to(school: School, placement: Placement) -> Link:
    return school.platform.add_link(school.course, placement=placement.token)


def copied(school: School, link: Link) -> tuple[Any, Any, Link]:
    """Copy the course: another teacher, and the same custom parameters. Return course, teacher and link."""
    teacher = school.platform.add_person("Barbara Liskov")
    course = school.platform.add_course("Media literacy, next year")
    course.enroll(teacher, names.TEACHER)
    return course, teacher, school.platform.add_link(course, **link.custom)


def test_a_link_made_by_hand_opens_nothing_yet(school: School) -> None:
    arrival = school.arrive(school.pupil())
    assert (arrival.link.assignment, arrival.link.grade_by) == (None, GradeBy.NONE)
    assert arrival.path == f"/lti/links/{arrival.link.pk}/"


def test_a_chosen_link_opens_its_exercises(school: School) -> None:
    placement = choose(school)
    link = link_to(school, placement)
    link.line_item = school.course.add_line_item("Grades", link=link)
    pupil = school.arrive(school.pupil(), link)
    assert pupil.link.assignment == placement.assignment
    assert (pupil.link.grade_by, pupil.link.points) == (GradeBy.KEY, 20)
    assert pupil.link.line_item == school.platform.line_item_url(school.course, link.line_item)


def test_where_people_get(school: School) -> None:
    placement = choose(school)
    assert placement.assignment
    link = link_to(school, placement)
    pupil = school.arrive(school.pupil(), link)
    teacher = school.arrive(school.teacher, link)
    assert teacher.path == f"/lti/links/{teacher.link.pk}/"
    assert pupil.path == f"/assignments/{placement.assignment.pk}/"
    Assignment.objects.update(questions=[])
    round_ = rounds_of_assignment(placement.assignment)[0]
    assert pupil.path == f"/rounds/{round_.pk}/"
    submit_assignment(pupil.user, placement.assignment)
    assert pupil.path == f"/rounds/{round_.pk}/"
    transition_assignment(teacher.user, placement.assignment, RoundState.REVEALED)
    assert pupil.path == f"/rounds/{round_.pk}/feedback/"
    delete_assignment(teacher.user, placement.assignment)
    assert pupil.path == f"/lti/links/{pupil.link.pk}/"


def test_a_copied_course_gets_exercises_of_its_own(school: School) -> None:
    placement = choose(school)
    assert placement.assignment
    original = rounds_of_assignment(placement.assignment)[0]
    settings = replace(settings_of(original), instructions="Read twice.")
    update_round(school.arrived.user, original, settings)
    course, person, link = copied(school, link_to(school, placement))
    teacher = school.arrive(person, link, course)
    ours = teacher.link.assignment
    assert ours is not None
    assert ours != placement.assignment
    assert ours.team == teacher.team
    (round_,) = rounds_of_assignment(ours)
    assert (round_.state, round_.instructions, round_.created_by) == ("open", "Read twice.", teacher.user)
    assert (teacher.link.grade_by, teacher.link.points) == (GradeBy.KEY, 20)


def test_exercises_of_a_copied_course_are_made_once_also_by_a_pupil(school: School) -> None:
    course, person, link = copied(school, link_to(school, choose(school)))
    school.arrive(person, school.platform.add_link(course), course)
    pupil = school.platform.add_person("Ada Byron")
    course.enroll(pupil)
    first, second, third = (school.arrive(who, link, course) for who in (pupil, person, pupil))
    assert first.link.assignment == second.link.assignment == third.link.assignment is not None
    assert Assignment.objects.count() == 2
    assert first.link.assignment.created_by == second.user


def test_a_lesson_of_ones_own_goes_with_the_course(school: School) -> None:
    """The teacher of the copy may not see the lesson itself, only the exercises made of it."""
    placement = choose(school)
    assert placement.assignment
    copy_of_lesson = own_lesson(school, placement)
    course, person, link = copied(school, link_to(school, placement))
    teacher = school.arrive(person, link, course)
    assert teacher.link.assignment is not None
    assert teacher.link.assignment.lesson == copy_of_lesson


def own_lesson(school: School, placement: Placement) -> Lesson:
    """Let the placement be of a lesson that its teacher alone has."""
    builtin = get_builtin_lesson(SLUG)
    assert builtin
    lesson = create_lesson(school.arrived.user, builtin.content)
    placement.lesson, placement.builtin = lesson, ""
    placement.save()
    return lesson


def test_without_its_lesson_a_copy_is_made_of_the_exercises(school: School) -> None:
    placement = choose(school, builtin="")
    assert placement.assignment
    course, person, link = copied(school, link_to(school, placement))
    teacher = school.arrive(person, link, course)
    assert teacher.link.assignment is not None
    assert teacher.link.assignment.title == placement.assignment.title
    assert teacher.link.assignment.questions == placement.assignment.questions


def test_one_exercise_is_copied_too(school: School) -> None:
    placement = choose(school, builtin="")
    assert placement.assignment
    placement.round, placement.assignment = rounds_of_assignment(placement.assignment)[0], None
    placement.save()
    course, person, link = copied(school, link_to(school, placement))
    teacher = school.arrive(person, link, course)
    assert teacher.link.round is not None
    assert teacher.link.round.team_id == teacher.team.pk
    assert teacher.link.round.text.body == placement.round.text.body


def test_a_copy_works_after_last_years_class_was_deleted(school: School) -> None:
    link = link_to(school, choose(school))
    course, person, copy = copied(school, link)
    school.arrived.team.delete()
    assert school.arrive(person, copy, course).link.assignment is not None


def test_whose_chooser_may_no_longer_read_the_exercises_leaves_the_link_empty(school: School) -> None:
    placement = choose(school, builtin="")
    course, person, link = copied(school, link_to(school, placement))
    delete_team(school.arrived.user, school.arrived.team)
    assert school.arrive(person, link, course).link.assignment is None


def test_a_pupil_who_copies_their_course_does_not_get_its_key(school: School) -> None:
    placement = choose(school)
    original = link_to(school, placement)
    pupil = school.pupil("Mallory")
    school.arrive(pupil, original)
    course = school.platform.add_course("My own course")
    course.enroll(pupil, names.TEACHER)
    arrival = school.arrive(pupil, school.platform.add_link(course, **original.custom), course)
    assert arrival.role == "owner"
    assert arrival.link.assignment is None


def test_a_token_of_another_platform_opens_nothing(school: School) -> None:
    placement = choose(school)
    other = LearningPlatform(name="Another school")
    try:
        row = other.register()
        Placement.objects.filter(pk=placement.pk).update(platform=row)
        assert school.arrive(school.pupil(), link_to(school, placement)).link.assignment is None
    finally:
        other.server.stop()


def test_deleted_exercises_do_not_come_back_by_themselves(school: School) -> None:
    course, person, link = copied(school, link_to(school, choose(school)))
    made = school.arrive(person, link, course).link.assignment
    assert made
    made.delete()
    assert school.arrive(person, link, course).link.assignment is None


def test_a_link_keeps_what_it_opens(school: School) -> None:
    placement = choose(school)
    link = link_to(school, placement)
    first: Arrival = school.arrive(school.teacher, link)
    ResourceLink.objects.update(grade_by=GradeBy.HAND_IN)
    link.title = "Another title"
    again = school.arrive(school.teacher, link)
    assert (again.link, again.link.title, again.link.grade_by) == (
        first.link,
        "Another title",
        GradeBy.HAND_IN,
    )


def test_every_link_has_the_gradebook_that_its_own_launches_name(school: School) -> None:
    """Each component of Open edX has an address and settings of its own."""
    ours, other = school.link, school.platform.add_link(school.course)
    services = {"scope": [names.LINE_ITEM_SCOPE, names.SCORE_SCOPE], "lineitems": "https://lms.example/1"}
    link = school.arrive(school.teacher, ours, GRADES=services).link
    school.arrive(
        school.teacher, other, GRADES={"scope": [names.SCORE_SCOPE], "lineitems": "https://lms.example/2"}
    )
    link.refresh_from_db()
    assert (link.line_items_url, link.scopes) == (services["lineitems"], services["scope"])


def test_a_later_choice_replaces_what_a_link_opens(school: School) -> None:
    """Platforms let a teacher choose again for a link that there is, which keeps its id."""
    first, second = choose(school), choose(school, points=5)
    link = link_to(school, first)
    assert school.arrive(school.teacher, link).link.assignment == first.assignment
    link.custom["placement"] = second.token
    again = school.arrive(school.pupil(), link)
    assert (again.link.assignment, again.link.points) == (second.assignment, 5)
    link.custom["placement"] = first.token
    assert school.arrive(school.teacher, link).link.assignment == second.assignment


def test_what_a_teacher_chose_here_gives_way_to_a_later_choice_there(school: School) -> None:
    earlier, here = choose(school), choose(school).assignment
    link = school.platform.add_link(school.course)
    arrival = school.arrive(school.teacher, link)
    ResourceLink.objects.filter(pk=arrival.link.pk).update(assignment=here)
    link.custom["placement"] = earlier.token
    assert school.arrive(school.teacher, link).link.assignment == here
    later = choose(school)
    link.custom["placement"] = later.token
    assert school.arrive(school.teacher, link).link.assignment == later.assignment


def test_a_later_choice_that_cannot_be_copied_replaces_nothing(school: School) -> None:
    course, person, link = copied(school, link_to(school, choose(school)))
    opened = school.arrive(person, link, course).link.assignment
    assert opened is not None
    later = choose(school, builtin="")
    delete_team(school.arrived.user, school.arrived.team)
    link.custom["placement"] = later.token
    assert school.arrive(person, link, course).link.assignment == opened


@pytest.mark.parametrize("missing", ["", "x" * 64])
def test_an_unknown_token_opens_nothing(school: School, missing: str) -> None:
    choose(school)
    link = school.platform.add_link(school.course, placement=missing)
    assert school.arrive(school.pupil(), link).link.assignment is None


def test_a_title_is_one_line_that_turns_nothing_around(school: School) -> None:
    school.link.title = "Head\u202elines\r\n  of\u200b today"
    assert school.arrive(school.teacher).link.title == "Headlines of today"
