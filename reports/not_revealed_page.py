"""The page that stands in for class overview, timeline and adjudication until an independent round is revealed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotate.access import RoundNotRevealed


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
