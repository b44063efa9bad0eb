"""Caches pages and files of reports, and what pages compute from whole rounds; if large, in the background."""

import pickle  # nosec B403 (see in_background)
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from django.conf import settings
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from annotate.access import visible_layers
from annotate.models import Round
from people.models import User
from reports.loader import ReportLoader
from web.cache import ByteLimitedCache

Value = TypeVar("Value")
# Rendered pages and files of reports, up to this many bytes per process.
CACHE = ByteLimitedCache(32_000_000)


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
    key = (
        what,
        get_language(),
        get_current_timezone_name(),
        round_.pk,
        round_.created_at,
        round_.last_seq,
        names,
    )

    def pickled() -> bytes:
        return pickle.dumps(make())

    if wait:
        data = CACHE.get(key, pickled)
    else:
        seconds = settings.BACKGROUND_WAIT_SECONDS
        data = CACHE.get_soon(key, pickled, user.pk, seconds)
    # Never leaves this process's memory.
    value: Value = pickle.loads(data)  # noqa: S301  # nosec B301
    return value


def cached_product(loader: ReportLoader, what: Hashable, make: Callable[[], bytes]) -> bytes:
    """Return ``make()``, or its cached result; ``what`` identifies it among the products of this report.

    Every change in a round raises its ``last_seq``, which is read before the annotations, so that no cached result is
    out of date.
    """
    return CACHE.get((what, loader.state), make)


def cached_page(
    loaders: Sequence[ReportLoader], what: Hashable, make: Callable[[], bytes], person: Hashable
) -> bytes:
    """Return ``make()``, or its cached result, for a page about these reports; see ``cached_product``.

    Raise ``ResultNotReady`` if there are so many changes in the rounds that it takes longer than a page may.
    """
    key = (what, *(loader.state for loader in loaders))
    size = sum(round_.last_seq for loader in loaders for round_ in loader.selected_rounds)
    if size <= settings.BACKGROUND_FROM_CHANGES:
        return CACHE.get(key, make)
    return CACHE.get_soon(key, make, person, settings.BACKGROUND_WAIT_SECONDS)
