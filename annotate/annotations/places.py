"""Where an annotation is in the newest text, also if its writer has seen an earlier revision."""

from dataclasses import dataclass
from typing import Any

from annotate.annotations.spans import SpanError, check_inside, check_span, clip_span, place_fields
from annotate.models import Round
from articles.access import next_edits
from articles.editing.carry import SpanCarrier
from articles.editing.text_edit import OffsetMap, TextEdit
from articles.models import Text
from web.i18n.lazy_message import Message

NO_REVISION = Message("The text that is highlighted here has no revision {number}.")


@dataclass(frozen=True)
class Place:
    """``text[start:end]``. ``lost_from`` is ``text`` if that is an earlier one, and there is no place in the newest."""

    text: Text
    start: int
    end: int
    lost_from: Text | None = None

    def fields(self) -> dict[str, Any]:
        """Return the fields of an annotation with this place."""
        fields = place_fields(self.text.body, self.start, self.end)
        return fields | {"deleted": self.lost_from is not None, "lost_from": self.lost_from}


def find_place(round_: Round, start: int, end: int, quote: str, revision: int | None) -> Place:
    """Return the place of a span that counts on ``revision`` of the round's text, by default the newest.

    Raise SpanError or QuoteMismatch if it is no span of that revision, or outside the excerpt.
    """
    text = round_.text
    if revision is None or revision == text.revision:
        check_span(text.body, start, end, quote)
        check_inside(start, end, *round_.extract)
        return Place(text, start, end)
    seen = Text.objects.filter(article=text.article_id, revision=revision).first()
    if seen is None or revision > text.revision:
        raise SpanError(NO_REVISION.format(number=revision))
    check_span(seen.body, start, end, quote)
    for number, edits in next_edits(seen, text.revision):
        span = None if edits is None else OffsetMap(edits).span(start, end)
        if span is None:
            old, new = _body(text, number - 1), _body(text, number)
            span = SpanCarrier(old, new, edits or [TextEdit(0, len(old), new)]).carry(start, end)
        if span is None:
            return _lost(text, number - 1, start, end)
        start, end = span
    clipped = clip_span(text.body, (start, end), round_.extract)
    return Place(text, *clipped) if clipped else _lost(text, text.revision, start, end)


def _body(text: Text, revision: int) -> str:
    return Text.objects.only("body").get(article=text.article_id, revision=revision).body


def _lost(text: Text, revision: int, start: int, end: int) -> Place:
    last = Text.objects.get(article=text.article_id, revision=revision)
    return Place(last, start, end, last)
