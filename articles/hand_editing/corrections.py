"""Corrections of a text that can be annotated, which their author has not applied yet."""

from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet

from articles.access import current_text, revisions_of
from articles.cleaning import as_read
from articles.editing.changes import subtract_counts
from articles.editing.compose import Composed, compose
from articles.editing.hand_edits import HandEdits
from articles.editing.rebase import rebase
from articles.editing.text_edit import TextEdit
from articles.hand_editing.actions import Change
from articles.models import Article, PendingCorrection, Text
from articles.text.draft import Draft, Formatting
from people.models import Team, User
from people.permissions import Permission, check_permission


def composed_text(text: Text, hand: HandEdits) -> Composed:
    """Return a text that can be annotated with changes by hand."""
    return compose(as_read(Draft(text.body, formatting=formatting_of(text))), hand)


def formatting_of(text: Text) -> tuple[Formatting, ...]:
    """Return the formatting of a text."""
    return tuple(Formatting(*row) for row in text.formatting)


def edits_of(text: Text) -> list[TextEdit]:
    """Return the edits that made this revision from the one before; none if they are not known."""
    return [TextEdit(*row) for row in text.edits or ()]


def edits_between(before: Text, text: Text) -> list[TextEdit]:
    """Return the edits that made ``text`` from the revision ``before`` it; if they are not known, one of all of it."""
    if text.edits is None and before.body != text.body:
        return [TextEdit(0, len(before.body), text.body)]
    return edits_of(text)


def corrections_of(article: Article) -> list[tuple[Text, dict[str, int]]]:
    """Return the corrections of the text, newest first, with how much each of them changed."""
    revisions = list(revisions_of(article))
    return [
        (text, subtract_counts(text.hand_changes, before.hand_changes))
        for text, before in pairwise(revisions)
    ]


def pending_changes(user: User, text: Text) -> HandEdits:
    """Return what ``user`` wants to change in a text."""
    row = PendingCorrection.objects.filter(user=user, text=text).first()
    return HandEdits.from_json(row and row.hand_edits)


def left_over_changes(user: User, text: Text) -> list[Composed]:
    """Return the changes of earlier revisions for which ``move_pending_changes`` found no place, on their texts."""
    rows = _rows_of(user, text.article).exclude(text=text)
    return [composed_text(row.text, HandEdits.from_json(row.hand_edits)) for row in rows]


@transaction.atomic
def move_pending_changes(user: User, article: Article) -> int:
    """Move what ``user`` wanted to change in earlier revisions to the newest one; return how many changes were moved.

    Those that find no place, because others corrected the same words, stay with their revision.
    """
    text, count = current_text(article), 0
    for row in _rows_of(user, article).exclude(text=text).select_for_update(of=("self",)):
        hand = HandEdits.from_json(row.hand_edits)
        later = list(article.texts.filter(revision__gt=row.text.revision).order_by("revision"))
        if any(revision.edits is None for revision in later):
            continue
        moved, rest = rebase(hand, list(map(edits_of, later)), pending_changes(user, text))
        if rest != hand:
            count += len(hand.ids) - len(rest.ids)
            _store(user, row.text, rest)
            _store(user, text, moved)
    return count


@transaction.atomic
def change_correction(user: User, article: Article, change: Change) -> None:
    """Change what ``user`` wants to change in the newest text; nobody else sees it before it is applied."""
    check_permission(user, Permission.EDIT_ARTICLE, article)
    # Two windows of one person wait for each other.
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    text = current_text(article)
    _store(user, text, change(composed_text(text, pending_changes(user, text))))


def discard_correction(user: User, article: Article, of: Text) -> None:
    """Forget what ``user`` wanted to change in this text of the article."""
    PendingCorrection.objects.filter(user=user, text__article=article, text=of).delete()


def discard_left_over(user: User, article: Article) -> None:
    """Forget the changes of earlier revisions for which no place was found."""
    _rows_of(user, article).exclude(text=current_text(article)).delete()


def forget_corrections(team: Team, person: User) -> None:
    """Remove the name of ``person`` from the corrections in ``team``, and what they have not applied."""
    Text.objects.filter(article__team=team, corrected_by=person).update(corrected_by=None)
    PendingCorrection.objects.filter(text__article__team=team, user=person).delete()


def _rows_of(user: User, article: Article) -> QuerySet[PendingCorrection]:
    rows = PendingCorrection.objects.filter(user=user, text__article=article)
    return rows.select_related("text__article").order_by("text__revision")


def _store(user: User, text: Text, hand: HandEdits) -> None:
    if hand:
        values = {"hand_edits": hand.to_json()}
        PendingCorrection.objects.update_or_create(user=user, text=text, defaults=values)
    else:
        PendingCorrection.objects.filter(user=user, text=text).delete()
