"""What shows everybody's marks waits for the reveal of an independent round."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotate.access import round_for
from annotate.models import Round
from people.models import User
from people.permissions import Refused


class Hidden(Refused):
    """The round is independent and not revealed yet."""

    def __init__(self, round_: Round) -> None:
        super().__init__(
            _("This round is independent: reveal it first. Then everybody’s marks can be seen and settled.")
        )
        self.round = round_


def revealed_for(user: User, pk: int, verb: str) -> Round:
    """The round, as ``round_for`` gives it; raises ``Hidden`` before the reveal."""
    round_ = round_for(user, pk, verb)
    if round_.hides:
        raise Hidden(round_)
    return round_


def after_the_reveal(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that says how to reveal the round where it is still hidden."""

    @wraps(page)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except Hidden as hidden:
            round_ = hidden.round
            return render(
                request, "reports/not_revealed.html", {"round": round_, "article": round_.text.article}
            )

    return shown
