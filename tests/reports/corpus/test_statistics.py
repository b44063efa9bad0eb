"""Statistics over many articles: pooled rates, recurring sources and words, and nothing that is hidden."""

from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations.actions import AnnotationInput, put_annotation
from annotate.codebooks.actions import install_codebook
from annotate.enums import RoundState
from annotate.models import Round
from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze
from articles.models import Text
from articles.text.draft import Draft
from articles.words import Words
from people.models import User
from reports.corpus.statistics import ArticleCounts, corpus_statistics
from tests.world import World

LONG = ArticleCounts(1, "The Courier", "A. Writer", "2024-03", "en", 1000, 2, {"opinion": 10})
SHORT = ArticleCounts(2, "The Courier", "B. Scribe", "2024-04", "en", 100, 1, {"opinion": 10, "claim": 1})
OTHER = ArticleCounts(3, "", "A. Writer", "", "en", 50, 1, {"claim": 1})


def test_rates_are_pooled_and_not_averaged() -> None:
    statistics = corpus_statistics([LONG, SHORT, OTHER], "publication", ["claim", "opinion"], [], [])
    courier, unknown = statistics.groups
    assert (courier.name, courier.articles, courier.words) == ("The Courier", 2, 1100)
    # 20 opinions on 2 · 1000 + 1 · 100 words that were read.
    assert [(rate.tag, rate.marks, rate.per_100_words) for rate in courier.rates] == [
        ("claim", 1, 100 / 2100),
        ("opinion", 20, 2000 / 2100),
    ]
    assert (unknown.name, statistics.all.articles) == ("", 3)


def test_months_come_in_their_order_and_the_unknown_last() -> None:
    statistics = corpus_statistics([OTHER, SHORT, LONG], "month", [], [], [])
    assert [group.name for group in statistics.groups] == ["2024-03", "2024-04", ""]
    assert [group.name for group in corpus_statistics([OTHER, SHORT, LONG], "author", [], [], []).groups] == [
        "A. Writer",
        "B. Scribe",
    ]


def test_what_is_in_two_articles_comes_back_whatever_its_form() -> None:
    sources = [(1, "The NGO", 3), (2, "an ngo", 1), (2, "NGO’s", 1), (3, "the mayor", 9)]
    loaded = [(1, "slams", 1), (2, "slammed", 2), (2, "regime", 1), (2, "regime", 5)]
    statistics = corpus_statistics([LONG, SHORT, OTHER], "month", [], sources, loaded)
    assert [(item.name, item.articles, item.marks) for item in statistics.sources] == [("The NGO", 2, 4)]
    assert [(item.name, item.forms, item.articles, item.marks) for item in statistics.loaded] == [
        ("slammed", ("slammed", "slams"), 2, 3)
    ]


ARTICLES = st.lists(
    st.builds(
        ArticleCounts,
        st.integers(1, 9),
        st.sampled_from(["", "A", "B"]),
        st.just(""),
        st.just(""),
        st.just("en"),
        st.integers(0, 50),
        st.integers(1, 3),
        st.dictionaries(st.sampled_from(["claim", "opinion"]), st.integers(0, 9)),
    ),
    max_size=8,
    unique_by=lambda article: article.id,
)


@given(ARTICLES, st.randoms())
def test_the_order_of_articles_makes_no_difference(articles: list[ArticleCounts], random: Any) -> None:
    def statistics(some: list[ArticleCounts]) -> object:
        return corpus_statistics(
            some, "publication", ["claim", "opinion"], [(a.id, "x", 1) for a in some], []
        )

    assert statistics(articles) == statistics(random.sample(articles, len(articles)))


@given(ARTICLES)
def test_the_groups_add_up(articles: list[ArticleCounts]) -> None:
    statistics = corpus_statistics(articles, "publication", ["claim"], [], [])
    assert sum(group.articles for group in statistics.groups) == statistics.all.articles == len(articles)
    assert sum(group.rates[0].marks for group in statistics.groups) == statistics.all.rates[0].marks


def more_articles(world: World, count: int) -> None:
    for number in range(count):
        text = f"Paper {number}\n\nThe council slams everybody. The union said no."
        draft = Draft(text=text, title=f"Paper {number}", publication="The Herald")
        article = add_article(world.teacher, draft, b"x", "x.txt", world.team)
        frozen = freeze(world.teacher, article, cleaning=False)
        round_ = Round.objects.create(text=frozen, codebook=install_codebook(), state=RoundState.OPEN)
        for tag, quote, details in (
            ("loaded-language", "slams", {}),
            ("attributed-allegation", "The union said no", {"source": "The union", "cue": "said"}),
        ):
            start = text.index(quote)
            annotation = AnnotationInput(tag, start, start + len(quote), quote, details)
            put_annotation(world.pupil, round_, uuid4(), annotation)


@pytest.mark.django_db
def test_a_team_over_all_its_articles(world: World) -> None:
    more_articles(world, 2)
    teacher = world.client("teacher")
    data = teacher.get(f"/api/v1/teams/{world.team.pk}/across/").json()
    (herald,) = [group for group in data["groups"] if group["name"] == "The Herald"]
    assert (herald["articles"], herald["words"]) == (2, 20)
    rates = {rate["tag"]: (rate["marks"], rate["per_100_words"]) for rate in herald["rates"]}
    assert rates["loaded-language"] == (2, 10.0)
    assert [(item["name"], item["articles"]) for item in data["sources"]] == [("The union", 3)]
    assert ("slams", 2) in [(item["name"], item["articles"]) for item in data["loaded"]]
    page = teacher.get(f"/teams/{world.team.pk}/reports/?by=month").content.decode()
    assert '<option value="month" selected>' in page
    assert "data-unknown" in page
    assert teacher.get(f"/teams/{world.team.pk}/reports/?by=moon").status_code == 400


@pytest.mark.django_db
def test_many_articles_make_no_more_queries(world: World, django_assert_num_queries: Any) -> None:
    client = world.client("teacher")
    address = f"/api/v1/teams/{world.team.pk}/across/"
    more_articles(world, 2)
    with django_assert_num_queries(14):
        client.get(address)
    more_articles(world, 9)
    with django_assert_num_queries(14):
        client.get(address)


@pytest.mark.django_db
def test_alone_one_sees_ones_own_articles_and_no_teams(world: World) -> None:
    page = world.client("teacher").get("/articles/reports/").content.decode()
    assert "data-empty" in page
    text = "Mine\n\nNobody slams me."
    article = add_article(world.teacher, Draft(text=text, title="Mine"), b"x", "x.txt")
    round_ = create_round(world.teacher, freeze(world.teacher, article, cleaning=False))
    put_annotation(world.teacher, round_, uuid4(), AnnotationInput("loaded-language", 13, 18, "slams", {}))
    assert world.client("teacher").get("/api/v1/articles/across/").json()["all"]["articles"] == 1
    assert world.client("colleague").get("/api/v1/articles/across/").json()["all"]["articles"] == 0


@pytest.mark.django_db
def test_agreement_counts_who_is_done(world: World) -> None:
    client = world.client("teacher")
    address = f"/api/v1/teams/{world.team.pk}/across/"
    assert client.get(address).json()["agreement"] == [], "the round is open, and nobody has handed in"
    world.round.state = RoundState.CLOSED
    world.round.save()
    (row,) = client.get(address).json()["agreement"]
    alone = client.get(f"/api/v1/articles/{world.article.pk}/report/").json()["agreement"]
    letters = next(m for m in alone["overall"] if m["measure"] == "letters")
    assert (row["article"], row["score"]["value"]) == (world.article.pk, letters["score"]["value"])
    assert row["readers"] == alone["readers"]


@pytest.mark.django_db
def test_texts_from_before_get_their_words(world: World) -> None:
    text = world.round.text
    assert text.words == len(Words(text.body))
    Text.objects.update(words=None)
    import_module("articles.migrations.0002_text_words").count(apps, None)
    text.refresh_from_db()
    assert text.words == len(Words(text.body))


@pytest.mark.django_db
def test_who_was_erased_was_a_reader(world: World) -> None:
    User.objects.filter(pk__in=[world.pupil.pk, world.classmate.pk]).delete()
    data = world.client("teacher").get(f"/api/v1/teams/{world.team.pk}/across/").json()
    assert data["all"]["articles"] <= 1
