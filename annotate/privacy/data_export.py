"""What is held of one participant of a team, as a ZIP that they can be handed, or that they fetch themselves."""

import io
import json
import zipfile
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import PersonalRows, personal_rows
from annotate.annotations.actions import layer_json
from annotate.annotations.json import annotation_json
from annotate.discussion.comments import comment_json
from people.models import Team, User
from people.permissions import Permission, check_permission

LEFT_OUT = N_(
    "Left out is what belongs to an exercise in which everybody works alone, until it is revealed. Then it "
    "is here, too. {name} can download everything at any time, on the page of the team."
)


def personal_data_zip(user: User, team: Team, person: User) -> bytes:
    """Return the files as a ZIP. People get their own complete; anybody else must look after the team's data."""
    if user != person:
        check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    held = personal_rows(user, team, person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about(held, team, person))
        for name, content in personal_data_files(held, team, person).items():
            archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
    return out.getvalue()


def personal_data_files(held: PersonalRows, team: Team, person: User) -> dict[str, Any]:
    """The files' contents by name."""
    membership = team.memberships.filter(user=person).first()
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "joined_at": person.joined_at.isoformat(),
            "team": team.name,
            "role": membership and membership.role,
        },
        "marks": [
            annotation_json(mark) | {"round": mark.layer.round_id, "deleted": mark.deleted} for mark in held.annotations
        ],
        "rounds": [layer_json(layer) | {"round": layer.round_id} for layer in held.layers],
        "comments": [
            comment_json(comment) | {"round": comment.annotation.layer.round_id} for comment in held.comments
        ],
        "votes": [
            {"round": vote.poll.round_id, "poll": vote.poll_id, "tag": vote.tag.slug if vote.tag else None}
            for vote in held.votes
        ],
        "log": [
            {"round": change.round_id, "seq": number, "verb": change.verb, "at": change.created_at.isoformat(),
             "payload": change.payload}
            for number, change in held.changes
        ],
    }  # fmt: skip


def _about(held: PersonalRows, team: Team, person: User) -> str:
    """What is in the files; and what is not, until when, and who has it already."""
    lines = [
        _(
            "What Claimlight holds of {name} in the team {team}: marks.json has every mark, also deleted ones; "
            "rounds.json what was handed in and when; comments.json what was said; votes.json what was voted; log.json "
            "each change as it was made."
        ).format(name=person.name, team=team.name)
    ]
    if held.withheld:
        lines.append(_(LEFT_OUT).format(name=person.name))
        lines += [
            _("- exercise {number}: {title}").format(number=round_.pk, title=round_.text.article.title)
            for round_ in held.withheld
        ]
    return "\n\n".join(lines) + "\n"
