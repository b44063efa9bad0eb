"""Pages that show everybody's annotations stay closed until an independent round is revealed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import get_round
from annotate.models import Round
from people.models import User
from people.permissions import PermissionRefused

NOT_REVEALED = N_(
    "This round is independent: reveal it first. Then everybody’s marks can be seen and settled."
)


class RoundNotRevealed(PermissionRefused):
    """The round is independent and not revealed yet."""

    def __init__(self, round_: Round) -> None:
        super().__init__(_(NOT_REVEALED))
        self.round = round_


def get_revealed_round(user: User, pk: int, permission: str) -> Round:
    """Return the round as ``get_round`` does. Raise ``RoundNotRevealed`` if it is not revealed yet."""
    round_ = get_round(user, pk, permission)
    if round_.hides:
        raise RoundNotRevealed(round_)
    return round_


def requires_reveal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a page to show how to reveal the round instead of raising ``RoundNotRevealed``."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RoundNotRevealed as error:
            round_ = error.round
            return render(
                request, "reports/not_revealed.html", {"round": round_, "article": round_.text.article}
            )

    return wrapper
