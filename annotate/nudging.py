"""A kind reminder by e-mail to those who have not handed in, where there is an address."""

from collections.abc import Callable
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.changes import append, lock
from annotate.models import Round
from annotate.progress import progress
from people.models import User
from people.permissions import Refused, require

NUDGE = "round.nudge"
EVERY = timedelta(hours=20)


@transaction.atomic
def nudge(user: User, round_: Round, link: str) -> tuple[int, int]:
    """Remind whoever takes part and has not handed in: (how many were written to, how many have no address).

    At most once a day; raises ``Refused`` before, and where nothing can be handed in any more.
    """
    require(user, "run the round", round_)
    lock(round_)
    if not round_.takes_marks or round_.text.article.team is None:
        raise Refused(_("This round takes no marks now: there is nothing to remind anybody of."))
    last = round_.changes.filter(verb=NUDGE).order_by("-seq").first()
    if last and last.at > timezone.now() - EVERY:
        raise Refused(_("Everybody was reminded today already. Once a day is enough."))
    rows = progress(user, round_.text.article.team, [round_])
    behind = [row.person for row in rows if row.cells[0].takes_part and not row.cells[0].submitted]
    reached = [person for person in behind if person.email]
    append(round_, user, NUDGE, {"reminded": len(reached)})
    transaction.on_commit(_mails(user, round_, link, [person.email for person in reached]))
    return len(reached), len(behind) - len(reached)


def _mails(user: User, round_: Round, link: str, addresses: list[str]) -> Callable[[], None]:
    article = round_.text.article
    given = {"teacher": user, "article": article, "round": round_, "link": link}
    text = render_to_string("annotate/nudge.txt", given)
    subject = _("A reminder: {title}").format(title=article.title)

    def send() -> None:
        for address in addresses:
            send_mail(subject, text, None, [address])

    return send
