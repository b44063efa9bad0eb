"""Correct the text of an article: make its next revision, and carry over to it what people made on the last one."""

from collections.abc import Sequence

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import lock_rounds_on
from annotate.change_log import announce_changes
from annotate.revisions.carry_round import RoundCarrier
from articles.access import current_text
from articles.carrying.carry import SpanCarrier
from articles.editing.changes import add_counts, count_correction
from articles.editing.pictures import carried_pictures
from articles.editing.text_edit import EditError, TextEdit, apply_edits, check_edits
from articles.models import Article, Text
from articles.parsing.length import check_length
from articles.readers.text import check_text
from articles.text.draft import Formatting, FormattingError, check_formatting
from people.models import User
from people.permissions import Permission, check_permission
from people.quotas import REVISIONS_OF_ARTICLE, check_quota
from web.errors import ProblemError
from web.i18n.lazy_message import Message

OUTDATED = Message(
    "Somebody else has corrected this text in the meantime. Reload the page to see its newest version."
)
NOTHING_CHANGED = Message("Nothing was changed. Correct something first.")
BAD_CHARACTERS = Message("The corrected text has characters that cannot be stored.")
TOO_MANY = N_(
    "This text has been corrected {most} times, the maximum. Upload it again to correct it further."
)

# Sent within the transaction of a correction, with ``old`` and ``new`` (texts) and the ``carrier`` of their spans.
text_corrected = Signal()


class RevisionOutdated(ProblemError):
    """The revision that was to be corrected is no longer the newest; ``newest`` is the number of the one that is."""

    status = 409
    code = "revision-outdated"

    def __init__(self, newest: int) -> None:
        super().__init__(OUTDATED)
        self.newest = newest

    def extensions(self) -> dict[str, int]:
        """Return the number of the newest revision."""
        return {"newest": self.newest}


class CorrectionError(ProblemError, ValueError):
    """The edits or the formatting do not fit the text. The message says why."""

    code = "bad-correction"


@transaction.atomic
def correct_text(
    user: User, article: Article, revision: int, edits: Sequence[TextEdit], formatting: Sequence[Formatting]
) -> Text:
    """Make the next revision of the article's text, and return it.

    ``revision`` is the one that the edits are of; ``formatting`` is that of the new text. All rounds on the text move
    to the new one, with everything in them. Raise RevisionOutdated if the revision is not the newest one,
    CorrectionError or Unreadable if the edits or their result are not valid, ``Http404`` if the text is still under
    review.
    """
    check_permission(user, Permission.EDIT_ARTICLE, article)
    # Whoever corrects waits here for the other, and nobody adds a round meanwhile.
    article = Article.all_objects.select_for_update().get(pk=article.pk)
    text = current_text(article)
    if text.revision != revision:
        raise RevisionOutdated(text.revision)
    rows = [[f.start, f.end, f.kind, f.value] for f in formatting]
    if not edits and rows == text.formatting:
        raise CorrectionError(NOTHING_CHANGED)
    check_quota(article.texts.all(), REVISIONS_OF_ARTICLE, _(TOO_MANY))
    body = _corrected(text.body, edits, formatting)
    new = Text(
        article=article,
        revision=revision + 1,
        body=body,
        formatting=rows,
        pictures=carried_pictures(text.pictures, edits, body),
        edits=[[edit.start, edit.end, edit.replacement] for edit in edits],
        corrected_by=user,
        hand_changes=add_counts(
            text.hand_changes, count_correction(text.body, _formatting(text), edits, formatting)
        )
        or None,
    )
    new.save()
    carrier = SpanCarrier(text.body, body, edits)
    for round_ in lock_rounds_on(text):
        RoundCarrier(user, round_, text, new, carrier).carry()
    text_corrected.send(sender=Text, old=text, new=new, carrier=carrier)
    announce_changes()
    return new


def _formatting(text: Text) -> list[Formatting]:
    return [Formatting(*row) for row in text.formatting]


def _corrected(body: str, edits: Sequence[TextEdit], formatting: Sequence[Formatting]) -> str:
    """Return the text after the edits, if it could have been uploaded."""
    try:
        check_edits(body, edits)
        corrected = check_length(apply_edits(body, edits))
        if check_text(corrected) != corrected:
            raise CorrectionError(BAD_CHARACTERS)
        check_formatting(corrected, formatting)
    except (EditError, FormattingError) as error:
        raise CorrectionError(error.args[0]) from None
    return corrected
