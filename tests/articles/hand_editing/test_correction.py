"""A text that people have highlighted is corrected on its page: prepared, shown, applied, undone."""

import re

import pytest

from annotate.models import Annotation
from articles.access import current_text
from articles.models import PendingCorrection, Text
from tests.articles.hand_editing.changing import Editing
from tests.pictures import add_picture
from tests.world import BODY, World

pytestmark = pytest.mark.django_db


def editing_as(world: World, role: str) -> Editing:
    address = f"/articles/{world.article.pk}/correct/"
    return Editing(world.client(role), address, f"{address}change/", BODY)


def apply(editing: Editing) -> str:
    data = {"version": editing.version}
    response = editing.client.post(f"{editing.address}apply/", data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_correction_is_prepared_shown_and_applied(world: World) -> None:
    editing = editing_as(world, "colleague")
    editing.change("correct", "slams", "answers")
    assert current_text(world.article) == world.text
    preview = editing.client.get(f"{editing.address}preview/").content.decode()
    assert '<del class="by-hand">slams</del><ins class="by-hand">answers</ins>' in preview
    page = apply(editing)
    text = current_text(world.article)
    assert text.body == BODY.replace("slams", "answers")
    assert text.corrected_by == world.colleague
    assert text.hand_changes == {"corrected": 1}
    assert 'data-notice="corrected"' in page
    assert f"/articles/{world.article.pk}/revisions/2/" in page
    assert not PendingCorrection.objects.exists()


def test_the_notice_undoes_it_and_the_text_is_as_it_was(world: World) -> None:
    editing = editing_as(world, "teacher")
    before = list(Annotation.objects.order_by("pk").values_list("pk", "start", "quote"))
    editing.change("correct", "The globalist council", "A council")
    editing.change("heading", "Taxes fell")
    apply(editing)
    shown = editing.client.get(f"/articles/{world.article.pk}/revisions/2/").context
    assert [(words[:10], level) for words, level in shown["headings"]] == [("Taxes fell", 2)]
    editing.client.post(f"/articles/{world.article.pk}/revisions/2/undo/")
    text = current_text(world.article)
    assert (text.revision, text.body, text.formatting) == (3, world.text.body, world.text.formatting)
    assert list(Annotation.objects.order_by("pk").values_list("pk", "start", "quote")) == before


def test_what_is_not_applied_is_seen_by_nobody_else(world: World) -> None:
    mine, theirs = editing_as(world, "teacher"), editing_as(world, "colleague")
    mine.change("correct", "slams", "answers")
    assert len(mine.undo_buttons) == 1
    assert theirs.undo_buttons == []


def test_a_correction_meanwhile_moves_what_still_fits_and_keeps_the_rest(world: World) -> None:
    mine, theirs = editing_as(world, "teacher"), editing_as(world, "colleague")
    mine.change("correct", "slams", "answers")
    mine.change("cross-out", "Nobody should be surprised by that.")
    version = mine.version
    theirs.change("correct", "Mayor slams critics", "Mayor and critics talk")
    apply(theirs)

    response = mine.client.post(f"{mine.address}apply/", {"version": version}, follow=True)
    page = response.content.decode()
    assert 'data-notice="outdated"' in page
    assert "data-left-over" in page
    assert '<del class="by-hand">slams</del><ins class="by-hand">answers</ins>' in page
    assert len(mine.undo_buttons) == 1
    apply(mine)
    assert current_text(world.article).body.endswith("in 2023.")
    assert "data-left-over" in mine.page
    mine.client.post(f"{mine.address}discard/", {"left_over": "1"})
    assert "data-left-over" not in mine.page


def test_pictures_are_seen_where_they_stand_and_stay_there(world: World) -> None:
    picture = add_picture(world.article, 0, "A bridge")
    placed = [[picture.pk, BODY.index("Taxes"), 240, 160, "A bridge"]]
    Text.objects.update(pictures=placed)
    editing = editing_as(world, "teacher")
    before, after = editing.page.split(f'id="picture-{picture.pk}"')
    assert "We will not be silent" in before
    assert "Taxes" in after
    editing.change("correct", "slams", "says nothing to")
    apply(editing)
    text = current_text(world.article)
    assert [row[1] for row in text.pictures] == [text.body.index("Taxes")]


def test_changes_can_be_discarded(world: World) -> None:
    editing = editing_as(world, "teacher")
    editing.change("correct", "slams", "answers")
    editing.client.post(f"{editing.address}discard/")
    assert editing.undo_buttons == []
    assert current_text(world.article) == world.text


def test_an_older_correction_is_not_undone_over_a_newer_one(world: World) -> None:
    editing = editing_as(world, "teacher")
    for words in ("slams", "critics"):
        editing.change("correct", words, "X")
        apply(editing)
        editing.text = current_text(world.article).body
    response = editing.client.post(f"/articles/{world.article.pk}/revisions/2/undo/", follow=True)
    assert response.status_code == 200
    assert current_text(world.article).revision == 3


def test_pages_of_a_correction_show_nothing_of_highlights(world: World) -> None:
    Annotation.objects.update(note="a secret note")
    editing = editing_as(world, "teacher")
    page = without_tokens(editing.page)
    assert "secret" not in page
    Annotation.objects.all().delete()
    assert without_tokens(editing.page) == page


def test_whoever_may_not_edit_sees_the_corrections_but_no_button(world: World) -> None:
    editing = editing_as(world, "teacher")
    editing.change("correct", "slams", "answers")
    apply(editing)
    pupil = world.client("pupil")
    page = pupil.get(f"/articles/{world.article.pk}/").content.decode()
    assert "data-corrections" in page
    assert 'data-action="correct"' not in page
    revision = pupil.get(f"/articles/{world.article.pk}/revisions/2/").content.decode()
    assert "answers" in revision
    assert 'data-action="undo-correction"' not in revision


@pytest.mark.parametrize("body", [BODY.replace("slams", "answers"), BODY], ids=["other words", "same words"])
def test_a_revision_of_which_no_edits_are_known_is_shown_and_undone(world: World, body: str) -> None:
    """Such revisions come with files."""
    text = Text(article=world.article, revision=2, body=body, formatting=world.text.formatting)
    text.save()
    address = f"/articles/{world.article.pk}/revisions/2/"
    client = world.client("teacher")
    page = client.get(address)
    assert page.status_code == 200
    assert ("<ins" in page.content.decode()) == (body != BODY)
    assert client.post(f"{address}undo/").status_code == 302
    assert current_text(world.article).body == BODY
    assert current_text(world.article).revision == (2 if body == BODY else 3)
