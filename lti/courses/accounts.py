"""Who the people of a platform are here: by the platform's own id alone, never by a name or an address."""

from django.db import transaction
from django.utils.translation import gettext as _

from lti.enums import EnrollmentRole
from lti.errors import LaunchRefused
from lti.messages.launch import Launch
from lti.models import Platform, PlatformAccount
from people.models import User
from people.names import MAX_NAME, UsedNames, readable_name
from web.i18n.lazy_message import Message

# Room for a space and a number behind a name that is taken.
MAX_PLATFORM_NAME = MAX_NAME - 6
ANONYMOUS = Message(
    "The learning platform did not say who you are. Ask its administrator to send Claimlight the ids of its users."
)
ACCOUNT_CLOSED = Message("Your account has been closed. Ask whoever runs this site.")

ADMINISTRATOR = Message(
    "You administer this site, so no learning platform can sign you in. Sign in with your password instead."
)


def account_for(platform: Platform, launch: Launch, role: EnrollmentRole) -> PlatformAccount:
    """Return the account of whoever launches, created on their first launch.

    A pupil whose name the platform does not send has none yet. Raise ``LaunchRefused`` for anonymous launches, and for
    accounts that the site has closed or that administer it.
    """
    if not launch.subject:
        raise LaunchRefused(ANONYMOUS)
    account = find_or_create_account(platform, launch.subject, launch.name, role)
    if not account.user.is_active:
        raise LaunchRefused(ACCOUNT_CLOSED)
    if account.user.is_staff:
        raise LaunchRefused(ADMINISTRATOR)
    return account


@transaction.atomic
def find_or_create_account(
    platform: Platform, subject: str, name: str, role: EnrollmentRole
) -> PlatformAccount:
    """Return the account of the person whom ``platform`` calls ``subject``, with the name and rights of now."""
    account = _find(platform, subject)
    if account is None:
        # Two launches at once would create two people.
        Platform.objects.select_for_update(no_key=True).get(pk=platform.pk)
        account = _find(platform, subject) or _create(platform, subject)
    if account.user.email is None:
        if role != EnrollmentRole.PUPIL:
            _let_lead(account.user)
        _follow_name(account, name)
    return account


def keeps_name(account: PlatformAccount, name: str) -> bool:
    """Return whether the person is called as the platform says, or has chosen another name."""
    name = readable_name(name, MAX_PLATFORM_NAME)
    follows = account.name_from_platform and account.user.email is None
    return not name or not follows or _is_numbered(account.user.name, name)


def free_name(user: User, name: str) -> str:
    """Return ``name``, with a number if it looks like that of somebody else in one of the user's teams."""
    others = User.objects.filter(memberships__team__in=user.memberships.values("team")).exclude(pk=user.pk)
    return numbered_if_used(UsedNames(others.values_list("name", flat=True)), name)


def numbered_if_used(used: UsedNames, name: str) -> str:
    """Return ``name``, with a number if it looks like one of those ``used``."""
    return used.numbered(name) if name in used else name


def _find(platform: Platform, subject: str) -> PlatformAccount | None:
    accounts = PlatformAccount.objects.select_related("user", "platform")
    return accounts.filter(platform=platform, subject=subject).first()


def _create(platform: Platform, subject: str) -> PlatformAccount:
    user = User(email=None, name="")
    user.set_unusable_password()
    user.save()
    return PlatformAccount.objects.create(
        platform=platform, subject=subject, user=user, name_from_platform=True
    )


def _let_lead(user: User) -> None:
    """Let somebody without an address own things, as whoever teaches somewhere does. A return code is for guests."""
    if not user.has_platform_account or not user.name:
        user.has_platform_account, user.return_digest = True, None
        user.name = user.name or _("Teacher")
        user.save(update_fields=["has_platform_account", "return_digest", "name"])


def _follow_name(account: PlatformAccount, name: str) -> None:
    """Take over the name that the platform sends, unless the person or a teacher has chosen another."""
    if not keeps_name(account, name):
        account.user.name = free_name(account.user, readable_name(name, MAX_PLATFORM_NAME))
        account.user.save(update_fields=["name"])


def _is_numbered(present: str, name: str) -> bool:
    """Return whether ``present`` is ``name``, perhaps with a number."""
    rest = present.removeprefix(name)
    return present.startswith(name) and (not rest or (rest[0] == " " and rest[1:].isdecimal()))
