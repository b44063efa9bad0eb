"""Names and titles are one line, wherever they are entered."""

from typing import Any

import pytest

from articles.actions import add_article
from articles.models import Article
from articles.text.draft import Draft
from people.models import ApiToken, Team
from reports.models import MergedSource
from tests.world import World
from web.text.single_line import single_line

REFUSED = ["A\nB", "A\r\nBcc: x@y.example", "A\u2028B", "A\u2029B", "A\x07B", "A\x0bB", "A\x85B", "A\x1bB"]
JSON = {"content_type": "application/json"}


def submit_everywhere(world: World, name: str) -> dict[str, Any]:
    """Return the responses to ``name`` in every field for a name or title."""
    client = world.client("teacher")
    team, article = f"/teams/{world.team.pk}", f"/articles/{world.article.pk}"
    facts = {"title": "A title", "byline": "", "publication": "", "url": "", "published": "", "language": ""}
    return {
        "a team, API": client.post("/api/v1/teams/", {"name": name}, **JSON),
        "a team, page": client.post("/teams/", {"name": name, "kind": "team"}),
        "another name, API": client.patch(f"/api/v1{team}/", {"name": name}, **JSON),
        "another name, page": client.post(f"{team}/rename/", {"name": name}),
        "a token, API": client.post("/api/v1/tokens/", {"name": name}, **JSON),
        "a token, page": client.post("/tokens/", {"name": name, "days": "31"}),
        "an article, API": client.post("/api/v1/articles/", {"title": name, "text": "A text."}, **JSON),
        "a byline, API": client.post(
            "/api/v1/articles/", {"title": "A title", "byline": name, "text": "A text."}, **JSON
        ),
        "an article, page": client.post("/articles/new/", {"title": name, "text": "A text.", "team": ""}),
        "a title, page": client.post(f"{article}/facts/", facts | {"title": name}),
        "a publication, page": client.post(f"{article}/facts/", facts | {"publication": name}),
        "a source, API": client.put(
            f"/api/v1{article}/sources/", {"source": "the union", "into": name}, **JSON
        ),
    }


def stored_names() -> list[str]:
    """Return all names and titles in the database."""
    articles = Article.objects.values_list("title", "byline", "publication")
    names = [name for row in articles for name in row]
    for model in (Team, ApiToken, MergedSource):
        names += model.objects.values_list("name", flat=True)
    return names


@pytest.mark.parametrize("name", REFUSED)
def test_several_lines_are_refused_everywhere_and_nothing_is_kept(world: World, name: str) -> None:
    before = sorted(stored_names())
    answers = submit_everywhere(world, name)
    assert {door: answer.status_code for door, answer in answers.items()} == {
        door: 400 if "API" in door else 422 for door in answers
    }
    assert [door for door, answer in answers.items() if "one line" not in answer.content.decode()] == []
    assert sorted(stored_names()) == before


def test_what_turns_the_direction_of_writing_is_taken_out(world: World) -> None:
    answers = submit_everywhere(world, "  \u202eevil\u2066  name\u200b\tof  ours\ufeff ")
    assert {door: answer.status_code for door, answer in answers.items() if answer.status_code >= 400} == {}
    assert {name for name in stored_names() if "evil" in name} == {"evil name of ours"}


def test_what_is_far_too_long_is_not_tidied_up_but_refused(world: World) -> None:
    before = sorted(stored_names())
    answers = submit_everywhere(world, "A" + " " * 20_000 + "B")
    assert {door: answer.status_code for door, answer in answers.items()} == {
        door: 400 if "API" in door else 422 for door in answers
    }
    assert [door for door, answer in answers.items() if "characters" not in answer.content.decode()] == []
    assert sorted(stored_names()) == before


@pytest.mark.parametrize("name", ["قناة‌های خبری", "Familie 👩‍👩‍👧", "José", "क्‍ष", "שלום 9b"])
def test_names_of_every_script_stay(name: str) -> None:
    assert single_line(name) == name


def test_nothing_but_what_nobody_sees_is_no_name(world: World) -> None:
    answer = world.client("teacher").post("/api/v1/teams/", {"name": "\u200b\u202e"}, **JSON)
    assert answer.status_code == 400


def test_what_a_file_says_is_made_one_line(world: World) -> None:
    draft = Draft(
        "First\u2028line\n\nA text.", title="A\nB\u202e", byline="By\r\nme", publication="The\x85Post"
    )
    article = add_article(world.teacher, draft, b"", "article.txt", world.team)
    assert (article.title, article.byline, article.publication) == ("A B", "By me", "The Post")
    untitled = add_article(world.teacher, Draft("A\x07 \u202etext."), b"", "pasted.txt", world.team)
    assert untitled.title == "A text."
