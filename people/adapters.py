"""How django-allauth and our User meet."""

from datetime import timedelta
from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from people.models import User
from people.names import MAX_NAME, readable_name
from web.failures import report_failure
from web.http.client_address import client_address, client_network
from web.rate_limits import RateLimitExceeded, hit, hit_slowly, key_digest, refund, reset

# Wrong passwords in ten minutes: for one account from one network; from one network, behind which may be a school; for
# one account from everywhere. After the last two there is one try each ``GAP``: others' guesses lock nobody out.
MOST_FOR_ONE, MOST_FROM_ONE, MOST_FOR_ACCOUNT, GAP = 10, 100, 100, timedelta(seconds=5)
# Tells a browser in which an account was signed in to. What others do wrong does not count for it, only its own.
KNOWN_BROWSER, KNOWN_FOR = "known_browser", timedelta(days=90)


def known_browser(request: HttpRequest, login: str) -> str:
    """Return what this browser is called, where the account of ``login`` was signed in to in it before, or nothing."""
    account, _, browser = request.get_signed_cookie(KNOWN_BROWSER, "", max_age=KNOWN_FOR).partition(" ")
    return browser if account == key_digest(login) else ""


class PasswordAttempt:
    """Where a try counts: others may guess beside the owner of an account, who has a browser that it knows."""

    def __init__(self, request: HttpRequest, credentials: dict[str, Any]) -> None:
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        account, here = key_digest(login), client_network(request)
        self.account = f"login {here} {account}"
        self.slowed = {f"login {here}": MOST_FROM_ONE, f"login account {account}": MOST_FOR_ACCOUNT}
        if browser := known_browser(request, login):
            self.account, self.slowed = f"login browser {browser}", {}

    def count(self) -> None:
        """Raise ``RateLimitExceeded`` where it is one too many."""
        hit(self.account, MOST_FOR_ONE)
        for key, most in self.slowed.items():
            hit_slowly(key, most, GAP)

    def succeeded(self) -> None:
        """Count it no longer."""
        for key in (self.account, *self.slowed):
            refund(key)

    def forget(self) -> None:
        """Forget the wrong ones from here: the account has a new password."""
        reset([self.account])


class AccountAdapter(DefaultAccountAdapter):
    """Limits that hold for all processes together, and the name that somebody gave when they signed up."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """For allauth's own limits."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password in our own buckets, which say how long to wait."""
        try:
            PasswordAttempt(request, credentials).count()
        except RateLimitExceeded as error:
            raise ValidationError(str(error)) from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A right password does not count."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            PasswordAttempt(request, credentials).succeeded()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Say so on the page where mail cannot be sent; what was done before it stays done."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, ValueError):  # what the mail server or the network says; what cannot be a mail
            report_failure("sending mail")
            text = _("We could not send mail to {email}. Try again later, or tell whoever runs this site.")
            messages.error(self.request, text.format(email=email))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send none to an address that was merely written beside one's own and never confirmed: it may be another's."""
        addresses = EmailAddress.objects.filter(user=user, email__iexact=email)
        if email.lower() == user.email or addresses.filter(verified=True).exists():
            super().send_password_reset_mail(user, email, context)
        else:
            send_unknown_account_mail(self.request, email)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Know the browser again, once every step is done."""
        response = super().post_login(request, user, **options)
        response.set_signed_cookie(
            KNOWN_BROWSER,
            key_digest(user.email or "") + " " + token_hex(12),
            max_age=KNOWN_FOR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
        return response

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
