"""The whole demo: a class with a finished example, and a newsroom with a campaign."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from annotate import demo as class_demo
from campaigns import demo as campaign_demo
from people.models import User


@transaction.atomic
def load_demo() -> None:
    """Create everything of the demo."""
    # One password for all, hashed once: hashing takes longer than everything else here.
    password = make_password(class_demo.password())
    class_demo.load_demo(password)
    campaign_demo.load_demo(password)


def logins() -> list[tuple[str, str]]:
    """Return (e-mail, password) of the demo's people who still exist. The password is random per site."""
    if not class_demo.has_password():
        return []
    emails = [*class_demo.emails(), *campaign_demo.emails()]
    existing = User.objects.filter(email__in=emails).order_by("pk").values_list("email", flat=True)
    return [(email, class_demo.password()) for email in existing]
