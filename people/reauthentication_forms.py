"""allauth's forms that ask a known account for a secret: wrong ones are counted for that account."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actions.accounts import revoke_tokens, secure_after_reset
from people.adapters import PasswordAttempt, known_browser
from people.models import User
from web.rate_limits import PERIOD, RateLimitExceeded, hit, refund, reset

# Six-digit codes: thirty guesses a day for a year succeed with a chance of 1 %. Nobody mistypes their own so often.
LIMITS = ((10, PERIOD), (30, timedelta(days=1)))
SECOND_STEP, OLD_PASSWORD = "second step", "old password"


@contextmanager
def count_attempts(kind: str, user: User) -> Iterator[None]:
    """Count an attempt unless the block ends without an error; raise ``ValidationError`` above the limits.

    A browser in which the account has signed in has its own count, so that others cannot lock its user out.
    """
    keys = _keys(kind, user, known_browser(context.request, user.email))
    try:
        for key, (limit, period) in zip(keys, LIMITS, strict=True):
            hit(key, limit, period)
    except RateLimitExceeded as error:
        raise ValidationError(str(error)) from error
    yield
    for key in keys:
        refund(key)


def reset_attempts(user: User) -> None:
    """Delete the counts of ``user``, who has a new password."""
    reset(_keys(SECOND_STEP, user) + _keys(OLD_PASSWORD, user))


def _keys(kind: str, user: User, browser: str = "") -> list[str]:
    return [f"{kind} {limit} {user.pk} {browser}" for limit, _period in LIMITS]


class AuthenticateForm(BaseAuthenticateForm):
    """The second step of signing in, by a code of an authenticator app or a recovery code."""

    def clean_code(self) -> Any:
        """Count a wrong code."""
        with count_attempts(SECOND_STEP, self.user):
            return super().clean_code()


class ReauthenticateForm(BaseReauthenticateForm):
    """The same codes, to confirm the user's identity again."""

    def clean_code(self) -> Any:
        """Count a wrong code together with those of signing in."""
        with count_attempts(SECOND_STEP, self.user):
            return super().clean_code()


class ChangePasswordForm(BaseChangePasswordForm):
    """Change the password, and on request revoke the user's API tokens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number := self.user.api_tokens.count():
            label = ngettext("Revoke my API token, too", "Revoke my {n} API tokens, too", number)
            self.fields["revoke_tokens"] = forms.BooleanField(
                required=False,
                label=label.format(n=number),
                help_text=_("Programs that use them stop working until you give them new tokens."),
            )

    def clean_oldpassword(self) -> Any:
        """Count a wrong password."""
        with count_attempts(OLD_PASSWORD, self.user):
            return super().clean_oldpassword()

    def save(self) -> None:
        """Set the password and delete the counts of wrong secrets."""
        super().save()
        reset_attempts(self.user)
        if self.cleaned_data.get("revoke_tokens"):
            revoke_tokens(self.user)


class ResetPasswordKeyForm(BaseResetPasswordKeyForm):
    """Set a new password by a mailed link."""

    def save(self) -> None:
        """Set the password, delete the counts, and close all other ways in."""
        super().save()
        reset_attempts(self.user)
        PasswordAttempt(context.request, {"email": self.user.email}).forget()
        secure_after_reset(self.user)
