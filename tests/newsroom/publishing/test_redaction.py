"""What is published of a person disappears when they take back their agreement, leave, or are erased."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.bin.actions import delete_permanently
from annotate.models import Round
from annotate.privacy.data_export import personal_data_zip
from annotate.privacy.erasure import erase_person
from annotate.privacy.retention import delete_expired_rounds, set_retention
from articles.actions import delete_article
from newsroom.models import PublishedContent, PublishedReader, PublishedVersion, PublishingConsent
from people.actions.teams import remove_member
from people.permissions import Role
from reports.account_deletion.actions import delete_account
from tests.newsroom.publishing.setting import agree, newsroom, public_bytes, publish, read, stored_bytes
from tests.world import World, mark

pytestmark = pytest.mark.django_db
NOTE = "Says who? 🤔"


def redacted(path: str) -> bool:
    """Return whether the public page of a version says that it was redacted."""
    return "data-redacted" in read(path).content.decode()


def published_with_everything_of(world: World, role: str = "classmate") -> str:
    """Let somebody agree to all, publish, and return the path of the version."""
    newsroom(world)
    agree(world, role, names=True, notes=True)
    path = publish(world)
    assert getattr(world, role).name in public_bytes(path)
    assert not redacted(path)
    return path


def test_taking_back_the_agreement_redacts_what_is_published(world: World) -> None:
    path = published_with_everything_of(world)
    agree(world, "classmate", notes=True)
    assert redacted(path)
    assert world.classmate.name not in public_bytes(path) + stored_bytes()
    assert NOTE in public_bytes(path)
    agree(world, "classmate")
    assert NOTE not in public_bytes(path) + stored_bytes()
    assert json.loads(read(f"{path}files/report.json").content)["made"]["readers"] == ["Reader 1", "Reader 2"]


def test_remarks_that_name_somebody_go_with_their_name(world: World) -> None:
    newsroom(world)
    world.classmate.name = "Inés Faro"
    world.classmate.save()
    agree(world, "classmate", names=True)
    publish(world)
    named = publish(world, note="INES FARO asked to be named.")
    other = publish(world, note="Inessa Faros counted again.")
    withdrawn = publish(world)
    address = f"/articles/{world.article.pk}/report/publishing/4/"
    world.client("teacher").post(address, {"reason": "It quoted Inés Faro."})
    agree(world, "classmate")
    assert "asked to be named" not in read(named).content.decode() + stored_bytes()
    assert "Inessa Faros counted again." in read(other).content.decode()
    assert "It quoted" not in read(withdrawn).content.decode()


def test_agreeing_changes_nothing_that_is_published(world: World) -> None:
    newsroom(world)
    path = publish(world)
    page = read(path).content
    agree(world, "classmate", names=True, notes=True)
    assert read(path).content == page


def test_the_agreement_of_others_stays(world: World) -> None:
    newsroom(world)
    agree(world, "pupil", names=True)
    path = published_with_everything_of(world)
    agree(world, "classmate")
    assert world.pupil.name in public_bytes(path)


def test_whoever_leaves_the_team_is_no_longer_named(world: World) -> None:
    path = published_with_everything_of(world)
    remove_member(world.teacher, world.team, world.classmate)
    assert redacted(path)
    everything = public_bytes(path) + stored_bytes()
    assert world.classmate.name not in everything
    assert NOTE not in everything
    assert not PublishingConsent.objects.exists()


@pytest.mark.parametrize("keep", [True, False])
def test_whoever_is_erased_is_in_no_version(world: World, keep: bool) -> None:
    path = published_with_everything_of(world)
    quote = world.annotations["allegation"].quote
    erase_person(world.teacher, world.team, world.classmate, keep_annotations=keep)
    assert redacted(path)
    everything = public_bytes(path) + stored_bytes()
    assert world.classmate.name not in everything
    assert NOTE not in everything
    assert not PublishedReader.objects.filter(user=world.classmate).exists()
    # What they highlighted stays without their name, or goes with them.
    assert (quote in public_bytes(path)) == keep
    readers = json.loads(read(f"{path}files/report.json").content)["made"]["readers"]
    assert len(readers) == (2 if keep else 1)


def test_erasing_somebody_of_whom_nothing_is_public_leaves_the_version_as_it_is(world: World) -> None:
    newsroom(world)
    path = publish(world)
    page = read(path).content
    erase_person(world.teacher, world.team, world.classmate, keep_annotations=True)
    assert read(path).content == page
    assert not PublishedReader.objects.filter(user=world.classmate).exists()


def test_a_redacted_version_does_not_say_who_and_the_next_one_compares_anew(world: World) -> None:
    newsroom(world)
    publish(world)
    mark(world.classmate, world.round, "Taxes fell", "factual-claim")
    second = publish(world)
    assert "“Taxes fell”" in read(second).content.decode()
    erase_person(world.teacher, world.team, world.classmate, keep_annotations=False)
    assert "“Taxes fell”" not in read(second).content.decode() + stored_bytes()
    assert world.classmate.name not in read(second).content.decode()


def test_deleting_an_account_redacts_what_is_published(world: World) -> None:
    path = published_with_everything_of(world)
    delete_account(world.classmate, keep_highlights=True)
    assert redacted(path)
    assert "classmate" not in public_bytes(path) + stored_bytes()


def test_publishing_goes_on_when_the_publisher_has_deleted_their_account(world: World) -> None:
    newsroom(world)
    path = publish(world, "colleague")
    delete_account(world.colleague, keep_highlights=True)
    assert read(path).status_code == 200


def test_retention_leaves_the_report_without_anybody_in_it(world: World) -> None:
    path = published_with_everything_of(world)
    set_retention(world.teacher, world.team, 30)
    now = timezone.now() + timedelta(days=60)
    delete_expired_rounds(now)
    delete_expired_rounds(now + timedelta(days=20))
    assert not Round.all_objects.filter(pk=world.round.pk).exists()
    everything = public_bytes(path) + stored_bytes()
    assert world.classmate.name not in everything
    assert NOTE not in everything
    assert not PublishedReader.objects.exists()
    assert world.annotations["loaded"].quote in public_bytes(path)


def test_a_deleted_article_leaves_an_address_that_says_so(world: World) -> None:
    path = publish(newsroom(world))
    delete_article(world.teacher, world.article)
    assert read(path).status_code == 410
    world.article.refresh_from_db()
    delete_permanently(world.teacher, world.article)
    for address in (path, path.removesuffix("1/")):
        response = read(address)
        assert response.status_code == 410
        assert 'data-state="deleted"' in response.content.decode()
        assert world.article.title not in response.content.decode()
    assert not PublishedContent.objects.exists()
    assert PublishedVersion.objects.count() == 1


def test_a_deleted_team_leaves_an_address_that_says_so(world: World) -> None:
    path = publish(newsroom(world))
    world.team.move_to_bin(world.teacher)
    assert read(path).status_code == 410
    delete_permanently(world.teacher, world.team)
    assert read(path).status_code == 410
    assert not PublishedContent.objects.exists()


def test_personal_data_have_what_is_published_of_a_person(world: World) -> None:
    path = published_with_everything_of(world)
    archive = personal_data_zip(world.classmate, world.team, world.classmate)
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        consent, reader = json.loads(file.read("published-reports.json"))
    assert (consent["names"], consent["notes"]) == (True, True)
    assert (reader["address"], reader["reader"]) == (path, world.classmate.name)


def test_a_viewer_who_agreed_and_highlighted_nothing_changes_nothing(world: World) -> None:
    newsroom(world)
    agree(world, "viewer", names=True)
    path = publish(world)
    assert world.viewer.name not in public_bytes(path)
    assert world.team.memberships.get(user=world.viewer).role == Role.VIEWER
