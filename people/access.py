"""The only way to get people and teams."""

from django.db.models import QuerySet

from people.models import Team, User
from people.permissions import MAY


def teams_where(user: User, verb: str) -> QuerySet[Team]:
    """The teams in which the table lets ``user`` do ``verb``, by name."""
    return Team.objects.filter(memberships__user=user, memberships__role__in=MAY[verb]).order_by("name")
