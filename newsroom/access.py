"""Which passages a person may see: the searched articles of a team, and in them the highlights that are not hidden."""

from collections.abc import Iterable

from django.db.models import OuterRef

from annotate.access import annotated_rounds_visible_to, visible_layers
from articles.access import visible_to
from people.models import Team, User


def visible_article_ids(user: User, team: Team, articles: Iterable[int]) -> set[int]:
    """Return which of these articles are articles of the team that ``user`` may see now."""
    return set(visible_to(user).filter(team=team, pk__in=articles).values_list("pk", flat=True))


def visible_layer_ids(user: User, layers: Iterable[int]) -> set[int]:
    """Return which of these layers are readers' layers that ``user`` may see now."""
    rounds = annotated_rounds_visible_to(user).filter(pk=OuterRef("round"))
    return set(visible_layers(user, rounds).filter(pk__in=layers).values_list("pk", flat=True))
