"""Assignments of two articles and two questions for the class of the world."""

from typing import Any

from annotate.enums import RoundMode, RoundState
from annotate.models import Assignment, Round
from annotate.rounds.actions import RoundSettings, create_round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from tests.world import World

HERALD = "The council voted nine to six. A shameful decision, says the union."
LANTERN = "Nine of fifteen councillors want the bridge. Nobody should be surprised."
QUESTIONS = ["Which paper sounds angrier?", "Who is not quoted?"]


def make_assignment(
    world: World,
    bodies: tuple[str, ...] = (HERALD, LANTERN),
    state: RoundState = RoundState.OPEN,
    **settings: Any,
) -> Assignment:
    """Give the class a lesson with these articles."""
    drafts = [Draft(body, title=f"Paper {number}") for number, body in enumerate(bodies, 1)]
    texts = create_frozen_articles(world.teacher, drafts, world.team)
    assignment = Assignment.objects.create(
        team=world.team, title="One event in two papers", questions=QUESTIONS, created_by=world.teacher
    )
    settings.setdefault("mode", RoundMode.INDEPENDENT)
    for position, text in enumerate(texts, 1):
        round_ = create_round(world.teacher, text, RoundSettings(**settings), state=state)
        assignment.exercises.create(round=round_, position=position)
    return assignment


def rounds_of(assignment: Assignment) -> list[Round]:
    """Return its rounds as they are in the database now."""
    return list(
        Round.all_objects.filter(assigned__assignment=assignment)
        .select_related("text__article")
        .order_by("assigned__position")
    )
