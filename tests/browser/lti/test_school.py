"""The school of these tests: its browsers block third-party cookies, and its pages store data for the tool."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.lti.conftest import block_third_party_cookies
from tests.lti.platform import LearningPlatform
from tests.lti.platform.tool import Tool

EXAMPLES = Path(__file__).parents[2] / "golden" / "lti" / "storage_messages.json"
ASK = """
([target, request]) => new Promise((resolve) => {
  addEventListener("message", ({ data }) => resolve(data), { once: true });
  (target === "_parent" ? parent : parent.frames[target]).postMessage(request, "*");
})
"""


@pytest.fixture
def unregistered_platform() -> Iterator[LearningPlatform]:
    platform = LearningPlatform()
    yield platform
    platform.server.stop()


def frame_of(page: Page, name: str = "tool") -> Frame:
    frame = page.frame(name)
    assert frame
    frame.wait_for_load_state()
    return frame


def test_browsers_send_no_third_party_cookies(
    visit: Callable[..., Page], other_site: LearningPlatform
) -> None:
    elsewhere = other_site.url.replace("127.0.0.1", "localhost")
    page = visit("about:blank", base_url=other_site.url)
    block_third_party_cookies(page)
    person = other_site.add_person("Ada")
    sign_in = f"/sign-in/{person.id}?next=/storage"
    page.goto(f"{elsewhere}{sign_in}")
    assert other_site.requests[-1].headers["cookie"].startswith("platform_session=")
    page.goto("/keys")
    page.set_content(f'<iframe name="tool" src="{elsewhere}{sign_in}"></iframe>')
    frame_of(page).wait_for_url("**/storage")
    assert other_site.requests[-1].path == "/storage"
    assert "cookie" not in other_site.requests[-1].headers


def tool_page(
    sign_in: Callable[..., Page], platform: LearningPlatform, tool: LearningPlatform, launch_url: str = ""
) -> Page:
    """Return a page of the platform with a page of ``tool`` in its frame."""
    platform.tool = Tool(f"{tool.url}/nothing", launch_url or f"{tool.url}/nothing", f"{tool.url}/keys", [])
    course, person = platform.add_course(), platform.add_person("Ada Byron")
    course.enroll(person)
    link = platform.add_link(course)
    page = sign_in(platform, person, f"/courses/{course.id}/links/{link.id}")
    frame_of(page).wait_for_url("**/nothing")
    return page


@pytest.mark.parametrize("target", ["_parent", "lti-storage"])
def test_storage_answers_as_in_the_specification(
    sign_in_at_school: Callable[..., Page],
    unregistered_platform: LearningPlatform,
    other_site: LearningPlatform,
    target: str,
) -> None:
    platform = unregistered_platform
    platform.storage_target = target
    page = tool_page(sign_in_at_school, platform, other_site)
    if target != "_parent":
        frame_of(page, target)
    for example in json.loads(EXAMPLES.read_text())["example"]:
        answer = frame_of(page).evaluate(ASK, [target, example["request"]])
        answer.get("error", {}).pop("message", None)
        expected = json.loads(json.dumps(example["response"]).replace("_parent", target))
        assert answer == expected


def test_storage_is_for_the_tool_alone(
    sign_in_at_school: Callable[..., Page],
    unregistered_platform: LearningPlatform,
    other_site: LearningPlatform,
) -> None:
    unregistered_platform.storage_target = "_parent"
    page = tool_page(sign_in_at_school, unregistered_platform, other_site, "https://elsewhere.example/")
    request = {"subject": "lti.get_data", "message_id": "1", "key": "state"}
    answer = frame_of(page).evaluate(ASK, ["_parent", request])
    assert answer["error"]["code"] == "wrong_origin"
