"""Where an annotation is in the newest text, also if its writer has seen an earlier revision."""

from dataclasses import dataclass
from typing import Any

from annotate.annotations.spans import SpanError, check_inside, check_span, clip_span, place_fields
from annotate.models import Round
from articles.models import Text
from articles.revisions import carry_span, get_revision
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
    carried = carry_span(seen, text.revision, start, end)
    if carried.revision == text.revision:
        span = clip_span(text.body, (carried.start, carried.end), round_.extract)
        if span:
            return Place(text, *span)
    last = get_revision(text, carried.revision)
    return Place(last, carried.start, carried.end, last)
