"""allauth's forms that ask for a secret of somebody whose account is known: wrong ones are counted for that account."""

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

# A code has six digits, so thirty a day for a year hit one with a chance of 1 %. Nobody mistypes their own so often.
LIMITS = ((10, PERIOD), (30, timedelta(days=1)))
SECOND_STEP, OLD_PASSWORD = "second step", "old password"


@contextmanager
def count_attempts(what: str, user: User) -> Iterator[None]:
    """Count a try until the block ends without an error; raise ``ValidationError`` where it is one too many.

    A browser in which the account was signed in to before has a count of its own: others lock nobody out of it.
    """
    keys = _keys(what, user, known_browser(context.request, user.email))
    try:
        for key, (most, period) in zip(keys, LIMITS, strict=True):
            hit(key, most, period)
    except RateLimitExceeded as error:
        raise ValidationError(str(error)) from error
    yield
    for key in keys:
        refund(key)


def reset_attempts(user: User) -> None:
    """Let ``user``, who has a new password, start afresh: whoever tried until now can try no more."""
    reset(_keys(SECOND_STEP, user) + _keys(OLD_PASSWORD, user))


def _keys(what: str, user: User, browser: str = "") -> list[str]:
    return [f"{what} {most} {user.pk} {browser}" for most, _period in LIMITS]


class AuthenticateForm(BaseAuthenticateForm):
    """The second step of signing in, by a code of the app or a recovery code."""

    def clean_code(self) -> Any:
        """Count a wrong one."""
        with count_attempts(SECOND_STEP, self.user):
            return super().clean_code()


class ReauthenticateForm(BaseReauthenticateForm):
    """The same codes, to confirm that one is still there."""

    def clean_code(self) -> Any:
        """Count a wrong one where those of signing in count."""
        with count_attempts(SECOND_STEP, self.user):
            return super().clean_code()


class ChangePasswordForm(BaseChangePasswordForm):
    """A new password, for whoever knows the old one; those who have API tokens may revoke them with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number := self.user.api_tokens.count():
            label = ngettext("Revoke my API token, too", "Revoke my {n} API tokens, too", number)
            self.fields["revoke_tokens"] = forms.BooleanField(
                required=False,
                label=label.format(n=number),
                help_text=_("Programs that use them stop until you give them new ones."),
            )

    def clean_oldpassword(self) -> Any:
        """Count a wrong one."""
        with count_attempts(OLD_PASSWORD, self.user):
            return super().clean_oldpassword()

    def save(self) -> None:
        """Set it; whoever was guessing at the second step does not know it."""
        super().save()
        reset_attempts(self.user)
        if self.cleaned_data.get("revoke_tokens"):
            revoke_tokens(self.user)


class ResetPasswordKeyForm(BaseResetPasswordKeyForm):
    """A new password, by a link that was sent by mail."""

    def save(self) -> None:
        """Set it, and leave no other way in to whoever had the old one."""
        super().save()
        reset_attempts(self.user)
        PasswordAttempt(context.request, {"email": self.user.email}).forget()
        secure_after_reset(self.user)
