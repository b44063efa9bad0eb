"""The gradebook of a course, with links to the work behind each score."""

from html import escape
from typing import TYPE_CHECKING

from tests.lti.platform.courses import Course, LineItem, Person
from tests.lti.platform.http import Request, Response, route
from tests.lti.platform.pages.layout import link, page
from tests.lti.platform.signing_in import signed_in

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform


@route("GET", "/courses/{}/gradebook")
def gradebook(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """The scores of everybody in the course."""
    signed_in(platform, request)
    course = platform.course(course_id)
    head = "".join(f"<th>{escape(item.label)}</th>" for item in course.line_items)
    rows = "".join(
        f"<tr><th>{escape(member.person.name)}</th>"
        + "".join(_cell(course, item, member.person) for item in course.line_items)
        for member in course.members
    )
    return page("Gradebook", f"<h1>Gradebook</h1><table><tr><th></th>{head}</tr>{rows}</table>")


def _cell(course: Course, item: LineItem, person: Person) -> str:
    score = item.scores.get(person.id)
    if not score:
        return "<td></td>"
    text = f"{score['scoreGiven']:g} / {score['scoreMaximum']:g}" if "scoreGiven" in score else "—"
    if item.link:
        text = link(f"/courses/{course.id}/links/{item.link.id}/work/{person.id}", text)
    return f"<td>{text} {escape(score.get('comment') or '')}</td>"
