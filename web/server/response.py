"""Send a response in pieces, each of which the client has to read in time; count large ones as downloads."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from web.server.client import network, person

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]

# Bytes that are handed to the server at a time: so many must be read within the time limit.
PIECE = 256 * 1024
# Bytes. A response that is larger, or of unknown length, is a download.
LARGE = 1024 * 1024
# Downloads at once to one network, behind which may be a school; of one person there are far fewer.
TO_ONE_NETWORK = 200


class ResponseEnded(OSError):
    """What is sent reaches nobody. Applications take it for a client that has gone away."""


class TooManyDownloads(ResponseEnded):
    """This person downloads as much as one person may at once."""


class Unread(ResponseEnded):
    """The client has not read what was sent."""


class Downloads:
    """Counts the downloads that are under way, by person and by network."""

    def __init__(self, of_one_person: int) -> None:
        self.of_one_person = of_one_person
        self.open: Counter[str] = Counter()

    def begin(self, who: str, place: str) -> None:
        """Count one more; raises ``TooManyDownloads``. Whoever has no account shares what their network may have."""
        if (who and self.open[who] >= self.of_one_person) or self.open[place] >= TO_ONE_NETWORK:
            raise TooManyDownloads("There are as many downloads as there may be at once.")
        self.open.update((who, place))

    def end(self, who: str, place: str) -> None:
        """Count one less."""
        self.open.subtract((who, place))
        self.open = +self.open


class Response:
    """One response on its way through ``send``."""

    def __init__(self, scope: Any, send: Send, seconds: float, downloads: Downloads) -> None:
        self.scope, self._send, self.seconds, self.downloads = scope, send, seconds, downloads
        self.download: tuple[str, str] | None = None
        self.ended: ResponseEnded | None = None

    async def send(self, message: Message) -> None:
        """Pass on a message of the application; raises ``ResponseEnded``."""
        if self.ended:
            raise self.ended
        try:
            if (
                message["type"] == "http.response.start"
                and self.scope["method"] != "HEAD"
                and _is_large(message)
            ):
                self._begin_download()
            for piece in _pieces(message):
                await self._in_time(piece)
        except ResponseEnded as error:
            self.ended = error
            raise

    def close(self) -> None:
        """It is sent, or has ended."""
        if self.download:
            self.downloads.end(*self.download)

    def _begin_download(self) -> None:
        download = person(self.scope), network(self.scope)
        self.downloads.begin(*download)
        self.download = download

    async def _in_time(self, message: Message) -> None:
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


def _pieces(message: Message) -> list[Message]:
    body = message.get("body", b"")
    if len(body) <= PIECE:
        return [message]
    pieces = [
        message | {"body": body[at : at + PIECE], "more_body": True} for at in range(0, len(body), PIECE)
    ]
    pieces[-1]["more_body"] = message.get("more_body", False)
    return pieces
