"""Lists of people that would fill the memory, never end, or lead elsewhere: they are refused, and nobody has left."""

from threading import Semaphore
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from lti.courses.roster import background, service
from lti.courses.roster.background import read_roster_soon
from lti.courses.roster.reading import claim_roster, read_roster
from lti.courses.roster.stored_errors import shown
from lti.models import Course, Enrollment
from tests.lti.courses.conftest import School
from tests.wording import says
from web.i18n.lazy_message import Message


@pytest.fixture
def course(school: School) -> Course:
    """The course, in whose class there is a pupil, and whose platform knows the keys of this site."""
    school.arrive(school.pupil("Ada"))
    school.platform.read_tool_keys()
    return Course.objects.get()


def page(school: School, following: str, count: int = 1) -> dict[str, Any]:
    """What the platform is switched to: a page of the list, with the address of another."""
    members = [{"user_id": f"{number}", "roles": ["Learner"]} for number in range(count)]
    return {"part": "memberships", "body": {"members": members}, "Link": f'<{following}>; rel="next"'}


def refuses(school: School, course: Course, reason: Message) -> bool:
    """Whether the list is refused for this reason, and nobody has left."""
    read_roster(course.pk)
    course.refresh_from_db()
    return says(reason, shown(course.roster_error)) and not Enrollment.objects.exclude(left_at=None).exists()


def asked(school: School) -> int:
    """How often the list was asked for."""
    return sum("memberships" in request.path for request in school.platform.requests)


@pytest.mark.parametrize("address", ["https://elsewhere.example/members", "http://[", "file:///etc/passwd"])
def test_a_next_page_elsewhere_is_not_asked_for(school: School, course: Course, address: str) -> None:
    """Our access token would go with it."""
    school.platform.answer(**page(school, address))
    assert refuses(school, course, service.ELSEWHERE)
    assert asked(school) == 1


def test_pages_without_end_end(school: School, course: Course) -> None:
    """What was read of them is part of a list, which does not say who has left."""
    school.platform.answer(times=1000, **page(school, school.platform.memberships_url(school.course)))
    assert refuses(school, course, service.TOO_MANY)
    assert asked(school) == service.MAX_PAGES


def test_after_too_many_people_no_other_page_is_asked_for(school: School, course: Course) -> None:
    """All pages at once would fill the memory."""
    address = school.platform.memberships_url(school.course)
    school.platform.answer(times=1000, **page(school, address, service.MAX_MEMBERS // 2))
    assert refuses(school, course, service.TOO_MANY)
    assert asked(school) == 3


def test_a_platform_that_takes_minutes_is_not_waited_for(
    school: School, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile no other list is read."""
    monkeypatch.setattr(service, "SECONDS", 0)
    school.platform.answer(times=1000, **page(school, school.platform.memberships_url(school.course)))
    assert refuses(school, course, service.TOO_SLOW)
    assert asked(school) == 1


def test_only_so_many_lists_wait_to_be_read(
    course: Course, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """Each waits in a thread."""
    monkeypatch.setattr(background, "_places", Semaphore(0))
    Course.objects.update(roster_read_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert read_roster_soon(course)
    assert [thread for thread in enumerate_threads() if thread.name == f"roster {course.pk}"] == []
    assert claim_roster(course), "the next launch has it read"
