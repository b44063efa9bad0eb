"""Suggest details of an annotation: the sources and cues found around it, and neutral wordings for its words.

They need no hints in the round. Scores compare tags and boundaries alone, so that they give away no answer.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import get_annotation, hint_settings
from annotate.enums import LayerKind
from annotate.models import Annotation, Round
from articles.hints import OwnWord
from articles.hints.around import around, one_line
from articles.hints.hint import Extent
from people.models import User


def suggestions_json(user: User, round_: Round, pk: UUID) -> dict[str, list[Any]]:
    """Return what is suggested for annotation ``pk``, for the details that its tag asks for; nothing if switched off.

    Raise Http404 if ``user`` has no such annotation in this visible round.
    """
    annotation = get_annotation(user, round_, pk)
    layer = annotation.layer
    if layer.kind != LayerKind.READER or layer.annotator_id != user.pk:
        raise Http404(_("You have no highlight with this id here."))
    return _suggested(round_, annotation)


def _suggested(round_: Round, annotation: Annotation) -> dict[str, list[Any]]:
    body, (first, last) = round_.text.body, round_.extract
    suggested: dict[str, list[Any]] = {"sources": [], "cues": [], "neutral": []}
    asked = {detail.slug for detail in annotation.tag.pure.details}
    if not round_.detail_suggestions or not asked & {"source", "cue", "neutral"}:
        return suggested

    def words(extents: tuple[Extent, ...]) -> list[dict[str, Any]]:
        inside = [extent for extent in extents if first <= extent[0] and extent[1] <= last]
        return [{"text": one_line(body, extent), "start": extent[0], "end": extent[1]} for extent in inside]

    own_words = tuple(OwnWord(**own) for own in hint_settings(round_.team_id).own_words)
    found = around(body, round_.text.article.language, annotation.start, annotation.end, own_words)
    if "source" in asked:
        suggested["sources"] = words(found.sources)
    if "cue" in asked:
        suggested["cues"] = words(found.cues)
    if "neutral" in asked:
        suggested["neutral"] = list(found.neutral)
    return suggested
