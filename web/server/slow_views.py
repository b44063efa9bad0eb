"""Mark views that may take longer than a second, so that they never occupy a thread that ordinary pages need."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., object])


def slow_view(*methods: str) -> Callable[[View], View]:
    """Return a decorator that marks a view or API view class as slow for these HTTP methods (default: all).

    On a method of an API view class it marks only that method.
    """

    def decorator(view: View) -> View:
        view.slow_methods = frozenset(methods)  # type: ignore[attr-defined]
        return view

    return decorator


def is_slow(path: str, method: str) -> bool:
    """Return whether the view that answers this request is marked as slow."""
    method = "GET" if method == "HEAD" else method
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    view_class = getattr(view, "view_class", None)
    handlers: tuple[Any, ...] = (view, view_class, getattr(view_class, method.lower(), None))
    marks = (getattr(handler, "slow_methods", None) for handler in handlers)
    return any(methods is not None and (not methods or method in methods) for methods in marks)
