"""Cookies that a browser sends from a learning platform's frame, of whose site it keeps them apart (CHIPS)."""

from http.cookies import Morsel
from typing import Any

from django.http import HttpResponse


class PartitionedMorsel(Morsel[str]):
    """A cookie with the attribute ``Partitioned``, which Python knows from 3.14 on."""

    _reserved = {**Morsel._reserved, "partitioned": "Partitioned"}  # type: ignore[attr-defined]
    _flags = {*Morsel._flags, "partitioned"}  # type: ignore[attr-defined]


def set_cookie(response: HttpResponse, name: str, value: str, path: str, max_age: int | None = None) -> None:
    """Set a cookie for frames below ``path``, for ``max_age`` seconds or until the browser is closed.

    Browsers keep it only if the site has HTTPS or is on the same computer.
    """
    cookie = PartitionedMorsel()
    cookie.set(name, value, value)
    attributes: dict[str, Any] = {
        "path": path,
        "secure": True,
        "httponly": True,
        "samesite": "None",
        "partitioned": True,
    }
    if max_age is not None:
        attributes["max-age"] = max_age
    cookie.update(attributes)
    response.cookies[name] = cookie


def delete_cookie(response: HttpResponse, name: str, path: str) -> None:
    """Delete a cookie that ``set_cookie`` has set."""
    set_cookie(response, name, "", path, max_age=0)
