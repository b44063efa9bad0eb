"""Make rounds of a lesson's content: articles, settings and answer keys, in a class, for a team or a person alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings as site_settings
from django.db import transaction

from annotate.annotations.actions import AnnotationInput
from annotate.annotations.bulk_import import add_annotations
from annotate.annotations.quotas import check_new_round_quota
from annotate.change_log import lock_round
from annotate.codebooks.actions import find_or_import_codebook, find_or_import_own_codebook
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.lessons.checking import answer_json, check_content
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from annotate.models import Layer, Round
from annotate.rounds.actions import RoundSettings, create_round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft, Formatting, Picture
from people.models import Team, User
from people.permissions import Permission, check_permission


@transaction.atomic
def create_exercises(
    user: User,
    content: LessonContent,
    team: Team | None,
    state: RoundState,
    due_at: datetime | None = None,
    mode: RoundMode | None = None,
) -> list[Round]:
    """Create a round for each article of the lesson, with its answer key, and return them in order.

    The texts are frozen as they are: nothing is cleaned. Raise LessonError, PermissionRefused or SettingsError.
    """
    check_content(content, site_settings.MAX_ANNOTATIONS_PER_LAYER)
    if team is None and content.mode == RoundMode.GROUPS:
        # A person alone has no groups; whoever sets the lesson in a class can choose them there.
        content = replace(content, mode=RoundMode.INDEPENDENT)
    if team is None:
        codebook = find_or_import_own_codebook(user, content.codebook)
    else:
        codebook = find_or_import_codebook(user, content.codebook, team)
    texts = create_frozen_articles(user, [draft_of(article) for article in content.articles], team)
    rounds = []
    for text, article in zip(texts, content.articles, strict=True):
        settings = exercise_settings(content, article, due_at, mode)
        round_ = create_round(user, text, settings, codebook, state)
        add_answer_key(user, round_, article.key)
        rounds.append(round_)
    return rounds


def draft_of(article: LessonArticle) -> Draft:
    """Return the article as a draft, which can be frozen."""
    return Draft(
        text=article.body,
        title=article.title,
        byline=article.byline,
        publication=article.publication,
        url=article.url,
        published=article.published,
        language=article.language,
        formatting=tuple(Formatting(*row) for row in article.formatting),
        pictures=tuple(
            Picture(picture.offset, picture.content, picture.alt, picture.width, picture.height)
            for picture in article.pictures
        ),
    )


def exercise_settings(
    content: LessonContent,
    article: LessonArticle,
    due_at: datetime | None = None,
    mode: RoundMode | None = None,
) -> RoundSettings:
    """Return the settings of a round on ``article``, with a mode of its own where one is chosen."""
    return RoundSettings(
        mode=mode or content.mode,
        instructions=content.instructions,
        due_at=due_at,
        extract=article.extract,
        feedback=content.feedback,
        feedback_when=content.feedback_when,
        hints=content.hints,
        detail_suggestions=content.detail_suggestions,
    )


@transaction.atomic
def add_answer_key(user: User, round_: Round, key: Sequence[KeyAnswer]) -> None:
    """Add the answers to the answer key of a round that has none. Raise what ``put_annotation`` raises."""
    if not key:
        return
    check_permission(user, Permission.EDIT_ANSWER_KEY, round_)
    check_new_round_quota([len(key)])
    lock_round(round_)
    layer = Layer.objects.get_or_create(round=round_, annotator=None, kind=LayerKind.KEY)[0]
    add_annotations(user, round_, layer, [answer_input(answer) for answer in key])


def answer_input(answer: KeyAnswer) -> tuple[UUID, AnnotationInput]:
    """Return the answer as an annotation to write, with an id of its own."""
    return uuid4(), AnnotationInput(
        tag=answer.tag,
        start=answer.start,
        end=answer.end,
        quote=answer.quote,
        details=dict(answer.details),
        note=answer.explanation,
        answer=answer_json(answer),
    )
