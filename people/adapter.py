"""How django-allauth and our User meet."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name that somebody gave when they signed up."""

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Our User has one ``name`` instead of a first and a last one."""
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)
