"""The text under review is changed by hand: visibly, undoably, and without cleaning it again."""

from typing import Any

import pytest

from annotate.rounds.actions import create_round
from articles.actions import add_article, freeze, review
from articles.cleaning import as_read
from articles.editing.commands import correct, cross_out
from articles.editing.hand_edits import HandEdits, edit_id
from articles.editing.text_edit import EditError, TextEdit
from articles.hand_editing.actions import change_draft
from articles.models import Article, Text
from articles.parsing.length import MAX_CHARS
from articles.text.draft import Draft
from reports.loader import load_report
from reports.options import ReportOptions
from tests.articles.hand_editing.changing import BY_SCRIPT, Editing
from tests.world import World, mark
from web import rate_limits

pytestmark = pytest.mark.django_db
TEXT = (
    "Bridge closes\n\nThe counsil closed the bridge on Monday. It had cracks.\n\nAdvertisement\n\n"
    "Sign our petition!\n\nThe *mayor* said nothing.\n\nWhat now\n\nNobody knows."
)
READ = TEXT.replace("*", "")


@pytest.fixture
def editing(world: World) -> Editing:
    client = world.client("teacher")
    assert client.post("/articles/new/", {"text": TEXT, "team": world.team.pk}).status_code == 302
    address = f"/articles/{Article.objects.latest('pk').pk}"
    return Editing(client, f"{address}/review/", f"{address}/change/", READ)


@pytest.fixture
def article(editing: Editing) -> Article:
    return Article.objects.latest("pk")


def frozen(world: World, article: Article) -> Text:
    return freeze(world.teacher, Article.objects.get(pk=article.pk))


def change_much(editing: Editing) -> None:
    for action, words, replacement in (
        ("correct", "counsil", "council"),
        ("cross-out", "Sign our petition!", ""),
        ("split", "It had cracks", ""),
        ("heading", "What now", ""),
        ("correct", "mayor", "major"),
    ):
        assert editing.change(action, words, replacement).status_code == 200


def test_what_is_frozen_is_the_text_with_all_changes(
    world: World, article: Article, editing: Editing
) -> None:
    change_much(editing)
    text = frozen(world, article)
    assert text.body == (
        "Bridge closes\n\nThe council closed the bridge on Monday.\n\nIt had cracks.\n\n"
        "The major said nothing.\n\nWhat now\n\nNobody knows."
    )
    rows = [(text.body[start:end], kind) for start, end, kind, _ in text.formatting]
    assert ("What now", "heading") in rows
    assert ("major", "emphasis") in rows
    assert text.hand_changes == {"removed": 1, "corrected": 2, "split": 1, "headings": 1}


def test_the_page_shows_old_and_new_words_and_each_change_can_be_undone_alone(
    world: World, article: Article, editing: Editing
) -> None:
    change_much(editing)
    page = editing.page
    assert '<del class="by-hand">counsil</del><ins class="by-hand"' in page
    assert page.count('aria-labelledby="undo-name hand-') == 4
    buttons = editing.undo_buttons
    assert len(buttons) == 5
    for edit in reversed(buttons):
        editing.change("undo", edit=edit, version="")
    assert editing.undo_buttons == []
    assert frozen(world, article).body == READ.replace("Advertisement\n\n", "")


def test_the_original_stays_as_it_was_uploaded(article: Article, editing: Editing) -> None:
    change_much(editing)
    with article.original.open() as file:
        assert file.read().decode() == TEXT


def test_a_change_cleans_nothing_again(article: Article, editing: Editing) -> None:
    stored = as_read(Draft.from_json(article.draft)).to_json()
    Article.objects.filter(pk=article.pk).update(cleaning=stored)
    assert editing.change("cross-out", "Nobody knows.").status_code == 200
    assert 'class="clutter"' not in editing.page


def test_clutter_can_be_kept_beside_changes_by_hand(world: World, article: Article, editing: Editing) -> None:
    change_much(editing)
    article.refresh_from_db()
    (edit,) = {row[2] for row in article.cleaning["segments"] if row[1] == "removed" and row[2]}
    response = editing.client.post(f"/articles/{article.pk}/keep/", {"edit": edit, "kept": "1"}, follow=True)
    assert "Advertisement" in response.content.decode()
    assert len(editing.undo_buttons) == 5
    assert "cracks.\n\nAdvertisement\n\nThe major" in frozen(world, article).body


def test_an_old_page_changes_nothing_and_shows_the_text_as_it_is(editing: Editing) -> None:
    old = editing.version
    editing.change("cross-out", "Nobody knows.")
    response = editing.change("cross-out", "What now", version=old)
    assert response.status_code == 409
    assert "data-error" in response.content.decode()
    assert len(editing.undo_buttons) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "nothing"},
        {"action": "cross-out", "start": "10", "end": "5"},
        {"action": "cross-out", "start": "900", "end": "905"},
        {"action": "correct", "start": "0", "end": "4", "words": "x" * 20_001},
        {"action": "join", "start": "0"},
        {"action": "split", "start": "0"},
    ],
    ids=["unknown", "backwards", "outside", "long", "first", "at start"],
)
def test_a_change_that_does_not_fit_is_refused(editing: Editing, fields: dict[str, Any]) -> None:
    data = {"version": editing.version} | fields
    response = editing.client.post(editing.change_address, data, headers=BY_SCRIPT)
    assert response.status_code == 422
    assert editing.undo_buttons == []


def test_without_scripts_the_page_comes_back_at_the_place(editing: Editing) -> None:
    editing.change("cross-out", "Nobody knows.")
    (edit,) = editing.undo_buttons
    response = editing.client.post(editing.change_address, {"action": "undo", "edit": edit})
    assert response.status_code == 302
    assert response["Location"] == f"{editing.address}#{edit}"
    assert editing.undo_buttons == []


def test_changes_are_counted(editing: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rate_limits.LIMITS, "editing", 1)
    assert editing.change("cross-out", "What now").status_code == 200
    assert editing.change("cross-out", "Nobody knows.").status_code == 429


def test_words_of_the_text_are_no_markup(editing: Editing) -> None:
    editing.change("correct", "Nobody", "<b>Nobody</b>")
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in editing.page
    assert "<b>Nobody" not in editing.page


def test_a_report_says_what_was_changed_by_hand(world: World, article: Article, editing: Editing) -> None:
    change_much(editing)
    mark(world.teacher, create_round(world.teacher, frozen(world, article)), "council", "opinion")
    article.refresh_from_db()
    report = load_report(world.teacher, article, ReportOptions()).report
    assert report.made.changed_by_hand == {"removed": 1, "corrected": 2, "split": 1, "headings": 1}
    page = world.client("teacher").get(f"/articles/{article.pk}/report/").content.decode()
    assert "data-changed-by-hand" in page


def test_no_text_becomes_longer_than_one_that_can_be_uploaded(world: World) -> None:
    draft = Draft("word" + " word" * (MAX_CHARS // 5 - 1))
    article = add_article(world.teacher, draft, b"", "words.txt")
    change_draft(world.teacher, article, lambda composed: cross_out(composed, 0, 4))
    longer = lambda composed: correct(composed, 10, 14, "words")  # noqa: E731
    change_draft(world.teacher, article, longer)
    article.refresh_from_db()
    crossed_out, _longer = review(article).hand.edits
    change_draft(world.teacher, article, lambda composed: composed.hand.undo(edit_id(crossed_out)))
    with pytest.raises(EditError):
        change_draft(world.teacher, article, lambda composed: correct(composed, 30, 34, "some more words"))
    Article.objects.filter(pk=article.pk).update(
        hand_edits=HandEdits((TextEdit(0, 4, "some more words"),)).to_json()
    )
    for address in (f"/articles/{article.pk}/freeze/", f"/articles/{article.pk}/start/"):
        answer = world.client("teacher").post(address)
        assert answer.headers["Location"] == f"/articles/{article.pk}/review/"
    assert not article.texts.exists()
