"""The pages and the API of codebooks: read, copy, edit without scripts, import, download, archive."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from annotate.codebook import read_codebook
from annotate.codebooks.actions import install_codebooks
from annotate.codebooks.editor_views import field_label
from annotate.codebooks.errors import ABOUT_BOOK, ABOUT_TAG, LENGTHS, LONG, MISSING
from annotate.codebooks.forms import NO_FILE
from annotate.codebooks.toml import NO_TOML, dumps, loads, to_dict
from annotate.codebooks.validation import NO_COLOUR
from annotate.models import Codebook, Round
from annotate.rounds.actions import create_round
from tests.wording import says
from tests.world import World

pytestmark = pytest.mark.django_db


def values(response: Any) -> dict[str, str]:
    """What a browser would send of the editor's form as it stands."""
    (form,) = html.document_fromstring(response.content).find_class("editor")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def filled(client: Client, pk: int) -> dict[str, str]:
    return values(client.get(f"/codebooks/{pk}/edit/"))


def send(client: Client, pk: int, **sent: str) -> Any:
    return client.post(f"/codebooks/{pk}/edit/", filled(client, pk) | sent)


def test_the_list_has_what_ships_and_what_is_ones_teams(world: World) -> None:
    install_codebooks()
    page = world.client("pupil").get("/codebooks/").content.decode()
    assert page.index("data-ready-made") < page.index("News or opinion?") < page.index("Class 9b")
    assert f'/codebooks/{world.codebook.pk}/"' in page
    assert f'/codebooks/{world.foreign_codebook.pk}/"' not in page


def test_a_ready_made_one_is_copied_and_can_be_edited_at_once(world: World) -> None:
    install_codebooks()
    news = Codebook.objects.get(slug="news-and-opinion")
    client = world.client("colleague")
    response = client.post(f"/codebooks/{news.pk}/copy/", {"team": world.team.pk})
    made = Codebook.objects.get(slug="news-and-opinion", team=world.team)
    assert response.url == f"/codebooks/{made.pk}/edit/"
    assert client.get(response.url).status_code == 200


def test_a_copy_for_a_team_of_others_is_refused(world: World) -> None:
    before = Codebook.objects.count()
    for role in ("teacher", "pupil"):
        team = world.foreign_team if role == "teacher" else world.team
        response = world.client(role).post(
            f"/codebooks/{world.round.codebook_id}/copy/", {"team": team.pk}, follow=True
        )
        assert 'data-notice="choose-team"' in response.content.decode()
    assert Codebook.objects.count() == before


def test_saving_what_is_shown_changes_nothing(world: World) -> None:
    create_round(world.teacher, world.text, codebook=world.codebook)
    before = world.codebook.pure
    response = send(world.client("teacher"), world.codebook.pk, act="save")
    assert response.url == f"/codebooks/{world.codebook.pk}/"
    assert Codebook.objects.get(pk=world.codebook.pk).pure == before


def test_each_button_sends_the_form_back_with_what_it_did_and_saves_nothing(world: World) -> None:
    client, pk, before = world.client("teacher"), world.codebook.pk, world.codebook.pure
    typed = {"t0-name": "Typed so far"}
    assert values(send(client, pk, act="down-0", **typed))["t1-name"] == "Typed so far"
    assert values(send(client, pk, act="up-1"))["t0-slug"] == "attributed-allegation"
    assert values(send(client, pk, act="archive-0", **typed))["t0-archived"] == "1"
    added = values(send(client, pk, act="add", **typed))
    assert (added["tags"], added["t4-name"], added["t4-key"], added["t4-line"]) == ("5", "", "5", "double")
    assert values(send(client, pk, act="detail-2"))["t2-d1-label"] == ""
    assert "t0-d1-label" not in values(send(client, pk, act="drop-0-0"))
    better = values(send(client, pk, act="colours-0", **{"t0-colour": "#ffff00"}))
    assert better["t0-colour"] == "#676700"
    for nonsense in ("up-0", "down-3", "up-99", "drop-0", "up-x", "what", "archive", "up--1", "drop-0-99"):
        assert values(send(client, pk, act=nonsense))["t0-slug"] == "factual-claim"
    assert Codebook.objects.get(pk=pk).pure == before


def test_a_new_tag_with_a_question_is_saved(world: World) -> None:
    new = {
        "tags": "5", "t4-name": "Sarcasm", "t4-meaning": "The opposite of what is said.", "t4-key": "5",
        "t4-colour": "#02553F", "t4-colour_dark": "#dff9c0", "t4-line": "double", "t4-details": "1",
        "t4-d0-label": "How sure?", "t4-d0-kind": "choice", "t4-d0-choices": "very\nhalf = Half sure\n\n",
    }  # fmt: skip
    response = send(world.client("teacher"), world.codebook.pk, act="save", **new)
    assert response.status_code == 302, response.content.decode()
    tag = Codebook.objects.get(pk=world.codebook.pk).pure.tags[-1]
    assert (tag.slug, tag.plural, tag.colour, tag.line) == ("sarcasm", "Sarcasm", "#02553f", "double")
    (detail,) = tag.details
    assert (detail.slug, detail.choices) == ("how-sure", {"very": "very", "half": "Half sure"})


def test_saving_one_that_is_used_says_which_version_it_is_now(world: World) -> None:
    round_ = create_round(world.teacher, world.text, codebook=world.codebook)
    client = world.client("teacher")
    assert 'data-used="1"' in client.get(f"/codebooks/{world.codebook.pk}/edit/").content.decode()
    response = send(client, world.codebook.pk, act="save", **{"t2-meaning": "As we see it."})
    made = Codebook.objects.get(team=world.team, version=2)
    page = client.get(response.url).content.decode()
    assert 'data-notice="new-version"' in page
    assert "As we see it." in page
    assert Round.objects.get(pk=round_.pk).codebook_id == world.codebook.pk
    assert client.get(f"/codebooks/{world.codebook.pk}/edit/").url == f"/codebooks/{made.pk}/edit/"
    old = client.get(f"/codebooks/{world.codebook.pk}/").content.decode()
    assert 'data-notice="older-version"' in old
    late = client.post(f"/codebooks/{world.codebook.pk}/edit/", filled(client, made.pk) | {"act": "save"})
    assert late.status_code == 422
    assert 'data-error="stale"' in late.content.decode()


def test_what_is_wrong_is_said_in_its_card_and_what_was_typed_stays(world: World) -> None:
    response = send(
        world.client("teacher"),
        world.codebook.pk,
        act="save",
        title="",
        **{"t1-name": "", "t1-meaning": "x" * 700},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert 'data-error="not-saved"' in page
    for field, said in (
        ("title", MISSING),
        ("name", MISSING),
        ("meaning", LONG.format(count=700, most=LENGTHS["meaning"])),
    ):
        assert says(ABOUT_BOOK.format(field=field_label(field), said=said), page), field
    assert values(response)["t1-meaning"] == "x" * 700


def test_colours_that_can_hardly_be_seen_are_saved_and_warned_of(world: World) -> None:
    client = world.client("teacher")
    response = send(client, world.codebook.pk, act="save", **{"t0-colour": "#ffcc00"})
    assert 'data-notice="hard-to-see"' in client.get(response.url).content.decode()
    assert 'data-notice="hard-to-see"' not in world.client("pupil").get(response.url).content.decode()
    page = client.get(f"{response.url}edit/").content.decode()
    assert "#796100" in page


@pytest.mark.parametrize(
    ("colour", "better"),
    [
        ("#ffcc00", {"colour": "#796100"}),
        ("#FFCC00", {"colour": "#796100"}),
        ("#0b2e65", {}),
        ("red", {}),
        ("", {}),
    ],
)
def test_the_editor_is_told_what_would_be_seen(world: World, colour: str, better: dict[str, str]) -> None:
    asked = {"colour": colour, "colour_dark": "#9ad6ef"}
    assert world.client("teacher").get("/codebooks/colours/", asked).json() == better


def test_the_style_sheet_of_a_teams_own_shows_what_was_changed(world: World) -> None:
    client = world.client("teacher")
    send(client, world.codebook.pk, act="save", **{"t0-colour": "#02553f"})
    sheet = client.get(f"/codebooks/{world.codebook.pk}.css")
    assert "--tag: #02553f; --tag-line: solid" in sheet.content.decode()
    assert sheet["Cache-Control"] == "private, no-cache"


def test_a_file_goes_out_and_comes_in(world: World) -> None:
    client = world.client("teacher")
    response = client.get(f"/codebooks/{world.codebook.pk}.toml")
    assert response["Content-Type"].startswith("application/toml")
    assert 'filename="four-tags.toml"' in response["Content-Disposition"]
    assert loads(response.content).tags == world.codebook.pure.tags
    file = BytesIO(response.content)
    file.name = "ours.toml"
    made = client.post("/codebooks/import/", {"team": world.team.pk, "file": file})
    pk = int(made.url.strip("/").split("/")[-1])
    assert Codebook.objects.get(pk=pk).pure.tags == world.codebook.pure.tags


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_FILE),
        ("title = ", ABOUT_BOOK.format(field="file", said=str(NO_TOML).partition(":")[0])),
        (
            dumps(read_codebook("four-tags")).replace("#0b2e65", "url(//x)"),
            ABOUT_TAG.format(tag="Factual claim", field="colour", said=NO_COLOUR),
        ),
    ],
)
def test_an_import_that_fails_says_why(world: World, text: str, message: str) -> None:
    response = world.client("teacher").post("/codebooks/import/", {"team": world.team.pk, "text": text})
    assert response.status_code == 422
    assert says(message, response.content.decode())


def test_hostile_names_are_only_text_on_every_page(world: World) -> None:
    bad = "<script>alert(1)</script>{{ 7*7 }}"
    client = world.client("teacher")
    send(
        client,
        world.codebook.pk,
        act="save",
        title=bad,
        **{"t0-name": bad, "t0-meaning": bad, "t0-d0-label": bad},
    )
    round_ = create_round(world.teacher, world.text, codebook=Codebook.objects.get(pk=world.codebook.pk))
    pk = world.codebook.pk
    for path in (f"/codebooks/{pk}/", f"/codebooks/{pk}/edit/", "/codebooks/", f"/rounds/{round_.pk}/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "49" not in html.document_fromstring(page).xpath("string(//main//h1)")


def test_archived_ones_are_listed_apart(world: World) -> None:
    client = world.client("teacher")
    client.post(f"/codebooks/{world.codebook.pk}/archive/")
    assert "data-archived" in client.get("/codebooks/").content.decode()
    client.post(f"/codebooks/{world.codebook.pk}/unarchive/")
    assert "data-archived" not in client.get("/codebooks/").content.decode()


def api(client: Client, method: str, name: str, data: Any = None, *args: Any) -> Any:
    return getattr(client, method)(reverse(f"api:{name}", args=args), data, content_type="application/json")


def test_a_program_makes_changes_and_archives_a_codebook(world: World) -> None:
    client = world.client("teacher")
    sent = to_dict(read_codebook("propaganda-techniques")) | {"team": world.team.pk}
    made = api(client, "post", "codebooks", sent)
    assert made.status_code == 201
    book = made.json()
    assert book["tags"] == sent["tags"]
    assert api(client, "get", "codebook", None, book["id"]).json() == book
    book["tags"][0]["meaning"] = "Anew."
    assert api(client, "put", "codebook", book, book["id"]).status_code == 200
    create_round(world.teacher, world.text, codebook=Codebook.objects.get(pk=book["id"]))
    book["tags"][0]["meaning"] = "And anew."
    newer = api(client, "put", "codebook", book, book["id"])
    assert (newer.status_code, newer.json()["version"]) == (201, 2)
    late = api(client, "put", "codebook", book, book["id"])
    assert (late.status_code, late.json()["newest"]) == (409, newer.json()["id"])
    assert api(client, "put", "codebook-archived", None, newer.json()["id"]).status_code == 204
    listed = {row["id"]: row for row in api(client, "get", "codebooks").json()["results"]}
    assert listed[newer.json()["id"]]["archived"]
    assert book["id"] not in listed
    assert world.foreign_codebook.pk not in listed


def test_a_program_is_told_the_tag_and_the_field(world: World) -> None:
    sent = to_dict(read_codebook("four-tags")) | {"team": world.team.pk}
    sent["tags"][1]["colour"] = "red"
    answer = api(world.client("teacher"), "post", "codebooks", sent)
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:claimlight:problem:bad-codebook"
    assert answer.json()["problems"] == [
        {
            "tag": 1,
            "field": "colour",
            "detail": ABOUT_TAG.format(tag="Attributed allegation", field="colour", said=NO_COLOUR),
        }
    ]


@pytest.mark.parametrize("sent", [[], "x", 7, None, {"tags": 7}])
def test_nonsense_from_a_program_is_no_server_error(world: World, sent: Any) -> None:
    client = world.client("teacher")
    assert api(client, "put", "codebook", sent, world.codebook.pk).status_code in (400, 422)
    assert api(client, "post", "codebooks", sent).status_code == 400


def test_a_round_of_the_api_is_opened_with_a_teams_own_codebook(world: World) -> None:
    sent = {"article": world.article.pk, "codebook": world.codebook.pk}
    assert api(world.client("teacher"), "post", "rounds", sent).json()["codebook"]["id"] == world.codebook.pk
    sent["codebook"] = world.foreign_codebook.pk
    assert api(world.client("teacher"), "post", "rounds", sent).status_code == 404
