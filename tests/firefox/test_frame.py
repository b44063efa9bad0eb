"""A learning platform's frame in Firefox, which keeps cookies of frames for each site apart."""

from typing import Any

from tests.browser.lti.conftest import school, unregistered_school
from tests.browser.lti.lesson import linked_round
from tests.firefox.bidi import Firefox, until
from tests.lti.platform import LearningPlatform

__all__ = ["school", "unregistered_school"]
SAVE = """async () => {
  const { urls, tags } = JSON.parse(document.getElementById("data").textContent);
  const body = { start: 0, end: 5, quote: "Mayor", tag: tags[0].slug, version: 0 };
  const headers = { "X-CSRFToken": document.documentElement.dataset.csrfToken, "Content-Type": "application/json" };
  const url = `${urls.annotations}00000000-0000-4000-8000-000000000001/`;
  return (await fetch(url, { method: "PUT", headers, body: JSON.stringify(body) })).status;
}"""


def test_a_pupil_gets_to_the_page_and_saves(firefox: Firefox, school: LearningPlatform) -> None:
    lesson = linked_round(school)
    tab = firefox.send("browsingContext.create", type="tab")["context"]
    address = f"{school.url}/sign-in/{lesson.pupil.id}?next={lesson.path}"
    firefox.send("browsingContext.navigate", context=tab, url=address, wait="complete")

    def frame() -> dict[str, Any]:
        children = firefox.send("browsingContext.getTree", root=tab)["contexts"][0]["children"]
        return next((child for child in children if child["url"] != "about:blank"), {"url": ""})

    until(lambda: "/embedded/rounds/" in frame()["url"], "the highlighting page in the frame")
    until(
        lambda: call(firefox, frame()["context"], "() => document.documentElement.dataset.ready"),
        "its script",
    )
    assert call(firefox, frame()["context"], SAVE) == 201
    assert lesson.quotes() == ["Mayor"]
    firefox.send("browsingContext.close", context=tab)


def call(firefox: Firefox, context: str, function: str) -> Any:
    """Return what ``function`` returns on a page."""
    target = {"context": context}
    result = firefox.send(
        "script.callFunction", functionDeclaration=function, target=target, awaitPromise=True
    )
    return result["result"].get("value")
