"""What is found, by whom, in which order, and where it leads."""

import csv
import io

import pytest

from annotate.annotations.actions import delete_annotation
from annotate.revisions.actions import correct_text
from articles.actions import create_frozen_articles, set_metadata
from articles.editing.text_edit import TextEdit
from articles.models import Article
from articles.text.draft import Draft
from newsroom.search.find import MAX_COUNT
from tests.newsroom.search.site import answer, found, page, quotes
from tests.world import BODY, World, mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(world: World) -> None:
    """The articles of the world are in English."""
    Article.objects.update(language="en")


def kinds(world: World, q: str, **params: object) -> list[str]:
    return sorted(result["kind"] for result in found(world, "teacher", q, **params))


def test_titles_texts_highlights_notes_and_details_are_searched(world: World) -> None:
    mark(world.pupil, world.round, "four per cent", "factual-claim", note="Ask the harbourmaster.")
    mark(
        world.pupil, world.round, "Taxes fell", "loaded-language", details={"neutral": "Duties were lowered"}
    )
    assert kinds(world, "mayor slam") == ["text", "title"]
    assert kinds(world, "TAX") == ["highlight", "text"]
    assert kinds(world, "harbourmasters") == ["highlight"]
    assert kinds(world, "duty lowering") == ["highlight"]
    assert kinds(world, "cafe unions") == kinds(world, "CAFÉ union") == ["highlight", "text"]
    assert kinds(world, "bridges") == ["title"]
    assert kinds(world, "zebra") == []


def test_all_words_are_in_one_passage_and_phrases_in_one_run(world: World) -> None:
    assert kinds(world, "taxes surprise") == ["text"]
    assert kinds(world, "globalist taxes") == []
    assert kinds(world, '"four per cent"') == ["text"]
    assert kinds(world, '"cent four"') == []


def test_a_phrase_does_not_reach_from_the_passage_into_the_note(world: World) -> None:
    mark(world.pupil, world.round, "four per cent", "factual-claim", note="harbour watch")
    assert kinds(world, "cent harbour") == ["highlight"]
    assert kinds(world, '"cent harbour"') == []


def test_what_matches_is_marked_and_leads_there(world: World) -> None:
    claim = mark(world.pupil, world.round, "four per cent", "factual-claim")
    results = found(world, "teacher", '"four per cent"')
    assert quotes(results) == ["four per cent"] * 2
    addresses = {result["kind"]: result["address"] for result in results}
    path = f"http://testserver/articles/{world.article.pk}/#:~:text=four%20per%20cent%20in%202023."
    assert addresses["text"].startswith(path)
    assert addresses["highlight"] == f"http://testserver/rounds/{world.round.pk}/#mark-{claim.pk}"
    highlight = next(result for result in results if result["kind"] == "highlight")
    assert highlight["tag"] == "factual-claim"
    assert highlight["annotator"] == world.pupil.pk
    text = page(world, "teacher", '"four per cent"')
    assert "<mark>four per cent</mark>" in text
    assert f'href="/rounds/{world.round.pk}/#mark-{claim.pk}"' in text


def test_it_is_narrowed_by_tag_person_publication_and_date(world: World) -> None:
    mark(world.pupil, world.round, "Nobody should be", "loaded-language")
    mark(world.classmate, world.round, "should be surprised", "opinion")
    set_metadata(
        world.teacher,
        world.article,
        {"title": "The vote", "byline": "", "publication": "The Lantern", "url": "", "language": "en"}
        | {"published": "2026-03-01"},
    )
    assert kinds(world, "should") == ["highlight"] * 2 + ["text"]
    for narrowed, count in (
        ({"tag": "opinion"}, 1),
        ({"person": world.pupil.pk}, 1),
        ({"person": world.pupil.pk, "tag": "opinion"}, 0),
        ({"publication": "The Lantern"}, 3),
        ({"publication": "The Beacon"}, 0),
        ({"published_from": "2026-03-01", "published_to": "2026-03-01"}, 3),
        ({"published_from": "2026-03-02"}, 0),
        ({"published_to": "2026-02-28"}, 0),
    ):
        assert len(found(world, "teacher", "should", **narrowed)) == count, narrowed
        assert page(world, "teacher", "should", **narrowed).count("<mark>") == count


def test_newer_articles_come_first_page_by_page(world: World) -> None:
    drafts = [Draft(f"A lantern, number {n}.", title=f"Number {n}", language="en") for n in range(40)]
    texts = create_frozen_articles(world.teacher, drafts, world.team)
    newest_first = [text.article_id for text in reversed(texts)]
    first = answer(world, "teacher", "lanterns", limit=25)
    assert (first["count"], first["more"]) == (40, False)
    second = world.client("teacher").get(first["next"]).json()
    ids = [result["article"]["id"] for result in first["results"] + second["results"]]
    assert ids == newest_first
    assert second["next"] is None
    assert second["count"] == 40
    shown, address = [], f"/teams/{world.team.pk}/search/?q=lanterns"
    for _page in range(3):
        response = world.client("teacher").get(address)
        shown += [group.article.pk for group in response.context["groups"]]
        address = f"/teams/{world.team.pk}/search/?q=lanterns&before={response.context.get('before')}"
    assert shown == newest_first


def test_many_results_are_not_counted_to_the_end(world: World) -> None:
    lines = "\n\n".join("A lantern." for _line in range(MAX_COUNT + 5))
    create_frozen_articles(world.teacher, [Draft(lines, title="Many", language="en")], world.team)
    result = answer(world, "teacher", "lantern")
    assert (result["count"], result["more"]) == (MAX_COUNT, True)
    text = page(world, "teacher", "lantern")
    assert f'data-count="{MAX_COUNT}"' in text
    article = world.team.articles.get(title="Many")
    assert page(world, "teacher", "lantern", article=article.pk).count("<mark>") == 200


def test_the_index_follows_corrections_titles_and_deletions(world: World) -> None:
    claim = mark(world.pupil, world.round, "four per cent", "factual-claim", note="harbour")
    assert kinds(world, "harbour") == ["highlight"]
    # Deleted, and not indexed again yet.
    delete_annotation(world.pupil, world.round, claim.pk)
    response = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/search/?q=harbour")
    assert response.json()["results"] == []
    start = BODY.index("Taxes")
    correct_text(world.teacher, world.article, 1, [TextEdit(start, start + 5, "Tariffs")], [])
    assert kinds(world, "tariff") == ["text"]
    assert kinds(world, "taxes") == []
    facts = {"byline": "", "publication": "", "url": "", "language": "en", "published": None}
    set_metadata(world.teacher, world.article, facts | {"title": "A quiet evening"})
    assert kinds(world, "quiet evenings") == ["title"]


def test_what_is_in_the_bin_is_not_found_until_it_is_restored(world: World) -> None:
    mark(world.pupil, world.round, "four per cent", "factual-claim")
    assert kinds(world, "cent") == ["highlight", "text"]
    world.round.move_to_bin(world.teacher)
    assert kinds(world, "cent") == ["text"]
    world.article.move_to_bin(world.teacher)
    assert kinds(world, "cent") == []
    world.article.take_out_of_bin()
    world.round.take_out_of_bin()
    assert kinds(world, "cent") == ["highlight", "text"]


def test_other_teams_are_not_searched(world: World) -> None:
    assert kinds(world, "treasure") == []
    found_there = world.client("stranger").get(f"/api/v1/teams/{world.foreign_team.pk}/search/?q=treasure")
    assert len(found_there.json()["results"]) == 3


def test_a_file_has_what_is_found_without_formulas(world: World) -> None:
    mark(world.pupil, world.round, "four per cent", "factual-claim", note="=1+1")
    assert found(world, "teacher", "cent")
    response = world.client("teacher").get(f"/teams/{world.team.pk}/search/results.csv?q=cent")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["found in"] for row in rows] == ["highlight", "text"]
    assert rows[0]["note"] == "'=1+1"
    assert rows[0]["tag"] == "Factual claim"
    assert rows[0]["person"] == "pupil"
    assert rows[1]["passage"].startswith("Taxes fell")


@pytest.mark.parametrize(
    "typed",
    [
        "nine OR", "nine*", "NEAR(nine six)", '"', '""', 'nine" "', "nine ' ; --", "tokens:nine", "-nine",
        "nine & | ! <-> \\", "(nine", "^nine", "{nine}", "%", "''", "🌉", "nine " * 5000,
        " ".join(map(str, range(5000))),
        "n" * 100_000,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_only_words(world: World, typed: str) -> None:
    found(world, "teacher", "cent")
    for path in (f"/teams/{world.team.pk}/search/", f"/teams/{world.team.pk}/search/results.csv"):
        assert world.client("teacher").get(path, {"q": typed}).status_code == 200
    response = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/search/", {"q": typed})
    assert response.status_code == (400 if len(typed) > 500 else 200)


@pytest.mark.parametrize("typed", ["nine OR zebra", "nine NOT six", "zeb*", "ni*"])
def test_operators_are_words(world: World, typed: str) -> None:
    assert kinds(world, typed) == []


def test_a_page_without_words_or_results_says_what_to_do(world: World) -> None:
    assert "Words are found in titles" in page(world, "teacher", "")
    assert "data-no-results" in page(world, "teacher", "zebra")
    assert "Signs alone" in page(world, "teacher", "?!")
