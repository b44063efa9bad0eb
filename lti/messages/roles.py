"""What somebody is in a course by the roles that a platform sends: the vocabulary of LTI Core 1.3, A.2. Pure."""

from collections.abc import Iterable

from lti.enums import EnrollmentRole

_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
COURSE = f"{_VOCABULARY}membership#"
TEACHING_ASSISTANT = f"{_VOCABULARY}membership/Instructor#TeachingAssistant"
ADMINISTRATORS = frozenset(
    {f"{_VOCABULARY}institution/person#Administrator", f"{_VOCABULARY}system/person#Administrator"}
)
TEACHERS, ASSISTANTS = frozenset({"Instructor", "Administrator"}), frozenset({"ContentDeveloper", "Manager"})
PUPILS = frozenset({"Learner", "Member"})


def enrollment_role(roles: Iterable[str]) -> EnrollmentRole | None:
    """Return what somebody with these ``roles`` is in the course, the most that they may be; None if neither.

    Roles in the institution say nothing of a course, but its administrators may help in all of them.
    """
    roles = set(roles)
    # Course roles may be sent by their short names alone.
    in_course = {role.removeprefix(COURSE) for role in roles if role.startswith(COURSE) or ":" not in role}
    if in_course & TEACHERS and TEACHING_ASSISTANT not in roles:
        return EnrollmentRole.TEACHER
    if TEACHING_ASSISTANT in roles or in_course & ASSISTANTS:
        return EnrollmentRole.ASSISTANT
    if in_course & PUPILS:
        return EnrollmentRole.PUPIL
    return EnrollmentRole.ASSISTANT if roles & ADMINISTRATORS else None
