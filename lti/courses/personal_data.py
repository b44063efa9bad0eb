"""What is stored about somebody because of a learning platform, for those who download their data."""

from typing import Any

from django.db.models import F

from lti.models import Enrollment, Grade, PlatformAccount
from people.models import Team, User

SECTION = "learning-platform"


def platform_data(person: User, team: Team | None) -> list[dict[str, Any]]:
    """Return who somebody is at each platform; with a team, what they are in its courses, and the grades sent there."""
    if team is None:
        accounts = PlatformAccount.objects.filter(user=person).select_related("platform").order_by("pk")
        return [
            _account(account) | {"name_from_platform": account.name_from_platform} for account in accounts
        ]
    enrollments = Enrollment.objects.filter(account__user=person, course__team=team)
    related = enrollments.select_related("account__platform", "course").order_by("pk")
    return [
        _account(enrollment.account)
        | {
            "course": enrollment.course.context_id,
            "title": enrollment.course.title,
            "role": enrollment.role,
            "groups": enrollment.groups,
            "joined_at": _time(enrollment.joined_at),
            "left_at": _time(enrollment.left_at),
            "grades": _grades(enrollment),
        }
        for enrollment in related
    ]


def _account(account: PlatformAccount) -> dict[str, Any]:
    return {
        "platform": account.platform.name,
        "issuer": account.platform.issuer,
        "subject": account.subject,
        "since": _time(account.created_at),
    }


def _grades(enrollment: Enrollment) -> list[dict[str, Any]]:
    """Return the grades that the platform has got. Others may say what an exercise still hides."""
    grades = Grade.objects.filter(account=enrollment.account, link__course=enrollment.course)
    return [
        {
            "link": grade.link.title,
            "score": grade.score,
            "comment": grade.comment,
            "handed_in": grade.submitted,
            "sent_at": _time(grade.sent_at),
        }
        for grade in grades.filter(sent_at__isnull=False, sent=F("wanted"))
        .select_related("link")
        .order_by("pk")
    ]


def _time(time: Any) -> str | None:
    return time.isoformat() if time else None
