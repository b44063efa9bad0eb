"""Find the tag that somebody names, and check that it may be used."""

from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from annotate.codebook import check_details
from annotate.codebooks.translation import translate_tag
from annotate.models import Annotation, Codebook, Round, Tag
from web.db.compiled_queries import CompiledQuery
from web.errors import ProblemError


class UnknownTag(ProblemError, ValueError):
    """The codebook of this round has no such tag."""

    code = "unknown-tag"


_TAG = CompiledQuery(lambda codebook, slug: Tag.objects.filter(codebook=codebook, slug=Value(slug)))


def get_tag(round_: Round, slug: str) -> Tag:
    """The tag of the round’s codebook; raises ``UnknownTag``."""
    found = _TAG.first(round_.codebook_id, slug)
    if found is None:
        takes = ", ".join(tag.slug for tag in round_.codebook.tags_in_order if not tag.archived)
        raise UnknownTag(_("There is no tag “{tag}”; this round has: {takes}.").format(tag=slug, takes=takes))
    return found


def validate_details(codebook: Codebook, tag: Tag, details: dict[str, Any]) -> dict[str, Any]:
    """As ``check_details`` does it, in the reader's language."""
    return {} if details == {} else check_details(translate_tag(tag.pure, codebook.catalogue), details)


def check_not_archived(tag: Tag, before: Annotation | None = None) -> None:
    """What was marked with an archived tag may be changed and brought back, but nothing gets it anew."""
    if tag.archived and (before is None or before.tag_id != tag.pk):
        said = _("The tag “{tag}” is archived: what was marked with it stays, and nothing new is.")
        raise UnknownTag(said.format(tag=tag))
