"""Carry one round over to the next revision of its text: its excerpt, annotations, polls and dismissed clusters."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from annotate.access import CORRECTED, annotations_to_carry, changes_before, end_of_revision, polls_in
from annotate.annotations.adjudication import DISMISS, RESTORE, dismissed_clusters
from annotate.annotations.json import annotation_json, deletion_json
from annotate.annotations.replay import DELETE, PUT, replay_changes
from annotate.annotations.spans import clip_span, place_fields
from annotate.discussion.polls import CLOSE, OPEN, poll_json
from annotate.enums import LayerKind
from annotate.models import Annotation, Change, Layer, Poll, Round
from articles.carrying.carry import SpanCarrier
from articles.models import Text
from people.models import User

PLACE = ["start", "end", "quote", "prefix", "suffix", "deleted", "lost_from"]
BATCH_SIZE = 500


class RoundCarrier:
    """Moves one round, which is locked, from a text to the next one, and logs what that changes.

    What people wrote stays as it is, its version and the time of its last change too: nobody has changed it.
    """

    def __init__(self, user: User, round_: Round, old: Text, new: Text, carrier: SpanCarrier) -> None:
        self.user, self.round, self.old, self.new, self.carrier = user, round_, old, new, carrier
        self.now: datetime = timezone.now()
        self.logged: list[Change] = []

    def carry(self) -> None:
        """Move the round to the new text, with everything in it, and log what that changes."""
        before = {"revision": self.old.revision, "extract": self._extract()}
        self._carry_extract()
        self.round.text = self.new
        self._log(CORRECTED, {"revision": self.new.revision, "extract": self._extract(), "before": before})
        self._carry_annotations()
        for poll in polls_in(self.round):
            self._carry_poll(poll)
        self._carry_dismissed_clusters()
        Change.objects.bulk_create(self.logged, batch_size=BATCH_SIZE)
        self.round.save(update_fields=["text", "extract_start", "extract_end", "last_seq"])

    def _log(self, verb: str, payload: dict[str, Any], layer: Layer | None = None) -> None:
        self.round.last_seq += 1
        self.logged.append(
            Change(
                round=self.round, seq=self.round.last_seq, actor=self.user, layer=layer, verb=verb, payload=payload,
                created_at=self.now,
            )
        )  # fmt: skip

    def _extract(self) -> list[int] | None:
        return None if self.round.extract_end is None else list(self.round.extract)

    def _carry_extract(self) -> None:
        """Carry the excerpt over. If nothing is left of it, the whole text is to be annotated."""
        if self.round.extract_end is not None:
            rest = self.carrier.rest(*self.round.extract)
            self.round.extract_start, self.round.extract_end = rest or (None, None)

    def _carry_annotations(self) -> None:
        for annotation in annotations_to_carry(self.round):
            before = _place_columns(annotation)
            was_lost = annotation.deleted
            if place := self._place_of(annotation):
                _set_place(annotation, self.new, *place)
            elif not was_lost:
                annotation.deleted, annotation.lost_from = True, self.old
            if _place_columns(annotation) == before:
                continue
            # One by one: Django's ``bulk_update`` takes ten times as long for so many columns.
            annotation.save(update_fields=PLACE)
            if annotation.deleted:
                self._log(DELETE, deletion_json(annotation), annotation.layer)
            else:
                self._log(PUT, annotation_json(annotation), annotation.layer)

    @cached_property
    def _undone(self) -> dict[str, dict[str, Any]]:
        """The annotations as they stood on the last earlier revision with the new text, if there is one."""
        same = Text.objects.filter(article=self.new.article_id, sha256=self.new.sha256)
        former = same.exclude(pk=self.new.pk).order_by("-revision").first()
        end = former and end_of_revision(self.round, former.revision)
        return replay_changes(changes_before(end, PUT, DELETE).values_list("verb", "payload")) if end else {}

    def _place_of(self, annotation: Annotation) -> tuple[int, int] | None:
        """Return the annotation's place in the new text.

        If the text is what it was before, and nobody has changed the annotation since, that is its place of then.
        """
        former = self._undone.get(str(annotation.pk), {})
        if former.get("version") == annotation.version and (span := self._span_in_new_text(former)):
            return span
        if not annotation.deleted:
            return self._place(annotation.start, annotation.end)
        place = self.carrier.find_again(annotation.quote, annotation.prefix, annotation.suffix)
        return place and clip_span(self.new.body, place, self.round.extract)

    def _span_in_new_text(self, row: dict[str, Any]) -> tuple[int, int] | None:
        """Return the span of a row of the log, None if its words are not there."""
        span = row.get("start", 0), row.get("end", 0)
        words = self.new.body[slice(*span)]
        return clip_span(self.new.body, span, self.round.extract) if words == row.get("quote") else None

    def _place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the old text is in the excerpt of the new one."""
        place = self.carrier.carry(start, end)
        return place and clip_span(self.new.body, place, self.round.extract)

    def _carry_poll(self, poll: Poll) -> None:
        """Carry a poll over. One whose passage is gone is closed, and stays where that was."""
        place = self._place(poll.start, poll.end)
        if place is None:
            start = min(self.carrier.offset(poll.start), len(self.new.body) - 1)
            place = start, start + 1
            poll.closed_at = poll.closed_at or self.now
        poll.start, poll.end = place
        poll.save(update_fields=["start", "end", "closed_at"])
        self._log(CLOSE if poll.closed_at else OPEN, poll_json(poll))

    def _carry_dismissed_clusters(self) -> None:
        dismissed = sorted(dismissed_clusters(self.round))
        places = {span: self._place(*span) for span in dismissed}
        moved = {span: place for span, place in places.items() if place != span}
        if not moved:
            return
        layer = self.round.layers.get(kind=LayerKind.ADJUDICATED)
        for start, end in moved:
            self._log(RESTORE, {"start": start, "end": end}, layer)
        for place in filter(None, moved.values()):
            self._log(DISMISS, {"start": place[0], "end": place[1]}, layer)


def _place_columns(annotation: Annotation) -> list[Any]:
    return [vars(annotation)[Annotation._meta.get_field(name).attname] for name in PLACE]


def _set_place(annotation: Annotation, text: Text, start: int, end: int) -> None:
    """Set the span of an annotation, with the quote and its context, without saving them."""
    fields = place_fields(text.body, start, end) | {"deleted": False, "lost_from": None}
    for name, value in fields.items():
        setattr(annotation, name, value)
