"""Register, change and remove learning platforms, accept their deployments, and create links for registering."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lti.access import check_site_admin, is_open
from lti.errors import RegistrationError
from lti.messages.launch import Launch
from lti.messages.origins import web_origin
from lti.models import Deployment, Platform, RegistrationLink
from lti.registering.addresses import check_platform_url, host_of
from lti.registering.products import TOKEN_AUDIENCES, product_at, product_of
from people.digests import token_digest
from people.models import User
from people.quotas import check_quota

LINK_LIFETIME = timedelta(days=7)
MAX_LINKS = 50
MAX_ORIGINS = 100


@dataclass(frozen=True, slots=True)
class PlatformDetails:
    """What a platform is registered with. The last ones may be empty: they follow from the first five."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    keyset_url: str
    name: str = ""
    product: str = ""
    token_audience: str = ""
    origins: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Return the values of the model's fields."""
        own = own_origins(self.issuer, self.auth_url)
        return {
            "name": (self.name or host_of(self.issuer))[:120],
            "issuer": self.issuer,
            "client_id": self.client_id,
            "auth_url": self.auth_url,
            "token_url": self.token_url,
            "keyset_url": self.keyset_url,
            "token_audience": self.token_audience or TOKEN_AUDIENCES.get(self.token_url, ""),
            "product": self.product or product_of(self.issuer) or product_at(self.auth_url),
            "origins": list(dict.fromkeys([*self.origins, *own]))[:MAX_ORIGINS],
        }


def own_origins(issuer: str, auth_url: str) -> list[str]:
    """Return the web origins that follow from a platform's addresses."""
    return list(dict.fromkeys([web_origin(issuer), web_origin(auth_url)]))


def register_platform(user: User, details: PlatformDetails) -> Platform:
    """Register a platform. Raise ``RegistrationError`` if its issuer and client ID are registered already."""
    check_site_admin(user)
    try:
        with transaction.atomic():
            return Platform.objects.create(created_by=user, **details.fields())
    except IntegrityError:
        raise _already_registered() from None


def update_platform(user: User, platform: Platform, details: PlatformDetails) -> None:
    """Change a platform. Raise ``RegistrationError`` if another one has its issuer and client ID."""
    check_site_admin(user)
    values = details.fields()
    if values["keyset_url"] != platform.keyset_url:
        # Keys of the former address verify nothing any more.
        values |= {"keys": None, "keys_read_at": None}
    for name, value in values.items():
        setattr(platform, name, value)
    try:
        with transaction.atomic():
            platform.save(update_fields=list(values))
    except IntegrityError:
        raise _already_registered() from None


def remove_platform(user: User, platform: Platform) -> None:
    """Remove a platform with its courses, links and grades. Classes and what people did in them stay."""
    check_site_admin(user)
    platform.delete()


def accept_deployment(user: User, deployment: Deployment) -> None:
    """Accept a deployment: launches from it work from now on."""
    check_site_admin(user)
    Deployment.objects.filter(pk=deployment.pk, accepted_at=None).update(accepted_at=timezone.now())


def create_registration_link(user: User) -> tuple[RegistrationLink, str]:
    """Create a link by which one platform may register within LINK_LIFETIME. Return it with its token.

    The token is not stored, so it cannot be shown again.
    """
    check_site_admin(user)
    now = timezone.now()
    # For a while, whoever opens them still reads that they have expired.
    RegistrationLink.objects.filter(expires_at__lt=now - LINK_LIFETIME).delete()
    message = _("There are {most} addresses for registering already. Use one of them, or wait for some days.")
    check_quota(RegistrationLink.objects.filter(platform=None, expires_at__gt=now), MAX_LINKS, message)
    token = secrets.token_urlsafe(32)
    link = RegistrationLink.objects.create(
        digest=token_digest(token), created_by=user, expires_at=now + LINK_LIFETIME
    )
    return link, token


def register_by_link(link: RegistrationLink, details: PlatformDetails, deployment_id: str) -> Platform:
    """Register the platform that has used ``link``, with its deployment if it named one.

    A platform that registers again is updated, but keeps its name and the sites that show it. Raise
    ``RegistrationError`` if the link is used by now.
    """
    with transaction.atomic():
        link = (
            RegistrationLink.objects.select_for_update(of=("self",))
            .select_related("created_by")
            .get(pk=link.pk)
        )
        if not is_open(link):
            raise RegistrationError(_("This address has been used or has expired."))
        same = Platform.objects.filter(issuer=details.issuer, client_id=details.client_id).first()
        if same:
            updated = replace(details, name=same.name, origins=(*details.origins, *same.origins))
            update_platform(link.created_by, same, updated)
        platform = same or register_platform(link.created_by, details)
        if deployment_id:
            Deployment.objects.get_or_create(
                platform=platform, deployment_id=deployment_id, defaults={"accepted_at": timezone.now()}
            )
        link.platform = platform
        link.save(update_fields=["platform"])
    return platform


def learn_from_launch(platform: Platform, launch: Launch) -> None:
    """Remember what a verified launch says of its platform: which product it is, and at which site people use it."""
    values: dict[str, Any] = {}
    if launch.product and not platform.product:
        values["product"] = launch.product
    site = _site(launch.return_url)
    if site and site not in platform.origins and len(platform.origins) < MAX_ORIGINS:
        values["origins"] = [*platform.origins, site]
    for name, value in values.items():
        setattr(platform, name, value)
    if values:
        platform.save(update_fields=list(values))


def _site(url: str) -> str:
    """Return the web origin of an address that a platform sent; empty if it is not acceptable."""
    try:
        check_platform_url(url)
    except RegistrationError:
        return ""
    return web_origin(url)


def _already_registered() -> RegistrationError:
    return RegistrationError(_("A platform with this issuer and client ID is connected already."))
