"""A real Firefox on a real server: what the Firefox tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from scripts.browsers import FIREFOX_MISSING, find_firefox
from tests.browser.conftest import Assignment, assignment, make_assignment
from tests.firefox.bidi import Firefox, running
from tests.firefox.gate import Gate
from tests.firefox.page import Page

__all__ = ["assignment", "make_assignment"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives Firefox."""
    for item in items:
        if "tests/firefox" in item.path.as_posix():
            item.add_marker("firefox")


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One browser for all tests; it fails, and never skips, where there is none."""
    path = find_firefox()
    assert path, FIREFOX_MISSING
    with running(path, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def page(firefox: Firefox, live_server: Any, assignment: Assignment) -> Iterator[Page]:
    """The reader's marking page; script errors fail the test."""
    client = Client()
    client.force_login(assignment.user)
    address = live_server.thread
    gate = Gate((address.host, address.port))
    page = Page(firefox, gate)
    page.sign_in(client.cookies[settings.SESSION_COOKIE_NAME].value)
    page.open(assignment.path)
    yield page
    page.close()
    gate.close()
    assert page.errors == []
