"""The pictures that come with a message: web pages and mails name them by an id or by their address on the web."""

from collections.abc import Callable
from email.message import Message as MimeMessage

from articles.parsing.mail.message import content, header


def pictures_in(message: MimeMessage) -> Callable[[str], bytes | None]:
    """Return a function that returns the picture in ``message`` for an address in its page, None if there is none."""
    parts: dict[str, MimeMessage] = {}
    for part in message.walk():
        if part.get_content_maintype() == "image":
            if name := header(part, "Content-ID").strip("<>"):
                parts.setdefault(f"cid:{name}", part)
            if location := header(part, "Content-Location"):
                parts.setdefault(location, part)

    def attached(address: str) -> bytes | None:
        part = parts.get(address)
        return None if part is None else content(part)

    return attached
