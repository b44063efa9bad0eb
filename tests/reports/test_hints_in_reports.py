"""When a report shows hints, and to whom: before their moment no page, API or file has one."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import HintResponse, HintTiming, LayerKind, RoundMode, RoundState
from annotate.hints.settings.actions import change_hint_settings
from annotate.models import Layer, Round, ShownHint
from annotate.rounds.actions import RoundSettings, create_round, settings_of, transition_round, update_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft
from people.models import Team
from reports import cached_results
from reports.formats import formats, of_record
from reports.options import ReportOptions
from reports.sharing.actions import share_report
from tests.update_golden import readable_form
from tests.world import World, annotation_input, mark
from web.cache import ByteLimitedCache

pytestmark = pytest.mark.django_db

TITLE = "🌉 The ferry is late"
BODY = (
    f"{TITLE}\n\n"
    "“Nobody checked the gate,” said Mirel Oddvar, a deckhand. Sadly, the board must resign.\n\n"
    "The harbour opens at nine.\n\n" + "The ferry leaves from the old pier. " * 50
    # Long enough for a first hint of each kind.
).strip()
# What the reason for the hint at “Sadly” asks.
QUESTION = "Could two fair people disagree?"
WITH_HINTS = {"pdf", "html", "docx", "odt", "xlsx", "json", "w3c", "claimlight"}
# Formats that are quick to write.
FAST = {"json", "w3c", "claimlight", "csv"}


def exercise(
    world: World, hints: HintTiming, mode: RoundMode = RoundMode.INDEPENDENT, team: Team | None = None
) -> Round:
    """Create a round on a new article in which the pupil and the classmate highlight a claim each."""
    owner = world.teacher if team else world.pupil
    draft = Draft(BODY, title=TITLE, language="en")
    text = freeze(owner, add_article(owner, draft, BODY.encode(), "ferry.txt", team), cleaning=False)
    round_ = create_round(owner, text, RoundSettings(mode=mode, hints=hints))
    readers = (world.pupil, world.classmate) if team else (world.pupil,)
    for reader in readers:
        mark(reader, round_, "The harbour opens at nine", "factual-claim")
    return round_


def content(data: bytes) -> str:
    return " ".join(readable_form(data).split())


def channels(client: Client, round_: Round, query: str = "", slugs: Iterable[str] = FAST) -> dict[str, str]:
    """Return the content of the pages, the API and the files that show the report to somebody, by name."""
    pk = round_.text.article_id
    addresses = {
        "page": f"/articles/{pk}/report/",
        "disputed": f"/articles/{pk}/report/disputed/",
        "compare": f"/articles/{pk}/report/compare/",
        "api": f"/api/v1/articles/{pk}/report/",
    } | {slug: f"/api/v1/articles/{pk}/report.{slug}" for slug in slugs}
    responses = {name: client.get(f"{address}{query}") for name, address in addresses.items()}
    assert {response.status_code for response in responses.values()} == {200}
    return {name: content(response.content) for name, response in responses.items()}


def with_hint(contents: dict[str, str]) -> set[str]:
    return {name for name, text in contents.items() if QUESTION in text}


def hand_in(name: str) -> Callable[[World, Round], None]:
    def step(world: World, round_: Round) -> None:
        submit_layer(getattr(world, name), round_)

    return step


def move(*states: RoundState) -> Callable[[World, Round], None]:
    def step(world: World, round_: Round) -> None:
        for state in states:
            transition_round(world.teacher, round_, state)

    return step


def nothing(world: World, round_: Round) -> None:
    """Leave the round as it is."""


OPEN, INDEPENDENT = RoundMode.OPEN, RoundMode.INDEPENDENT
AFTER, ON_REQUEST = HintTiming.AFTER_HAND_IN, HintTiming.ON_REQUEST


@pytest.mark.parametrize(
    ("hints", "mode", "step", "role", "shown"),
    [
        pytest.param(HintTiming.OFF, INDEPENDENT, move(RoundState.REVEALED), "teacher", False, id="off"),
        pytest.param(AFTER, INDEPENDENT, nothing, "pupil", False, id="not handed in"),
        pytest.param(ON_REQUEST, INDEPENDENT, nothing, "pupil", False, id="on request, not handed in"),
        pytest.param(AFTER, INDEPENDENT, hand_in("pupil"), "pupil", True, id="handed in"),
        pytest.param(AFTER, INDEPENDENT, hand_in("pupil"), "classmate", False, id="another has handed in"),
        pytest.param(AFTER, INDEPENDENT, hand_in("pupil"), "teacher", False, id="teacher before the reveal"),
        pytest.param(AFTER, INDEPENDENT, move(RoundState.CLOSED), "teacher", False, id="teacher, closed"),
        pytest.param(AFTER, INDEPENDENT, move(RoundState.CLOSED), "pupil", True, id="took part, closed"),
        pytest.param(AFTER, INDEPENDENT, move(RoundState.REVEALED), "teacher", True, id="revealed"),
        pytest.param(AFTER, INDEPENDENT, move(RoundState.REVEALED), "viewer", True, id="viewer, revealed"),
        pytest.param(AFTER, OPEN, nothing, "pupil", False, id="together, going on"),
        pytest.param(AFTER, OPEN, nothing, "teacher", False, id="together, teacher, going on"),
        pytest.param(AFTER, OPEN, hand_in("pupil"), "pupil", True, id="together, handed in"),
        pytest.param(AFTER, OPEN, move(RoundState.CLOSED), "teacher", True, id="together, closed"),
    ],
)
def test_hints_wait_for_their_moment(
    world: World,
    hints: HintTiming,
    mode: RoundMode,
    step: Callable[[World, Round], None],
    role: str,
    shown: bool,
) -> None:
    round_ = exercise(world, hints, mode, world.team)
    step(world, round_)
    expected = {"page", "api", *WITH_HINTS & FAST} if shown else set()
    round_.refresh_from_db()
    if round_.hides or round_.state == RoundState.OPEN:
        # Somebody else may open the complete file.
        expected -= {"claimlight"}
    assert with_hint(channels(world.client(role), round_)) == expected


def test_every_channel_waits(world: World) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    client = world.client("pupil")
    assert with_hint(channels(client, round_, slugs=formats())) == set()
    transition_round(world.teacher, round_, RoundState.REVEALED)
    assert with_hint(channels(client, round_, slugs=formats())) == {"page", "api", *WITH_HINTS}


def test_a_reader_alone_has_them_on_request(world: World) -> None:
    round_ = exercise(world, ON_REQUEST)
    assert with_hint(channels(world.client("pupil"), round_)) == {"page", "api", *WITH_HINTS & FAST}
    update_round(world.pupil, round_, replace(settings_of(round_), hints=HintTiming.OFF))
    assert with_hint(channels(world.client("pupil"), round_)) == set()


def test_so_does_one_with_another_codebook(world: World) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    again = create_round(world.teacher, round_.text, codebook=world.codebook)
    client = world.client("pupil")
    # A report has the rounds with the codebook of the newest one.
    newest = create_round(world.teacher, round_.text, RoundSettings(hints=AFTER))
    mark(world.pupil, newest, TITLE, "opinion")
    transition_round(world.teacher, newest, RoundState.REVEALED)
    assert with_hint(channels(client, round_)) == set()
    transition_round(world.teacher, again, RoundState.REVEALED)
    assert "page" in with_hint(channels(client, round_))


def test_another_exercise_on_the_text_keeps_them_back_while_people_highlight(world: World) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    again = create_round(world.teacher, round_.text, RoundSettings(mode=INDEPENDENT))
    client = world.client("pupil")
    for query in ("", f"?round={round_.pk}"):
        assert with_hint(channels(client, round_, query)) == set()
    transition_round(world.teacher, again, RoundState.REVEALED)
    assert "page" in with_hint(channels(client, round_))
    mark_in = create_round(world.teacher, round_.text, RoundSettings(mode=OPEN))
    mark(world.pupil, mark_in, TITLE, "opinion")
    transition_round(world.teacher, mark_in, RoundState.CLOSED)
    assert with_hint(channels(client, round_)) == set(), "one of its exercises has no hints"
    assert "page" in with_hint(channels(client, round_, f"?round={round_.pk}"))


@pytest.mark.parametrize("is_over", [False, True], ids=["before the reveal", "revealed"])
def test_a_shared_link_shows_what_everybody_may_see(world: World, is_over: bool) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    mark(world.teacher, round_, TITLE, "opinion")
    submit_layer(world.teacher, round_)
    if is_over:
        transition_round(world.teacher, round_, RoundState.REVEALED)
    assert "page" in with_hint(channels(world.client("teacher"), round_))
    token = share_report(world.teacher, round_.text.article, ReportOptions(), None, names=True)[1]
    client = Client()
    pages = {"page": client.get(f"/shared/{token}/").content} | {
        slug: client.get(f"/shared/{token}/report.{slug}").content
        for slug, kind in formats().items()
        if not of_record(kind)
    }
    expected = {"page", *WITH_HINTS} - {"claimlight"} if is_over else set()
    assert with_hint({name: content(page) for name, page in pages.items()}) == expected


@pytest.mark.parametrize("query", ["key", "revision"])
def test_neither_the_answer_key_nor_an_earlier_text_has_hints(world: World, query: str) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    key = annotation_input(round_, "The harbour opens at nine", "factual-claim")
    put_annotation(world.teacher, round_, uuid4(), key, LayerKind.KEY)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    options = {"key": f"?round={round_.pk}&key=1", "revision": "?revision=1"}[query]
    client = world.client("teacher")
    page = client.get(f"/articles/{round_.text.article_id}/report/{options}").content
    assert QUESTION not in content(page)


def test_a_group_that_switches_a_kind_off_sees_the_change_at_once(world: World) -> None:
    round_ = exercise(world, AFTER, team=world.team)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    client = world.client("pupil")
    address = f"/api/v1/articles/{round_.text.article_id}/report/"
    (hint,) = [each for each in client.get(address).json()["hints"]["items"] if QUESTION in each["reason"]]
    change_hint_settings(world.teacher, world.team, kinds_off=[hint["kind"]])
    assert hint["key"] not in {each["key"] for each in client.get(address).json()["hints"]["items"]}


def test_hints_that_readers_had_change_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = exercise(world, ON_REQUEST, team=world.team)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    client = world.client("teacher")
    address = f"/api/v1/articles/{round_.text.article_id}/report/"
    before = client.get(address).json()
    for hint, response in zip(before["hints"]["items"], [*HintResponse] * 5, strict=False):
        facts = {name: hint[name] for name in ("key", "tag", "code")}
        ShownHint.objects.create(
            round=round_, annotator=world.pupil, rules=before["hints"]["rules"], response=response, **facts
        )
    assert ShownHint.objects.exists()
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(1_000_000))
    assert client.get(address).json() == before


def test_the_agreement_says_that_only_some_asked_for_hints(world: World) -> None:
    round_ = exercise(world, ON_REQUEST, team=world.team)
    hint = {"code": "cue-neutral", "rules": "1.test"}
    mark(world.pupil, round_, "“Nobody checked the gate,”", "attributed-allegation", from_hint=hint)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    client = world.client("teacher")
    address = f"/articles/{round_.text.article_id}/report/"
    assert "data-exposure" not in client.get(address).content.decode()
    Layer.objects.filter(round=round_, annotator=world.pupil).update(hints_requested=1)
    page = html.document_fromstring(client.get(address).content)
    (sentence,) = page.xpath("//*[@data-exposure]")
    (link,) = sentence.xpath(".//a")
    assert page.xpath("//*[@data-from-hints]")
    api = f"/api/v1/articles/{round_.text.article_id}/report/"
    with_all, without = (client.get(api + query).json() for query in ("", "?from_hints=0"))
    assert with_all["made"]["from_hints"] == without["made"]["from_hints"] == 1
    assert {name for name in with_all if with_all[name] != without[name]} == {"agreement", "made"}
    exact = [
        row["score"]["value"]
        for data in (with_all, without)
        for row in data["agreement"]["overall"]
        if row["measure"] == "exact"
    ]
    # Both highlighted one sentence, and the pupil adopted a hint as well.
    assert exact == [2 * 1 / (2 + 1), 1.0]
    other = html.document_fromstring(client.get(link.get("href")).content)
    (back,) = other.xpath("//*[@data-exposure]//a")
    assert back.get("href").partition("#")[0] == address


@pytest.mark.parametrize("hints", [HintTiming.OFF, AFTER])
def test_the_class_overview_has_no_hints_but_leads_to_them(world: World, hints: HintTiming) -> None:
    round_ = exercise(world, hints, team=world.team)
    transition_round(world.teacher, round_, RoundState.REVEALED)
    client = world.client("teacher")
    page = client.get(f"/rounds/{round_.pk}/projector/").content.decode()
    assert QUESTION not in page
    links = html.document_fromstring(page).xpath("//a[@data-hints]/@href")
    if hints == HintTiming.OFF:
        assert links == []
    else:
        (link,) = links
        assert 'id="hints-title"' in client.get(link.partition("#")[0]).content.decode()
