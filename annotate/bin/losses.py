"""What is lost with something that is deleted for good, in numbers."""

from dataclasses import dataclass

from annotate.bin.access import articles_deleted_with, rounds_of
from annotate.enums import LayerKind
from annotate.models import Annotation, Layer, Lesson, Round
from articles.models import Article
from people.models import Team


@dataclass(frozen=True, slots=True)
class Losses:
    """How many exercises, people and highlights; ``highlights`` is None while people must not know of each other's."""

    articles: int
    exercises: int
    people: int
    highlights: int | None


def losses(row: Article | Round | Lesson | Team) -> Losses:
    """Count what hangs on ``row``, what is in the bin already included."""
    rounds = rounds_of(row)
    layers = Layer.objects.filter(round__in=rounds, kind=LayerKind.READER)
    highlights = Annotation.objects.filter(layer__in=layers, deleted=False)
    hidden = any(round_.hides for round_ in rounds.only("mode", "state"))
    if isinstance(row, Team):
        articles = Article.all_objects.filter(team=row).count()
    else:
        articles = articles_deleted_with(row).count() if isinstance(row, Lesson) else 0
    return Losses(
        articles,
        0 if isinstance(row, Round | Lesson) else rounds.count(),
        layers.exclude(annotator=None).values("annotator").distinct().count(),
        None if hidden else highlights.count(),
    )
