"""The articles of a lesson have the same groups."""

from dataclasses import replace

from annotate.access import groups_in
from annotate.assignments.actions import update_assignment
from annotate.enums import RoundMode, RoundState
from annotate.groups.actions import GroupInput, join_group, set_groups, shuffle_groups
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.models import Round
from annotate.rounds.actions import settings_of
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.world import PASSWORD, World


def two_articles(world: World) -> list[Round]:
    lesson = get_builtin_lesson("one-event-two-papers")
    assert lesson
    assignment = assign_lesson(
        world.teacher, lesson, world.team, state=RoundState.OPEN, mode=RoundMode.GROUPS
    )
    return rounds_of(assignment)


def composition(round_: Round) -> list[tuple[int, str, bool, set[str]]]:
    return [
        (group.position, group.name, group.on_arrival, {member.user.name for member in group.members.all()})
        for group in groups_in(round_)
    ]


def pupil(world: World, name: str) -> User:
    person = User.objects.create_user(f"{name}@school.example", PASSWORD, name)
    add_member(world.team, person, Role.ANNOTATOR)
    return person


def test_groups_of_a_new_lesson_are_the_same_in_all_articles(world: World) -> None:
    for number in range(9):
        pupil(world, f"Pupil {number}")
    first, second = two_articles(world)
    assert len(composition(first)) > 1
    assert composition(first) == composition(second)


def test_who_comes_later_is_in_the_same_group_everywhere(world: World) -> None:
    first, second = two_articles(world)
    for number in range(5):
        join_group(pupil(world, f"Pupil {number}"), (first, second)[number % 2])
    assert composition(first) == composition(second)
    assert sum(len(members) for *_, members in composition(first)) > 4


def test_changing_the_groups_of_one_article_changes_those_of_all(world: World) -> None:
    people = [pupil(world, f"Pupil {number}") for number in range(4)]
    first, second = two_articles(world)
    shuffle_groups(world.teacher, second, 2)
    assert composition(first) == composition(second)
    assert {each.group_size for each in Round.objects.filter(pk__in=[first.pk, second.pk])} == {2}
    groups = [GroupInput("Red", (people[0].pk, people[3].pk)), GroupInput("", (people[1].pk,))]
    set_groups(world.teacher, first, groups)
    assert composition(first) == composition(second)
    assert composition(second)[0][1:] == ("Red", False, {"Pupil 0", "Pupil 3"})


def test_groups_that_are_chosen_later_are_the_same_in_all_articles(world: World) -> None:
    for number in range(9):
        pupil(world, f"Pupil {number}")
    assignment = make_assignment(world, state=RoundState.DRAFT)
    settings = settings_of(rounds_of(assignment)[0])
    grouped = replace(settings, mode=RoundMode.GROUPS, group_size=2)
    update_assignment(world.teacher, assignment, assignment.title, grouped)
    first, second = rounds_of(assignment)
    assert len(composition(first)) > 1
    assert composition(first) == composition(second)
