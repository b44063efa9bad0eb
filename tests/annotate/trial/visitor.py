"""Somebody who tries the site without an account, in a browser of their own."""

from typing import Any

from django.test import Client
from django.urls import reverse

from annotate.models import Annotation, Round
from people.models import User
from tests.world import mark

TEXT = "The globalist council voted nine to six.\n\nIt was a disgrace, said the family of José."


class Visitor:
    """What somebody does who has not signed in."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    def start(self, text: str | None = TEXT) -> Any:
        """Press the button, with a text or for the sample; return the response."""
        if text is None:
            return self.client.post(reverse("annotate:try-sample"))
        return self.client.post(reverse("annotate:try"), {"text": text})

    @property
    def user(self) -> User:
        """The row of the user whom this browser's session names."""
        return User.objects.get(pk=self.client.session["_auth_user_id"])

    @property
    def round(self) -> Round:
        """The newest round."""
        return Round.objects.filter(created_by=self.user).latest("pk")

    @property
    def report(self) -> str:
        """The address of the newest report."""
        return reverse("reports:report", args=[self.round.text.article_id])

    def highlight(self, quote: str = "globalist") -> Annotation:
        """Highlight a passage of the newest text."""
        return mark(self.user, self.round, quote, "opinion")

    def sign_up(self, email: str = "ana@home.example") -> Any:
        """Sign up with the form."""
        form = {"email": email, "name": "Ana", "password1": "a-long-password-7"}
        return self.client.post(reverse("account_signup"), form)
