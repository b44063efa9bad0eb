"""Who has an extension."""

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import extensions_in
from annotate.models import Round
from people.models import User


def get_extended(round_: Round, person: int) -> User:
    """Return a person who has an extension in this visible round, or raise Http404."""
    extension = extensions_in(round_).filter(user__pk=person).first()
    if extension is None:
        raise Http404(_("This person has no date of their own here."))
    return extension.user
