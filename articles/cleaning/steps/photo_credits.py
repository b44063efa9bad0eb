"""Remove the credits of pictures, which are not part of the text."""

from collections.abc import Iterator

import regex

from articles.cleaning import Edit, Step
from articles.cleaning.patterns.paragraphs import remove_matching
from articles.cleaning.patterns.person_names import is_name
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

REASON = Message("photo credit")
AGENCY = regex.compile(
    r"(?:getty(?: images?)?|istock(?:photo)?|shutterstock|reuters|afp|ap|epa|epa-efe|efe|alamy|unsplash|pexels|pixabay"
    r"|wikimedia(?: commons)?|flickr|bloomberg|adobe stock|dpa|xinhua|tass|imago|zuma|pa|pa wire|depositphotos"
    r"|dreamstime|freepik|europa press|nurphoto|anadolu|sipa(?: usa)?|nasa)"
    r"(?: images| photo| stock photo| plus| pictures| via getty images)?",
    regex.IGNORECASE,
)
# These only sell pictures, so their name alone is a credit.
PICTURES_ONLY = regex.compile(
    r"getty images(?: plus)?|istock(?:photo)?(?: via getty images)?|shutterstock|ap photo|adobe stock"
    r"|alamy(?: stock photo)?",
    regex.IGNORECASE,
)
LABEL = regex.compile(
    r"(?:(?:photo|image|picture|cover|featured image|header image)(?:s|graphs?)?(?: credits?)?|credit|pic"
    r"|(?:foto(?:grafía)?|imagen)(?:s|es)?|crédito(?:s)?)\s*(?P<sign>:|©|\bby\b|\bcourtesy(?: of)?:?|\bpor\b|\bde\b)\s*"
    r"|(?P<sign>(?:photo|image|picture) credits?)\s+",
    regex.IGNORECASE,
)
SLASH = regex.compile(r"(?:(?<!\s)\s++)?[/,]\s*+|(?<!\s)\s++(?:via|on|for)\s++")
OWNER = regex.compile(r"(?:the )?(?:[\p{Lu}\d@][\p{L}\p{M}\p{N}’'._&\-]*(?:\s+|$)){1,5}")
MAX_LENGTH = 120


class PhotoCredits(Step):
    """ "Jane Doe/Agency" and "Photo: Jane Doe", alone in their paragraph."""

    slug = "photo_credits"
    title = "Photo credits"
    order = 40

    def find(self, draft: Draft) -> Iterator[Edit]:
        return remove_matching(draft, REASON, is_credit)


def is_credit(text: str) -> bool:
    """Return whether ``text`` is the credit of a picture and nothing else."""
    if len(text) > MAX_LENGTH or "\n" in text:
        return False
    if text[0] + text[-1] in ("()", "[]"):
        text = text[1:-1].strip()
    label = LABEL.match(text)
    rest = text[label.end() :] if label else text
    owners = SLASH.split(rest.removesuffix("."))
    agency = any(map(AGENCY.fullmatch, owners))
    if not all(AGENCY.fullmatch(o) or OWNER.fullmatch(o) for o in owners):
        return False
    if label:
        return agency or is_name(owners[0])
    return (agency and "/" in rest) or bool(PICTURES_ONLY.fullmatch(rest))
