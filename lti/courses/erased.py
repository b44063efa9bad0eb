"""Whom a teacher has erased from a course: a digest of their id is all that is kept, so that they do not come back."""

from django.utils.crypto import salted_hmac

from lti.models import Course, PlatformAccount


def is_erased(course: Course, account: PlatformAccount) -> bool:
    """Return whether a teacher has erased this person from the course."""
    return _digest(course, account) in course.erased


def remember_erased(course: Course, account: PlatformAccount) -> None:
    """Keep this person out of the course. Run in a transaction."""
    locked = Course.objects.select_for_update().get(pk=course.pk)
    locked.erased = sorted({*locked.erased, _digest(course, account)})
    locked.save(update_fields=["erased"])


def forget_erased(course: Course) -> None:
    """Let everybody who was erased from the course come back, as somebody new."""
    course.erased = []
    course.save(update_fields=["erased"])


def _digest(course: Course, account: PlatformAccount) -> str:
    return salted_hmac("lti.erased", f"{course.pk} {account.subject}", algorithm="sha256").hexdigest()
