"""A large round: many readers with many annotations each."""

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
    """Create an open round with one cluster per sentence; each reader annotates some words of each."""
    body = "\n".join(f"Sentence {n} has a few words of its own." for n in range(marks))
    title = "Many"
    text = freeze(
        world.teacher,
        add_article(world.teacher, Draft(body, title=title), body.encode(), "a.txt", world.team),
        cleaning=False,
    )
    (round_,) = create_import_rounds(world.teacher, [text])
    rng = random.Random(f"{readers} {marks}")
    for number in range(readers):
        reader = User.objects.create_user(
            f"reader{round_.pk}-{number}@school.example", None, f"Reader {number}"
        )
        add_member(world.team, reader, Role.ANNOTATOR)
        annotations = [_annotation(body, sentence, rng) for sentence in body.split("\n")]
        bulk_create_annotations(
            world.teacher,
            [
                ImportedLayer(
                    round_,
                    reader,
                    [(UUID(int=rng.getrandbits(128)), annotation) for annotation in annotations],
                )
            ],
        )
    round_.refresh_from_db()
    return round_


def _annotation(body: str, sentence: str, rng: random.Random) -> AnnotationInput:
    offset = body.index(sentence)
    start, end = offset + sentence.index(rng.choice(STARTS)), offset + len(sentence)
    return AnnotationInput(rng.choice(TAGS), start, end, body[start:end], {})
