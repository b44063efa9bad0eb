"""Which passages a person may see: the searched articles of a team, and in them the highlights that are not hidden."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotate.access import annotated_rounds_visible_to, visible_layers
from articles.access import visible_to
from newsroom.models import Passage
from people.models import Team, User


def visible_passages(user: User, team: Team) -> QuerySet[Passage]:
    """Return the passages of a team's articles that ``user`` may see now. Highlights are those of readers alone.

    Whatever the index holds, this asks what is in the bin, deleted or hidden at this moment.
    """
    articles = visible_to(user).filter(team=team, pk=OuterRef("article"))
    rounds = annotated_rounds_visible_to(user).filter(pk=OuterRef("round"))
    layers = visible_layers(user, rounds).filter(pk=OuterRef("annotation__layer"))
    highlights = Q(annotation__deleted=False) & Q(Exists(layers))
    return Passage.objects.filter(Exists(articles), Q(annotation=None) | highlights)
