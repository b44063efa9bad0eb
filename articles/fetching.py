"""Fetch and read the article at a web address, or say why it cannot be had and what else people can do."""

import codecs
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings

from articles.errors import NotFetched
from articles.parsing.html.source_url import save_comment
from articles.sandbox.read import MAX_BYTES, read_file, supported_formats
from articles.text.draft import Draft
from articles.words import Words
from web.http.fetch import Failure, FetchedFile, FetchError, fetch
from web.i18n.lazy_message import Message
from web.values import MAX_ADDRESS

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# What servers call files of which they know nothing.
UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
# Names of hosts and folders to which a site sends people who have to sign in, pay or agree first.
_GATES = """login log-in signin sign-in sso auth oauth consent consents cookie-consent cookiewall register signup
    subscribe subscription paywall captcha challenge"""
GATES = frozenset(_GATES.split())
PASSWORD = (b'type="password"', b"type='password'", b"type=password")
# A page with fewer words may hold no article; with a field for a password it does not.
FEW_WORDS = 60

OTHER_WAYS = Message(
    "Open the page in your browser. Then send it from there with the bookmark, or copy and paste the article, or save "
    "the page and upload the file."
)
NO_HOST = Message("There is no public website at “{host}”. Check the address.")
NO_ANSWER = Message("{host} cannot be reached from here.")
SLOW = Message("{host} took too long to answer.")
LARGE = Message("What is at this address has more than {most} MB.")
REDIRECTS = Message("{host} leads from one address to the next without end.")
MISSING = Message("{host} has no page at this address.")
TOO_MANY = Message("{host} gives no more pages for now. Try again later.")
BROKEN = Message("{host} has a problem at the moment (error {status}). Try again later.")
REFUSED = Message(
    "{host} does not give this page to programs, or only to people who have signed in (error {status})."
)
GATE = Message("{host} wants people to sign in, to pay or to agree to something before it shows this page.")
NO_ARTICLE = Message("This address leads to a file of the type “{type}”, and not to an article.")
WITH_WAYS = Message("{reason} {ways}")
SHORT = Message("Only {count} words were found at this address. If the article is missing: {ways}")


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What was fetched: where it was, its bytes, and a name for them as a file."""

    url: str
    data: bytes
    name: str
    charset: str

    def read(self) -> Draft:
        """Return the draft. Raises ``NotFetched`` or ``Unreadable``."""
        if not self.name.endswith(".html"):
            return replace(read_file(self.name, self.data), url=self.url)
        draft = read_file(self.name, _as_saved(self))
        count = len(Words(draft.text))
        if count < FEW_WORDS:
            if any(sign in self.data for sign in PASSWORD):
                raise _not_fetched(GATE.format(host=urlsplit(self.url).hostname or ""))
            draft = replace(draft, notes=(*draft.notes, SHORT.format(count=count, ways=OTHER_WAYS)))
        return draft if _same_site(draft.url, self.url) else replace(draft, url=self.url)


def only_address(text: str) -> str:
    """Return the web address of which ``text`` consists; "" if it holds anything else or nothing is fetched here."""
    address = text.strip()
    if not settings.FETCH_ARTICLES or len(address) > MAX_ADDRESS or len(address.split()) != 1:
        return ""
    if address.lower().startswith("www."):
        address = f"https://{address}"
    return address if address.lower().startswith(("https://", "http://")) else ""


def fetch_page(address: str) -> FetchedPage:
    """Return what is at ``address``. Raises ``NotFetched``."""
    try:
        file = fetch(address, MAX_BYTES)
    except FetchError as error:
        raise NotFetched(_refusal(error)) from None
    parts = urlsplit(file.url)
    host, path = parts.hostname or "", PurePosixPath(unquote(parts.path))
    suffix = _suffix(file, path.suffix.lower())
    if _gates(file.url) - _gates(address):
        raise _not_fetched(GATE.format(host=host))
    return FetchedPage(file.url, file.data, f"{path.stem or host}{suffix}", file.charset)


def _refusal(error: FetchError) -> Message:
    most = MAX_BYTES // 1024**2
    match error.failure:
        case Failure.NO_HOST:
            return NO_HOST.format(host=error.host)
        case Failure.STATUS if error.status in (404, 410):
            reason = MISSING
        case Failure.STATUS if error.status == 429:
            reason = TOO_MANY
        case Failure.STATUS:
            reason = BROKEN if error.status >= 500 else REFUSED
        case failure:
            reason = {
                Failure.NO_ANSWER: NO_ANSWER,
                Failure.SLOW: SLOW,
                Failure.LARGE: LARGE,
                Failure.REDIRECTS: REDIRECTS,
            }[failure]
    reason = reason.format(host=error.host, status=str(error.status), most=most)
    return WITH_WAYS.format(reason=reason, ways=OTHER_WAYS)


def _not_fetched(reason: Message) -> NotFetched:
    return NotFetched(WITH_WAYS.format(reason=reason, ways=OTHER_WAYS))


def _suffix(file: FetchedFile, suffix: str) -> str:
    """Return the suffix that stands for the type of the file, or else for its first bytes, or that of its name."""
    if file.content_type in SUFFIXES:
        return SUFFIXES[file.content_type]
    if file.content_type in UNTOLD:
        start = file.data[:1024].lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")):
            return ".html"
        if start.startswith(b"%pdf-"):
            return ".pdf"
    if any(suffix in suffixes for _, suffixes in supported_formats()) and suffix:
        return suffix
    raise _not_fetched(NO_ARTICLE.format(type=file.content_type[:100] or "?"))


def _as_saved(page: FetchedPage) -> bytes:
    """Return a page as browsers save it: with its address, and in UTF-8 if the server named the encoding."""
    comment = save_comment(page.url)
    try:
        return codecs.BOM_UTF8 + comment + page.data.decode(page.charset).encode("utf-8", "replace")
    except (LookupError, ValueError):
        # No encoding, an unknown or a wrong one: the reader looks at the page itself.
        return comment + page.data


def _gates(url: str) -> frozenset[str]:
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return frozenset()
    names = [
        *(parts.hostname or "").split("."),
        *(PurePosixPath(name).stem for name in parts.path.split("/")),
    ]
    return GATES.intersection(names)


def _same_site(url: str, fetched_url: str) -> bool:
    """Return whether the address that a page calls its own is on the site that it was fetched from."""
    try:
        host, fetched_host = (_site(each) for each in (url, fetched_url))
    except ValueError:
        return False
    return bool(host) and (
        host == fetched_host or host.endswith(f".{fetched_host}") or fetched_host.endswith(f".{host}")
    )


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    first, _, rest = host.partition(".")
    return rest if first in ("www", "m", "amp", "mobile") and "." in rest else host
