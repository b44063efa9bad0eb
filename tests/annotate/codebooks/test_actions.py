"""What rounds were marked with stays as it was: versions, looks in place, and tags that are archived."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import translation

from annotate.access import codebooks_for, codebooks_in, get_codebook
from annotate.annotations.actions import delete_annotation, put_annotation
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import read_codebook
from annotate.codebooks.actions import (
    StaleCodebookVersion,
    archive_codebook,
    copy_codebook,
    edit_codebook,
    import_codebook,
    install_codebook,
    install_codebooks,
)
from annotate.codebooks.tag_lookup import UnknownTag
from annotate.models import Codebook, Round
from annotate.rounds.actions import create_round
from people.models import Team
from people.permissions import Permission, PermissionRefused
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db


def changed(pure: PureCodebook, slug: str, **looks: Any) -> PureCodebook:
    """The codebook with one tag changed."""
    return replace(pure, tags=tuple(replace(t, **looks) if t.slug == slug else t for t in pure.tags))


def opened(world: World) -> Round:
    return create_round(world.teacher, world.text, codebook=world.codebook)


def test_a_copy_has_what_the_original_has(world: World) -> None:
    assert world.codebook.pure.tags == read_codebook("four-tags").tags
    assert (world.codebook.team, world.codebook.version, world.codebook.slug) == (world.team, 1, "four-tags")


def test_a_copy_is_in_the_language_of_who_copies_and_stays_in_it(world: World) -> None:
    with translation.override("es"):
        copied = copy_codebook(world.teacher, world.round.codebook, world.team)
    assert copied.pure.title == "Las cuatro etiquetas"
    assert copied.slug == "four-tags-3"
    client = world.client("teacher", headers={"accept-language": "es"})
    assert world.codebook.pure.title in client.get(f"/codebooks/{world.codebook.pk}/").content.decode()


def test_a_codebook_that_no_round_uses_is_changed_in_place(world: World) -> None:
    new = changed(world.codebook.pure, "opinion", meaning="As we see it.")
    made = edit_codebook(world.teacher, world.codebook, new)
    assert (made.pk, made.version) == (world.codebook.pk, 1)
    assert made.pure.tags == new.tags


def test_one_that_a_round_uses_gets_a_new_version_and_the_round_keeps_its_own(world: World) -> None:
    round_ = opened(world)
    before = world.codebook.pure
    new = changed(before, "opinion", meaning="As we see it.")
    made = edit_codebook(world.colleague, world.codebook, new)
    assert (made.slug, made.version, made.team) == ("four-tags", 2, world.team)
    assert made.pure.tags == new.tags
    assert Round.objects.get(pk=round_.pk).codebook.pure == before
    assert [row.pk for row in codebooks_in(world.teacher, world.team)] == [made.pk]
    with pytest.raises(StaleCodebookVersion) as error:
        edit_codebook(world.teacher, world.codebook, new)
    assert error.value.newest == made


@pytest.mark.parametrize(
    "change",
    [{"colour": "#0b2e65"}, {"colour_dark": "#9ad6ef"}, {"line": "double"}, {"archived": True}],
    ids=str,
)
def test_looks_and_what_is_archived_change_in_place(world: World, change: dict[str, Any]) -> None:
    opened(world)
    made = edit_codebook(world.teacher, world.codebook, changed(world.codebook.pure, "opinion", **change))
    assert (made.pk, made.version) == (world.codebook.pk, 1)
    assert {tag.slug: tag for tag in made.pure.tags}["opinion"] == replace(
        {tag.slug: tag for tag in read_codebook("four-tags").tags}["opinion"], **change
    )


def test_the_order_changes_in_place(world: World) -> None:
    opened(world)
    turned = replace(world.codebook.pure, tags=world.codebook.pure.tags[::-1])
    made = edit_codebook(world.teacher, world.codebook, turned)
    assert made.pk == world.codebook.pk
    assert made.pure.tags == turned.tags


def test_a_tag_that_is_left_out_is_archived_and_never_deleted(world: World) -> None:
    left = replace(world.codebook.pure, tags=world.codebook.pure.tags[:2])
    made = edit_codebook(world.teacher, world.codebook, left)
    assert [tag.slug for tag in made.pure.live] == ["factual-claim", "attributed-allegation"]
    assert [tag.slug for tag in made.pure.tags if tag.archived] == ["opinion", "loaded-language"]
    back = edit_codebook(world.teacher, made, changed(made.pure, "opinion", archived=False))
    assert [tag.slug for tag in back.pure.live] == ["factual-claim", "attributed-allegation", "opinion"]


def test_what_was_marked_with_an_archived_tag_stays_and_nothing_new_is(world: World) -> None:
    round_ = opened(world)
    old = mark(world.pupil, round_, "globalist", "loaded-language")
    claim = mark(world.pupil, round_, "nine to six", "factual-claim")
    edit_codebook(
        world.teacher, world.codebook, changed(world.codebook.pure, "loaded-language", archived=True)
    )
    round_ = Round.objects.get(pk=round_.pk)
    changed_mark = annotation_input(round_, "globalist", "loaded-language", note="Still here.")
    assert put_annotation(world.pupil, round_, old.pk, changed_mark)[0].note == "Still here."
    delete_annotation(world.pupil, round_, old.pk)
    assert not put_annotation(world.pupil, round_, old.pk, changed_mark)[0].deleted
    for pk in (uuid4(), claim.pk):
        with pytest.raises(UnknownTag, match="archived"):
            put_annotation(
                world.pupil, round_, pk, annotation_input(round_, "nine to six", "loaded-language")
            )


def test_the_marking_page_offers_no_archived_tag_and_knows_what_it_was(world: World) -> None:
    round_ = opened(world)
    edit_codebook(
        world.teacher, world.codebook, changed(world.codebook.pure, "loaded-language", archived=True)
    )
    page = world.client("pupil").get(f"/rounds/{round_.pk}/")
    assert [tag.slug for tag in page.context["tags"]] == ["factual-claim", "attributed-allegation", "opinion"]
    assert [(t["slug"], t["archived"]) for t in page.context["data"]["tags"]][-1] == ("loaded-language", True)


def test_rounds_are_offered_the_newest_that_ship_and_the_teams_own(world: World) -> None:
    install_codebooks()
    opened(world)
    made = edit_codebook(world.teacher, world.codebook, replace(world.codebook.pure, title="Ours"))
    found = [(row.title, row.team) for row in codebooks_for(world.pupil, world.team)]
    assert found == [
        *(
            (read_codebook(slug).title, None)
            for slug in ("four-tags", "news-and-opinion", "propaganda-techniques")
        ),
        ("Ours", world.team),
    ]
    for user, team in ((world.stranger, world.team), (world.teacher, None)):
        assert {row.team for row in codebooks_for(user, team)} == {None}
    archive_codebook(world.teacher, made)
    assert {row.team for row in codebooks_for(world.pupil, world.team)} == {None}
    archive_codebook(world.teacher, made, archived=False)
    assert codebooks_for(world.pupil, world.team).count() == 4


def test_a_newer_version_of_one_that_ships_takes_the_place_of_the_older(world: World) -> None:
    Codebook.objects.create(slug="four-tags", version=2, title="The four tags, anew")
    assert [row.version for row in codebooks_for(world.teacher, None)] == [2]


def test_an_import_never_writes_over_what_is_there(world: World) -> None:
    again = import_codebook(world.teacher, world.codebook.pure, world.team)
    assert (again.slug, again.version) == ("four-tags-3", 1)


def test_who_only_marks_changes_no_codebook(world: World) -> None:
    pure = world.codebook.pure
    for user in (world.pupil, world.viewer, world.stranger):
        with pytest.raises(PermissionRefused):
            edit_codebook(user, world.codebook, pure)
        with pytest.raises(PermissionRefused):
            archive_codebook(user, world.codebook)
        with pytest.raises(PermissionRefused):
            import_codebook(user, pure, world.team)


def test_one_that_ships_is_changed_by_nobody(world: World) -> None:
    with pytest.raises(PermissionRefused):
        edit_codebook(world.teacher, install_codebook(), world.codebook.pure)
    with pytest.raises(PermissionRefused):
        get_codebook(world.teacher, install_codebook().pk, Permission.EDIT_CODEBOOK)


def test_who_sees_a_round_sees_its_codebook(world: World) -> None:
    with pytest.raises(Http404):
        get_codebook(world.pupil, world.foreign_codebook.pk)
    Round.objects.filter(pk=world.round.pk).update(codebook=world.foreign_codebook)
    assert get_codebook(world.pupil, world.foreign_codebook.pk) == world.foreign_codebook


def test_a_team_takes_its_codebooks_and_rounds_with_it(world: World) -> None:
    mark(world.pupil, opened(world), "globalist", "opinion")
    Team.objects.get(pk=world.team.pk).delete()
    assert not Codebook.objects.filter(pk=world.codebook.pk).exists()
