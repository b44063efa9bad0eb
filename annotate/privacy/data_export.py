"""Export the data stored about one participant of a team as a ZIP."""

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
from annotate.hints.json import shown_hint_json
from people.models import Team, User
from people.permissions import Permission, check_permission
from people.personal_data import registered_personal_data

LEFT_OUT = N_(
    "Not included: work in exercises in which people work alone or in groups and which are not "
    "revealed yet. It will be included after the reveal. {name} can download everything at "
    "any time on the page of the team."
)


def personal_data_zip(user: User, team: Team, person: User) -> bytes:
    """Return the ZIP. Raise PermissionRefused if ``user`` is neither that person nor manages personal data."""
    if user != person:
        check_permission(user, Permission.MANAGE_PERSONAL_DATA, team)
    rows = personal_rows(user, team, person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(rows, team, person))
        for name, content in personal_data_files(rows, team, person).items():
            archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
    return out.getvalue()


def personal_data_files(rows: PersonalRows, team: Team, person: User) -> dict[str, Any]:
    """Return the JSON content of each file by name."""
    membership = team.memberships.filter(user=person).first()
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "joined_at": person.joined_at.isoformat(),
            "time_zone": person.time_zone,
            "team": team.name,
            "role": membership and membership.role,
        },
        "marks": [
            annotation_json(annotation) | {"round": annotation.layer.round_id, "deleted": annotation.deleted}
            for annotation in rows.annotations
        ],
        "rounds": [layer_json(layer) | {"round": layer.round_id} for layer in rows.layers],
        "comments": [
            comment_json(comment) | {"round": comment.annotation.layer.round_id} for comment in rows.comments
        ],
        "votes": [
            {"round": vote.poll.round_id, "poll": vote.poll_id, "tag": vote.tag.slug if vote.tag else None}
            for vote in rows.votes
        ],
        "hints": [shown_hint_json(hint) | {"round": hint.round_id} for hint in rows.hints],
        "reviews": [
            {"round": review.layer.round_id, "annotator": review.layer.annotator_id, "reviewer": review.reviewer_id,
             "comment": review.comment, "score": review.score, "at": review.updated_at.isoformat()}
            for review in rows.reviews
        ],
        "answers": [
            {"assignment": answer.assignment_id, "title": answer.assignment.title, "position": answer.position,
             "question": dict(enumerate(answer.assignment.questions, 1)).get(answer.position), "body": answer.body,
             "at": answer.updated_at.isoformat()}
            for answer in rows.answers
        ],
        "extensions": [
            {"round": extension.round_id, "due_at": extension.due_at.isoformat()} for extension in rows.extensions
        ],
        "groups": [
            {"round": member.round_id, "number": member.group.position, "name": member.group.label}
            for member in rows.groups
        ],
        "log": [
            {"round": change.round_id, "seq": number, "verb": change.verb, "at": change.created_at.isoformat(),
             "payload": change.payload}
            for number, change in rows.changes
        ],
        **registered_personal_data(person, team),
    }  # fmt: skip


def _readme(rows: PersonalRows, team: Team, person: User) -> str:
    """Return a text on what the files contain, and which rounds they leave out until when."""
    lines = [
        _(
            "The personal data of {name} in {team}: marks.json has all highlights, including deleted "
            "ones; rounds.json what was handed in and when; comments.json all comments; votes.json "
            "all votes; hints.json the hints that were shown on request or responded to; reviews.json comments on "
            "what was handed in, and scores set by hand; answers.json all answers to questions; extensions.json later "
            "due dates; groups.json the groups that the person is in; log.json every change; and, of people who come "
            "from a learning platform, learning-platform.json what it has said of them, and their grades."
        ).format(name=person.name, team=team.name)
    ]
    if rows.withheld:
        lines.append(_(LEFT_OUT).format(name=person.name))
        lines += [
            _("- exercise {number}: {title}").format(number=round_.pk, title=round_.text.article.title)
            for round_ in rows.withheld
        ]
    return "\n\n".join(lines) + "\n"
