"""Correcting a text: its next revision, and what is carried over to it."""

import pytest

from annotate.access import annotations_in
from annotate.revisions.actions import CorrectionError, RevisionOutdated, correct_text
from articles.editing.text_edit import TextEdit
from articles.errors import Unreadable
from articles.models import Text
from articles.text.draft import Formatting
from people.permissions import PermissionRefused
from tests.annotate.annotations.test_replay import check_law
from tests.world import BODY, World


def replacing(words: str, replacement: str, body: str = BODY) -> TextEdit:
    """Return the edit that replaces the first occurrence of ``words``."""
    start = body.index(words)
    return TextEdit(start, start + len(words), replacement)


def correct(world: World, *edits: TextEdit, revision: int = 1) -> Text:
    """Correct the world's article as the teacher."""
    return correct_text(world.teacher, world.article, revision, sorted(edits), [])


def quotes(world: World) -> list[str]:
    """Return the quotes of all highlights in the world's round, in the order of the text."""
    world.round.refresh_from_db()
    annotations = annotations_in(world.teacher, world.round)
    body = world.round.text.body
    assert [a.quote for a in annotations] == [body[a.start : a.end] for a in annotations]
    return [a.quote for a in annotations]


def test_the_round_moves_to_the_new_revision_with_its_highlights(world: World) -> None:
    before = quotes(world)
    text = correct(world, replacing("🌉 ", ""), replacing("globalist", "globalistic"))
    assert (text.revision, text.corrected_by) == (2, world.teacher)
    assert [quote.replace("globalist", "globalistic") for quote in before] == quotes(world)
    assert world.round.text == text
    check_law(world.round)


def test_a_highlight_without_a_place_is_kept_with_its_old_words(world: World) -> None:
    annotation = world.annotations["loaded"]
    correct(world, replacing("globalist", "elected"))
    assert "globalist" not in quotes(world)
    annotation.refresh_from_db()
    assert (annotation.deleted, annotation.lost_from, annotation.quote) == (True, world.text, "globalist")
    check_law(world.round)


def test_what_people_wrote_keeps_its_version_and_time(world: World) -> None:
    annotation = world.annotations["loaded"]
    version, time = annotation.version, annotation.updated_at
    correct(world, TextEdit(0, 2, ""))
    annotation.refresh_from_db()
    assert (annotation.version, annotation.updated_at) == (version, time)


def test_only_the_newest_revision_can_be_corrected(world: World) -> None:
    correct(world, TextEdit(0, 2, ""))
    with pytest.raises(RevisionOutdated) as error:
        correct(world, TextEdit(0, 2, ""))
    assert error.value.extensions() == {"newest": 2}
    assert world.article.texts.count() == 2


@pytest.mark.parametrize(
    ("edits", "formatting", "error"),
    [
        ([], [], CorrectionError),
        ([TextEdit(0, 0, "")], [], CorrectionError),
        ([TextEdit(0, 10**6, "")], [], CorrectionError),
        ([TextEdit(0, 2, "\0")], [], Unreadable),
        ([TextEdit(0, 2, "\r")], [], CorrectionError),
        ([TextEdit(0, len(BODY), " \n ")], [], Unreadable),
        ([TextEdit(0, 2, "a" * 2_000_001)], [], Unreadable),
        ([TextEdit(0, 2, "")], [Formatting(0, 10**6, "strong")], CorrectionError),
    ],
    ids=["nothing", "no change", "outside", "NUL", "line ends", "blank", "too long", "formatting"],
)
def test_what_could_not_be_uploaded_is_refused(
    world: World, edits: list[TextEdit], formatting: list[Formatting], error: type[Exception]
) -> None:
    world.text.formatting.clear()
    Text.objects.filter(pk=world.text.pk).update(formatting=[])
    with pytest.raises(error):
        correct_text(world.teacher, world.article, 1, edits, formatting)
    assert world.article.texts.count() == 1


@pytest.mark.parametrize("who", ["pupil", "viewer", "stranger"])
def test_only_who_may_edit_the_article_corrects_it(world: World, who: str) -> None:
    with pytest.raises(PermissionRefused):
        correct_text(getattr(world, who), world.article, 1, [TextEdit(0, 2, "")], [])
