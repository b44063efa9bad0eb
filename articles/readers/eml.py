"""Read e-mails and newsletters (.eml) with the standard library: the text that a mail program shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import Message as MimeMessage
from email.utils import getaddresses, parsedate_to_datetime

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.mail.body import HTML, read_body
from articles.parsing.mail.flowed import unwrap
from articles.parsing.mail.message import charset, content, header, is_message, parse_message
from articles.parsing.mail.newsletter import newsletter_clutter, signature_clutter
from articles.parsing.mail.pictures import pictures_in
from articles.parsing.metadata import clean_metadata
from articles.parsing.plain.decoding import decode
from articles.parsing.plain.line_paragraphs import separate_paragraphs
from articles.text.characters import normalize_characters, normalize_draft
from articles.text.draft import Clutter, Draft, Formatting, Picture
from web.i18n.lazy_message import Message

MAX_NAMES = 10
NO_MESSAGE = Message(
    "This file is not an e-mail. Save the message in your mail program as an .eml file, or paste its text."
)
EMPTY = Message("This e-mail contains no text, only pictures. Paste the text if you have it elsewhere.")
ONLY_ATTACHMENTS = Message(
    "This e-mail has no text of its own, only attachments: {names}. Save the attachment in your mail program "
    "and upload that file."
)
ENCRYPTED = Message("This e-mail is encrypted, so it cannot be read. Open it, copy its text and paste it.")
ATTACHMENTS = Message(
    "The attachments were left out: {names}. Upload them as files of their own if they matter."
)


class MailReader:
    """``.eml``"""

    slug = "eml"
    title = Message("E-mail")
    suffixes = (".eml",)

    def ready(self) -> None:
        """Load what reading needs."""
        import articles.cleaning.stated_facts
        import articles.parsing.html.markup
        import articles.parsing.mail.page
        import articles.parsing.plain.markdown  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        from articles.cleaning.stated_facts import with_stated_facts

        with translate_parser_errors(Message("e-mail")):
            if not is_message(data):
                raise Unreadable(NO_MESSAGE)
            message = parse_message(data)
            body = read_body(message)
            attached = pictures_in(message)
            draft = _join([_part_draft(part, attached) for part in body.parts])
            names = ", ".join(body.attachments[:MAX_NAMES]) + "…" * (len(body.attachments) > MAX_NAMES)
            if not draft.text:
                if body.encrypted:
                    raise Unreadable(ENCRYPTED)
                raise Unreadable(ONLY_ATTACHMENTS.format(names=names) if names else EMPTY)
            draft = normalize_draft(draft)
            found = sorted((*draft.clutter, *newsletter_clutter(draft.text)), key=lambda c: c.start)
            draft = replace(
                draft,
                title=clean_metadata(header(message, "Subject")),
                byline=_sender(message),
                published=_day(message),
                language=header(message, "Content-Language").split(",")[0][:20],
                notes=(*draft.notes, *((ATTACHMENTS.format(names=names),) if names else ())),
                clutter=tuple(found),
            )
            return with_stated_facts(draft)


def _part_draft(part: MimeMessage | str, attached: Callable[[str], bytes | None]) -> Draft:
    if isinstance(part, str):
        return Draft(part)
    data = content(part)
    if not data.strip():
        return Draft("")
    text, notes = decode(data, charset(part))
    draft = _page(text, attached) if part.get_content_type() == HTML else _plain(part, text)
    return replace(draft, notes=notes)


def _page(source: str, attached: Callable[[str], bytes | None]) -> Draft:
    from articles.parsing.html.markup import markup
    from articles.parsing.mail.page import parse_page
    from articles.parsing.pictures import pictures_of

    page = parse_page(source)
    if page is None:
        return Draft("")
    result = markup(page)
    return Draft(
        result.text,
        formatting=result.formatting,
        clutter=result.crossed_out,
        pictures=pictures_of(result.images, attached),
    )


def _plain(part: MimeMessage, text: str) -> Draft:
    from articles.parsing.plain.markdown import from_markdown

    text = normalize_characters(text.replace("\r\n", "\n").replace("\r", "\n"))
    if str(part.get_param("format") or "").lower() == "flowed":
        text = unwrap(text, str(part.get_param("delsp") or "").lower() == "yes")
    body, formatting, notes = from_markdown(separate_paragraphs(text.strip()))
    return Draft(body, formatting=formatting, notes=notes, clutter=tuple(signature_clutter(body)))


def _join(drafts: list[Draft]) -> Draft:
    """Return the parts of a message one after the other."""
    texts: list[str] = []
    formatting: list[Formatting] = []
    clutter: list[Clutter] = []
    pictures: list[Picture] = []
    notes: list[Message] = []
    offset = 0
    for draft in drafts:
        notes += draft.notes
        if draft.text.strip():
            texts.append(draft.text)
            formatting += [replace(f, start=f.start + offset, end=f.end + offset) for f in draft.formatting]
            clutter += [replace(c, start=c.start + offset, end=c.end + offset) for c in draft.clutter]
            pictures += [replace(p, offset=p.offset + offset) for p in draft.pictures]
            offset += len(draft.text) + len("\n\n")
    return Draft(
        "\n\n".join(texts),
        formatting=tuple(formatting),
        notes=tuple(dict.fromkeys(notes)),
        clutter=tuple(clutter),
        pictures=tuple(pictures),
    )


def _sender(message: MimeMessage) -> str:
    """Return the name of the sender, or the address if there is no name."""
    name, address = (getaddresses([header(message, "From")]) or [("", "")])[0]
    return clean_metadata(name) or address


def _day(message: MimeMessage) -> date | None:
    """Return the day on which the message was sent, where its sender was."""
    try:
        return parsedate_to_datetime(header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
