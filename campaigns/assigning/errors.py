"""Why somebody gets no article now."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from web.errors import ProblemError

MESSAGES = {
    "not-started": N_("The campaign has not started yet. You get articles once it does."),
    "paused": N_("The campaign is paused. You get the next article when it goes on."),
    "finished": N_("The campaign is finished. Thank you for your work."),
    "archived": N_("Everything can be read, but nothing can be changed. You get articles when it goes on."),
    "practice-first": N_("Pass the practice articles first. After that you get articles."),
    "maximum": N_(
        "You have all the articles that one person gets in this campaign. Thank you for your work."
    ),
    "nothing-left": N_("There is no article left for you. Thank you for your work."),
    "all-taken": N_(
        "Others are working on the articles that are left. Come back later: one may become free."
    ),
}


class NoArticle(ProblemError):
    """Nobody is to blame: there is no article for this person now. ``code`` says why."""

    status = 409

    def __init__(self, code: str) -> None:
        super().__init__(_(MESSAGES[code]))
        self.code = code


class AlreadyHandedIn(ProblemError):
    """What was handed in cannot be given back."""

    status = 409
    code = "already-handed-in"

    def __init__(self) -> None:
        super().__init__(_("This article is handed in already."))
