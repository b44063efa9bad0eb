"""Change a team's settings for hints: the kinds that are switched off, and its own loaded words."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from annotate.models import HintSettings
from articles.hints import OwnWord, kinds
from articles.hints.own_words import checked_word, checked_words, same_word
from people.models import Team, User
from people.permissions import Permission, check_permission
from web.errors import ProblemError
from web.i18n.lazy_message import Message

NO_SUCH_KIND = Message("There is no kind of hints “{kind}”.")


class UnknownKind(ProblemError, ValueError):
    """There is no such kind of hints."""

    code = "bad-settings"


def change_hint_settings(
    user: User,
    team: Team,
    kinds_off: Iterable[str] | None = None,
    own_words: Iterable[OwnWord] | None = None,
    language_model: bool | None = None,
) -> HintSettings:
    """Replace what is given. Raise UnknownKind, or OwnWordError if a word is no plain word."""
    with transaction.atomic():
        row = _locked_row(user, team)
        if kinds_off is not None:
            chosen = set(kinds_off)
            if unknown := chosen - kinds().keys():
                raise UnknownKind(NO_SUCH_KIND.format(kind=min(unknown)[:40]))
            row.kinds_off = [slug for slug in kinds() if slug in chosen]
        if own_words is not None:
            row.own_words = [asdict(word) for word in checked_words(own_words)]
        if language_model is not None:
            row.language_model = language_model
        row.save(update_fields=["kinds_off", "own_words", "language_model"])
    return row


def add_own_word(user: User, team: Team, word: str, neutral: str = "") -> OwnWord:
    """Add a word or phrase. Raise OwnWordError if it is no plain word, in the list already, or one too many."""
    with transaction.atomic():
        row = _locked_row(user, team)
        added = checked_word(word, neutral)
        stored = [OwnWord(**each) for each in row.own_words]
        row.own_words = [asdict(each) for each in checked_words((*stored, added))]
        row.save(update_fields=["own_words"])
    return added


def remove_own_word(user: User, team: Team, word: str) -> None:
    """Remove a word or phrase. Idempotent."""
    with transaction.atomic():
        row = _locked_row(user, team)
        row.own_words = [each for each in row.own_words if not same_word(each["word"], word)]
        row.save(update_fields=["own_words"])


def _locked_row(user: User, team: Team) -> HintSettings:
    check_permission(user, Permission.EDIT_TEAM, team)
    # The team exists and the row may not: locking it keeps two from adding words at once.
    Team.objects.select_for_update().get(pk=team.pk)
    return HintSettings.objects.get_or_create(team=team)[0]
