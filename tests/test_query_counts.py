"""Lists and searches need as many queries for many articles, rounds and annotations as for a few."""

from typing import Any

import pytest

from annotate.rounds.actions import create_round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from newsroom.search.indexing.actions import index_pending
from tests.world import World, mark

pytestmark = pytest.mark.django_db

# Numbers of queries, including those for the session and the user.
LISTS = {
    "/articles/": 9,
    "/articles/?q=bridge+lantern": 7,
    "/articles/?q=zebra": 6,
    "/api/v1/articles/?q=bridge": 3,
    "/api/v1/rounds/?team={team}": 4,
    "/teams/{team}/": 9,
    "/api/v1/rounds/{round}/annotations/": 5,
    "/teams/{team}/search/?q=disgrace": 18,
    "/api/v1/teams/{team}/search/?q=disgrace": 13,
}


@pytest.mark.parametrize(("path", "queries"), LISTS.items())
def test_more_rows_make_no_more_queries(
    world: World, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    client = world.client("teacher")
    path = path.format(team=world.team.pk, round=world.round.pk)
    for _ in range(2):
        bridges = [Draft(f"It is {n}.", title=f"Bridge {n}", publication="The Lantern") for n in range(6)]
        for text in create_frozen_articles(world.teacher, bridges, world.team):
            create_round(world.teacher, text)
        for person in (world.pupil, world.classmate):
            mark(person, world.round, "disgrace", "opinion")
        index_pending()
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
