"""Publishing a report: who may, what is public of it, and that a version stays as it is."""

import json

import pytest
from django.test import Client

from annotate.enums import RoundState
from annotate.models import Round
from annotate.rounds.actions import transition_round
from newsroom.models import PublishedVersion
from tests.newsroom.publishing.setting import CREDIT, agree, newsroom, public_bytes, publish, read
from tests.world import World, mark

pytestmark = pytest.mark.django_db
NOTE = "Says who? 🤔"


def test_anybody_reads_a_published_report_at_its_address(world: World) -> None:
    path = publish(newsroom(world))
    newest = path.removesuffix("1/")
    for address in (path, newest):
        response = read(address)
        page = response.content.decode()
        assert response.status_code == 200
        assert world.annotations["loaded"].quote in page
        assert CREDIT in page
        assert "Reader 1" in page
    for ours in ("<form", "csrf", "<script", "/mark/", "/teams/", f"/articles/{world.article.pk}/"):
        assert ours not in page


def test_without_agreement_no_name_note_address_or_id_is_in_any_byte(world: World) -> None:
    path = publish(newsroom(world), whole_text=True)
    everything = public_bytes(path)
    people = [world.teacher, world.colleague, world.pupil, world.classmate, world.viewer]
    secrets = [person.name for person in people] + [person.email for person in people]
    secrets += [NOTE, *(str(annotation.pk) for annotation in world.annotations.values())]
    for secret in secrets:
        assert secret not in everything


def test_only_who_agreed_is_named_and_only_their_notes_are_public(world: World) -> None:
    newsroom(world)
    agree(world, "classmate", names=True)
    named = public_bytes(publish(world))
    assert world.classmate.name in named
    assert NOTE not in named
    assert world.pupil.name not in named
    agree(world, "classmate", notes=True)
    noted = public_bytes(publish(world))
    assert world.classmate.name not in noted
    assert NOTE in noted


def test_a_version_stays_as_it_is(world: World) -> None:
    newsroom(world)
    path = publish(world)
    page, data = read(path).content, read(f"{path}files/report.json").content
    mark(world.pupil, world.round, "disgrace", "loaded-language")
    world.article.title = "Another title"
    world.article.save()
    assert read(path).content == page
    assert read(f"{path}files/report.json").content == data


def test_the_newest_version_says_what_changed_and_earlier_ones_lead_to_it(world: World) -> None:
    newsroom(world)
    first = publish(world)
    mark(world.pupil, world.round, "Taxes fell", "factual-claim")
    world.annotations["allegation"].deleted = True
    world.annotations["allegation"].save()
    second = publish(world, note="We had missed a word.")
    page = read(second).content.decode()
    assert "We had missed a word." in page
    assert "1 highlighted passage was added: “Taxes fell” (Factual claim)" in page
    assert "1 highlighted passage is no longer there: “a café that" in page
    assert "data-newer" not in page
    assert "data-newer" in read(first).content.decode()
    assert read(first.removesuffix("1/")).content == page.encode()
    assert first.removesuffix("1/") == second.removesuffix("2/")


def test_the_whole_text_is_public_only_if_that_is_chosen(world: World) -> None:
    newsroom(world)
    passages = public_bytes(publish(world))
    assert "A second line follows" not in passages
    assert 'href="#in-text' not in passages
    whole = public_bytes(publish(world, whole_text=True))
    assert "A second line follows" in whole


def test_blind_rounds_are_not_published(world: World) -> None:
    newsroom(world)
    # Their own highlights are all that publishers see of a blind round.
    mark(world.teacher, world.round, "Taxes fell", "factual-claim")
    Round.objects.filter(pk=world.round.pk).update(mode="independent")
    address = f"/api/v1/articles/{world.article.pk}/publication/"
    for state in ("open", "closed", "released"):
        Round.objects.filter(pk=world.round.pk).update(state=state)
        response = world.client("teacher").post(address, {"credit": CREDIT}, content_type="application/json")
        assert response.status_code == 422, state
    assert not PublishedVersion.objects.exists()
    Round.objects.filter(pk=world.round.pk).update(state="closed")
    world.round.refresh_from_db()
    transition_round(world.teacher, world.round, RoundState.REVEALED)
    assert read(publish(world)).status_code == 200


def test_in_a_class_pupils_are_asked_first_and_never_named(world: World) -> None:
    client = world.client("teacher")
    address = f"/api/v1/articles/{world.article.pk}/publication/"
    refused = client.post(address, {"credit": CREDIT}, content_type="application/json")
    assert refused.status_code == 422
    for role in ("pupil", "teacher"):
        consent = {"names": True, "notes": True}
        response = world.client(role).put(f"{address}consent/", consent, content_type="application/json")
        assert response.status_code == 403
    everything = public_bytes(publish(world, asked=True))
    assert world.pupil.name not in everything
    assert NOTE not in everything


def test_what_was_agreed_to_in_a_team_counts_for_nothing_once_it_is_a_class(world: World) -> None:
    newsroom(world)
    agree(world, "classmate", names=True, notes=True)
    world.team.kind = "class"
    world.team.save()
    everything = public_bytes(publish(world, asked=True))
    assert world.classmate.name not in everything
    assert NOTE not in everything


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_in_the_language_of_the_report(world: World, language: str) -> None:
    newsroom(world)
    client = world.client("teacher")
    response = client.post(
        f"/api/v1/articles/{world.article.pk}/publication/",
        {"credit": CREDIT},
        content_type="application/json",
        headers={"Accept-Language": language},
    )
    pages = {read(response.json()["url"], **{"Accept-Language": asked}).content for asked in ("en", "es")}
    (page,) = pages
    assert f'<html lang="{language}"'.encode() in page


def test_public_pages_set_no_cookie_and_can_be_cached(world: World) -> None:
    path = publish(newsroom(world))
    for client in (Client(), world.client("teacher")):
        for address in (path, path.removesuffix("1/"), f"{path}tags.css", f"{path}files/report.json"):
            response = client.get(address)
            assert not response.cookies
            assert response["Cache-Control"] == "public, max-age=300"
            assert "Vary" not in response
            assert "X-Signed-In-As" not in response
            unchanged = client.get(address, headers={"If-None-Match": response["ETag"]})
            assert unchanged.status_code == 304


def test_search_engines_list_the_newest_version_if_that_is_chosen(world: World) -> None:
    newsroom(world)
    first = publish(world)
    assert read(first)["X-Robots-Tag"] == "noindex"
    second = publish(world, indexed=True)
    assert "X-Robots-Tag" not in read(second)
    assert read(first)["X-Robots-Tag"] == "noindex"


def test_on_the_pages_a_version_is_previewed_and_then_published(world: World) -> None:
    newsroom(world)
    client = world.client("teacher")
    address = f"/articles/{world.article.pk}/report/publishing/"
    assert f'href="{address}"' in client.get(f"/articles/{world.article.pk}/report/").content.decode()
    preview = client.post(address, {"credit": CREDIT, "whole_text": ""})
    assert not PublishedVersion.objects.exists()
    digest = preview.context["digest"]
    sent = {"credit": CREDIT, "preview": digest}
    assert client.post(f"{address}publish/", sent).status_code == 302
    version = PublishedVersion.objects.get()
    page = read(f"/published/{version.publication.slug}/1/").content.decode()
    assert str(preview.context["page"]) in page


def test_what_has_changed_since_the_preview_is_previewed_again(world: World) -> None:
    newsroom(world)
    client = world.client("teacher")
    address = f"/articles/{world.article.pk}/report/publishing/"
    digest = client.post(address, {"credit": CREDIT}).context["digest"]
    mark(world.pupil, world.round, "disgrace", "loaded-language")
    again = client.post(f"{address}publish/", {"credit": CREDIT, "preview": digest})
    assert again.status_code == 422
    assert not PublishedVersion.objects.exists()
    sent = {"credit": CREDIT, "preview": again.context["digest"]}
    assert client.post(f"{address}publish/", sent).status_code == 302


def test_a_withdrawn_version_says_so_and_why_and_can_be_shown_again(world: World) -> None:
    newsroom(world)
    path = publish(world)
    version = PublishedVersion.objects.get()
    client = world.client("colleague")
    address = f"/articles/{world.article.pk}/report/publishing/1/"
    client.post(address, {"reason": "The article was a hoax."})
    for where in (path, path.removesuffix("1/")):
        response = read(where)
        page = response.content.decode()
        assert response.status_code == 410
        assert "The article was a hoax." in page
        assert world.annotations["loaded"].quote not in page
    assert read(f"{path}files/report.json").status_code == 404
    assert "data-gone" in read(f"{path}embed/?passage=1").content.decode()
    assert read(f"{publish(world)}").status_code == 200
    client.post(address, {"restore": "1"})
    assert read(path).status_code == 200
    version.refresh_from_db()
    assert version.withdrawal_reason == ""


def test_a_version_is_not_withdrawn_without_a_reason(world: World) -> None:
    path = publish(newsroom(world))
    world.client("teacher").post(f"/articles/{world.article.pk}/report/publishing/1/", {"reason": " "})
    assert read(path).status_code == 200


def test_there_is_nothing_to_publish_without_highlights(world: World) -> None:
    newsroom(world)
    for annotation in world.annotations.values():
        annotation.deleted = True
        annotation.save()
    response = world.client("teacher").post(
        f"/articles/{world.article.pk}/report/publishing/", {"credit": "D"}
    )
    assert response.status_code == 422


def test_somebody_called_like_a_pseudonym_is_not_taken_for_another_reader(world: World) -> None:
    newsroom(world)
    world.classmate.name = "Reader 1"
    world.classmate.save()
    agree(world, "classmate", names=True)
    data = json.loads(read(f"{publish(world)}files/report.json").content)
    assert data["made"]["readers"] == ["Reader 1", "Reader 2"]


def test_data_codebook_and_citation_are_downloaded(world: World) -> None:
    path = publish(newsroom(world))
    url = f"http://testserver{path}"
    data = json.loads(read(f"{path}files/report.json").content)
    assert len(data["passages"]) == 4
    assert "[[tags]]" in read(f"{path}files/codebook.toml").content.decode()
    bibtex = read(f"{path}files/citation.bib").content.decode()
    assert f"url = {{{url}}}" in bibtex
    assert CREDIT in bibtex
    (entry,) = json.loads(read(f"{path}files/citation.json").content)
    assert (entry["type"], entry["URL"], entry["version"]) == ("report", url, "1")
    assert read(f"{path}files/citation.txt").content.decode().endswith(f"{url}")
    assert read(f"{path}files/report.exe").status_code == 404


def test_through_the_api(world: World) -> None:
    newsroom(world)
    path = publish(world)
    client = world.client("viewer")
    address = f"/api/v1/articles/{world.article.pk}/publication/"
    listed = client.get(address).json()
    assert listed["url"] == f"http://testserver{path.removesuffix('1/')}"
    assert [version["number"] for version in listed["versions"]] == [1]
    teacher = world.client("teacher")
    body = {"reason": "A hoax."}
    gone = teacher.put(f"{address}1/withdrawal/", body, content_type="application/json").json()
    assert gone["withdrawal_reason"] == "A hoax."
    assert read(path).status_code == 410
    assert teacher.delete(f"{address}1/withdrawal/").status_code == 204
    assert read(path).status_code == 200
