"""Where a span of an earlier revision of a text is in a later one."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from articles.carrying.carry import SpanCarrier
from articles.carrying.refine import Budget
from articles.editing.text_edit import OffsetMap, TextEdit
from articles.models import Text


class CarriedSpan(NamedTuple):
    """``[start, end)`` of a revision: the one that was asked for, or the last in which the span had a place."""

    revision: int
    start: int
    end: int


def carry_span(seen: Text, last: int, start: int, end: int) -> CarriedSpan:
    """Carry ``[start, end)`` of the text ``seen`` from revision to revision, up to revision ``last``."""
    return carry_spans(seen, last, [(start, end)])[0]


def carry_spans(seen: Text, last: int, spans: Sequence[tuple[int, int]]) -> list[CarriedSpan]:
    """Carry spans of the text ``seen`` from revision to revision, up to revision ``last``, in their order.

    However many revisions there are, they share the time of one, since whoever writes keeps others waiting.
    """
    carried = [CarriedSpan(seen.revision, *span) for span in spans]
    if seen.revision == last:
        return carried
    budget = Budget()
    later = Text.objects.filter(article=seen.article_id, revision__gt=seen.revision, revision__lte=last)
    for revision, rows in later.order_by("revision").values_list("revision", "edits").iterator(20):
        # Edits are not known of texts that came with a file of an earlier version.
        edits = None if rows is None else [TextEdit(*row) for row in rows]
        offsets = None if edits is None else OffsetMap(edits)
        carrier: SpanCarrier | None = None
        for index, (reached, start, end) in enumerate(carried):
            if reached != revision - 1:
                continue
            span = None if offsets is None else offsets.span(start, end)
            if span is None:
                if carrier is None:
                    old, new = (get_revision(seen, number).body for number in (revision - 1, revision))
                    carrier = SpanCarrier(old, new, edits or [TextEdit(0, len(old), new)], budget)
                span = carrier.carry(start, end)
            if span is not None:
                carried[index] = CarriedSpan(revision, *span)
    return carried


def get_revision(text: Text, revision: int) -> Text:
    """Return another revision of a visible text, or raise ``Http404``."""
    if revision == text.revision:
        return text
    found = Text.objects.filter(article=text.article_id, revision=revision).first()
    if found is None:
        raise Http404(_("The text of this article has no revision {number}.").format(number=revision))
    return found
