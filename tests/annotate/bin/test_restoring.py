"""What is in the bin is listed there, and comes back as it was."""

import re
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from annotate.bin.access import bin_items, bin_row
from annotate.bin.actions import restore
from annotate.models import Round
from articles.models import Article
from people.actions.teams import set_role
from people.models import User
from people.permissions import Role
from tests.annotate.bin.things import text_of
from tests.world import World


def test_who_deleted_it_by_mistake_undoes_it_at_once(world: World) -> None:
    client = world.client("teacher")
    for path, undone in (
        (f"/rounds/{world.round.pk}/delete/", f"/rounds/{world.round.pk}/about/"),
        (f"/articles/{world.article.pk}/delete/", f"/articles/{world.article.pk}/"),
        (f"/teams/{world.team.pk}/delete/", f"/teams/{world.team.pk}/"),
    ):
        page = text_of(client.post(path, follow=True))
        [undo] = re.findall(
            r'action="(/bin/[^"]+)"><[^>]+><button data-action="undo">',
            page.replace('input type="hidden" ', "input "),
        )
        assert client.get(undone).status_code == 404
        assert client.post(undo).url == undone
        assert client.get(undone).status_code == 200


def test_the_bin_says_what_who_when_and_how_long(world: World) -> None:
    world.round.move_to_bin(world.colleague)
    world.draft.move_to_bin(world.teacher)
    Round.all_objects.filter(pk=world.draft.pk).update(
        deleted_at=timezone.now() - timedelta(days=28, hours=1)
    )
    page = text_of(world.client("teacher").get(f"/teams/{world.team.pk}/bin/"))
    assert "deleted by colleague" in page
    assert "30 days left" in page
    assert "2 days left" in page
    items = world.client("teacher").get("/api/v1/bin/").json()["results"]
    assert [(item["kind"], item["id"], item["deleted_by"]) for item in items] == [
        ("rounds", world.round.pk, "colleague"),
        ("rounds", world.draft.pk, "teacher"),
    ]
    assert world.client("teacher").get(f"/api/v1/bin/?team={world.team.pk}").json()["results"] == items
    assert world.client("stranger").get("/api/v1/bin/").json() == {"results": []}
    assert "data-empty" in world.client("stranger").get("/bin/").content.decode()


def test_a_round_comes_back_with_its_article(world: World) -> None:
    world.round.move_to_bin(world.teacher)
    world.article.move_to_bin(world.teacher)
    assert "data-with-article" in world.client("teacher").get("/bin/").content.decode()
    # Whoever may not restore the article restores nothing.
    client = world.client("colleague")
    assert client.post(f"/bin/rounds/{world.round.pk}/restore/").status_code == 403
    assert Round.all_objects.get(pk=world.round.pk).deleted_at
    assert world.client("teacher").post(f"/bin/rounds/{world.round.pk}/restore/").status_code == 302
    assert client.get(f"/rounds/{world.round.pk}/").status_code == 200
    assert bin_items(world.teacher) == []


def test_what_is_in_a_deleted_class_waits_for_the_class(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    world.team.move_to_bin(world.teacher)
    teacher = User.objects.get(pk=world.teacher.pk)
    assert [item.kind for item in bin_items(teacher)] == ["teams"]
    with pytest.raises(Http404):
        bin_row(teacher, "articles", world.article.pk)
    restore(teacher, bin_row(teacher, "teams", world.team.pk))
    assert [item.kind for item in bin_items(world.teacher)] == ["articles"]


def test_whoever_becomes_an_owner_can_restore_and_whoever_is_none_any_more_cannot(world: World) -> None:
    world.article.move_to_bin(world.teacher)
    set_role(world.teacher, world.team, world.colleague, Role.OWNER)
    colleague = User.objects.get(pk=world.colleague.pk)
    set_role(colleague, world.team, world.teacher, Role.EDITOR)
    teacher = User.objects.get(pk=world.teacher.pk)
    assert bin_items(teacher) == []
    restore(colleague, bin_row(colleague, "articles", world.article.pk))
    assert Article.objects.filter(pk=world.article.pk).exists()
