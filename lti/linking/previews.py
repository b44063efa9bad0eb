"""One lesson or exercise as a teacher looks at it before choosing it, without its answer key."""

from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from annotate.access import assigned_rounds, assignment_of, get_assignment, get_round, key_counts
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import LessonContent
from annotate.lessons.pages import sources
from annotate.lessons.pages.key_in_text import lesson_text
from annotate.lessons.pages.shown import cover_address
from annotate.lessons.reading import content_of_rounds
from annotate.models import Assignment, Lesson, Round
from articles.words import Words
from lti.linking.choices import ASSIGNMENT, BUILTIN, EXERCISE, LESSON
from people.models import Team, User
from people.permissions import Permission, PermissionRefused
from web.i18n.translate import translate
from web.markup import Markup
from web.values import parse_int


@dataclass(frozen=True)
class ArticlePreview:
    """An article with what of it is annotated, as HTML."""

    title: str
    publication: str
    language: str
    words: int
    html: Markup


@dataclass(frozen=True)
class Preview:
    """What can be chosen, and how many answers its key has. ``refusal`` says why this user cannot choose it.

    ``exercise`` is the first round of an exercise that the class has already.
    """

    source: Lesson | BuiltinLesson | Assignment | Round
    content: LessonContent
    answers: int
    cover: str
    css_url: str
    refusal: str = ""
    exercise: Round | None = None

    def articles(self) -> list[ArticlePreview]:
        """Return the articles in their order."""
        return [
            ArticlePreview(
                article.title,
                article.publication,
                article.language,
                len(Words(article.body[slice(*(article.extract or (0, None)))])),
                lesson_text(article, translate=translate),
            )
            for article in self.content.articles
        ]


def get_preview(user: User, team: Team, kind: str, key: str) -> Preview:
    """Return a lesson that ``user`` may see, or an exercise of the class that they may manage.

    Raise Http404 if there is none, and ``PermissionRefused``.
    """
    if kind == BUILTIN:
        return _lesson(user, sources.BUILTIN, slug=key)
    pk = parse_int(key)
    if pk is not None and kind == LESSON:
        return _lesson(user, sources.STORED, pk=pk)
    if pk is not None and kind == ASSIGNMENT:
        assignment = get_assignment(user, pk, Permission.MANAGE_ROUND)
        if assignment.team_id == team.pk:
            return _exercise(user, assignment, assigned_rounds(user, assignment))
    if pk is not None and kind == EXERCISE:
        round_ = get_round(user, pk, Permission.MANAGE_ROUND)
        if round_.team_id == team.pk and not round_.invitation_only and not assignment_of(round_):
            return _exercise(user, round_, [round_])
    raise Http404(_("This page does not exist, or you do not have access to it."))


def _lesson(user: User, route: str, **key: int | str) -> Preview:
    shown = sources.get_source(user, route, **key)
    refusal = ""
    try:
        shown.check_can_copy(user)
    except PermissionRefused as error:
        refusal = str(error)
    answers = sum(len(article.key) for article in shown.content.articles)
    return Preview(shown.source, shown.content, answers, shown.cover, shown.css_url, refusal)


def _exercise(user: User, source: Assignment | Round, rounds: list[Round]) -> Preview:
    content = content_of_rounds(rounds, pictures=False)
    if isinstance(source, Assignment):
        content = replace(content, title=source.title, questions=tuple(source.questions))
    first = rounds[0]
    return Preview(
        source,
        content,
        sum(key_counts(user, rounds).values()),
        cover_address(source.builtin if isinstance(source, Assignment) else "", first.pk),
        reverse("annotate:codebook-css", args=[first.codebook_id]),
        exercise=first,
    )
