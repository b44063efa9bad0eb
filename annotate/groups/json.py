"""A group as it stands in the API and on the annotation page."""

from typing import Any

from annotate.models import RoundGroup


def group_json(group: RoundGroup) -> dict[str, Any]:
    """Return a group with its members, which are fetched."""
    members = [{"id": member.user_id, "name": member.user.name} for member in group.members.all()]
    return {"number": group.position, "name": group.label, "members": members}
