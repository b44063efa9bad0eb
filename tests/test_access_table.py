"""The access table of tests/access_table/ is complete and true.

Who may do what does not depend on the database. On PostgreSQL every address is asked in test_odd_values.py, and as each
of several people in the sweeps (tests/environment.py).
"""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.routes import ABOUT, FREE, TABLE, Row, routes
from tests.world import ROLES, World

MEMBERS = ("viewer", "pupil", "colleague", "teacher")
NUMBER = re.compile(r"\d+")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
THEIRS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
OURS = sorted({row.route for row in TABLE if not row.route.startswith(THEIRS)})


def test_every_route_has_a_row() -> None:
    assert set(routes()) - {row.route for row in TABLE} == set()


def test_every_row_has_a_route() -> None:
    assert {row.route for row in TABLE} - set(routes()) == set()


def test_no_row_is_there_twice() -> None:
    assert len({str(row) for row in TABLE}) == len(TABLE)


def rows_of(route: str) -> list[Row]:
    return [row for row in TABLE if row.route == route]


@pytest.mark.parametrize("route", sorted({row.route for row in TABLE}))
def test_who_gets_what(world: World, route: str) -> None:
    for row in rows_of(route):
        got = {}
        for role in ROLES:
            with transaction.atomic():
                got[role] = row.request(world, world.client(role)).status_code
                transaction.set_rollback(True)
        assert got == row.expected(), str(row)


def test_a_method_without_a_row_is_none(world: World) -> None:
    client, allowed = world.client("teacher"), []
    for route in OURS:
        rows = rows_of(route)
        with transaction.atomic():
            url = rows[0].url(world)
            for method in set(METHODS) - {row.method for row in rows}:
                response = client.generic(method, url)
                if response.status_code != 405 or not response["Allow"]:
                    allowed.append((route, method, response.status_code))
            transaction.set_rollback(True)
    assert allowed == []


def test_nobody_is_sent_to_the_login_and_back(world: World) -> None:
    for row in TABLE:
        if row.method == "GET" and row.expected()["nobody"] == 302 and row.route in OURS:
            response = row.request(world, world.client("nobody"))
            address = response.request["PATH_INFO"]
            assert response["Location"] == f"{reverse('account_login')}?next={address}"


def without_csrf_tokens(response: Any) -> str:
    """Return the response's text without CSRF tokens."""
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


FOREIGN = {
    "article": lambda world: world.foreign_article.pk,
    "under review": lambda world: world.foreign_article.pk,
    "json": lambda world: world.foreign_article.pk,
    "no format": lambda world: world.foreign_article.pk,
    "no share": lambda world: world.foreign_article.pk,
    "round": lambda world: world.foreign_round.pk,
    "new comment": lambda world: world.foreign_round.pk,
    "draft": lambda world: world.foreign_round.pk,
    "team": lambda world: world.foreign_team.pk,
    "team json": lambda world: world.foreign_team.pk,
    "team codebook": lambda world: world.foreign_codebook.pk,
    "new mark": lambda world: world.foreign_round.pk,
    "pupil's mark": lambda world: world.foreign_round.pk,
    "stranger's mark": lambda world: world.foreign_round.pk,
}


@pytest.mark.parametrize("route", sorted({row.route for row in TABLE if row.about in FOREIGN}))
def test_what_is_somebody_elses_looks_like_what_does_not_exist(world: World, route: str) -> None:
    for row in rows_of(route):
        for role in MEMBERS if row.about in FOREIGN else ():
            client = world.client(role)
            answers, asked = [], []
            keys = [FOREIGN[row.about](world), 987_654_321]
            # What is no key of the database has nothing to do with roles.
            for pk in [*keys, 10**30] if role == MEMBERS[-1] else keys:
                url = reverse(row.route, kwargs=ABOUT[row.about](world) | {"pk": pk})
                with CaptureQueriesContext(connection) as queries:
                    response = row.request(world, client, url)
                assert response.status_code == 404, str(row)
                answers.append(without_csrf_tokens(response))
                asked.append([NUMBER.sub("N", query["sql"]) for query in queries.captured_queries])
            assert len(set(answers)) == 1, str(row)
            # Equal numbers of queries take equally long.
            assert asked[0] == asked[1], str(row)
            assert "stranger" not in answers[0]


def test_other_peoples_articles_are_in_no_list(world: World) -> None:
    for role in MEMBERS:
        client = world.client(role)
        ids = {row["id"] for row in client.get(reverse("api:articles")).json()["results"]}
        assert ids == {world.article.pk, world.under_review.pk}
        assert world.foreign_article.title not in client.get(reverse("articles:list")).content.decode()
    theirs = world.client("stranger").get(reverse("api:articles")).json()["results"]
    assert [row["id"] for row in theirs] == [world.foreign_article.pk]


def test_a_team_of_other_people_takes_no_articles(world: World) -> None:
    sent = {"title": "T", "text": "A text.", "team": world.foreign_team.pk}
    client = world.client("teacher")
    answers = [
        client.post(reverse("api:articles"), sent | {"team": team}, content_type="application/json")
        for team in (world.foreign_team.pk, 987_654_321)
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    texts = [re.sub(r"\d+", "N", answer.content.decode()) for answer in answers]
    assert texts[0] == texts[1]
    assert client.post(reverse("articles:upload"), sent).status_code == 422
    assert world.foreign_team.articles.count() == 1


def test_a_mark_in_an_unseen_round_is_not_reached_by_its_true_address(world: World) -> None:
    url = reverse("api:annotation", args=[world.foreign_round.pk, world.foreign_annotation.pk])
    free = reverse("api:annotation", args=[world.foreign_round.pk, FREE])
    for role in MEMBERS:
        client = world.client(role)
        assert client.delete(url).status_code == client.delete(free).status_code == 404
        assert client.delete(url).content == client.delete(free).content
    world.foreign_annotation.refresh_from_db()
    assert not world.foreign_annotation.deleted
