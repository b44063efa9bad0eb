"""A school with a learning platform, whose pupils' browsers block third-party cookies."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.lti.platform import LearningPlatform
from tests.lti.platform.courses import Person

# Chromium's own switch for what its users choose with “Block third-party cookies”.
BLOCKED = {
    "enableThirdPartyCookieRestriction": True,
    "disableThirdPartyCookieMetadata": True,
    "disableThirdPartyCookieHeuristics": True,
}


@pytest.fixture
def unregistered_school(
    live_server: Any, transactional_db: None, settings: Any
) -> Iterator[LearningPlatform]:
    """A learning platform at 127.0.0.1, another site than the tool at localhost, which does not know it yet."""
    settings.PLATFORMS_TO_PRIVATE = True
    platform = LearningPlatform(live_server.url)
    yield platform
    platform.server.stop()


@pytest.fixture
def school(unregistered_school: LearningPlatform) -> LearningPlatform:
    """A learning platform at 127.0.0.1 that is registered at the tool."""
    unregistered_school.register()
    return unregistered_school


@pytest.fixture
def other_site() -> Iterator[LearningPlatform]:
    """A learning platform that has nothing to do with the tool."""
    platform = LearningPlatform()
    yield platform
    platform.server.stop()


def block_third_party_cookies(page: Page) -> None:
    """Let the page, and its frames, have no cookies of other sites."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCookieControls", BLOCKED)


@pytest.fixture
def sign_in_at_school(visit: Callable[..., Page]) -> Callable[..., Page]:
    """``sign_in_at_school(platform, person, path, **context)``: that page of the platform in a browser of theirs."""

    def sign_in(platform: LearningPlatform, person: Person, path: str, **options: Any) -> Page:
        page = visit("about:blank", base_url=platform.url, **options)
        block_third_party_cookies(page)
        page.goto(f"/sign-in/{person.id}?next={path}")
        return page

    return sign_in
