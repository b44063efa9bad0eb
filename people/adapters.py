"""Adapters that connect django-allauth to our ``User`` and our rate limits."""

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

# Wrong passwords per ten minutes: for one account from one network; from one network, which may be a whole school; and
# for one account from anywhere. Beyond the last two, one attempt per ``GAP`` is allowed, so that nobody is locked out.
MAX_FOR_ACCOUNT_FROM_NETWORK, MAX_FROM_NETWORK, MAX_FOR_ACCOUNT, GAP = 10, 100, 100, timedelta(seconds=5)
# A cookie marks browsers in which an account has signed in. Wrong passwords from elsewhere do not count against them.
KNOWN_BROWSER_COOKIE, KNOWN_FOR = "known_browser", timedelta(days=90)


def known_browser(request: HttpRequest, login: str) -> str:
    """Return the id of this browser if the account of ``login`` has signed in in it before, else ""."""
    cookie = request.get_signed_cookie(KNOWN_BROWSER_COOKIE, "", max_age=KNOWN_FOR)
    account, _, browser = cookie.partition(" ")
    return browser if account == key_digest(login) else ""


class PasswordAttempt:
    """The rate limits that apply to one attempt to sign in, which depend on whether the browser is known."""

    def __init__(self, request: HttpRequest, credentials: dict[str, Any]) -> None:
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        account, network = key_digest(login), client_network(request)
        self.account = f"login {network} {account}"
        self.slow_limits = {f"login {network}": MAX_FROM_NETWORK, f"login account {account}": MAX_FOR_ACCOUNT}
        if browser := known_browser(request, login):
            self.account, self.slow_limits = f"login browser {browser}", {}

    def count(self) -> None:
        """Count the attempt; raise ``RateLimitExceeded``."""
        hit(self.account, MAX_FOR_ACCOUNT_FROM_NETWORK)
        for key, limit in self.slow_limits.items():
            hit_slowly(key, limit, GAP)

    def succeeded(self) -> None:
        """Uncount the attempt: the password was right."""
        for key in (self.account, *self.slow_limits):
            refund(key)

    def forget(self) -> None:
        """Forget the wrong passwords from this browser or network: the account has a new password."""
        reset([self.account])


class AccountAdapter(DefaultAccountAdapter):
    """Rate limits shared by all processes, mail failures that are reported, and our ``User.name``."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address for allauth's own limits."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; raise ``ValidationError`` that says how long to wait."""
        try:
            PasswordAttempt(request, credentials).count()
        except RateLimitExceeded as error:
            raise ValidationError(str(error), code="too-often") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the user of a right password, which does not count as an attempt."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            PasswordAttempt(request, credentials).succeeded()
        return user

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        """Show the message, but for “e-mail sent” on the first page after signing up: the e-mail says it better."""
        context = options.get("message_context") or next((arg for arg in args if isinstance(arg, dict)), {})
        if not context.get("signup"):
            super().add_message(request, level, *args, **options)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the mail; if that fails, show a message instead of failing the request."""
        try:
            super().send_mail(template_prefix, email, context)
        # OSError: the mail server or the network. ValueError: an address or text that cannot be put into a mail.
        except (OSError, ValueError):
            report_failure("sending mail")
            text = _(
                "We could not send an e-mail to {email}. Try again later, or tell the site administrator."
            )
            messages.error(self.request, text.format(email=email), "mail-failed")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the mail only to the account's own or a confirmed address: others may be somebody else's."""
        addresses = EmailAddress.objects.filter(user=user, email__iexact=email)
        if email.lower() == user.email or addresses.filter(verified=True).exists():
            super().send_password_reset_mail(user, email, context)
        else:
            send_unknown_account_mail(self.request, email)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Set the cookie of a known browser once all steps of signing in are done."""
        response = super().post_login(request, user, **options)
        response.set_signed_cookie(
            KNOWN_BROWSER_COOKIE,
            key_digest(user.email or "") + " " + token_hex(12),
            max_age=KNOWN_FOR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
        return response

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Save the one ``name`` that our ``User`` has instead of a first and a last name."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Takes over people's names from single sign-on."""

    def new_user(self, request: Any, sociallogin: Any) -> User:
        """Return a user who is not stored yet: one who is would count as somebody who has this login already."""
        return User()

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> User:
        """Set the one ``name`` of our ``User``."""
        user: User = super().populate_user(request, sociallogin, data)
        full_name = " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.name = (
            readable_name(data.get("name") or full_name) or (user.email or "").partition("@")[0][:MAX_NAME]
        )
        return user
