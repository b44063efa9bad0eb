"""A team adjudicates: cluster by cluster, in batches, undone; only once everybody may see all annotations."""

from dataclasses import replace
from typing import Any

import pytest

from annotate.access import NOT_REVEALED, annotations_in
from annotate.annotations.adjudication import (
    TextCorrected,
    adjudicate_many,
    adjudicate_one,
    dismiss_cluster,
    undo_last_batch,
)
from annotate.annotations.replay import replay_changes
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from people.models import User
from people.permissions import PermissionRefused
from reports.adjudication.actions import apply_rule, round_clusters
from reports.reader_rows import FINAL
from tests.annotate.revisions.test_correcting import correct, replacing
from tests.reports.many import many
from tests.world import World, mark

JSON = {"content_type": "application/json"}


@pytest.fixture
def blind(world: World) -> World:
    """Three readers annotated independently: all agree on one cluster, two on another; one annotated a third alone."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    for who in (world.colleague, world.pupil, world.classmate):
        mark(who, round_, "globalist", "loaded-language", note=f"because {who.name}")
    for who in (world.colleague, world.pupil):
        mark(who, round_, "Taxes fell by four per cent in 2023", "factual-claim")
    mark(world.classmate, round_, "Taxes fell by four per cent in 2023", "opinion")
    mark(world.classmate, round_, "A second line follows", "opinion")
    return replace(world, round=round_)


def adjudicated(world: World) -> list[tuple[str, str]]:
    """Return (tag, quote) of the final annotations."""
    return [
        (row.tag.slug, row.quote) for row in annotations_in(world.teacher, world.round, LayerKind.ADJUDICATED)
    ]


def post(world: World, address: str, **data: Any) -> Any:
    """Send a form as the teacher, from a page that shows the first revision unless ``data`` says otherwise."""
    data = {"revision": 1} | data
    return world.client("teacher").post(f"/rounds/{world.round.pk}/settle/{address}", data)


@pytest.mark.parametrize("who", ["teacher", "colleague"])
def test_not_before_the_reveal(blind: World, who: str) -> None:
    client = blind.client(who)
    answer = client.get(f"/api/v1/rounds/{blind.round.pk}/places/")
    assert answer.status_code == 403
    assert answer.json()["detail"] == NOT_REVEALED
    page = client.get(f"/rounds/{blind.round.pk}/settle/").content.decode()
    assert "data-not-revealed" in page
    assert "classmate" not in page
    batch = client.post(f"/api/v1/rounds/{blind.round.pk}/settled-stroke/", {"rule": "all"}, **JSON)
    assert batch.status_code == 403


@pytest.mark.parametrize(
    ("rule", "k", "count"), [("all", "", 1), ("majority", "", 2), ("at least", "1", 4), ("at least", "2", 2)]
)
def test_at_a_stroke_and_back(blind: World, rule: str, k: str, count: int) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    post(blind, "stroke/", rule=rule, k=k)
    assert len(adjudicated(blind)) == count
    # A second stroke settles nothing twice.
    post(blind, "stroke/", rule=rule, k=k)
    assert len(adjudicated(blind)) == count
    post(blind, "stroke/", undo="1")
    assert adjudicated(blind) == []
    assert post(blind, "stroke/", undo="1").status_code == 403
    rows = {str(row.pk) for row in annotations_in(blind.teacher, blind.round)}
    assert set(replay_changes((c.verb, c.payload) for c in blind.round.changes.order_by("seq"))) == rows


def test_undo_keeps_what_was_settled_by_hand(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    body = blind.round.text.body
    start = body.index("A second line follows")
    post(blind, "one/", proposal=f"{start}-{start + 21}-opinion")
    post(blind, "stroke/", rule="all")
    post(blind, "stroke/", undo="1")
    assert adjudicated(blind) == [("opinion", "A second line follows")]


def test_choose_and_merge(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    quote = "Taxes fell by four per cent in 2023"
    start = blind.round.text.body.index(quote)
    span = f"{start}-{start + len(quote)}"
    post(blind, "one/", proposal=[f"{span}-factual-claim", f"{span}-opinion"], tag="opinion")
    assert adjudicated(blind) == [("opinion", quote)]
    page = blind.client("teacher").get(f"/rounds/{blind.round.pk}/settle/?show=settled")
    assert [case.quote for case, _ in page.context["queue"].cases] == [quote]
    post(blind, "off/", mark=str(page.context["queue"].cases[0][0].final_annotations[0].pk))
    assert adjudicated(blind) == []


def test_the_queue_holds_what_is_disputed(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    page = blind.client("teacher").get(f"/rounds/{blind.round.pk}/settle/")
    assert page.context["queue"].counts == {"disputed": 2, "agreed": 1, "settled": 0, "all": 3}
    text = page.content.decode()
    assert "2 of 3: colleague, pupil" in text
    assert "1 of 3: classmate" in text


@pytest.mark.parametrize("data", [{"proposal": "1-2-opinion"}, {"proposal": "nonsense"}])
def test_what_is_no_proposal_any_more_settles_nothing(blind: World, data: dict[str, str]) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    answer = post(blind, "one/", **data)
    assert answer.status_code == 403
    assert adjudicated(blind) == []


def test_nothing_chosen_is_said(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    answer = post(blind, "one/")
    page = blind.client("teacher")
    assert answer.status_code == 302
    assert adjudicated(blind) == []
    assert page.get(f"/rounds/{blind.round.pk}/settle/?show=nothing").status_code == 404


@pytest.mark.parametrize("rule", ["", "none", "at least"])
def test_a_rule_that_is_none(blind: World, rule: str) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    sent = {"rule": rule, "k": "many"}
    address = f"/api/v1/rounds/{blind.round.pk}/settled-stroke/"
    assert blind.client("teacher").post(address, sent, **JSON).status_code == 400
    if rule != "at least":
        assert blind.client("teacher").post(address, {"rule": rule}, **JSON).status_code in (400, 403)


def test_through_the_api(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    client = blind.client("colleague")
    address = f"/api/v1/rounds/{blind.round.pk}"
    results = client.get(f"{address}/places/").json()["results"]
    assert [cluster["agreed"] for cluster in results] == [True, False, False]
    assert client.post(f"{address}/settled-stroke/", {"rule": "majority"}, **JSON).json() == {"settled": 2}
    # The report is made of what is settled.
    report = client.get(f"/api/v1/articles/{blind.article.pk}/report/").json()
    assert {p["readers"][0] for p in report["passages"] if p["quote"] == "globalist"} >= {FINAL}
    assert client.delete(f"{address}/settled-stroke/").json() == {"taken_back": 2}


def test_nothing_here_is_a_decision_too(blind: World) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)

    def counts() -> dict[str, int]:
        return blind.client("teacher").get(f"/rounds/{blind.round.pk}/settle/").context["queue"].counts

    start = blind.round.text.body.index("A second line follows")
    cluster = f"{start}-{start + 21}"
    post(blind, "one/", place=cluster, aside="yes")
    assert (counts()["disputed"], counts()["settled"]) == (1, 1)
    post(blind, "one/", place=cluster, aside="yes")
    post(blind, "one/", place=cluster, aside="no")
    assert (counts()["disputed"], counts()["settled"]) == (2, 0)
    assert post(blind, "one/", place="1-2", aside="yes").status_code == 403
    assert adjudicated(blind) == []


def test_a_stroke_asks_the_database_as_often_for_many_marks_as_for_a_few(
    world: World, django_assert_max_num_queries: Any
) -> None:
    """Other writers of the whole site wait meanwhile if the database has one lock."""
    queries = []
    # SQLite takes 58 annotations in one statement.
    for sentences in (5, 50):
        round_ = many(world, readers=1, marks=sentences)
        for verb, sent in (("settled", {"rule": "all"}), ("taken_back", None)):
            address, client = f"/api/v1/rounds/{round_.pk}/settled-stroke/", world.client("teacher")
            with django_assert_max_num_queries(60) as seen:
                answer = client.post(address, sent, **JSON) if sent else client.delete(address)
            assert answer.json() == {verb: sentences}
            queries.append(len(seen.captured_queries))
    assert queries[:2] == queries[2:]


def test_a_stroke_waits_for_the_reveal_whoever_calls_it(blind: World) -> None:
    for write in (
        lambda: adjudicate_many(blind.teacher, blind.round, []),
        lambda: undo_last_batch(blind.teacher, blind.round),
    ):
        with pytest.raises(PermissionRefused) as refused:
            write()
        assert str(refused.value) == NOT_REVEALED


@pytest.mark.parametrize("choice", ["proposal", "dismiss"])
def test_a_page_of_the_text_before_its_correction_decides_nothing(blind: World, choice: str) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    quote = "Taxes fell by four per cent in 2023"
    client = blind.client("teacher")
    page = client.get(f"/rounds/{blind.round.pk}/settle/").content.decode()
    assert 'name="revision" value="1"' in page
    # The passage keeps its offsets and its highlights, and has other words.
    correct(blind, replacing("four", "nine"))
    start = blind.round.text.body.index(quote)
    span = f"{start}-{start + len(quote)}"
    data = {"proposal": f"{span}-opinion"} if choice == "proposal" else {"place": span, "aside": "yes"}
    answer = client.post(f"/rounds/{blind.round.pk}/settle/one/", data | {"revision": "1"})
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert 'data-notice="text-corrected"' in page.content.decode()
    assert page.context["queue"].counts["settled"] == 0
    assert adjudicated(blind) == []
    post(blind, "one/", revision=2, **data)
    assert client.get(answer["Location"]).context["queue"].counts["settled"] == 1


@pytest.mark.parametrize(
    "write",
    [
        adjudicate_many,
        lambda user, round_, chosen: adjudicate_one(user, round_, chosen[0]),
        lambda user, round_, chosen: dismiss_cluster(user, round_, chosen[0].start, chosen[0].end, True),
    ],
    ids=["batch", "one", "dismiss"],
)
@pytest.mark.parametrize("words", ["🌉 ", "globalist", "four"])
def test_a_correction_between_reading_and_saving_is_a_conflict(blind: World, write: Any, words: str) -> None:
    transition_round(blind.teacher, blind.round, RoundState.REVEALED)
    user, round_ = User.objects.get(pk=blind.teacher.pk), Round.objects.get(pk=blind.round.pk)
    chosen = apply_rule(round_clusters(user, round_), "1")
    correct(blind, replacing(words, ""))
    seq = Round.objects.get(pk=round_.pk).last_seq
    with pytest.raises(TextCorrected) as conflict:
        write(user, round_, chosen)
    assert (conflict.value.status, conflict.value.code) == (409, "text-corrected")
    assert adjudicated(blind) == []
    assert Round.objects.get(pk=round_.pk).last_seq == seq
