"""What a correction of the text carries over, whoever may see it: nothing of it is shown to the corrector."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from annotate.models import Annotation, Change, Round
from articles.models import Text

# The verb of the change with which a round moves to the next revision; changes before it count on the one before.
CORRECTED = "text.corrected"


def lock_rounds_on(text: Text) -> list[Round]:
    """Lock and return the rounds on a text, those in the bin too, in the order in which everybody locks them."""
    return list(Round.all_objects.select_for_update().filter(text=text).order_by("pk"))


def annotations_to_carry(round_: Round) -> QuerySet[Annotation]:
    """Return the annotations of a round, and those without a place, in the order of the text."""
    annotations = Annotation.objects.filter(
        Q(deleted=False) | Q(lost_from__isnull=False), layer__round=round_
    )
    annotations = annotations.select_related("layer__annotator", "tag")
    return annotations.order_by("start", "end", "id")


def corrections_of(rounds: Iterable[Round], revisions: Iterable[int]) -> QuerySet[Change]:
    """Return the changes with which these visible rounds moved to any of the revisions."""
    changes = Change.objects.filter(
        verb=CORRECTED, layer=None, round__in=rounds, payload__revision__in=list(revisions)
    )
    return changes.select_related("round__text")


def end_of_revision(round_: Round, revision: int) -> Change | None:
    """Return the change with which the round moved from a revision of its text to the next."""
    return corrections_of([round_], [revision + 1]).first()


def changes_before(change: Change, *verbs: str) -> QuerySet[Change]:
    """Return the round's changes of these verbs before ``change``, oldest first."""
    return Change.objects.filter(round=change.round_id, seq__lt=change.seq, verb__in=verbs).order_by("seq")
