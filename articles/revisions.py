"""Where a span of an earlier revision of a text is in a later one."""

from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from articles.editing.carry import SpanCarrier
from articles.editing.refine import Budget
from articles.editing.text_edit import OffsetMap, TextEdit
from articles.models import Text


class CarriedSpan(NamedTuple):
    """``[start, end)`` of a revision: the one that was asked for, or the last in which the span had a place."""

    revision: int
    start: int
    end: int


def carry_span(seen: Text, last: int, start: int, end: int) -> CarriedSpan:
    """Carry ``[start, end)`` of the text ``seen`` from revision to revision, up to revision ``last``.

    However many revisions there are, they share the time of one, since whoever writes keeps others waiting.
    """
    budget = Budget()
    later = Text.objects.filter(article=seen.article_id, revision__gt=seen.revision, revision__lte=last)
    for revision, rows in later.order_by("revision").values_list("revision", "edits").iterator(20):
        # Edits are not known of texts that came with a file of an earlier version.
        edits = None if rows is None else [TextEdit(*row) for row in rows]
        span = None if edits is None else OffsetMap(edits).span(start, end)
        if span is None:
            old, new = (get_revision(seen, number).body for number in (revision - 1, revision))
            span = SpanCarrier(old, new, edits or [TextEdit(0, len(old), new)], budget).carry(start, end)
        if span is None:
            return CarriedSpan(revision - 1, start, end)
        start, end = span
    return CarriedSpan(last, start, end)


def get_revision(text: Text, revision: int) -> Text:
    """Return another revision of a visible text, or raise ``Http404``."""
    if revision == text.revision:
        return text
    found = Text.objects.filter(article=text.article_id, revision=revision).first()
    if found is None:
        raise Http404(_("The text of this article has no revision {number}.").format(number=revision))
    return found
