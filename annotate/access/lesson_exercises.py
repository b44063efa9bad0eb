"""Answer keys for whoever copies exercises, and whether anybody has begun to work on them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotate.enums import LayerKind, RoundState
from annotate.models import Annotation, Comment, Layer, Poll, Presence, QuestionAnswer, Round, ShownHint

# Somebody whose page was open so long ago may be reading still.
ONLINE = timedelta(minutes=1)
NOT_OVER = (RoundState.DRAFT, RoundState.OPEN)
ANSWER_COLUMNS = ("layer__round", "start", "end", "quote", "tag__slug", "answer", "note", "details")


def answers_of_keys(rounds: Iterable[Round]) -> Iterable[tuple[Any, ...]]:
    """Return ANSWER_COLUMNS of the answer keys, in the order of the texts.

    For those who may see the keys of all these rounds, which the caller has checked.
    """
    answers = Annotation.objects.filter(layer__round__in=rounds, layer__kind=LayerKind.KEY, deleted=False)
    rows = answers.order_by("start", "end", "tag__slug", "created_at", "pk")
    return rows.values_list(*ANSWER_COLUMNS)


def begun_assignments(assignments: Iterable[int]) -> set[int]:
    """Return those of the assignments on which somebody has begun to work, or of which a round is over."""
    online = Presence.objects.filter(round=OuterRef("pk"), seen_at__gt=timezone.now() - ONLINE)
    begun = Q(Exists(Layer.objects.filter(round=OuterRef("pk"), kind=LayerKind.READER)))
    begun |= Q(Exists(ShownHint.objects.filter(round=OuterRef("pk"))))
    begun |= Q(Exists(Poll.objects.filter(round=OuterRef("pk"))))
    begun |= Q(Exists(Comment.objects.filter(annotation__layer__round=OuterRef("pk"))))
    begun |= Q(Exists(online)) | ~Q(state__in=NOT_OVER)
    rounds = Round.objects.filter(begun, assigned__assignment__in=assignments)
    answers = QuestionAnswer.objects.filter(assignment__in=assignments)
    return {
        *rounds.values_list("assigned__assignment", flat=True),
        *answers.values_list("assignment", flat=True),
    }
