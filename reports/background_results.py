"""What pages show of all marks in a round: where there are very many, worked out once, beside the pages, and kept."""

import pickle  # nosec B403 (see worked_out)
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
    """Return what ``make`` makes of everybody's marks in a round that ``user`` may see; ``what`` says what that is.

    Nothing changes in a round without its ``last_seq``, which was read before the marks. Raises ``ResultNotReady`` where
    there is too much for an answer within a second, unless ``wait`` is set: then whoever asks waits.
    """
    if round_.last_seq <= settings.BACKGROUND_FROM_CHANGES:
        return make()
    names = tuple(visible_layers(user, round_).order_by("pk").values_list("pk", "annotator__name"))
    key = (what, get_language(), round_.pk, round_.created_at, round_.last_seq, names)

    def made() -> bytes:
        return pickle.dumps(make())

    if wait:
        data = loader.CACHE.get(key, made)
    else:
        seconds = settings.BACKGROUND_WAIT_SECONDS
        data = loader.CACHE.get_soon(key, made, user.pk, seconds)
    # Never leaves this process's memory.
    value: Value = pickle.loads(data)  # noqa: S301  # nosec B301
    return value
