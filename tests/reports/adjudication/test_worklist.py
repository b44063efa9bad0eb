"""What a team adds to the report: findings about claims, and merged sources."""

import pytest
from django.test import Client

from annotate.annotations.spans import OUTSIDE
from annotate.rounds.actions import create_round
from annotate.tag import NO_ADDRESS, NO_CHOICE
from articles.models import Article
from reports.actions import NO_STATUS, NOTE_TOO_LONG, ONE_SOURCE
from reports.analysis.combine import UNKNOWN_THRESHOLD
from reports.loader import NO_SUCH_READER, NO_SUCH_ROUND
from reports.options import NO_NUMBERS, NO_ROUND
from tests.wording import says
from tests.world import World, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(world: World) -> Client:
    return world.client("teacher")


def report(client: Client, article: Article, query: str = "") -> dict[str, object]:
    return client.get(f"/api/v1/articles/{article.pk}/report/{query}").json()


def claim(client: Client, article: Article) -> tuple[dict, dict]:
    report_json = report(client, article)
    first = report_json["claims"][0]
    return first, next(p for p in report_json["passages"] if p["number"] == first["passage"])


def test_a_finding_is_written_down_shown_changed_and_taken_back(world: World, teacher: Client) -> None:
    _, passage = claim(teacher, world.article)
    address = f"/articles/{world.article.pk}/report/finding/"
    data = {
        "start": passage["start"],
        "end": passage["end"],
        "status": "supported",
        "evidence": "https://minutes.example/\n\nhttps://council.example/vote",
        "note": "The minutes say so.",
    }
    page = teacher.post(address, data, follow=True).content.decode()
    for text in (
        'data-notice="finding-saved"',
        "The minutes say so.",
        "https://minutes.example/",
        "data-checked-by",
    ):
        assert text in page
    written, _ = claim(teacher, world.article)
    assert (written["statuses"], written["finding"]["note"]) == (["supported"], "The minutes say so.")
    assert written["evidence"] == ["https://council.example/vote", "https://minutes.example/"]

    teacher.post(address, data | {"status": "disputed", "end": passage["end"] - 3})
    written, _ = claim(teacher, world.article)
    assert written["statuses"] == ["disputed"], "one claim has one finding"
    assert len(teacher.get(f"/api/v1/articles/{world.article.pk}/findings/").json()["results"]) == 1

    page = teacher.post(address, data | {"clear": "1"}, follow=True).content.decode()
    assert 'data-notice="finding-cleared"' in page
    assert claim(teacher, world.article)[0]["finding"] is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"status": ""}, NO_STATUS),
        ({"status": "true"}, NO_CHOICE),
        ({"status": "supported", "evidence": "javascript:alert(1)"}, NO_ADDRESS),
        ({"status": "supported", "note": "x" * 2001}, NOTE_TOO_LONG.format(most=2000)),
        ({"status": "supported", "start": "7", "end": "7"}, OUTSIDE),
        ({"status": "supported", "end": "999999"}, OUTSIDE),
        ({"status": "supported", "start": "x"}, OUTSIDE),
    ],
)
def test_a_finding_that_cannot_be_is_refused_with_a_reason(
    world: World, teacher: Client, data: dict[str, str], message: str
) -> None:
    address = f"/articles/{world.article.pk}/report/finding/"
    page = teacher.post(address, {"start": "0", "end": "9"} | data, follow=True).content.decode()
    assert says(message, page)
    assert teacher.get(f"/api/v1/articles/{world.article.pk}/findings/").json() == {"results": []}


def test_findings_through_the_api(world: World, teacher: Client) -> None:
    address = f"/api/v1/articles/{world.article.pk}/findings/"
    data = {"start": 0, "end": 8, "status": "supported", "evidence": ["https://a.example/"], "note": "n"}
    for _ in range(2):
        answer = teacher.put(address, data, content_type="application/json")
        assert answer.json()["results"] == [data | {"by": world.teacher.name}]
    assert (
        teacher.put(address, data | {"status": "maybe"}, content_type="application/json").status_code == 422
    )
    assert teacher.put(address, {"start": 0}, content_type="application/json").status_code == 400
    assert teacher.delete(f"{address}?start=0&end=8").status_code == 204
    assert teacher.get(address).json() == {"results": []}


def test_sources_are_counted_as_one_and_apart_again(world: World, teacher: Client) -> None:
    before = [source["name"] for source in report(teacher, world.article)["sources"]]
    assert before == ["the union"]
    address = f"/articles/{world.article.pk}/report/merge/"
    page = teacher.post(address, {"source": "the union", "into": "Dockers"}, follow=True).content.decode()
    assert 'data-notice="source-merged"' in page
    (source,) = report(teacher, world.article)["sources"]
    assert (source["name"], source["merged"], source["spellings"]) == (
        "Dockers",
        ["the union"],
        ["the union"],
    )
    assert 'name="apart"' in page

    page = teacher.post(address, {"source": "the union", "apart": "1"}, follow=True).content.decode()
    assert 'data-notice="source-apart"' in page
    assert [source["name"] for source in report(teacher, world.article)["sources"]] == before


def test_who_was_merged_follows(world: World, teacher: Client) -> None:
    address = f"/api/v1/articles/{world.article.pk}/sources/"
    for source, into in (("the union", "the dockers"), ("The Dockers", "Workers United")):
        answer = teacher.put(address, {"source": source, "into": into}, content_type="application/json")
    assert answer.json()["results"] == [
        {"source": "dockers", "into": "Workers United"},
        {"source": "union", "into": "Workers United"},
    ]
    same = teacher.put(
        address, {"source": "Workers united", "into": "the dockers"}, content_type="application/json"
    )
    assert same.status_code == 422
    assert says(ONE_SOURCE, same.json()["detail"])


def test_a_pupil_reads_what_was_found_and_changes_nothing(world: World) -> None:
    page = world.client("pupil").get(f"/articles/{world.article.pk}/report/").content.decode()
    assert "/report/finding/" not in page
    assert "/report/merge/" not in page


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("?threshold=most", 400, UNKNOWN_THRESHOLD),
        ("?threshold=0", 400, UNKNOWN_THRESHOLD),
        ("?round=x", 400, NO_NUMBERS),
        ("?reader=1e9", 400, NO_NUMBERS),
        ("?round=987654", 404, NO_SUCH_ROUND),
        ("?reader=987654", 404, NO_SUCH_READER),
        ("?key=1", 400, NO_ROUND),
    ],
)
def test_an_invalid_option_says_so(
    world: World, teacher: Client, query: str, status: int, message: str
) -> None:
    for address in (f"/articles/{world.article.pk}/report/", f"/api/v1/articles/{world.article.pk}/report/"):
        answer = teacher.get(address + query)
        assert answer.status_code == status
        assert says(message, answer.json()["detail"] if "api" in address else answer.content.decode())


def test_the_report_is_made_of_what_is_asked_for(world: World, teacher: Client) -> None:
    everything = report(teacher, world.article)
    assert everything["made"]["asked"]["threshold"] == "anybody"
    strict = report(teacher, world.article, "?threshold=all")
    assert strict["made"]["least"] == everything["glance"]["readers"]
    assert strict["glance"]["passages"] < everything["glance"]["passages"]
    assert strict["marks"] == everything["marks"], "the threshold takes no mark away"
    one = report(teacher, world.article, f"?reader={world.pupil.pk}")
    assert {mark["annotator"] for mark in one["marks"]} == {world.pupil.name}
    assert one["made"]["asked"]["readers"] == [world.pupil.name]
    assert report(teacher, world.article, f"?round={world.round.pk}")["marks"] == everything["marks"]


def test_who_has_marked_in_another_round_alone_is_no_reader_of_this_one(
    world: World, teacher: Client
) -> None:
    mark(world.colleague, create_round(world.teacher, world.text), "council", "opinion")
    report_json = report(teacher, world.article, f"?round={world.round.pk}")
    assert world.colleague.name not in report_json["made"]["readers"]
    assert world.pupil.name in report_json["made"]["readers"]


def test_the_page_keeps_its_options_in_the_address(world: World, teacher: Client) -> None:
    page = teacher.get(f"/articles/{world.article.pk}/report/?threshold=all&hide=opinion").content.decode()
    assert f"/api/v1/articles/{world.article.pk}/report.pdf?threshold=all" in page
    assert '<option value="all" selected>' in page
    assert 'id="show-opinion" data-tag="opinion">' in page.replace(" >", ">")
    assert 'id="show-factual-claim" data-tag="factual-claim" checked>' in page
