"""Addresses of the pages of lessons, below lessons/. A lesson is stored, built in, or behind a link."""

from django.urls import URLPattern, path

from annotate.lessons.editing import views as editing
from annotate.lessons.pages import changing, covers, files, in_progress, lesson, lists, sharing
from annotate.lessons.pages.sources import BUILTIN, LINKED, STORED

ADDRESSES = {STORED: "<int:pk>/", BUILTIN: "built-in/<slug:slug>/", LINKED: "link/<str:secret>/"}


def _of_each_lesson(route: str, address: str) -> list[URLPattern]:
    """Return the pages that every lesson has, whichever way somebody comes to it."""
    given = {"route": route}
    return [
        path(address, lesson.lesson, given, name=route),
        path(f"{address}tags.css", lesson.style, given, name=f"style-{route}"),
        path(f"{address}pictures/<int:picture>/", lesson.picture, given, name=f"picture-{route}"),
        path(f"{address}file/", files.download, given, name=f"download-{route}"),
        path(f"{address}copy/", changing.copy, given, name=f"copy-{route}"),
    ]


urlpatterns = [
    path("", lists.lessons, name="lessons"),
    path("new/", changing.new, name="new-lesson"),
    path("import/", files.import_lesson, name="import-lesson"),
    path("<int:pk>/edit/", editing.edit, name="edit-lesson"),
    path("<int:pk>/articles/<int:article>/", in_progress.add_article, name="add-lesson-article"),
    path("<int:pk>/share/", sharing.share, name="share-lesson"),
    path("<int:pk>/delete/", changing.delete, name="delete-lesson"),
    path("<int:pk>/update-exercises/", changing.update_classes, name="update-lesson-exercises"),
    path("built-in/<slug:slug>/cover.svg", covers.cover, name="lesson-cover"),
    *(pattern for route, address in ADDRESSES.items() for pattern in _of_each_lesson(route, address)),
]
