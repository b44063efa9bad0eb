"""Mark views that may take longer than a second, so that they never hold a thread that ordinary pages need."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def slow_view(*methods: str) -> Callable[[View], View]:
    """Return a decorator that marks a view, or an API view class, as slow for these HTTP methods (default: all)."""

    def mark(view: View) -> View:
        view.slow_methods = frozenset(methods)  # type: ignore[attr-defined]
        return view

    return mark
