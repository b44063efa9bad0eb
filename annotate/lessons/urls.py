"""Addresses of the pages of lessons, below lessons/. A lesson is stored, built in, or behind a link."""

from django.urls import URLPattern, path

from annotate.lessons.pages import covers, lesson, lists
from annotate.lessons.pages.sources import BUILTIN, LINKED, STORED

ADDRESSES = {STORED: "<int:pk>/", BUILTIN: "built-in/<slug:slug>/", LINKED: "link/<str:secret>/"}


def _of_each_lesson(route: str, address: str) -> list[URLPattern]:
    """Return the pages that every lesson has, whichever way somebody comes to it."""
    given = {"route": route}
    return [
        path(address, lesson.lesson, given, name=route),
        path(f"{address}tags.css", lesson.style, given, name=f"style-{route}"),
    ]


urlpatterns = [
    path("", lists.lessons, name="lessons"),
    path("built-in/<slug:slug>/cover.svg", covers.cover, name="lesson-cover"),
    *(pattern for route, address in ADDRESSES.items() for pattern in _of_each_lesson(route, address)),
]
