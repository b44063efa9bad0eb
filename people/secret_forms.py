"""allauth's forms that ask for a secret of somebody whose account is known: wrong ones are counted for that account."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from django.core.exceptions import ValidationError

from people.limits import PERIOD, TooOften, give_back, spend
from people.models import User

# A code has six digits, so thirty a day for a year hit one with a chance of 1 %. Nobody mistypes their own so often.
LIMITS = ((10, PERIOD), (30, timedelta(days=1)))


@contextmanager
def counted(what: str, user: User) -> Iterator[None]:
    """Count a try until the block ends without an error; raise ``ValidationError`` where it is one too many."""
    keys = [f"{what} {most} {user.pk}" for most, _period in LIMITS]
    try:
        for key, (most, period) in zip(keys, LIMITS, strict=True):
            spend(key, most, period)
    except TooOften as error:
        raise ValidationError(str(error)) from error
    yield
    for key in keys:
        give_back(key)


class AuthenticateForm(BaseAuthenticateForm):
    """The second step of signing in, by a code of the app or a recovery code."""

    def clean_code(self) -> Any:
        """Count a wrong one."""
        with counted("second step", self.user):
            return super().clean_code()


class ReauthenticateForm(BaseReauthenticateForm):
    """The same codes, to confirm that one is still there."""

    def clean_code(self) -> Any:
        """Count a wrong one where those of signing in count."""
        with counted("second step", self.user):
            return super().clean_code()


class ChangePasswordForm(BaseChangePasswordForm):
    """A new password, for whoever knows the old one."""

    def clean_oldpassword(self) -> Any:
        """Count a wrong one."""
        with counted("old password", self.user):
            return super().clean_oldpassword()
