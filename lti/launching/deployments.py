"""Which installation of Claimlight in a platform a launch comes from."""

from django.db import transaction
from django.utils import timezone

from lti.errors import LaunchRefused
from lti.models import Deployment, Platform
from web.i18n.lazy_message import Message

# More than these are not remembered: a platform may send any number.
MAX_WAITING = 100
WAITS = Message(
    "“{name}” has installed Claimlight at another place than before (deployment “{deployment}”). The administrator "
    "of this site has to accept that first."
)


@transaction.atomic
def _find_or_create(platform: Platform, deployment_id: str) -> Deployment | None:
    """Return the deployment, created if it is new; None if too many wait already."""
    # Of two first deployments at once, one is the first.
    Platform.objects.select_for_update(no_key=True).get(pk=platform.pk)
    deployments = platform.deployments
    found = deployments.filter(deployment_id=deployment_id).first()
    if found or deployments.filter(accepted_at=None).count() >= MAX_WAITING:
        return found
    accepted_at = None if deployments.exists() else timezone.now()
    return deployments.create(deployment_id=deployment_id, accepted_at=accepted_at)


def accepted_deployment(platform: Platform, deployment_id: str) -> Deployment:
    """Return the deployment with this id. A platform's first one is accepted at once; others wait.

    Raise ``LaunchRefused`` while it waits.
    """
    deployment = platform.deployments.filter(deployment_id=deployment_id).first()
    deployment = deployment or _find_or_create(platform, deployment_id)
    if deployment is None or deployment.accepted_at is None:
        raise LaunchRefused(WAITS.format(name=platform.name, deployment=deployment_id[:80]))
    return deployment
