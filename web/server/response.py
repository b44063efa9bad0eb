"""Send responses in chunks that the client must read in time, and limit concurrent large responses ("downloads")."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from web.server.client import network, person

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]

# Bytes that the client must read within the time limit.
CHUNK = 256 * 1024
# Bytes. A larger response, or one of unknown length, is a download.
LARGE = 1024 * 1024
# Downloads at once to one network, which may be a whole school; one person may have far fewer.
MAX_DOWNLOADS_PER_NETWORK = 200


class ResponseEnded(OSError):
    """The client cannot be reached any more. Applications treat it like a closed connection."""


class TooManyDownloads(ResponseEnded):
    """This person has as many downloads at once as one person may have."""


class Unread(ResponseEnded):
    """The client did not read what was sent in time."""


class Downloads:
    """Counts the downloads in progress, by person and by network."""

    def __init__(self, per_person: int) -> None:
        self.per_person = per_person
        self.open: Counter[str] = Counter()

    def begin(self, person: str, network: str) -> None:
        """Count one more download; raise ``TooManyDownloads``. ``person`` is "" for anonymous clients."""
        too_many_of_person = person and self.open[person] >= self.per_person
        if too_many_of_person or self.open[network] >= MAX_DOWNLOADS_PER_NETWORK:
            raise TooManyDownloads("There are as many downloads as there may be at once.")
        self.open.update((person, network))

    def end(self, person: str, network: str) -> None:
        """Count one download less."""
        self.open.subtract((person, network))
        self.open = +self.open


class Response:
    """One response on its way through ``send``."""

    def __init__(self, scope: Any, send: Send, seconds: float, downloads: Downloads) -> None:
        self.scope, self._send, self.seconds, self.downloads = scope, send, seconds, downloads
        self.download: tuple[str, str] | None = None
        self.ended: ResponseEnded | None = None

    async def send(self, message: Message) -> None:
        """Send a message of the application; raise ``ResponseEnded``."""
        if self.ended:
            raise self.ended
        try:
            if (
                message["type"] == "http.response.start"
                and self.scope["method"] != "HEAD"
                and _is_large(message)
            ):
                self._begin_download()
            for chunk in _chunks(message):
                await self._send_in_time(chunk)
        except ResponseEnded as error:
            self.ended = error
            raise

    def close(self) -> None:
        """Release the download, if the response was one."""
        if self.download:
            self.downloads.end(*self.download)

    def _begin_download(self) -> None:
        download = person(self.scope), network(self.scope)
        self.downloads.begin(*download)
        self.download = download

    async def _send_in_time(self, message: Message) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                await self._send(message)
        except TimeoutError:
            raise Unread("The client does not read what is sent.") from None


def _is_large(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start.get("headers", ())}
    if start["status"] in {204, 304} or headers.get(b"content-type", b"").startswith(b"text/event-stream"):
        return False
    return int(headers.get(b"content-length", LARGE + 1)) > LARGE


def _chunks(message: Message) -> list[Message]:
    body = message.get("body", b"")
    if len(body) <= CHUNK:
        return [message]
    chunks = [
        message | {"body": body[offset : offset + CHUNK], "more_body": True}
        for offset in range(0, len(body), CHUNK)
    ]
    chunks[-1]["more_body"] = message.get("more_body", False)
    return chunks
