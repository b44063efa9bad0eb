"""The webhooks of a team."""

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.models import Webhook
from people.models import Team


def get_webhook(team: Team, pk: int) -> Webhook:
    """Return a webhook of a visible team, or raise Http404."""
    webhook = team.webhooks.select_related("team", "owner").filter(pk=pk).first()
    if webhook is None:
        raise Http404(_("This webhook does not exist, or you do not have access to it."))
    return webhook
