"""A gate on the way to the server. When it is shut nothing gets through: no page, no script, no service worker.

Firefox's own offline emulation stops a page's requests, but not those of its service worker.
"""

from contextlib import suppress
from socket import SHUT_RDWR, SHUT_WR, create_connection, socket
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread


class Gate(ThreadingTCPServer):
    """Passes every connection on to ``server`` (host, port) while it is open."""

    daemon_threads = True

    def __init__(self, server: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.server = server
        self.open = True
        self.passing: set[socket] = set()
        self.address = f"http://localhost:{self.server_address[1]}"
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def shut(self) -> None:
        """Cut what is passing, and let nothing more through."""
        self.open = False
        for end in list(self.passing):
            with suppress(OSError):
                end.shutdown(SHUT_RDWR)

    def close(self) -> None:
        """Take the gate away."""
        self.shut()
        self.shutdown()
        self.server_close()


class _Passage(BaseRequestHandler):
    server: Gate

    def handle(self) -> None:
        if not self.server.open:
            return
        with create_connection(self.server.server) as there:
            ends = {self.request, there}
            self.server.passing |= ends
            back = Thread(target=_pass_on, args=(there, self.request), daemon=True)
            back.start()
            _pass_on(self.request, there)
            back.join()
            self.server.passing -= ends


def _pass_on(source: socket, target: socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(SHUT_WR)
