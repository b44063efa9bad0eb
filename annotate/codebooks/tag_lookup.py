"""Get a tag of a round's codebook, and check that it may be used."""

from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from annotate.codebooks.translation import translate_tag
from annotate.models import Annotation, Codebook, Round, Tag
from annotate.tag import check_details
from web.db.compiled_queries import CompiledQuery
from web.errors import ProblemError


class UnknownTag(ProblemError, ValueError):
    """The codebook of this round has no such tag."""

    code = "unknown-tag"


_TAG = CompiledQuery(lambda codebook, slug: Tag.objects.filter(codebook=codebook, slug=Value(slug)))


def get_tag(round_: Round, slug: str) -> Tag:
    """Return a tag of the round's codebook, or raise UnknownTag."""
    tag = _TAG.first(round_.codebook_id, slug)
    if tag is None:
        takes = ", ".join(tag.slug for tag in round_.codebook.tags_in_order if not tag.archived)
        raise UnknownTag(
            _("There is no tag “{tag}” here. Possible tags: {takes}.").format(tag=slug, takes=takes)
        )
    return tag


def validate_details(codebook: Codebook, tag: Tag, details: dict[str, Any]) -> dict[str, Any]:
    """Return the checked details; errors of ``check_details`` are in the user's language."""
    return {} if details == {} else check_details(translate_tag(tag.pure, codebook.catalogue), details)


def check_not_archived(tag: Tag, annotation: Annotation | None = None) -> None:
    """Raise UnknownTag if the tag is archived, unless ``annotation`` has it already."""
    if tag.archived and (annotation is None or annotation.tag_id != tag.pk):
        message = _("The tag “{tag}” is archived. You can no longer use it for new highlights.")
        raise UnknownTag(message.format(tag=tag))
