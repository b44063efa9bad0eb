"""What a page shows of a lesson: built in, stored, or seen through a link. Their pages have the same parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from annotate.access.lessons import (
    can_see_builtin_key,
    can_see_lesson_key,
    check_can_copy,
    check_can_copy_builtin,
)
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import LessonContent
from annotate.lessons.reading import rounds_of_lesson
from annotate.models import Lesson
from articles.text.html import ShownPicture, linked_pictures
from people.models import User
from web.i18n.translate import translate

# Drawings for lessons without a cover of their own, in turn.
PLAIN_COVERS = 4


@dataclass(frozen=True)
class ShownLesson:
    """A lesson with the addresses of its pages: ``route`` is the name of its own page, with ``key`` in its address."""

    content: LessonContent
    source: Lesson | BuiltinLesson
    route: str
    key: int | str

    @property
    def row(self) -> Lesson | None:
        """Return the stored lesson, or None for a built-in one."""
        return self.source if isinstance(self.source, Lesson) else None

    @property
    def slug(self) -> str:
        """Return the slug of the built-in lesson that this is or was copied from, or ""."""
        return self.source.slug if isinstance(self.source, BuiltinLesson) else self.source.builtin

    def key_visible_to(self, user: User) -> bool:
        """Return whether ``user`` may see the answer key and the notes for the teacher."""
        if isinstance(self.source, BuiltinLesson):
            return can_see_builtin_key(user, self.source.slug, self.source.text_hashes)
        return can_see_lesson_key(user, self.source)

    def check_can_copy(self, user: User) -> None:
        """Raise PermissionRefused unless ``user`` may have the lesson with its answer key."""
        if isinstance(self.source, BuiltinLesson):
            check_can_copy_builtin(user, self.source.slug, self.source.text_hashes)
        else:
            check_can_copy(user, self.source)

    @property
    def cover(self) -> str:
        """Return the address of the cover."""
        return cover_address(self.slug, self.row.pk if self.row else 0)

    @property
    def url(self) -> str:
        """Return the address of the lesson's page."""
        return self._address("")

    @property
    def copy_url(self) -> str:
        """Return where the lesson is copied."""
        return self._address("copy-")

    @property
    def file_url(self) -> str:
        """Return where its file is."""
        return self._address("download-")

    @property
    def css_url(self) -> str:
        """Return the style sheet of its tags."""
        return self._address("style-")

    def pictures(self) -> list[tuple[ShownPicture, ...]]:
        """Return the pictures of each article, as links to their files."""
        if not isinstance(self.source, Lesson):
            return [() for _article in self.content.articles]
        name = f"annotate:picture-{self.route}"
        return [
            linked_pictures(
                round_.text.placed_pictures, lambda pk: reverse(name, args=[self.key, pk]), translate
            )
            for round_ in rounds_of_lesson(self.source)
        ]

    def _address(self, prefix: str) -> str:
        return reverse(f"annotate:{prefix}{self.route}", args=[self.key])


@dataclass(frozen=True)
class Card:
    """A lesson in a list."""

    title: str
    summary: str
    level: str
    minutes: int | None
    url: str
    cover: str
    slug: str = ""
    team: str = ""
    author: str = ""
    license: str = ""
    language: str = ""

    @property
    def language_name(self) -> str:
        """Return the name of the language, in the reader's language."""
        try:
            return str(get_language_info(self.language)["name_translated"])
        except KeyError:
            return self.language


def builtin_cards(lessons: Iterable[BuiltinLesson]) -> list[Card]:
    """Return the cards of built-in lessons, each with its language if it is not the reader's."""
    return [
        Card(
            **_common(lesson.content),
            url=reverse("annotate:builtin-lesson", args=[lesson.slug]),
            cover=cover_address(lesson.slug),
            slug=lesson.slug,
            language=foreign_language(lesson.content.language),
        )
        for lesson in lessons
    ]


def own_cards(lessons: Iterable[Lesson]) -> list[Card]:
    """Return the cards of a person's and their teams' lessons."""
    return [
        Card(**_stored(lesson), team=lesson.team.name if lesson.team else "", author="", license="")
        for lesson in lessons
    ]


def library_cards(lessons: Iterable[Lesson]) -> list[Card]:
    """Return the cards of lessons that others have listed, with author and licence."""
    return [Card(**_stored(lesson), author=lesson.author, license=lesson.license) for lesson in lessons]


def cover_address(slug: str, number: int = 0) -> str:
    """Return the address of a built-in lesson's cover, or without a slug of a plain one."""
    if slug:
        return reverse("annotate:lesson-cover", args=[slug])
    return static(f"lessons/cover-{number % PLAIN_COVERS + 1}.svg")


def foreign_language(language: str) -> str:
    """Return ``language`` unless it is the reader's."""
    own = (get_language() or "").partition("-")[0]
    return "" if language.partition("-")[0].lower() == own else language


def _stored(lesson: Lesson) -> dict[str, Any]:
    return _common(lesson) | {
        "url": reverse("annotate:lesson", args=[lesson.pk]),
        "cover": cover_address(lesson.builtin, lesson.pk),
        "language": foreign_language(lesson.language),
    }


def _common(lesson: Lesson | LessonContent) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "summary": lesson.summary,
        "level": lesson.level,
        "minutes": lesson.minutes,
    }
