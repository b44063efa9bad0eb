"""The page of a course."""

from html import escape
from typing import TYPE_CHECKING

from tests.lti.platform.http import Request, Response, route
from tests.lti.platform.pages.layout import link, page
from tests.lti.platform.signing_in import signed_in

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform


@route("GET", "/courses/{}")
def course(platform: "LearningPlatform", request: Request, course_id: str) -> Response:
    """The links of a course."""
    found, person = platform.course(course_id), signed_in(platform, request)
    here = f"/courses/{found.id}"
    rows = "".join(f"<li>{link(f'{here}/links/{row.id}', row.title)}</li>" for row in found.links)
    more = f"<p>{link(f'{here}/choose', 'Add content')} {link(f'{here}/gradebook', 'Gradebook')}</p>"
    heading = f"<h1>{escape(found.title)}</h1><p>{escape(person.name)}</p>"
    return page(found.title, f"{heading}<ul>{rows}</ul>{more}")
