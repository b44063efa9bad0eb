"""What becomes of a trial when somebody signs up or in: it comes along, and they get to its report."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from annotate.trial.actions import keep_trial
from people.adapters import AccountAdapter
from people.middleware import trial_visitor
from people.models import User


class TrialAccountAdapter(AccountAdapter):
    """The adapter of the site. It is here, and not in ``people``, because a trial is an article with highlights."""

    def new_user(self, request: HttpRequest) -> User:
        """Return the user whom the form fills in: whoever tries the site becomes the account, and keeps their key.

        So highlights that are still unsent in the browser arrive later.
        """
        visitor = trial_visitor(request)
        row = User.objects.filter(pk=visitor.pk).first() if visitor else None
        return row or super().new_user(request)

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Save the account, which is no trial any more."""
        user.trial_ends_at = None
        return super().save_user(request, user, form, commit)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and keep the trial in the account."""
        visitor = trial_visitor(request)
        super().login(request, user)
        if visitor is not None:
            request.kept_article = keep_trial(visitor, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the report that was kept, else what it is for everybody."""
        article = getattr(request, "kept_article", None)
        return (
            reverse("reports:report", args=[article]) if article else super().get_login_redirect_url(request)
        )

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return the report that was kept, else what it is for everybody."""
        return self.get_login_redirect_url(request)
