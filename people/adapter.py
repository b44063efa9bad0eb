"""How django-allauth and our User meet."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.limits import TooOften, address, digest, give_back, spend
from people.models import User
from people.names import MAX_NAME, readable_name
from web.failures import report_failure

# Wrong passwords in ten minutes: for one account from one address, and from one address, behind which may be a school.
MOST_FOR_ONE, MOST_FROM_ONE = 10, 100


def _doors(request: Any, credentials: dict[str, Any]) -> list[tuple[str, int]]:
    """Where a try counts: (bucket, its limit). Nobody locks out somebody else by guessing from elsewhere."""
    here = address(request)
    account = str(credentials.get("email") or credentials.get("username") or "").lower()
    return [(f"login {here} {digest(account)}", MOST_FOR_ONE), (f"login {here}", MOST_FROM_ONE)]


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name that somebody gave when they signed up."""

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Wrong passwords are counted in the database, for all processes together, in place of a process's cache."""
        try:
            for key, most in _doors(request, credentials):
                spend(key, most)
        except TooOften as error:
            raise ValidationError(str(error)) from error

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """A right password does not count."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            for key, _most in _doors(request, credentials):
                give_back(key)
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Say so on the page where mail cannot be sent; what was done before it stays done."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, ValueError):  # what the mail server or the network says; what cannot be a mail
            report_failure("sending mail")
            text = _("We could not send mail to {email}. Try again later, or tell whoever runs this site.")
            messages.error(self.request, text.format(email=email))

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Our User has one ``name`` instead of a first and a last one."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Whoever comes from elsewhere is called as they are there."""

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> User:
        """Our User has one ``name``."""
        user: User = super().populate_user(request, sociallogin, data)
        whole = " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.name = (
            readable_name(data.get("name") or whole) or (user.email or "").partition("@")[0][:MAX_NAME]
        )
        return user
