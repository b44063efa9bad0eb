"""The results of a class: what the page, the files and the API say, and when they exist."""

import csv
import io
import zipfile
from typing import Any

import pytest
from lxml import html

from annotate.annotations.actions import withdraw_submission
from annotate.enums import RoundMode
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from people.models import User
from tests.background import busy_background
from tests.reports.results.exercise import EXTRA, answer_on, reveal, set_exercise
from tests.waiting import until
from tests.world import World, mark


def results_of(world: World, round_: Round, who: str = "teacher", query: str = "") -> dict[str, Any]:
    """Return what the API says."""
    response = world.client(who).get(f"/api/v1/rounds/{round_.pk}/results/{query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_what_was_missed_confused_and_highlighted_beside_the_key(world: World) -> None:
    round_ = reveal(world, set_exercise(world))
    results = results_of(world, round_)
    assert results["readers"] == 2
    loaded, silent, taxes = results["answers"]
    assert (loaded["found"], loaded["missed"]) == (0, 0)
    assert loaded["mistaken"] == [{"tag": "opinion", "readers": 2}]
    assert (silent["quote"], silent["missed"]) == ("We will not be silent", 2)
    assert (taxes["found"], taxes["missed"]) == (1, 1)
    assert [(c["right"], c["wrong"], c["readers"], c["answer"]) for c in results["confusions"]] == [
        ("loaded-language", "opinion", 2, loaded["id"])
    ]
    assert [(e["quote"], e["readers"]) for e in results["extras"]] == [(EXTRA, 2)]
    people = {row["name"]: row for row in results["people"]}
    assert people["pupil"]["score"] == pytest.approx(2 / 6)
    assert people["classmate"]["score"] == 0
    assert people["pupil"]["outcomes"] == {
        "found": 1, "wrong boundary": 0, "wrong tag": 1, "missed": 1, "extra": 1,
    }  # fmt: skip


def test_the_page_says_it_first_and_offers_one_click_for_each(world: World) -> None:
    round_ = reveal(world, set_exercise(world))
    page = world.client("teacher").get(f"/rounds/{round_.pk}/results/").content.decode()
    talk = page[page.index('data-talk="missed"') : page.index('id="answers"')]
    missed, confusion, extra = (
        talk[talk.index(f'data-talk="{name}"') :] for name in ("missed", "confusion", "extra")
    )
    assert "We will not be silent" in missed.partition('data-talk="confusion')[0]
    accept = f"/rounds/{round_.pk}/results/accept/{answer_on(round_, 'globalist').pk}/?tag=opinion"
    assert accept in confusion
    assert EXTRA in extra
    assert f"/rounds/{round_.pk}/results/add/?start={round_.text.body.index(EXTRA)}" in extra
    only_missed = world.client("teacher").get(f"/rounds/{round_.pk}/results/?show=missed").content.decode()
    assert only_missed.count("data-answer=") == 1
    assert page.count("data-answer=") == 3


@pytest.mark.parametrize("mode", [RoundMode.INDEPENDENT, RoundMode.GROUPS])
def test_nothing_of_it_exists_before_the_reveal(world: World, mode: RoundMode) -> None:
    round_ = set_exercise(world, mode)
    client = world.client("teacher")
    answer = answer_on(round_, "globalist").pk
    pages = ("", f"{world.pupil.pk}/", f"accept/{answer}/?tag=opinion", "add/?start=0&end=8&tag=opinion")
    for path in [
        *(f"/rounds/{round_.pk}/results/{page}" for page in pages),
        f"/rounds/{round_.pk}/results.csv",
    ]:
        shown = client.get(path).content.decode()
        assert "data-not-revealed" in shown, path
        assert EXTRA not in shown
    api = f"/api/v1/rounds/{round_.pk}/results/"
    sent = {"content_type": "application/json"}
    refused = [
        client.get(api),
        client.get(f"{api}{world.pupil.pk}/"),
        client.put(f"{api}{world.pupil.pk}/review/", {"score": 1}, **sent),
        client.delete(f"{api}{world.pupil.pk}/review/"),
        client.post(f"{api}answers/", {"start": 0, "end": 8, "tag": "opinion"}, **sent),
        client.put(f"{api}answers/{answer}/", {"tag": "opinion"}, **sent),
        client.delete(f"{api}answers/{answer}/"),
    ]
    assert [response.status_code for response in refused] == [403] * len(refused)
    assert answer_on(round_, "globalist").answer["also"] == []


def test_revealing_leads_back_to_the_page_that_was_asked_for(world: World) -> None:
    round_ = set_exercise(world, RoundMode.INDEPENDENT)
    client = world.client("teacher")
    page = f"/rounds/{round_.pk}/results/{world.pupil.pk}/"
    form = html.document_fromstring(client.get(page).content).xpath("//form[button[@data-action='reveal']]")[
        0
    ]
    revealed = client.post(form.get("action"), dict(form.form_values()))
    assert revealed["Location"] == page
    assert client.get(page).status_code == 200
    for elsewhere in ("https://evil.example/", "//evil.example/", "evil"):
        moved = client.post(form.get("action"), {"next": elsewhere})
        assert moved["Location"] == f"/rounds/{round_.pk}/about/"


def test_in_an_open_round_they_exist_at_any_time(world: World) -> None:
    assert results_of(world, set_exercise(world, RoundMode.OPEN))["readers"] == 2


def test_drafts_count_apart(world: World) -> None:
    round_ = set_exercise(world, RoundMode.OPEN)
    withdraw_submission(world.classmate, round_)
    results = results_of(world, round_)
    assert (results["readers"], results["drafts"]) == (1, 1)
    assert {row["name"]: row["counted"] for row in results["people"]} == {"pupil": True, "classmate": False}
    assert results_of(world, round_, query="?drafts=true")["readers"] == 2
    withdraw_submission(world.pupil, round_)
    # Where nobody hands in, drafts are all there is.
    assert results_of(world, round_)["readers"] == 2


def test_who_has_not_begun_is_named_and_not_scored(world: World) -> None:
    round_ = reveal(world, set_exercise(world))
    User.objects.create_user("late@school.example", None, "Newcomer").memberships.create(
        team=world.team, role="annotator"
    )
    page = world.client("teacher").get(f"/rounds/{round_.pk}/results/").content.decode()
    assert "Newcomer" in page[page.index("data-not-started") :]
    assert "Newcomer" not in {row["name"] for row in results_of(world, round_)["people"]}


def test_without_a_key_the_page_says_how_to_write_one(world: World) -> None:
    round_ = create_round(world.teacher, world.text, RoundSettings(RoundMode.OPEN))
    mark(world.pupil, round_, "globalist", "opinion")
    page = world.client("teacher").get(f"/rounds/{round_.pk}/results/").content.decode()
    assert "data-no-key" in page
    assert f'href="/rounds/{round_.pk}/key/"' in page
    assert "data-results" not in world.client("teacher").get(f"/rounds/{round_.pk}/about/").content.decode()


def test_the_round_page_leads_to_them(world: World) -> None:
    round_ = set_exercise(world)
    link = f'href="/rounds/{round_.pk}/results/"'
    assert link not in world.client("teacher").get(f"/rounds/{round_.pk}/about/").content.decode()
    reveal(world, round_)
    assert link in world.client("teacher").get(f"/rounds/{round_.pk}/about/").content.decode()
    assert link not in world.client("pupil").get(f"/rounds/{round_.pk}/about/").content.decode()


def test_files_run_no_formulas(world: World) -> None:
    round_ = reveal(world, set_exercise(world))
    world.pupil.name = "=cmd|' /C calc'!A0"
    world.pupil.save(update_fields=["name"])
    client = world.client("teacher")
    text = client.get(f"/rounds/{round_.pk}/results.csv").content.decode("utf-8-sig")
    rows = {row["person"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"'=cmd|' /C calc'!A0", "classmate"}
    assert (rows["classmate"]["found"], rows["classmate"]["missed"], rows["classmate"]["handed in"]) == (
        "0", "2", "yes",
    )  # fmt: skip
    book = zipfile.ZipFile(io.BytesIO(client.get(f"/rounds/{round_.pk}/results.xlsx").content))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)
    assert "<f>" not in sheets
    assert EXTRA in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.django_db(transaction=True)
def test_the_results_of_a_large_round_come_when_they_are_ready(world: World, settings: Any) -> None:
    round_ = reveal(world, set_exercise(world))
    settings.BACKGROUND_FROM_CHANGES = 0
    settings.BACKGROUND_WAIT_SECONDS = 0
    client = world.client("teacher")
    path = f"/rounds/{round_.pk}/results/"
    with busy_background():
        assert client.get(path).status_code == 202
    until(lambda: client.get(path).status_code == 200)
    assert client.get(path).content.count(b"data-answer=") == 3
    assert results_of(world, round_)["readers"] == 2
