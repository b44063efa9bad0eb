"""The index is like the articles, whatever happened to them, and can be made again at any time."""

from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from annotate.annotations.actions import put_annotation
from annotate.privacy.erasure import erase_person
from articles.actions import create_frozen_articles
from articles.models import Article
from articles.text.draft import Draft
from newsroom.models import IndexedArticle, Passage
from newsroom.search.indexing.actions import index_article, index_pending, pending_articles
from newsroom.search.indexing.passages import prefix
from newsroom.search.indexing.worker import SearchIndexer
from newsroom.search.tokens.words import stem
from tests.newsroom.search.site import found
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(world: World) -> None:
    """The articles of the world are in English."""
    Article.objects.update(language="en")


def rows() -> list[tuple[Any, ...]]:
    """Return the whole index."""
    return list(Passage.objects.order_by("pk").values_list("pk", "annotation", "start", "end", "tokens"))


def words_of_the_database(world: World) -> int:
    """Return how many passages the full-text index of the database has."""
    table = "newsroom_passage" if connection.vendor == "postgresql" else "newsroom_passage_words"
    match = "tokens @@ %s::tsquery" if connection.vendor == "postgresql" else f"{table} MATCH %s"
    with connection.cursor() as cursor:
        word = prefix(world.team.pk, "en") + stem("probenote", "en")
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {match}", [word])
        return int(cursor.fetchone()[0])


def test_changes_give_the_same_index_as_building_it_anew(world: World) -> None:
    index_pending()
    mark(world.pupil, world.round, "Taxes fell", "opinion", note="A first note.")
    index_pending()
    content = annotation_input(world.round, "Taxes", "opinion", note="Another one.")
    claim = world.annotations["claim"]
    put_annotation(world.pupil, world.round, claim.pk, content)
    index_pending()
    followed = rows()
    output = StringIO()
    call_command("index_search", "--again", stdout=output)
    assert rows() == followed
    assert "3 articles were indexed" in output.getvalue()


def test_what_did_not_change_is_not_indexed_again(world: World) -> None:
    assert index_pending() == 3
    assert index_pending() == 0
    mark(world.pupil, world.round, "Taxes fell", "opinion")
    assert list(pending_articles()) == [world.article.pk]
    world.team.articles.filter(pk=world.article.pk).update(title="Another title")
    IndexedArticle.objects.filter(article=world.under_review).update(rules=0)
    assert index_pending() == 2


def test_whoever_is_erased_is_gone_from_the_index_at_once(world: World) -> None:
    mark(world.pupil, world.round, "Taxes fell", "opinion", note="probenote")
    index_pending()
    assert words_of_the_database(world) == 1
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=False)
    assert words_of_the_database(world) == 0
    assert not Passage.objects.filter(tokens__contains="probenote").exists()


def test_without_their_highlights_they_are_only_unnamed(world: World) -> None:
    mark(world.pupil, world.round, "Taxes fell", "opinion", note="probenote")
    assert found(world, "teacher", "probenote", person=world.pupil.pk)
    erase_person(world.teacher, world.team, world.pupil, keep_annotations=True)
    assert found(world, "teacher", "probenote", person=world.pupil.pk) == []
    [result] = found(world, "teacher", "probenote")
    assert result["annotator"] is None


def test_articles_that_are_deleted_leave_nothing(world: World) -> None:
    index_pending()
    world.article.delete()
    assert not Passage.objects.filter(article=world.article.pk).exists()
    assert not IndexedArticle.objects.filter(pk=world.article.pk).exists()
    # By a version of Claimlight that knew of no index.
    with connection.cursor() as cursor:
        for table in ("newsroom_passage", "newsroom_indexedarticle"):
            gone = f"UPDATE {table} SET article_id = 987654321 WHERE article_id = %s"
            cursor.execute(gone, [world.under_review.pk])
    index_pending()
    assert not Passage.objects.filter(article=987654321).exists()
    index_article(987654321)


def test_highlights_whose_ids_ask_for_one_place_are_both_found(world: World) -> None:
    for number in (5, 5 + (1 << 34), 5 + (1 << 100)):
        mark(world.pupil, world.round, "Taxes fell", "opinion", UUID(int=number), note="probenote")
        assert found(world, "teacher", "probenote")
    assert len(found(world, "teacher", "probenote")) == 3


def test_long_notes_are_found_to_their_last_word(world: World) -> None:
    note = " ".join(f"word{number}" for number in range(2000)) + " probenote" + " a-b" * 900
    mark(world.pupil, world.round, "Taxes fell", "opinion", note=note)
    [result] = found(world, "teacher", "probenote")
    assert [excerpt["name"] for excerpt in result["excerpts"]] == ["quote", "note"]
    assert len(found(world, "teacher", '"word1998 word1999"')) == 1


def test_an_article_without_a_language_is_stemmed_as_its_text(world: World) -> None:
    text = "El alcalde habló de las votaciones del puente y de los ministros que viajaban en el tranvía de la ciudad."
    create_frozen_articles(world.teacher, [Draft(text, title="El puente")], world.team)
    Article.objects.filter(title="El puente").update(language="")
    assert len(found(world, "teacher", "votación ministro")) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_follows_what_is_committed(world: World) -> None:
    index_pending()
    worker = SearchIndexer()
    worker.follow_round(world.round)
    worker.follow_article(world.article)
    assert worker.woken.is_set()
    mark(world.pupil, world.round, "Taxes fell", "opinion", note="probenote")
    worker.index_changed()
    assert words_of_the_database(world) == 1
    assert not worker.woken.is_set()
