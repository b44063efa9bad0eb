"""What a correction of the text carries over, whoever may see it: nothing of it is shown to the corrector."""

from django.db.models import QuerySet

from annotate.models import Annotation, Round
from articles.models import Text


def lock_rounds_on(text: Text) -> list[Round]:
    """Lock and return the rounds on a text, those in the bin too, in the order in which everybody locks them."""
    return list(Round.all_objects.select_for_update().filter(text=text).order_by("pk"))


def annotations_to_carry(round_: Round) -> QuerySet[Annotation]:
    """Return all annotations of a round, deleted ones too, in the order of the text."""
    annotations = Annotation.objects.filter(layer__round=round_).select_related("layer__annotator", "tag")
    return annotations.order_by("start", "end", "id")
