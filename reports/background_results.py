"""Caches what pages compute from all annotations of a round; in large rounds it is computed in the background."""

import pickle  # nosec B403 (see in_background)
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language

from annotate.access import visible_layers
from annotate.models import Round
from people.models import User
from reports import loader

Value = TypeVar("Value")


def in_background(
    user: User, round_: Round, what: Hashable, make: Callable[[], Value], wait: bool = False
) -> Value:
    """Return ``make()``, from the cache or a background thread if the round is large.

    ``what`` identifies the result among those of the round. Every change in a round raises its ``last_seq``, which is
    read before the annotations, so that no result is out of date. Raise ``ResultNotReady`` if the result takes longer
    than a page may, unless ``wait`` is set.
    """
    if round_.last_seq <= settings.BACKGROUND_FROM_CHANGES:
        return make()
    names = tuple(visible_layers(user, round_).order_by("pk").values_list("pk", "annotator__name"))
    key = (what, get_language(), round_.pk, round_.created_at, round_.last_seq, names)

    def pickled() -> bytes:
        return pickle.dumps(make())

    if wait:
        data = loader.CACHE.get(key, pickled)
    else:
        seconds = settings.BACKGROUND_WAIT_SECONDS
        data = loader.CACHE.get_soon(key, pickled, user.pk, seconds)
    # Never leaves this process's memory.
    value: Value = pickle.loads(data)  # noqa: S301  # nosec B301
    return value
