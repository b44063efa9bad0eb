"""A round in which there is much: so many readers with so many marks each, made in one go."""

import random
from uuid import UUID

from annotate.annotations.actions import AnnotationInput
from annotate.annotations.bulk_import import ImportedLayer, bulk_create_annotations, create_import_rounds
from annotate.models import Round
from articles.actions import add_article, freeze
from articles.text.draft import Draft
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.world import World

TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")
STARTS = ("Sentence", "has", "few", "of")


def many(world: World, readers: int, marks: int) -> Round:
    """Each sentence is a place of its own, of which each reader marks some words; open for all to see."""
    body = "\n".join(f"Sentence {n} has a few words of its own." for n in range(marks))
    title = "Many"
    text = freeze(
        world.teacher,
        add_article(world.teacher, Draft(body, title=title), body.encode(), "a.txt", world.team),
        cleaning=False,
    )
    (round_,) = create_import_rounds(world.teacher, [text])
    dice = random.Random(f"{readers} {marks}")
    for number in range(readers):
        reader = User.objects.create_user(
            f"reader{round_.pk}-{number}@school.example", None, f"Reader {number}"
        )
        add_member(world.team, reader, Role.ANNOTATOR)
        own = [_mark(body, sentence, dice) for sentence in body.split("\n")]
        bulk_create_annotations(
            world.teacher,
            [ImportedLayer(round_, reader, [(UUID(int=dice.getrandbits(128)), mark) for mark in own])],
        )
    round_.refresh_from_db()
    return round_


def _mark(body: str, sentence: str, dice: random.Random) -> AnnotationInput:
    at = body.index(sentence)
    start, end = at + sentence.index(dice.choice(STARTS)), at + len(sentence)
    return AnnotationInput(dice.choice(TAGS), start, end, body[start:end], {})
