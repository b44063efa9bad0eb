"""The comparison of groups: a pure function, whose numbers the page, the PDF and the JSON show after the reveal."""

from itertools import count
from typing import Any

import pytest

from annotate.enums import RoundMode, RoundState
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from reports.analysis.groups import GroupOfReaders, compare_groups
from reports.layers import SpanAnnotation
from tests.reports.formats.test_formats import pdf_text
from tests.world import PASSWORD, World, mark

TEXT = "Taxes fell by four per cent. Nobody should be surprised by that. It was a disgrace."
TAGS = ["factual-claim", "opinion"]
numbers = count(1)


def span(reader: str, words: str, tag: str) -> SpanAnnotation:
    start = TEXT.index(words)
    return SpanAnnotation(str(next(numbers)), start, start + len(words), tag, words, reader, "2026-01-01")


def layers(**words: dict[str, str]) -> dict[int, dict[str, list[SpanAnnotation]]]:
    """Round 1: reader -> {words: tag}."""
    return {1: {reader: [span(reader, *pair) for pair in given.items()] for reader, given in words.items()}}


GROUPS = [GroupOfReaders(1, 1, "", ("ada", "bo")), GroupOfReaders(1, 2, "Hawks", ("cem", "di", "eva"))]
CLAIM, OPINION = "Taxes fell by four per cent", "Nobody should be surprised by that"


def test_each_group_has_its_numbers() -> None:
    given = layers(
        ada={CLAIM: "factual-claim", OPINION: "opinion"}, bo={CLAIM: "factual-claim"}, cem={OPINION: "opinion"},
        di={OPINION: "opinion"}, eva={},
    )  # fmt: skip
    (result,) = compare_groups(TEXT, GROUPS, given, TAGS)
    first, second = result.groups
    assert (first.number, first.name, first.readers, first.marks) == (1, "", ("ada", "bo"), 3)
    assert first.tags == {"factual-claim": 2, "opinion": 1}
    assert second.tags == {"factual-claim": 0, "opinion": 2}
    assert first.within.value is not None


def test_groups_that_agree_do_not_differ() -> None:
    same = {CLAIM: "factual-claim", OPINION: "opinion"}
    (result,) = compare_groups(TEXT, GROUPS, layers(ada=same, bo=same, cem=same, di=same, eva=same), TAGS)
    assert result.differences == ()
    assert result.between.value == pytest.approx(1)
    assert [group.within.value for group in result.groups] == pytest.approx([1, 1])


def test_a_passage_differs_if_the_most_of_two_groups_chose_another_tag() -> None:
    given = layers(
        ada={CLAIM: "factual-claim"}, bo={CLAIM: "factual-claim"}, cem={CLAIM: "opinion"}, di={CLAIM: "opinion"},
        eva={CLAIM: "factual-claim"},
    )  # fmt: skip
    (result,) = compare_groups(TEXT, GROUPS, given, TAGS)
    (difference,) = result.differences
    assert (difference.quote, difference.apart) == (CLAIM, 1)
    assert [(one.number, one.tag, one.chosen_by, one.readers) for one in difference.choices] == [
        (1, "factual-claim", 2, 2), (2, "opinion", 2, 3),
    ]  # fmt: skip
    assert result.between.value < 1


def test_a_lone_difference_inside_a_group_is_none_between_groups() -> None:
    given = layers(
        ada={CLAIM: "opinion"}, bo={CLAIM: "opinion"}, cem={CLAIM: "opinion"}, di={CLAIM: "opinion"}, eva={}
    )
    (result,) = compare_groups(TEXT, GROUPS, given, TAGS)
    assert result.differences == ()


def test_the_order_of_groups_and_readers_makes_no_difference() -> None:
    given = layers(ada={CLAIM: "opinion"}, bo={}, cem={OPINION: "opinion"}, di={}, eva={})
    turned = {1: dict(reversed(given[1].items()))}
    assert compare_groups(TEXT, GROUPS, given, TAGS) == compare_groups(TEXT, GROUPS[::-1], turned, TAGS)


def test_one_group_is_not_compared() -> None:
    assert compare_groups(TEXT, GROUPS[:1], layers(ada={CLAIM: "opinion"}, bo={}), TAGS) == ()
    assert compare_groups(TEXT, GROUPS, layers(ada={CLAIM: "opinion"}), TAGS) == ()


@pytest.fixture
def grouped(world: World) -> Round:
    """Two groups of two, which differ on one passage and agree on another."""
    world.round.delete()
    world.draft.delete()
    more = [User.objects.create_user(f"{name}@school.example", PASSWORD, name) for name in ("mate", "friend")]
    for person in more:
        add_member(world.team, person, Role.ANNOTATOR)
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.GROUPS))
    groups = [("The hawks", (world.pupil, more[0])), ("", (world.classmate, more[1]))]
    set_groups(
        world.teacher, round_, [GroupInput(name, tuple(p.pk for p in people)) for name, people in groups]
    )
    for (_name, people), tag in zip(groups, ("factual-claim", "opinion"), strict=True):
        for person in people:
            mark(person, round_, OPINION, tag)
            mark(person, round_, "globalist", "loaded-language")
    return round_


def report(world: World, who: str = "teacher", query: str = "") -> Any:
    return world.client(who).get(f"/api/v1/articles/{world.article.pk}/report/{query}").json()


def test_there_is_no_comparison_before_the_reveal(world: World, grouped: Round) -> None:
    for who in ("pupil", "teacher"):
        assert report(world, who)["groups"] == []


def test_the_report_compares_after_the_reveal(world: World, grouped: Round) -> None:
    transition_round(world.teacher, grouped, RoundState.REVEALED)
    (comparison,) = report(world)["groups"]
    assert [(group["name"], group["marks"]) for group in comparison["groups"]] == [("The hawks", 4), ("", 4)]
    assert [one["quote"] for one in comparison["differences"]] == [OPINION]
    page = world.client("teacher").get(f"/articles/{world.article.pk}/report/")
    (section,) = page.context["groups"]
    assert [row.marks for row in section.rows] == [4, 4]
    assert b"data-difference" in page.content
    pdf = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.pdf")
    assert "The hawks" in pdf_text(b"".join(pdf))


def test_without_names_groups_go_by_their_numbers(world: World, grouped: Round) -> None:
    transition_round(world.teacher, grouped, RoundState.REVEALED)
    found = report(world, query="?names=hidden")
    assert "hawks" not in str(found["groups"])
    readers = {reader for group in found["groups"][0]["groups"] for reader in group["readers"]}
    assert readers == set(found["made"]["readers"])


def overview(world: World, round_: Round, group: str) -> Any:
    return world.client("teacher").get(f"/api/v1/rounds/{round_.pk}/picture/?group={group}")


def test_the_overview_shows_one_group_or_all_compared(world: World, grouped: Round) -> None:
    assert overview(world, grouped, "1").status_code == 403
    transition_round(world.teacher, grouped, RoundState.REVEALED)
    everyone, first, compared = (overview(world, grouped, group).json() for group in ("", "1", "compare"))
    assert (everyone["readers"], first["readers"], compared["readers"]) == (4, 2, 2)
    assert first["disputed"] == []
    (passage,) = compared["disputed"]
    assert {tuple(side["readers"]) for side in passage["proposals"]} == {("The hawks",), ("Group 2",)}
    assert overview(world, grouped, "9").status_code == 404
    assert overview(world, grouped, "x").status_code == 400


def test_the_projector_offers_the_groups(world: World, grouped: Round) -> None:
    transition_round(world.teacher, grouped, RoundState.REVEALED)
    client = world.client("teacher")
    url = f"/rounds/{grouped.pk}/projector/"
    assert [choice.value for choice in client.get(url).context["choices"]] == ["", "compare", "1", "2"]
    assert client.get(f"{url}?group=compare").context["shown"]["readers"] == 2
    assert client.get(f"{url}?group=9").status_code == 404
