"""Links to a report: who can create them, what they show, and when they stop working."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotate.enums import RoundState
from annotate.rounds.actions import transition_round
from articles.actions import delete_article
from people.actions.teams import remove_member, set_role
from people.permissions import Role
from reports.access import NO_SUCH_LINK
from reports.analysis.pseudonyms import without_names
from reports.formats import formats, of_record
from reports.models import SharedReport
from tests.reports.small import ANNOTATIONS, layers
from tests.world import World

pytestmark = pytest.mark.django_db


def make(world: World, role: str = "teacher", query: str = "", **data: Any) -> str:
    """Create a link and return its path."""
    data = {"days": "31"} | data
    page = world.client(role).post(f"/articles/{world.article.pk}/report/share/{query}", data)
    return re.search(r"<code data-copy>https?://[^/]+(/shared/[^<]+)</code>", page.content.decode())[1]


def test_anybody_with_the_link_reads_the_report_and_nothing_else(world: World) -> None:
    link = make(world, names="on")
    response = Client().get(link)
    page = response.content.decode()
    for mark in world.annotations.values():
        assert mark.quote.split()[0] in page
    assert world.pupil.name in page
    for ours in (
        "/mark/",
        "<form",
        '<details class="finding',
        "/articles/",
        "/teams/",
        "csrf",
    ):
        assert ours not in page.split("<footer")[0]
    for slug, kind in formats().items():
        file = Client().get(f"{link}report.{slug}")
        if of_record(kind):
            assert file.status_code == 404, "the history is for those who are in the team"
            continue
        assert (file.status_code, file["Content-Type"]) == (200, kind.media_type)
    assert "--tag" in Client().get(f"{link}tags.css").content.decode()
    assert Client().get(f"{link}report.exe").status_code == 404


def test_no_index_no_cache_no_referrer(world: World) -> None:
    link = make(world)
    for address in (link, f"{link}report.json", f"{link}tags.css"):
        response = Client().get(address)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "private, no-store"


def test_the_token_is_long_kept_by_nobody_and_shown_once(world: World) -> None:
    token = make(world).removeprefix("/shared/").strip("/")
    assert len(token) >= 43
    assert token not in json.dumps(list(SharedReport.objects.values()), default=str)
    listed = world.client("teacher").get(f"/articles/{world.article.pk}/report/share/").content.decode()
    assert token not in listed
    assert 'data-names="hidden"' in listed


def test_without_names_no_name_address_or_id_is_in_any_byte(world: World) -> None:
    people = [world.teacher, world.colleague, world.pupil, world.classmate]
    secrets = (
        [p.name for p in people]
        + [p.email for p in people if p.email]
        + [str(m.pk) for m in world.annotations.values()]
    )
    link = make(world)
    for address in (link, *(f"{link}report.{slug}" for slug in formats())):
        content = Client().get(address).content
        text = (
            content.decode("utf-8", "replace") if not address.endswith("pdf") else content.decode("latin-1")
        )
        for secret in secrets:
            assert secret not in text, address
    assert "Reader 1" in Client().get(link).content.decode()


def test_who_found_something_out_is_not_named_either(world: World) -> None:
    client = world.client("colleague")
    data = {"start": 0, "end": 5, "status": "supported"}
    client.put(f"/api/v1/articles/{world.article.pk}/findings/", data, content_type="application/json")
    claim = world.annotations["claim"]
    data |= {"start": claim.start, "end": claim.end}
    client.put(f"/api/v1/articles/{world.article.pk}/findings/", data, content_type="application/json")
    hidden_, named = make(world), make(world, names="on")
    assert world.colleague.name not in Client().get(hidden_).content.decode()
    assert world.colleague.name in Client().get(named).content.decode()


def test_numbers_of_readers_say_nothing_and_differ_from_link_to_link() -> None:
    def order(salt: str) -> list[str]:
        return [layer.reader for layer in without_names(layers(ANNOTATIONS), salt, str)]

    assert {tuple(order(str(salt))) for salt in range(20)} == {("1", "2"), ("2", "1")}
    assert order("a") == order("a")
    marks = [mark for layer in without_names(layers(ANNOTATIONS), "a", str) for mark in layer.annotations]
    assert sorted(int(mark.id) for mark in marks) == list(range(1, len(ANNOTATIONS) + 1))
    assert {mark.created for mark in marks} == {"2024-03-04"}


def test_the_page_and_its_downloads_hide_names_where_that_is_asked_for(world: World) -> None:
    client = world.client("teacher")
    for address in (
        f"/articles/{world.article.pk}/report/disputed/",
        f"/api/v1/articles/{world.article.pk}/report.json",
        f"/api/v1/articles/{world.article.pk}/report.csv",
    ):
        text = client.get(f"{address}?names=hidden").content.decode()
        assert world.pupil.name not in text, address
        assert "Reader 1" in text
    page = client.get(f"/articles/{world.article.pk}/report/?names=hidden").content.decode()
    assert f"/articles/{world.article.pk}/report/disputed/?names=hidden" in page


def test_in_files_without_names_nothing_leads_back(world: World) -> None:
    client = world.client("teacher")
    secrets = [
        world.pupil.name,
        world.teacher.name,
        world.pupil.email,
        *(str(mark.pk) for mark in world.annotations.values()),
    ]
    readers = set()
    for slug in formats():
        data = client.get(f"/api/v1/articles/{world.article.pk}/report.{slug}?names=hidden").content
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b"".join(name.encode() + archive.read(name) for name in archive.namelist())
        for secret in filter(None, secrets):
            assert secret.encode() not in data, slug
    for _ in range(12):
        rows = client.get(f"/api/v1/articles/{world.article.pk}/report.json?names=hidden").json()["marks"]
        readers.add(tuple(mark["annotator"] for mark in rows))
    assert len(readers) > 1, "numbers are drawn anew for each file"


def test_the_download_page_leads_to_the_file_that_was_asked_for(world: World) -> None:
    client = world.client("teacher")
    address = f"/articles/{world.article.pk}/report/download/"
    page = client.get(address).content.decode()
    for kind in formats().values():
        assert f'value="{kind.slug}"' in page
    response = client.get(f"{address}?format=brat&names=hidden&agreed=1&threshold=2")
    assert (
        response.url == f"/api/v1/articles/{world.article.pk}/report.brat?threshold=2&names=hidden&agreed=1"
    )
    assert client.get(response.url)["Content-Disposition"].endswith('.brat.zip"')


def test_a_link_is_taken_back(world: World) -> None:
    link = make(world)
    share = SharedReport.objects.get()
    page = world.client("colleague").post(
        f"/articles/{world.article.pk}/report/share/{share.pk}/", follow=True
    )
    assert 'data-notice="link-revoked"' in page.content.decode()
    gone = Client().get(link)
    assert gone.status_code == 404
    assert NO_SUCH_LINK in gone.content.decode()


def test_a_link_ends_with_its_time(world: World) -> None:
    link = make(world, days="7")
    SharedReport.objects.update(expires_at=timezone.now() + timedelta(seconds=60))
    assert Client().get(link).status_code == 200
    SharedReport.objects.update(expires_at=timezone.now())
    assert Client().get(link).status_code == 404
    page = world.client("teacher").get(f"/articles/{world.article.pk}/report/share/").content.decode()
    assert "data-empty" in page


def test_a_link_ends_when_who_made_it_may_not_share_any_more(world: World) -> None:
    link = make(world, "colleague")
    set_role(world.teacher, world.team, world.colleague, Role.VIEWER)
    assert Client().get(link).status_code == 404
    set_role(world.teacher, world.team, world.colleague, Role.EDITOR)
    assert Client().get(link).status_code == 200
    remove_member(world.teacher, world.team, world.colleague)
    assert Client().get(link).status_code == 404


def test_a_link_goes_with_its_article_and_with_who_made_it(world: World) -> None:
    make(world, "colleague")
    world.colleague.delete()
    assert not SharedReport.objects.exists()
    link = make(world)
    delete_article(world.teacher, world.article)
    assert Client().get(link).status_code == 404


def test_it_shows_what_was_asked_for(world: World) -> None:
    strict = json.loads(Client().get(make(world, query="?threshold=all") + "report.json").content)
    assert strict["made"]["asked"]["threshold"] == "all"
    one = make(world, query=f"?reader={world.pupil.pk}")
    data = json.loads(Client().get(one + "report.json").content)
    assert data["made"]["asked"]["readers"] == ["Reader 1"]
    wrong = world.client("teacher").post(
        f"/articles/{world.article.pk}/report/share/?threshold=x", {"days": "31"}
    )
    assert wrong.status_code == 400


def test_through_the_api(world: World) -> None:
    client = world.client("teacher")
    address = f"/api/v1/articles/{world.article.pk}/shares/"
    share = client.post(address, {"days": 7}, content_type="application/json").json()
    assert share["link"].startswith("http://testserver/shared/")
    assert Client().get(share["link"]).status_code == 200
    (listed,) = client.get(address).json()["results"]
    assert listed == {key: value for key, value in share.items() if key != "link"}
    assert client.delete(f"{address}{share['id']}/").status_code == 204
    assert Client().get(share["link"]).status_code == 404
    assert client.post(address, {"days": 5}, content_type="application/json").status_code == 400


def test_a_hidden_round_stays_hidden_behind_a_link(world: World) -> None:
    type(world.round).objects.filter(pk=world.round.pk).update(mode="independent")
    link = make(world, names="on")
    data = json.loads(Client().get(link + "report.json").content)
    assert {mark["annotator"] for mark in data["marks"]} <= {world.teacher.name}
    world.round.refresh_from_db()
    transition_round(world.teacher, world.round, RoundState.REVEALED)
    data = json.loads(Client().get(link + "report.json").content)
    assert world.pupil.name in {mark["annotator"] for mark in data["marks"]}
